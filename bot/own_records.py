"""A person's own record: found by who asks, changed by a pure move, and told to the log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import todos, writing
from bot.commands import Request
from bot.delivery import Conversation
from bot.errors import BookUnavailable, CommandError
from bot.model import Decision
from bot.people import DeskPolicy
from bot.personal import Personal, Reminders, states
from bot.personal_ports import PersonalBook, Record
from bot.ports import Clock
from bot.reminding import next_at, offered
from bot.zones import zone_named

Move = Callable[[Personal, date], Personal]

EVENT = "own_presence"
"""In the log: what is open and what is done, with days."""
DELETED_EVENT = "own_presence_deleted"
_TRIES = 20
"""Somebody who answers on two platforms at once meets themselves a few times at most."""


class OwnRecords:
    """Reads and changes what is kept about people.

    Its methods raise ``BookUnavailable`` or ``LogUnavailable`` when nothing was read or changed: what cannot
    be recorded is not done.
    """

    def __init__(self, people: DeskPolicy, book: PersonalBook, clock: Clock) -> None:
        self._people = people
        self._book = book
        self.clock = clock

    def person(self, request: Request) -> str:
        """One id for whoever asks, on every platform where the pack knows the account."""
        return self._people.person_of(request.platform, request.actor).id

    def day(self, kept: Personal) -> date:
        """The day where the person lives."""
        return self.clock.now().astimezone(ZoneInfo(kept.reminders.zone)).date()

    async def read(self, tenant: str, person: str) -> Record:
        """What is kept about a person."""
        return await self._book.read(tenant, person)

    async def mine(self, request: Request) -> Personal:
        """What is kept about whoever asks."""
        return (await self.read(request.actor.tenant, self.person(request))).personal

    async def change(self, request: Request, move: Move, where: Conversation | None = None) -> Personal:
        """Apply ``move`` to what is kept, whoever else changes it, and record what the log may know."""

        def moved(kept: Personal, today: date) -> Personal:
            return move(self.located(kept, where, today), today)

        return await self.write(request.actor.tenant, self.person(request), moved, request)

    async def write(
        self, tenant: str, person: str, move: Move, request: Request | None = None, *, always: bool = False
    ) -> Personal:
        """Apply ``move``; the log is told of what somebody asked for, in ``request``, and of nothing else.

        Args:
            tenant: Whose person.
            person: The person's id.
            move: What becomes of what is kept, on the day where the person lives.
            request: What was asked for, where somebody asked.
            always: Write even where nothing changed, so that the next reminder is worked out anew.
        """
        for _ in range(_TRIES):
            before = await self._book.read(tenant, person)
            kept, now = before.personal, self.clock.now()
            after = _without_old(move(kept, self.day(kept)), self.day(kept))
            if after == kept and not always:
                return kept
            if await self._book.write(
                tenant,
                person,
                Record(after, before.revision),
                remind_at=next_at(after, person, now),
                made=_made(kept, after, request, now),
                once=request.key if request is not None else None,
            ):
                return after
        raise BookUnavailable("Somebody else changes this at the same moment. Please try again.")

    async def forget(self, request: Request) -> bool:
        """Delete everything that is kept about whoever asks; False when there was nothing."""
        made = Decision(DELETED_EVENT, request.actor, self.clock.now(), platform=request.platform)
        return await self._book.forget(request.actor.tenant, self.person(request), made, once=request.key)

    async def unknown(self, tenant: str, platform: str) -> tuple[str, ...]:
        """The people of the pack on ``platform`` of whom nothing is kept."""
        known = await self._book.known(tenant)
        return tuple(
            person.id
            for person in self._people.people.values()
            if person.id not in known and any(one.startswith(f"{platform}:") for one in person.accounts)
        )

    def named(self, person: str) -> bool:
        """Whether the pack names this person."""
        return person in self._people.people

    def located(self, kept: Personal, where: Conversation | None, today: date) -> Personal:
        """With the time zone of where somebody asks, else the organization's, until they kept one."""
        wanted = kept.reminders
        if wanted.kept:
            return kept
        usual = self._people.zone if wanted.zone == Reminders().zone else wanted.zone
        zone = zone_here(where) or usual
        kept = offered(kept, zone, today)
        return replace(kept, reminders=replace(kept.reminders, zone=zone))


def zone_here(where: Conversation | None) -> str | None:
    """The time zone of whoever asks, where the platform says one that is known."""
    try:
        return zone_named(where.zone) if where is not None and where.zone else None
    except CommandError:
        return None


def _without_old(kept: Personal, today: date) -> Personal:
    return writing.without_old(todos.without_old(kept, today), today)


def _made(before: Personal, after: Personal, request: Request | None, now: datetime) -> tuple[Decision, ...]:
    """The entry for what became open or done; none where the log has nothing new to learn."""
    was, is_ = states(before), states(after)
    news = {name: state for name, state in is_.items() if was.get(name) != state}
    if request is None or not news:
        return ()
    return (Decision(EVENT, request.actor, now, platform=request.platform, details=dict(news)),)
