"""The inbox: what came in, once per event key, with its job in the same transaction."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, literal_column, select, update

from adapters.database.chain import moment, storable
from adapters.database.conversations import kept, remembering
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import inbox, once, outbound, pace
from adapters.database.writing import Transaction
from adapters.jobs import payload
from adapters.jobs.port import Jobs, Ticket
from adapters.keys import Cipher
from bot.delivery import Conversation, Event
from bot.errors import BookUnavailable, NotAccepted
from bot.ports import Clock

REQUEST = "request"
"""The kind of work that an accepted event is."""

KEEP_KEYS = timedelta(days=30)
"""How long a key is remembered after its work ended, so that a late copy is known for one."""
KEEP_DEAD = timedelta(days=7)
"""How long the payload of a dead letter is kept, so that it can be tried again."""

LONGEST_KEY = 500


@dataclass(frozen=True, slots=True)
class Work:
    """Something to be done once: ``payload`` in plain, encrypted where it is kept.

    ``due_at`` is for what should wait, such as one of many digests of the same hour.
    """

    key: str
    kind: str
    lock: str
    payload: str = field(repr=False)
    due_at: datetime | None = None

    @property
    def ticket(self) -> Ticket:
        """Its job."""
        return Ticket(self.key, self.lock, self.due_at)


@dataclass(frozen=True, slots=True)
class Taken:
    """Work that an attempt was begun at; ``attempts`` counts this one."""

    key: str
    kind: str
    attempts: int
    payload: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Troubled:
    """Work that was given up (``dead``) or put off (``waiting``): what an administrator sees of it."""

    key: str
    state: str
    attempts: int
    code: str
    received_at: str
    due_at: str
    kept: bool


class SqlInbox:
    """Implements ``bot.ports.Inbox``; the job engines and the sweepers use the rest."""

    def __init__(self, database: Database, jobs: Jobs, cipher: Cipher, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._cipher = cipher
        self._clock = clock
        # Made once: a statement takes longer to make than to run. It returns what it added, because
        # PostgreSQL's driver counts no rows of an INSERT.
        self._adding = database.insert(inbox).on_conflict_do_nothing().returning(inbox.c.event_key)
        self._remembering = remembering(database)

    async def accept(self, event: Event) -> bool:
        """Keep ``event`` and its job; see the port."""
        _refuse_formless(event.key, event.conversation.lock)
        work = Work(event.key, REQUEST, event.conversation.lock, payload.write(event))
        return await self.leave(work, event.conversation)

    async def leave(self, work: Work, where: Conversation | None = None) -> bool:
        """Keep ``work`` and its job in a transaction of their own; False when its key is known already.

        Args:
            work: What is to be done.
            where: The conversation in which it was asked: remembered in the same transaction, when the work
                was added.

        Raises:
            NotAccepted: Nothing was kept.
        """

        async def step(connection: Transaction) -> bool:
            added = await self.add(connection, work)
            if added and where is not None:
                await connection.execute(self._remembering, kept(where, self._now()))
            return added

        with translated(NotAccepted):
            added = await self._database.write(step)
        if added:
            self.committed(work)
        return added

    async def add(self, connection: Transaction, work: Work) -> bool:
        """Keep ``work`` in a transaction of ``Database.write``; False when its key is known already.

        Call ``committed`` after the transaction, so that it begins at once and not at the next look.

        Raises:
            NotAccepted: Its key cannot be kept.
        """
        _refuse_formless(work.key, work.lock)
        now = self._now()
        row = {
            "event_key": work.key,
            "kind": work.kind,
            "lock": work.lock,
            "received_at": now,
            "due_at": now if work.due_at is None else moment(work.due_at),
            "state": "waiting",
            "attempts": 0,
            "payload": self._cipher.encrypt(work.payload),
        }
        if (await connection.execute(self._adding, row)).first() is None:
            return False
        await self._jobs.enqueue(connection, work.ticket)
        return True

    def committed(self, work: Work) -> None:
        """The transaction of ``add`` is through."""
        self._jobs.committed(work.ticket)

    async def take(self, key: str) -> Taken | None:
        """Begin an attempt; ``None`` when there is nothing left to do.

        Raises:
            BookUnavailable: Nothing was begun.
        """
        statement = (
            update(inbox)
            .where(inbox.c.event_key == key, inbox.c.state == "waiting")
            .values(attempts=inbox.c.attempts + 1)
            .returning(inbox.c.kind, inbox.c.attempts, inbox.c.payload)
        )

        async def step(connection: Transaction) -> Any:
            return (await connection.execute(statement)).first()

        with translated(BookUnavailable):  # an attempt that a power cut forgets is only one more
            row = await self._database.write(step, durable=False)
        if row is None:
            return None
        return Taken(key, row.kind, row.attempts, self._cipher.decrypt(row.payload))

    async def put_off(self, taken: Taken, after_s: float, code: str, *, counted: bool) -> None:
        """Try again after ``after_s`` seconds; an attempt that is not ``counted`` is given back."""
        due_at = moment(self._clock.now() + timedelta(seconds=after_s))
        attempts = taken.attempts - (not counted)
        await self._change(taken.key, durable=False, due_at=due_at, code=code, attempts=attempts)

    async def done(self, key: str) -> None:
        """The work is done; its payload goes. Done once more, it would change nothing that people see."""
        now = self._now()
        await self._change(key, durable=False, state="done", code=None, payload=None, finished_at=now)

    async def dead(self, key: str, code: str) -> None:
        """The work is given up; its payload stays for a while, so that it can be tried again."""
        await self._change(key, state="dead", code=code, finished_at=self._now())

    async def backlog(self) -> AsyncIterator[Ticket]:
        """What is unfinished, in the order in which it came; for the embedded engine, so on SQLite."""
        statement = (
            select(inbox.c.event_key, inbox.c.lock, inbox.c.due_at)
            .where(inbox.c.state == "waiting")
            .order_by(literal_column("rowid"))
        )
        for row in await self._rows(statement):
            yield Ticket(row.event_key, row.lock, datetime.fromisoformat(row.due_at))

    async def troubled(self, limit: int = 100) -> tuple[Troubled, ...]:
        """What was given up, newest first; then what waits for another attempt, the next one first."""
        statement = (
            select(inbox)
            .where(inbox.c.code.is_not(None), inbox.c.state.in_(("dead", "waiting")))
            .order_by(inbox.c.state, inbox.c.finished_at.desc(), inbox.c.due_at)
            .limit(limit)
        )
        return tuple(
            Troubled(
                row.event_key,
                row.state,
                row.attempts,
                row.code,
                row.received_at,
                row.due_at,
                row.payload is not None,
            )
            for row in await self._rows(statement)
        )

    async def revive(self, key: str) -> bool:
        """Try a dead letter again; False when there is none with this key, or its payload is gone."""
        statement = (
            update(inbox)
            .where(inbox.c.event_key == key, inbox.c.state == "dead", inbox.c.payload.is_not(None))
            .values(state="waiting", attempts=0, code=None, finished_at=None, due_at=self._now())
            .returning(inbox.c.lock)
        )
        said = outbound.c.key == key  # the apology; the answer takes its place

        async def step(connection: Transaction) -> Any:
            row = (await connection.execute(statement)).first()
            if row is not None:
                await self._jobs.enqueue(connection, Ticket(key, row.lock))
                await connection.execute(delete(outbound).where(said, outbound.c.message_id.is_(None)))
                await connection.execute(update(outbound).where(said).values(state="sent"))
            return row

        with translated(BookUnavailable):
            row = await self._database.write(step)
        if row is not None:
            self._jobs.committed(Ticket(key, row.lock))
        return row is not None

    async def counts(self) -> dict[str, int]:
        """How much work there is in each state."""
        rows = await self._rows(select(inbox.c.state, func.count().label("n")).group_by(inbox.c.state))
        return {row.state: row.n for row in rows}

    async def backlog_now(self) -> Mapping[str, float]:
        """For operators: how much is ``waiting``, how much ``dead``, how many seconds the oldest is late."""
        now = self._clock.now()
        statement = (
            select(inbox.c.state, func.count().label("n"), func.min(inbox.c.due_at).label("due"))
            .where(inbox.c.state.in_(("waiting", "dead")))
            .group_by(inbox.c.state)
        )
        found: dict[str, Any] = {row.state: row for row in await self._rows(statement)}
        due = datetime.fromisoformat(found["waiting"].due) if "waiting" in found else now
        return {
            "waiting": found["waiting"].n if "waiting" in found else 0,
            "dead": found["dead"].n if "dead" in found else 0,
            "overdue_seconds": max(0.0, (now - due).total_seconds()),
        }

    async def tidy(self) -> None:
        """Forget what was kept long enough."""
        now = self._clock.now()
        keys, letters = moment(now - KEEP_KEYS), moment(now - KEEP_DEAD)
        ended = inbox.c.state.in_(("done", "dead"))
        statements = (
            update(inbox).where(inbox.c.state == "dead", inbox.c.finished_at < letters).values(payload=None),
            delete(inbox).where(ended, inbox.c.finished_at < keys),
            delete(outbound).where(outbound.c.changed_at < keys),
            delete(once).where(once.c.at < keys),
            delete(pace).where(pace.c.free_at_ms < int(now.timestamp() * 1000) - 3_600_000),
        )

        async def step(connection: Transaction) -> None:
            for statement in statements:
                await connection.execute(statement)

        with translated(BookUnavailable):
            await self._database.write(step)

    async def _change(self, key: str, *, durable: bool = True, **values: object) -> None:
        statement = update(inbox).where(inbox.c.event_key == key, inbox.c.state == "waiting").values(**values)
        with translated(BookUnavailable):
            await self._database.write(lambda connection: connection.execute(statement), durable=durable)

    async def _rows(self, statement: object) -> list[Row[tuple[object, ...]]]:
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return list((await connection.execute(statement)).all())  # type: ignore[call-overload]

    def _now(self) -> str:
        return moment(self._clock.now())


def _refuse_formless(key: str, lock: str) -> None:
    if not storable(key + lock) or len(key) > LONGEST_KEY:
        raise NotAccepted("The inbox cannot keep this event: its key has no form.")
