"""Profanity in its disguises: figures and marks for letters, blanks, stretching, an emoji inside.

Each word becomes one pattern in which every letter may be one of its look-alikes, may be repeated, and may be
parted from the next by marks, an emoji or a blank. What the pattern finds is then read letter by letter, so
that "as s hole in one" or a word that merely contains another stays clean.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

WORDS = ("fuck", "shit", "asshole", "asshat", "bitch", "bastard", "cunt", "dick")
"""What is looked for in disguise; plain words are the business of a pack's phrases."""

_TWINS = {
    "a": "a@4^", "b": "b8", "c": "c(¢kq", "d": "d", "e": "e3€", "f": "fƒ", "h": "h#", "i": "i1!|l", "k": "k",
    "l": "l1|", "n": "n", "o": "o0", "r": "r", "s": "s$5z", "t": "t7+", "u": "uv@µ", "w": "w",
}  # fmt: skip
_PARTED = r"(?:[^\w\s]{0,2}|[ \n_])"
_ENDING = r"(?:[^\w\s]{0,2}(?:[i1!]+n+g?|[e3]+d|[e3]+r+s?|show|storm|head|face|t+y|s|y))?"
_LEFT = r"(?:bull[\W_]?|mother[\W_]?|cluster[\W_]{0,2}|dumb|horse|chicken|holy[\W_]?|un)?"
_CHUNK = re.compile(r"[ \n]+")
_LETTERS = re.compile(r"[a-z]+")


def _pattern() -> str:
    """All words as one pattern: none has a fixed letter to filter by, so one pass must do."""
    spelled = (_PARTED.join(f"[{re.escape(_TWINS[letter])}]+" for letter in word) for word in WORDS)
    return rf"(?:\b|\A|[\s\"'(]){_LEFT}(?:{'|'.join(spelled)}){_ENDING}"


def _disguised(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """The words in disguise: plainly written ones are left to phrases."""
    text = page.text
    allowed = options.get("allow", ())
    for begin, end in hits:
        start = begin
        while start < end and not (text[start].isalnum() or text[start] in "@$("):
            start += 1
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        token = text[start:end]
        if token not in allowed and _is_disguise(token):
            yield Found(start, end)


def _is_disguise(token: str) -> bool:
    """Say whether a match is one word in disguise, and neither plain letters nor pieces of several words."""
    chunks = [chunk for chunk in _CHUNK.split(token) if chunk]
    if len(chunks) == 1:
        if _LETTERS.fullmatch(token):
            return not any(
                word in token for word in WORDS
            )  # said with all its letters once: a phrase finds it
        return sum(character.isalpha() for character in token) >= 2
    single = [chunk for chunk in chunks if len(set(chunk)) == 1]
    return len(single) >= 3 and len(single) >= len(chunks) - 1


DETECTORS = (
    Detector(
        "disguised_profanity",
        "profanity written with figures, marks, blanks, an emoji or stretched letters",
        _disguised,
        {"allow": list},
        patterns=(_pattern(),),
    ),
)
