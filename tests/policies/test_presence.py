"""The presence check that ships: twelve steps, each proven by its examples, and ways that lead somewhere."""

import re
from pathlib import Path

import pytest

from adapters.policy_files import check, load, schema
from bot.model import Draft, Outlet, Verdict
from bot.personal import Said
from bot.presence import steps_of
from bot.presence_links import written
from bot.review import review
from tests.packs import shipped

ARTICLE = shipped("article")
ORGANIZATION = shipped()
STEPS = steps_of(ARTICLE.lists)
REQUESTS = ARTICLE.lists["requests"]


def test_the_check_has_twelve_steps_and_asks_all_three_engines():
    assert len(STEPS) == 12
    assert {item["engine"] for item in ARTICLE.lists["presence"]} == {"google", "bing", "yahoo"}
    assert steps_of(ORGANIZATION.lists) == STEPS


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_a_step_has_one_link_that_needs_a_name_and_a_sentence_to_look_by(step):
    assert step.link.needs[0] == "name"
    assert step.link.address.startswith("https://")
    assert len(step.look) < 160


@pytest.mark.parametrize("said", [said for said in Said if said.leaves_work])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_whatever_is_found_anywhere_there_is_a_way_to_go_first_and_people_to_ask_last(step, said: Said):
    ways = [
        item["id"]
        for item in REQUESTS
        if said in item["answers"] and (not item.get("steps") or step.id in item["steps"])
    ]

    assert len(ways) >= 3
    assert ways[0] in {"correct-at-site", "remove-at-site", "report-impersonation"}
    assert ways[-1] == "ask-for-help"


@pytest.mark.parametrize("pack", [ARTICLE, ORGANIZATION], ids=lambda pack: pack.id)
@pytest.mark.parametrize("item", [item for item in REQUESTS if item.get("text")], ids=lambda item: item["id"])
def test_a_request_is_judged_ok_by_the_pack_that_carries_it(item, pack):
    result = review(Draft(item["text"], outlet=Outlet.WEBSITE), pack)

    assert result.verdict is Verdict.OK, [finding.rule for finding in result.findings]
    assert not written(item["text"])


PACK = """\
pack:
  id: mini
  version: "1"
  schema: 1
  title: Mini
  extends: [article]
  owner: Tests
presence:
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {id: google, guideline: do.serch}", "step google: guideline: unknown guideline 'do.serch'"),
        ("- {id: google, query: '{nmae}'}", "step google: 'query' asks for nmae"),
        ("- {id: google, engine: alta}", "step google: engine: there is no engine 'alta'"),
        ("- {id: google, query: '{name}'}", "step google: shows: made https://www.google.com"),
        ("- {id: own, title: Mine}", "step own: look: is missing"),
        ("- {id: google, colour: red}", "step google: colour: unknown field 'colour'"),
        ("- {id: Two Words, title: Mine}", "step Two Words: id:"),
        ("- {title: Mine}", "id: is missing"),
        ("- {id: bing, status: off}\n- {id: bing, status: off}", "step bing stands twice"),
        ("engines:\n- {id: google, web: 'http://x.example/?q={query}'}", "web"),
        (
            "requests:\n- {id: correct-at-site, steps: [nowhere]}",
            "request correct-at-site: steps:",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, said: str):
    folder = tmp_path / "mini"
    folder.mkdir()
    pack = PACK if text.startswith("-") else PACK.replace("presence:\n", "")
    (folder / "pack.yaml").write_text(pack + text + "\n")

    problems = check(tmp_path, "mini")

    assert any(said in problem for problem in problems), problems
    assert all(re.match(r"(mini|article)/\w+\.yaml:\d+", problem) for problem in problems)


def test_an_organization_changes_a_field_adds_a_step_and_switches_one_off(tmp_path: Path):
    folder = tmp_path / "mini"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        PACK
        + """\
- {id: salary, status: "off"}
- {id: city, title: Where you live}
- id: board
  guideline: do.search-yourself
  title: With your board
  look: Is it said that you sit on it?
  engine: bing
  query: '"{name}" board'
  shows: [{facts: {name: Zoe}, link: "https://www.bing.com/search?q=%22Zoe%22%20board"}]
"""
    )

    steps = {step.id: step.title for step in steps_of(load(tmp_path, "mini").lists)}

    assert "salary" not in steps
    assert steps["city"] == "Where you live"
    assert list(steps)[-1] == "board"


def test_an_editor_is_told_the_form_and_that_a_layer_may_leave_fields_out():
    form = schema()["$defs"]["CheckStepData"]

    assert form["required"] == ["id"]
    assert "query" in form["properties"]
