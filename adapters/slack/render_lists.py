"""What the desk lists becomes Slack messages: a register, one thing on file, appeals. Pure and total."""

from collections.abc import Iterator
from itertools import chain

from adapters.slack import actions
from adapters.slack.blocks import Bit, Message, Run, button, deal, line, moment, plain, small
from adapters.slack.render_desk import labelled
from adapters.slack.rows import row
from bot.approval import clock
from bot.desk_lists import (
    AT_THE_DESK,
    YOURS,
    Appeal,
    AppealsCard,
    ItemCard,
    RegisterCard,
    row_text,
    settled_elsewhere,
    settled_words,
    settling_buttons,
    under_words,
    waiting_words,
)
from bot.register_words import WORDS

MOST_ROWS, MOST_SETTLED = 15, 3


def register(card: RegisterCard) -> tuple[Message, ...]:
    """One register, what is in force first; each thing with the button that opens it."""
    rest = small(AT_THE_DESK) if len(card.rows) > MOST_ROWS else ()
    head = chain(line(Run(card.title, "bold")), small(WORDS[card.register].told))
    return deal(chain(head, *map(_row, enumerate(card.rows[:MOST_ROWS])), rest))


def item(card: ItemCard) -> tuple[Message, ...]:
    """One thing on file, and what was published under it."""
    under = under_words(card)
    return deal(
        chain(
            line(Run(card.title, "bold")),
            labelled(card.facts),
            line(Run("Published under it:", "bold")) if under else (),
            chain.from_iterable(line(Run(f"• {told}")) for told in under[:MOST_ROWS]),
            small(AT_THE_DESK) if len(under) > MOST_ROWS else (),
            row("item", card.buttons),
        )
    )


def appeals(card: AppealsCard) -> tuple[Message, ...]:
    """The appeals that wait, the oldest first, each with what can be done; then those settled last."""
    waiting = card.waiting[:MOST_ROWS]
    return deal(
        chain(
            line(Run(waiting_words(len(card.waiting)), "bold")),
            *(_appeal(card, number, one) for number, one in enumerate(waiting)),
            small(AT_THE_DESK) if len(card.waiting) > MOST_ROWS else (),
            chain.from_iterable(small(settled_words(one)) for one in card.settled[:MOST_SETTLED]),
            small(settled_elsewhere(card, MOST_SETTLED)) if len(card.settled) > MOST_SETTLED else (),
        )
    )


def _row(numbered: tuple[int, ItemCard]) -> Iterator[Bit]:
    number, card = numbered
    words = row_text(card)
    opens = button(card.look.label, f"{actions.PRESS}-{number}", card.look.words)
    yield Bit({"type": "section", "text": plain(words), "accessory": opens}, words)


def _appeal(card: AppealsCard, number: int, appeal: Appeal) -> Iterator[Bit]:
    yield from line(Run(appeal.rule, "code"), Run(f"  {appeal.said}. "), moment(appeal.at, clock(appeal.at)))
    if appeal.yours:
        yield from small(YOURS)
    elif card.may_settle:
        yield from row(f"appeal-{number}", settling_buttons(appeal))
