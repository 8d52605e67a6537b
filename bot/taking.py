"""To whom a public review is given that is handed over: the triage's role, its people, how fast. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.case import Given
from bot.errors import CommandError
from bot.model import Outcome, Taker
from bot.people import DeskPolicy, Role, Step
from bot.policy import PolicyPack
from bot.takers import taker_for
from bot.within import due_by

Told = Mapping[str, str | int | bool | None]
"""What the entry of an answered review says of it: codes and counts."""

CATEGORY_OF: Mapping[str, str] = {
    "self-harm": "crisis",
    "emergency": "crisis",
    "threat": "crisis",
    "safety": "patient safety",
    "legal": "legal",
    "discrimination": "legal",
    "compliance": "legal",
    "privacy": "privacy",
    "media": "press",
    "employee": "hr",
}
"""Whose people take a role's reviews where the pack's ``desk.takers`` does not say, as of ``desk.owners``."""

COMMUNICATIONS = Step(role=Role.COMMUNICATIONS.value)
"""Who takes what nobody else is named for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the triage saw, and what holds, by the entry of the answer."""

    outcome: Outcome
    proposed: Outcome
    signs: tuple[str, ...]
    themes: tuple[str, ...]
    possible: tuple[str, ...]

    @classmethod
    def of(cls, told: Told) -> "Seen":
        """Read it from the details of an entry ``responded``."""
        proposed = Outcome(str(told.get("outcome") or Outcome.SILENT.value))
        overruled = told.get("overruled_to")
        signs, themes, possible = (
            tuple(str(told.get(name) or "").split()) for name in ("signs", "themes", "possible")
        )
        outcome = Outcome(str(overruled)) if overruled else proposed
        return cls(outcome, proposed, signs, themes, possible)


def roles(pack: PolicyPack) -> dict[str, str]:
    """Every role that the pack's triage knows, most pressing first, with who that is here."""
    known = dict.fromkeys(str(plan["role"]) for plan in _plans(pack))
    return {role: taker_for(_plan_of(role, pack), pack).role for role in known}


def named_for(seen: Seen, pack: PolicyPack) -> str:
    """Whose it is first: the role of the sign that decides, else of a theme, else the pack's."""
    if seen.proposed is Outcome.ESCALATE and (sign := deciding(seen, pack)) is not None:
        return str(sign["role"])
    themes = {item["category"]: item for item in pack.triage["themes"]}
    concerned = (themes[theme]["role"] for theme in seen.themes if themes.get(theme, {}).get("role"))
    return str(next(concerned, pack.triage["by_hand"]["role"]))


def deciding(seen: Seen, pack: PolicyPack) -> Mapping[str, Any] | None:
    """What the pack says of the first sign that escalates."""
    for sign in seen.signs:
        for item in pack.triage["signs"]:
            if item["category"] == sign and item["outcome"] == Outcome.ESCALATE.value:
                found: Mapping[str, Any] = item
                return found
    return None


def given_to(seen: Seen, role: str, pack: PolicyPack, policy: DeskPolicy, at: datetime) -> Given:
    """To whom, and by when: the deadline of the sign goes along, whichever role has it.

    Raises:
        CommandError: The triage knows no such role.
    """
    known = roles(pack)
    role = role or named_for(seen, pack)
    if role not in known:
        raise CommandError.unknown("role", role[:24], known)
    taker, step = _taker(seen, role, pack), seats_of(role, policy)
    within = taker.within or ""
    due = due_by(within, at, policy.zone) or at + timedelta(hours=step.hours)
    return Given(role, taker.role, step, within, due)


def _taker(seen: Seen, role: str, pack: PolicyPack) -> Taker:
    """Who a role is, and how fast the deciding sign wants it."""
    plan, sign = _plan_of(role, pack), deciding(seen, pack) if seen.proposed is Outcome.ESCALATE else None
    if sign is None:
        return taker_for(plan, pack)
    first = taker_for(sign, pack)
    return first if sign["role"] == role else replace(first, role=taker_for(plan, pack).role)


def _plan_of(role: str, pack: PolicyPack) -> Mapping[str, Any]:
    """What the pack says of a role in general; what it says of one sign comes only where there is no more."""
    return next(plan for plan in reversed([*_plans(pack)]) if plan["role"] == role)


def titled(seen: Seen, role: str, pack: PolicyPack) -> str:
    """Who a role is for this review."""
    return _taker(seen, role, pack).role


def seats_of(role: str, policy: DeskPolicy) -> Step:
    """The first that anybody holds: the pack's takers of the role, owners of its category, communications."""
    named = (policy.takers.get(role), policy.owners.get(CATEGORY_OF.get(role, "")))
    held = (step for step in named if step is not None and policy.seats(step, "", date.min, deputized=True))
    return next(held, COMMUNICATIONS)


def untaken(pack: PolicyPack, policy: DeskPolicy) -> tuple[str, ...]:
    """What is amiss with who takes public reviews, and how fast, in sentences for the pack's owner."""
    if not pack.triage:
        return ()
    known, nobody = roles(pack), seats_of("", policy)
    told = [
        f"'desk.takers' names '{role}', which is no role of the triage. Known: {', '.join(known)}."
        for role in policy.takers
        if role not in known
    ]
    told += [
        f"Nobody holds what 'desk.takers' says of '{role}': such reviews go to communications."
        for role in policy.takers
        if role in known and seats_of(role, policy) == nobody
    ]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    said: Mapping[str, str] = pack.organization.get("deadlines", {})
    told += [
        f"The deadline '{words}' for '{name}' names no time; 'within 15 minutes' or 'the same day' does."
        for name, words in said.items()
        if due_by(words, at) is None
    ]
    return tuple(told)


def _plans(pack: PolicyPack) -> Iterator[Mapping[str, Any]]:
    """All that says who takes something, most pressing first; nothing where the pack sorts no reviews."""
    if not pack.triage:
        return
    yield from (item for item in pack.triage["signs"] if item["outcome"] == Outcome.ESCALATE.value)
    general = pack.triage["by_hand"]
    for theme in pack.triage["themes"]:
        if theme.get("role"):
            yield {**general, "role": theme["role"], "default_role": theme["owner"]}
    yield general
