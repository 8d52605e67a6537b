"""The shipped triage and wordings hold together, and every wording passes the checks on its own."""

import pytest

from bot.errors import PolicyError
from bot.model import Outcome
from bot.mood import ANGRY, MIXED
from bot.policy_merge import Layer, RawFile, merge
from bot.reply_faults import faults
from bot.weighing import LANGUAGE
from tests.complaints import a_complaint
from tests.packs import shipped

PARTS = shipped().replies
TRIAGE = shipped().triage
THEMES = {item["category"] for item in TRIAGE["themes"]}
FREE = ("thanks", "values", "privacy", "half_praise", "named")
CONTACT = ("contact", "contact_theme", "disputed")
NEUTRAL = "The lobby clock has stopped."


def wordings() -> list[str]:
    plain = [wording for slot in (*FREE, *CONTACT) for wording in PARTS[slot]]
    grouped = [w for slot in ("apology", "themes", "short") for group in PARTS[slot].values() for w in group]
    return plain + grouped + [w for group in PARTS["praise"] for w in group]


@pytest.mark.parametrize("wording", wordings())
def test_a_wording_says_nothing_that_no_reply_may_say(wording: str):
    text = wording.replace("{contact}", "our patient relations lead at 555-0160")
    found = faults(text, a_complaint(NEUTRAL), shipped(), needs_contact=False, short=True)

    assert [fault.code for fault in found] == []


def test_no_wording_is_written_twice_in_one_place():
    for slot in (*FREE, *CONTACT):
        assert len(PARTS[slot]) == len(set(PARTS[slot]))


def test_every_theme_has_wordings_enough_for_variety():
    assert set(PARTS["themes"]) == (THEMES - {"theme.praise"}) | {"any", "unclear"}
    assert min(len(group) for group in PARTS["themes"].values()) >= 8
    assert min(len(group) for group in PARTS["apology"].values()) >= 12
    assert len(PARTS["thanks"]) >= 20


def test_every_contact_line_names_the_contact_once():
    for slot in CONTACT:
        assert all(wording.count("{contact}") == 1 for wording in PARTS[slot])


def test_every_sign_and_theme_has_a_rule_and_every_rule_a_sign_a_theme_or_a_mood():
    ruled = {rule.category for rule in shipped().rules if rule.sorts_complaints}
    listed = {item["category"] for item in TRIAGE["signs"]} - {LANGUAGE}

    assert ruled == listed | THEMES | {ANGRY, MIXED}


def test_every_escalation_names_who_and_how_fast():
    for item in TRIAGE["signs"]:
        if item["outcome"] == Outcome.ESCALATE:
            assert item["default_role"]
            assert item["within"]


def test_every_theme_has_a_contact_in_the_sample_organization():
    staffed = {contact["theme"] for contact in shipped().organization["contacts"]}

    assert {item["contact"] for item in TRIAGE["themes"]} <= staffed


def test_a_rule_for_reviews_judges_no_draft():
    rule = {
        "id": "triage.safety.mixed",
        "guideline": "do.test",
        "severity": "block",
        "surfaces": ["review", "post"],
        "detect": {"phrases": ["wrong knee"]},
        "message": "A safety event.",
        "flags": ["The [[wrong knee]]."],
        "passes": ["The knee."],
    }
    header = {"id": "t", "version": "1", "schema": 1, "title": "T", "language": "en", "owner": "T"}
    guideline = {
        "id": "do.test",
        "title": "T",
        "text": "T.",
        "sources": [{"kind": "policy", "ref": "House"}],
    }
    data = {"pack": header, "guidelines": [guideline], "rules": [rule]}

    with pytest.raises(PolicyError, match="'review' stands alone"):
        merge([Layer("t", (RawFile("t.yaml", data, {}),))])
