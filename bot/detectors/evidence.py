"""How much a sentence speaks of somebody in care: named signs over class letters, weighed and added.

A sign is something a person can be told ("somebody singled out", "a part of their body"). Signs that speak
against it (staff, the author, people in general, invention, permission) weigh less than nothing. The sum is
in log-odds; a rule sets how much is enough. The weights are in ``evidence_weights``.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import or_
from typing import NamedTuple

from bot.detectors.authorization import standing
from bot.detectors.evidence_weights import BIAS, WEIGHTS
from bot.detectors.signs import ABOUT_ME, CARE, PEOPLE, STAFFED, TIED
from bot.detectors.spotting import SOMEBODY, Sums, Wanted, anywhere, bits, names
from bot.detectors.tagging import Tagged, tag
from bot.detectors.turns_of_phrase import turns
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
    alone: list[int]
    scores: list[float]
    stands: str
    best: float

    @property
    def sentences(self) -> tuple[Weighed, ...]:
        """All sentences, weighed; put together only for the few drafts that are looked at further."""
        return tuple(
            Weighed(first, last, letters, names(signs), score)
            for (first, last, letters), signs, score in zip(self.parts, self.alone, self.scores, strict=True)
        )


PREFIXES = ("<", ">", "d2:", "d:", "t:", "p:", "f:", "me:", "file:")


def _by(prefix: str) -> dict[str, float]:
    return {name.removeprefix(prefix): weight for name, weight in WEIGHTS.items() if name.startswith(prefix)}


_SIZE = {name: weight for name, weight in WEIGHTS.items() if not name.startswith(PREFIXES)}
_FILE = _by("file:")
_ALONE, _BEFORE, _AFTER = Sums(_SIZE), Sums(_by("<")), Sums(_by(">"))
_ANYWHERE, _TWICE = Sums(_by("d:")), Sums(_by("d2:"))
_TIED, _BESIDE, _STAFFED, _MINE = Sums(_by("t:")), Sums(_by("p:")), Sums(_by("f:")), Sums(_by("me:"))
_TABLES = (_ALONE, _BEFORE, _AFTER, _ANYWHERE, _TWICE, _TIED, _BESIDE, _STAFFED, _MINE)
_IN_A_TIE, _OF_STAFF, _OF_ME, _OF_SOMEBODY = bits(TIED), bits(STAFFED), bits(ABOUT_ME), bits({SOMEBODY})

_NO_MORE = (1 << 60, "")

WANTED = Wanted.of(
    PEOPLE | CARE | TIED | STAFFED | ABOUT_ME | names(reduce(or_, (table.weighty for table in _TABLES)))
)
"""Only signs that some weight or family asks for are looked for."""


def _score(alone: list[int], stands: str) -> Iterator[float]:
    """What the signs of each sentence add up to in its surroundings.

    Rounded, because floats add up differently in another order: a score that meets a rule's bar exactly must
    meet it every time.
    """
    size, once, twice = anywhere(alone)
    shared = BIAS + _FILE.get(stands, 0.0) + _SIZE.get(size, 0.0) + _ANYWHERE.of(once) + _TWICE.of(twice)
    for signs, before, after in zip(alone, (0, *alone), (*alone[1:], 0), strict=False):
        score = shared + _ALONE.of(signs) + _BEFORE.of(before) + _AFTER.of(after)
        if signs & _OF_SOMEBODY:
            score += _BESIDE.of(signs)
            if signs & _IN_A_TIE:
                score += _TIED.of(signs)
        if signs & _OF_STAFF:
            score += _STAFFED.of(signs)
        if signs & _OF_ME:
            score += _MINE.of(signs)
        yield round(score, 4)


def sentences(tagged: Tagged) -> list[tuple[int, int, str]]:
    """First and last word of each sentence, and its letters with the marks of its turns of phrase."""
    words = [word.lower() for word in tagged.words] if tagged.source.isupper() else tagged.words
    found: list[tuple[int, int, str]] = []
    marked = turns(words)
    place, mark = next(marked, _NO_MORE)
    start = 0
    for letters in tagged.letters.split("|"):
        end = start + len(letters)
        marks = ""
        while place < end:
            if mark not in marks:
                marks += mark
            place, mark = next(marked, _NO_MORE)
        if letters:
            found.append((start, end, letters + marks))
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
    alone = [WANTED.signs(letters) for _, _, letters in parts]
    scores = list(_score(alone, stands))
    evidence = Evidence(tagged, parts, alone, scores, stands, max(scores, default=-99.0))
    page.notes["evidence"] = evidence
    return evidence
