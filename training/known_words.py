"""Which words are known: written from the training texts into ``bot/known_words.py``.

``python -m training.known_words``. A word is known when two texts have it in small letters, and twice as many
as have it with a capital inside a sentence. It is rare when one text has it and the reader has it whole. An
acronym stands in capitals alone in three texts.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill

from bot.detectors.words_people import AMBIGUOUS_NAMES, FIRST_NAMES
from bot.model import Draft
from bot.page import Page
from training.dataset import Example, load, training_files

LEAST_TEXTS, LEAST_TEXTS_OF_ACRONYM = 2, 3
LONGEST_ACRONYM = 6
NAME = "phi.name"
ROOT = Path(__file__).parent.parent
TARGET = ROOT / "bot" / "known_words.py"
READER = ROOT / "adapters" / "reader_weights" / "tokenizer.json"

_WORD = re.compile(r"(?<![\w#@/.])[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?:\n\"'(*•-])\s*$")
_SHOUTED = 0.5
"""A text with more capitals than that shouts: its capitals make no acronym."""


def counted(examples: Iterable[Example]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """In how many texts a word stands in small letters, with a capital inside a sentence, in capitals alone.

    What a text was marked for as somebody's name counts for nothing.
    """
    small, capital, capitals = Counter[str](), Counter[str](), Counter[str]()
    for example in examples:
        typed = Page(Draft(without_names(example))).typed
        found = {
            (match[0], bool(_BEGINS.search(typed[: match.start()][-4:]))) for match in _WORD.finditer(typed)
        }
        shouts = sum(c.isupper() for c in typed) > _SHOUTED * sum(c.isalpha() for c in typed)
        small.update({word for word, _ in found if word.islower()})
        capital.update({word.lower() for word, begins in found if word[0].isupper() and not begins})
        if not shouts:
            capitals.update(
                {word for word, _ in found if word.isupper() and 2 <= len(word) <= LONGEST_ACRONYM}
            )
    return small, capital, capitals


def known(small: Counter[str], capital: Counter[str], least: int = LEAST_TEXTS) -> list[str]:
    """Words that people use of anything, in at least so many texts."""
    names = FIRST_NAMES - AMBIGUOUS_NAMES
    return sorted(
        word
        for word, count in small.items()
        if word.isascii() and count >= max(least, 2 * capital[word]) and word not in names
    )


def rare(small: Counter[str], capital: Counter[str]) -> list[str]:
    """Words of one text that the reader knows whole: in small letters a word, with a capital maybe a name."""
    whole = set(json.loads(READER.read_bytes())["model"]["vocab"])
    return sorted(whole & set(known(small, capital, 1)) - set(known(small, capital)))


def acronyms(words: list[str], capitals: Counter[str]) -> list[str]:
    """Short words that stand for something, in small letters; what ``words`` has is known anyway."""
    return sorted(
        word.lower()
        for word, count in capitals.items()
        if word.isascii() and count >= LEAST_TEXTS_OF_ACRONYM and word.lower() not in {*FIRST_NAMES, *words}
    )


def without_names(example: Example) -> str:
    """Its text, without what it was marked for as a name."""
    text = example.text
    for mark in example.marks:
        if mark.category == NAME:
            text = text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]
    return text


def module(words: list[str], rarer: list[str], short: list[str]) -> str:
    """The source of the module."""
    return (
        '"""Everyday words of this field, and its acronyms. Written by ``training/known_words.py``."""\n\n'
        f'KNOWN = frozenset(\n    """{wrapped(words)}""".split()\n)\n\n'
        f'RARE = frozenset(\n    """{wrapped(rarer)}""".split()\n)\n\n'
        f'ACRONYMS = frozenset(\n    """{wrapped(short)}""".split()\n)\n'
    )


def wrapped(words: list[str]) -> str:
    """In lines, as the other lists of words are."""
    return fill(" ".join(words), 105, initial_indent="    ", subsequent_indent="    ").strip()


def main() -> None:
    """Write the module."""
    small, capital, capitals = counted(load(training_files()))
    words = known(small, capital)
    TARGET.write_text(module(words, rare(small, capital), acronyms(words, capitals)), "utf-8")


if __name__ == "__main__":
    main()
