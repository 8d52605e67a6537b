"""The internal note that hands a complaint to the people who own it. It cannot hold an identifier.

It is made of the pack's own words and of nothing from the complaint, so no name, date or story is in it.
"""

from collections.abc import Iterator

from bot.model import Complaint, Outcome, Triage

NEVER_LOOK_UP = (
    "Please do not look anybody up in order to answer in public. "
    "Whatever a record says may not enter a reply."
)


def handover(complaint: Complaint, triage: Triage, outcome: Outcome | None = None) -> str:
    """What to send to the owner of ``triage``, in plain text."""
    return "\n".join(_lines(complaint, triage, outcome or triage.outcome))


def _lines(complaint: Complaint, triage: Triage, outcome: Outcome) -> Iterator[str]:
    yield f"A public review on {complaint.outlet.value} needs attention. Proposed: {outcome.value}."
    if triage.role:
        yield f"To: {triage.role}" + (f", {triage.within}." if triage.within else ".")
    if triage.signs:
        yield "Signs: " + "; ".join(sign.label for sign in triage.signs) + "."
    if triage.consider:
        yield "About: " + ", ".join(item.label for item in triage.consider) + "."
    for item in triage.consider:
        yield f"- {item.find_out} (Owner: {item.owner}.)"
    yield from (f"- {step}" for step in triage.todo)
    yield NEVER_LOOK_UP
    yield "The review stands on the platform. This note holds no name, no date and no word of it, on purpose."
