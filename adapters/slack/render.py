"""A card becomes Slack messages. Pure and total: any card, any text, and nothing is lost on the way."""

from collections.abc import Callable, Iterator
from itertools import chain

from adapters.slack import (
    actions,
    redrawn,
    render_cases,
    render_desk,
    render_digest,
    render_lists,
    render_replies,
)
from adapters.slack.blocks import (
    Bit,
    Message,
    Run,
    button,
    buttons,
    deal,
    footer,
    line,
    paragraphs,
    small,
)
from adapters.slack.changes import changed
from adapters.slack.findings import pointed_at
from adapters.slack.rows import row
from bot.cards import MARKS, SHOWN_AT_FIRST, YOURS_TO_DECIDE, Card, NoteCard, ReviewCard, as_text, worded
from bot.case_cards import CaseCard
from bot.desk_cards import NoticeCard, OutcomeCard, QueueCard, SubmissionCard
from bot.desk_lists import AppealsCard, ItemCard, RegisterCard
from bot.digest_card import DigestCard
from bot.model import Finding, Severity, Verdict
from bot.personal_cards import GuideCard
from bot.reply_cards import ReplyCheckCard, RespondCard

COPY_BELOW = "A version that passes is in the next message. Hold it to copy it."

_VERDICT_MARK = {
    Verdict.BLOCK: MARKS[Severity.BLOCK],
    Verdict.REVISE: MARKS[Severity.REVISE],
    Verdict.OK: "✓",
}


def render(card: Card) -> tuple[Message, ...]:
    """The messages that say ``card``, in order; at least one."""
    messages = _RENDERERS.get(type(card), _in_words)(card)
    return messages or (Message("(nothing to show)"),)


def _in_words(card: Card) -> tuple[Message, ...]:
    return deal(paragraphs(as_text(card)))


def _note(card: NoteCard) -> tuple[Message, ...]:
    return deal(chain(paragraphs(card.text), row("note", card.buttons)))


def _review(card: ReviewCard) -> tuple[Message, ...]:
    first = deal(
        chain(
            _headline(card),
            line(Run(card.good)) if card.good else (),
            changed(card.changes),
            chain.from_iterable(_finding(card, number) for number in range(len(card.shown))),
            _decide(card),
            line(Run(_the_rest(card))) if card.folded else (),
            line(Run(COPY_BELOW)) if card.safer.text is not None else (),
            line(Run(f"{worded(card.wording)}. It is in a message of its own.")) if card.wording else (),
            chain.from_iterable(small(notice) for notice in card.notices),
            row(redrawn.NEXT, card.buttons),
            small(footer(card.decision_id, card.review.policy_version)),
        )
    )
    rest = (_finding(card, number) for number in range(len(card.shown), len(card.review.findings)))
    safer = deal(paragraphs(card.safer.text)) if card.safer.text is not None else ()
    wording = deal(paragraphs(card.wording.text)) if card.wording is not None else ()
    return (*first, *safer, *wording, *deal(chain.from_iterable(rest)))


def _headline(card: ReviewCard) -> Iterator[Bit]:
    verdict = card.review.verdict
    return line(Run(f"{_VERDICT_MARK[verdict]} {verdict.value.upper()}: {card.headline}", "bold"))


def _finding(card: ReviewCard, index: int) -> Iterator[Bit]:
    finding = card.review.findings[index]
    yield from pointed_at(finding, index + 1, card.draft.text)
    if finding.suggestion:
        yield from line(Run("What helps: ", "bold"), Run(finding.suggestion))
    yield _buttons(card, index, finding)


def _buttons(card: ReviewCard, index: int, finding: Finding) -> Bit:
    about = actions.About(card.decision_id, finding.rule)
    shown = [button("Why?", actions.WHY, about.value)]
    if card.decision_id is not None:  # what is not on the record cannot be disagreed with there
        shown.append(button("I disagree", actions.DISAGREE, about.value))
    return buttons(f"finding-{index + 1}", *shown)


def _decide(card: ReviewCard) -> Iterator[Bit]:
    """What is left to a person, but for what a finding above asks already."""
    if not card.safer.decide:
        return
    said = {finding.suggestion or finding.message for finding in card.review.findings}
    if card.wording is None:
        yield from line(Run(YOURS_TO_DECIDE))
    for question in card.safer.decide:
        if question not in said:
            yield from line(Run(f"• {question}"))


def _the_rest(card: ReviewCard) -> str:
    count = len(card.review.findings) - SHOWN_AT_FIRST
    return "One more thing is below." if count == 1 else f"{count} more things are below."


_RENDERERS: dict[type, Callable[..., tuple[Message, ...]]] = {
    NoteCard: _note,
    ReviewCard: _review,
    RespondCard: render_replies.respond,
    ReplyCheckCard: render_replies.check,
    DigestCard: render_digest.digest,
    SubmissionCard: render_desk.submission,
    CaseCard: render_cases.case,
    QueueCard: render_desk.queue,
    NoticeCard: render_desk.notice,
    OutcomeCard: render_desk.outcome,
    RegisterCard: render_lists.register,
    ItemCard: render_lists.item,
    AppealsCard: render_lists.appeals,
    GuideCard: render_desk.guide,
}
