"""Which part of a pack an approval holds for, and the version of that part. Pure; see ADR 60.

Left out is only what cannot change what Bedside says of a draft, nor how many must agree: that is what
``tests/policies/test_rules_version.py`` proves on every example of the packs. A section that nobody named
here counts.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.people import desk_of

BESIDE = frozenset(
    {
        # what is sent, shown or asked on its own
        *("tips", "tip_order", "engines", "presence", "requests", "accounts", "profiles"),
        # where a draft goes, and what to write
        *("signals", "hashtags", "groups", "needs", "content", "pillars", "calendar"),
        # what public reviews get; the rules that sort them count with the others
        *("triage", "replies"),
        # people, their absences and how to reach them; who must agree is taken from it
        "organization",
        # what compiling worked out of the rest
        "prepared",
    }
)
"""Sections that judge no draft."""

EXAMPLES = frozenset({"flags", "passes"})
"""What a rule proves itself by; it judges nothing."""

DIGITS = 32


def judging_part(data: Mapping[str, Any]) -> dict[str, Any]:
    """What of a validated pack judges drafts and says how many must agree."""
    part = {name: value for name, value in data.items() if name not in BESIDE}
    header = data["pack"]
    part["pack"] = {"id": header["id"], "version": header["version"]}
    part["rules"] = [
        {name: value for name, value in rule.items() if name not in EXAMPLES} for rule in data["rules"]
    ]
    part["agreement"] = _agreement(data.get("organization"))
    return part


def rules_text(part: Mapping[str, Any]) -> str:
    """``part`` in its one form: the version is worked out of it, and whoever keeps it can do so again."""
    return json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_day)


def rules_version(part: Mapping[str, Any]) -> str:
    """The first digits of the SHA-256 of ``rules_text``."""
    return hashlib.sha256(rules_text(part).encode()).hexdigest()[:DIGITS]


def _day(value: object) -> str:
    """A day, as YAML reads one (``until: 2026-12-31``), in the form it was written in."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a pack holds no {type(value).__name__}")


def _agreement(organization: Mapping[str, Any] | None) -> dict[str, Any]:
    """Who must agree, by role. Whom a step names, its hours and deputies change as people do."""
    desk = desk_of(organization)
    return {
        "approval": [[step.role, step.need] for step in desk.steps],
        "owners": {name: [step.role, step.need] for name, step in desk.owners.items()},
        "release": desk.release.value,
    }
