"""What the desk says, free of any platform: a submission, the queue, what became of a draft."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.approval import APPROVAL, GOING_AHEAD, OUT_ALREADY, OVER, ReturnReason, State, Submission, clock
from bot.case_cards import CaseCard, case_row, case_text
from bot.desk_buttons import Button, button_lines, either
from bot.model import Draft, FindingRecord, Verdict
from bot.outcomes import Outcome
from bot.outlet_names import outlet_name
from bot.people import CATEGORIES


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a draft, by the last word that is on record about it.

    ``compared`` says that what was posted was held against what was reviewed.
    """

    outcome: Outcome
    at: datetime
    compared: bool = False

    @property
    def told(self) -> str:
        """It in one line."""
        compared = ", compared with what was posted" if self.compared else ""
        return f"{self.outcome.label}, on record at {clock(self.at)}{compared}"


@dataclass(frozen=True, slots=True)
class SubmissionCard:
    """One draft that people decide on.

    Attributes:
        step: Whose agreement the step takes, in words.
        waits_for: Who may decide now, by name.
        holder: Who said "I have it", while it waits.
        released_by: Who would release the block; a second person must agree.
        draft, before: The text, and the one of the version before it, for those who may read them.
        on_file: What of the registers its review knew, as register and reference.
        keeping: What can be done with the text that is kept: deleting it, a legal hold.
        became: What its author said became of the version that counts.
        closing: What its author can say became of it, once it may go out.
        outdated: Other rules judge by now than those by which it was reviewed.
        told: What just happened, or why nothing did.
        refused: Nothing was changed.
    """

    submission: Submission
    author: str
    step: str = ""
    waits_for: tuple[str, ...] = ()
    holder: str | None = None
    decided_by: str | None = None
    released_by: str | None = None
    findings: tuple[FindingRecord, ...] = ()
    draft: Draft | None = field(default=None, repr=False)
    before: Draft | None = field(default=None, repr=False)
    buttons: tuple[Button, ...] = ()
    on_file: tuple[tuple[str, str], ...] = ()
    keeping: tuple[Button, ...] = ()
    became: Became | None = None
    closing: tuple[Button, ...] = ()
    outdated: bool = False
    told: str = ""
    refused: bool = False
    notices: tuple[str, ...] = ()
    decision_id: str | None = None

    @property
    def headline(self) -> str:
        """Where it stands, in one line."""
        now, who = self.submission, self.decided_by or "nobody"
        if self.released_by is not None and now.state in {State.WAITING, State.BLOCKED}:
            return f"{self.released_by} would release it. Somebody else who decides on drafts must agree."
        if now.state is State.WAITING:
            return f"Waits for {either(self.waits_for)}, until {clock(now.due_at)}."
        if now.state is State.EXPIRED:
            return "Nobody answered in time. Its author can ask again."
        at = clock(now.decided_at or now.asked_at)
        why = f" {_reason(now.reason)}." if now.reason else ""
        if now.state is State.PUBLISHED:
            return f"Approved by {who} at {at}, and published."
        if self.is_void:
            return f"Approved by {who} at {at}, by rules that were changed since: it no longer holds."
        return f"{now.state.value.capitalize()} by {who} at {at}.{why}"

    @property
    def is_void(self) -> bool:
        """Say whether it was approved and that holds no longer."""
        return self.outdated and self.submission.state is State.APPROVED

    @property
    def purpose(self) -> str:
        """What it was sent for."""
        return purpose_of(self.submission)

    @property
    def what(self) -> str:
        """What it is and whose, as people say it."""
        return f"{outlet_name(self.submission.outlet)} {self.submission.kind} by {self.author}"

    @property
    def look(self) -> Button:
        """What opens it from a list or a notice."""
        return look(self.submission)


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """Somebody should know this of a submission, wherever they are: never a word of the draft.

    Attributes:
        text: What happened, in one sentence.
        facts: What is worth knowing, as labels and values, in reading order.
        until: By when an answer is expected, so that a platform can say it in the reader's own zone.
        buttons: What can be done from here; a decision is taken where the text is seen.
    """

    text: str
    facts: tuple[tuple[str, str], ...] = ()
    until: datetime | None = None
    buttons: tuple[Button, ...] = ()
    decision_id: str | None = None


