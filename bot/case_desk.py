"""The desk's part for public reviews: handed over, taken, passed on, settled. Nothing here reads a draft."""

from dataclasses import replace
from datetime import datetime

from bot import case_commands as ask
from bot.approval import Refusal
from bot.cards import Card, NoteCard
from bot.case import OPEN, PREFIX, Case
from bot.case_cards import ASK_FOR_IT, NEXT, SEND_IT, CaseCard, case_buttons, take
from bot.case_moves import CaseMove, PassOn, Settle, TakeBack, TakeUp, move, seated
from bot.case_notices import case_notices
from bot.commands import Request
from bot.delivery import Conversation
from bot.desk import NOT_FOUND, TRIES, Desk, Details, decides
from bot.model import Actor, Decision, Outcome
from bot.people import Person, Role
from bot.ports import Entry
from bot.recalled import labels, note
from bot.taking import Seen, given_to, roles

ANSWERED = "responded"
NOT_GRAVE = (
    "This review was not one to hand over. To do it all the same, choose “Decide otherwise”, then escalate, "
    "and say why."
)
BUSY = NoteCard("Many people are at this one right now. Please look again.", failed=True)
EVENTS = {TakeUp: "taken", Settle: "settled", PassOn: "passed_on", TakeBack: "withdrawn"}
DONE = {
    TakeUp: "It is yours now.",
    Settle: "Recorded.",
    PassOn: "Passed on.",
    TakeBack: "Taken back.",
}


async def hand_over(
    desk: Desk, request: Request, command: ask.HandOver, where: Conversation | None = None
) -> Card:
    """Give the review of an answer to those who must know; of its words nothing is kept.

    Raises:
        CommandError: The triage knows no such role.
    """
    entry = await _answer(desk, request.actor.tenant, command.decision_id)
    person = desk.person(request)
    if entry is None or not (desk.author_of(entry).id == person.id or decides(person)):
        return NOT_FOUND
    seen = Seen.of(entry.decision.details)
    if seen.outcome is not Outcome.ESCALATE:
        return NoteCard(NOT_GRAVE, failed=True)
    new = _case(desk, request, command.role, entry, seen)
    if where is not None:  # where the one who asked is told of the deadline
        new = replace(new, conversation={"platform": where.platform, "tenant": where.tenant, "id": where.id})
    made = desk.made(request, "handed_over", entry.decision, entry.id, details_of(new))
    tell = case_notices(None, new, desk.policy, desk.clock.now(), person.id)
    standing, kept = await desk.books.cases.open(new, made, once=request.key, tell=tell)
    told = "Handed over." if kept is not None else "It was handed over already."
    card = card_of(desk, standing, person, entry, told=told, decision_id=kept.id if kept else None)
    return replace(card, note="")  # whoever handed it over has the note above


async def show(desk: Desk, request: Request, command: ask.ShowCase) -> Card:
    """How a case stands, with the note for those who take it; no word of the review, since none is kept."""
    person, tenant = desk.person(request), request.actor.tenant
    now = await desk.books.cases.get(tenant, command.case_id)
    if now is None or not may_see(desk, now, person):
        return NOT_FOUND
    return card_of(desk, now, person, await _answer(desk, tenant, now.decision_id))


async def act(desk: Desk, request: Request, command: ask.MovingCommand) -> Card:
    """One click; the first one counts, and a later one is told by whom and when.

    Raises:
        CommandError: The triage knows no such role.
    """
    person, tenant = desk.person(request), request.actor.tenant
    for _ in range(TRIES):
        now = await desk.books.cases.get(tenant, command.case_id)
        if now is None or not may_see(desk, now, person):
            return NOT_FOUND
        entry, at = await _answer(desk, tenant, now.decision_id), desk.clock.now()
        wanted = _wanted(desk, command, now, at)
        after = move(now, wanted, person, desk.policy.including(person), at)
        if isinstance(after, Refusal):
            return card_of(desk, now, person, entry, told=after.sentence, refused=True)
        kept = await _change(desk, request, now, after, EVENTS[type(wanted)])
        if kept is not None:
            return card_of(desk, after, person, entry, told=DONE[type(wanted)], decision_id=kept.id)
    return BUSY


async def by_itself(desk: Desk, before: Case, after: Case, event: str) -> bool:
    """Put on record what time made of a case, as done by Bedside itself; says whether it was the first."""
    actor = Actor("bedside", "system", after.tenant)
    made = Decision(
        event,
        actor,
        desk.clock.now(),
        platform="desk",
        kind="review",
        outlet=after.outlet,
        subject=after.decision_id,
        details=_kept(details_of(after)),
    )
    tell = case_notices(before, after, desk.policy, desk.clock.now())
    return await desk.books.cases.change(after, made, tell=tell) is not None


