"""A person's own answer, put right: every sentence that can stay stays.

What confirms, argues or promises goes; what is missing (a private contact) is added from the pack. Nothing
else is put in the person's mouth.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from bot.model import Complaint, Fault, Finding, Rewrite, Severity, Span, Triage
from bot.own_faults import INVITES, own_faults
from bot.policy import PolicyPack
from bot.replies import compose, contact_of
from bot.reply_faults import contact_details, draft_of, roles
from bot.review import review
from bot.safer import apply, tidy

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"')]*|$)")
_SPLICED = re.compile(r"[a-z,][A-Z]")
"""A whole sentence set into the middle of another."""
_ADDRESSED = re.compile(r",\s*[A-Z][a-z'’-]+(?=[.!?,]|$)")
"""A name by which the reviewer is addressed at the end of a sentence, or of a part of it."""
_GREETED = re.compile(
    r"^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)),?\s+"
    r"(?:(?:mr|mrs|ms|dr)\.?\s+)?[A-Z][a-z'’-]+\s*[,!:]\s*",
    re.IGNORECASE,
)
"""A greeting by name, to the comma behind it."""
_EXCLAIMS = re.compile(
    r"(?:oh|wow|well|sure|bravo|nice|cute|yikes|sigh|ha(?: ?ha)*|lol|huh|hm+|whatever|congratulations|"
    r"oh (?:sure|wow|well|my|please)|nice try|good grief|give me a break)[.!?]*",
    re.IGNORECASE,
)
"""A sentence that is only an exclamation: harmless alone, and left over from an attack that went."""
_LEANS = re.compile(r"\b(?:it|that|them|those|so)[.!?]*$", re.IGNORECASE)
"""A sentence that ends by pointing at the one before it."""
_LEAST_WORDS = 6
"""Below so many words beside the contact, a sentence only points at it."""
_WRITES = re.compile(r"(?:text|e-?mail|message|write to|phone|ring)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Corrected:
    """An answer that passes: ``own`` says that sentences of the person's are in it."""

    text: str = field(repr=False)
    own: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in an answer.

    ``harmless`` are rules that met something in it which the reader finds harmless; they are not asked again.
    """

    faults: Sequence[Fault] = ()
    harmless: Set[str] = frozenset()


def corrected(
    text: str, complaint: Complaint, triage: Triage, pack: PolicyPack, judged: Judged
) -> Corrected | None:
    """The nearest answer to ``text`` without a fault; ``None`` where not even a composed one can be given.

    An answer that is free of faults comes back as it is.

    Args:
        text: The person's own answer.
        complaint: What it answers.
        triage: What was understood of it.
        pack: Whose contacts and wordings are used.
        judged: What was found in ``text``.
    """
    if not judged.faults:
        return Corrected(text)
    needs_contact = not triage.praise
    kept = _kept(text, complaint, pack, judged.faults)
    contact = contact_of(triage, pack)
    if (
        needs_contact
        and contact
        and not any(reach in part for reach in contact_details(pack) for part in kept)
    ):
        kept = _with_contact(kept, contact, complaint, pack)
    for additions in _additions(complaint, triage, pack, contact, needed=needs_contact):
        answer = " ".join([*kept, *additions])
        again = own_faults(answer, complaint, pack, needs_contact=needs_contact)
        if kept and all(fault.code in judged.harmless for fault in again):
            return Corrected(answer)
    composed = compose(complaint, triage, pack)
    return Corrected(composed[0].text, own=False) if composed else None


def _kept(text: str, complaint: Complaint, pack: PolicyPack, found: Sequence[Fault]) -> list[str]:
    """The person's sentences that can stay; none where nothing would be left but a curt "Please call"."""
    parts = [(match[0].strip(), Span(*match.span())) for match in _SENTENCE.finditer(text)]
    mended = [(part, _mended(part, _within(span, found), complaint, pack)) for part, span in parts]
    if all(part == better for part, better in mended):
        return [part for part, _ in parts]
    before = [True, *(better is not None for _, better in mended)]
    kept = [
        better
        for (_, better), stands in zip(mended, before, strict=False)
        if better and not _EXCLAIMS.fullmatch(better) and (stands or not _LEANS.search(better))
    ]
    return kept if any(not _only_points(sentence, pack) for sentence in kept) else []


