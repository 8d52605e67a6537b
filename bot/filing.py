"""Registers and kept drafts: put on file, ended, forgotten, held; what was published under what is gone."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import desk_commands as ask
from bot.approval import State
from bot.cards import Card, NoteCard
from bot.commands import Request
from bot.desk import NOT_FOUND, Desk
from bot.desk_cards import OutcomeCard
from bot.errors import CommandError
from bot.outcomes import Outcome
from bot.people import OFFICERS, Person, Role
from bot.ports import Entry, LogQuery
from bot.registers import KINDS, AuthorizationOnFile, Freeze, Item, Register
from bot.walking import entries

LONGEST = 600
LONGEST_ID = 64
OWNERS = {
    Register.AUTHORIZATIONS: (Role.PRIVACY, Role.COMMUNICATIONS),
    Register.INTERESTS: (Role.COMPLIANCE,),
    Register.FREEZES: (Role.COMMUNICATIONS,),
    Register.SPOKESPEOPLE: (Role.COMMUNICATIONS,),
}
UNFILED = "unfiled"
NOT_REMOVED = (
    "Privacy, compliance or an admin remove what is on file for good, each in the registers they keep. "
    "Nothing was changed."
)
HELD = "A review under legal hold names it; it stays until the hold is lifted."
PAGE = 500
KEPT = frozenset({"reviewed", "responded"})
ASKED_ABOUT = NoteCard("People were asked to decide on it, so its text stays until they have.", failed=True)
UNDER_HOLD = NoteCard("This draft is under legal hold; it stays until the hold is lifted.", failed=True)
"""Entries whose text may lie on the shelf: a draft's, and a public review's."""


async def put(desk: Desk, request: Request, command: ask.PutOnFile) -> Card:
    """Keep an item in its register."""
    person = desk.person(request)
    if not may_keep(person, command.register):
        return _not_yours(command.register)
    given = dict(command.fields)
    if command.register is Register.FREEZES:
        given["set_by"] = person.id
    item = item_of(command.register, command.item_id, given, desk.policy.zone)
    details = {"register": command.register.value, "item": item.id}
    made = desk.made(request, "filed", None, None, details)
    entry = await desk.books.registers.put(request.actor.tenant, item, made)
    return OutcomeCard(f"{item.id} is on file.", entry.id)


async def end(desk: Desk, request: Request, command: ask.EndItem) -> Card:
    """Revoke, lift or end an item. A revoked authorization brings up what was published under it."""
    if not may_keep(desk.person(request), command.register):
        return _not_yours(command.register)
    found = await desk.books.registers.items(request.actor.tenant, command.register)
    item = next((item for item in found if item.id == command.item_id), None)
    if item is None:
        return NOT_FOUND
    ended, word = ended_at(item, desk.clock.now())
    details = {"register": command.register.value, "item": item.id}
    entry = await desk.books.registers.put(
        request.actor.tenant, ended, desk.made(request, word, None, None, details)
    )
    if not isinstance(item, AuthorizationOnFile):
        return OutcomeCard(f"{item.id} is {word}.", entry.id)
    published = await under(desk, request.actor.tenant, item.id)
    if not published:
        return OutcomeCard(f"{item.id} is revoked. Nothing on record was published under it.", entry.id)
    lines = [
        f"  {e.decision.at:%Y-%m-%d} {e.decision.outlet}, review {e.decision.subject}" for e in published
    ]
    head = f"{item.id} is revoked. Published under it, to be taken down or asked about: {len(published)}."
    return OutcomeCard("\n".join([head, *lines]), entry.id)


async def remove(desk: Desk, request: Request, command: ask.RemoveItem) -> Card:
    """Remove an item for good, as one with a patient's name in it; the entry says that it was there."""
    if not may_remove(desk.person(request), command.register):
        return NoteCard(NOT_REMOVED, failed=True)
    tenant = request.actor.tenant
    found = await desk.books.registers.items(tenant, command.register)
    if all(item.id != command.item_id for item in found):
        return NOT_FOUND
    details = {"register": command.register.value, "item": command.item_id}
    made = desk.made(request, UNFILED, None, None, details)
    kept = await desk.books.registers.remove(
        tenant, command.register, command.item_id, made, once=request.key
    )
    if kept is None:
        return NoteCard(HELD, failed=True)
    return OutcomeCard(f"{command.item_id} is removed. That it was on file stays on record.", kept.id)


async def keep(desk: Desk, request: Request, command: ask.Keep) -> Card:
    """Forget a draft's text now, or put it under legal hold; either leaves an entry."""
    entry = await desk.log.entry(request.actor.tenant, command.decision_id)
    if entry is None or entry.decision.event not in KEPT:
        return NOT_FOUND
    person = desk.person(request)
    own = desk.author_of(entry).id == person.id
    officer = person.may(*OFFICERS)
    removes = command.what in {"forget", "deleted"}
    if not (officer or (own and removes)):
        return NOT_FOUND
    tenant = request.actor.tenant
    if command.what == "deleted" and await _is_asked_about(desk, tenant, entry.id):
        return ASKED_ABOUT
    if removes:
        return await _forget(desk, request, entry)
    return await _hold(desk, request, entry, held=command.what == "hold")


