"""Another version of a draft that people decide on: reviewed, kept, and any approval is void."""

from dataclasses import replace

from bot import desk_commands as ask
from bot.approval import Refusal, State, Submission, Version
from bot.cards import Card, NoteCard, ReviewCard
from bot.commands import Request
from bot.desk import NOT_FOUND, TRIES, Desk
from bot.model import Context, Draft, Verdict
from bot.moves import Revise, move
from bot.ports import Entry
from bot.showing import card_of, may_see
from bot.submission_entries import entry_of

TEXT_GONE = (
    "The text of this draft is no longer kept. Please send it again with its words; nothing was recorded."
)

VOIDED = "The approval is void, because the text was changed."


async def resubmit(desk: Desk, request: Request, command: ask.Resubmit) -> Card:
    """Another version: reviewed, kept, and any approval is void."""
    person = desk.person(request)
    now = await desk.books.submissions.get(request.actor.tenant, command.submission_id)
    if now is None or not may_see(desk, now, person):
        return NOT_FOUND
    probe = move(now, Revise(now.version), person, desk.policy.including(person), desk.clock.now())
    if isinstance(probe, Refusal):
        return card_of(desk, now, person, None, told=probe.sentence, refused=True)
    draft = await as_known(desk, now, command.draft)
    card = await desk.review(request, draft)
    made = await kept_version(desk, request, draft, card)
    if made is None:
        return NoteCard("The new version could not be recorded, so nothing was changed.", failed=True)
    return await _put(desk, request, now, made)


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
    return await _put(desk, request, now, version_of(entry))


async def _put(desk: Desk, request: Request, now: Submission, version: Version) -> Card:
    """The version counts from now on, unless somebody may not make it or somebody else was first."""
    person = desk.person(request)
    for _ in range(TRIES):
        after = move(now, Revise(version), person, desk.policy.including(person), desk.clock.now())
        if isinstance(after, Refusal):
            return card_of(desk, now, person, None, told=after.sentence, refused=True)
        voided = now.state is State.APPROVED
        made = entry_of(desk, request, "resubmitted", after, voided=voided)
        kept = await desk.change(now, after, made, request)
        if kept is not None:
            told = f"{VOIDED} " if voided else ""
            entry = await desk.reviewed(request, after.version.decision_id)
            return card_of(desk, after, person, entry, told=f"{told}It waits again.", decision_id=kept.id)
        now = await desk.books.submissions.get(now.tenant, now.id) or now
    return NoteCard("Somebody else is changing this right now. Please look again.", failed=True)


async def as_known(desk: Desk, now: Submission, draft: Draft) -> Draft:
    """Other words of the same draft: what is known besides them stays, unless something was said."""
    before = await desk.books.drafts.read(now.tenant, now.version.decision_id)
    if before is None or draft.context != Context():
        return draft
    context = replace(before.context, as_of=desk.clock.now().date())
    return replace(draft, context=context, kind=before.kind, outlet=before.outlet)


def version_of(entry: Entry) -> Version:
    """The version that a review on record stands for."""
    decision = entry.decision
    verdict = decision.verdict or Verdict.BLOCK.value
    return Version(entry.id, decision.fingerprint or "", decision.policy_version or "", verdict)


async def kept_version(desk: Desk, request: Request, draft: Draft, card: ReviewCard) -> Version | None:
    """The version that a review made, its text kept; ``None`` where the log kept nothing."""
    if card.decision_id is None:
        return None
    until = desk.clock.now() + desk.books.deciding
    await desk.books.drafts.keep(request.actor.tenant, card.decision_id, draft, until)
    fingerprint = desk.fingerprinter.fingerprint(draft.text)
    return Version(card.decision_id, fingerprint, card.review.policy_version, card.review.verdict.value)
