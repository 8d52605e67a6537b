"""What a text says that its sources do not: a name, a number, a day, a condition, a link, a contact.

A model that writes well also makes things up. What it adds of these kinds is refused, whatever it means. A
word that nobody knows is refused, too: it may be anybody's name, in small letters or in another script.
"""

import re
from collections.abc import Iterable, Iterator

from bot.detectors.words_care import CONDITIONS, DRUGS, PROCEDURES
from bot.echoes import PARTICULAR
from bot.identifying import identifiers
from bot.identifying_names import is_plain
from bot.identifying_shapes import Type
from bot.model import Draft
from bot.page import Page
from bot.redaction import holds_placeholder

RUN = 6
"""So many words in a row, taken over from the instructions, are the instructions'."""

_CODE_OF = {
    Type.PERSON: "name",
    Type.NAME: "name",
    Type.PLACE: "name",
    Type.DATE: "date",
    Type.AGE: "number",
    Type.NUMBER: "number",
    Type.PHONE: "contact",
    Type.EMAIL: "contact",
    Type.HANDLE: "contact",
    Type.ADDRESS: "contact",
    Type.LINK: "link",
}
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LINK_LIKE = re.compile(r"\S*(?:://|www\.|@)\S*|\b[\w-]+\.[a-z]{2,8}/\S*")
_NUMBER_WORDS = frozenset(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
    thousand thousands million millions billion dozen dozens twice half percent double triple""".split()
)
_DAY_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february april june july august
    september october november december yesterday today tomorrow tonight noon
    midnight""".split()
)
_CONDITION_WORDS = (CONDITIONS | DRUGS | PROCEDURES | PARTICULAR) - {
    "treatment",
    "treatments",
    "recovery",
    "ms",
    "od",
    "pe",
}


def added(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The kinds of things that ``text`` adds to ``sources``, as codes in a fixed order; empty for none."""
    said = Page(Draft("\n".join(sources))).text
    known, page = _words(said), Page(Draft(text))
    found = {*_strangers(page, known, said), *_strange_words(page, known)}
    if holds_placeholder(text):
        found.add("placeholder")
    return tuple(sorted(found))


def repeats(text: str, instructions: str, sources: Iterable[str] = ()) -> bool:
    """Say whether ``text`` gives away ``instructions``: a run of their words that no source has."""
    theirs = _runs(instructions) - {run for source in sources for run in _runs(source)}
    return not theirs.isdisjoint(_runs(text))


def _strangers(page: Page, known: frozenset[str], said: str) -> Iterator[str]:
    """Identifiers that no source has: names word by word, ways to reach somebody as a whole."""
    for item in identifiers(page):
        words, code = page.text[item.start : item.end], _CODE_OF[item.type]
        if words not in said and (code in {"contact", "link"} or not _words(words) <= known):
            yield code
    for match in _LINK_LIKE.finditer(page.text):
        if match[0].rstrip(".,;:!?)") not in said:
            yield "link"


def _strange_words(page: Page, known: frozenset[str]) -> Iterator[str]:
    for word in _words(page.text) - known:
        if word.removesuffix("s") in known:
            continue
        if any(c.isdigit() for c in word) or word in _NUMBER_WORDS:
            yield "number"
        elif word in _DAY_WORDS:
            yield "date"
        elif word in _CONDITION_WORDS:
            yield "condition"
    for word in set(_WORD.findall(page.text)) - known:
        if word.isalpha() and not is_plain(word):
            yield "word"


def _words(text: str) -> frozenset[str]:
    """Small words, their compounds' parts, and both numbers of a noun."""
    folded = Page(Draft(text)).text
    found = set(_WORD.findall(folded))
    found |= {part for word in found for part in re.split(r"['-]", word)}
    found |= {word.removesuffix("'s") for word in found}
    return frozenset(found | {word[:-1] for word in found if word.endswith("s") and len(word) > 3})


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(Page(Draft(text)).text)
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
