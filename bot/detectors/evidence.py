"""How much a sentence speaks of somebody in care: named signs over class letters, weighed and added.

A sign is something a person can be told ("somebody singled out", "a part of their body"). Signs that speak
against it (staff, the author, people in general, invention, permission) weigh less than nothing. The sum is
in log-odds; a rule sets how much is enough. The weights are in ``evidence_weights``.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from bot.detectors.authorization import standing
from bot.detectors.evidence_weights import BIAS, WEIGHTS
from bot.detectors.signs import ABOUT_ME, CARE, PEOPLE, STAFFED, TIED
from bot.detectors.spotting import SOMEBODY, Sums, Wanted, Weights, anywhere, names
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


@dataclass(eq=False)
class Evidence:
    """What a page's sentences add up to, what is on file, and the words they are made of."""

    tagged: Tagged
    parts: list[tuple[int, int, str]]
    alone: list[int]
    scores: list[float]
    stands: str
    best: float

    @cached_property
    def sentences(self) -> tuple[Weighed, ...]:
        """All sentences, weighed; put together once, for the few drafts that are looked at further."""
        return tuple(
            Weighed(first, last, letters, names(signs), score)
            for (first, last, letters), signs, score in zip(self.parts, self.alone, self.scores, strict=True)
        )


PREFIXES = ("<", ">", "d2:", "d:", "t:", "p:", "f:", "me:", "file:")


def _by(prefix: str) -> dict[str, float]:
    return {name.removeprefix(prefix): weight for name, weight in WEIGHTS.items() if name.startswith(prefix)}


_SIZE = {name: weight for name, weight in WEIGHTS.items() if not name.startswith(PREFIXES)}
_FILE = _by("file:")
_ANYWHERE, _TWICE = Sums(Weights(_by("d:"))), Sums(Weights(_by("d2:")))
_BEFORE, _AFTER = Sums(Weights(_by("<"))), Sums(Weights(_by(">")))
_ITSELF = Sums(
    Weights(_SIZE),
    Weights(_by("p:"), {SOMEBODY}),
    Weights(_by("t:"), {SOMEBODY}, TIED),
    Weights(_by("f:"), STAFFED),
    Weights(_by("me:"), ABOUT_ME),
)
_WEIGHTY = reduce(or_, (sums.weighty for sums in (_ANYWHERE, _TWICE, _BEFORE, _AFTER, _ITSELF)))

WANTED = Wanted.of(PEOPLE | CARE | names(_WEIGHTY))
"""Only signs that some weight or family asks for are looked for."""

_NO_MORE = (1 << 60, "")


def _score(alone: list[int], stands: str) -> list[float]:
    """What the signs of each sentence add up to in its surroundings.

    Rounded, because floats add up differently in another order: a score that meets a rule's bar exactly must
    meet it every time.
    """
    size, once, twice = anywhere(alone)
    shared = BIAS + _FILE.get(stands, 0.0) + _SIZE.get(size, 0.0)
    shared += _ANYWHERE[once & _ANYWHERE.weighty] + _TWICE[twice & _TWICE.weighty]
    itself, before, after = _ITSELF.weighty, _BEFORE.weighty, _AFTER.weighty
    return [
        round(shared + _ITSELF[signs & itself] + _BEFORE[last & before] + _AFTER[following & after], 4)
        for signs, last, following in zip(alone, (0, *alone), (*alone[1:], 0), strict=False)
    ]


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
    scores = _score(alone, stands)
    evidence = Evidence(tagged, parts, alone, scores, stands, max(scores, default=-99.0))
    page.notes["evidence"] = evidence
    return evidence