def card_of(
    desk: Desk,
    now: Case,
    person: Person,
    entry: Entry | None,
    *,
    told: str = "",
    refused: bool = False,
    decision_id: str | None = None,
) -> CaseCard:
    """A case as ``person`` may see it; ``entry`` is the one of the answer, ``None`` for a list."""
    policy = desk.policy.including(person)
    seats = seated(now, policy, desk.clock.now())
    asker = policy.named(now.asker)
    card = CaseCard(
        now,
        asker,
        labels(now.signs, desk.pack),
        tuple(sorted(policy.named(name) for name in seats)),
        holder=policy.named(now.holder) if now.holder else None,
        decided_by=policy.named(now.decided_by) if now.decided_by else None,
        told=told,
        refused=refused,
        decision_id=decision_id,
    )
    if entry is None or not desk.pack.triage:
        return card
    written = note(Seen.of(entry.decision.details), now.outlet, desk.pack)
    pressed = case_buttons(
        now,
        tuple(roles(desk.pack).items()),
        has_seat=person.id in seats,
        is_asker=person.id == now.asker,
        holds=person.id == now.holder,
    )
    return replace(card, note=written, buttons=pressed, notices=_to_know(now, person, asker))


def _to_know(now: Case, person: Person, asker: str) -> tuple[str, ...]:
    """What the person should know: where the review is, and once it is over, what may follow."""
    own = person.id == now.asker
    if now.state in OPEN:
        return (SEND_IT if own else ASK_FOR_IT.format(asker=asker),)
    return (NEXT,) if own and now.ending is not None else ()


def channel_card(desk: Desk, now: Case) -> CaseCard:
    """A case as everybody in a channel may see it, and what opens it."""
    card = card_of(desk, now, Person(""), None)
    free = card.is_open and now.holder is None
    return replace(card, buttons=(card.look, *((take(now),) if free else ())))


def may_see(desk: Desk, now: Case, person: Person) -> bool:
    """Say whether the person may know of it: who asked, who may take it, who decides on drafts, auditors."""
    if person.id == now.asker or decides(person) or person.may(Role.AUDITOR):
        return True
    whole = replace(now, deputized=True)
    return person.id in seated(whole, desk.policy.including(person), desk.clock.now())


def details_of(now: Case) -> Details:
    """Where a case stands: ids, codes and counts."""
    return {
        "case": now.id,
        "to": now.given.role,
        "state": now.state.value,
        "revision": now.revision,
        "ending": now.ending.value if now.ending is not None else None,
        "reason": now.reason.value if now.reason is not None else None,
    }


def _kept(details: Details) -> Details:
    return {name: value for name, value in details.items() if value is not None}


async def _answer(desk: Desk, tenant: str, decision_id: str) -> Entry | None:
    """The entry of an answered public review of this tenant."""
    entry = await desk.log.entry(tenant, decision_id)
    return entry if entry is not None and entry.decision.event == ANSWERED else None


async def _change(desk: Desk, request: Request, before: Case, after: Case, event: str) -> Entry | None:
    about = Decision(event, request.actor, desk.clock.now(), kind="review", outlet=after.outlet)
    made = desk.made(request, event, about, after.decision_id, details_of(after))
    tell = case_notices(before, after, desk.policy, desk.clock.now(), desk.person(request).id)
    return await desk.books.cases.change(after, made, once=request.key, tell=tell)


def _wanted(desk: Desk, command: ask.MovingCommand, now: Case, at: datetime) -> CaseMove:
    match command:
        case ask.TakeCase():
            return TakeUp()
        case ask.SettleCase(_, ending, reason):
            return Settle(ending, reason)
        case ask.PassCase(_, role):
            seen = Seen(Outcome.ESCALATE, Outcome.ESCALATE, now.signs, now.themes, ())
            return PassOn(given_to(seen, role, desk.pack, desk.policy, at))
        case ask.WithdrawCase():
            return TakeBack()


def _case(desk: Desk, request: Request, role: str, entry: Entry, seen: Seen) -> Case:
    at = desk.clock.now()
    given = given_to(seen, role, desk.pack, desk.policy, at)
    return Case(
        id=f"{PREFIX}{desk.books.make_id()}",
        tenant=request.actor.tenant,
        asker=desk.author_of(entry).id,
        decision_id=entry.id,
        outlet=entry.decision.outlet or "",
        given=given,
        asked_at=at,
        since=at,
        due_at=given.due_at,
        signs=seen.signs,
        themes=seen.themes,
    )
