"""Which signs stand in a sentence, as one number with a bit for each sign.

Sets of names cost half as much again, and most drafts only need to hear that nothing is there.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import or_
from typing import NamedTuple

from bot.detectors.signs import CARE, GUARDS, LETTERS, PEOPLE, SIGNS

SOMEBODY, CARED_FOR, TIE = "people?", "care?", "tie"
"""Somebody is spoken of, care is, and both in one sentence."""

NAMES = (*LETTERS, *SIGNS, SOMEBODY, CARED_FOR, TIE)
_BIT = {name: 1 << at for at, name in enumerate(NAMES)}
_ALL = (1 << len(NAMES)) - 1


def bits(names: AbstractSet[str]) -> int:
    """The number that stands for the signs called ``names``; what is no sign is left out."""
    return sum(_BIT[name] for name in _BIT.keys() & names)


def names(signs: int) -> set[str]:
    """What the signs of ``signs`` are called."""
    return {NAMES[bit.bit_length() - 1] for bit in _each(signs)}


def _each(signs: int) -> Iterator[int]:
    while signs:
        lowest = signs & -signs
        yield lowest
        signs ^= lowest


_PEOPLE, _CARE = bits(PEOPLE), bits(CARE)
_SOMEBODY, _CARED_FOR, _TIE = _BIT[SOMEBODY], _BIT[CARED_FOR], _BIT[TIE]


class Wanted(NamedTuple):
    """Signs to look for. ``wakes`` says what a letter makes possible, in three numbers side by side.

    The signs that it is; the patterns of whose first set of guards it is one; those of whose second. Only a
    pattern that a sentence has a letter of both sets for is asked: one or two of sixty.
    """

    wakes: Mapping[str, int]
    patterns: Mapping[int, Callable[[str], object]]

    @classmethod
    def of(cls, wanted: AbstractSet[str]) -> "Wanted":
        """The signs called ``wanted``."""
        wakes: dict[str, int] = {}
        for name, letter in LETTERS.items():
            if name in wanted:
                wakes[letter] = wakes.get(letter, 0) | _BIT[name]
        asked = [name for name in SIGNS if name in wanted]
        for name in asked:
            first, *others = GUARDS[name]
            for place, letters in enumerate((first, *(others or (first,))), start=1):
                for letter in letters:
                    wakes[letter] = wakes.get(letter, 0) | _BIT[name] << place * len(NAMES)
        return cls(wakes, {_BIT[name]: re.compile(SIGNS[name]).search for name in asked})

    def signs(self, letters: str) -> int:
        """The signs of one sentence by itself."""
        seen = 0
        wakes = self.wakes
        for letter in wakes.keys() & set(letters):
            seen |= wakes[letter]
        found = seen & _ALL
        possible = (seen >> len(NAMES)) & (seen >> 2 * len(NAMES))
        while possible:
            bit = possible & -possible
            possible ^= bit
            if self.patterns[bit](letters):
                found |= bit
        if found & _PEOPLE:
            found |= _SOMEBODY | _TIE if found & _CARE else _SOMEBODY
        return found | _CARED_FOR if found & _CARE else found


def anywhere(alone: Sequence[int]) -> tuple[str, int, int]:
    """How long a draft is, in a word, and the signs that stand in it once or more, and twice or more."""
    once = twice = 0
    for signs in alone:
        twice |= once & signs
        once |= signs
    size = "one" if len(alone) == 1 else "few" if len(alone) <= 3 else "many" if len(alone) > 8 else "some"
    return size, once, twice


class Weights:
    """What each sign weighs in a sentence that has one sign of each of the sets ``beside``."""

    __slots__ = ("_by_bit", "_needed", "touched")

    def __init__(self, weights: Mapping[str, float], *beside: AbstractSet[str]) -> None:
        self._by_bit = {_BIT[name]: weight for name, weight in weights.items() if name in _BIT}
        self._needed = tuple(bits(names) for names in beside)
        self.touched = reduce(or_, (*self._by_bit, *self._needed), 0)
        """The signs that may change the sum."""

    def sum(self, signs: int) -> float:
        """What ``signs`` weigh together."""
        if not all(signs & needed for needed in self._needed):
            return 0.0
        return sum(weight for bit, weight in self._by_bit.items() if signs & bit)


class Sums(dict[int, float]):
    """What signs weigh together, by those of them that are ``weighty``; a sum is worked out once.

    Few signs of a sentence have a weight, so the same few sums come again and again.
    """

    MOST = 4_096
    """A hostile draft may not fill the memory."""

    def __init__(self, *weights: Weights) -> None:
        super().__init__()
        self._weights = weights
        self.weighty = reduce(or_, (each.touched for each in weights))

    def __missing__(self, signs: int) -> float:
        total = sum(weights.sum(signs) for weights in self._weights)
        if len(self) < self.MOST:
            self[signs] = total
        return total
