"""Submissions: sent, decided, changed. The moves are ``bot.moves``'; here they meet the books."""

from dataclasses import replace
from datetime import timedelta

from bot import desk_commands as ask
from bot.approval import APPROVAL, Refusal, ReturnReason, State, Submission, Version, WaiverReason
from bot.cards import Card, NoteCard, ReviewCard
from bot.commands import Request
from bot.delivery import Conversation
from bot.desk import NOT_FOUND, Desk, Details, decides
from bot.model import Actor, Context, Decision, Draft, Verdict
from bot.moves import Approve, Block, Move, Release, Return, Revise, Take, Withdraw, move, overdue
from bot.people import Person, Role, Step
from bot.ports import Entry
from bot.showing import card_of, may_see

TRIES = 5
"""How often a change is worked out anew because somebody else's came first; after that nobody is faster."""

SHORTEST_VERSION = 8
TEXT_GONE = (
    "The text of this draft is no longer kept. Please send it again with its words; nothing was recorded."
)
UNSEEN = "Its text is no longer kept, so nobody can see what would go out. Its author can send a new version."
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
    details = _details(new)
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
        wanted = _wanted(command, now, desk.policy_version)
        if isinstance(wanted, NoteCard):
            return wanted
        after = move(now, wanted, person, desk.policy.including(person), desk.clock.now())
        if isinstance(after, Submission) and command.draft is None and await _unseen(desk, now, wanted):
            after = Refusal("text_gone", UNSEEN)
        edited = None
        if command.draft is not None and isinstance(after, Submission):
            after, edited = await _edited(desk, request, command.draft, now, person)
        if isinstance(after, Refusal):
            entry = await desk.reviewed(request, now.version.decision_id)
            return card_of(desk, now, person, entry, told=after.sentence, refused=True)
        entry = await desk.reviewed(request, after.version.decision_id)
        made = _made(desk, request, EVENTS[type(wanted)], after, edited=edited is not None)
        if after.waiver is not None and entry is not None:  # what was waived, for the figures of those rules
            made = replace(made, findings=entry.decision.findings)
        kept = await desk.change(now, after, made, request)
        if kept is not None:
            return card_of(desk, after, person, entry, told="Recorded.", decision_id=kept.id)
    return NoteCard("Many people are deciding on this right now. Please look again.", failed=True)


async def _unseen(desk: Desk, now: Submission, wanted: Move) -> bool:
    """Say whether it would be let out though nobody can look at its text any more."""
    lets_out = isinstance(wanted, Approve | Release)
    return lets_out and await desk.books.drafts.read(now.tenant, now.version.decision_id) is None


async def resubmit(desk: Desk, request: Request, command: ask.Resubmit) -> Card:
    """Another version: reviewed, kept, and any approval is void."""
    person = desk.person(request)
    now = await desk.books.submissions.get(request.actor.tenant, command.submission_id)
    if now is None or not may_see(desk, now, person):
        return NOT_FOUND
    probe = move(now, Revise(now.version), person, desk.policy.including(person), desk.clock.now())
    if isinstance(probe, Refusal):
        return card_of(desk, now, person, None, told=probe.sentence, refused=True)
    draft = await _as_known(desk, now, command.draft)
    card = await desk.review(request, draft)
    version = await _version(desk, request, draft, card)
    if version is None:
        return NoteCard("The new version could not be recorded, so nothing was changed.", failed=True)
    return await _put_version(desk, request, now, version)


async def hand_in(desk: Desk, request: Request, command: ask.HandIn) -> Card:
    """A version that was reviewed already, as in the thread of a chat, takes the place of the last one."""
    tenant = request.actor.tenant
    now = await desk.books.submissions.get(tenant, command.submission_id)
    entry = await desk.reviewed(request, command.decision_id)
    if now is None or entry is None or desk.author_of(entry).id != now.author:
        return NOT_FOUND
    if desk.person(request).id != now.author:
        return NOT_FOUND
    if command.decision_id in {now.version.decision_id, *now.earlier}:
        return card_of(desk, now, desk.person(request), entry, told="That version was handed in already.")
    if not await desk.books.drafts.extend(tenant, entry.id, desk.clock.now() + desk.books.deciding):
        return NoteCard(TEXT_GONE, failed=True)
    return await _put_version(desk, request, now, _version_of(entry))


async def _put_version(desk: Desk, request: Request, now: Submission, version: Version) -> Card:
    """The version counts from now on, unless somebody may not make it or somebody else was first."""
    person = desk.person(request)
    for _ in range(TRIES):
        after = move(now, Revise(version), person, desk.policy.including(person), desk.clock.now())
        if isinstance(after, Refusal):
            return card_of(desk, now, person, None, told=after.sentence, refused=True)
        voided = now.state is State.APPROVED
        made = _made(desk, request, "resubmitted", after, voided=voided)
        kept = await desk.change(now, after, made, request)
        if kept is not None:
            told = "The approval is void, because the text was changed. " if voided else ""
            entry = await desk.reviewed(request, after.version.decision_id)
            return card_of(desk, after, person, entry, told=f"{told}It waits again.", decision_id=kept.id)
        now = await desk.books.submissions.get(now.tenant, now.id) or now
    return NoteCard("Somebody else is changing this right now. Please look again.", failed=True)


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
    made = replace(made, fingerprint=after.version.fingerprint, details=_details(after))
    return await desk.change(before, after, made) is not None


