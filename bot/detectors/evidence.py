"""How much a sentence speaks of somebody in care: named signs over class letters, weighed and added.

A sign is something a person can be told ("somebody singled out", "a part of their body"). Signs that speak
against it (staff, the author, people in general, invention, permission) weigh less than nothing. The sum is
in log-odds; a rule sets how much is enough. The weights are in ``evidence_weights``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from bot.detectors.authorization import standing
from bot.detectors.evidence_weights import BIAS, WEIGHTS
from bot.detectors.signs import ABOUT_ME, CARE, GUARDS, LETTERS, PEOPLE, SIGNS, STAFFED, TIED
from bot.detectors.tagging import Tagged, tag
from bot.detectors.turns_of_phrase import marks
from bot.page import Page


class Weighed(NamedTuple):
    """A sentence as words ``first`` to ``last`` (excluded), its signs and what they add up to."""

    first: int
    last: int
    letters: str
    signs: AbstractSet[str]
    score: float


class Evidence(NamedTuple):
    """What a page's sentences add up to, what is on file, and the words they are made of."""

    tagged: Tagged
    parts: list[tuple[int, int, str]]
    alone: list[set[str]]
    scores: list[float]
    stands: str
    best: float

    @property
    def sentences(self) -> tuple[Weighed, ...]:
        """All sentences, weighed; put together only for the few drafts that are looked at further."""
        return tuple(
            Weighed(first, last, letters, signs, score)
            for (first, last, letters), signs, score in zip(self.parts, self.alone, self.scores, strict=True)
        )


PREFIXES = ("<", ">", "d2:", "d:", "t:", "p:", "f:", "me:", "file:")


def _by(prefix: str) -> dict[str, float]:
    return {name.removeprefix(prefix): weight for name, weight in WEIGHTS.items() if name.startswith(prefix)}


_ALONE = {name: weight for name, weight in WEIGHTS.items() if not name.startswith(PREFIXES)}
_BEFORE, _AFTER, _ANYWHERE, _TWICE = _by("<"), _by(">"), _by("d:"), _by("d2:")
_TIED, _BESIDE, _STAFFED, _MINE, _FILE = _by("t:"), _by("p:"), _by("f:"), _by("me:"), _by("file:")
_ASKED = PEOPLE | CARE | TIED | STAFFED | ABOUT_ME
for _table in (_ALONE, _BEFORE, _AFTER, _ANYWHERE, _TWICE, _TIED, _BESIDE, _STAFFED, _MINE):
    _ASKED |= _table.keys()


class Wanted(NamedTuple):
    """Signs to look for: by letter, and by pattern; ``wakes`` says which patterns a letter makes possible.

    A pattern is a bit of two numbers a letter: whether it is of the first, of the second set without which
    the pattern cannot stand. So a sentence asks four patterns of sixty.
    """

    letters: dict[str, str]
    patterns: tuple[tuple[str, Callable[[str], object]], ...]
    wakes: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, names: AbstractSet[str]) -> "Wanted":
        """The signs called ``names``."""
        wanted = [name for name in SIGNS if name in names]
        letters = {letter: name for name, letter in LETTERS.items() if name in names}
        patterns = tuple((name, re.compile(SIGNS[name]).search) for name in wanted)
        return cls(letters, patterns, _wakes(wanted))


def _wakes(wanted: Sequence[str]) -> dict[str, tuple[int, int]]:
    wakes: dict[str, tuple[int, int]] = {}
    for index, name in enumerate(wanted):
        first, *others = GUARDS[name]
        second = others[0] if others else first
        for letter in {*first, *second}:
            one, other = wakes.get(letter, (0, 0))
            wakes[letter] = (one | (letter in first) << index, other | (letter in second) << index)
    return wakes


_WANTED = Wanted.of(_ASKED)
"""Only signs that some weight or family asks for are looked for."""


