"""A desk with people, and a draft that waits on it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.approval import APPROVAL, Submission, Version
from bot.people import DeskPolicy, Step, desk_of
from tests.builders import NOON

DESK: Mapping[str, Any] = {
    "people": [
        {"id": "ann", "name": "Ann Author", "roles": [], "accounts": ["slack:U-ann", "cli:ann"]},
        {"id": "dana", "name": "Dana Chief", "roles": ["communications"], "accounts": ["slack:U-dana"]},
        {"id": "carl", "name": "Carl Comms", "roles": ["communications"], "deputy": "dana"},
        {"id": "cleo", "name": "Cleo Compliance", "roles": ["compliance"]},
        {"id": "cyd", "name": "Cyd Compliance", "roles": ["compliance"]},
        {"id": "pia", "name": "Pia Privacy", "roles": ["privacy"]},
        {"id": "otto", "name": "Otto Auditor", "roles": ["auditor"]},
        {"id": "root", "name": "Rita Root", "roles": ["admin"]},
    ],
    "approval": [{"role": "communications", "need": "any", "hours": 8, "deputies": ["pia"]}],
    "owners": {"privacy": {"role": "privacy", "hours": 4, "deputies": ["cleo"]}},
    "release": "compliance",
}

RULES = "1" * 32
OTHER_RULES = "2" * 32
POLICY = replace(desk_of({"desk": DESK}), version="test@1", rules_version=RULES)
FIRST = Version("entry1", "aa" * 32, "test@1", "ok", RULES)
SECOND = Version("entry2", "bb" * 32, "test@1", "ok", RULES)


def a_policy(rules: str = RULES, version: str = "test@1", **changes: Any) -> DeskPolicy:
    """The desk with changes."""
    desk = desk_of({"desk": {**DESK, **changes}})
    return replace(desk, version=version, rules_version=rules)


def a_submission(verdict: str = "ok", **changes: Any) -> Submission:
    """A draft of Ann's that waits for communications."""
    steps: tuple[Step, ...] = changes.pop("steps", POLICY.steps)
    fields: dict[str, Any] = {
        "id": "s1",
        "tenant": "local",
        "author": "ann",
        "purpose": APPROVAL,
        "steps": steps,
        "version": replace(FIRST, verdict=verdict),
        "asked_at": NOON,
        "due_at": NOON + timedelta(hours=steps[0].hours),
        **changes,
    }
    return Submission(**fields)
