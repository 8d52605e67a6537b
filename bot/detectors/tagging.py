"""A page as words and their classes: one letter a word (see ``words_frame``), sentences parted by ``|``."""

import re
from typing import NamedTuple

from bot.detectors.hashtag_words import WORDS
from bot.detectors.words_frame import CLASS_OF
from bot.detectors.words_people import AMBIGUOUS_NAMES, FIRST_NAMES
from bot.language import COMMON
from bot.page import Page

_TOKEN = re.compile(
    r"([a-z]++(?![\w'-])|"  # most words: the general form costs a fifth more
    r"[^\W\d_][\w']*(?:-[\w']+)*|\d+(?:[-.,:/]+[\dA-Za-z]+)*|[.!?…\n]+|[,;:()\"]|[#@]\w[\w.]*\w|\x01+) ?"
)
"""A word, with the blank behind it: a search that begins at a blank tries every kind of word in vain."""
_LINK = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.]*|https?://\S+|\b[A-Za-z][\w-]*\.[a-z]{2,8}/[\w/-]+")
CARING_TAG = re.compile(
    r"#(?:pray|help|heal|save|team|stand|justice|hope|love|fight|fly|rip|for|bring|find)\w+|"
    r"#\w+(?:strong|fund|journey|fight|walk|warrior)\b"
)
"""A hashtag that speaks up for somebody, and so names them."""
_LONG_AGO = re.compile(r"1[5-8]\d\d|19[0-5]\d")
_PHONE = re.compile(r"\d{3}[-.]\d{4}")
_SHORTENED = "there's here's what's that's who's where's how's she's he's let's we're they're you're".split()
_ENDINGS = ".!?…\n"
_PAUSES = ',;:()"'


UNREAD = ""
"""Stands for a word whose class hangs on its shape or on the word before it."""


class _Known(dict[str, str]):
    """Classes by word; a plain word that is not listed has none, any other one wants a second look."""

    def __missing__(self, word: str) -> str:
        return "." if word.islower() and word.isalpha() else UNREAD


class Tagged(NamedTuple):
    """Letters, one a word, and the words as they stand on the page."""

    letters: str
    words: list[str]
    source: str

    def spans(self) -> list[tuple[int, int]]:
        """Where each letter's word stands; only worked out when something is to be pointed at."""
        return [match.span(1) for match in _TOKEN.finditer(self.source)]


def tag(page: Page) -> Tagged:
    """Read every word's class. Words of no class are ``.``; what ends a sentence is ``|``."""
    source = page.typed
    if "@" in source or "/" in source:
        source = _LINK.sub(lambda match: "\x01" * len(match[0]), source)
    words = _TOKEN.findall(source)
    letters = list(map(_KNOWN.__getitem__, words))
    at = -1
    for _ in range(letters.count(UNREAD)):
        at = letters.index(UNREAD, at + 1)
        last, before = (letters[at - 1], words[at - 1]) if at else ("|", "")
        letters[at] = _class_of(words[at], last, before)
    return Tagged("".join(letters), words, source)


def _class_of(word: str, last: str, before: str) -> str:
    head = word[0]
    if head in _ENDINGS:
        return "," if word == "." and (last in "DH" or (len(before) == 1 and before.isupper())) else "|"
    if head.isdigit():
        return _number(word)
    if head in "#@\x01":
        return (
            "@" if head == "@" else "&" if head == "\x01" else "#" if CARING_TAG.match(word.lower()) else "."
        )
    low = word.lower()
    capital = head.isupper()
    named = capital and last != "|"
    if named and low in AMBIGUOUS_NAMES:
        return "N"
    if any(c.isdigit() for c in word) and len(word) > 4 and low != "covid-19":
        return "="
    found = CLASS_OF.get(low)
    if found is not None:
        return found
    if low.endswith(("'s", "s'")):
        return _owner(low[:-2] if low.endswith("'s") else low[:-1], named)
    if "-" in low:
        first, final = low.split("-", 1)[0], low.rsplit("-", 1)[1]
        return (
            "0" if final == "old" else CLASS_OF.get(final) or CLASS_OF.get(first) or ("U" if named else ".")
        )
    if low in FIRST_NAMES and (capital or low not in AMBIGUOUS_NAMES):
        return "N"
    return "U" if named and not word.isupper() else "."


def _owner(base: str, named: bool) -> str:
    found = CLASS_OF.get(base)
    if found is not None:
        return "'" if found in "KMOPNH" else '"' if found in "SD" else found
    return "'" if base in FIRST_NAMES or named else "."


def _number(word: str) -> str:
    """A small count, an age past 89, a time of day, a year long past, a phone, a code, or just a figure."""
    if word.isdigit():
        if len(word) < 3:
            return "*" if word >= "90" and len(word) == 2 else "Z"
        if len(word) == 3:
            return "*" if word < "115" else "%"
        return "~" if _LONG_AGO.fullmatch(word) else "=" if len(word) > 5 else "%"
    if ":" in word:
        return "\u00b0"
    if _PHONE.fullmatch(word):
        return "^"
    if word.count(".") == 3:
        return "&"
    if "-" not in word:
        return "%"
    age, tail = word.split("-", 1)[0], word.rsplit("-", 1)[1]
    if tail.lower() == "old":
        return "*" if age.isdigit() and 90 <= int(age) < 115 else "0"
    return "Z" if tail.isalpha() or len(word) < 6 or age in {"19", "20"} else "="


def _exactly() -> _Known:
    """Words in the case in which they can be read without a second look."""
    known = _Known(CLASS_OF)
    for name in FIRST_NAMES - AMBIGUOUS_NAMES:
        known.setdefault(name, "N")
        known.setdefault(name.capitalize(), "N" if CLASS_OF.get(name, "N") == "N" else CLASS_OF[name])
    for word, letter in CLASS_OF.items():
        if word not in AMBIGUOUS_NAMES and word.replace("'", "").isalpha():
            known.setdefault(word.capitalize(), letter)
    for mark in _PAUSES:
        known[mark] = ","
    for mark in ("!", "?", "\n", ".\n", ".\n\n", "..", "...", "!!", "!\n", "?\n", "…"):
        known[mark] = "|"
    for word in (*COMMON, *WORDS, *_SHORTENED, *map(str, range(1_000))):
        known.setdefault(word, _class_of(word, "", ""))
    return known


_KNOWN = _exactly()
