"""What a pack covers, and what a changed pack would do: for its owners, before it goes live."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.model import Draft, Reading, Review
from bot.policy import Guideline, PolicyPack, Rule
from bot.review import review

CLAUSES = tuple(f"D{number}" for number in range(1, 9)) + tuple(f"N{number}" for number in range(1, 5))
"""The article's points: eight do's, four don'ts."""


LEADS: Mapping[str, tuple[str, str]] = {
    "presence": ("{} steps of the presence check", "presence"),
    "requests": ("{} requests", "todos"),
    "accounts": ("{} accounts", "accounts"),
    "profiles": ("{} profiles", "profile"),
    "signals": ("{} signals for an outlet", "where"),
    "hashtags": ("{} hashtags", "where"),
    "groups": ("{} groups", "where"),
    "needs": ("{} to have first", "start"),
    "content": ("{} kinds of content", "start"),
    "pillars": ("{} subjects", "ideas"),
}
"""How the entries of a list are counted for people, and the word by which a person gets to see them."""
TIPS = "digest"
"""The same for tips."""

YOURS: Mapping[str, str] = {
    "groups": "No professional groups are named: authors are told to ask their own professional body. "
    "Name yours under groups: in your pack; docs/outlets.md shows how.",
    "pillars": "No subjects are named: what authors write about is not counted, and ideas stay general. "
    "Name yours under pillars: in your pack; docs/content.md shows how.",
}
"""Lists that only an organization can write, and what is missing without them."""


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """One rule: how many examples prove it, and how often it met the drafts of a corpus."""

    rule: Rule
    flags: int
    passes: int
    hits: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Clause by clause: which guidelines, which rules, how many tips, how many cards of which list.

    ``bare`` names what nothing upholds.
    """

    clauses: tuple[tuple[str, tuple[Guideline, ...]], ...]
    rules: dict[str, tuple[RuleCoverage, ...]] = field(default_factory=dict)
    drafts: int = 0
    tips: Mapping[str, int] = field(default_factory=dict)
    cards: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def bare(self) -> tuple[str, ...]:
        """Clauses without a guideline, and guidelines that no active rule, tip or card upholds."""
        lonely = [clause for clause, guidelines in self.clauses if not guidelines and clause in CLAUSES]
        idle = [
            name
            for name, rules in self.rules.items()
            if name not in self.tips
            and name not in self.cards
            and not any(r.rule.status == "active" for r in rules)
        ]
        return (*lonely, *idle)


def coverage(pack: PolicyPack, drafts: Iterable[Draft] = ()) -> Coverage:
    """Lay out what of the article is upheld by which rules, and count their hits on ``drafts``."""
    hits: Counter[str] = Counter()
    seen = 0
    for draft in drafts:
        seen += 1
        result = review(draft, pack)
        hits.update({finding.rule for finding in result.findings} | set(result.shadowed))
    by_guideline: dict[str, list[RuleCoverage]] = {name: [] for name in pack.guidelines}
    for rule in pack.rules:
        row = RuleCoverage(rule, len(rule.data["flags"]), len(rule.data["passes"]), hits[rule.id])
        by_guideline[rule.guideline.id].append(row)
    names = dict.fromkeys((*CLAUSES, *(g.clause or "beyond" for g in pack.guidelines.values())))
    return Coverage(
        tuple(
            (name, tuple(g for g in pack.guidelines.values() if (g.clause or "beyond") == name))
            for name in names
        ),
        {name: tuple(rows) for name, rows in by_guideline.items()},
        seen,
        Counter(tip.guideline for tip in pack.tips if not tip.off),
        _cards(pack),
    )


def led_to(report: Coverage, guideline: str) -> tuple[tuple[str, str], ...]:
    """What besides rules upholds a guideline, counted, each with the word by which a person sees it."""
    tips = report.tips.get(guideline, 0)
    cards = report.cards.get(guideline, {}).items()
    return (
        *((("one tip" if tips == 1 else f"{tips} tips", TIPS),) if tips else ()),
        *((LEADS[kind][0].format(count), LEADS[kind][1]) for kind, count in cards),
    )


def unlisted(pack: PolicyPack) -> tuple[str, ...]:
    """What an organization has not written into its pack yet, in sentences for the pack's owner."""
    return tuple(told for kind, told in YOURS.items() if not pack.lists.get(kind))


def _cards(pack: PolicyPack) -> dict[str, Counter[str]]:
    """How many entries of which list belong to each guideline."""
    found: dict[str, Counter[str]] = {}
    for kind, items in pack.lists.items():
        for item in items:
            if "guideline" in item and item.get("status", "active") == "active":
                found.setdefault(item["guideline"], Counter())[kind] += 1
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What a changed pack says differently of one draft: its place in the file, verdicts, rules."""

    number: int
    id: str
    before: Review
    after: Review

    @property
    def gained(self) -> tuple[str, ...]:
        """Rules that are met newly."""
        return _rules(self.after, self.before)

    @property
    def lost(self) -> tuple[str, ...]:
        """Rules that are met no longer."""
        return _rules(self.before, self.after)


def _rules(one: Review, other: Review) -> tuple[str, ...]:
    return tuple(sorted({f.rule for f in one.findings} - {f.rule for f in other.findings}))


def replay(
    before: PolicyPack, after: PolicyPack, drafts: Iterable[tuple[str, Draft, Reading | None]]
) -> Iterator[Change]:
    """Every draft of which ``after`` says something else than ``before``, in order."""
    for number, (name, draft, reading) in enumerate(drafts, start=1):
        change = Change(number, name, review(draft, before, reading), review(draft, after, reading))
        if change.gained or change.lost or change.before.verdict != change.after.verdict:
            yield change


def told(changes: Sequence[Change], drafts: int) -> Iterator[str]:
    """The replay in plain lines: the sum first, then draft by draft; never a word of a draft."""
    verdicts = Counter((c.before.verdict.value, c.after.verdict.value) for c in changes)
    yield f"{drafts} drafts replayed, {len(changes)} judged differently."
    for (old, new), count in sorted(verdicts.items()):
        yield f"  {old} -> {new}: {count}"
    for change in changes:
        gained = "".join(f" +{rule}" for rule in change.gained)
        lost = "".join(f" -{rule}" for rule in change.lost)
        yield f"{change.id}: {change.before.verdict.value} -> {change.after.verdict.value}{gained}{lost}"
