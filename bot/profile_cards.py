"""What Bedside says about professional profiles. Pure; it never says "verified" of what it cannot see."""

from collections.abc import Sequence
from datetime import date

from bot.cards import MARKS, ReviewCard, headline
from bot.desk_buttons import Button
from bot.model import Finding, Verdict
from bot.personal import Personal, Profile
from bot.personal_cards import GuideCard
from bot.presence_cards import MINE, day
from bot.profile_parts import HINT, Piece, part_of, pieces
from bot.profiles import BEFORE, Drift, ProfileKind, over

NO_KINDS = "The policy pack names no profiles."
NOT_THERE = "That profile is not on the list any more. Nothing was lost."
NOTHING_SHOWN = "Please show me the text first; there is nothing to approve yet."
WAS_BLOCKED = (
    "That text should not stand in public, so it cannot be approved. Please change it and show it again."
)
KEPT = "I keep no text: a keyed fingerprint of each sentence, so that I can say what has changed, and dates."
ALL = Button("All profiles", "profile")
TERMS = (("quarter", "In three months"), ("half", "In six months"), ("year", "In a year"))
MOST_WORDS = 120


def overview(personal: Personal, kinds: Sequence[ProfileKind], today: date, told: str = "") -> GuideCard:
    """All profiles, and how each stands."""
    if not kinds:
        return GuideCard("Professional profiles", NO_KINDS, failed=True)
    return GuideCard(
        "Professional profiles",
        told,
        lines=("These are for everybody to see, so what stands there has to be true today.",),
        facts=tuple((kind.name, state(personal.profiles.get(kind.id), today)) for kind in kinds),
        buttons=(*(Button(kind.name, f"profile {kind.id}") for kind in kinds), MINE),
    )


def profile_card(kind: ProfileKind, known: Profile | None, today: date, told: str = "") -> GuideCard:
    """One profile: what to look at there, and a place for its text."""
    approved = known is not None and known.approved is not None
    return GuideCard(
        kind.name,
        told,
        lines=("Open it signed out, as strangers see it.", *kind.looks, KEPT),
        facts=(("Stands", state(known, today)),),
        buttons=(
            *((Button("I looked, it is still right", f"profile {kind.id} still"),) if approved else ()),
            *((Button("Look again", f"profile {kind.id} by", TERMS),) if known is not None else ()),
            ALL,
            *((Button("I have none any more", f"profile {kind.id} forget"),) if known is not None else ()),
        ),
        paste=Button("Check this text", f"profile {kind.id}", asks="What stands there", hint=HINT),
    )


def checked_card(
    kind: ProfileKind, known: Profile, reviewed: ReviewCard, drift: Drift | None, today: date
) -> GuideCard:
    """What the review says of a profile's text, and how it differs from the approved one."""
    text = reviewed.draft.text
    found, blocked = pieces(text), reviewed.review.verdict is Verdict.BLOCK
    as_approved = drift is not None and drift.none
    still = Button("It is still right", f"profile {kind.id} still")
    keep = still if as_approved else Button("Approve this text", f"profile {kind.id} approve")
    return GuideCard(
        kind.name,
        _drift(known, drift),
        lines=(
            *(_finding(one, text, found) for one in reviewed.review.findings),
            *(
                f"{part.label}: {length:,} characters, {length - most:,} over."
                for part, length, most in over(text, kind)
            ),
            *reviewed.notices,
        ),
        facts=(
            ("Bedside says", headline(reviewed.review)),
            *((("New since then", " / ".join(drift.new)),) if drift is not None and drift.new else ()),
            ("Stands", state(known, today)),
        ),
        buttons=(*(() if blocked else (keep,)), ALL),
        paste=Button("Check it again", f"profile {kind.id}", asks="What stands there", hint=HINT),
        decision_id=reviewed.decision_id,
    )


def state(known: Profile | None, today: date) -> str:
    """How a profile stands, in a few words; only what its owner said."""
    if known is None or (known.approved is None and known.shown is None):
        by = known.review_by if known is not None else None
        return f"not shown yet, to be looked at by {day(by)}" if by else "not shown yet"
    if known.approved is None:
        return "shown, not approved yet"
    looked = known.looked or known.approved.on
    said = f"you said right on {day(looked)}"
    if known.review_by is None:
        return said
    if known.review_by < today:
        return f"{said}, to be looked at since {day(known.review_by)}"
    soon = ", which is soon" if known.review_by - today <= BEFORE else ""
    return f"{said}, again by {day(known.review_by)}{soon}"


def _drift(known: Profile, drift: Drift | None) -> str:
    if drift is None or known.approved is None:
        return ""
    on = day(known.approved.on)
    if drift.none:
        return f"This is what you approved on {on}, word for word."
    if drift.moved:
        return f"These are the sentences that you approved on {on}, in another order."
    new, gone = len(drift.new), drift.gone
    told = [f"{_sentences(new)} new" if new else "", f"{_sentences(gone)} gone" if gone else ""]
    return f"This differs from what you approved on {on}: {', and '.join(part for part in told if part)}."


def _sentences(count: int) -> str:
    return "one sentence is" if count == 1 else f"{count} sentences are"


def _finding(finding: Finding, text: str, found: Sequence[Piece]) -> str:
    part = part_of(found, finding.span)
    words = " ".join(finding.span.of(text).split()) if finding.span is not None else ""
    words = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"
    place = ", ".join(([part.label] if part else []) + ([f"“{words}”"] if words else []))
    said = f"{place}: {finding.message}" if place else finding.message
    return f"{MARKS[finding.severity]} {said} {finding.suggestion or ''}".rstrip()
