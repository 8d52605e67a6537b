"""What to say about a complaint, free of any platform; also as plain text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.desk_buttons import Button, button_lines
from bot.model import Complaint, Outcome, Reply, Review, Taker, Tone, Triage

HEADLINES = {
    Outcome.ESCALATE: "Hand this over first. Nobody answers yet.",
    Outcome.REPORT: "Report this to the platform.",
    Outcome.OFFLINE: "Answer briefly, and move it to a private call.",
    Outcome.REPLY: "This can be answered now.",
    Outcome.SILENT: "No answer is the better answer.",
}
LOOK_AGAIN = "Look again first. Then this can be answered."
ANSWERABLE = {Outcome.OFFLINE, Outcome.REPLY}
TONES = {
    Tone.BRIEF: "Brief",
    Tone.WARM: "Warm",
    Tone.OFFLINE: "Take it offline",
    Tone.HOLDING: "Holding line, only once they approve it",
}


@dataclass(frozen=True, slots=True)
class RespondCard:
    """The answer to one complaint.

    Attributes:
        outcome: What holds: the triage's, or a person's own.
        another: Which set of replies this is, from 0.
        takers: Who must know, most pressing first; nobody where it is no escalation.
        todo: What to do, step by step.
        reason: Why a person decided otherwise; empty where nobody did.
        handover: The note for the people who own it.
        decision_id: ``None`` when the log kept nothing; a notice then says so.
        buttons: What hands it over to the people who must know, where there are any.
    """

    complaint: Complaint = field(repr=False)
    triage: Triage
    outcome: Outcome
    replies: tuple[Reply, ...] = ()
    holding: Reply | None = None
    takers: tuple[Taker, ...] = ()
    todo: tuple[str, ...] = ()
    reason: str = ""
    handover: str = ""
    another: int = 0
    decision_id: str | None = None
    notices: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def headline(self) -> str:
        """The outcome in one line."""
        doubtful = self.triage.doubtful and not self.overruled
        return LOOK_AGAIN if doubtful and self.outcome in ANSWERABLE else HEADLINES[self.outcome]

    @property
    def overruled(self) -> bool:
        """Whether a person decided otherwise than the triage proposes."""
        return self.outcome is not self.triage.outcome

    @property
    def who(self) -> str | None:
        """Who takes it, and how fast."""
        return "; ".join(taker.told for taker in self.takers) or None

    @property
    def why(self) -> str:
        """The reason for the outcome: the person's own, where one decided otherwise."""
        return f"{self.reason}." if self.overruled and self.reason else self.triage.why


@dataclass(frozen=True, slots=True)
class ReplyCheckCard:
    """What is the matter with a person's own answer, and a version that passes.

    ``own`` says that the corrected version holds sentences of the person's.
    """

    complaint: Complaint = field(repr=False)
    text: str = field(repr=False)
    review: Review
    triage: Triage
    faults: tuple[str, ...] = field(default=(), repr=False)
    corrected: str | None = field(default=None, repr=False)
    own: bool = True
    decision_id: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether it can be posted as it is, once the outcome allows a reply at all."""
        return self.corrected == self.text


def respond_text(card: RespondCard) -> str:
    """The card in plain text."""
    return "\n".join(_respond_lines(card)).strip()


def _respond_lines(card: RespondCard) -> Iterator[str]:
    triage = card.triage
    yield f"{card.outcome.value.upper()}: {card.headline}"
    if card.overruled:
        yield f"You decided this; Bedside proposed {triage.outcome.value}."
    if card.who:
        yield f"Who: {card.who}"
    yield f"Why: {card.why}"
    if triage.signs:
        yield "Signs: " + "; ".join(sign.label for sign in triage.signs)
    yield from (f"- {step}" for step in card.todo)
    if card.notices:
        yield ""
        yield from card.notices
    if triage.consider:
        yield ""
        yield "Consider:"
        for item in triage.consider:
            yield f"- {item.label}: {item.valid}"
            yield f"  Find out: {item.find_out} Owner: {item.owner}."
    for reply in (*card.replies, *((card.holding,) if card.holding else ())):
        yield ""
        yield f"{TONES[reply.tone]}:"
        yield reply.text
    if card.buttons:
        yield ""
        yield from button_lines(card.buttons)


def check_text(card: ReplyCheckCard) -> str:
    """The card in plain text."""
    lines = [
        "PASSES: this answer can stand." if card.passes else "NOT YET: this answer should not stand as it is."
    ]
    for finding in card.review.findings:
        words = f' "{finding.span.of(card.text)}"' if finding.span else ""
        lines += [f"- {finding.severity.word}{words}: {finding.message}"]
    lines += [f"- {fault}" for fault in card.faults]
    if card.corrected is not None and not card.passes:
        head = "Your answer, put right:" if card.own else "Little of it could stay. Instead, for example:"
        lines += ["", head, card.corrected]
    return "\n".join([*lines, *(["", *card.notices] if card.notices else [])])
