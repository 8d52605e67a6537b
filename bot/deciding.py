"""Submissions: sent, and decided. The moves are ``bot.moves``'; here they meet the books."""

from dataclasses import replace
from datetime import timedelta

from bot import desk_commands as ask
from bot.approval import GOING_AHEAD, Refusal, ReturnReason, State, Submission, Version, WaiverReason
from bot.cards import Card, NoteCard, ReviewCard
from bot.commands import Request
from bot.delivery import Conversation
from bot.desk import NOT_FOUND, TRIES, Desk, decides
from bot.model import Actor, Decision, Draft, Severity
from bot.moves import Approve, Block, Move, Release, Return, Revise, Take, Withdraw, move, overdue
from bot.on_file_since import ended
from bot.people import Person
from bot.ports import Entry
from bot.showing import card_of, may_see
from bot.submission_entries import details_of, entry_of
from bot.versions import TEXT_GONE, as_known, kept_version, version_of

SHORTEST_VERSION = 8
MOST_SAID = 3
UNSEEN = "Its text is no longer kept, so nobody can see what would go out. Its author can send a new version."
LETS_OUT = (Approve, Release)
EVENTS = {
    Approve: "approved",
    Return: "returned",
    Block: "blocked",
    Release: "released",
    Take: "taken",
    Revise: "resubmitted",
    Withdraw: "withdrawn",
}


async def send(desk: Desk, request: Request, command: ask.Send, where: Conversation | None = None) -> Card:
    """Hand a reviewed draft to those who decide on it."""
    entry = await desk.reviewed(request, command.decision_id)
    person = desk.person(request)
    if entry is None or not (desk.author_of(entry).id == person.id or decides(person)):
        return NOT_FOUND
    text = await desk.books.drafts.read(request.actor.tenant, entry.id) or command.draft
    if text is None or desk.fingerprinter.fingerprint(text.text) != entry.decision.fingerprint:
        return NoteCard(TEXT_GONE, failed=True)
    new = _submission(desk, request, command, entry)
    if where is not None:  # where the author is told of the deadline
        new = replace(new, conversation={"platform": where.platform, "tenant": where.tenant, "id": where.id})
    await desk.books.drafts.keep(new.tenant, entry.id, text, new.asked_at + desk.books.deciding)
    details = details_of(new)
    standing, made = await desk.open(
        new, desk.made(request, "sent", entry.decision, entry.id, details), request
    )
    told = "Sent." if made is not None else "It was sent already."
    return card_of(desk, standing, person, entry, told=told, decision_id=made.id if made else None)


async def decide(desk: Desk, request: Request, command: ask.Decide) -> Card:
    """One click; the first one counts, and a later one is told by whom and when."""
    person = desk.person(request)
    for _ in range(TRIES):
        now = await desk.books.submissions.get(request.actor.tenant, command.submission_id)
        if now is None or not may_see(desk, now, person):
            return NOT_FOUND
        wanted = _wanted(command, now)
        if isinstance(wanted, NoteCard):
            return wanted
        after = move(now, wanted, person, desk.policy.including(person), desk.clock.now())
        if isinstance(after, Submission) and command.draft is None and await _unseen(desk, now, wanted):
            after = Refusal("text_gone", UNSEEN)
        if isinstance(after, Submission) and command.draft is None and isinstance(wanted, LETS_OUT):
            review = await desk.reviewed(request, now.version.decision_id)
            gone = await ended(desk, review)
            after = after if gone is None else Refusal("on_file_changed", gone)
        edited = None
        if command.draft is not None and isinstance(after, Submission):
            after, edited = await _edited(desk, request, command.draft, now, person)
        if isinstance(after, Refusal):
            entry = await desk.reviewed(request, now.version.decision_id)
            return card_of(desk, now, person, entry, told=after.sentence, refused=True)
        entry = await desk.reviewed(request, after.version.decision_id)
        made = entry_of(desk, request, EVENTS[type(wanted)], after, edited=edited is not None)
        if after.waiver is not None and entry is not None:  # what was waived, for the figures of those rules
            made = replace(made, findings=entry.decision.findings)
        kept = await desk.change(now, after, made, request)
        if kept is not None:
            return card_of(desk, after, person, entry, told="Recorded.", decision_id=kept.id)
    return NoteCard("Many people are deciding on this right now. Please look again.", failed=True)


