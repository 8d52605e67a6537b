"""The app's home tab, the welcome, and what a person is told of the own reviews. Pure."""

from collections.abc import Sequence
from typing import Any

from adapters.slack import actions
from adapters.slack.blocks import SMALL_PRINT, Bit, button, buttons, line, paragraphs, small
from adapters.slack.blocks import Run as Words
from adapters.slack.limits import VIEW_BLOCKS
from bot.ports import Entry

WELCOME = (
    "Hello, I am Bedside. Send me a draft as you would post it, and I tell you within seconds whether it is "
    "fine, with the exact words that are not, and a version that passes.\n\n"
    "Your draft is not kept. The record holds the verdict, the rules that met and a fingerprint, so that "
    "your compliance team can show what was asked and answered. I recommend; people decide. Say “help” for "
    "the rest."
)
PRIVACY = (
    "What is kept: who asked, when, the verdict, the rules that met, and a fingerprint of the words, never "
    "the words. A draft waits encrypted until it is answered, and is then gone. I never post for you."
)
_MARKS = {"ok": "✓ ok", "revise": "▲ revise", "block": "■ block"}


def home(entries: Sequence[Entry]) -> dict[str, Any]:
    """The home tab of a person, with the own latest decisions."""
    bits = [
        *line(Words("A second pair of eyes before you publish", "bold")),
        *paragraphs("Send me a draft in the Messages tab, or begin here."),
        buttons(
            "begin",
            button("Review a draft", actions.OPEN_REVIEW, "home", style="primary"),
            button("Answer a review", actions.OPEN_RESPOND, "home"),
        ),
        *line(Words("Your latest reviews", "bold")),
        *paragraphs(status(entries)),
        *small(PRIVACY),
        *small(SMALL_PRINT),
    ]
    return {"type": "home", "blocks": _blocks(bits)[:VIEW_BLOCKS]}


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


def _blocks(bits: Sequence[Bit]) -> list[dict[str, Any]]:
    return [bit.block for bit in bits]
