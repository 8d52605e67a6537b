"""Public reviews that were handed over, in a database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from adapters.database.chain import moment
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox
from adapters.database.revisions import SECOND, Revisions
from adapters.database.tables import review_case as table
from adapters.jobs.news import CASE_NOTICE
from bot.case import Case, CaseState
from bot.case_notices import CaseNotice
from bot.case_ports import CaseQuery
from bot.model import Decision
from bot.ports import Entry


class SqlCaseBook:
    """Implements ``bot.case_ports.CaseBook`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, log: SqlDecisionLog, inbox: SqlInbox | None = None) -> None:
        """Stand on an open, migrated database; without an ``inbox`` nobody is told of anything."""
        self._rows = Revisions(table, Case, CASE_NOTICE, database, log=log, inbox=inbox)

    async def open(
        self, case: Case, made: Decision, *, once: str | None = None, tell: Sequence[CaseNotice] = ()
    ) -> tuple[Case, Entry | None]:
        """Keep a new case, or return the one that stands; see the port."""
        once_by = {"tenant": case.tenant, "decision_id": case.decision_id}
        return await self._rows.open(case, _columns(case), made, once_by=once_by, once=once, tell=tell)

    async def change(
        self, after: Case, made: Decision, *, once: str | None = None, tell: Sequence[CaseNotice] = ()
    ) -> Entry | None:
        """Put ``after`` in its place if nobody else was first; see the port."""
        return await self._rows.change(after, _columns(after), made, once=once, tell=tell)

    async def get(self, tenant: str, case_id: str) -> Case | None:
        """One case by its id."""
        return await self._rows.one(tenant, table.c.id == case_id, case_id)

    async def of_answer(self, tenant: str, decision_id: str) -> Case | None:
        """The case that hands over the review of this answer."""
        return await self._rows.one(tenant, table.c.decision_id == decision_id, decision_id)

    async def queue(self, tenant: str, query: CaseQuery) -> tuple[Case, ...]:
        """Cases by deadline, or by when they were handed over."""
        conditions = [table.c.tenant == tenant, table.c.state.in_([state.value for state in query.states])]
        if query.asker is not None:
            conditions.append(table.c.asker == query.asker)
        return await self._rows.page(conditions, query.after, query.limit, newest=query.newest)

    async def counts(self, tenant: str, asker: str | None = None) -> Mapping[CaseState, int]:
        """How many there are in each state."""
        whose = (table.c.asker == asker,) if asker is not None else ()
        return {CaseState(state): count for state, count in await self._rows.counts(tenant, *whose)}

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Case, ...]:
        """Cases whose time still runs, and ends before a moment; see the port."""
        running = (table.c.state == CaseState.WAITING.value, table.c.due_at < moment(before))
        return await self._rows.page(running, after, limit)


def _columns(case: Case) -> dict[str, Any]:
    return {
        "state": case.state.value,
        "asker": case.asker,
        "asked_at": moment(case.asked_at)[:SECOND],
        "due_at": moment(case.due_at),
    }
