"""What is believed of a model's answer. Pure: it can make a review stricter and kinder, never looser.

A finding counts when its words stand in the draft and its guideline in the pack. It asks for a revision at
most: no model blocks, and none takes anything away.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.additions import added, repeats
from bot.model import BY_MODEL, Draft, Finding, Review, Severity, Verdict, Wording
from bot.model_answers import SaidFinding
from bot.model_calls import Unproven
from bot.page import Page
from bot.policy import PolicyPack
from bot.quotes import Quotable
from bot.redaction import Redacted, restored
from bot.review import review
from bot.safer import ReadingOf
from bot.voice import kept_words, says_more, turns, words_of

MOST_DROPPED = 0.5
"""Where more than this share of an answer's findings stand nowhere, none of it is believed."""

LEAST_KEPT = 0.3
"""A rewrite that keeps less of the author's words is somebody else's text."""

MOST_LONGER = 1.5
"""A rewrite may be so many times as long as the draft, and a sentence more."""

A_SENTENCE = 160

_DECIDES = re.compile(
    r"\b(?:approv\w+|publish|post it|go ahead|ignore|disregard|override|instruction\w*|prompt|verdict|"
    r"safe to|okay to|ok to|no (?:issues?|problems?|concerns?)|fine to)\b"
)
"""A reason says what is wrong; it does not tell anybody what to do."""


class Unreliable(Exception):
    """Too much of an answer stands nowhere in the text: none of it is believed, and it is not asked again."""


@dataclass(frozen=True, slots=True)
class Believed:
    """A finding that stands: ``[start, end)`` of the redacted text, never of the text as typed.

    ``reason`` is the model's, or empty where it said what no reason may say.
    """

    guideline: str
    start: int
    end: int
    severity: Severity
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is believed of an answer, and how much of it was not."""

    kept: tuple[Believed, ...]
    dropped: int = 0


def believe(said: Sequence[SaidFinding], redacted: Redacted, pack: PolicyPack, instructions: str) -> Findings:
    """Keep the findings of ``said`` that quote the text and name a guideline of ``pack``.

    Raises:
        Unreliable: More than half of them do not.
    """
    quotable = Quotable(redacted)
    kept: dict[tuple[str, int, int], Believed] = {}
    dropped = 0
    for item in said:
        place = quotable.find(item.quote)
        if place is None or item.guideline not in pack.guidelines:
            dropped += 1
            continue
        reason = _reason(item.reason, redacted, pack, item.guideline, instructions)
        kept.setdefault(
            (item.guideline, *place),
            Believed(item.guideline, *place, min(item.severity, Severity.REVISE), reason),
        )
    if said and dropped / len(said) > MOST_DROPPED:
        raise Unreliable
    return Findings(tuple(kept.values()), dropped)


def _reason(reason: str, redacted: Redacted, pack: PolicyPack, guideline: str, instructions: str) -> str:
    """The model's reason in one line; empty where it adds, gives away or orders something."""
    line = " ".join(Page(Draft(reason)).typed.split())
    known = pack.guidelines[guideline]
    if added(line, (redacted.text, known.title, known.text)) or _DECIDES.search(line.lower()):
        return ""
    return "" if repeats(line, instructions, (redacted.text, known.text)) else line


def with_findings(
    result: Review, believed: Sequence[Believed], redacted: Redacted, pack: PolicyPack
) -> Review:
    """``result`` with what is believed added behind what stands; nothing of it is changed or taken away."""
    standing = list(result.findings)
    for item in believed:
        finding = _finding(item, redacted, pack)
        if not any(_says_the_same(finding, other) for other in standing):
            standing.append(finding)
    ordered = sorted(standing, key=lambda f: -f.severity)  # stable: ours stay before the model's
    return replace(result, findings=tuple(ordered))


def by_model(finding: Finding) -> bool:
    """Say whether a model made ``finding``."""
    return finding.rule.startswith(BY_MODEL)


def _finding(item: Believed, redacted: Redacted, pack: PolicyPack) -> Finding:
    guideline = pack.guidelines[item.guideline]
    return Finding(
        rule=BY_MODEL + guideline.id,
        severity=item.severity,
        span=redacted.span(item.start, item.end),
        message=f"A language model sees something here: {item.reason or guideline.title}",
        why=guideline.text,
        sources=guideline.sources,
        guideline=guideline.id,
    )


def _says_the_same(finding: Finding, other: Finding) -> bool:
    if finding.span is None or other.span is None or not finding.span.overlaps(other.span):
        return False
    return other.guideline == finding.guideline or other.severity > finding.severity


def wording(text: str, draft: Draft, redacted: Redacted, pack: PolicyPack, reading_of: ReadingOf) -> Wording:
    """``text`` as a version to offer, once it passed everything.

    Raises:
        Unproven: It did not; the code says why, in a word that may be told to the model.
    """
    own = restored(text, redacted)
    if own is None:
        raise Unproven("placeholder_kept")
    if not own or words_of(own) == words_of(draft.text):
        raise Unproven("nothing_changed")
    if len(own) > MOST_LONGER * len(draft.text) + A_SENTENCE:
        raise Unproven("too_long_text")
    disclosure = str(pack.organization.get("disclosure") or "")
    if codes := added(own, (draft.text, disclosure)):
        raise Unproven(f"added_{codes[0]}")
    share = kept_words(draft.text, own)
    if share < LEAST_KEPT:
        raise Unproven("voice_lost")
    if turns(draft.text, own):
        raise Unproven("meaning_turned")
    if says_more(draft.text, own, disclosure):
        raise Unproven("added_sentence")
    candidate = replace(draft, text=own)
    if review(candidate, pack, reading_of(candidate)).verdict is not Verdict.OK:
        raise Unproven("does_not_pass")
    return Wording(own, share)
