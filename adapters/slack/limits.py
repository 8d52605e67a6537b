"""What Slack allows in one message or view, and what of it a message breaks.

Slack's own models miss some of these, and Slack answers a breach by refusing the whole message. Lengths
are counted in UTF-16 units after escaping: nobody says how Slack counts, and this is never less.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

Block = dict[str, Any]

BLOCKS = 50
VIEW_BLOCKS = 100
SECTION = 3000
MESSAGE = 12_000
"""All text of a message together; beyond about 13,200 Slack refuses it though each block is legal."""
TEXT = 40_000
HEADER = 150
CONTEXT_ELEMENTS = 10
ACTIONS = 25
LABEL = 75
VALUE = 2000
IDENTIFIER = 255
VIEW_TITLE = 24
INPUT_LABEL = 2000
PLACEHOLDER = 150
METADATA = 3000
OPTIONS = 100
OPTION_VALUE = 150
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}

_COST = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escaped(text: str) -> str:
    """``text`` without the three signs by which Slack knows links and mentions."""
    return text.translate(_COST)


def weight(text: str) -> int:
    """How much of a limit ``text`` takes, at the most."""
    return units(escaped(text))


def units(text: str) -> int:
    """The length of ``text`` as Slack counts it, as far as anybody knows: in UTF-16 units."""
    return len(text.encode("utf-16-le", "replace")) // 2


def problems(text: str, blocks: Sequence[Block]) -> list[str]:
    """What Slack would refuse in a message; empty when it is fine."""
    found = [] if text.strip() else ["no text"]
    found += ["text too long"] if units(text) > TEXT else []
    found += [f"{len(blocks)} blocks"] if len(blocks) > BLOCKS else []
    total = sum(weight(words) for block in blocks for words in _texts(block))
    found += [f"{total} characters together"] if total > MESSAGE else []
    return found + list(_of_blocks(blocks))


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """What Slack would refuse in a modal or a home tab."""
    blocks = view["blocks"]
    found = [f"{len(blocks)} blocks"] if len(blocks) > VIEW_BLOCKS else []
    labels = {"title": VIEW_TITLE, "submit": VIEW_TITLE, "close": VIEW_TITLE}
    for name, most in labels.items():
        if name in view and not 0 < weight(view[name]["text"]) <= most:
            found.append(f"{name} too long or empty")
    found += ["metadata too long"] if weight(view.get("private_metadata", "")) > METADATA else []
    return found + list(_of_blocks(blocks))


def _of_blocks(blocks: Sequence[Block]) -> Iterable[str]:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id twice"
    for block in blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterable[str]:
    kind = block["type"]
    longest = {"header": HEADER, "section": SECTION, "context": SECTION, "rich_text": SECTION}
    texts = list(_texts(block))
    if kind in longest:
        if not any(words.strip() for words in texts):
            yield f"{kind} without text"
        if sum(map(weight, texts)) > longest[kind]:
            yield f"{kind} too long"
    if kind == "header" and block["text"]["type"] != "plain_text":
        yield "a header must be plain text"
    if len(block.get("elements", ())) > {"actions": ACTIONS, "context": CONTEXT_ELEMENTS}.get(kind, BLOCKS):
        yield f"{kind} with too many elements"
    if weight(block.get("block_id", "")) > IDENTIFIER:
        yield "block_id too long"
    if kind == "input":
        yield from _of_input(block)
    for element in block.get("elements", ()) if kind == "actions" else ():
        yield from _of_element(element)
    if "accessory" in block:
        yield from _of_element(block["accessory"])


def _of_input(block: Block) -> Iterable[str]:
    if not 0 < weight(block["label"]["text"]) <= INPUT_LABEL:
        yield "input label too long or empty"
    yield from _of_element(block["element"])


def _of_element(element: Mapping[str, Any]) -> Iterable[str]:
    if weight(element.get("action_id", "")) > IDENTIFIER:
        yield "action_id too long"
    if weight(str(element.get("value", ""))) > VALUE:
        yield "value too long"
    if element["type"] == "button" and not 0 < weight(element["text"]["text"]) <= LABEL:
        yield "button label too long or empty"
    if weight(element.get("placeholder", {}).get("text", "")) > PLACEHOLDER:
        yield "placeholder too long"
    options = element.get("options", ())
    if len(options) > OPTIONS:
        yield "too many options"
    for option in options:
        if not 0 < weight(option["text"]["text"]) <= LABEL:
            yield "option too long or empty"
        if not 0 < weight(option["value"]) <= OPTION_VALUE:
            yield "option value too long or empty"
    for part, most in CONFIRM.items() if "confirm" in element else ():
        if not 0 < weight(element["confirm"][part]["text"]) <= most:
            yield f"confirm {part} too long or empty"


def _texts(block: Block) -> Iterable[str]:
    """Everything in ``block`` that a person reads, but for buttons and inputs."""
    if block["type"] in {"actions", "input", "divider"}:
        return ()
    return _strings({key: block[key] for key in ("text", "fields", "elements") if key in block})


def _strings(node: object) -> Iterable[str]:
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return chain(own, *(_strings(value) for value in node.values() if not isinstance(value, str)))
    if isinstance(node, list | tuple):
        return chain.from_iterable(_strings(item) for item in node)
    return ()
