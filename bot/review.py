"""The judgement: ``review(draft, pack, reading) -> Review``. Pure; same in, same out."""

from collections.abc import Iterator, Sequence

from bot.conditions import applies
from bot.detectors.detector import Found
from bot.evidence import READ_IN_PART, weigh
from bot.language import notices_about
from bot.matching import Hit, Matches
from bot.model import Accepted, Draft, Finding, Reading, Review, Rewrite, Severity
from bot.page import Page
from bot.policy import Asked, Near, PolicyPack, Rule


def review(draft: Draft, pack: PolicyPack, reading: Reading | None = None) -> Review:
    """Judge ``draft`` by every rule of ``pack``, with what the local reader saw as evidence.

    The same draft, pack and reading always give the same review. Nothing is read, sent or logged.
    """
    page = Page(draft)
    matches = pack.matcher.scan(page.text, page.typed)
    findings: list[Finding] = []
    shadowed: set[str] = set()
    asked = pack.asked(draft)
    for index in _rules_to_ask(asked, matches):
        rule = pack.rules[index]
        found = _findings(rule, asked.severities[index], page, matches)
        if rule.status == "shadow":
            shadowed.update(finding.rule for finding in found)
        else:
            findings += found
    weighed = weigh(findings, reading, draft, pack)
    shadowed.update(weighed.shadowed)
    kept, accepted = _without_accepted(weighed.findings, pack, page, matches)
    ordered = tuple(sorted(_without_echoes(kept, pack), key=_worst_first))
    return Review(
        findings=ordered,
        policy_version=pack.version,
        reader_version=reading.version if reading else None,
        accepted=accepted,
        shadowed=tuple(sorted(shadowed)),
        notices=(*notices_about(page), *((READ_IN_PART,) if reading and reading.truncated else ())),
    )


def findings_of(rule: Rule, page: Page, matches: Matches) -> list[Finding]:
    """What one rule finds on a page that was scanned already, before findings are weighed together."""
    return _findings(rule, rule.severity(page.draft), page, matches)


def _findings(rule: Rule, severity: Severity | None, page: Page, matches: Matches) -> list[Finding]:
    if severity is None or (rule.when and not applies(rule.when, page.draft.context)):
        return []
    hits = matches.among(rule.triggers) if rule.triggers else []
    if rule.triggers and not hits:
        return []
    if rule.detector is not None:
        candidates = list(rule.detector.find(page, tuple(sorted(hits)), rule.options))
    else:
        candidates = [Found(start, end) for start, end in sorted(hits, key=lambda h: (h[0], -h[1]))]
    if not candidates:
        return []
    return [_finding(rule, severity, page, item) for item in _kept(rule, candidates, page, matches)]


def _rules_to_ask(asked: Asked, matches: Matches) -> list[int]:
    """Only rules one of whose probes may have met something, and those that look for what is missing."""
    by_probe = asked.by_probe
    rules = set(asked.always)
    for probe in matches.probes():
        if probe in by_probe:
            rules |= by_probe[probe]
    return sorted(rules)


def _kept(rule: Rule, candidates: Sequence[Found], page: Page, matches: Matches) -> Iterator[Found]:
    """The places that stand, in reading order, overlaps joined, ``most`` of them."""
    last = -1
    count = 0
    for item in candidates:
        if item.start is None or item.end is None:
            yield item
            continue
        if item.start < last or not _stands(rule, (item.start, item.end), page, matches):
            continue
        last = item.end
        count += 1
        if count > rule.most:
            return
        yield item


def _stands(rule: Rule, hit: Hit, page: Page, matches: Matches) -> bool:
    """Say whether a hit counts: not skipped, not excused, in the company the rule asks for."""
    for zone in rule.skip:
        if any(start <= hit[0] and hit[1] <= end for start, end in page.zones(zone)):
            return False
    if any(_overlap(hit, other) for probe in rule.unless for other in matches.of(probe)):
        return False
    if not all(_kept_company(near, hit, page, matches) for near in rule.near):
        return False
    return not any(_kept_company(near, hit, page, matches) for near in rule.not_near)


