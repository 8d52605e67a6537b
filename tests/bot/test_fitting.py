"""Which outlets suit a draft, and why: the article's purposes, and what a pack adds to them."""

import pytest

from adapters.policy_files import load
from bot.errors import PolicyError
from bot.fitting import Level, fits, groups
from bot.model import Context, Draft, Outlet
from bot.placing_cards import fit_words
from bot.signals import mentions, signals_of
from tests.builders import a_pack
from tests.packs import shipped

ARTICLE = shipped("article")
PHOTO = Context(attachments="photo of the crew")
VIDEO = Context(attachments="video of the ward dog")


def best(text: str, context: Context | None = None) -> Outlet:
    return fits(Draft(text, context=context or Context()), ARTICLE)[0].outlet


def level(text: str, outlet: Outlet, context: Context | None = None) -> Level:
    found = fits(Draft(text, context=context or Context()), ARTICLE)
    return next(fit.level for fit in found if fit.outlet is outlet)


@pytest.mark.parametrize(
    ("text", "context", "outlet"),
    [
        ("Three lessons about leadership from a hard winter. " * 20, None, Outlet.LINKEDIN),
        ("The east entrance opens on Monday.", None, Outlet.X),
        ("Thank you to the families who came to our food drive.", PHOTO, Outlet.INSTAGRAM),
        ("Families, join us for the health fair on Saturday.", None, Outlet.FACEBOOK),
        ("How do you hand over at night? Tell me.", None, Outlet.BLUESKY),
        ("Meet the dog of ward 3.", VIDEO, Outlet.YOUTUBE),
    ],
)
def test_each_outlet_is_proposed_for_what_it_is_good_at(text: str, context: Context | None, outlet: Outlet):
    assert best(text, context) is outlet


def test_the_article_names_four_outlets_and_the_newer_ones_are_there_too():
    assert {fit.outlet for fit in fits(Draft("Come in."), ARTICLE)} == {
        Outlet.LINKEDIN, Outlet.X, Outlet.INSTAGRAM, Outlet.FACEBOOK,
        Outlet.THREADS, Outlet.BLUESKY, Outlet.YOUTUBE, Outlet.TIKTOK,
    }  # fmt: skip


def test_where_a_picture_is_needed_it_depends_on_whether_there_is_one():
    thanks = "Thank you, night crew."

    assert level(thanks, Outlet.INSTAGRAM, PHOTO) is Level.WELL
    assert level(thanks, Outlet.INSTAGRAM) is Level.FAIR
    assert level(thanks, Outlet.INSTAGRAM, Context(attachments="none")) is Level.POOR
    assert level(thanks, Outlet.TIKTOK, PHOTO) is Level.POOR


def test_a_text_that_cannot_be_cut_is_for_other_outlets():
    endless = "and so on " * 60

    assert level(endless, Outlet.X) is Level.POOR
    assert level(endless, Outlet.LINKEDIN) is not Level.POOR


def test_a_reason_is_said_in_words():
    (fit,) = [fit for fit in fits(Draft("Thank you, night crew."), ARTICLE) if fit.outlet is Outlet.LINKEDIN]

    assert fit_words(fit) == (
        "Suits it well: it thanks or celebrates people. Good for networking, longer thoughts, leadership, "
        "and your organization as a place to work."
    )


def test_groups_come_from_the_organizations_list_alone():
    assert groups(Draft("Rural care."), ARTICLE) == ()
    own = [
        {"id": "acme", "name": "Acme College", "what": "Rural care", "when": ["rural"]},
        {"id": "old", "name": "Old", "what": "Gone", "status": "off"},
        {"id": "all", "name": "All of us", "what": "Everything"},
    ]

    assert [item["id"] for item in groups(Draft("Rural care."), a_pack(groups=own))] == ["acme", "all"]
    assert [item["id"] for item in groups(Draft("City care."), a_pack(groups=own))] == ["all"]


def test_the_shipped_packs_name_no_group():
    for name in ("article", "organization"):
        assert not shipped(name).lists["groups"]


def test_words_are_whole_words_and_go_on_only_where_a_star_lets_them():
    assert mentions("we recruit nurses", ["recruit*"])
    assert mentions("walk-in from eight", ["walk-in"])
    assert not mentions("boardroom", ["board"])
    assert not mentions("a.c", ["abc"])
    assert not mentions("anything", [])


def test_a_signal_that_is_switched_off_says_nothing():
    item = {"id": "news", "title": "it brings news", "words": ["opens"]}

    assert "news" in signals_of(Draft("It opens."), [item])
    assert "news" not in signals_of(Draft("It opens."), [{**item, "status": "off"}])


HEAD = """\
pack: {id: mini, version: "1", schema: 1, title: Mini, owner: Us}
guidelines:
- {id: do.test, title: Test, text: Test well., sources: [{kind: policy, ref: House}]}
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "signals:\n- {id: news, guideline: do.test, title: it is news, words: [opens], "
            "flags: [It closes.], passes: [It opens.]}",
            ("flags: example 1 gives no signal", "passes: example 1 gives the signal"),
        ),
        (
            "signals:\n- {id: long, guideline: do.test, title: it is long, words: [opens], "
            "flags: [It opens.], passes: [No.]}",
            ("'long' is what Bedside itself says of a draft",),
        ),
        (
            "hashtags:\n- {id: rural, guideline: do.test, tag: ruralhealth, when: [rural]}",
            ("write it 'RuralHealth'",),
        ),
        (
            "groups:\n- {id: acme, guideline: do.nothing, name: Acme, what: Talk}",
            ("unknown guideline 'do.nothing'",),
        ),
        ("outlets:\n  x: {limit: 280, suits: [newz]}", ("outlets.x.suits: unknown signal 'newz'",)),
    ],
)
def test_what_does_not_hold_does_not_load(tmp_path, written: str, said: tuple[str, ...]):
    folder = tmp_path / "mini"
    folder.mkdir()
    (folder / "pack.yaml").write_text(HEAD + written, encoding="utf-8")

    with pytest.raises(PolicyError) as caught:
        load(tmp_path, "mini")

    for sentence in said:
        assert sentence in str(caught.value)
