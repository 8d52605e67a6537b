"""How the local reader looks at a text: sentences in windows, words in buckets, spans in whole words."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from zlib import crc32

from bot.model import Span

SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*\s+|\n+")
WORDS: Final = re.compile(r"[\w'’]+|[^\w\s]")
WORD_CHARACTER: Final = re.compile(r"[\w'’@#&$%+-]")
WORD_BUCKETS: Final = 1 << 18
LONGEST_WORD: Final = 100


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


def word_features(kind: str, context: str, text: str) -> list[int]:
    """Buckets of the words, pairs and pairs with a gap of ``text``, and of words of ``context``."""
    words, told = WORDS.findall(text.lower()), WORDS.findall(context.lower())
    names = {f"k:{kind}", *words, *(f"c:{word}" for word in told)}
    names.update(f"{one}_{two}" for one, two in pairwise(words))
    names.update(f"{one}__{two}" for one, two in zip(words, words[2:], strict=False))
    names.update(f"c:{one}_{two}" for one, two in pairwise(told))
    return sorted({crc32(name.encode("utf-8", "replace")) % WORD_BUCKETS for name in names})


def word_scores(
    weights: memoryview, features: Sequence[int], scales: tuple[float, float]
) -> tuple[float, float]:
    """What the linear model over words says of block and of any trouble: two tables in a row."""
    length = math.sqrt(len(features))
    block = sum(weights[at] for at in features) * scales[0] / length
    return block, sum(weights[WORD_BUCKETS + at] for at in features) * scales[1] / length


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
