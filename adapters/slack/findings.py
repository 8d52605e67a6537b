"""What a finding says first, and the words that it points at, as Slack shows them. Pure."""

from collections.abc import Iterator

from adapters.slack.blocks import Bit, Run, line, quote
from adapters.slack.wording import shortened
from bot.cards import MARKS
from bot.model import Finding

QUOTED = 300
"""Characters of somebody's words that are repeated beside a finding; the words themselves stand above."""


def pointed_at(finding: Finding, number: int, text: str) -> Iterator[Bit]:
    """The finding with its number, counted from one, and its words in ``text``."""
    label = f"{number}. {MARKS[finding.severity]} {finding.severity.word.capitalize()}: "
    yield from line(Run(label, "bold"), Run(finding.message))
    if finding.span is not None:
        yield from quote(shortened(finding.span.of(text), QUOTED))
