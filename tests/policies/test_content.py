"""Kinds of content that ship: what each needs first, and outlines that are judged ok filled in or not."""

import re
from pathlib import Path

import pytest

from adapters.local_reader import LocalReader
from adapters.policy_files import check, load, schema
from bot.model import Draft, Outlet, Verdict
from bot.policy_reports import coverage
from bot.review import review
from bot.starters import Outline, Starter, blanks, outline_of, starters_of
from tests.packs import shipped

PACKS = {name: shipped(name) for name in ("article", "organization")}
STARTERS = starters_of(PACKS["article"].lists)
OUTLINES = [(starter, outline) for starter in STARTERS for outline in starter.outlines]
READER = LocalReader()
KINDS = "post spotlight accolade article research video podcast news white-paper case-study"
HERE = [Outlet.LINKEDIN, Outlet.FACEBOOK, Outlet.WEBSITE]


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
@pytest.mark.parametrize("filled", [False, True], ids=["as it stands", "filled"])
@pytest.mark.parametrize(("starter", "outline"), OUTLINES, ids=lambda item: getattr(item, "name", ""))
def test_an_outline_is_judged_ok_with_its_brackets_and_with_them_filled(
    starter: Starter, outline: Outline, filled: bool, pack
):
    text = outline.example if filled else outline.text
    for outlet in {starter.outlet, *HERE}:
        draft = Draft(text, outlet=outlet)
        for reading in (None, READER.read(draft) if READER.available else None):
            result = review(draft, pack, reading)

            assert result.verdict is Verdict.OK, [finding.rule for finding in result.findings]


def test_all_ten_kinds_are_there_and_each_says_what_it_needs_first():
    assert [starter.id for starter in STARTERS] == KINDS.split()
    assert all(starter.needs and starter.ideas for starter in STARTERS)
    needs = {item["id"]: set(item["needs"]) for item in PACKS["article"].lists["content"]}
    assert {"consent"} <= needs["spotlight"] & needs["video"] & needs["podcast"]
    assert "authorization" in needs["case-study"]
    assert {"embargo"} <= needs["news"] & needs["research"]
    assert {"source"} <= needs["article"] & needs["accolade"]
    assert {"alt-text"} <= needs["video"] & needs["spotlight"]


@pytest.mark.parametrize(("starter", "outline"), OUTLINES, ids=lambda item: getattr(item, "name", ""))
def test_an_outline_holds_no_number_and_its_example_no_bracket(starter: Starter, outline: Outline):
    assert not re.search(r"[\d%$]", outline.text)
    assert blanks(outline.text)
    assert not blanks(outline.example)
    number = starter.outlines.index(outline) + 1
    assert outline_of(PACKS["article"].lists, f"{starter.id} {number}") == (outline.text, starter.outlet)


@pytest.mark.parametrize(
    "said", ["", "home", "spotlight", "spotlight 0", "spotlight 9", "spotlight ²", "no 1"]
)
def test_nothing_else_is_taken_over_as_a_draft(said: str):
    assert outline_of(PACKS["article"].lists, said) is None


def test_the_article_names_no_days_and_no_subjects_of_its_own():
    assert PACKS["article"].lists["calendar"] == []
    assert PACKS["article"].lists["pillars"] == []


def test_coverage_leads_from_do_seven_and_eight_to_what_upholds_them():
    cards = coverage(PACKS["organization"]).cards

    assert cards["do.share-valuable-content"] == {"needs": 1, "content": 10}
    assert cards["do.align-with-strategy"] == {"pillars": 5}


PACK = """\
pack:
  id: mini
  version: "1"
  schema: 1
  title: Mini
  extends: [article]
  owner: Tests
"""
OUTLINE = "{name: A, text: 'Hello [name].', filled: {name: Jordan}}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("content:\n- {id: post, needs: [consnt]}", "content type post: needs: unknown need 'consnt'"),
        ("content:\n- {id: post, colour: red}", "content type post: colour: unknown field 'colour'"),
        ("content:\n- {id: post, outlines: [{name: A, text: Hello, filled: {}}]}", "has no [bracket]"),
        (
            "content:\n- {id: post, outlines: [{name: A, text: 'In 2026 [a]', filled: {a: b}}]}",
            "holds a number",
        ),
        (
            "content:\n- {id: post, outlines: [{name: A, text: 'Say [a]', filled: {b: c}}]}",
            "are not the same: a, b",
        ),
        (
            "content:\n- {id: post, outlines: [{name: A, text: 'A cure, guaranteed: [a]', filled: {a: b}}]}",
            "'A', as it stands, is not ok: ",
        ),
        (
            "content:\n- {id: post, outlines: [{name: A, text: 'Say [a]', filled: {a: you idiot}}]}",
            "'A', filled, is not ok: ",
        ),
        ("pillars:\n- {id: a, name: A, words: [gadget]}", "'words' need an example"),
        (
            "pillars:\n- {id: a, name: A, words: [gadget], touches: [Nothing], passes: [None]}",
            "pillar a: touches: is not about it: 'Nothing'",
        ),
        (
            "pillars:\n- {id: a, name: A, words: [gadget*], touches: [Gadgets], passes: [My gadget]}",
            "pillar a: passes: is about it: 'My gadget'",
        ),
        ("calendar:\n- {id: a, title: A, on: 2026-02-30}", "2026-02-30 cannot be read: day is out of range"),
        ("calendar:\n- {id: a, title: A, on: 2026-03-01, until: 2026-02-01}", "'until' lies before 'on'"),
        ("calendar:\n- {id: a, title: A, on: 2026-03-01, pillar: nope}", "unknown pillar 'nope'"),
        (
            "calendar:\n- {id: a, title: A, on: 2026-03-01, start: spotlite}",
            "unknown content type 'spotlite'",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, said: str):
    folder = tmp_path / "mini"
    folder.mkdir()
    (folder / "pack.yaml").write_text(f"{PACK}{text}\n", encoding="utf-8")

    problems = check(tmp_path, "mini")

    assert any(said in problem for problem in problems), problems


def test_an_organization_adds_changes_and_switches_off_by_id(tmp_path: Path):
    folder = tmp_path / "mini"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        f"{PACK}needs:\n- {{id: source, status: 'off'}}\n"
        "content:\n- {id: podcast, status: 'off'}\n- {id: post, name: A short note}\n"
        "- {id: poem, guideline: do.share-valuable-content, name: A poem, good_for: Rarely anything., "
        f"ideas: [Why?], outlines: [{OUTLINE}]}}\n",
        encoding="utf-8",
    )

    made = {starter.id: starter for starter in starters_of(load(tmp_path, "mini").lists)}

    assert "podcast" not in made
    assert made["post"].name == "A short note"
    assert made["post"].needs == ()
    assert made["poem"].outlines[0].example == "Hello Jordan."


def test_editors_complete_and_check_the_lists():
    told = schema()["properties"]

    assert {"needs", "content", "pillars", "calendar"} <= told.keys()
    assert schema()["$defs"]["ContentData"]["required"] == ["id"]
