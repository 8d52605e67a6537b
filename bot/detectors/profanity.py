"""Profanity in its disguises: leetspeak, spacing, stretched letters, masks; not the words that contain it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_LEET = str.maketrans(
    {"0": "o", "1": "i", "!": "i", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t", "+": "t"}
)
_TOKEN = re.compile(r"[a-z0-9@$!+*#%&_'-]+")
_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9@$!*][ ._*-]){2,}[a-z0-9@$!*](?![a-z0-9])")
_STRETCHED = re.compile(r"([a-z])\1+")
_MASK = re.compile(r"[*#%&_@$!-]")


def _disguised(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Words of ``words`` written with figures, marks, blanks or stretched letters.

    ``words`` are stems without disguise; a token must equal one, or one with a usual ending.
    """
    words = frozenset(options["words"])
    text = page.text
    for match in _TOKEN.finditer(text):
        token = match[0].strip("-'!_*#&+")
        if token.isalpha() and _STRETCHED.search(token) is None:
            continue  # plain words are the business of phrases
        if any(c.isalpha() for c in token) and _reads_as(token.translate(_LEET), words):
            yield Found(match.start(), match.end())
    for match in _SPACED.finditer(text):
        letters = re.sub(r"[ ._*-]", "", match[0])
        if _reads_as(letters.translate(_LEET), words):
            yield Found(match.start(), match.end())


def _reads_as(token: str, words: frozenset[str]) -> bool:
    letters = re.sub(r"[^a-z]", "", token)
    if _known(letters, words):
        return True
    return _known(_STRETCHED.sub(r"\1", letters), words)


def _known(letters: str, words: frozenset[str]) -> bool:
    if letters in words:
        return True
    return any(
        letters.endswith(end) and letters[: -len(end)] in words for end in ("s", "ing", "ed", "er", "in", "y")
    )


def _masked(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Words of ``words`` with letters masked by stars or dashes: ``f***``, ``s--t``."""
    words = tuple(options["words"])
    for match in _TOKEN.finditer(page.text):
        token = match[0].strip("'")
        stars = len(_MASK.findall(token))
        if stars and token[0].isalpha() and stars < len(token) and _fits(token, words):
            yield Found(match.start(), match.end())


def _fits(token: str, words: tuple[str, ...]) -> bool:
    """A masked token fits a word of its length whose visible letters agree."""
    for word in words:
        for ending in ("", "s", "ing", "ed", "er", "y"):
            whole = word + ending
            if len(whole) == len(token) and all(
                _MASK.match(c) or c == w for c, w in zip(token, whole, strict=True)
            ):
                return sum(not _MASK.match(c) for c in token) >= 1
    return False


DETECTORS = (
    Detector(
        "disguised_profanity",
        "profanity written with figures, blanks or stretched letters",
        _disguised,
        {"words": list},
    ),
    Detector(
        "masked_profanity",
        "profanity with letters masked",
        _masked,
        {"words": list},
        patterns=(r"[a-z][*#%&_@$!-]",),
    ),
)
