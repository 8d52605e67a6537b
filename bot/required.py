"""What a pattern cannot do without: literals that stand in every text which the pattern matches.

RE2 needs microseconds a pattern and draft; one automaton over the literals of all patterns tells which few
are worth asking at all. Only a shape is read off here; whether it matches is RE2's to say.
"""

import re
import re._constants as shape  # the parsed form of a pattern; Python has no public name for it
import re._parser as parser
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick

MOST_LITERALS = 400
"""A pattern that needs one of so many literals needs nothing in particular."""

MOST_WORDINGS = 120
"""Joined parts may read in so many ways; beyond, they are looked for apart."""

MOST_NEEDS = 6
"""Sets of literals kept of one pattern, the most telling first."""

Needs = tuple[frozenset[str], ...]
"""From each set, one literal stands in every match; no sets: nothing in particular is needed."""


def required(pattern: str) -> Needs:
    """Sets of lower-case literals: of each set, one is in every match of ``pattern``.

    The most telling set comes first, as far as its letters tell; ``rarest`` knows better.

    What Python cannot parse (RE2 knows other escapes) needs nothing in particular, and is asked always.
    """
    try:
        parsed = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return ()
    found = {need for need in _of_sequence(parsed) if len(need) <= MOST_LITERALS}
    return tuple(sorted(found, key=lambda need: (_worth(need), sorted(need)), reverse=True)[:MOST_NEEDS])


SENTENCES = 8
"""A draft has about so many: what stands in few sentences may well stand in most drafts."""

COMMON = 0.12
"""A pattern that so many drafts have a literal for is asked of all of them, with its like, in one pass."""

WORTH = 0.05
"""Meeting a literal costs about a twentieth of asking a pattern."""

RARE = 0.03
"""A set whose literals stand in so few drafts needs no second set beside it."""


def rarest(patterns: Mapping[str, Needs], texts: Sequence[str]) -> dict[str, Needs]:
    """For each pattern the few sets that spare the most asking, judged by ``texts``: the rarest first.

    Args:
        patterns: What ``required`` said of each pattern.
        texts: Sentences like those that will be looked at, lower case; a pack's own examples serve well, and
            are put together to drafts.
    """
    literals = sorted({one for needs in patterns.values() for need in needs for one in need})
    if not literals or not texts:
        return dict(patterns)
    automaton = AhoCorasick(literals)
    drafts = _drafts(texts)
    standing: dict[str, set[int]] = {}
    for number, draft in enumerate(drafts):
        for index in {hit[0] for hit in automaton.find_matches_as_indexes(draft, overlapping=True)}:
            standing.setdefault(literals[index], set()).add(number)
    return {pattern: _rarest(needs, standing, len(drafts)) for pattern, needs in patterns.items()}


