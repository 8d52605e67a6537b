"""Whether a complaint should be answered at all, and why: the second half of the tree. Pure.

First the signs, in the pack's order; then what needs no answer (answered, too old, empty, mere abuse);
then thanks, or an answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.errors import DraftError
from bot.model import Complaint, Outcome, Sign
from bot.mood import UNCLEAR, Mood
from bot.page import Page
from bot.policy import PolicyPack
from bot.thread import already_answered

INSTRUCTS = "triage.fake.instructs"
"""The rule for reviews that try to instruct an assistant: a label, never an instruction."""

FEW_WORDS, MERE_ABUSE = 12, 25
"""Without a theme, so many words say nothing that could be mended; with abuse in them, so many."""

ANSWERED = "This was answered already. A second answer would be an argument."
NO_WORDS = "There are no words to answer."
NOTHING_TO_MEND = "It names nothing that could be mended. An answer would only feed it."
THANK = "Praise. Thank without confirming that anybody was here."
ORDINARY = "An ordinary complaint. Answer briefly, and move it to a private call."
GENERAL = "It can be answered in general terms."
TOO_OLD = (
    "It is older than the {days} days within which your policy answers. "
    "A late answer would only bring it up again."
)
FUTURE = "The day of the review lies in the future. Nothing was recorded. Please check the day."

_WORD = re.compile(r"[^\W\d_]")
_HARSH = re.compile(
    r"\b(?:idiots?|morons?|scum|trash|garbage|clowns?|worst|crooks?|sucks?|hate|horrible|awful|terrible)\b"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was understood of a complaint before anything is decided."""

    complaint: Complaint
    page: Page = field(repr=False)
    signs: tuple[Sign, ...]
    themes: tuple[str, ...]
    mood: Mood


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome, the sign that decided, and the reason where no sign gives one."""

    outcome: Outcome
    sign: Sign | None = None
    why: str = ""


def decided(seen: Seen, pack: PolicyPack, today: date | None) -> Decided:
    """What should happen with the complaint.

    Raises:
        DraftError: It is said to have been posted in the future.
    """
    unanswered = _needs_none(seen, pack, today)
    for sign in seen.signs:
        outcome = outcomes(pack)[sign.category]
        if not _passes_by(seen, sign, outcome, unanswered):
            return Decided(outcome, sign)
    return Decided(Outcome.SILENT, None, unanswered) if unanswered else _answer(seen)


def _passes_by(seen: Seen, sign: Sign, outcome: Outcome, unanswered: str) -> bool:
    """Say whether ``sign`` does not decide, although it stands."""
    if sign.category == "triage.fake" and seen.themes and sign.rests_on == (INSTRUCTS,):
        return True  # the instruction changes nothing: what is left is judged as if it were not there
    if outcome is Outcome.OFFLINE and seen.mood.praises:
        return True  # thanks need no name, and no private call
    if unanswered == ANSWERED:
        return outcome is not Outcome.ESCALATE  # what is grave still needs a person; the rest got its answer
    return bool(unanswered) and outcome not in {Outcome.ESCALATE, Outcome.REPORT}  # grave or fake at any age


def outcomes(pack: PolicyPack) -> dict[str, Outcome]:
    """What the pack says that each sign leads to."""
    return {item["category"]: Outcome(item["outcome"]) for item in pack.triage["signs"]}


def calls(sign: Mapping[str, Any]) -> bool:
    """Say whether a sign of the pack calls somebody; the others only ask for care with the answer."""
    return Outcome(sign["outcome"]) is Outcome.ESCALATE


def _needs_none(seen: Seen, pack: PolicyPack, today: date | None) -> str:
    """Why nobody should answer, whatever it says; empty where nothing speaks against it."""
    complaint = seen.complaint
    if complaint.answered or already_answered(complaint.text):
        return ANSWERED
    if not _WORD.search(seen.page.text):
        return NO_WORDS
    limit = answer_within(pack)
    if complaint.posted is None or today is None:
        return ""
    if in_the_future(complaint.posted, today):
        raise DraftError(FUTURE)
    if limit is None or (today - complaint.posted).days <= limit:
        return ""
    return TOO_OLD.format(days=limit)


def in_the_future(posted: date, today: date) -> bool:
    """Say whether no review can have appeared on that day yet; where it stands it may be tomorrow already."""
    return posted > today + timedelta(days=1)


def answer_within(pack: PolicyPack) -> int | None:
    """Days within which the policy answers: the organization's, else the triage's; ``None`` for no end."""
    layers: tuple[Mapping[str, Any], ...] = (pack.organization, pack.triage)
    return next((days for layer in layers if (days := layer.get("answer_within_days")) is not None), None)


def _answer(seen: Seen) -> Decided:
    text = seen.page.text
    if seen.mood.unclear:
        return Decided(Outcome.REPLY, None, UNCLEAR)
    if seen.mood.praises:
        return Decided(Outcome.REPLY, None, THANK)
    if seen.themes:
        return Decided(Outcome.REPLY, None, ORDINARY)
    if len(text.split()) <= (MERE_ABUSE if _HARSH.search(text) else FEW_WORDS):
        return Decided(Outcome.SILENT, None, NOTHING_TO_MEND)
    return Decided(Outcome.REPLY, None, GENERAL)
