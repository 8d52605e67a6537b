"""What the desk's templates show. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.web.render import NumberedFinding, Segment, highlight
from bot.changes import Change, difference
from bot.desk_cards import SubmissionCard
from bot.errors import PolicyError
from bot.figures import Figures
from bot.model import Finding, FindingRecord, Severity, Span
from bot.policy import PolicyPack

WIDEST = 240.0
"""How wide the longest bar is drawn."""


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One submission: its text marked, its findings, what changed since the version before."""

    card: SubmissionCard
    segments: tuple[Segment, ...]
    findings: tuple[NumberedFinding, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: what, how much, and where its parts are drawn."""

    label: str
    told: str
    parts: tuple[tuple[str, float, float], ...]


def submission_view(card: SubmissionCard, pack: PolicyPack) -> SubmissionView:
    """Lay ``card`` out for the page."""
    text = card.draft.text if card.draft is not None else None
    found = [finding_of(record, pack, len(text) if text is not None else 0) for record in card.findings]
    numbered = tuple(
        NumberedFinding(
            number,
            finding,
            finding.span.of(text) if finding.span and text is not None else None,
            pack.guidelines.get(finding.guideline),
        )
        for number, finding in enumerate(found, start=1)
    )
    before = card.before.text if card.before is not None else None
    return SubmissionView(
        card=card,
        segments=highlight(text, found) if text is not None else (),
        findings=numbered,
        changes=difference(before, text) if before is not None and text is not None else (),
    )


def finding_of(record: FindingRecord, pack: PolicyPack, length: int) -> Finding:
    """A finding as the log has it, told in the words that the pack has now."""
    span = None
    if record.start is not None and record.end is not None and record.start < record.end <= length:
        span = Span(record.start, record.end)
    severity = Severity.of(record.severity)
    try:
        rule = pack.rule(record.rule)
    except PolicyError:
        return Finding(record.rule, severity, span, "A rule that the policy no longer has.", "")
    return Finding(
        record.rule,
        severity,
        span,
        rule.message,
        rule.why,
        rule.sources,
        rule.suggest,
        guideline=rule.guideline.id,
    )


def week_bars(figures: Figures) -> tuple[Bar, ...]:
    """The mix of verdicts, a bar a week."""
    return _bars(
        {week: dict(mix) for week, mix in figures.weeks.items()},
        {"ok": "ok", "revise": "revise", "block": "block"},
    )


def rule_bars(figures: Figures) -> tuple[Bar, ...]:
    """Overrules and appeals, a bar a rule, the most overruled first."""
    busy = [rule for rule in figures.rules if rule.waived or rule.appealed]
    busy.sort(key=lambda rule: -(rule.waived + rule.appealed))
    counts = {rule.rule: {"revise": rule.waived, "advise": rule.appealed} for rule in busy[:12]}
    return _bars(counts, {"revise": "overruled", "advise": "appealed"})


def _bars(counts: Mapping[str, Mapping[str, int]], words: Mapping[str, str]) -> tuple[Bar, ...]:
    """Parts by tone, in the order of ``words``, which say what a tone stands for."""
    order = tuple(words)
    most = max((sum(mix.values()) for mix in counts.values()), default=0)
    bars = []
    for label, mix in counts.items():
        parts, start = [], 0.0
        for name in order:
            width = WIDEST * mix.get(name, 0) / most if most else 0.0
            if width:
                parts.append((name, round(start, 1), round(width, 1)))
                start += width
        told = ", ".join(f"{mix[name]} {words[name]}" for name in order if mix.get(name))
        bars.append(Bar(label, told, tuple(parts)))
    return tuple(bars)
