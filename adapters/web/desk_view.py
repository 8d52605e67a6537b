"""What the desk's templates show. Pure."""

from dataclasses import dataclass, replace

from adapters.web.render import NumberedFinding, Segment, highlight
from bot.changes import Change, difference
from bot.desk_cards import SubmissionCard
from bot.errors import PolicyError
from bot.model import Draft, Finding, FindingRecord, Severity, Span
from bot.policy import PolicyPack, Rule, blanked
from bot.review import review


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One submission: its text marked, its findings, what changed since the version before."""

    card: SubmissionCard
    segments: tuple[Segment, ...]
    findings: tuple[NumberedFinding, ...]
    changes: tuple[Change, ...]


def submission_view(card: SubmissionCard, pack: PolicyPack) -> SubmissionView:
    """Lay ``card`` out for the page."""
    text = card.draft.text if card.draft is not None else None
    plain = [finding_of(record, pack, len(text) if text is not None else 0) for record in card.findings]
    found = _filled(plain, card.draft, pack)
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
        changes=_changes(before, text),
    )


def _filled(findings: list[Finding], draft: Draft | None, pack: PolicyPack) -> list[Finding]:
    """The same, with the blanks of their sentences filled from the draft, which the log keeps no word of."""
    if draft is None:
        return findings
    again = {(one.rule, one.span): one for one in review(draft, pack).findings}
    return [
        replace(one, message=same.message, suggestion=same.suggestion) if same is not None else one
        for one, same in ((one, again.get((one.rule, one.span))) for one in findings)
    ]


def finding_of(record: FindingRecord, pack: PolicyPack, length: int) -> Finding:
    """A finding as the log has it, told in the words that the pack has now."""
    span = None
    if record.start is not None and record.end is not None and record.start < record.end <= length:
        span = Span(record.start, record.end)
    severity = Severity.of(record.severity)
    rule = rule_of(pack, record.rule)
    if rule is None:
        return Finding(record.rule, severity, span, "A rule that the policy no longer has.", "")
    return Finding(
        record.rule,
        severity,
        span,
        rule.in_general,
        rule.why,
        rule.sources,
        blanked(rule.suggest) if rule.suggest else None,
        guideline=rule.guideline.id,
    )


def rule_of(pack: PolicyPack, name: str) -> Rule | None:
    """The rule of that name, where the pack still has it."""
    try:
        return pack.rule(name)
    except PolicyError:
        return None


def _changes(before: str | None, text: str | None) -> tuple[Change, ...]:
    """What changed, where anything did: the same words may have been reviewed again."""
    return () if before is None or text is None or before == text else difference(before, text)
