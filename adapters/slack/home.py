"""The app's home tab, the welcome, and what a person is told of the own reviews. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from adapters.slack import actions
from adapters.slack.blocks import SMALL_PRINT, Bit, button, buttons, heading, paragraphs, small
from adapters.slack.limits import VIEW_BLOCKS
from adapters.slack.render_desk import items, labelled, listed
from adapters.slack.rows import row
from bot.desk_cards import QueueCard
from bot.personal_cards import GuideCard
from bot.ports import Entry

WELCOME = (
    "Hello, I am Bedside. Send me a draft as you would post it, and I tell you within seconds whether it is "
    "fine, with the exact words that are not, and a version that passes.\n\n"
    "The record holds the verdict, the rules that met and a fingerprint, never the words, so that your "
    "compliance team can show what was asked and answered. The draft itself is kept encrypted for a while, "
    "for its buttons, and then gone. I recommend; people decide. Say “help” for the rest."
)
PRIVACY = (
    "What is kept: who asked, when, the verdict, the rules that met, and a fingerprint of the words, never "
    "the words. A draft is kept encrypted for a while, for its buttons, longer where people decide on it, "
    "and is then gone. I never post for you."
)
_MARKS = {"ok": "✓ ok", "revise": "▲ revise", "block": "■ block"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person's home tab shows.

    Attributes:
        entries: The own latest decisions.
        mine: The own drafts that people decide on, until they are out or withdrawn.
        queue: What waits for those who decide; ``None`` for everybody else.
        tips: Whether a tip comes to the person every week, in words.
        direct: The direct message with the person, where Slack said it.
        own: The person's own page.
    """

    entries: Sequence[Entry] = ()
    mine: QueueCard | None = None
    queue: QueueCard | None = None
    tips: str = ""
    direct: str = ""
    own: GuideCard | None = None


def home(shown: Shown) -> dict[str, Any]:
    """The home tab of a person."""
    bits = chain(
        _begin(),
        _waiting(shown.queue),
        _mine(shown.mine),
        _own(shown.own),
        (heading("Your latest reviews"),),
        paragraphs(status(shown.entries)),
        _tips(shown),
        small(PRIVACY),
        small(SMALL_PRINT),
    )
    return {"type": "home", "blocks": [bit.block for bit in bits][:VIEW_BLOCKS]}


def _begin() -> Iterator[Bit]:
    yield heading("A second pair of eyes before you publish")
    yield from paragraphs("Send me a draft in the Messages tab, or begin here.")
    yield buttons(
        "begin",
        button("Review a draft", actions.OPEN_REVIEW, "home", style="primary"),
        button("Answer a review", actions.OPEN_RESPOND, "home"),
    )


def _waiting(queue: QueueCard | None) -> Iterator[Bit]:
    if queue is not None:
        yield heading("For you to decide")
        yield from listed(queue)


def _mine(mine: QueueCard | None) -> Iterator[Bit]:
    if mine is not None and mine.items:
        yield heading("Yours, until it is over")
        yield from items(mine)


def _own(page: GuideCard | None) -> Iterator[Bit]:
    """Where the person stands, with what is kept of it and how to be rid of it."""
    if page is not None:
        yield heading(page.title)
        yield from labelled(page.facts)
        yield from row("own", page.buttons)
        yield from chain.from_iterable(small(line) for line in page.lines)


def _tips(shown: Shown) -> Iterator[Bit]:
    if shown.tips:
        yield heading("Weekly tips in your direct message")
        yield from paragraphs(shown.tips)
        place = shown.direct or actions.TIPS
        yield buttons("tips", button("Set up weekly tips", f"{actions.TIPS}-0", place))


def status(entries: Sequence[Entry]) -> str:
    """The latest decisions of a person, newest first: never a word of a draft."""
    if not entries:
        return "No reviews yet."
    return "\n".join(_told(entry) for entry in entries)


def _told(entry: Entry) -> str:
    decision = entry.decision
    count = len(decision.findings)
    things = "nothing found" if not count else "one thing" if count == 1 else f"{count} things"
    verdict = _MARKS.get(decision.verdict or "", decision.event)
    return f"{decision.at:%d %b %H:%M} UTC · {verdict} · {things} · record {entry.id}"
