"""Submissions in a database: a change, its entry in the log and its notices are one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_

from adapters.database.chain import moment
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox
from adapters.database.revisions import Revisions
from adapters.database.tables import submission as table
from adapters.jobs.news import NOTICE
from bot.approval import State, Submission
from bot.desk_ports import QueueQuery
from bot.model import Decision
from bot.notices import Notice
from bot.ports import Entry


class SqlSubmissionBook:
    """Implements ``bot.desk_ports.SubmissionBook`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, log: SqlDecisionLog, inbox: SqlInbox | None = None) -> None:
        """Stand on an open, migrated database; without an ``inbox`` nobody is told of anything."""
        self._rows = Revisions(table, Submission, NOTICE, database, log=log, inbox=inbox)

    async def open(
        self,
        submission: Submission,
        made: Decision,
        *,
        once: str | None = None,
        tell: Sequence[Notice] = (),
    ) -> tuple[Submission, Entry | None]:
        """Keep a new submission, or return the one that stands; see the port."""
        once_by = {
            "tenant": submission.tenant,
            "asked_for": submission.version.decision_id,
            "purpose": submission.purpose,
        }
        columns = _columns(submission)
        return await self._rows.open(submission, columns, made, once_by=once_by, once=once, tell=tell)

    async def change(
        self, after: Submission, made: Decision, *, once: str | None = None, tell: Sequence[Notice] = ()
    ) -> Entry | None:
        """Put ``after`` in its place if nobody else was first; see the port."""
        return await self._rows.change(after, _columns(after), made, once=once, tell=tell)

    async def get(self, tenant: str, submission_id: str) -> Submission | None:
        """One submission by its id."""
        return await self._rows.one(tenant, table.c.id == submission_id, submission_id)

    async def of_review(self, tenant: str, decision_id: str) -> Submission | None:
        """The latest submission that a review belongs to."""
        belongs = or_(table.c.decision_id == decision_id, table.c.asked_for == decision_id)
        return await self._rows.one(tenant, belongs, decision_id)

    async def queue(self, tenant: str, query: QueueQuery) -> tuple[Submission, ...]:
        """Submissions by deadline, or by when they were sent."""
        conditions = [table.c.tenant == tenant, table.c.state.in_([state.value for state in query.states])]
        if query.purposes is not None:
            conditions.append(table.c.purpose.in_(query.purposes))
        if query.author is not None:
            conditions.append(table.c.author == query.author)
        return await self._rows.page(conditions, query.after, query.limit, newest=query.newest)

    async def counts(self, tenant: str, author: str | None = None) -> Mapping[State, int]:
        """How many there are in each state."""
        whose = (table.c.author == author,) if author is not None else ()
        return {State(state): count for state, count in await self._rows.counts(tenant, *whose)}

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Submission, ...]:
        """Waiting submissions whose deadline lies before a moment; see the port."""
        waiting = (table.c.state == State.WAITING.value, table.c.due_at < moment(before))
        return await self._rows.page(waiting, after, limit)


def _columns(submission: Submission) -> dict[str, Any]:
    return {
        "state": submission.state.value,
        "purpose": submission.purpose,
        "author": submission.author,
        "due_at": moment(submission.due_at),
        "decision_id": submission.version.decision_id,
    }
