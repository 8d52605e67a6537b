"""The weekly digest as Slack messages. Pure."""

from collections.abc import Iterator
from itertools import chain

from adapters.slack.blocks import Bit, Message, Run, deal, line, paragraphs, quote, small
from adapters.slack.rows import row
from bot.digest_card import EXAMPLE, MINUTES, DigestCard


def digest(card: DigestCard) -> tuple[Message, ...]:
    """The tip, then the organization's own week, then what can be done, such as to stop it."""
    return deal(chain(said(card), row("tips", card.buttons)))


def said(card: DigestCard) -> Iterator[Bit]:
    """Everything of a digest but its button. A picture of the week is told in its words."""
    tip = card.tip
    yield from line(Run(card.headline, "bold"))
    yield from paragraphs(tip.text)
    yield from line(Run(f"{MINUTES}: ", "bold"), Run(tip.do))
    yield from line(Run(f"{EXAMPLE}: ", "bold"))
    yield from quote(tip.example)
    for sentence in card.week:
        yield from line(Run(sentence))
    more = f" {card.link}" if card.link else ""
    yield from small(f"It belongs to: {card.guideline}. Source: {card.source}.{more}")
    for told in card.notices:
        yield from small(told)
