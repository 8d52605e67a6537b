"""Another set of replies: the public review is kept encrypted for a while, so that a button can ask again."""

from contextlib import suppress
from datetime import date

from bot.cards import NoteCard
from bot.commands import Overrule, OverruleReason, Request, RespondToReview
from bot.desk import NOT_FOUND, Desk
from bot.errors import BookUnavailable
from bot.model import Complaint, Context, Draft, Kind, Outcome
from bot.ports import Entry
from bot.reply_cards import RespondCard

BUTTONS = frozenset({"slack", "teams"})
"""Platforms whose button carries no words; the page sends the review along."""

MOST_SETS = 1_000
"""Beyond that nobody reads any more, and the wordings came round long before."""

GONE = "That review is no longer kept. Please paste it again; nothing was recorded."
_ANSWERED = "answered"


async def keep(desk: Desk, request: Request, card: RespondCard) -> None:
    """Keep the review behind ``card`` for its button; a database that is down costs that, not the answer."""
    if card.decision_id is None or request.platform not in BUTTONS or not desk.books.keep:
        return
    until = desk.clock.now() + desk.books.keep
    with suppress(BookUnavailable):
        await desk.books.drafts.keep(request.actor.tenant, card.decision_id, as_draft(card.complaint), until)


async def again(desk: Desk, request: Request, decision_id: str) -> RespondToReview | NoteCard:
    """What to ask for the next set after the answer of this entry; only whoever asked for that one may.

    Raises:
        BookUnavailable: What was kept cannot be read.
    """
    entry = await desk.log.entry(request.actor.tenant, decision_id)
    if entry is None or entry.decision.event != "responded":
        return NOT_FOUND
    if desk.author_of(entry).id != desk.person(request).id:
        return NOT_FOUND
    kept = await desk.books.drafts.read(request.actor.tenant, decision_id)
    if kept is None or kept.kind is not Kind.REVIEW:
        return NoteCard(GONE, failed=True)
    told = entry.decision.details.get("set")
    sets = told if isinstance(told, int) else 0
    return RespondToReview(as_complaint(kept), min(sets + 1, MOST_SETS), _overruled(entry))


def as_draft(complaint: Complaint) -> Draft:
    """A public review in the form in which the shelf keeps texts."""
    known = [str(complaint.rating)] if complaint.rating is not None else []
    known += [_ANSWERED] if complaint.answered else []
    known += [complaint.posted.isoformat()] if complaint.posted else []
    return Draft(complaint.text, Kind.REVIEW, complaint.outlet, Context(" ".join(known)))


def as_complaint(kept: Draft) -> Complaint:
    """The public review that ``as_draft`` was given."""
    known = kept.context.text.split()
    stars = next((int(word) for word in known if word.isdecimal()), None)
    posted = next((date.fromisoformat(word) for word in known if "-" in word), None)
    return Complaint(kept.text, kept.outlet, stars, _ANSWERED in known, posted)


def _overruled(entry: Entry) -> Overrule | None:
    """What a person decided otherwise for the earlier set holds for the next one, too."""
    outcome, reason = (entry.decision.details.get(name) for name in ("overruled_to", "reason"))
    if outcome is None or reason is None:
        return None
    return Overrule(Outcome(str(outcome)), OverruleReason(str(reason)))
