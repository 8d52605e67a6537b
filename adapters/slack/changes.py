"""What an author changed, as Slack shows it: taken out struck through, put in bold. Pure."""

from collections.abc import Iterator, Sequence

from adapters.slack.blocks import Bit, Run, line
from bot.cards import CHANGE_MARKS, WHAT_CHANGED
from bot.changes import Change

AROUND = 60
"""Characters of unchanged words shown beside a change; a phone shows the draft itself right above."""
_STYLE = {"removed": "strike", "added": "bold"}


def changed(changes: Sequence[Change], title: str = WHAT_CHANGED) -> Iterator[Bit]:
    """The difference, with long unchanged parts left out."""
    if any(change.kind != "same" for change in changes):
        last = len(changes) - 1
        yield from line(Run(title, "bold"))
        yield from line(*(_run(change, place > 0, place < last) for place, change in enumerate(changes)))


def _run(change: Change, follows: bool, precedes: bool) -> Run:
    """One part; of unchanged words only those beside a change, cut where a word ends."""
    if change.kind != "same":
        return Run(change.text, _STYLE[change.kind], marks=CHANGE_MARKS[change.kind])
    head = change.text[:AROUND].rpartition(" ")[0] if follows else ""
    tail = change.text[-AROUND:].partition(" ")[2] if precedes else ""
    if len(change.text) <= 2 * AROUND:
        return Run(change.text)
    return Run(f"{head} … {tail}" if head else f"… {tail}")