@dataclass(frozen=True, slots=True)
class QueueCard:
    """What waits, oldest deadline first, and how much of it there is.

    A list offers ``look`` for each of its items and nothing else: whoever decides has seen the text.
    Of those that wait, so many are public ``reviews`` that were handed over.
    """

    items: tuple[SubmissionCard | CaseCard, ...]
    waiting: int
    now: datetime
    decision_id: str | None = None
    reviews: int = 0

    @property
    def headline(self) -> str:
        """How much waits, in one line."""
        return f"{self.waiting} waiting, oldest deadline first." if self.waiting else "Nothing waits."


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """What became of a draft is on record; what may be done next.

    ``chosen`` holds the words of the button that counts from now on, among those of the review.
    """

    text: str
    decision_id: str | None = None
    failed: bool = False
    buttons: tuple[Button, ...] = ()
    chosen: str = ""


DeskCard = SubmissionCard | CaseCard | NoticeCard | QueueCard | OutcomeCard

RETURNS = tuple((reason.value, reason.label) for reason in ReturnReason)
WAIVERS = tuple((reason.value, reason.label) for reason in GOING_AHEAD)
OUT = tuple((reason.value, reason.label) for reason in OUT_ALREADY)


def purpose_of(now: Submission) -> str:
    """What it was sent for, in words."""
    return "For approval" if now.purpose == APPROVAL else f"Escalated: {now.purpose}"


def look(now: Submission) -> Button:
    """The button that shows a submission with its text, which becomes an entry."""
    return Button("Look at it", f"show {now.id}")


def take(now: Submission) -> Button:
    """The button that tells the others that somebody is at it."""
    return Button("I have it", f"take {now.id}")


def again(now: Submission) -> Button:
    """The button that has the same words reviewed by the rules in use."""
    return Button("Review it again", f"again {now.id}")


def out_already(decision_id: str) -> Button:
    """The button that says that something is out, though its approval no longer holds."""
    return Button("It is out already", outcome_words(decision_id, Outcome.PUBLISHED), OUT, grave=True)


def next_version(now: Submission, decision_id: str) -> Button:
    """The button that hands another version in, where an earlier one was sent to people."""
    return Button("Send the new version", f"next {now.id} {decision_id}")


def outcome_buttons(decision_id: str, verdict: Verdict, *, late: bool = False) -> tuple[Button, ...]:
    """What an author can say became of it, or do with it, in one tap under a review."""
    send = Button("Send to communications", f"send {decision_id}")
    go = Button(
        Outcome.PUBLISHED.label,
        outcome_words(decision_id, Outcome.PUBLISHED),
        () if verdict is Verdict.OK else WAIVERS,
        grave=verdict is not Verdict.OK,
    )
    rest = [
        Button(outcome.label, outcome_words(decision_id, outcome))
        for outcome in (Outcome.PUBLISHED_CHANGED, Outcome.REVISED, Outcome.WITHDRAWN)
    ]
    rest.append(posted(decision_id))
    hold = [Button(Outcome.HELD.label, outcome_words(decision_id, Outcome.HELD))] if late else []
    if verdict is Verdict.BLOCK:
        privacy = Button("Escalate to Privacy", f"send {decision_id} privacy")
        others = tuple((name, _category(name)) for name in CATEGORIES if name != "privacy")
        return (*hold, send, privacy, Button("Escalate", f"send {decision_id}", others, hint="to"), *rest[1:])
    return (*hold, go, send, *rest)


def _category(name: str) -> str:
    return name.upper() if name == "hr" else name.capitalize()


def outcome_words(decision_id: str, outcome: Outcome) -> str:
    """The words of the button that says what became of a review's draft."""
    return f"outcome {decision_id} {outcome.value}"


def posted(decision_id: str) -> Button:
    """The button by which somebody pastes what was posted, to hear whether it is what was reviewed."""
    words = f"posted {decision_id}"
    return Button("Compare what was posted", words, asks="The text as it was posted", sends="Compare")


def closing_buttons(now: Submission, *, is_author: bool, outdated: bool = False) -> tuple[Button, ...]:
    """What its author can say became of a draft that may go out, went out, or will not."""
    if not is_author or now.state not in {State.APPROVED, *OVER}:
        return ()
    review = now.version.decision_id
    as_reviewed = Button(Outcome.PUBLISHED.label, outcome_words(review, Outcome.PUBLISHED))
    first = out_already(review) if outdated and now.state is State.APPROVED else as_reviewed
    said = (Outcome.PUBLISHED_CHANGED, Outcome.WITHDRAWN)
    return (first, *(Button(one.label, outcome_words(review, one)) for one in said), posted(review))


