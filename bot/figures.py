"""What the record says about rules and about time, never about people. Pure: entries in, figures out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.approval import State
from bot.model import Decision
from bot.ports import Entry

FEWEST = 5
"""A rule that met fewer drafts has no rate that means anything."""

WAITS = (
    (1.0, "within an hour"),
    (4.0, "1 to 4 hours"),
    (8.0, "4 to 8 hours"),
    (24.0, "8 to 24 hours"),
    (72.0, "1 to 3 days"),
    (float("inf"), "longer"),
)
"""Classes of the time from sending to deciding, by the hours below which they lie."""

DECIDED = frozenset({"approved", "returned", "blocked", "released"})

Began = dict[str, datetime]
"""When something began or was done, by the id of the draft or of the public review."""


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One rule: drafts it met, how often people went ahead against it, appealed, and were right."""

    rule: str
    met: int = 0
    waived: int = 0
    appealed: int = 0
    upheld: int = 0
    dismissed: int = 0

    @property
    def noise(self) -> float:
        """The share of the drafts it met in which people overruled it or were right to appeal."""
        return min(1.0, (self.waived + self.upheld) / self.met) if self.met else 0.0

    def is_noisy(self, budget: float) -> bool:
        """Say whether it should rather advise."""
        return self.met >= FEWEST and self.noise > budget


@dataclass(frozen=True, slots=True)
class Figures:
    """A period in figures: no person, no draft.

    Attributes:
        hours: Of drafts, from sending to deciding.
        taken, settled: Of public reviews, from handing over until somebody had it, or said what became of it.
        endings: What became of public reviews, and how often.
    """

    rules: tuple[RuleFigures, ...] = ()
    weeks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    hours: tuple[float, ...] = ()
    taken: tuple[float, ...] = ()
    settled: tuple[float, ...] = ()
    endings: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[str, int] = field(default_factory=dict)

    @property
    def waits(self) -> Mapping[str, int]:
        """How many decisions took how long, shortest first; every class, also an empty one."""
        return _classes(self.hours)

    @property
    def settled_within(self) -> Mapping[str, int]:
        """The same of public reviews, until somebody said what became of them."""
        return _classes(self.settled)

    @property
    def median_hours(self) -> float | None:
        """Half of the decisions took no longer than this, from sending to deciding."""
        return _median(self.hours)

    @property
    def median_taken(self) -> float | None:
        """Half of the public reviews that were handed over were in somebody's hands within these hours."""
        return _median(self.taken)

    def noisy(self, budget: float) -> tuple[RuleFigures, ...]:
        """Rules over their noise budget, the noisiest first."""
        return tuple(sorted((r for r in self.rules if r.is_noisy(budget)), key=lambda r: -r.noise))


@dataclass(slots=True)
class Counting:
    """Counts entries in any order, one after another, and keeps of them what names a draft once."""

    _rules: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _waived: defaultdict[str, set[str | None]] = field(default_factory=lambda: defaultdict(set))
    _weeks: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _latest: dict[str | None, tuple[int, str]] = field(default_factory=dict)
    _sent: Began = field(default_factory=dict)
    _done: Began = field(default_factory=dict)
    _handed: Began = field(default_factory=dict)
    _taken: Began = field(default_factory=dict)
    _settled: Began = field(default_factory=dict)
    _endings: Counter[str] = field(default_factory=Counter)
    _themes: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        """Count one entry."""
        decision = entry.decision
        told = decision.details
        if decision.event == "reviewed":
            for rule in {finding.rule for finding in decision.findings}:
                self._rules[rule]["met"] += 1
            self._weeks[week_of(decision.at)][decision.verdict or "ok"] += 1
        elif decision.event == "responded":
            self._themes.update(str(told.get("themes") or "").split())
        elif decision.event in {"disagreed", "adjudicated"}:
            what = (
                "appealed"
                if decision.event == "disagreed"
                else "upheld"
                if told.get("upheld")
                else "dismissed"
            )
            self._rules[str(told.get("rule"))][what] += 1
        elif decision.event == "outcome" and entry.seq > self._latest.get(decision.subject, (0, ""))[0]:
            self._latest[decision.subject] = (entry.seq, str(told.get("outcome")))
        if _goes_ahead(decision):
            for rule in {f.rule for f in decision.findings if f.severity != "advise"}:
                self._waived[rule].add(decision.subject)
        self._time(entry)

    def _time(self, entry: Entry) -> None:
        told, event, at = entry.decision.details, entry.decision.event, entry.decision.at
        if submission := str(told.get("submission") or ""):
            if event == "sent":
                self._sent[submission] = at
            elif event in DECIDED:
                self._done[submission] = min(self._done.get(submission, at), at)
        elif case := str(told.get("case") or ""):
            self._of_a_case(case, event, at, str(told.get("ending") or ""))

    def _of_a_case(self, case: str, event: str, at: datetime, ending: str) -> None:
        if event == "handed_over":
            self._handed[case] = at
        elif event in {"taken", "settled"}:  # whoever settles at once has it, too
            self._taken[case] = min(self._taken.get(case, at), at)
        if event == "settled":
            self._settled[case] = at
            self._endings[ending] += 1

    def figures(self) -> Figures:
        """What was counted so far."""
        names = sorted({*self._rules, *self._waived})
        rules = tuple(
            RuleFigures(name, **self._rules[name], waived=len(self._waived.get(name, ()))) for name in names
        )
        return Figures(
            rules,
            {week: dict(counts) for week, counts in sorted(self._weeks.items())},
            dict(Counter(outcome for _, outcome in self._latest.values())),
            _took(self._sent, self._done),
            _took(self._handed, self._taken),
            _took(self._handed, self._settled),
            dict(self._endings.most_common()),
            dict(self._themes.most_common()),
        )


def _goes_ahead(decision: Decision) -> bool:
    """Say whether somebody went ahead against a verdict: the word of one of several is not enough."""
    if not decision.details.get("waiver"):
        return False
    if decision.event in {"approved", "released"}:
        return decision.details.get("state") == State.APPROVED.value
    return decision.event == "outcome"


def _took(began: Began, ended: Began) -> tuple[float, ...]:
    """The hours from one to the other, of whatever is in both."""
    took = (ended[key] - at for key, at in began.items() if key in ended)
    return tuple(max(timedelta(), each) / timedelta(hours=1) for each in took)


def _median(hours: Sequence[float]) -> float | None:
    return sorted(hours)[len(hours) // 2] if hours else None


def _classes(hours: Sequence[float]) -> dict[str, int]:
    counts = Counter(_wait(each) for each in hours)
    return {label: counts[label] for _, label in WAITS} if hours else {}


def _wait(hours: float) -> str:
    return next(label for below, label in WAITS if hours < below)


def count(entries: Iterable[Entry]) -> Figures:
    """The figures of these entries."""
    counting = Counting()
    for entry in entries:
        counting.add(entry)
    return counting.figures()


def week_of(at: datetime) -> str:
    """The Monday of a moment's week."""
    return (at - timedelta(days=at.weekday())).date().isoformat()
