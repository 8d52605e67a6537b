"""What the card about a person's own answer says: every place once, and nothing that was withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.echoes import LITTLE, WORD
from bot.model import Draft, Fault, Finding, Review, Severity
from bot.policy import PolicyPack
from bot.reply_faults import NO_OFFLINE


def told_once(result: Review, draft: Draft, pack: PolicyPack, found: Sequence[Fault]) -> Review:
    """``result`` as it is shown: what a rule points at, the reader need not say again.

    Args:
        result: What rules and reader found in ``draft``.
        draft: The answer.
        pack: Whose rules they are.
        found: What is told in sentences of its own.
    """
    without_route = any(fault.code == "no_contact" for fault in found)
    withdrawn = _withdrawn(result, draft, pack)
    kept: list[Finding] = []
    for finding in sorted(result.findings, key=lambda one: (one.rule in pack.read, -one.severity)):
        said = finding.category == NO_OFFLINE and without_route
        if (
            said
            or finding.rule in withdrawn
            or (finding.rule in pack.read and _says_little(finding, draft, kept))
        ):
            continue
        kept.append(finding)
    return replace(result, findings=tuple(one for one in result.findings if one in kept))


def untold(found: Iterable[Fault], shown: Review) -> list[Fault]:
    """The faults of ``found`` that no finding of ``shown`` points at: a finding says more."""
    spans = [
        finding.span for finding in shown.findings if finding.span and finding.severity > Severity.ADVISE
    ]
    return [fault for fault in found if not (fault.span and any(fault.span.overlaps(one) for one in spans))]


def quoted(faults: Iterable[Fault], text: str) -> str:
    """The words of ``faults`` in quotation marks, none that another one holds."""
    words = list(dict.fromkeys(fault.span.of(text) for fault in faults if fault.span))
    return ", ".join(f"“{one}”" for one in words if not any(one in other for other in words if other != one))


def _withdrawn(result: Review, draft: Draft, pack: PolicyPack) -> frozenset[str]:
    """Rules whose finding the reader made mere advice; advice to name a contact stays."""
    advised = {f.rule for f in result.findings if f.severity is Severity.ADVISE and f.category != NO_OFFLINE}
    return frozenset(
        rule.id
        for rule in pack.rules
        if rule.id in advised and (rule.severity(draft) or Severity.ADVISE) > Severity.ADVISE
    )


def _says_little(finding: Finding, draft: Draft, kept: Sequence[Finding]) -> bool:
    """Whether the reader points at a word that is everybody's, or at what is told of already."""
    if finding.span is None:
        return False
    if LITTLE.issuperset(WORD.findall(finding.span.of(draft.text).lower())):
        return bool(kept)
    return any(
        one.span is not None and one.severity >= finding.severity and one.span.overlaps(finding.span)
        for one in kept
    )
