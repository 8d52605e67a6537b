"""What another wording keeps of the author: words in their order, yes or no, and what is said at all."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from bot.echoes import LITTLE
from bot.model import Draft
from bot.page import Page

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NEGATIONS = frozenset(
    """no not never none nothing nobody nor neither without cannot can't don't doesn't didn't isn't aren't
    wasn't weren't won't wouldn't shouldn't couldn't hasn't haven't hadn't mustn't""".split()
)
_EMPTY = frozenset(
    """a an the any all to of it that be been am is are was were do does did can could will would shall should
    may might must have has had ever just""".split()
)
"""Words that a "not" comes and goes with."""


def turns(before: str, after: str) -> bool:
    """Say whether ``after`` leaves out or adds a "not" with nothing around it, and is the opposite then."""
    old, new = words_of(before), words_of(after)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return any(_negates(old[a:b], new[c:d]) for kind, a, b, c, d in changes if kind != "equal")


def _negates(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Say whether of two runs of words one says no, and neither says anything else."""
    if any(word not in _NEGATIONS | _EMPTY for word in (*gone, *come)):
        return False
    return _NEGATIONS.isdisjoint(gone) != _NEGATIONS.isdisjoint(come)


def says_more(before: str, after: str, allowed: str = "") -> bool:
    """Say whether ``after`` has a sentence of its own that replaces no other and is not ``allowed``."""
    strange = _without(after, f"{before}\n{allowed}", 1 / 3)
    return strange > 0 and strange > _without(before, after, 1 / 2)


def _without(text: str, other: str, share: float) -> int:
    """How many sentences of ``text`` have too few of their words, little ones aside, from ``other``."""
    known, page = set(words_of(other)), Page(Draft(text))
    starts = page.sentence_starts()
    sentences = (set(_WORD.findall(page.text[a:b])) - LITTLE for a, b in pairwise([*starts, len(page.text)]))
    return sum(len(words & known) < share * len(words) for words in sentences if words)


def kept_words(before: str, after: str) -> float:
    """The share of the words of ``before`` that ``after`` has in the same order, 0 to 1."""
    old, new = words_of(before), words_of(after)
    if not old:
        return 1.0
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(old)


def words_of(text: str) -> list[str]:
    """The words of ``text`` in small letters, in order."""
    return _WORD.findall(Page(Draft(text)).text)
