"""A review on which somebody said what became of its draft: the same message, with a line above it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from adapters.slack import stale
from adapters.slack.blocks import Message, Run, line, moment, plain
from adapters.slack.limits import BLOCKS, MESSAGE, Block, weight
from adapters.slack.rows import row
from adapters.slack.wording import fallback
from bot.approval import clock
from bot.cards import Card
from bot.desk_buttons import Button
from bot.desk_cards import OutcomeCard, SubmissionCard

DONE = "✓ "
NEXT = "next"
"""The row of buttons below a review; what follows a bar is the version of the message."""
_TOLD, _THEN = "told", "told-next"


@dataclass(frozen=True, slots=True)
class Told:
    """What is on record from now on.

    Attributes:
        words: What lies behind the button that says the same; another one of its kind is no longer marked.
        text: What to say above the review, and ``at`` which moment it was chosen.
        seen: The version that the message is from now on; empty where it stays what it is.
        buttons: What can be done next about that.
    """

    words: str
    text: str
    at: datetime
    seen: str = ""
    buttons: tuple[Button, ...] = ()


def told_by(card: Card, words: str, at: datetime) -> Told | None:
    """What ``card``, the answer to ``words`` about a review, puts on record; ``None`` where it does not."""
    match card:
        case OutcomeCard(failed=False, chosen=chosen) if chosen:
            return Told(chosen, card.text, at, card.decision_id or "", card.buttons)
        case SubmissionCard(refused=False) if words:
            return Told(words, f"{card.purpose}: sent.", at)
    return None


def redrawn(text: str, blocks: Sequence[Block], told: Told) -> Message | None:
    """The message ``text`` with ``blocks`` and what was chosen; ``None`` where it does not fit.

    Chosen again, what was said before is replaced; that the draft was changed stays above all.
    """
    (sign, words), (signs, body) = stale.parted(text, blocks)
    earlier = [block for block in body if _is_told(block)]
    said = [Run(DONE, "bold"), Run(f"{told.text} "), moment(told.at, clock(told.at))]
    bits = list(chain(line(*said), row(_THEN, told.buttons)))
    shown = [_named(bit.block, number) for number, bit in enumerate(bits)]
    rest = [_marked(block, told) for block in body if not _is_told(block)]
    words = words.removeprefix(_above(_words(earlier)))
    made = sign + _above("".join(run.text for run in said)) + words
    whole = (*signs, *shown, *rest)
    return Message(made, whole) if len(whole) <= BLOCKS and weight(made) <= MESSAGE else None


def is_chosen(pressed: Block) -> bool:
    """Whether the pressed button says what stands already."""
    return str((pressed.get("text") or {}).get("text") or "").startswith(DONE)


def version_of(pressed: Block) -> str | None:
    """Of which version of a review a button was pressed; ``None`` for one that stands elsewhere."""
    name, _, seen = str(pressed.get("block_id") or "").partition("|")
    return seen if name == NEXT else None


def _above(words: str) -> str:
    return f"{fallback(words)}\n" if words else ""


def _named(block: Block, number: int) -> Block:
    return block if "block_id" in block else {**block, "block_id": f"{_TOLD}-{number}"}


def _is_told(block: Block) -> bool:
    return str(block.get("block_id") or "").startswith(_TOLD)


def _words(blocks: Sequence[Block]) -> str:
    """What earlier lines of ours say, as they stand in the words of the message."""
    rich = [block for block in blocks if block["type"] == "rich_text"]
    runs: Iterator[Any] = chain.from_iterable(
        part["elements"] for block in rich for part in block["elements"]
    )
    return "".join(str(run.get("text") or run.get("fallback") or "") for run in runs)


def _marked(block: Block, told: Told) -> Block:
    if str(block.get("block_id") or "").partition("|")[0] != NEXT:
        return block
    elements = [_mark(element, told.words) for element in block["elements"]]
    seen = {"block_id": f"{NEXT}|{told.seen}"} if told.seen else {}
    return {**block, **seen, "elements": elements}


def _mark(element: Block, words: str) -> Block:
    """Of outcomes the last one counts; whoever was asked stays asked."""
    name = "text" if "text" in element else "placeholder"
    label, own = str(element[name]["text"]), _own(element)
    stays = own[:1] != words.split()[:1] and label.startswith(DONE)
    bare = label.removeprefix(DONE)
    return {**element, name: plain(f"{DONE}{bare}" if stays or own == words.split()[:3] else bare)}


def _own(element: Block) -> list[str]:
    """The words behind a button, or behind every line of a list, without a reason that was picked."""
    options: Sequence[Block] = element.get("options") or ({},)
    return str(element.get("value") or options[0].get("value") or "").split()[:3]