async def _forget(desk: Desk, request: Request, entry: Entry) -> Card:
    """Every version of the draft goes; the entry that stays proves what it was, and when it went."""
    tenant = request.actor.tenant
    sent = await desk.books.submissions.of_review(tenant, entry.id)
    versions = (sent.version.decision_id, *sent.earlier) if sent is not None else ()
    these = tuple(dict.fromkeys((entry.id, *versions)))
    made = desk.made(request, "forgotten", entry.decision, entry.id, {"texts": len(these)})
    kept = await desk.books.drafts.forget(tenant, these, made, once=request.key)
    if kept is None:
        return UNDER_HOLD
    return OutcomeCard("The text is gone. That it was here, and its fingerprint, stay on record.", kept.id)


async def _hold(desk: Desk, request: Request, entry: Entry, *, held: bool) -> Card:
    made = desk.made(request, "held" if held else "unheld", entry.decision, entry.id, {})
    tenant, shelf = request.actor.tenant, desk.books.drafts
    kept = await shelf.hold(tenant, entry.id, made, held=held, once=request.key)
    if not held:
        return OutcomeCard("The hold is lifted.", kept.id)
    text = await shelf.read(tenant, entry.id)
    what = (
        "this draft, nor its entries" if text is not None else "its entries; the text itself is gone already"
    )
    return OutcomeCard(f"Nothing removes {what}.", kept.id)


async def _is_asked_about(desk: Desk, tenant: str, decision_id: str) -> bool:
    now = await desk.books.submissions.of_review(tenant, decision_id)
    return now is not None and now.state in {State.WAITING, State.APPROVED}


def item_of(register: Register, item_id: str, given: Mapping[str, str], zone: str = "UTC") -> Item:
    """An item from its fields as typed; a moment without a zone is one in ``zone``.

    Raises:
        CommandError: A field that the register does not have, lacks, or that cannot be read.
    """
    kind = KINDS[register]
    known = {item.name: str(item.type) for item in fields(kind)}
    values: dict[str, object] = {"id": _id(item_id)}
    for name, value in given.items():
        if name not in known or name.endswith("_at"):
            raise CommandError.unknown("field", name[:24], set(known) - {"id"})
        values[name] = _read(name, _short(value, name), known[name], zone)
    try:
        return kind(**values)  # type: ignore[arg-type]
    except TypeError:
        lacks = [name for name in known if name not in values and name in _NEEDED]
        raise CommandError(f"Please also give: {', '.join(lacks)}.") from None


def ended_at(item: Item, at: datetime) -> tuple[Item, str]:
    """The item with its end, and the word for it."""
    if isinstance(item, AuthorizationOnFile):
        return replace(item, revoked_at=at), "revoked"
    if isinstance(item, Freeze):
        return replace(item, lifted_at=at), "lifted"
    return replace(item, ended_at=at), "ended"


async def under(desk: Desk, tenant: str, reference: str) -> tuple[Entry, ...]:
    """Outcomes that say something went out under an authorization; the last word on each review counts."""
    latest: dict[str | None, Entry] = {}
    async for entry in entries(desk.log, tenant, LogQuery(event="outcome", limit=PAGE)):
        latest.setdefault(entry.decision.subject, entry)
    return tuple(
        entry
        for entry in latest.values()
        if reference in str(entry.decision.details.get("authorizations") or "").split()
        and Outcome(str(entry.decision.details["outcome"])).went_out
    )


_NEEDED = frozenset({"person", "counterpart", "why"})


def may_keep(person: Person, register: Register) -> bool:
    """Say whether the person may put something on file there, or end it."""
    return person.may(*OWNERS[register], Role.ADMIN)


def may_remove(person: Person, register: Register) -> bool:
    """Say whether the person may remove something for good: an officer or admin who keeps that register."""
    return may_keep(person, register) and person.may(*OFFICERS, Role.ADMIN)


def _not_yours(register: Register) -> NoteCard:
    who = " or ".join(role.value for role in OWNERS[register])
    return NoteCard(f"The register of {register.value} is kept by {who}. Nothing was changed.", failed=True)


def _id(value: str) -> str:
    """A reference as authors write it in a draft's context: one word, so that a list of them stays one."""
    stripped = _short(value, "id")
    if len(stripped) > LONGEST_ID or any(c.isspace() for c in stripped) or "/" in stripped:
        raise CommandError(
            f"The id must be one word of at most {LONGEST_ID} characters, without '/', such as AUTH-0418."
        )
    return stripped


def _short(value: str, name: str) -> str:
    stripped = value.strip()
    if not stripped or len(stripped) > LONGEST or not stripped.isprintable():
        raise CommandError(f"The field '{name}' must be one line of at most {LONGEST} characters.")
    return stripped


def _read(name: str, value: str, kind: str, zone: str) -> object:
    try:
        if "datetime.datetime" in kind:
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(zone))
        return date.fromisoformat(value) if "datetime.date" in kind else value
    except ValueError:
        raise CommandError(f"The field '{name}' must be a day such as 2027-03-01.") from None
