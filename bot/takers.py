"""Who takes a complaint, and how fast: the organization's names and deadlines, else the triage's. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.model import Outcome, Taker, Triage
from bot.policy import PolicyPack


def taker_for(plan: Mapping[str, Any], pack: PolicyPack) -> Taker:
    """Who takes what ``plan`` (a sign, a theme, or what a person escalates) hands over.

    The organization may set a deadline for the sign itself (``abuse``) as well as for the role (``safety``).
    """
    organization, role = pack.organization, plan["role"]
    deadlines: Mapping[str, str] = organization.get("deadlines", {})
    sign = str(plan.get("category", "")).partition(".")[2]
    return Taker(
        organization.get("roles", {}).get(role) or plan.get("default_role", ""),
        deadlines.get(sign) or deadlines.get(role) or plan.get("within"),
    )


def takers(triage: Triage, outcome: Outcome, pack: PolicyPack) -> tuple[Taker, ...]:
    """Everybody who must know under ``outcome``, most pressing first; nobody where it is no escalation.

    Where a person escalates what Bedside would not, the themes say who is concerned, else the pack does.
    """
    if outcome is not Outcome.ESCALATE:
        return ()
    if triage.outcome is Outcome.ESCALATE and triage.role is not None:
        return (Taker(triage.role, triage.within),)
    general = pack.triage["by_hand"]
    themes = {item["category"]: item for item in pack.triage["themes"]}
    concerned = [themes[theme] for theme in triage.themes if themes.get(theme, {}).get("role")]
    named = [
        taker_for({**general, "role": theme["role"], "default_role": theme["owner"]}, pack)
        for theme in concerned
    ]
    return tuple(dict.fromkeys(named or [taker_for(general, pack)]))


def steps(triage: Triage, outcome: Outcome, pack: PolicyPack) -> tuple[str, ...]:
    """What to do under ``outcome``: the triage's steps where a person follows it."""
    if outcome is triage.outcome:
        return triage.todo
    return tuple(pack.triage["by_hand"]["todo"]) if outcome is Outcome.ESCALATE else ()
