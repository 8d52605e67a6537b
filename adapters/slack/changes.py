"""What an author changed, as Slack shows it: taken out struck through, put in bold. Pure."""

from collections.abc import Iterator, Sequence

from adapters.slack.blocks import Bit, Run, line
from bot.cards import CHANGE_MARKS, WHAT_CHANGED
from bot.changes import Change

AROUND = 60
"""Characters of unchanged words shown beside a change; a phone shows the draft itself right above."""
_STYLE = {"removed": "strike", "added": "bold"}


def changed(changes: Sequence[Change]) -> Iterator[Bit]:
    """The difference, with long unchanged parts left out."""
    if any(change.kind != "same" for change in changes):
        yield from line(Run(WHAT_CHANGED, "bold"))
        yield from line(*(_run(change, place, len(changes)) for place, change in enumerate(changes)))


def _run(change: Change, place: int, count: int) -> Run:
    if change.kind != "same":
        return Run(change.text, _STYLE[change.kind], marks=CHANGE_MARKS[change.kind])
    head = change.text[:AROUND] if place > 0 else ""
    tail = change.text[-AROUND:] if place < count - 1 else ""
    short = len(change.text) <= len(head) + len(tail)
    return Run(change.text if short else f"{head} … {tail}")