def _drafts(sentences: Sequence[str]) -> list[str]:
    """``sentences`` put together, those of one rule into different drafts."""
    count = -(-len(sentences) // SENTENCES)
    return [" ".join(sentences[start::count]) for start in range(count)]


def _rarest(needs: Needs, standing: Mapping[str, set[int]], drafts: int) -> Needs:
    met = {need: set().union(*(standing.get(one, ()) for one in need)) for need in needs}
    left = sorted(needs, key=lambda need: (len(met[need]), len(need), sorted(need)))
    chosen: list[frozenset[str]] = []
    asked: set[int] = set(range(drafts))
    for need in left:
        hits = sum(len(standing.get(one, ())) for one in need)
        spared = len(asked) - len(asked & met[need])
        if not chosen or (len(asked) > RARE * drafts and spared > hits * WORTH):
            chosen.append(need)
            asked &= met[need]
    return tuple(chosen) if len(asked) < COMMON * drafts else ()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """All that the parts of a sequence need; parts whose every wording is known are joined."""
    needs: list[frozenset[str]] = []
    wordings = _NOTHING

    def told() -> None:
        if "" not in wordings:
            needs.append(wordings)

    for kind, value in items:
        exact = _wordings(kind, value)
        if exact is not None and len(wordings) * len(exact) <= MOST_WORDINGS:
            wordings = frozenset(one + other for one in wordings for other in exact)
            continue
        repeated = _repeated(kind, value)
        if exact is None and repeated and len(wordings) * len(repeated) <= MOST_WORDINGS:
            wordings = frozenset(one + other for one in wordings for other in repeated)
        told()
        wordings = repeated or exact or _NOTHING
        if exact is None and not repeated:
            needs += _of_part(kind, value)
    told()
    return needs


_NOTHING = frozenset({""})


def _repeated(kind: Any, value: Any) -> frozenset[str]:
    """What a part that stands once or more reads each time: it adjoins what comes before and after."""
    if kind not in {shape.MAX_REPEAT, shape.MIN_REPEAT} or not value[0]:
        return frozenset()
    inner = _wordings_of(value[2])
    return frozenset() if inner is None or "" in inner or len(inner) > MOST_WORDINGS else inner


def _wordings(kind: Any, value: Any) -> frozenset[str] | None:
    """Everything that a part can read, where that is a short list; ``None`` where it is not."""
    if kind is shape.LITERAL:
        return frozenset({chr(value).lower()})
    if kind is shape.AT:
        return _NOTHING
    if kind is shape.SUBPATTERN:
        return _wordings_of(value[-1])
    if kind is shape.IN:
        found = _of_class(value)
        return found[0] if found else None
    if kind is shape.BRANCH:
        branches = [_wordings_of(branch) for branch in value[1]]
        known = [branch for branch in branches if branch is not None]
        joined = frozenset().union(*known)
        return joined if len(known) == len(branches) and len(joined) <= MOST_LITERALS else None
    if kind in {shape.MAX_REPEAT, shape.MIN_REPEAT} and tuple(value[:2]) == (0, 1):
        inner = _wordings_of(value[2])
        return None if inner is None else inner | _NOTHING
    return None


def _wordings_of(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    found = _NOTHING
    for kind, value in items:
        exact = _wordings(kind, value)
        if exact is None or len(found) * len(exact) > MOST_LITERALS:
            return None
        found = frozenset(one + other for one in found for other in exact)
    return found


def _of_part(kind: Any, value: Any) -> list[frozenset[str]]:
    if kind is shape.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is shape.BRANCH:
        return _any_of([_of_sequence(branch) for branch in value[1]])
    if kind in {shape.MAX_REPEAT, shape.MIN_REPEAT}:
        least, _, inner = value
        return _of_sequence(inner) if least else []
    if kind is shape.IN:
        return _of_class(value)
    return []


def _of_class(items: Sequence[tuple[Any, Any]]) -> list[frozenset[str]]:
    """A class of a few characters: each of them is a literal."""
    found: set[str] = set()
    for kind, value in items:
        if kind is shape.LITERAL:
            found.add(chr(value).lower())
        elif kind is shape.RANGE and value[1] - value[0] < 10:
            found.update(chr(code).lower() for code in range(value[0], value[1] + 1))
        elif kind is shape.CATEGORY and value is shape.CATEGORY_DIGIT:
            found.update("0123456789")
        else:
            return []
    return [frozenset(found)] if len(found) <= 12 else []


def _any_of(branches: Sequence[list[frozenset[str]]]) -> list[frozenset[str]]:
    """A choice needs the best of one of its branches."""
    if not all(branches):
        return []
    return [frozenset().union(*(max(needs, key=_worth) for needs in branches))]


_COMMON = frozenset(" etaoinshrdlucmfwyg'.,-")


def _worth(literals: frozenset[str]) -> tuple[int, int, int]:
    """Longer literals are rarer; a figure or a mark is rarer than a letter; fewer are better."""
    shortest = min(literals, key=len)
    rare = not any(len(one.strip()) <= 1 and one.strip() in _COMMON for one in literals)
    return min(len(shortest), 6), rare, -len(literals)
