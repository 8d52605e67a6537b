"""A draft as it would stand on another outlet: within its limits, in its author's words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.adapting import adapted
from bot.detectors.outlets import HASHTAG, length
from bot.fitting import placed_on, version_for
from bot.model import Context, Draft, Outlet
from bot.outlet_names import OUTLETS
from tests.packs import shipped

ARTICLE = shipped("article")
PLACED = [outlet for outlet in OUTLETS if placed_on(ARTICLE, outlet)]
OWN = [
    {"id": "rural", "tag": "RuralHealth", "when": ["rural", "farm*"]},
    {"id": "nurses", "tag": "SampleNurses", "when": ["nurse*"]},
]
WORDS = st.lists(
    st.sampled_from(
        [
            "The ramp is clear. ",
            "Why not? ",
            "#nightcrew ",
            "#a1 ",
            "#Ward",
            "\n\n",
            "https://hospital.org/x ",
            "🧵 ",
            "Grüße! ",
            "long " * 60,
        ]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(WORDS, st.text(max_size=600)), st.sampled_from(PLACED))
def test_every_post_of_every_version_is_within_its_outlets_limit(text: str, outlet: Outlet):
    data = ARTICLE.outlets[outlet.value]

    version = version_for(Draft(text), outlet, ARTICLE)

    assert "".join(version.posts) in {version.text, ""}
    assert all(length(post, data) <= data["limit"] for post in version.shown)
    assert bool(version.posts) is not bool(version.over)
    assert len(HASHTAG.findall(version.text)) <= data.get("hashtags", 10**6)


@given(WORDS, st.sampled_from(PLACED))
def test_no_word_is_invented_and_none_but_a_surplus_hashtag_is_lost(text: str, outlet: Outlet):
    version = version_for(Draft(text), outlet, ARTICLE)

    was, now = (re.findall(r"\w+", some.lower()) for some in (text, version.text))
    tags = {tag.lower() for tag in re.findall(r"#(\w+)", text)}
    assert set(now) <= set(was)
    assert set(was) - set(now) <= tags


def a_version(text: str, outlet: Outlet = Outlet.X, context: Context | None = None, **data: object):
    data = {"limit": 280, "counts": "characters", "hashtags": 2, "tags": 2, "thread": 3, **data}
    return adapted(Draft(text, context=context or Context()), outlet, data, OWN)


def test_a_text_that_fits_is_left_as_it_is():
    version = a_version("The ramp is clear.")

    assert (version.shown, version.changes, version.prompts) == (("The ramp is clear.",), (), ())


def test_a_longer_text_is_cut_at_the_ends_of_sentences():
    version = a_version("The ramp is clear. The bus stops there. Come in.", limit=30)

    assert version.shown == ("The ramp is clear.", "The bus stops there. Come in.")
    assert version.changes == ("Cut into 2 posts, each at the end of a sentence.",)


def test_what_does_not_fit_is_not_shortened():
    for text in ("A sentence that goes on and on and on without end", "One is here. " * 9):
        version = a_version(text, limit=20)

        assert version.posts == ()
        assert version.over == len(text.strip()) - 20


def test_where_the_outlet_has_no_threads_nothing_is_cut():
    assert a_version("The ramp is clear. Come in.", limit=20, thread=None).posts == ()


def test_hashtags_get_a_capital_for_each_word_and_the_organizations_own_spelling():
    version = a_version("Clear again. #nightcrew #samplenurses")

    assert version.text == "Clear again. #NightCrew #SampleNurses"
    assert version.changes == ("Gave a capital to each word of #NightCrew, #SampleNurses.",)


def test_surplus_hashtags_go_at_the_end_and_lose_their_sign_within_a_sentence():
    version = a_version("#One and #Two and #Three are words. #Four #Five")

    assert version.text == "#One and #Two and Three are words."
    assert version.changes == ("Left out beyond 2 hashtags: #Three, #Four, #Five.",)


def test_hashtags_come_from_the_organizations_list_where_the_draft_speaks_of_it():
    assert a_version("Farmers asked for it.").text == "Farmers asked for it.\n\n#RuralHealth"
    assert a_version("Farmers asked. #Ward").text == "Farmers asked. #Ward #RuralHealth"
    assert a_version("Visiting hours.").text == "Visiting hours."
    assert a_version("Farmers asked for it.", limit=22).text == "Farmers asked for it."
    assert a_version("Farmers asked. #ruralhealth").text == "Farmers asked. #RuralHealth"


def test_a_picture_asks_for_alt_text_until_there_is_one():
    photo = Context(attachments="photo of the lobby")
    said = Context(attachments="photo of the lobby", alt_text=True)

    assert any("alt text" in prompt for prompt in a_version("Come in.", context=photo).prompts)
    assert not a_version("Come in.", context=said).prompts
    assert any(
        "needs a picture" in p for p in a_version("Come in.", Outlet.INSTAGRAM, needs="picture").prompts
    )


def test_a_link_is_told_what_it_weighs_or_that_nobody_can_follow_it():
    link = "Read https://hospital.org/guide"

    assert a_version(link, link=23, wide=2, counts="weighted").prompts[0].startswith("A link counts 23")
    assert "cannot be followed" in a_version(link, Outlet.INSTAGRAM, links_clickable=False).prompts[0]


def test_what_readers_see_first_ends_with_a_whole_word():
    version = a_version("The ramp is clear again. " * 4, fold=17)

    assert version.seen_first == "The ramp is clear…"
    assert version.prompts == (
        "Readers see 17 characters before “see more”, and your first sentence is longer.",
    )
