"""A review whose draft was changed since: the same message with a sign above it. Pure."""

from collections.abc import Sequence
from itertools import chain

from adapters.slack import actions
from adapters.slack.blocks import Message, Run, button, buttons, line
from adapters.slack.limits import BLOCKS, MESSAGE, Block, weight

SIGN = "You changed the draft. What follows is about the earlier wording."
_SIGN_ID, _ROW_ID = "stale-sign", "stale"


def marked(text: str, blocks: Sequence[Block], edit: actions.Edit) -> Message:
    """The message ``text`` with ``blocks``, marked once, however often the draft is changed."""
    (_, words), (_, body) = parted(text, blocks)
    row = buttons(_ROW_ID, button("Review again", actions.REVIEW_AGAIN, edit.value, style="primary"))
    sign = [{**bit.block, "block_id": _SIGN_ID} for bit in line(Run(f"↻ {SIGN}", "bold"))]
    shown = list(chain(sign, [row.block], body))
    if len(shown) > BLOCKS or weight(text) + weight(SIGN) > MESSAGE:
        shown = shown[:2]
    return Message(f"{SIGN}\n{words}", tuple(shown))


def parted(text: str, blocks: Sequence[Block]) -> tuple[tuple[str, str], tuple[list[Block], list[Block]]]:
    """The words and the blocks of a message, each as what ``marked`` put above it and what it is about."""
    head = f"{SIGN}\n"
    words = (head, text.removeprefix(head)) if text.startswith(head) else ("", text)
    signs = [block for block in blocks if block.get("block_id") in {_SIGN_ID, _ROW_ID}]
    return words, (signs, [block for block in blocks if block not in signs])
