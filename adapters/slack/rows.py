"""What can be done next, as a row of buttons and lists. Pure."""

from collections.abc import Iterator, Sequence

from adapters.slack import actions
from adapters.slack.blocks import Bit, button, buttons, picked, plain
from adapters.slack.limits import Block
from bot.desk_buttons import Button

IN_A_FORM = frozenset({"subscribe", "digest show"})
"""What the form for weekly tips shows and asks better than an answer in words."""

SURE = "This goes on the record with your name."


def row(block_id: str, offered: Sequence[Button]) -> Iterator[Bit]:
    """What can be done next: a button each, and a list where a reason is to be picked."""
    if offered:
        yield buttons(block_id, *(_pressed(number, one) for number, one in enumerate(offered)))


def _pressed(number: int, offered: Button) -> Block:
    if offered.reasons:
        options = [(label, f"{offered.words} {code}") for code, label in offered.reasons]
        made = picked(f"{offered.label}…", f"{actions.PRESS}-{number}", options)
    elif offered.asks:
        return button(offered.label, f"{actions.PASTE}-{number}", offered.words)
    elif offered.words.startswith("show "):
        return button(offered.label, f"{actions.LOOK}-{number}", offered.words)
    elif offered.words in IN_A_FORM:
        return button(offered.label, f"{actions.TIPS}-{number}", actions.TIPS)
    else:
        style = "danger" if offered.grave else None
        made = button(offered.label, f"{actions.PRESS}-{number}", offered.words, style=style)
    return made | {"confirm": _confirm(offered.label)} if offered.grave else made


def _confirm(label: str) -> Block:
    return {
        "title": plain("Are you sure?"),
        "text": plain(SURE),
        "confirm": plain(label[:30]),
        "deny": plain("No"),
        "style": "danger",
    }
