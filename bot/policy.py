"""A pack, ready to judge with: guidelines, rules bound to probes and detectors, accept lists.

Packs arrive here as plain data that ``bot.policy_schema`` has validated (or that a cache kept from an
earlier validation), so that starting from a cache needs no validation library.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

from bot.conditions import applies
from bot.detectors.catalog import CATALOG
from bot.detectors.detector import READING, Detector
from bot.errors import PolicyError
from bot.matching import BadPattern, Matcher, Matches
from bot.model import Context, Draft, Kind, Severity, Source, SourceKind
from bot.page import Page
from bot.required import rarest, required
from bot.rules_version import judging_part, rules_version
from bot.tips import Tip, tips_of

_OWN = ("engines", "presence", "requests", "accounts", "profiles")
LISTS = (*_OWN, "signals", "hashtags", "groups", "needs", "content", "pillars", "calendar")
"""What a pack says of people's own presence, where drafts go, what to write; see ``bot.policy_entries``."""

OUTLETS = "outlets"
"""The section of a pack that says what each outlet allows."""

NOTHING_KNOWN = Context()

_BLANK = re.compile(r"\{[a-z_]+\}")

MOST_PHRASES = 20_000
"""Phrases that one rule's word families may multiply to."""


def blanked(template: str) -> str:
    """A sentence of a rule where there is no draft to fill its blanks from."""
    return _BLANK.sub("…", template)