def _submission(desk: Desk, request: Request, command: ask.Send, entry: Entry) -> Submission:
    at, decision = desk.clock.now(), entry.decision
    steps = desk.policy.steps
    if command.purpose != APPROVAL:
        usual = Step(role=Role.COMMUNICATIONS.value)
        steps = (desk.policy.owners.get(command.purpose, usual),)
    return Submission(
        id=desk.books.make_id(),
        tenant=request.actor.tenant,
        author=desk.author_of(entry).id,
        purpose=command.purpose,
        steps=steps,
        version=_version_of(entry),
        asked_at=at,
        due_at=at + timedelta(hours=steps[0].hours),
        kind=decision.kind or "post",
        outlet=decision.outlet or "linkedin",
    )


async def _as_known(desk: Desk, now: Submission, draft: Draft) -> Draft:
    """Other words of the same draft: what is known besides them stays, unless something was said."""
    before = await desk.books.drafts.read(now.tenant, now.version.decision_id)
    if before is None or draft.context != Context():
        return draft
    context = replace(before.context, as_of=desk.clock.now().date())
    return replace(draft, context=context, kind=before.kind, outlet=before.outlet)


def _version_of(entry: Entry) -> Version:
    decision = entry.decision
    verdict = decision.verdict or Verdict.BLOCK.value
    return Version(entry.id, decision.fingerprint or "", decision.policy_version or "", verdict)


async def _version(desk: Desk, request: Request, draft: Draft, card: ReviewCard) -> Version | None:
    """The version that a review made, its text kept; ``None`` where the log kept nothing."""
    if card.decision_id is None:
        return None
    until = desk.clock.now() + desk.books.deciding
    await desk.books.drafts.keep(request.actor.tenant, card.decision_id, draft, until)
    fingerprint = desk.fingerprinter.fingerprint(draft.text)
    return Version(card.decision_id, fingerprint, card.review.policy_version, card.review.verdict.value)


async def _edited(
    desk: Desk, request: Request, draft: Draft, now: Submission, person: Person
) -> tuple[Submission | Refusal, Version | None]:
    """Approve with edits: the approver's text is reviewed, becomes the version, and is approved as such."""
    draft = await _as_known(desk, now, draft)
    card = await desk.review(request, draft)
    version = await _version(desk, request, draft, card)
    if version is None:
        return Refusal("unrecorded", "The edited text could not be recorded. Nothing was changed."), None
    at = desk.clock.now()
    revised = move(now, Revise(version), person, desk.policy.including(person), at)
    if isinstance(revised, Refusal):
        return revised, None
    command = request.command
    reason = command.reason if isinstance(command, ask.Decide) else None
    waiver = WaiverReason(reason) if reason in set(WaiverReason) else None
    wanted = Approve(version.fingerprint, version.policy_version, waiver)
    after = move(revised, wanted, person, desk.policy.including(person), at)
    if isinstance(after, Refusal):
        return after, None
    return replace(after, revision=now.revision + 1), version


def _wanted(command: ask.Decide, now: Submission, policy_version: str) -> Move | NoteCard:
    """The move that a click stands for; the version it names may be shortened."""
    seen = command.fingerprint
    if len(seen) >= SHORTEST_VERSION and now.version.fingerprint.startswith(seen):
        seen = now.version.fingerprint
    match command.action:
        case ask.Action.APPROVE:
            waiver = WaiverReason(command.reason) if command.reason in set(WaiverReason) else None
            return Approve(seen, policy_version, waiver)
        case ask.Action.RELEASE:
            if command.reason in set(WaiverReason):
                return Release(seen, policy_version, WaiverReason(command.reason))
        case ask.Action.RETURN | ask.Action.BLOCK:
            if command.reason in set(ReturnReason):
                reason = ReturnReason(command.reason)
                return Return(reason) if command.action is ask.Action.RETURN else Block(reason)
        case ask.Action.TAKE:
            return Take()
        case ask.Action.WITHDRAW:
            return Withdraw()
    return NoteCard("Please pick a reason from the list. Nothing was recorded.", failed=True)


def _made(desk: Desk, request: Request, event: str, after: Submission, **more: bool) -> Decision:
    version = after.version
    about = Decision(
        event,
        request.actor,
        desk.clock.now(),
        kind=after.kind,
        outlet=after.outlet,
        fingerprint=version.fingerprint,
        verdict=version.verdict,
        policy_version=version.policy_version,
    )
    told: Details = {**_details(after), **{name: True for name, yes in more.items() if yes}}
    return desk.made(request, event, about, version.decision_id, told)


def _details(now: Submission) -> dict[str, str | int | bool | None]:
    return {
        "submission": now.id,
        "purpose": now.purpose,
        "state": now.state.value,
        "step": now.step + 1,
        "revision": now.revision,
        "reason": now.reason,
        "waiver": now.waiver.reason.value if now.waiver is not None else None,
    }
