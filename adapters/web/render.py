"""A card becomes what the templates show: marked words, word differences, names. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.cards import SHOWN_AT_FIRST, ReviewCard
from bot.changes import Change, difference
from bot.model import Finding, Severity
from bot.policy import Guideline, PolicyPack

EVENT_NAMES = {
    "own_presence": "Own presence",
    "own_presence_deleted": "Own presence deleted",
    "reviewed": "Review",
    "adapted": "Version for an outlet",
    "disagreed": "Disagreement",
    "responded": "Public review",
    "replied": "Reply chosen",
    "rated": "Answer rated",
    "viewed": "View",
    "exported": "Export",
    "digests_approved": "Digests approved",
    "digests_held": "Digests held",
    "digests_resumed": "Digests resumed",
    "sent": "Sent to people",
    "taken": "Taken",
    "approved": "Approval",
    "returned": "Return",
    "blocked": "Block",
    "released": "Release of a block",
    "resubmitted": "New version",
    "withdrawn": "Withdrawal",
    "concluded": "End",
    "outcome": "Outcome",
    "adjudicated": "Appeal settled",
    "reminded": "Reminder",
    "deputized": "Handed to deputies",
    "expired": "Expired",
    "handed_over": "Review handed over",
    "passed_on": "Review passed on",
    "settled": "Review settled",
    "lapsed": "Nobody came in time",
    "filed": "Put on file",
    "revoked": "Revoked",
    "lifted": "Freeze lifted",
    "ended": "Ended",
    "unfiled": "Removed from file",
    "forgotten": "Draft deleted",
    "held": "Legal hold",
    "unheld": "Legal hold lifted",
    "pruned": "Old entries removed",
}

_UNSEEN = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {127: 0x2421}


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the draft under the same findings.

    ``numbers`` are the findings that cover it; ``ending`` those whose words end here, where their
    pins stand.
    """

    text: str
    severity: Severity | None = None
    numbers: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding as listed: its number, its words in the draft, and the guideline it upholds."""

    number: int
    finding: Finding
    words: str | None
    guideline: Guideline | None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """All that the template of a review shows.

    What a person must decide is mostly said by a finding already: ``to_settle`` numbers those,
    ``questions`` holds the rest.
    """

    card: ReviewCard
    segments: tuple[Segment, ...]
    shown: tuple[NumberedFinding, ...]
    folded: tuple[NumberedFinding, ...]
    changes: tuple[Change, ...]
    to_settle: tuple[int, ...]
    questions: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """Whether any finding points at words; without one there is nothing to mark."""
        return any(segment.numbers for segment in self.segments)


def review_view(card: ReviewCard, pack: PolicyPack) -> ReviewView:
    """Lay ``card`` out for the page."""
    text, safer = card.draft.text, card.safer.text
    listed = tuple(
        NumberedFinding(
            number,
            finding,
            finding.span.of(text) if finding.span else None,
            pack.guidelines.get(finding.guideline),
        )
        for number, finding in enumerate(card.review.findings, start=1)
    )
    asked = {item.number: item.finding.suggestion or item.finding.message for item in listed}
    decide = card.safer.decide
    return ReviewView(
        card=card,
        segments=highlight(text, card.review.findings),
        shown=listed[:SHOWN_AT_FIRST],
        folded=listed[SHOWN_AT_FIRST:],
        changes=difference(text, safer) if safer is not None else (),
        to_settle=tuple(number for number, question in asked.items() if question in decide),
        questions=tuple(question for question in decide if question not in asked.values()),
    )


def highlight(text: str, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """Cut ``text`` where findings begin and end; put together, the segments are the text again."""
    spans = [
        (number, finding.severity, finding.span)
        for number, finding in enumerate(findings, start=1)
        if finding.span is not None and finding.span.start < finding.span.end
    ]
    cuts = sorted({0, len(text), *(s.start for *_, s in spans), *(s.end for *_, s in spans)})
    segments = []
    for start, end in pairwise(cuts):
        here = [item for item in spans if item[2].start <= start and end <= item[2].end]
        segments.append(
            Segment(
                text[start:end],
                max((severity for _, severity, _ in here), default=None),
                tuple(number for number, *_ in here),
                tuple(number for number, _, span in here if span.end == end),
            )
        )
    return tuple(segments)


def limits(pack: PolicyPack) -> dict[str, int]:
    """The length that each outlet allows, as the pack has it."""
    return {name: outlet["limit"] for name, outlet in pack.outlets.items() if "limit" in outlet}


def event_name(value: str) -> str:
    """An event of the log as a noun."""
    return EVENT_NAMES.get(value, value.capitalize())


def visible(text: str) -> str:
    """``text`` with control characters as the signs that stand for them, one for one."""
    return text.translate(_UNSEEN)
