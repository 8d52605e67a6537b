"""Submissions in a database: a change, its entry in the log and its notices are one transaction.

Of two changes only one wins.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, and_, func, or_, select, update

from adapters.database.chain import moment, storable
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.inbox import SqlInbox
from adapters.database.tables import submission as table
from adapters.database.writing import Transaction
from adapters.jobs.news import NOTICE
from bot.approval import State, Submission
from bot.desk_ports import QueueQuery
from bot.errors import BookUnavailable
from bot.model import Decision
from bot.notices import Notice
from bot.ports import Entry

LARGEST_PAGE = 1000
SECOND = len("2026-03-02T12:00:00")
"""So far a moment is compared that the database works out of a body: it tells seconds there."""
_FORM = TypeAdapter(Submission)


class SqlSubmissionBook:
    """Implements ``bot.desk_ports.SubmissionBook`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, log: SqlDecisionLog, inbox: SqlInbox | None = None) -> None:
        """Stand on an open, migrated database; without an ``inbox`` nobody is told of anything."""
        self._database = database
        self._log = log
        self._inbox = inbox

    async def open(
        self,
        submission: Submission,
        made: Decision,
        *,
        once: str | None = None,
        tell: Sequence[Notice] = (),
    ) -> tuple[Submission, Entry | None]:
        """Keep a new submission, or return the one that stands; see the port."""
        asked_for = submission.version.decision_id
        where = (submission.tenant, asked_for, submission.purpose)
        new = (
            self._database.insert(table)
            .values(**_columns(submission), asked_for=asked_for)
            .on_conflict_do_nothing(index_elements=["tenant", "asked_for", "purpose"])
            .returning(table.c.id)
        )

        async def step(connection: Transaction) -> tuple[Submission, Entry | None]:
            if (await connection.execute(new)).scalar() is not None:
                await self._leave(connection, tell)
                return submission, await self._log.append(connection, made, once=once)
            columns = (table.c.tenant, table.c.asked_for, table.c.purpose)
            standing = select(table.c.body).where(*(c == v for c, v in zip(columns, where, strict=True)))
            return _FORM.validate_json((await connection.execute(standing)).scalar_one()), None

        with translated():
            kept = await self._database.write(step)
        self._left(tell)
        return kept

    async def change(
        self, after: Submission, made: Decision, *, once: str | None = None, tell: Sequence[Notice] = ()
    ) -> Entry | None:
        """Put ``after`` in its place if nobody else was first; see the port."""
        compared = (
            update(table)
            .where(
                table.c.tenant == after.tenant,
                table.c.id == after.id,
                table.c.revision == after.revision - 1,
            )
            .values(**_columns(after))
        )

        async def step(connection: Transaction) -> Entry | None:
            if (await connection.execute(compared)).rowcount != 1:
                return None
            await self._leave(connection, tell)
            return await self._log.append(connection, made, once=once)

        with translated():
            kept = await self._database.write(step)
        self._left(tell)
        return kept

    async def get(self, tenant: str, submission_id: str) -> Submission | None:
        """One submission by its id."""
        return await self._one(tenant, table.c.id == submission_id, submission_id)

    async def of_review(self, tenant: str, decision_id: str) -> Submission | None:
        """The latest submission that a review belongs to."""
        belongs = or_(table.c.decision_id == decision_id, table.c.asked_for == decision_id)
        return await self._one(tenant, belongs, decision_id)

    async def queue(self, tenant: str, query: QueueQuery) -> tuple[Submission, ...]:
        """Submissions by deadline, or by when they were sent."""
        conditions = [table.c.tenant == tenant, table.c.state.in_([state.value for state in query.states])]
        if query.purposes is not None:
            conditions.append(table.c.purpose.in_(query.purposes))
        if query.author is not None:
            conditions.append(table.c.author == query.author)
        if query.after is not None:
            conditions.append(_beyond(*query.after, newest=query.newest))
        columns = (table.c.asked_at if query.newest else table.c.due_at, table.c.id)
        statement = (
            select(table.c.body)
            .where(*conditions)
            .order_by(*(column.desc() if query.newest else column for column in columns))
            .limit(max(1, min(query.limit, LARGEST_PAGE)))
        )
        return await self._many(statement)

    async def counts(self, tenant: str, author: str | None = None) -> Mapping[State, int]:
        """How many there are in each state."""
        whose = (table.c.author == author,) if author is not None else ()
        statement = (
            select(table.c.state, func.count())
            .where(table.c.tenant == tenant, *whose)
            .group_by(table.c.state)
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return {State(state): count for state, count in (await connection.execute(statement)).all()}

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Submission, ...]:
        """Waiting submissions whose deadline lies before a moment; see the port."""
        waiting = [table.c.state == State.WAITING.value, table.c.due_at < moment(before)]
        waiting += [_beyond(*after, newest=False)] if after is not None else []
        ordered = select(table.c.body).where(*waiting).order_by(table.c.due_at, table.c.id)
        return await self._many(ordered.limit(limit))

    async def _leave(self, connection: Transaction, tell: Sequence[Notice]) -> None:
        if self._inbox is not None:
            for notice in tell:
                await self._inbox.add(connection, NOTICE.work(notice))

    def _left(self, tell: Sequence[Notice]) -> None:
        """The transaction is through; a notice that was not kept with it is none, and nothing happens."""
        if self._inbox is not None:
            for notice in tell:
                self._inbox.committed(NOTICE.work(notice))

    async def _one(self, tenant: str, condition: Any, asked: str) -> Submission | None:
        if not storable(tenant) or not storable(asked):
            return None
        newest = select(table.c.body).where(table.c.tenant == tenant, condition)
        for found in await self._many(newest.order_by(table.c.asked_at.desc(), table.c.id).limit(1)):
            return found
        return None

    async def _many(self, statement: Any) -> tuple[Submission, ...]:
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(statement)).scalars().all()
        return tuple(_FORM.validate_json(body) for body in rows)


def _beyond(last: datetime, last_id: str, *, newest: bool) -> ColumnElement[bool]:
    """What comes after the one with this deadline, or of this moment of sending, and this id."""
    if newest:
        sent = moment(last)[:SECOND]
        return or_(table.c.asked_at < sent, and_(table.c.asked_at == sent, table.c.id < last_id))
    due = moment(last)
    return or_(table.c.due_at > due, and_(table.c.due_at == due, table.c.id > last_id))


def _columns(submission: Submission) -> dict[str, Any]:
    return {
        "tenant": submission.tenant,
        "id": submission.id,
        "revision": submission.revision,
        "state": submission.state.value,
        "purpose": submission.purpose,
        "author": submission.author,
        "due_at": moment(submission.due_at),
        "decision_id": submission.version.decision_id,
        "body": _FORM.dump_json(submission).decode(),
    }
