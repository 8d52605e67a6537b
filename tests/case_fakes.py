"""Public reviews that were handed over, in a dict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.case import Case, CaseState
from bot.case_notices import CaseNotice
from bot.case_ports import CaseQuery
from bot.model import Decision
from bot.ports import Entry
from tests.revision_fakes import InMemoryRevisions, page_of


class InMemoryCaseBook(InMemoryRevisions[Case, CaseNotice]):
    """Implements ``bot.case_ports.CaseBook``."""

    async def open(
        self, case: Case, made: Decision, *, once: str | None = None, tell: Sequence[CaseNotice] = ()
    ) -> tuple[Case, Entry | None]:
        standing = await self.of_answer(case.tenant, case.decision_id)
        if standing is not None:
            return standing, None
        return case, await self._put(case, made, once, tell)

    async def of_answer(self, tenant: str, decision_id: str) -> Case | None:
        return next((row for row in self._of(tenant) if row.decision_id == decision_id), None)

    async def queue(self, tenant: str, query: CaseQuery) -> tuple[Case, ...]:
        rows = [row for row in self._of(tenant) if row.state in query.states]
        rows = [row for row in rows if query.asker in {None, row.asker}]
        return page_of(rows, query.after, query.limit, newest=query.newest)

    async def counts(self, tenant: str, asker: str | None = None) -> Mapping[CaseState, int]:
        return Counter(row.state for row in self._of(tenant) if asker in {None, row.asker})

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Case, ...]:
        return self._overdue(CaseState.WAITING, before, limit, after)
