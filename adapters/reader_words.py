"""How the local reader looks at a text: sentences in windows, words in buckets, spans in whole words."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Protocol
from zlib import crc32

from bot.model import Span

SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*\s+|\n+")
WORDS: Final = re.compile(r"[\w'’]+|[^\w\s]")
WORD_CHARACTER: Final = re.compile(r"[\w'’@#&$%+-]")
WORD_BUCKETS: Final = 1 << 18
REVIEW_BUCKETS: Final = 1 << 16
"""Fewer than for drafts: reviews have a row for each sign and theme."""
LONGEST_WORD: Final = 100


class Matrix(Protocol):
    """What is used of a numpy array."""

    def tolist(self) -> list[float]:
        """Its numbers."""
        ...

    def sum(self, *, axis: int, dtype: str) -> "Matrix":
        """Its sums along ``axis``."""
        ...

    def __getitem__(self, key: object) -> "Matrix": ...


def windows_of(text: str, offsets: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Ranges of tokens, each at most ``size`` long and ending with a sentence where one ends."""
    starts = [start for start, _ in offsets]
    ends = [bisect_left(starts, match.end()) for match in SENTENCE_END.finditer(text)]
    ends.append(len(offsets))
    made, at, place = [], 0, 0
    while at < len(offsets):
        while place < len(ends) - 1 and ends[place + 1] <= at + size:
            place += 1
        end = ends[place] if at < ends[place] <= at + size else min(at + size, len(offsets))
        made.append((at, end))
        at = end
    return made


def word_features(kind: str, context: str, text: str, buckets: int = WORD_BUCKETS) -> list[int]:
    """Buckets of the words, pairs and pairs with a gap of ``text``, and of words of ``context``."""
    words, told = WORDS.findall(text.lower()), WORDS.findall(context.lower())
    names = {f"k:{kind}", *words, *(f"c:{word}" for word in told)}
    names.update(f"{one}_{two}" for one, two in pairwise(words))
    names.update(f"{one}__{two}" for one, two in zip(words, words[2:], strict=False))
    names.update(f"c:{one}_{two}" for one, two in pairwise(told))
    return sorted({crc32(name.encode("utf-8", "replace")) % buckets for name in names})


@dataclass(frozen=True, slots=True)
class WordTables:
    """Linear models over hashed features, one row a name: small integers and the scale of each row.

    How rare a feature is, where a model counts that, lies in its numbers.
    """

    names: Sequence[str]
    scales: Sequence[float]
    table: Matrix = field(repr=False)

    def scores(self, features: Sequence[int]) -> dict[str, float]:
        """What each row says of a text with ``features``, by name."""
        sums = self.table[:, features].sum(axis=1, dtype="int64").tolist()
        length = math.sqrt(len(features))
        return {
            name: total * scale / length
            for name, total, scale in zip(self.names, sums, self.scales, strict=True)
        }


def snapped(text: str, start: int, end: int) -> Span | None:
    """The range grown to whole words and trimmed of what is no word; ``None`` if nothing is left."""
    low, high = max(0, start - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
    while start > low and WORD_CHARACTER.match(text[start - 1]) and WORD_CHARACTER.match(text[start]):
        start -= 1
    while end < high and WORD_CHARACTER.match(text[end]) and WORD_CHARACTER.match(text[end - 1]):
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
