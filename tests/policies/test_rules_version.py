"""The version that an approval holds for: nothing left out of it can change what is said of a draft."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from adapters.policy_files import places
from bot.model import Draft, Kind, Outlet
from bot.policy import compile_pack
from bot.review import review
from bot.rules_version import BESIDE, judging_part, rules_text, rules_version

DATA = places(name="organization").data
VERSION = rules_version(judging_part(DATA))
Change = Callable[[dict[str, Any]], object]


def version_with(change: Change) -> str:
    changed = deepcopy(DATA)
    change(changed)
    return rules_version(judging_part(changed))


def test_what_is_left_out_changes_no_review_of_any_example():
    whole = compile_pack(DATA, "whole")
    bare = compile_pack({name: value for name, value in DATA.items() if name not in BESIDE}, "whole")
    examples = [
        Draft(one["text"].replace("[[", "").replace("]]", ""), Kind(one["kind"]), Outlet(one["outlet"]))
        for rule in DATA["rules"]
        for one in (
            {"kind": "post", "outlet": "linkedin", **one} for one in (*rule["flags"], *rule["passes"])
        )
    ]

    assert len(examples) > 500
    assert all(review(draft, whole) == review(draft, bare) for draft in examples)


def test_every_section_of_a_pack_counts_or_is_known_to_judge_nothing():
    assert set(judging_part(DATA)) - {"agreement"} == {
        "pack",
        "families",
        "guidelines",
        "rules",
        "accept",
        "reader",
        "outlets",
    }
    assert version_with(lambda data: data.update(unheard_of=["something"])) != VERSION


def test_a_day_counts_as_it_was_written():
    def until(day: object) -> str:
        accepted = {"words": ["miracle"], "owner": "dana.reyes", "reason": "A ward's name.", "until": day}
        return version_with(lambda data: data.update(accept=[accepted]))

    assert until(date(2026, 12, 31)) == until("2026-12-31") != until(date(2027, 1, 1))
    with pytest.raises(TypeError, match="a pack holds no set"):
        until({"2026"})


DESK = DATA["organization"]["desk"]


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk["people"][0].update(away={"since": "2026-03-01", "until": "2026-03-09"}),
        lambda desk: desk["people"].pop(),
        lambda desk: desk["people"][1].update(roles=["communications", "privacy"]),
        lambda desk: desk["approval"][0].update(hours=2, deputies=[]),
        lambda desk: desk["owners"]["crisis"].update(people=["carl.osei"]),
        lambda desk: desk.update(channels=["slack:T0:C0"], groups={"g": ["privacy"]}, zone="UTC"),
    ],
    ids=["away", "left", "another role", "hours and deputies", "another owner", "channels and groups"],
)
def test_people_and_how_they_are_reached_leave_it_as_it_is(change: Change):
    assert version_with(lambda data: change(data["organization"]["desk"])) == VERSION


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["tips"].pop(),
        lambda data: data["replies"]["thanks"].append("Thank you for telling us."),
        lambda data: data["rules"][0]["passes"].append({"text": "Another example."}),
        lambda data: data["organization"].update(name="Another Hospital", phone="555-0100"),
        lambda data: data["pack"].update(title="Another title", owner="Somebody else"),
    ],
    ids=["tips", "replies", "examples", "the organization", "title and owner"],
)
def test_what_judges_nothing_leaves_it_as_it_is(change: Change):
    assert version_with(change) == VERSION


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["rules"].pop(),
        lambda data: data["rules"][0].update(severity={"default": "advise"}),
        lambda data: data["rules"][0].update(message="Something else."),
        lambda data: data["families"].popitem(),
        lambda data: data["accept"].clear(),
        lambda data: data["reader"]["post"].update(block_at=0.99),
        lambda data: data["outlets"]["x"].update(limit=140),
        lambda data: data["pack"].update(version="2099.1"),
        lambda data: data["organization"]["desk"]["approval"].append({"role": "compliance", "need": "any"}),
        lambda data: data["organization"]["desk"]["approval"][0].update(need="all"),
        lambda data: data["organization"]["desk"].update(release="privacy"),
    ],
    ids=[
        "a rule gone",
        "severity",
        "message",
        "words",
        "accepted words",
        "how the reader counts",
        "outlets",
        "the owner's own number",
        "another step",
        "all of a step",
        "who releases",
    ],
)
def test_what_judges_or_says_how_many_must_agree_makes_another_version(change: Change):
    assert version_with(change) != VERSION


def test_a_pack_knows_its_version_with_and_without_a_cache_and_can_prove_it():
    import hashlib

    from bot.policy import prepare

    fresh = compile_pack(DATA, "v")
    cached = compile_pack({**DATA, "prepared": prepare(DATA)}, "v")

    assert fresh.rules_version == cached.rules_version == VERSION
    assert hashlib.sha256(rules_text(fresh.judging).encode()).hexdigest().startswith(VERSION)
