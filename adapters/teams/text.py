"""Text for Teams: without what deceives the eye, measured as Teams measures it, cut with care. Pure."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

MOST_BYTES = 80_000
"""Teams refuses messages from about 100 KB on, counted as UTF-16; the rest is for what it wraps around."""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
"""Control characters, those that turn the direction of what follows, and halves of characters.

Joiners, variation selectors and the marks of languages written from right to left stay: words need them.
"""
_TEMPLATE = re.compile(r"(?<=\{)(?=\{)")
"""Between two braces: a client that sees ``{{DATE(...)}}`` in one run would put a date there."""

_JOINED = frozenset("\u200d\ufe0e\ufe0f")


def inert(text: str) -> str:
    """``text`` as it may be shown to a person: what cannot be seen is out, line breaks are plain."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def runs_of(text: str) -> list[str]:
    """``text`` in pieces that no client takes for a template; put together, they are the text."""
    return [piece for piece in _TEMPLATE.split(text) if piece]


def short(text: str, most: int) -> str:
    """At most ``most`` characters of ``text``, with a sign where it was cut."""
    if len(text) <= most:
        return text
    end = max(most - 1, 0)
    while end > 0 and _belongs(text[end]):
        end -= 1
    return text[:end] + "…"


def size(value: Any) -> int:
    """Bytes of ``value`` as JSON in UTF-16, as Teams counts."""
    return len(json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def split(text: str, most: int = MOST_BYTES // 4) -> tuple[str, ...]:
    """Cut ``text`` into parts of at most ``most`` UTF-16 units, at a paragraph, a line or a space if it can.

    Put together, the parts are the text. No character is cut in two, nor an accent from its letter.
    """
    return tuple(_parts(text, max(most, 2)))


def _parts(text: str, most: int) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = _reach(text, start, most)
        if end < len(text):
            end = _good_end(text, start, end)
        yield text[start:end]
        start = end


def _reach(text: str, start: int, most: int) -> int:
    """How far a part may go; always at least one character."""
    units, end = 0, start
    while end < len(text):
        units += 2 if ord(text[end]) > 0xFFFF else 1
        if units > most and end > start:
            break
        end += 1
    return end


def _good_end(text: str, start: int, end: int) -> int:
    earliest = start + max(1, (end - start) // 2)
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, earliest, end)
        if found >= 0:
            return found + len(mark)
    whole = end
    while whole > earliest and _belongs(text[whole]):
        whole -= 1
    return whole if whole > earliest else end


def _belongs(character: str) -> bool:
    """Whether ``character`` is part of what stands before it."""
    return character in _JOINED or unicodedata.combining(character) != 0
