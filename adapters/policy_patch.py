"""A change of one rule, as the desk proposes it: what it adds, and how it is read back from its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from adapters.policy_yaml import read as read_yaml
from bot.errors import PolicyError
from bot.policy_schema import RuleChange

Example = Mapping[str, Any]

ADDS = ("id", "flags", "passes", "detect", "severity")
"""The fields of a rule that a patch may hold; of ``detect`` only ``unless`` is taken."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What is added to a rule.

    Attributes:
        rule: Its id.
        flags, passes: Examples as a validated pack holds them.
        unless: Phrases within which what the rule finds may pass; they overlap it.
        severity: By outlet or kind, with a ``default``; empty where it stays.
    """

    rule: str
    flags: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()
    unless: tuple[str, ...] = ()
    severity: Mapping[str, str] | None = None

    def beyond(self, rule: Mapping[str, Any]) -> "Patch":
        """The part of it that ``rule``, as the pack has it, does not hold yet."""
        severity = self.severity if self.severity != rule["severity"] else None
        known = rule["detect"].get("unless", ())
        return replace(
            self,
            flags=tuple(one for one in self.flags if one not in rule["flags"]),
            passes=tuple(one for one in self.passes if one not in rule["passes"]),
            unless=tuple(one for one in self.unless if one not in known),
            severity=severity,
        )

    @property
    def is_empty(self) -> bool:
        """Say whether it adds nothing."""
        return not (self.flags or self.passes or self.unless or self.severity)

    def told(self) -> Iterator[str]:
        """What it adds, a line each."""
        yield from (f"Must let pass: {one['text']}" for one in self.passes)
        yield from (f"Must find: {one['text']}" for one in self.flags)
        yield from (f"Lets pass what it finds within: {phrase}" for phrase in self.unless)
        yield from (f"Severity, {where}: {word}" for where, word in (self.severity or {}).items())

    def fields(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of ``rule`` that change, whole, as a layer over the pack states them."""
        found: dict[str, Any] = {}
        for name, added in (("flags", self.flags), ("passes", self.passes)):
            if added:
                found[name] = [*rule[name], *added]
        if self.unless:
            detect = rule["detect"]
            found["detect"] = {**detect, "unless": [*detect.get("unless", ()), *self.unless]}
        if self.severity:
            found["severity"] = dict(self.severity)
        return found


def rule_in(data: Mapping[str, Any], rule_id: str) -> dict[str, Any]:
    """The rule as the merged ``data`` of a pack has it.

    Raises:
        PolicyError: There is none of that id.
    """
    found: dict[str, Any]
    for found in data["rules"]:
        if found["id"] == rule_id:
            return found
    raise PolicyError.unknown("rule", rule_id, (rule["id"] for rule in data["rules"]), data["pack"]["id"])


def read(name: str, text: str) -> Patch:
    """Read the patch in the file ``name``.

    Raises:
        PolicyError: It is no patch of one rule.
    """
    data = read_yaml(name, text).data
    rules = data.get("rules")
    if set(data) != {"rules"} or not isinstance(rules, list) or len(rules) != 1:
        raise PolicyError(
            f"{name}: is no patch. A patch changes one rule under 'rules:', as the desk and "
            "'bedside policy propose' write it."
        )
    try:
        change = RuleChange.model_validate(rules[0])
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise PolicyError(f"{name}: rule {where}: cannot be read; nothing was changed.") from error
    if further := sorted(change.model_fields_set - set(ADDS)):
        raise PolicyError(
            f"{name}: a patch does not change '{further[0]}'; please do that in the pack itself."
        )
    told = change.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return Patch(
        change.id,
        flags=_examples(told.get("flags")),
        passes=_examples(told.get("passes")),
        unless=tuple(told.get("detect", {}).get("unless", ())),
        severity=told.get("severity"),
    )


def _examples(told: list[Any] | None) -> tuple[Example, ...]:
    return tuple({"text": one} if isinstance(one, str) else one for one in told or ())
