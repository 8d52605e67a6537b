"""A public review that was handed over becomes Slack messages. Pure and total."""

from collections.abc import Iterator
from itertools import chain

from adapters.slack.blocks import SMALL_PRINT, Bit, Message, Run, deal, line, paragraphs, small
from adapters.slack.rows import row
from bot.case import CaseState
from bot.case_cards import CaseCard

STATE_MARK = {
    CaseState.WAITING: "○",
    CaseState.LAPSED: "■",
    CaseState.SETTLED: "✓",
    CaseState.WITHDRAWN: "–",
}


def case(card: CaseCard) -> tuple[Message, ...]:
    """One case with its note, where the card has it, and what can be done with it."""
    return deal(chain(about(card), row("case", card.buttons), small(f"{SMALL_PRINT} Id {card.case.id}.")))


def about(card: CaseCard) -> Iterator[Bit]:
    """Everything of a case but its buttons."""
    if card.told:
        yield from line(Run(card.told, "bold"))
    yield from line(Run(f"{STATE_MARK[card.case.state]} {card.headline}", "bold"))
    yield from line(Run(f"{card.what}. {card.purpose}."))
    if card.signs:
        yield from line(Run("Signs: ", "bold"), Run("; ".join(card.signs)))
    for told in card.notices:
        yield from line(Run(told))
    if card.note:
        yield from paragraphs(card.note)


def listed(card: CaseCard) -> str:
    """A case as one line of a list."""
    return f"{STATE_MARK[card.case.state]} {card.what}. {card.purpose}. {card.headline}"
