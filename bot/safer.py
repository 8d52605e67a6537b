"""A version that can be published: the findings' own changes, nothing else, and reviewed again.

When no honest change exists, nothing is invented; the person is told what to decide.
"""

import re
from collections.abc import Callable, Sequence

from bot.model import Draft, Finding, Reading, Review, Rewrite, SaferVersion, Severity, Verdict
from bot.policy import PolicyPack
from bot.review import review

ROUNDS = 3
"""A change may uncover another finding; after so many rounds a person decides."""

LEAST_WORDS = 4
"""What is left must still say something."""

_BLANKS_BEFORE_MARK = re.compile(r"[ \t]+([,.;:!?])")
_DOUBLE_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}")
_MARKS_TWICE = re.compile(r"([,;:])\s*([.!?])|([.!?])\s*[,;]")
_LONE_LINES = re.compile(r"\n{3,}")

ReadingOf = Callable[[Draft], Reading | None]


def safer_version(
    draft: Draft, result: Review, pack: PolicyPack, reading_of: ReadingOf = lambda _: None
) -> SaferVersion:
    """Find a version of ``draft`` that the same packs pass, changing only the words at fault."""
    if not result.findings:
        return SaferVersion()
    current, current_result = draft, result
    for _ in range(ROUNDS):
        rewrites = _rewrites(current_result.findings)
        if not rewrites:
            break
        text = tidy(apply(current.text, rewrites))
        if text == current.text or len(text.split()) < LEAST_WORDS:
            break
        current = Draft(text, draft.kind, draft.outlet, draft.context)
        current_result = review(current, pack, reading_of(current))
    if current is not draft and current_result.verdict is Verdict.OK:
        return SaferVersion(text=current.text)
    if result.verdict is Verdict.OK:
        return SaferVersion()
    return SaferVersion(decide=_to_decide(result.findings))


def apply(text: str, rewrites: Sequence[Rewrite]) -> str:
    """Put every rewrite in its place; they must not overlap."""
    for rewrite in sorted(rewrites, key=lambda r: r.span, reverse=True):
        old = rewrite.span.of(text)
        new = rewrite.text
        if new and old[:1].isupper() and new[:1].islower():
            new = new[0].upper() + new[1:]
        text = text[: rewrite.span.start] + new + text[rewrite.span.end :]
    return text


def tidy(text: str) -> str:
    """Mend blanks and marks that a removal leaves behind; line breaks stay as they are."""
    text = _BLANKS_BEFORE_MARK.sub(r"\1", text)
    text = _DOUBLE_BLANKS.sub(" ", text)
    text = _MARKS_TWICE.sub(lambda m: m[2] or m[3], text)
    text = _LONE_LINES.sub("\n\n", text)
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def _rewrites(findings: Sequence[Finding]) -> list[Rewrite]:
    """Rewrites that do not overlap; the larger wins, since it removes what the smaller would mend."""
    chosen: list[Rewrite] = []
    offers = [finding.rewrite for finding in findings if finding.rewrite is not None]
    for offer in sorted(offers, key=lambda r: (r.span.start - r.span.end, r.span.start)):
        if not any(offer.span.overlaps(other.span) for other in chosen):
            chosen.append(offer)
    return chosen


def _to_decide(findings: Sequence[Finding]) -> tuple[str, ...]:
    """What only a person can settle, worst first, each said once."""
    open_ones = [f for f in findings if f.severity > Severity.ADVISE]
    said = [finding.suggestion or finding.message for finding in open_ones]
    return tuple(dict.fromkeys(said))