def decision_buttons(
    now: Submission, *, may_decide: bool, may_release: bool, is_author: bool, outdated: bool = False
) -> tuple[Button, ...]:
    """What this person can do with a submission now; nobody lets out what other rules judged."""
    seen = f"{now.id} {now.version.fingerprint[:16]}"
    blocked = now.version.verdict == Verdict.BLOCK
    found = []
    if outdated and (is_author or (may_decide and now.state is not State.BLOCKED)):
        found += [again(now)] if now.state in {State.WAITING, State.APPROVED, State.BLOCKED} else []
    if now.state is State.WAITING and may_decide:
        reasons = WAIVERS if now.version.verdict == Verdict.REVISE and now.waiver is None else ()
        found += [] if blocked or outdated else [Button("Approve", f"approve {seen}", reasons)]
        found += [
            Button("Return", f"return {now.id}", RETURNS),
            Button("Block", f"block {now.id}", RETURNS, True),
        ]
        found += [] if now.holder else [take(now)]
    held_back = now.state is State.BLOCKED or (now.state is State.WAITING and blocked)
    if may_release and held_back and not outdated:
        found.append(Button("Release the block", f"release {seen}", WAIVERS, True))
    if is_author and now.state not in {State.WITHDRAWN, State.PUBLISHED}:
        found.append(Button("Withdraw", f"withdraw {now.id}"))
    return tuple(found)


def keeping_buttons(now: Submission, *, is_author: bool, is_officer: bool, held: bool) -> tuple[Button, ...]:
    """What this person can do with the text that is kept."""
    review = now.version.decision_id
    found = []
    if (is_author or is_officer) and not held:
        found.append(Button("Delete the text now", f"forget {review}", grave=True))
    if is_officer:
        found.append(
            Button("Lift the legal hold", f"unhold {review}")
            if held
            else Button("Put under legal hold", f"hold {review}")
        )
    return tuple(found)


def desk_text(card: DeskCard) -> str:
    """The card in plain text."""
    if isinstance(card, OutcomeCard):
        return "\n".join([card.text, *button_lines(card.buttons)])
    if isinstance(card, NoticeCard):
        return "\n".join([card.text, *_facts(card), *button_lines(card.buttons)])
    if isinstance(card, QueueCard):
        more = card.waiting - len(card.items)
        rest = [f"And {more} more, at the desk on Bedside's page."] if more > 0 else []
        return "\n".join([card.headline, *(_row(item) for item in card.items), *rest])
    if isinstance(card, CaseCard):
        return case_text(card)
    return "\n".join(_submission_lines(card))


def _submission_lines(card: SubmissionCard) -> list[str]:
    now = card.submission
    lines = [card.told] if card.told else []
    lines += [
        f"{card.purpose}: {now.outlet} {now.kind} by {card.author}, Bedside says {now.version.verdict}."
    ]
    lines += [card.headline, *([f"{card.holder} has it."] if card.holder else [])]
    lines += [f"{card.became.told}."] if card.became is not None else []
    lines += [f"  {item.severity:<7} {item.rule}" for item in card.findings]
    lines += [f"  on file: {register}, {reference}" for register, reference in card.on_file]
    if card.draft is not None:
        lines += ["", card.draft.text, ""]
    lines += [f"Id {now.id}, version {now.version.fingerprint[:16]}", *card.notices]
    return [*lines, *button_lines((*card.buttons, *card.closing))]


def _facts(card: NoticeCard) -> list[str]:
    until = [("Answer by", clock(card.until))] if card.until is not None else []
    return [f"  {label}: {value}" for label, value in (*card.facts, *until)]


def _row(card: SubmissionCard | CaseCard) -> str:
    if isinstance(card, CaseCard):
        return case_row(card)
    now = card.submission
    return (
        f"{now.id}  {now.version.verdict:<7} {now.outlet:<11} {card.author}, {card.purpose.lower()}, "
        f"until {clock(now.due_at)}{f', {card.holder} has it' if card.holder else ''}"
    )


def _reason(code: str) -> str:
    return ReturnReason(code).label if code in set(ReturnReason) else code
