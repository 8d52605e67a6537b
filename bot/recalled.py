"""The note that hands a public review over, written again from the codes that are on record. Pure."""

from bot.answerable import calls
from bot.handover import handover
from bot.model import Sign, Triage
from bot.mood import PRAISE
from bot.policy import PolicyPack
from bot.takers import steps, taker_for, takers
from bot.taking import Seen, deciding
from bot.triage import considerations, steps_of


def note(seen: Seen, outlet: str, pack: PolicyPack) -> str:
    """The note for whoever takes the review, as whoever asked about it read it."""
    triage = _recalled(seen, pack)
    who, todo = takers(triage, seen.outcome, pack), steps(triage, seen.outcome, pack)
    return handover(outlet, triage, seen.outcome, who, todo)


def labels(signs: tuple[str, ...], pack: PolicyPack) -> tuple[str, ...]:
    """What the pack calls these signs; one that it no longer has is left out."""
    return tuple(sign.label for sign in _signs(signs, pack))


def _recalled(seen: Seen, pack: PolicyPack) -> Triage:
    plan = deciding(seen, pack) or {}
    taker = taker_for(plan, pack) if plan else None
    complained = [theme for theme in seen.themes if theme != PRAISE]
    return Triage(
        outcome=seen.proposed,
        signs=_signs(seen.signs, pack),
        themes=seen.themes,
        role=taker.role if taker else None,
        within=taker.within if taker else None,
        why="",
        todo=steps_of(seen.proposed, plan, _signs(seen.possible, pack)),
        consider=considerations(complained or seen.themes, pack),
    )


def _signs(categories: tuple[str, ...], pack: PolicyPack) -> tuple[Sign, ...]:
    known = {item["category"]: item for item in (pack.triage or {}).get("signs", ())}
    found = (known[category] for category in categories if category in known)
    return tuple(Sign(item["category"], str(item["label"]), 1.0, (), calls(item)) for item in found)
