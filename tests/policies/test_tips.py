"""The tips that ship: all topics, short, each judged ok by the very pack that carries them."""

import pytest

from adapters.local_reader import LocalReader
from adapters.policy_files import check
from bot.model import Draft, Kind, Outlet, Verdict
from bot.review import review
from bot.tips import MOST_WORDS, Tip, choose, upcoming
from tests.digests import MONDAY
from tests.packs import shipped

ARTICLE = shipped("article")
ORGANIZATION = shipped()
TIPS = sorted({tip.id: tip for tip in (*ARTICLE.tips, *ORGANIZATION.tips)}.values(), key=lambda tip: tip.id)
CLAUSES = [f"D{number}" for number in range(1, 9)] + [f"N{number}" for number in range(1, 5)]


def as_draft(tip: Tip, outlet: Outlet) -> Draft:
    return Draft(f"{tip.title}\n\n{tip.text}\n\n{tip.do}\n\n{tip.example}", Kind.POST, outlet)


@pytest.fixture(scope="module")
def reader() -> LocalReader:
    return LocalReader()


def test_there_is_a_tip_for_every_week_of_a_year_and_more():
    assert len(ARTICLE.tips) == 58
    assert len({item.tip for item in upcoming(ARTICLE.tips, (), MONDAY, 58)}) == 58


def test_every_point_of_the_article_has_tips():
    clauses = {ARTICLE.guidelines[tip.guideline].clause for tip in ARTICLE.tips}

    assert set(CLAUSES) <= clauses


@pytest.mark.parametrize("tip", TIPS, ids=lambda tip: tip.id)
def test_a_tip_is_short_whole_and_unlike_the_others(tip: Tip):
    assert 30 <= tip.words <= MOST_WORDS
    assert len(tip.title.split()) <= 9
    for sentence in (tip.text, tip.do, tip.example):
        assert sentence == sentence.strip()
        assert "  " not in sentence
    assert tip.text.rstrip('"')[-1] in ".?!"
    assert tip.do[-1] in '.?!"'
    assert all(tip.text != other.text and tip.title != other.title for other in TIPS if other.id != tip.id)


@pytest.mark.parametrize("tip", TIPS, ids=lambda tip: tip.id)
def test_a_tip_is_judged_ok_by_the_pack_that_carries_it(tip: Tip, reader: LocalReader):
    for pack in (ARTICLE, ORGANIZATION):
        for outlet in (Outlet.INTERNAL, Outlet.LINKEDIN):
            draft = as_draft(tip, outlet)
            for reading in (None, reader.read(draft)):
                result = review(draft, pack, reading)
                assert result.verdict is Verdict.OK, [finding.rule for finding in result.findings]


def test_the_sample_organization_adds_pins_orders_and_switches_off():
    tips = {tip.id: tip for tip in ORGANIZATION.tips}

    assert [tip.id for tip in ORGANIZATION.tips[:2]] == ["never-confirm", "our-press-office"]
    assert tips["instagram-tiktok"].off
    assert tips["awareness-days"].pin is not None
    pinned = choose(ORGANIZATION.tips, (), tips["awareness-days"].pin)
    assert pinned == tips["awareness-days"]


MINI = """\
pack: {id: mini, version: "1", schema: 1, title: Mini, language: en, owner: Tests}
guidelines:
- {id: do.test, title: Test, text: Test well., sources: [{kind: policy, ref: House}]}
rules: []
tips:
- {id: one, guideline: do.test, title: One, text: About., do: Do., example: Done.}
- {id: two, guideline: do.test, title: Two, text: About., do: Do., example: Done.}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{id: two, guideline: do.test",
            "{id: two, guideline: do.tset",
            "tip two: unknown guideline 'do.tset'. Did you mean 'do.test'?",
        ),
        ("{id: two", "{id: one", "tip one stands twice"),
        (
            "title: Two, text: About.",
            f"title: Two, text: '{'word ' * 79}'",
            "tip two: has 81 words; at most 80",
        ),
        ("title: Two, text: About., ", "title: Two, ", "tip two: text: is missing"),
        ("{id: two,", "{id: two, colour: red,", "unknown field 'colour'"),
        ("tips:", "tip_order: [oen]\ntips:", "tip_order: unknown tip 'oen'. Did you mean 'one'?"),
        ("tips:", "tip_order: [one, one]\ntips:", "tip_order: 'one' stands twice"),
        ("{id: two,", "{id: two, pin: soon,", "pin"),
    ],
)
def test_what_is_wrong_with_a_tip_is_said_with_its_place(tmp_path, old: str, new: str, said: str):
    (tmp_path / "mini").mkdir()
    (tmp_path / "mini" / "pack.yaml").write_text(MINI.replace(old, new, 1), "utf-8")

    problems = check(tmp_path, "mini")

    assert any(said in problem for problem in problems), problems


def test_two_tips_in_one_week_are_one_too_many(tmp_path):
    (tmp_path / "mini").mkdir()
    text = MINI.replace("{id: one,", "{id: one, pin: 2026-12-01,").replace(
        "{id: two,", "{id: two, pin: 2026-12-04,"
    )
    (tmp_path / "mini" / "pack.yaml").write_text(text, "utf-8")

    (problem,) = check(tmp_path, "mini")

    assert problem == "mini/pack.yaml:7, tip two: pin: tip one is pinned to the same week"
