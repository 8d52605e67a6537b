"""What to say, free of any platform; a renderer makes it Slack blocks, a web page or plain text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.case_cards import CaseCard
from bot.changes import Change, difference
from bot.desk_buttons import Button
from bot.desk_cards import NoticeCard, OutcomeCard, QueueCard, SubmissionCard, desk_text
from bot.desk_lists import AppealsCard, ItemCard, ListCard, RegisterCard, list_text
from bot.digest_card import DigestCard, digest_text
from bot.model import BY_MODEL, Draft, Finding, Review, SaferVersion, Severity, Verdict, Wording
from bot.personal_cards import GuideCard, guide_text
from bot.reply_cards import ReplyCheckCard, RespondCard, check_text, respond_text

SHOWN_AT_FIRST = 3
"""Findings shown before the fold: an executive reads on a phone."""

MARKS = {Severity.BLOCK: "■", Severity.REVISE: "▲", Severity.ADVISE: "○"}
"""A shape for each severity, so that colour is never the only sign."""


WHAT_CHANGED = "What you changed:"
CHANGE_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
YOURS_TO_DECIDE = "No other wording is offered here: what to do about the points above is yours to decide."


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """The answer to one draft.

    Attributes:
        decision_id: ``None`` when the log kept nothing; a notice then says so.
        before: The words of the version before this one, where somebody sent a new one.
        wording: A version by a language model, where there is one.
    """

    draft: Draft = field(repr=False)
    review: Review
    safer: SaferVersion
    decision_id: str | None = None
    good: str | None = None
    notices: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    before: str | None = field(default=None, repr=False)
    wording: Wording | None = None

    @property
    def headline(self) -> str:
        """The verdict in one line."""
        return headline(self.review)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings before the fold, worst first."""
        return self.review.findings[:SHOWN_AT_FIRST]

    @property
    def folded(self) -> tuple[Finding, ...]:
        """The rest."""
        return self.review.findings[SHOWN_AT_FIRST:]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the author changed since the version before, word by word; empty where there is none."""
        if self.before is None or self.before == self.draft.text:
            return ()
        return difference(self.before, self.draft.text)


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A short answer: something was recorded, or could not be; ``buttons`` offer what comes next."""

    text: str
    decision_id: str | None = None
    failed: bool = False
    buttons: tuple[Button, ...] = ()


Card = (
    ReviewCard
    | NoteCard
    | RespondCard
    | ReplyCheckCard
    | DigestCard
    | SubmissionCard
    | CaseCard
    | NoticeCard
    | QueueCard
    | OutcomeCard
    | RegisterCard
    | ItemCard
    | AppealsCard
    | GuideCard
)


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a card that a platform cannot say in one.

    Attributes:
        card: The whole card.
        number: Which of its messages, from 0.
        in_words: Whether the platform refused its layout, so that the words alone are to be sent.
    """

    card: Card
    number: int
    in_words: bool = False


def headline(review: Review) -> str:
    """Say the verdict and how much there is to look at."""
    count = len(review.findings)
    if review.verdict is Verdict.BLOCK:
        return f"Please do not publish this yet. {_things(count)} to look at."
    if review.verdict is Verdict.REVISE:
        return f"Almost there. {_things(count)} to look at before you publish."
    if count:
        return f"Good to go. {_things(count)} you could still improve."
    return "Good to go."


def touched(card: ReviewCard) -> bool:
    """Whether a language model wrote some of ``card``."""
    return card.wording is not None or any(f.rule.startswith(BY_MODEL) for f in card.review.findings)


def worded(wording: Wording) -> str:
    """What to say above a model's version: whose it is, and how much of it is the author's."""
    share = f"{wording.kept:.0%}"
    return f"A wording by a language model, which passed the same checks; it keeps {share} of your words"


def _things(count: int) -> str:
    return "One thing" if count == 1 else f"{count} things"


def as_text(card: Card) -> str:
    """The card in plain text, for a terminal or a platform without layout."""
    if isinstance(card, NoteCard):
        return card.text
    if isinstance(card, RespondCard):
        return respond_text(card)
    if isinstance(card, ReplyCheckCard):
        return check_text(card)
    if isinstance(card, DigestCard):
        return digest_text(card)
    if isinstance(card, SubmissionCard | CaseCard | NoticeCard | QueueCard | OutcomeCard):
        return desk_text(card)
    if isinstance(card, ListCard):
        return list_text(card)
    if isinstance(card, GuideCard):
        return guide_text(card)
    return _review_text(card)


def _review_text(card: ReviewCard) -> str:
    lines = [f"{card.review.verdict.value.upper()}: {card.headline}"]
    if card.good:
        lines.append(card.good)
    if card.changes:
        lines += ["", WHAT_CHANGED, changed(card.changes)]
    for number, finding in enumerate(card.review.findings, start=1):
        lines += ["", *_finding_lines(number, finding, card.draft.text)]
    if card.safer.text is not None:
        lines += ["", "A version that passes:", card.safer.text]
    if card.wording is not None:
        lines += ["", f"{worded(card.wording)}:", card.wording.text]
    if card.safer.decide and card.wording is None:
        lines += ["", YOURS_TO_DECIDE]
    if card.notices:
        lines += ["", *card.notices]
    return "\n".join(lines)


def changed(changes: Sequence[Change]) -> str:
    """A difference in plain text: what was taken out in square brackets, what came in in braces."""
    return "".join(change.text.join(CHANGE_MARKS[change.kind]) for change in changes)


def _finding_lines(number: int, finding: Finding, text: str) -> list[str]:
    words = f' "{_short(finding.span.of(text))}"' if finding.span else ""
    head = f"{number}. {MARKS[finding.severity]} {finding.severity.word}{words}: {finding.message}"
    tail = [f"   Why: {finding.why}", f"   Source: {finding.source}   [{finding.rule}]"]
    return [head, *([f"   Fix: {finding.suggestion}"] if finding.suggestion else []), *tail]


def _short(words: str, most: int = 120) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
