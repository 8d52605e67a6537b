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
REVIEWED_AGAIN = "The approval is void, because the same text was reviewed again."


async def resubmit(desk: Desk, request: Request, command: ask.Resubmit) -> Card:
    """Another version: reviewed, kept, and any approval is void."""
    now = await _to_be_changed(desk, request, command.submission_id)
    if not isinstance(now, Submission):
        return now
    return await _reviewed(desk, request, now, await as_known(desk, now, command.draft))


async def review_again(desk: Desk, request: Request, command: ask.ReviewAgain) -> Card:
    """The same words by the rules in use; the draft waits again, for whom the pack in use names."""
    now = await _to_be_changed(desk, request, command.submission_id)
    if not isinstance(now, Submission):
        return now
    draft = await desk.books.drafts.read(now.tenant, now.version.decision_id)
    return NoteCard(TEXT_GONE, failed=True) if draft is None else await _reviewed(desk, request, now, draft)


async def _to_be_changed(desk: Desk, request: Request, submission_id: str) -> Submission | Card:
    """The submission, where this person may put another version in; else what to tell them."""
    person = desk.person(request)
    now = await desk.books.submissions.get(request.actor.tenant, submission_id)
    if now is None or not may_see(desk, now, person):
        return NOT_FOUND
    probe = move(now, Revise(now.version), person, desk.policy.including(person), desk.clock.now())
    if isinstance(probe, Refusal):
        return card_of(desk, now, person, None, told=probe.sentence, refused=True)
    return now


async def _reviewed(desk: Desk, request: Request, now: Submission, draft: Draft) -> Card:
    card = await desk.review(request, draft, now.author)
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
            told = f"{_void(now, after)} " if voided else ""
            entry = await desk.reviewed(request, after.version.decision_id)
            return card_of(desk, after, person, entry, told=f"{told}It waits again.", decision_id=kept.id)
        now = await desk.books.submissions.get(now.tenant, now.id) or now
    return NoteCard("Somebody else is changing this right now. Please look again.", failed=True)


def _void(before: Submission, after: Submission) -> str:
    same = before.version.fingerprint == after.version.fingerprint
    return REVIEWED_AGAIN if same else VOIDED


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
    rules = str(decision.details.get("rules_version") or "")
    return Version(entry.id, decision.fingerprint or "", decision.policy_version or "", verdict, rules)


async def kept_version(desk: Desk, request: Request, draft: Draft, card: ReviewCard) -> Version | None:
    """The version that a review made, its text kept; ``None`` where the log kept nothing."""
    entry = await desk.reviewed(request, card.decision_id) if card.decision_id is not None else None
    if entry is None:
        return None
    until = desk.clock.now() + desk.books.deciding
    await desk.books.drafts.keep(request.actor.tenant, entry.id, draft, until)
    return version_of(entry)
