"""What the service does with a complaint, apart from its ports: pure, so the command line can do it alone."""

from collections.abc import Iterable
from datetime import date

from bot.commands import Overrule
from bot.corrected import Judged, corrected
from bot.handover import handover
from bot.model import (
    Complaint,
    Draft,
    Fault,
    Kind,
    Outcome,
    Reading,
    Severity,
    Triage,
)
from bot.own_faults import own_faults
from bot.policy import PolicyPack
from bot.ports import Reader
from bot.replies import NO_CONTACT, calls_for_contact, compose, contact_of, holding, why_none
from bot.reply_cards import ReplyCheckCard, RespondCard
from bot.reply_faults import draft_of
from bot.review import review
from bot.takers import steps, takers
from bot.told_once import quoted, told_once, untold
from bot.triage import is_crisis, triage
from bot.weighing import LANGUAGE

WAITS = "Even a faultless answer waits here until {who} has taken the review."
FAULT_WORDS = {
    "relationship": "It confirms or denies that somebody was here.",
    "echo": "It repeats a detail of the review.",
    "told": "It tells something of care that the review does not say.",
    "number": "It holds a number that is no contact of yours.",
    "link": "It holds a link or an address that is none of yours.",
    "markup": "It holds characters that a plain answer does not need.",
    "date": "It names a day or a month.",
    "no_contact": "It offers no private contact of yours.",
    "length": "It is longer than people read.",
    "admission": "It admits fault in public.",
    "conditional": "It says sorry with an “if”.",
    "promise": "It promises what nobody can promise.",
    "incentive": "It offers something for a change, or asks for one.",
    "marketing": "It advertises.",
    "blame": "It puts it on the writer.",
    "strike_back": "It strikes back.",
    "legal": "It speaks of lawyers.",
    "asks": "It asks for personal details in public.",
}


def read(complaint: Complaint, reader: Reader | None) -> Reading | None:
    """What the local reader understands of ``complaint``."""
    if reader is None:
        return None
    return reader.read(Draft(complaint.text, Kind.REVIEW, complaint.outlet))


def respond(
    complaint: Complaint,
    pack: PolicyPack,
    reading: Reading | None = None,
    *,
    another: int = 0,
    recent: frozenset[str] = frozenset(),
    overrule: Overrule | None = None,
    today: date | None = None,
) -> RespondCard:
    """Sort ``complaint``, and compose what may be said.

    Raises:
        DraftError: There is nothing to sort, there are several reviews, or its day is yet to come.
    """
    sorted_ = triage(complaint, pack, reading, today=today)
    outcome = overrule.outcome if overrule else sorted_.outcome
    only_language = outcome is Outcome.ESCALATE and [s.category for s in sorted_.signs] == [LANGUAGE]
    neutral = only_language and pack.organization.get("other_languages") == "english"
    replies = compose(
        complaint,
        sorted_,
        pack,
        another=another,
        recent=recent,
        outcome=Outcome.OFFLINE if neutral else outcome,
    )
    crisis = is_crisis(sorted_, pack) and not overrule
    line = holding(complaint, sorted_, pack) if crisis else None
    told = why_none(sorted_, pack, outcome) if not replies else None
    if crisis and line is None:
        told = NO_CONTACT
    who, todo = takers(sorted_, outcome, pack), steps(sorted_, outcome, pack)
    return RespondCard(
        complaint,
        sorted_,
        outcome,
        replies=replies,
        holding=line,
        takers=who,
        todo=todo,
        reason=overrule.reason.label if overrule else "",
        handover=handover(complaint.outlet.value, sorted_, outcome, who, todo),
        another=another,
        notices=(*sorted_.notices, *((told,) if told else ())),
    )


def check_reply(
    text: str,
    complaint: Complaint,
    pack: PolicyPack,
    reading: Reading | None = None,
    said: Reading | None = None,
) -> ReplyCheckCard:
    """Check a person's own answer to ``complaint``, and put it right.

    Args:
        text: The answer.
        complaint: What it answers.
        pack: By what it is judged.
        reading: What the local reader understood of the complaint.
        said: What it understood of the answer, as ``draft_of`` lays it out.

    Raises:
        DraftError: The complaint is empty, or several were pasted.
    """
    sorted_ = triage(complaint, pack, reading)
    draft = draft_of(text, complaint)
    result = review(draft, pack, said)
    needed = calls_for_contact(text, sorted_)
    found = own_faults(text, complaint, pack, needs_contact=needed, result=result)
    harmless = {finding.rule for finding in result.findings if finding.severity is Severity.ADVISE}
    better = corrected(text, complaint, sorted_, pack, Judged(found, harmless))
    shown = told_once(result, draft, pack, found)
    return ReplyCheckCard(
        complaint,
        text,
        shown,
        sorted_,
        tuple(_told(untold(found, shown), text)),
        better.text if better else None,
        better.own if better else True,
        None,
        (*_waiting(sorted_), *(() if better or contact_of(sorted_, pack) else (NO_CONTACT,))),
    )


def read_and_check(
    text: str, complaint: Complaint, pack: PolicyPack, reader: Reader | None
) -> ReplyCheckCard:
    """``check_reply`` with what ``reader`` understands of the complaint and of the answer.

    Raises:
        DraftError: The complaint is empty, or several were pasted.
    """
    said = reader.read(draft_of(text, complaint)) if reader else None
    return check_reply(text, complaint, pack, read(complaint, reader), said)


def _told(found: Iterable[Fault], text: str) -> Iterable[str]:
    """One sentence for each kind of fault, with the words that are at fault where there are any."""
    by_code: dict[str, list[Fault]] = {}
    for fault in found:
        by_code.setdefault(fault.code, []).append(fault)
    for code, alike in by_code.items():
        if code in FAULT_WORDS:
            words = quoted(alike, text)
            yield FAULT_WORDS[code].removesuffix(".") + (f": {words}." if words else ".")


def _waiting(triage: Triage) -> Iterable[str]:
    if triage.outcome is Outcome.ESCALATE and triage.role:
        yield WAITS.format(who=triage.role)