@dataclass(frozen=True, slots=True)
class Guideline:
    """One do or don't in people's words, with its sources."""

    id: str
    title: str
    text: str
    clause: str | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Company a hit must (or must not) keep: ``within`` words, or the sentence (-1), or the draft (-2)."""

    probes: tuple[int, ...]
    within: int
    side: str


@dataclass(frozen=True, slots=True)
class RewriteTemplate:
    """What to put in place of the ``span`` or the ``sentence`` at fault; empty text removes it."""

    replaces: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The check that upholds a guideline."""

    id: str
    guideline: Guideline
    status: str
    severities: Mapping[str, Severity]
    surfaces: frozenset[str]
    triggers: tuple[int, ...]
    detector: Detector | None
    options: Mapping[str, Any]
    near: tuple[Near, ...]
    not_near: tuple[Near, ...]
    unless: tuple[int, ...]
    skip: tuple[str, ...]
    when: Mapping[str, tuple[str, ...]]
    mark: str
    most: int
    message: str
    why: str
    suggest: str | None
    rewrite: RewriteTemplate | None
    sources: tuple[Source, ...]
    data: Mapping[str, Any] = field(repr=False)

    @property
    def category(self) -> str:
        """The kind of trouble: the first two parts of the id."""
        return ".".join(self.id.split(".")[:2])

    @property
    def in_general(self) -> str:
        """Its message where there is no draft to fill its blanks from."""
        return blanked(self.message)

    @property
    def reads(self) -> bool:
        """Whether the local reader, and not a detector, finds this rule's places."""
        return self.detector is not None and self.detector.name == READING

    @property
    def sorts_complaints(self) -> bool:
        """Whether it looks at public reviews, and at no draft."""
        return Kind.REVIEW in self.surfaces

    def severity(self, draft: Draft) -> Severity | None:
        """The severity for this draft's outlet or kind; ``None`` where the rule does not apply."""
        # Kinds and outlets are strings and stand for their words; this is asked of every rule.
        kind, outlet, severities = draft.kind, draft.outlet, self.severities
        if self.surfaces and kind not in self.surfaces and outlet not in self.surfaces:
            return None
        if len(severities) == 1 and "default" in severities:
            return severities["default"]
        for surface in (outlet, kind, "default"):
            if surface in severities:
                return severities[surface]
        return None


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """How the local reader and the rules add up; see ``bot.evidence``.

    ``…_at`` are probabilities in 0..1; ``…_rule`` are log-odds that a rule of that weight adds.
    """

    block_at: float
    ask_at: float
    passage_at: float
    block_rule: float
    further_rule: float
    ask_rule: float
    any_rule: float
    doubt_at: float = 1.0


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Words that an owner accepted, for one rule or all, until a day."""

    probe: int
    rule: str | None
    reason: str
    owner: str
    until: date


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a pack concerns drafts of one kind and outlet; rules by their place in the pack.

    ``severities`` holds ``None`` for a rule that does not; ``always`` looks for what is missing and needs no
    probe; ``by_probe`` says which rules a met probe calls for.
    """

    severities: tuple[Severity | None, ...]
    always: frozenset[int]
    by_probe: Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """A named, versioned set of guidelines and rules, compiled. Same data, same answers.

    Attributes:
        version: Of all of it, people and tips included.
        rules_version: Of ``judging``: what judges drafts and says who must agree. An approval holds for it.
        reading_rules: By category, the rule that speaks where only the reader saw something.
        read: The ids of those rules.
    """

    id: str
    version: str
    rules_version: str
    guidelines: Mapping[str, Guideline]
    rules: tuple[Rule, ...]
    accepted: tuple[Acceptance, ...]
    organization: Mapping[str, Any]
    matcher: Matcher = field(repr=False)
    triggered: Mapping[int, tuple[int, ...]] = field(repr=False)
    always: tuple[int, ...] = field(repr=False)
    reader: Mapping[str, ReaderWeights] = field(default_factory=dict)
    reading_rules: Mapping[str, Rule] = field(default_factory=dict, repr=False)
    read: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()
    tips: tuple[Tip, ...] = ()
    outlets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    complaints: Matcher = field(default_factory=Matcher, repr=False)
    complaint_triggers: Mapping[int, tuple[int, ...]] = field(default_factory=dict, repr=False)
    triage: Mapping[str, Any] = field(default_factory=dict, repr=False)
    replies: Mapping[str, Any] = field(default_factory=dict, repr=False)
    lists: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict, repr=False)
    judging: Mapping[str, Any] = field(default_factory=dict, repr=False)
    _asked: dict[tuple[str, str, bool], Asked] = field(default_factory=dict, repr=False, compare=False)

    def asked(self, draft: Draft) -> Asked:
        """Which rules concern a draft of this kind and outlet; worked out once for each pair.

        Where nothing is known besides the words, rules that wait for something known are left out, too.
        """
        bare = draft.context.tells_nothing
        key = (draft.kind, draft.outlet, bare)
        known = self._asked.get(key)
        if known is None:
            severities = tuple(
                None if bare and not applies(rule.when, NOTHING_KNOWN) else rule.severity(draft)
                for rule in self.rules
            )
            known = self._asked[key] = Asked(
                severities,
                frozenset(index for index in self.always if severities[index] is not None),
                {
                    probe: concerned
                    for probe, indexes in self.triggered.items()
                    if (concerned := frozenset(i for i in indexes if severities[i] is not None))
                },
            )
        return known

    def scan(self, page: Page, *, complaint: bool = False) -> Matches:
        """Where the probes of one kind of rule meet ``page``: those for drafts, or those for complaints.

        Two engines, because neither kind of text should pay for the rules of the other.
        """
        return (self.complaints if complaint else self.matcher).scan(page.text, page.typed)

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id.

        Raises:
            PolicyError: There is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise PolicyError.unknown("rule", rule_id, (rule.id for rule in self.rules), self.id)


def fold(phrase: str) -> str:
    """A phrase as matching sees it: lower case, one kind of quote and blank."""
    return Page(Draft(phrase)).text.strip()


