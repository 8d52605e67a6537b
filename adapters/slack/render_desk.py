"""What the desk says becomes Slack messages: submission, queue, notice, outcome. Pure and total."""

from collections.abc import Iterable, Iterator
from itertools import chain

from adapters.slack import actions, render_cases
from adapters.slack.blocks import (
    SMALL_PRINT,
    Bit,
    Message,
    Run,
    button,
    buttons,
    deal,
    line,
    moment,
    paragraphs,
    plain,
    small,
)
from adapters.slack.changes import changed
from adapters.slack.rows import row
from bot.approval import State, Submission, clock
from bot.cards import MARKS
from bot.case_cards import CaseCard
from bot.changes import difference
from bot.desk_cards import NoticeCard, OutcomeCard, QueueCard, SubmissionCard
from bot.model import Severity
from bot.personal_cards import BEGIN, YOUR_OWN, GuideCard
from bot.profile_commands import named

BY_FILE = "Or send me a .txt, .docx or .pdf in our direct message, with the words “{}” beside it."
CHANGED = "What changed since the version before:"
_STATE_MARK = {
    State.WAITING: "○",
    State.APPROVED: "✓",
    State.PUBLISHED: "✓",
    State.RETURNED: "▲",
    State.EXPIRED: "▲",
    State.BLOCKED: "■",
    State.WITHDRAWN: "–",
}
VOID_MARK = "▲"


def submission(card: SubmissionCard) -> tuple[Message, ...]:
    """One draft that people decide on, with its text where the card has it."""
    text = paragraphs(card.draft.text) if card.draft is not None else ()
    return deal(
        chain(
            about(card), text, row("decide", (*card.buttons, *card.closing)), small(_footer(card.submission))
        )
    )


def queue(card: QueueCard) -> tuple[Message, ...]:
    """What waits: a line each, with the button that opens it."""
    return deal(listed(card))


def notice(card: NoticeCard) -> tuple[Message, ...]:
    """What somebody should know of a submission."""
    return deal(
        chain(
            line(Run(card.text, "bold")),
            labelled(card.facts),
            line(Run("Answer by: ", "bold"), moment(card.until, clock(card.until))) if card.until else (),
            row("notice", card.buttons),
        )
    )


def outcome(card: OutcomeCard) -> tuple[Message, ...]:
    """What became of a draft is on record; what may be done next."""
    return deal(chain(paragraphs(card.text), row("outcome", card.buttons)))


def guide(card: GuideCard) -> tuple[Message, ...]:
    """One thing to look at for one person; words to take along in a message of their own."""
    head = f"{card.place}: {card.title}" if card.place else card.title
    first = chain(
        line(Run(card.told)) if card.told else (),
        line(Run(head, "bold")),
        chain.from_iterable(paragraphs(sentence) for sentence in card.lines),
        labelled(card.facts),
        labelled((link.label, link.address) for link in card.links),
        small(YOUR_OWN) if card.needs else (),
        row("guide", card.buttons),
        _paste(card),
        _begins(card.begins),
    )
    return (*deal(first), *(message for words in card.copies for message in deal(paragraphs(words))))


def _paste(card: GuideCard) -> Iterator[Bit]:
    """The button that opens a form for words."""
    if card.paste is not None:
        yield buttons("paste", button(card.paste.label, actions.PUT_IN, card.paste.words))
        if named(card.paste.words) is not None:
            yield from small(BY_FILE.format(card.paste.words))


def _begins(outline: str) -> Iterator[Bit]:
    """The outline in a form, to be filled and reviewed."""
    if outline:
        yield buttons("begins", button(BEGIN, actions.OPEN_REVIEW, outline, style="primary"))


def about(card: SubmissionCard) -> Iterator[Bit]:
    """Everything of a submission but its text and its buttons."""
    now = card.submission
    if card.told:
        yield from line(Run(card.told, "bold"))
    yield from line(Run(f"{_mark(card)} {card.headline}", "bold"))
    yield from line(
        Run(f"{card.purpose}: {card.what}. "),
        Run(f"Bedside says {now.version.verdict}."),
    )
    if card.holder:
        yield from line(Run(f"{card.holder} has it."))
    if card.became is not None:
        yield from line(Run(f"{card.became.told}."))
    for item in card.findings:
        yield from line(Run(f"{MARKS[Severity.of(item.severity)]} {item.severity}  "), Run(item.rule, "code"))
    if card.before is not None and card.draft is not None and card.before != card.draft:
        yield from changed(difference(card.before.text, card.draft.text), CHANGED)
    for told in card.notices:
        yield from small(told)


def listed(card: QueueCard) -> Iterator[Bit]:
    """The queue, an item a block."""
    yield from line(Run(card.headline, "bold"))
    yield from items(card)


def items(card: QueueCard) -> Iterator[Bit]:
    """Each thing of a list, with the button that opens it, and how many more there are."""
    for item in card.items:
        words = _item(item)
        opens = button(item.look.label, f"{actions.LOOK}-0", item.look.words)
        yield Bit({"type": "section", "text": plain(words), "accessory": opens}, words)
    if card.waiting > len(card.items):
        yield from small(f"{card.waiting - len(card.items)} more are at the desk.")


def labelled(facts: Iterable[tuple[str, str]]) -> Iterator[Bit]:
    """Labels and values, a line each."""
    for label, value in facts:
        yield from line(Run(f"{label}: ", "bold"), Run(value))


def _mark(card: SubmissionCard) -> str:
    """Where it stands, in one sign; an approval that no longer holds is none."""
    return VOID_MARK if card.is_void else _STATE_MARK[card.submission.state]


def _item(card: SubmissionCard | CaseCard) -> str:
    if isinstance(card, CaseCard):
        return render_cases.listed(card)
    now = card.submission
    holder = f" {card.holder} has it." if card.holder else ""
    return (
        f"{_mark(card)} {card.what}, "
        f"{card.purpose.lower()}. Bedside says {now.version.verdict}. {card.headline}{holder}"
    )


def _footer(now: Submission) -> str:
    return f"{SMALL_PRINT} Id {now.id}, version {now.version.fingerprint[:16]}."
