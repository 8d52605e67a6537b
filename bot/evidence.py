"""What the local reader saw, weighed together with what the rules found.

Rules carry what can be said exactly; the reader carries meaning. Each is evidence for the other: a rule that
is met adds to the log-odds that the reader gives the draft, and a rule's finding weighs no more than the
two together allow, unless the rule is ``certain``. Weights and thresholds are pack data.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model import Draft, Finding, Passage, Reading, Severity
from bot.policy import PolicyPack, ReaderWeights, Rule

ADVICE = ("platform", "a11y")
"""Families that say nothing about meaning, and so neither support the reader nor are supported."""

MOST = 6
"""Findings that the reader may add to one draft."""

READ_IN_PART = "This draft is long: the local reader read its first part, the rules read all of it."


@dataclass(frozen=True, slots=True)
class Weighed:
    """The findings after weighing, and the rules that only count in the shadow."""

    findings: list[Finding]
    shadowed: tuple[str, ...] = ()


def weigh(found: Sequence[Finding], reading: Reading | None, draft: Draft, pack: PolicyPack) -> Weighed:
    """Put ``reading`` beside the rules' findings; without a reading they stand as they are."""
    weights = pack.reader.get(draft.kind.value)
    if reading is None or weights is None:
        return Weighed(list(found))
    level = _level(reading, weights, [f for f in found if not f.rule.startswith(ADVICE)])
    kept = [f if _stands_alone(f, pack) else replace(f, severity=min(f.severity, level)) for f in found]
    heavy = level is Severity.BLOCK and not any(f.severity is Severity.BLOCK for f in kept)
    added: list[Finding] = []
    shadowed: list[str] = []
    for passage in _telling(reading, weights, level, pack if heavy else None):
        rule = pack.reading_rules.get(passage.category)
        if rule is None or rule.severity(draft) is None:
            continue
        if rule.status == "shadow":
            shadowed.append(rule.id)
        elif rule.status == "active":
            severity = min(rule.severity(draft) or Severity.ADVISE, level)
            added.append(_finding(rule, severity, passage))
    return Weighed([*kept, *added[:MOST]], tuple(shadowed))


def _stands_alone(finding: Finding, pack: PolicyPack) -> bool:
    """A certain rule, and advice about the outlet, need no support and get none."""
    return finding.rule in pack.certain or finding.rule.startswith(ADVICE)


def _level(reading: Reading, w: ReaderWeights, findings: Sequence[Finding]) -> Severity:
    """How far the reader's scores and the rules' findings together may go on this draft."""
    blocking = len({f.category for f in findings if f.severity is Severity.BLOCK})
    asking = any(f.severity is Severity.REVISE for f in findings)
    block = log_odds(reading.block) + w.block_rule * (blocking > 0) + w.ask_rule * asking
    block += w.further_rule * min(max(blocking - 1, 0), 2)
    if block >= log_odds(w.block_at):
        return Severity.BLOCK
    trouble = log_odds(reading.revise) + w.any_rule * (blocking > 0 or asking)
    doubted = trouble >= log_odds(w.ask_at) or block >= log_odds(w.doubt_at)
    return Severity.REVISE if doubted else Severity.ADVISE


def log_odds(probability: float) -> float:
    """The logarithm of the odds, bounded so that nothing is ever certain."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def _telling(
    reading: Reading, w: ReaderWeights, level: Severity, must_block: PolicyPack | None
) -> list[Passage]:
    """The passages worth pointing at, strongest first; at least one where the draft as a whole is in doubt.

    With ``must_block``, one of them is of a blocking category, so that a block is never without its words.
    """
    if level is Severity.ADVISE:
        return []
    ordered = sorted(reading.passages, key=lambda p: (-p.score, p.span))
    strong = [passage for passage in ordered if passage.score >= w.passage_at] or ordered[:1]
    if must_block is None or any(_blocks(p.category, must_block) for p in strong):
        return strong
    gravest = max(
        (c for c in reading.categories if _blocks(c, must_block)),
        key=reading.categories.__getitem__,
        default=None,
    )
    if gravest is None or not ordered:
        return strong
    own = next((p for p in ordered if p.category == gravest), ordered[0])
    return [Passage(own.span, gravest, reading.categories[gravest]), *strong]


def _blocks(category: str, pack: PolicyPack) -> bool:
    rule = pack.reading_rules.get(category)
    return rule is not None and Severity.BLOCK in rule.severities.values() and rule.status == "active"


def _finding(rule: Rule, severity: Severity, passage: Passage) -> Finding:
    return Finding(
        rule=rule.id,
        severity=severity,
        span=passage.span,
        message=rule.message,
        why=rule.why,
        sources=rule.sources,
        suggestion=rule.suggest,
        guideline=rule.guideline.id,
    )