def expand(text: str, families: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """``your {relative}`` with each word of the family ``relative`` in its place."""
    parts: list[Sequence[str]] = []
    rest = text
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, _, rest = after.partition("}")
        parts += [(before,), families[name]]
    parts.append((rest,))
    return ("".join(choice) for choice in product(*parts))


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """What compiling ``data`` works out that a cache can keep: phrases, patterns, their needs, a version.

    Raises:
        PolicyError: A pattern that RE2 refuses, by rule.
    """
    compiler = _Compiler(data)
    compiler.pack("")
    prepared = compiler.prepared
    examples = [e["text"].lower() for rule in data["rules"] for e in (*rule["flags"], *rule["passes"])]
    whole = {pattern: tuple(map(frozenset, needs)) for pattern, (_, needs) in prepared["patterns"].items()}
    for pattern, needs in rarest(whole, examples).items():
        prepared["patterns"][pattern][1] = [sorted(need) for need in needs]
    prepared["rules_version"] = rules_version(judging_part(data))
    return prepared


def compile_pack(data: Mapping[str, Any], version: str) -> PolicyPack:
    """Bind validated ``data`` (all layers merged) to probes and detectors.

    Raises:
        PolicyError: A pattern that RE2 refuses, by rule.
    """
    return _Compiler(data).pack(version)


class _Compiler:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._families: Mapping[str, Sequence[str]] = data.get("families", {})
        self._drafts, self._complaints = Matcher(), Matcher()
        self._matcher = self._drafts
        self._problems: list[str] = []
        known = data.get("prepared", {})
        self.prepared: dict[str, Any] = {
            "phrases": dict(known.get("phrases", {})),
            "patterns": dict(known.get("patterns", {})),
        }

    def pack(self, version: str) -> PolicyPack:
        guidelines = {item["id"]: _guideline(item) for item in self._data["guidelines"]}
        rules = tuple(self._rule(item, guidelines[item["guideline"]]) for item in self._data["rules"])
        accepted = tuple(self._acceptance(item) for item in self._data.get("accept", ()))
        reading = {rule.category: rule for rule in rules if rule.reads}
        judging = judging_part(self._data)
        if self._problems:
            raise PolicyError(*self._problems)
        self._drafts.build()
        self._complaints.build()
        return PolicyPack(
            id=self._data["pack"]["id"],
            version=version,
            rules_version=self._data.get("prepared", {}).get("rules_version") or rules_version(judging),
            guidelines=guidelines,
            rules=rules,
            accepted=accepted,
            organization=self._data.get("organization", {}),
            matcher=self._drafts,
            triggered=_triggered(rules, complaints=False),
            complaints=self._complaints,
            complaint_triggers=_triggered(rules, complaints=True),
            always=tuple(
                i
                for i, rule in enumerate(rules)
                if not rule.triggers and rule.status != "off" and not rule.reads
            ),
            reader={kind: ReaderWeights(**item) for kind, item in self._data.get("reader", {}).items()},
            reading_rules=reading,
            read=frozenset(rule.id for rule in reading.values()),
            certain=frozenset(rule.id for rule in rules if rule.data.get("certain")),
            triage=self._data.get("triage") or {},
            replies=self._data.get("replies") or {},
            outlets=self._data.get(OUTLETS, {}),
            tips=tips_of(self._data.get("tips", ()), self._data.get("tip_order", ())),
            lists={name: self._data.get(name, ()) for name in LISTS},
            judging=judging,
        )

    def _rule(self, item: Mapping[str, Any], guideline: Guideline) -> Rule:
        detect = item["detect"]
        name = detect.get("detector")
        detector = CATALOG[name] if name else None
        self._matcher = self._complaints if Kind.REVIEW in item.get("surfaces", ()) else self._drafts
        sources = tuple(_source(s) for s in item.get("sources", ())) or guideline.sources
        rewrite = item.get("rewrite")
        return Rule(
            id=item["id"],
            guideline=guideline,
            status=item.get("status", "active"),
            severities={k: Severity.of(v) for k, v in item["severity"].items()},
            surfaces=frozenset(item.get("surfaces", ())),
            triggers=() if item.get("status") == "off" else self._triggers(item["id"], detect, detector),
            detector=detector,
            options=self._options(detect.get("with", {}), detector),
            near=tuple(self._near(item["id"], n) for n in detect.get("near", ())),
            not_near=tuple(self._near(item["id"], n) for n in detect.get("not_near", ())),
            unless=self._unless(item["id"], detect),
            skip=tuple(detect.get("skip", ())),
            when={k: tuple(v) for k, v in detect.get("when", {}).items()},
            mark=detect.get("mark", "hit"),
            most=detect.get("most", 20),
            message=item["message"],
            why=item.get("why") or guideline.text,
            suggest=item.get("suggest"),
            rewrite=RewriteTemplate(rewrite.get("replaces", "span"), rewrite.get("with", ""))
            if rewrite is not None
            else None,
            sources=sources,
            data=item,
        )

    def _options(self, given: Mapping[str, Any], detector: Detector | None) -> Mapping[str, Any]:
        """What the rule says, and the pack's outlets for a detector that asks for them."""
        asks = detector is not None and OUTLETS in detector.options
        return {OUTLETS: self._data.get(OUTLETS, {}), **given} if asks else given

    def _triggers(self, rule: str, detect: Mapping[str, Any], detector: Detector | None) -> tuple[int, ...]:
        phrases, patterns = detect.get("phrases", ()), detect.get("patterns", ())
        probes = self._words(phrases) if phrases else ()
        probes += tuple(self._pattern(rule, p) for p in patterns)
        probes += tuple(self._pattern(rule, p, cased=True) for p in detect.get("cased_patterns", ()))
        if detector is not None:
            probes += self._words(detector.words) if detector.words else ()
            probes += tuple(self._pattern(rule, p) for p in detector.patterns)
        return probes

    def _words(self, phrases: Sequence[str], *, on_demand: bool = False) -> tuple[int, ...]:
        """Families multiply to many phrases, each written once in the automaton."""
        known = self.prepared["phrases"]
        folded: list[str] = []
        for phrase in phrases:
            if phrase not in known:
                known[phrase] = [f for p in expand(phrase, self._families) if (f := fold(p)).strip("*")]
            folded += known[phrase]
        return (self._matcher.words(folded, on_demand=on_demand),)

    def _pattern(self, rule: str, pattern: str, *, cased: bool = False, on_demand: bool = False) -> int:
        known = self.prepared["patterns"]
        if pattern in known:
            whole, needs = known[pattern]
            literals = tuple(map(frozenset, needs))
            return self._matcher.pattern(whole, cased=cased, on_demand=on_demand, needs=literals)
        whole = with_families(pattern, self._families)
        try:
            probe = self._matcher.pattern(whole, cased=cased, on_demand=on_demand)
        except BadPattern as refusal:
            self._problems.append(f"{rule}: pattern refused: {refusal}")
            return -1
        known[pattern] = [whole, [sorted(need) for need in required(whole)]]
        return probe

    def _near(self, rule: str, item: Mapping[str, Any]) -> Near:
        probes = self._words(item["any_of"], on_demand=True) if item.get("any_of") else ()
        probes += tuple(self._pattern(rule, p, on_demand=True) for p in item.get("patterns", ()))
        within = item.get("within", "sentence")
        distance = {"sentence": -1, "draft": -2}.get(within, within) if isinstance(within, str) else within
        return Near(probes, int(distance), item.get("side", "either"))

    def _unless(self, rule: str, detect: Mapping[str, Any]) -> tuple[int, ...]:
        phrases = detect.get("unless", ())
        probes = self._words(phrases, on_demand=True) if phrases else ()
        patterns = detect.get("unless_patterns", ())
        return probes + tuple(self._pattern(rule, p, on_demand=True) for p in patterns)

    def _acceptance(self, item: Mapping[str, Any]) -> Acceptance:
        self._matcher = self._drafts
        (probe,) = self._words([item["phrase"]])
        until = item["until"] if isinstance(item["until"], date) else date.fromisoformat(item["until"])
        return Acceptance(probe, item.get("rule"), item["reason"], item["by"], until)


def _triggered(rules: Sequence[Rule], *, complaints: bool) -> dict[int, tuple[int, ...]]:
    """The rules of one kind, by the probes that wake them."""
    found: dict[int, list[int]] = {}
    for index, rule in enumerate(rules):
        if rule.sorts_complaints == complaints:
            for probe in rule.triggers:
                found.setdefault(probe, []).append(index)
    return {probe: tuple(indexes) for probe, indexes in found.items()}


def with_families(pattern: str, families: Mapping[str, Sequence[str]]) -> str:
    """``{relative} died`` as a pattern: each family's name becomes the choice of its words."""
    for name, words in families.items():
        if "{" + name + "}" in pattern:
            pattern = pattern.replace("{" + name + "}", alternation(words))
    return pattern


def alternation(words: Sequence[str]) -> str:
    """A family as part of an RE2 pattern; a word ending in ``*`` goes on."""
    return "(?:" + "|".join(_escaped(fold(word)) for word in sorted(words, key=len, reverse=True)) + ")"


def _escaped(word: str) -> str:
    stem = word.rstrip("*")
    escaped = "".join(c if c.isalnum() or c in " '" else "\\" + c if c.isascii() else c for c in stem)
    return escaped + ("[a-z']*" if word.endswith("*") else "")


def _guideline(item: Mapping[str, Any]) -> Guideline:
    sources = tuple(_source(source) for source in item.get("sources", ()))
    return Guideline(item["id"], item["title"], item["text"], item.get("clause"), sources)


def _source(item: Mapping[str, Any]) -> Source:
    return Source(SourceKind(item["kind"]), item["ref"])
