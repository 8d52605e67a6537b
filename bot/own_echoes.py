"""Which words of a complaint a person's own answer may not repeat, and which of care it may not add.

People answer in the words of the question: results, the therapy desk, a flu clinic. A name comes back as a
name, a procedure as one person's, a run of words as the writer's; the rest is what everybody says. Worse than
an echo is what the review did not tell: "the margins came back clear".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.detectors.words_care import CONDITIONS, DRUGS, PROCEDURES
from bot.echoes import LONGEST, PARTICULAR, WORD, runs
from bot.model import Draft
from bot.page import Page
from bot.policy_talk import of_everybody

_QUOTED = re.compile(r'"([^"\n]{1,200})"')
_PUBLIC = frozenset(
    """medicare medicaid hipaa spanish english french chinese deaf america american google yelp facebook
    covid""".split()
)
"""Written with a capital, and nobody's name."""
_QUOTED_RUN = 3
"""So many words of a quotation in a row are the writer's."""


_OF_PEOPLE_AND_HOUSE = frozenset(
    """mother mom mum father dad husband wife son daughter baby brother sister grandmother grandma
    grandfather grandpa uncle aunt appointment appointments visit visits account chart charts lab labs
    wheelchair cleaning session sessions invoice balance medicine treatment treatments wound teeth""".split()
)
"""Particular where a review has them; said of the house, or as an image, where it has not."""
_OF_CARE = frozenset({*CONDITIONS, *DRUGS, *PROCEDURES, *PARTICULAR}) - _OF_PEOPLE_AND_HOUSE


def own_echoes(page: Page, complaint: str) -> Iterator[tuple[str, int, int]]:
    """The words of ``complaint`` that ``page`` repeats and should not, each with its place on the page."""
    theirs = _page(complaint)
    words = [(match[0], *match.span()) for match in WORD.finditer(page.text)]
    said = frozenset(WORD.findall(theirs.text))
    names = _names(theirs)
    for word, start, end in words:
        bare = word.removesuffix("'s")
        if word in said and word in PARTICULAR and not of_everybody(page, start, end):
            yield word, start, end
        elif bare in names:
            yield bare, start, end
    yield from _runs(words, theirs.text[:LONGEST])


def told(page: Page, complaint: str) -> Iterator[tuple[str, int, int]]:
    """What ``page`` tells of one person's care beyond the review, each with its place."""
    said = frozenset(WORD.findall(_page(complaint).text))
    for match in WORD.finditer(page.text):
        word = match[0].removesuffix("'s")
        forms = {word, word.removesuffix("s"), f"{word}s"}
        if word in _OF_CARE and said.isdisjoint(forms) and not of_everybody(page, *match.span()):
            yield word, *match.span()


@lru_cache(maxsize=4)
def _page(text: str) -> Page:
    return Page(Draft(text))


def _names(page: Page) -> frozenset[str]:
    """The words of names in a complaint: of people, streets, teams."""
    from bot.identifying_names import named  # noqa: PLC0415 - its words are needed for an own answer alone

    found = {
        word.removesuffix("'s")
        for start, end, _ in named(page)
        for word in WORD.findall(page.text[start:end])
        if len(word) > 1
    }
    return frozenset(found - _PUBLIC)


def _runs(words: list[tuple[str, int, int]], complaint: str) -> Iterator[tuple[str, int, int]]:
    mine = [word for word, _, _ in words]
    quoted = [WORD.findall(match[1]) for match in _QUOTED.finditer(complaint)]
    for at, length in (*runs(mine, WORD.findall(complaint)), *_of(mine, quoted)):
        yield " ".join(mine[at : at + length]), words[at][1], words[at + length - 1][2]


def _of(mine: list[str], quoted: list[list[str]]) -> Iterator[tuple[int, int]]:
    for theirs in quoted:
        yield from runs(mine, theirs, _QUOTED_RUN)