async def _unseen(desk: Desk, now: Submission, wanted: Move) -> bool:
    """Say whether it would be let out though nobody can look at its text any more."""
    return (
        isinstance(wanted, LETS_OUT)
        and await desk.books.drafts.read(now.tenant, now.version.decision_id) is None
    )


async def tick(desk: Desk, submission: Submission) -> Submission | None:
    """What a passed deadline makes of a submission; on the record as done by Bedside itself."""
    after = overdue(submission, desk.policy, desk.clock.now())
    if after is None:
        return None
    event = "expired" if after.state is State.EXPIRED else "deputized"
    return after if await _by_itself(desk, submission, after, event) else None


async def warn(desk: Desk, submission: Submission) -> Submission | None:
    """That the author is told of the deadline now, once."""
    after = replace(submission, warned=True, revision=submission.revision + 1)
    return after if await _by_itself(desk, submission, after, "reminded") else None


async def _by_itself(desk: Desk, before: Submission, after: Submission, event: str) -> bool:
    actor = Actor("bedside", "system", after.tenant)
    made = Decision(event, actor, desk.clock.now(), platform="desk", subject=after.version.decision_id)
    made = replace(made, fingerprint=after.version.fingerprint, details=details_of(after))
    return await desk.change(before, after, made) is not None


def _submission(desk: Desk, request: Request, command: ask.Send, entry: Entry) -> Submission:
    at, decision = desk.clock.now(), entry.decision
    steps = desk.policy.steps_for(command.purpose)
    return Submission(
        id=desk.books.make_id(),
        tenant=request.actor.tenant,
        author=desk.author_of(entry).id,
        purpose=command.purpose,
        steps=steps,
        version=version_of(entry),
        asked_at=at,
        due_at=at + timedelta(hours=steps[0].hours),
        kind=decision.kind or "post",
        outlet=decision.outlet or "linkedin",
    )


async def _edited(
    desk: Desk, request: Request, draft: Draft, now: Submission, person: Person
) -> tuple[Submission | Refusal, Version | None]:
    """Approve with edits: the approver's text is reviewed, becomes the version, and is approved as such."""
    draft = await as_known(desk, now, draft)
    card = await desk.review(request, draft, now.author)
    made = await kept_version(desk, request, draft, card)
    if made is None:
        return Refusal("unrecorded", "The edited text could not be recorded. Nothing was changed."), None
    at = desk.clock.now()
    revised = move(now, Revise(made), person, desk.policy.including(person), at)
    if isinstance(revised, Refusal):
        return revised, None
    command = request.command
    reason = command.reason if isinstance(command, ask.Decide) else None
    waiver = WaiverReason(reason) if reason in GOING_AHEAD else None
    wanted = Approve(made.fingerprint, waiver)
    after = move(revised, wanted, person, desk.policy.including(person), at)
    if isinstance(after, Refusal):
        return replace(after, sentence=f"{after.sentence}{_in_those_words(card)}"), None
    return replace(after, revision=now.revision + 1), made


def _in_those_words(card: ReviewCard) -> str:
    """What was found in words that nobody has seen judged yet: without it, whoever wrote them would guess."""
    said = dict.fromkeys(one.message for one in card.review.findings if one.severity > Severity.ADVISE)
    return f" In your words: {' '.join(list(said)[:MOST_SAID])}" if said else ""


def _wanted(command: ask.Decide, now: Submission) -> Move | NoteCard:
    """The move that a click stands for; the version it names may be shortened."""
    seen = command.fingerprint
    if len(seen) >= SHORTEST_VERSION and now.version.fingerprint.startswith(seen):
        seen = now.version.fingerprint
    match command.action:
        case ask.Action.APPROVE:
            waiver = WaiverReason(command.reason) if command.reason in GOING_AHEAD else None
            return Approve(seen, waiver)
        case ask.Action.RELEASE:
            if command.reason in GOING_AHEAD:
                return Release(seen, WaiverReason(command.reason))
        case ask.Action.RETURN | ask.Action.BLOCK:
            if command.reason in set(ReturnReason):
                reason = ReturnReason(command.reason)
                return Return(reason) if command.action is ask.Action.RETURN else Block(reason)
        case ask.Action.TAKE:
            return Take()
        case ask.Action.WITHDRAW:
            return Withdraw()
    return NoteCard("Please pick a reason from the list. Nothing was recorded.", failed=True)
