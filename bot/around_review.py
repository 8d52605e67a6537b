"""What stands around a review: what is on file goes in before it, what can be done next comes after it."""

from contextlib import suppress
from dataclasses import replace

from bot.approval import UNFINISHED, Submission
from bot.cards import ReviewCard
from bot.commands import Request, ReviewDraft
from bot.desk import Desk
from bot.desk_buttons import Button
from bot.desk_cards import next_version, outcome_buttons
from bot.errors import BookUnavailable
from bot.model import Draft, Kind, Verdict
from bot.outcomes import is_evening, is_heated
from bot.registers import Applied, OnFile, Register, apply

BUTTONS = frozenset({"web", "slack", "teams"})
"""Platforms on which somebody may press a button later, for which the draft is kept a while."""

VERSIONS = 10
"""Earlier versions among which the one that was sent is looked for."""

LATE = "It is late, and this reads as if it was written in anger. It can be held until the morning."
UNREAD = "The registers could not be read, so this was reviewed without them."


async def before_review(desk: Desk, request: Request, draft: Draft) -> Applied:
    """The draft with what the registers know of it and its author.

    A database that is down costs that, not the review.
    """
    try:
        on_file = await _on_file(desk, request.actor.tenant, draft)
    except BookUnavailable:
        return Applied(draft, notices=(UNREAD,))
    return apply(draft, on_file, _author(desk, request), desk.clock.now())


def _author(desk: Desk, request: Request) -> str:
    """Whose ties and whose right to speak count: the author's, whoever has the draft reviewed."""
    known = request.command.author if isinstance(request.command, ReviewDraft) else None
    return known or desk.person(request).id


async def _on_file(desk: Desk, tenant: str, draft: Draft) -> OnFile:
    items = await desk.books.registers.items(tenant)
    found = OnFile.of(items)
    if found.authorizations or not draft.context.authorizations:
        return found
    used = await desk.books.registers.was_used(tenant, Register.AUTHORIZATIONS)
    return replace(found, authorizations_used=used)


async def after_review(
    desk: Desk, request: Request, draft: Draft, card: ReviewCard, *, placed: bool = False
) -> ReviewCard:
    """The card with what can be done next, the draft kept for it.

    ``placed`` says that the pack knows what outlets are good for, so that one may ask where it should go.
    """
    if card.decision_id is None or request.platform not in BUTTONS:
        return card
    at = desk.clock.now()
    if desk.books.keep:
        with suppress(BookUnavailable):  # a button then asks for the words again
            await desk.books.drafts.keep(request.actor.tenant, card.decision_id, draft, at + desk.books.keep)
    late = is_heated(card.review) and is_evening(at, desk.policy)
    offered = outcome_buttons(card.decision_id, card.review.verdict, late=late)
    now = await _open_submission(desk, request)
    if now is not None:
        send, hand_in = f"send {card.decision_id}", next_version(now, card.decision_id)
        offered = tuple(hand_in if one.words == send else one for one in offered)
    if placed and draft.kind is Kind.POST and card.review.verdict is not Verdict.BLOCK:
        offered = (*offered, Button("Where should it go?", f"where {card.decision_id}"))
    return replace(
        card,
        buttons=offered,
        notices=(*card.notices, LATE) if late else card.notices,
    )


async def _open_submission(desk: Desk, request: Request) -> Submission | None:
    """The submission of an earlier version of this draft, while people decide on it."""
    earlier = request.command.earlier if isinstance(request.command, ReviewDraft) else ()
    author = desk.person(request).id
    with suppress(BookUnavailable):  # the version can still be sent as a draft of its own
        for decision_id in earlier[:VERSIONS]:
            now = await desk.books.submissions.of_review(request.actor.tenant, decision_id)
            if now is not None and now.author == author and now.state in UNFINISHED:
                return now
    return None
