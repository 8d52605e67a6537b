"""What is on file and what was appealed, for those who keep it or look after it."""

from dataclasses import replace

from bot import desk_commands as ask
from bot.cards import Card, NoteCard
from bot.commands import DisagreeReason, Request
from bot.desk import NOT_FOUND, Desk
from bot.desk_lists import Appeal, AppealsCard, ItemCard, PublishedUnder, RegisterCard, in_force
from bot.filing import OWNERS, may_keep, may_remove, under
from bot.people import POLICY_OWNERS, WATCHERS, Person, Role
from bot.ports import Entry, LogQuery
from bot.register_words import facts
from bot.registers import AuthorizationOnFile, Item, Register
from bot.walking import entries

PAGE = 500


async def register(desk: Desk, request: Request, command: ask.ShowRegister) -> Card:
    """Everything in one register."""
    person = desk.person(request)
    if not _may_look(person, command.register):
        return not_for_you(command.register)
    now = desk.clock.now()
    items = await desk.books.registers.items(request.actor.tenant, command.register)
    ordered = sorted(items, key=lambda item: (not in_force(item, now), item.id))
    rows = tuple(_card(desk, person, item) for item in ordered)
    return RegisterCard(command.register, rows, may_keep(person, command.register))


async def item(desk: Desk, request: Request, command: ask.ShowItem) -> Card:
    """One thing on file; of an authorization, what went out under it."""
    person, tenant = desk.person(request), request.actor.tenant
    if not _may_look(person, command.register):
        return not_for_you(command.register)
    found = await _item(desk, tenant, command)
    if found is None:
        return NOT_FOUND
    card = _card(desk, person, found)
    if isinstance(found, AuthorizationOnFile):
        return replace(card, published=published_under(await under(desk, tenant, found.id)))
    return card


async def appeals(desk: Desk, request: Request, _: ask.ShowAppeals) -> Card:
    """Every appeal with what became of it: all for those who watch, else one's own."""
    person = desk.person(request)
    watches = person.may(*WATCHERS)
    tenant, raised = request.actor.tenant, LogQuery(event="disagreed", limit=PAGE)
    settled = await _settled(desk, tenant)
    every = [
        _appeal(desk, person, entry, settled.get(entry.id))
        async for entry in entries(desk.log, tenant, raised)
    ]
    found = [appeal for appeal in every if watches or appeal.yours]
    waiting = [appeal for appeal in reversed(found) if appeal.upheld is None]
    done = [appeal for appeal in found if appeal.upheld is not None]
    return AppealsCard((*waiting, *done), person.may(*POLICY_OWNERS), own=not watches)


def published_under(outcomes: tuple[Entry, ...]) -> tuple[PublishedUnder, ...]:
    """What ``filing.under`` found, as people read it."""
    return tuple(
        PublishedUnder(entry.decision.at, entry.decision.outlet or "", entry.decision.subject or "")
        for entry in outcomes
    )


def not_for_you(register: Register) -> NoteCard:
    """Why somebody does not see a register."""
    who = " and ".join(role.value for role in OWNERS[register])
    return NoteCard(f"The register of {register.value} is for {who}, auditors and admins.", failed=True)


def _card(desk: Desk, person: Person, item: Item) -> ItemCard:
    return ItemCard(
        item,
        desk.clock.now(),
        may_keep(person, item.register),
        facts=facts(item, desk.policy),
        may_remove=may_remove(person, item.register),
    )


def _may_look(person: Person, register: Register) -> bool:
    return may_keep(person, register) or person.may(Role.AUDITOR)


async def _item(desk: Desk, tenant: str, command: ask.ShowItem) -> Item | None:
    items = await desk.books.registers.items(tenant, command.register)
    return next((item for item in items if item.id == command.item_id), None)


async def _settled(desk: Desk, tenant: str) -> dict[str | None, Entry]:
    """By appeal, the entry that settled it."""
    query = LogQuery(event="adjudicated", limit=PAGE)
    return {entry.decision.subject: entry async for entry in entries(desk.log, tenant, query)}


def _appeal(desk: Desk, person: Person, entry: Entry, settled: Entry | None) -> Appeal:
    decision, told = entry.decision, entry.decision.details
    said = str(told.get("reason") or "")
    appeal = Appeal(
        entry.id,
        str(told.get("rule") or ""),
        decision.subject or "",
        decision.at,
        DisagreeReason(said).label if said in set(DisagreeReason) else said,
        yours=desk.author_of(entry).id == person.id,
    )
    if settled is None:
        return appeal
    reason = str(settled.decision.details.get("reason") or "")
    return replace(
        appeal,
        upheld=bool(settled.decision.details.get("upheld")),
        reason=ask.AppealReason(reason).label if reason in set(ask.AppealReason) else reason,
        settled_at=settled.decision.at,
    )
