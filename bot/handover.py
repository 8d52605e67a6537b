"""The internal note that hands a complaint to the people who own it. It cannot hold an identifier.

It is made of the pack's own words and of nothing from the complaint, so no name, date or story is in it.
"""

from collections.abc import Iterator, Sequence

from bot.model import Outcome, Taker, Triage
from bot.outlet_names import outlet_name

NEVER_LOOK_UP = (
    "Please do not look anybody up in order to answer in public. "
    "Whatever a record says may not enter a reply."
)


def handover(
    outlet: str, triage: Triage, outcome: Outcome, takers: Sequence[Taker], todo: Sequence[str]
) -> str:
    """What to send to ``takers``, or to whoever owns the themes, in plain text; it stands on ``outlet``."""
    return "\n".join(_lines(outlet, triage, outcome, takers, todo))


def _lines(
    outlet: str, triage: Triage, outcome: Outcome, takers: Sequence[Taker], todo: Sequence[str]
) -> Iterator[str]:
    decided = "Proposed" if outcome is triage.outcome else "Decided by a person"
    yield f"A public review on {outlet_name(outlet)} needs attention. {decided}: {outcome.value}."
    yield from (f"To: {taker.told}." for taker in takers)
    if triage.signs:
        yield "Signs: " + "; ".join(sign.label for sign in triage.signs) + "."
    if triage.consider:
        yield "About: " + ", ".join(item.label for item in triage.consider) + "."
    for item in triage.consider:
        yield f"- {item.find_out} (Owner: {item.owner}.)"
    yield from (f"- {step}" for step in todo)
    yield NEVER_LOOK_UP
    yield "The review stands on the platform. This note holds no name, no date and no word of it, on purpose."
