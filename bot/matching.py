"""All words and patterns of all packs, found in one pass over a draft.

Words and phrases live in one Aho-Corasick automaton; authors' patterns in RE2, which cannot hang. A second
automaton holds the literals that the patterns cannot do without: only a pattern whose literal stands in the
draft is asked at all. Patterns that most drafts would have to be asked are asked together, in one automaton
that says which of them match somewhere. No engine knows more than ASCII word edges: they are checked here.

What only keeps company with a hit (``on_demand``) is not looked for in that pass: it gets an engine of its
own, asked when some hit stands or falls with it. Common words cost nothing on drafts that nothing else meets.
"""

from collections.abc import Iterable, Iterator, Mapping

import ahocorasick_rs
import re2

from bot.required import Needs, required

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
        """The probes that may have met something; ``of`` tells for a pattern."""
        return self._by_probe.keys()

    def among(self, probes: Iterable[int]) -> list[Hit]:
        """The ranges that any of ``probes`` met; none of them is on demand."""
        found = self._by_probe
        return [hit for probe in probes if probe in found for hit in self.of(probe)]

    def of(self, probe: int) -> list[Hit]:
        """The ranges that ``probe`` met, in reading order."""
        hits = self._by_probe.get(probe, _UNASKED)
        if hits is _UNASKED and not self._matcher.waits(probe):
            return []
        if hits is None or hits is _UNASKED:  # a pattern worth asking, or a probe on demand
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
        self._literal_ids: dict[str, int] = {}
        self._gates: dict[int, list[tuple[int, tuple[frozenset[int], ...]]]] = {}
        self._gatekeeper: ahocorasick_rs.AhoCorasick | None = None
        self._often: list[int] = []
        self._together: list[_Together] = []

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

    def pattern(
        self, pattern: str, *, cased: bool = False, on_demand: bool = False, needs: Needs | None = None
    ) -> int:
        """A probe for one RE2 pattern, over lower-case text unless ``cased``.

        Args:
            pattern: What RE2 is to find.
            cased: Look at the text with its capitals.
            on_demand: Look only when asked.
            needs: What ``required`` said of ``pattern`` earlier; it is then trusted to compile. Left out,
                both are found out now.

        Raises:
            BadPattern: RE2 refuses it.
        """
        probe = self._probe((pattern, cased))
        if needs is None:
            self._compiled[probe] = compile_pattern(pattern)
            needs = required(pattern)
        self._patterns[probe] = (pattern, cased)
        if on_demand:
            self._on_demand.setdefault(probe, None)
        elif probe not in self._at_once:
            self._at_once.add(probe)
            self._gate(probe, needs)
        return probe

    def _gate(self, probe: int, needs: Needs) -> None:
        """Let ``probe`` be asked only where one literal of each set stands; with no set, beside its like."""
        if not needs:
            self._often.append(probe)
            return
        ids = self._literal_ids
        best, *others = [frozenset(ids.setdefault(one, len(ids)) for one in need) for need in needs]
        for literal in best:
            self._gates.setdefault(literal, []).append((probe, tuple(others)))

    def _probe(self, key: object) -> int:
        return self._by_key.setdefault(key, len(self._by_key))

    def build(self) -> None:
        """Build the automata; call once, after the last probe."""
        self._words = _WordSet(self._phrases) if self._phrases else None
        if self._literal_ids:
            self._gatekeeper = ahocorasick_rs.AhoCorasick(list(self._literal_ids))
        self._together = _Together.of({probe: self._patterns[probe] for probe in self._often})

    def scan(self, text: str, typed: str) -> Matches:
        """Find every probe but those on demand in ``text`` (folded, lower case) and ``typed`` (case kept)."""
        found: dict[int, list[Hit] | None] = {}
        if self._words is not None:
            self._words.find(text, found)
        if self._gatekeeper is not None:
            gates = self._gates
            seen = {hit[0] for hit in self._gatekeeper.find_matches_as_indexes(text, overlapping=True)}
            for literal in seen & gates.keys():
                for probe, others in gates[literal]:
                    if not any(map(seen.isdisjoint, others)):
                        found[probe] = None
        for together in self._together:
            for probe in together.met(text, typed):
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
        return [*_spans(compiled, text)]


class _Together:
    """Patterns that most drafts must be asked, in one pass: it says which of them match at all."""

    __slots__ = ("_cased", "_probes", "_set")

    MOST = 24
    """More patterns in one automaton need more states than a draft has letters."""

    def __init__(self, patterns: Mapping[int, str], *, cased: bool) -> None:
        self._probes = tuple(patterns)
        self._cased = cased
        self._set = re2.Set.SearchSet(_options())
        for pattern in patterns.values():
            self._set.Add(pattern.encode())
        self._set.Compile()

    @classmethod
    def of(cls, patterns: Mapping[int, tuple[str, bool]]) -> list["_Together"]:
        """``patterns`` by probe, each with whether it looks at capitals, in as few automata as is wise."""
        found: list[_Together] = []
        for cased in (False, True):
            alike = [(probe, pattern) for probe, (pattern, kind) in patterns.items() if kind is cased]
            for start in range(0, len(alike), cls.MOST):
                found += cls._made(alike[start : start + cls.MOST], cased)
        return found

    @classmethod
    def _made(cls, patterns: list[tuple[int, str]], cased: bool) -> list["_Together"]:
        """One automaton, or two where RE2 finds one too large; each pattern by itself was small enough."""
        try:
            return [cls(dict(patterns), cased=cased)]
        except re2.error:
            if len(patterns) == 1:
                raise
            middle = len(patterns) // 2
            return [*cls._made(patterns[:middle], cased), *cls._made(patterns[middle:], cased)]

    def met(self, text: str, typed: str) -> Iterator[int]:
        """The probes whose pattern matches ``text`` (lower case), or ``typed`` where capitals count."""
        for index in self._set.Match((typed if self._cased else text).encode()) or ():
            yield self._probes[index]


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


def _spans(compiled: "re2._Regexp", text: str) -> Iterator[Hit]:
    """Where a pattern matches ``text``: its group, or the whole.

    RE2 works on bytes; the package's way of asking it about a string costs more than the answer, so
    bytes are asked and offsets are counted back only where something was met.
    """
    encoded = text.encode()
    for match in compiled.finditer(encoded):
        first, last = match.span()
        if match.re.groups and match.start(1) < match.end(1):
            start, end = match.span(1)
        else:
            start, end = first, last
        if len(encoded) != len(text):
            first, last, start, end = (len(encoded[:at].decode()) for at in (first, last, start, end))
        if first < last and _whole_words(text, first, last):
            yield start, end


def compile_pattern(pattern: str) -> "re2._Regexp":
    """Compile one author's pattern, to be asked about UTF-8 bytes.

    Raises:
        BadPattern: RE2 refuses it.
    """
    try:
        return re2.compile(pattern.encode(), _options())
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
