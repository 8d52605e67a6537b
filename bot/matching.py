"""All words and patterns of all packs, found in one pass over a draft.

Words and phrases live in one Aho-Corasick automaton; authors' patterns in RE2, which cannot hang.
Both engines know ASCII word edges at most, so edges are checked here.
"""

from collections.abc import Iterable, Sequence

import ahocorasick_rs
import re2

MANY_PATTERNS = 1_000
"""Above this many patterns RE2's Filter is faster than its Set (measured, see the benchmarks)."""

Hit = tuple[int, int]


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
        if probe not in self._by_probe:
            return []
        hits = self._by_probe[probe]
        if hits is None:  # a pattern known to match somewhere: only now ask where
            hits = self._matcher.pattern_hits(probe, self._texts)
            self._by_probe[probe] = hits
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
        self._automaton: ahocorasick_rs.AhoCorasick | None = None
        self._literals: list[tuple[bool, bool, bool, list[int]]] = []
        self._sets: list[tuple[bool, _PatternSet]] = []

    def words(self, phrases: Iterable[str]) -> int:
        """A probe for any of ``phrases`` (folded, lower case); equal sets share one probe."""
        key = frozenset(phrases)
        probe = self._probe(key)
        if probe == len(self._by_key) - 1:
            for phrase in key:
                owners = self._phrases.setdefault(phrase, [])
                if probe not in owners:
                    owners.append(probe)
        return probe

    def pattern(self, pattern: str, *, cased: bool = False) -> int:
        """A probe for one RE2 pattern, over lower-case text unless ``cased``.

        Raises:
            BadPattern: RE2 refuses it.
        """
        probe = self._probe((pattern, cased))
        self._patterns[probe] = (pattern, cased)
        return probe

    def _probe(self, key: object) -> int:
        return self._by_key.setdefault(key, len(self._by_key))

    def build(self) -> None:
        """Build the automaton and the pattern sets; call once, after the last probe."""
        phrases = sorted(self._phrases)
        self._literals = [_literal(phrase, self._phrases[phrase]) for phrase in phrases]
        if phrases:
            self._automaton = ahocorasick_rs.AhoCorasick([phrase.rstrip("*") for phrase in phrases])
        for cased in (False, True):
            chosen = [(probe, text) for probe, (text, c) in self._patterns.items() if c is cased]
            if chosen:
                self._sets.append((cased, _PatternSet(chosen)))

    def scan(self, text: str, typed: str) -> Matches:
        """Find every probe in ``text`` (folded, lower case) and ``typed`` (folded, case kept)."""
        found: dict[int, list[Hit] | None] = {}
        self._scan_words(text, found)
        for cased, patterns in self._sets:
            for probe in patterns.matching(typed if cased else text):
                found[probe] = None
        return Matches(self, found, (text, typed))

    def _scan_words(self, text: str, found: dict[int, list[Hit] | None]) -> None:
        if self._automaton is None:
            return
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

    def pattern_hits(self, probe: int, texts: tuple[str, str]) -> list[Hit]:
        """Where a pattern probe matches, whole words only."""
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
