"""All words and patterns of all packs, found in one pass over a draft.

Words and phrases live in one Aho-Corasick automaton; authors' patterns in RE2, which cannot hang.
Both engines know ASCII word edges at most, so edges are checked here.

What only keeps company with a hit (``on_demand``) is not looked for in that pass: it gets an engine of its
own, asked when some hit stands or falls with it. Common words cost nothing on drafts that nothing else meets.
"""

from collections.abc import Iterable, Mapping, Sequence

import ahocorasick_rs
import re2

MANY_PATTERNS = 40
"""Above this many patterns RE2's Filter is faster than its Set: on drafts never seen before the Set keeps
building states (90 patterns, 420 characters: 90 to 190 us against 25 to 40)."""

Hit = tuple[int, int]

_UNASKED: list[Hit] = []


class BadPattern(ValueError):
    """RE2 refuses a pattern; the message says why."""


class Matches:
    """What one pass found: ranges by probe, in folded characters."""

    __slots__ = ("_by_probe", "_matcher", "_texts")

    def __init__(
        self, matcher: "Matcher", by_probe: dict[int, list[Hit] | None], texts: tuple[str, str]
    ) -> None:
        self._matcher = matcher
        self._by_probe = by_probe
        self._texts = texts

    def probes(self) -> Iterable[int]:
        """The probes that met something (a pattern's edges may still rule it out)."""
        return self._by_probe.keys()

    def of(self, probe: int) -> list[Hit]:
        """The ranges that ``probe`` met, in reading order."""
        hits = self._by_probe.get(probe, _UNASKED)
        if hits is _UNASKED and not self._matcher.waits(probe):
            return []
        if hits is None or hits is _UNASKED:  # a pattern known to match somewhere, or a probe on demand
            hits = self._by_probe[probe] = self._matcher.hits_of(probe, self._texts)
        return hits


class Matcher:
    """Probes over a draft. A probe is a set of phrases or one pattern; its number names it.

    A phrase may end in ``*``: the word then goes on. A pattern with a group points at group 1.
    """

    def __init__(self) -> None:
        self._phrases: dict[str, list[int]] = {}
        self._patterns: dict[int, tuple[str, bool]] = {}
        self._compiled: dict[int, object] = {}
        self._by_key: dict[object, int] = {}
        self._at_once: set[int] = set()
        self._on_demand: dict[int, frozenset[str] | None] = {}
        self._own: dict[int, _WordSet] = {}
        self._words: _WordSet | None = None
        self._sets: list[tuple[bool, _PatternSet]] = []

    def words(self, phrases: Iterable[str], *, on_demand: bool = False) -> int:
        """A probe for any of ``phrases`` (folded, lower case); equal sets share one probe."""
        key = frozenset(phrases)
        probe = self._probe(key)
        if on_demand:
            self._on_demand.setdefault(probe, key)
        elif probe not in self._at_once:
            self._at_once.add(probe)
            for phrase in key:
                self._phrases.setdefault(phrase, []).append(probe)
        return probe

    def pattern(self, pattern: str, *, cased: bool = False, on_demand: bool = False) -> int:
        """A probe for one RE2 pattern, over lower-case text unless ``cased``.

        Raises:
            BadPattern: RE2 refuses it.
        """
        probe = self._probe((pattern, cased))
        self._patterns[probe] = (pattern, cased)
        if on_demand:
            self._on_demand.setdefault(probe, None)
        else:
            self._at_once.add(probe)
        return probe

    def _probe(self, key: object) -> int:
        return self._by_key.setdefault(key, len(self._by_key))

    def build(self) -> None:
        """Build the automaton and the pattern sets; call once, after the last probe."""
        self._words = _WordSet(self._phrases) if self._phrases else None
        for cased in (False, True):
            chosen = [
                (probe, text)
                for probe, (text, c) in self._patterns.items()
                if c is cased and probe in self._at_once
            ]
            if chosen:
                self._sets.append((cased, _PatternSet(chosen)))
        for probe in self._patterns.keys() - self._at_once:
            self._compiled[probe] = compile_pattern(self._patterns[probe][0])

    def scan(self, text: str, typed: str) -> Matches:
        """Find every probe but those on demand in ``text`` (folded, lower case) and ``typed`` (case kept)."""
        found: dict[int, list[Hit] | None] = {}
        if self._words is not None:
            self._words.find(text, found)
        for cased, patterns in self._sets:
            for probe in patterns.matching(typed if cased else text):
                found[probe] = None
        return Matches(self, found, (text, typed))

    def waits(self, probe: int) -> bool:
        """Say whether ``probe`` is looked for on demand only."""
        return probe in self._on_demand and probe not in self._at_once

    def hits_of(self, probe: int, texts: tuple[str, str]) -> list[Hit]:
        """Where one probe matches, whole words only."""
        if probe in self._patterns:
            return self._pattern_hits(probe, texts)
        words = self._own.get(probe)
        if words is None:
            phrases = self._on_demand[probe] or ()
            words = self._own[probe] = _WordSet({phrase: [probe] for phrase in phrases})
        found: dict[int, list[Hit] | None] = {}
        words.find(texts[0], found)
        return found.get(probe) or []

    def _pattern_hits(self, probe: int, texts: tuple[str, str]) -> list[Hit]:
        pattern, cased = self._patterns[probe]
        compiled = self._compiled.get(probe)
        if compiled is None:
            compiled = self._compiled[probe] = compile_pattern(pattern)
        text = texts[1] if cased else texts[0]
        hits = []
        for match in compiled.finditer(text):  # type: ignore[attr-defined]
            whole = match.span()
            if whole[0] == whole[1] or not _whole_words(text, *whole):
                continue
            group = match.span(1) if match.re.groups else whole
            hits.append(group if group[0] < group[1] else whole)
        return hits


