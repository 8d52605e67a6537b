"""A card becomes what Teams shows: an Adaptive Card, or plain text where that is safer. Pure and total."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adapters.teams import render_cases as cases
from adapters.teams import render_desk as desk
from adapters.teams import render_digest as digest
from adapters.teams import render_lists as lists
from adapters.teams import render_own as own
from adapters.teams import render_respond as respond
from adapters.teams import render_review as review
from adapters.teams.elements import (
    Element,
    adaptive_card,
    paragraph,
    run,
)
from adapters.teams.pressable import Place, bar
from adapters.teams.render_desk import Explain
from adapters.teams.text import MOST_BYTES, inert, short, size, split
from bot.cards import (
    Card,
    NoteCard,
    Part,
    ReviewCard,
    as_text,
    touched,
)
from bot.case_cards import CaseCard
from bot.desk_buttons import Button
from bot.desk_cards import NoticeCard, OutcomeCard, QueueCard, SubmissionCard
from bot.desk_lists import AppealsCard, ItemCard, RegisterCard
from bot.digest_card import DigestCard
from bot.personal_cards import GuideCard
from bot.replies import by_model
from bot.reply_cards import ReplyCheckCard, RespondCard

ANSWERED = "Bedside answered you."
FOLLOWS = "The rest of what Bedside answered."

LONGEST_NOTE, LONGEST_LINES = 600, 4000
"""Characters of one sentence on a card, and of several lines."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as Teams is to show it.

    Attributes:
        summary: What a notification says.
        card: The Adaptive Card, or ``None`` for text alone.
        text: Plain text, shown as it is.
        more: Plain texts that follow: parts of a version that is too long for a card.
        by_model: A language model wrote some of it, so Teams labels it and asks how it was.
    """

    summary: str
    card: Element | None = field(default=None, repr=False)
    text: str | None = field(default=None, repr=False)
    more: tuple[str, ...] = field(default=(), repr=False)
    by_model: bool = False


def parts(card: Card) -> int:
    """How many messages ``card`` takes."""
    return 1 + len(outgoing(card).more)


def message(card: Card | Part, explain: Explain = str) -> Outgoing:
    """One message of ``card``; a part that was refused as a card is sent as plain text."""
    if not isinstance(card, Part):
        return replace(outgoing(card, explain), more=())
    whole = outgoing(card.card, explain)
    if card.number == 0:
        whole = _words(as_text(card.card)) if card.in_words else whole
        return replace(whole, more=())
    following = whole.more[card.number - 1] if card.number <= len(whole.more) else "…"
    return Outgoing(FOLLOWS, text=following)


def outgoing(card: Card, explain: Explain = str) -> Outgoing:
    """What Teams is sent for ``card``: always within what Teams takes.

    ``explain`` says what a rule tells people, by its id.
    """
    match card:
        case ReviewCard():
            return _review(card)
        case NoteCard():
            return _note(card)
    summary, drawn = _drawn_elsewhere(card, explain)
    if drawn is not None and size(drawn) <= MOST_BYTES:
        return Outgoing(summary, card=drawn, by_model=_wrote(card))
    return _words(as_text(card))


def _drawn_elsewhere(card: Card, explain: Explain) -> tuple[str, Element | None]:
    match card:
        case RespondCard():
            return respond.SUMMARY, respond.drawn(card)
        case ReplyCheckCard():
            return respond.CHECK_SUMMARY, respond.checked(card)
        case DigestCard():
            return digest.SUMMARY, digest.drawn(card)
        case SubmissionCard():
            return desk.SUMMARY, desk.submission(card, explain)
        case CaseCard():
            return cases.SUMMARY, cases.case(card)
        case QueueCard():
            return desk.QUEUE_SUMMARY, desk.queue(card)
        case NoticeCard():
            return desk.NOTICE_SUMMARY, desk.notice(card)
        case OutcomeCard():
            return desk.NOTICE_SUMMARY, desk.outcome(card)
        case RegisterCard():
            return lists.SUMMARY, lists.register(card)
        case ItemCard():
            return lists.SUMMARY, lists.item(card)
        case AppealsCard():
            return lists.APPEALS_SUMMARY, lists.appeals(card, explain)
        case GuideCard():
            return own.SUMMARY, own.guide(card)
    return ANSWERED, None


def note(text: str, buttons: Sequence[Button] = ()) -> Element:
    """A small card that says one thing, a line a paragraph, and offers what comes next."""
    lines = [paragraph(run(line)) for line in text.split("\n") if line.strip()]
    body = [*(lines or [paragraph(run("…"))]), *bar(buttons, Place("note"))]
    return adaptive_card(body, fallback=inert(short(text, LONGEST_NOTE)))


def _note(card: NoteCard) -> Outgoing:
    """Sentences are a card, so that an answer can take their place; more than that is text.

    A client shows plain text as one line, so what has several is a card while it is short enough.
    """
    text = inert(card.text) or "…"
    summary = short(" ".join(text.split()), 120)
    if len(text) <= (LONGEST_LINES if "\n" in text else LONGEST_NOTE):
        drawn = note(text, card.buttons)
        if size(drawn) <= MOST_BYTES:
            return Outgoing(summary, card=drawn)
    return _words(text)


def _words(text: str) -> Outgoing:
    first, *more = split(inert(text) or "…")
    return Outgoing(ANSWERED, text=first, more=tuple(more))


def _review(card: ReviewCard) -> Outgoing:
    drawn, follows = review.drawn(card)
    more = split(inert(follows)) if follows else ()
    return Outgoing(review.SUMMARIES[card.review.verdict], card=drawn, more=more, by_model=_wrote(card))


def _wrote(card: Card) -> bool:
    """Whether a language model wrote words that stand in it; Teams labels such a message."""
    match card:
        case ReviewCard():
            return touched(card)
        case RespondCard():
            return any(by_model(reply) for reply in card.replies)
    return False


def has_buttons(card: Element) -> bool:
    """Whether people can put something on the record with ``card``."""
    return '"Action.Execute"' in json.dumps(card)