def _kept_company(near: Near, hit: Hit, page: Page, matches: Matches) -> bool:
    others = (other for probe in near.probes for other in matches.of(probe))
    return any(_beside(near, hit, other, page) for other in others if not _overlap(hit, other))


def _beside(near: Near, hit: Hit, other: Hit, page: Page) -> bool:
    after = other[0] >= hit[1]
    if near.side == "before" and after:
        return False
    if near.side == "after" and not after:
        return False
    if near.within == -2:
        return True
    start, end = page.sentence(hit[0])
    if near.within == -1:
        return start <= other[0] < end
    gap = page.text[hit[1] : other[0]] if after else page.text[other[1] : hit[0]]
    return len(gap) <= 24 * (near.within + 1) and len(gap.split()) <= near.within


def _overlap(one: Hit, other: Hit) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _finding(rule: Rule, severity: Severity, page: Page, item: Found) -> Finding:
    start, end = item.start, item.end
    span = None
    rewrite = None
    if start is not None and end is not None:
        if rule.mark == "sentence":
            start, end = page.sentence(start)
        span = page.span(start, end)
        rewrite = _rewrite(rule, page, start, end, item)
    details = item.details
    return Finding(
        rule=rule.id,
        severity=item.severity if item.severity is not None else severity,
        span=span,
        message=_filled(rule.message, details),
        why=rule.why,
        sources=rule.sources,
        suggestion=_filled(rule.suggest, details) if rule.suggest else None,
        rewrite=rewrite,
        guideline=rule.guideline.id,
    )


def _rewrite(rule: Rule, page: Page, start: int, end: int, item: Found) -> Rewrite | None:
    if item.replacement is not None:
        return Rewrite(page.span(start, end), item.replacement)
    if rule.rewrite is None:
        return None
    if rule.rewrite.replaces == "sentence":
        start, end = page.sentence(start)
    return Rewrite(page.span(start, end), _filled(rule.rewrite.text, item.details))


def _filled(template: str, details: dict[str, str]) -> str:
    """Put details into a template; only names that a detector gave are replaced."""
    for name, value in details.items():
        template = template.replace("{" + name + "}", value)
    return template


def _without_accepted(
    findings: list[Finding], pack: PolicyPack, page: Page, matches: Matches
) -> tuple[list[Finding], tuple[Accepted, ...]]:
    """Withdraw findings that lie in accepted words, and keep a note of each."""
    if not pack.accepted or not findings:
        return findings, ()
    today = page.draft.context.as_of
    kept: list[Finding] = []
    withdrawn: list[Accepted] = []
    spans = [
        (item, page.span(*hit))
        for item in pack.accepted
        if today is None or today <= item.until
        for hit in matches.of(item.probe)
    ]
    for finding in findings:
        excuse = next(
            (
                item
                for item, span in spans
                if finding.span is not None
                and span.covers(finding.span)
                and item.rule in {None, finding.rule, finding.category}
            ),
            None,
        )
        if excuse is None or finding.span is None:
            kept.append(finding)
        else:
            withdrawn.append(Accepted(finding.rule, finding.span, excuse.reason))
    return kept, tuple(withdrawn)


def _without_echoes(findings: list[Finding], pack: PolicyPack) -> list[Finding]:
    """Of two findings of one category at one place, keep the heavier: nobody needs to be told twice.

    Of equals, a rule is kept before the reader: it says more exactly what is wrong and what would mend it.
    """
    if len(findings) < 2:
        return findings
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.severity, f.rule in pack.read, -_length(f))):
        twin = any(
            other.category == finding.category
            and (
                (other.span is None and finding.span is None)
                or (other.span is not None and finding.span is not None and other.span.overlaps(finding.span))
            )
            for other in kept
        )
        if not twin:
            kept.append(finding)
    return kept


def _length(finding: Finding) -> int:
    return finding.span.end - finding.span.start if finding.span else 0


def _worst_first(finding: Finding) -> tuple[int, int, str]:
    start = finding.span.start if finding.span else 1 << 30
    return -finding.severity, start, finding.rule