def signs_of(letters: str, wanted: Wanted = _WANTED) -> set[str]:
    """The signs of one sentence by itself."""
    seen = set(letters)
    found = {wanted.letters[letter] for letter in wanted.letters.keys() & seen}
    first = second = 0
    for letter in wanted.wakes.keys() & seen:
        one, other = wanted.wakes[letter]
        first |= one
        second |= other
    possible = first & second
    while possible:
        name, search = wanted.patterns[possible.bit_length() - 1]
        possible ^= 1 << possible.bit_length() - 1
        if search(letters):
            found.add(name)
    people, care = not found.isdisjoint(PEOPLE), not found.isdisjoint(CARE)
    if people:
        found.add("people?")
    if care:
        found.add("care?")
        if people:
            found.add("tie")
    return found


def anywhere(alone: Sequence[AbstractSet[str]]) -> tuple[str, set[str], set[str]]:
    """How long a draft is, in a word, and the signs that stand in it once or more, and twice or more."""
    once: set[str] = set()
    twice: set[str] = set()
    for signs in alone:
        twice |= once & signs
        once |= signs
    size = "one" if len(alone) == 1 else "few" if len(alone) <= 3 else "many" if len(alone) > 8 else "some"
    return size, once, twice


def _shared(alone: list[set[str]], stands: str) -> float:
    """What is the same for every sentence: what is on file, the length, signs anywhere in the draft."""
    size, once, twice = anywhere(alone)
    shared = BIAS + _FILE.get(stands, 0.0) + _ALONE.get(size, 0.0)
    return shared + _added(_ANYWHERE, once) + _added(_TWICE, twice)


def _score(alone: list[set[str]], stands: str) -> Iterator[float]:
    """What the signs of each sentence add up to in its surroundings.

    Rounded, because sets have no order and floats add up differently in another: a score that meets a rule's
    bar exactly must meet it every time.
    """
    shared = _shared(alone, stands)
    nothing: AbstractSet[str] = frozenset()
    for at, signs in enumerate(alone):
        score = shared + _added(_ALONE, signs)
        if "people?" in signs:
            score += _added(_BESIDE, signs)
            if not signs.isdisjoint(TIED):
                score += _added(_TIED, signs)
        if not signs.isdisjoint(STAFFED):
            score += _added(_STAFFED, signs)
        if not signs.isdisjoint(ABOUT_ME):
            score += _added(_MINE, signs)
        score += _added(_BEFORE, alone[at - 1] if at else nothing)
        yield round(score + _added(_AFTER, alone[at + 1] if at + 1 < len(alone) else nothing), 4)


def _added(weights: Mapping[str, float], signs: AbstractSet[str]) -> float:
    """The weights of those ``signs`` that have one."""
    return 0.0 if signs.isdisjoint(weights) else sum([weights[name] for name in weights.keys() & signs])


def sentences(tagged: Tagged) -> list[tuple[int, int, str]]:
    """First and last word of each sentence, and its letters with the marks of its turns of phrase."""
    found: list[tuple[int, int, str]] = []
    words = [word.lower() for word in tagged.words] if tagged.source.isupper() else tagged.words
    letters = tagged.letters
    start = 0
    while start < len(letters):
        end = letters.find("|", start)
        end = len(letters) if end < 0 else end
        if end > start:
            found.append((start, end, letters[start:end] + marks(words[start:end])))
        start = end + 1
    return found


def weigh(page: Page) -> Evidence:
    """Weigh every sentence of ``page``; worked out once a page."""
    known = page.notes.get("evidence")
    if isinstance(known, Evidence):
        return known
    tagged = tag(page)
    stands = standing(page.draft)
    parts = sentences(tagged)
    alone = [signs_of(letters) for _, _, letters in parts]
    scores = list(_score(alone, stands))
    evidence = Evidence(tagged, parts, alone, scores, stands, max(scores, default=-99.0))
    page.notes["evidence"] = evidence
    return evidence