def _within(sentence: Span, found: Sequence[Fault]) -> list[Fault]:
    return [fault for fault in found if fault.span is not None and fault.span.overlaps(sentence)]


def _only_points(sentence: str, pack: PolicyPack) -> bool:
    """Whether a sentence says how to reach somebody, and nothing else."""
    bare = sentence
    for known in (*contact_details(pack), *roles(pack)):
        bare = re.sub(re.escape(known), "", bare, flags=re.IGNORECASE)
    return (bare != sentence or INVITES.search(sentence) is not None) and len(bare.split()) < _LEAST_WORDS


def _with_contact(kept: Sequence[str], contact: str, complaint: Complaint, pack: PolicyPack) -> list[str]:
    """``kept`` with the contact in the person's own invitation, once; further invitations go."""
    answer, invited = [], False
    for sentence in kept:
        if not (match := INVITES.search(sentence)):
            answer.append(sentence)
            continue
        named = f"{_verb(match['verb'])} {contact}"
        own = sentence[: match.start()] + named + sentence[match.end() :]
        if not invited and not _faults_of(own, complaint, pack):
            answer.append(own)
            invited = True
    return answer


def _verb(verb: str) -> str:
    """The person's own verb, where the contact can be reached that way."""
    if not _WRITES.search(verb):
        return verb
    return "Please reach" if verb[:1].isupper() else "please reach" if verb.startswith("please") else "reach"


def _additions(
    complaint: Complaint, triage: Triage, pack: PolicyPack, contact: str | None, *, needed: bool
) -> Sequence[tuple[str, ...]]:
    """What may be added behind the person's own sentences, the least first."""
    if not needed:
        return [()]
    if contact is None:
        return []
    invite = f"Please call {contact}."
    apart = "Privacy rules keep us from discussing anything personal here."
    return [(), (invite,), (apart, invite)]


def _mended(sentence: str, found: Sequence[Fault], complaint: Complaint, pack: PolicyPack) -> str | None:
    """The sentence as it is, or with its wording changed, or ``None`` where it must go."""
    if not found:
        return sentence
    if any(fault.code in pack.read for fault in found):
        return None  # only the reader saw it, and no rule can say when it is mended
    rewritten = _rewritten(sentence, complaint, pack)
    for candidate in (
        _ungreeted(sentence),
        "" if _SPLICED.search(rewritten) else rewritten,
        _ADDRESSED.sub("", sentence),
    ):
        if candidate and candidate != sentence and not _faults_of(candidate, complaint, pack):
            return candidate
    return None


def _ungreeted(sentence: str) -> str:
    """The sentence without a greeting by name; empty where there is none."""
    rest = _GREETED.sub("", sentence)
    return rest[:1].upper() + rest[1:] if rest != sentence else ""


def _faults_of(sentence: str, complaint: Complaint, pack: PolicyPack) -> list[Fault]:
    found = own_faults(sentence, complaint, pack, needs_contact=False)
    return [fault for fault in found if fault.code != "length"]


def _rewritten(sentence: str, complaint: Complaint, pack: PolicyPack) -> str:
    result = review(draft_of(sentence, complaint), pack)
    rewrites = _apart(
        [f.rewrite for f in result.findings if f.severity > Severity.ADVISE and _rewords(f, sentence)]
    )
    return tidy(apply(sentence, rewrites)) if rewrites else ""


def _rewords(finding: Finding, sentence: str) -> bool:
    """Say whether a change leaves something of the person's own sentence."""
    rewrite = finding.rewrite
    return (
        rewrite is not None and bool(rewrite.text) and rewrite.span.end - rewrite.span.start < len(sentence)
    )


def _apart(rewrites: Sequence[Rewrite | None]) -> list[Rewrite]:
    chosen: list[Rewrite] = []
    for rewrite in rewrites:
        if rewrite is not None and not any(rewrite.span.overlaps(other.span) for other in chosen):
            chosen.append(rewrite)
    return chosen
