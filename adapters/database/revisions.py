"""Rows that carry a revision: a change, its entry in the log and its news are one transaction.

Of two changes of the same revision only one wins.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Table, and_, func, or_, select, update

from adapters.database.chain import moment, storable
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.inbox import SqlInbox
from adapters.database.writing import Transaction
from adapters.jobs.news import Kind, News
from bot.errors import BookUnavailable
from bot.model import Decision
from bot.ports import Entry

LARGEST_PAGE = 1000
SECOND = len("2026-03-02T12:00:00")
"""So far a moment of asking is compared: the database tells seconds of it where it works it out of a body."""


class Revised(Protocol):
    """Something whose every change counts."""

    @property
    def tenant(self) -> str:
        """Whose it is."""
        ...

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def revision(self) -> int:
        """How often it was changed."""
        ...


Thing = TypeVar("Thing", bound=Revised)
Told = TypeVar("Told", bound=News)


class Revisions(Generic[Thing, Told]):
    """Keeps things of one kind in a table, the whole of each in its column ``body``."""

    def __init__(
        self,
        table: Table,
        form: type[Thing],
        kind: Kind[Told],
        database: Database,
        *,
        log: SqlDecisionLog,
        inbox: SqlInbox | None,
    ) -> None:
        """Stand on an open, migrated database; without an ``inbox`` nobody is told of anything."""
        self.table = table
        self.database = database
        self._form: TypeAdapter[Thing] = TypeAdapter(form)
        self._kind = kind
        self._log = log
        self._inbox = inbox

    async def open(
        self,
        thing: Thing,
        columns: Mapping[str, Any],
        made: Decision,
        *,
        once_by: Mapping[str, Any],
        once: str | None,
        tell: Sequence[Told],
    ) -> tuple[Thing, Entry | None]:
        """Keep a new one, with ``made``; or return the one that stands with the same ``once_by``."""
        values = {**self._shared(thing), **columns, **once_by}
        new = (
            self.database.insert(self.table)
            .values(**values)
            .on_conflict_do_nothing(index_elements=list(once_by))
            .returning(self.table.c.id)
        )
        same = (self.table.c[name] == value for name, value in once_by.items())
        standing = select(self.table.c.body).where(*same)

        async def step(connection: Transaction) -> tuple[Thing, Entry | None]:
            if (await connection.execute(new)).scalar() is not None:
                await self._leave(connection, tell)
                return thing, await self._log.append(connection, made, once=once)
            return self._form.validate_json((await connection.execute(standing)).scalar_one()), None

        with translated():
            kept = await self.database.write(step)
        self._left(tell)
        return kept

    async def change(
        self,
        after: Thing,
        columns: Mapping[str, Any],
        made: Decision,
        *,
        once: str | None,
        tell: Sequence[Told],
    ) -> Entry | None:
        """Put ``after`` in its place, with ``made``, if nobody else was first; else ``None``."""
        compared = (
            update(self.table)
            .where(
                self.table.c.tenant == after.tenant,
                self.table.c.id == after.id,
                self.table.c.revision == after.revision - 1,
            )
            .values(**self._shared(after), **columns)
        )

        async def step(connection: Transaction) -> Entry | None:
            if (await connection.execute(compared)).rowcount != 1:
                return None
            await self._leave(connection, tell)
            return await self._log.append(connection, made, once=once)

        with translated():
            kept = await self.database.write(step)
        self._left(tell)
        return kept

    async def one(self, tenant: str, condition: Any, asked: str) -> Thing | None:
        """The latest that a condition names by ``asked``."""
        if not storable(tenant) or not storable(asked):
            return None
        newest = select(self.table.c.body).where(self.table.c.tenant == tenant, condition)
        for found in await self._many(
            newest.order_by(self.table.c.asked_at.desc(), self.table.c.id).limit(1)
        ):
            return found
        return None

    async def page(
        self,
        conditions: Sequence[ColumnElement[bool]],
        after: tuple[datetime, str] | None,
        limit: int,
        *,
        newest: bool = False,
    ) -> tuple[Thing, ...]:
        """Those that meet all ``conditions``, by deadline or the ``newest`` first, ``after`` one of them."""
        beyond = (self._beyond(*after, newest=newest),) if after is not None else ()
        columns = (self.table.c.asked_at if newest else self.table.c.due_at, self.table.c.id)
        statement = (
            select(self.table.c.body)
            .where(*conditions, *beyond)
            .order_by(*(column.desc() if newest else column for column in columns))
            .limit(max(1, min(limit, LARGEST_PAGE)))
        )
        return await self._many(statement)

    async def counts(self, tenant: str, *conditions: ColumnElement[bool]) -> Sequence[Any]:
        """Each state with how many are in it."""
        state = self.table.c.state
        counted = select(state, func.count()).where(self.table.c.tenant == tenant, *conditions)
        return await self._rows(counted.group_by(state))

    async def _rows(self, statement: Any) -> Sequence[Any]:
        with translated(BookUnavailable):
            async with self.database.reader.connect() as connection:
                return (await connection.execute(statement)).all()

    def _shared(self, thing: Thing) -> dict[str, Any]:
        return {
            "tenant": thing.tenant,
            "id": thing.id,
            "revision": thing.revision,
            "body": self._form.dump_json(thing).decode(),
        }

    def _beyond(self, last: datetime, last_id: str, *, newest: bool) -> ColumnElement[bool]:
        """What comes after the one with this deadline, or of this moment of asking, and this id."""
        table = self.table
        if newest:
            asked = moment(last)[:SECOND]
            same = table.c.asked_at == asked
            return or_(table.c.asked_at < asked, and_(same, table.c.id < last_id))
        due = moment(last)
        return or_(table.c.due_at > due, and_(table.c.due_at == due, table.c.id > last_id))

    async def _leave(self, connection: Transaction, tell: Sequence[Told]) -> None:
        if self._inbox is not None:
            for news in tell:
                await self._inbox.add(connection, self._kind.work(news))

    def _left(self, tell: Sequence[Told]) -> None:
        """The transaction is through; news that were not kept with it are none, and nothing happens."""
        if self._inbox is not None:
            for news in tell:
                self._inbox.committed(self._kind.work(news))

    async def _many(self, statement: Any) -> tuple[Thing, ...]:
        return tuple(self._form.validate_json(body) for (body,) in await self._rows(statement))
