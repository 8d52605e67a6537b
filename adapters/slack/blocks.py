"""Small parts of Block Kit, each with the words it stands for, and how they are dealt out to messages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.slack.limits import BLOCKS, LABEL, OPTIONS, PLACEHOLDER, Block, weight
from adapters.slack.wording import fallback, pieces, shortened, visible

PIECE = 2900
"""The most text in one block, a little below Slack's 3,000."""
MOST_TEXT = 11_000
"""The most text in one message, a little below where Slack was seen to refuse."""
MOST_BLOCKS = BLOCKS - 2

_CLOCK = "{date_short_pretty} at {time}"

SMALL_PRINT = "Bedside helps, people decide. This is not legal advice."
"""Below every answer."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: ``text`` is what a notification, a screen reader and a plain client get of it."""

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Bit:
    """A block and how it reads in plain words; a bit with ``after`` stays with the one before it."""

    block: Block
    words: str = ""
    after: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style: ``bold``, ``strike`` or ``code``.

    Attributes:
        at: The moment that the words stand for: Slack shows it in the reader's own zone, and the words
            where it cannot.
        marks: What stands around the words in plain text, where the style is not seen.
    """

    text: str
    style: str | None = None
    at: datetime | None = None
    marks: tuple[str, str] = ("", "")


def moment(at: datetime, words: str) -> Run:
    """A moment, said in ``words`` where the reader's zone is not known."""
    return Run(words, at=at)


def plain(text: str, *, emoji: bool = True) -> Block:
    """A text object in which Slack looks for no formatting, link or mention."""
    return {"type": "plain_text", "text": visible(text), "emoji": emoji}


def heading(text: str) -> Bit:
    """A heading; short, and never somebody else's words."""
    return Bit({"type": "header", "text": plain(text)}, text)


def paragraphs(text: str) -> Iterator[Bit]:
    """Text of any length, as it is."""
    for piece in pieces(visible(text), PIECE):
        if piece.strip():
            yield Bit({"type": "section", "text": plain(piece), "expand": True}, piece)


def line(*runs: Run) -> Iterator[Bit]:
    """One line in several styles, of any length."""
    for part in _fitting(runs):
        elements = [_styled(run) for run in part]
        words = "".join(run.text.join(run.marks) for run in part)
        yield _rich({"type": "rich_text_section", "elements": elements}, words)


def quote(words: str) -> Iterator[Bit]:
    """Words of somebody else, set apart."""
    for piece in pieces(visible(words), PIECE):
        if piece.strip():
            element = {"type": "rich_text_quote", "elements": [{"type": "text", "text": piece}]}
            yield _rich(element, f'"{piece}"')


def small(text: str) -> Iterator[Bit]:
    """A remark in small print."""
    for piece in pieces(visible(text), PIECE):
        if piece.strip():
            yield Bit({"type": "context", "elements": [plain(piece)]}, piece)


def footer(decision_id: str | None, policy_version: str) -> str:
    """What stands below an answer: that people decide, where it is on record, by which policy."""
    reference = f" Record {decision_id}." if decision_id else ""
    return f"{SMALL_PRINT}{reference} Policy {policy_version}."


def buttons(block_id: str, *elements: Block) -> Bit:
    """A row of buttons; it stays below what it is about."""
    return Bit({"type": "actions", "block_id": block_id, "elements": list(elements)}, after=True)


def button(label: str, action_id: str, value: str, *, style: str | None = None) -> Block:
    """A button; ``label`` begins with a verb."""
    made = {
        "type": "button",
        "text": plain(shortened(label, LABEL)),
        "action_id": action_id,
        "value": value,
    }
    return made | ({"style": style} if style else {})


def picked(label: str, action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """A list to pick from: what is shown and what it stands for; picking counts as pressing."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(shortened(label, PLACEHOLDER)),
        "options": [option(shown, value) for shown, value in options[:OPTIONS]],
    }


def option(shown: str, value: str) -> Block:
    """One line of a list: how it is shown, and what it stands for."""
    return {"text": plain(shortened(shown, LABEL)), "value": value}


def deal(bits: Iterable[Bit]) -> tuple[Message, ...]:
    """Put ``bits`` into as few messages as Slack's limits allow, in their order."""
    messages: list[Message] = []
    page: list[Bit] = []
    for group in _groups(bits):
        if page and not _fits([*page, *group]):
            messages.append(_message(page))
            page = []
        page += group
    return (*messages, _message(page)) if page else tuple(messages)


def _groups(bits: Iterable[Bit]) -> Iterator[list[Bit]]:
    group: list[Bit] = []
    for bit in bits:
        if group and not bit.after:
            yield group
            group = []
        group.append(bit)
    if group:
        yield group


def _fits(page: Sequence[Bit]) -> bool:
    return len(page) <= MOST_BLOCKS and sum(weight(bit.words) for bit in page) <= MOST_TEXT


def _message(page: Sequence[Bit]) -> Message:
    text = fallback("\n".join(bit.words for bit in page if bit.words))
    return Message(text, tuple(bit.block for bit in page))


def _fitting(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Deal ``runs`` out so that each part fits into one block and shows something."""
    part: list[Run] = []
    room = PIECE
    for run in runs:
        for piece in pieces(visible(run.text), PIECE):
            if part and weight(piece) > room:
                if _shows(part):
                    yield part
                part, room = [], PIECE
            part.append(replace(run, text=piece))
            room -= weight(piece)
    if _shows(part):
        yield part


def _shows(part: Sequence[Run]) -> bool:
    return any(run.text.strip() for run in part)


def _styled(run: Run) -> Block:
    if run.at is not None:
        shown = {"timestamp": int(run.at.timestamp()), "format": _CLOCK, "fallback": run.text}
        return {"type": "date", **shown}
    style = {"style": {run.style: True}} if run.style else {}
    return {"type": "text", "text": run.text, **style}


def _rich(element: Block, words: str) -> Bit:
    return Bit({"type": "rich_text", "elements": [element]}, words)