class _WordSet:
    """Phrases in one automaton, each with the probes that own it."""

    __slots__ = ("_automaton", "_literals")

    def __init__(self, owners: Mapping[str, list[int]]) -> None:
        phrases = sorted(owners)
        self._literals = [_literal(phrase, owners[phrase]) for phrase in phrases]
        self._automaton = ahocorasick_rs.AhoCorasick([phrase.rstrip("*") for phrase in phrases])

    def find(self, text: str, found: dict[int, list[Hit] | None]) -> None:
        """Add to ``found`` where each probe's phrases stand as whole words."""
        line = text.replace("\n", " ")
        size = len(line)
        literals = self._literals
        for index, start, stop in self._automaton.find_matches_as_indexes(line, overlapping=True):
            left, right, grows, probes = literals[index]
            end = stop
            if left and start and line[start - 1].isalnum():
                continue
            if grows:
                while end < size and (line[end].isalnum() or line[end] == "'"):
                    end += 1
            elif right and end < size and line[end].isalnum():
                continue
            for probe in probes:
                hits = found.get(probe)
                if hits is None:
                    found[probe] = [(start, end)]
                else:
                    hits.append((start, end))


class _PatternSet:
    """Which of many patterns match a text at all."""

    def __init__(self, patterns: Sequence[tuple[int, str]]) -> None:
        self._probes = [probe for probe, _ in patterns]
        self._engine = re2.Filter() if len(patterns) > MANY_PATTERNS else re2.Set.SearchSet(_options())
        for _, pattern in patterns:
            try:
                self._engine.Add(pattern, _options()) if len(patterns) > MANY_PATTERNS else self._engine.Add(
                    pattern
                )
            except re2.error as refusal:
                raise BadPattern(_reason(refusal)) from refusal
        self._engine.Compile()

    def matching(self, text: str) -> Iterable[int]:
        probes = self._probes
        return (probes[index] for index in self._engine.Match(text) or ())


def compile_pattern(pattern: str) -> "re2._Regexp":
    """Compile one author's pattern.

    Raises:
        BadPattern: RE2 refuses it.
    """
    try:
        return re2.compile(pattern, _options())
    except re2.error as refusal:
        raise BadPattern(_reason(refusal)) from refusal


def _options() -> "re2.Options":
    options = re2.Options()
    options.max_mem = 64 << 20
    options.log_errors = False
    return options


def _reason(refusal: Exception) -> str:
    reason = refusal.args[0] if refusal.args else "RE2 refuses it"
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


def _literal(phrase: str, probes: list[int]) -> tuple[bool, bool, bool, list[int]]:
    bare = phrase.rstrip("*")
    return bare[0].isalnum(), bare[-1].isalnum(), phrase.endswith("*"), probes


def _whole_words(text: str, start: int, end: int) -> bool:
    """RE2's word edge is ASCII only: make sure that no letter of another script was cut off."""
    if start and not text[start - 1].isascii() and text[start - 1].isalnum() and text[start].isalnum():
        return False
    beyond = text[end : end + 1]
    return not (beyond and not beyond.isascii() and beyond.isalnum() and text[end - 1].isalnum())
