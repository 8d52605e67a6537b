"""Public reviews that were handed over, in a dict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.case import Case, CaseState
from bot.case_notices import CaseNotice
from bot.case_ports import CaseQuery
from bot.model import Decision
from bot.ports import DecisionLog, Entry


def _due(row: Case) -> tuple[datetime, str]:
    return row.due_at, row.id


def _asked(row: Case) -> tuple[datetime, str]:
    return row.asked_at.replace(microsecond=0), row.id


class InMemoryCaseBook:
    """Implements ``bot.case_ports.CaseBook``."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self.rows: dict[tuple[str, str], Case] = {}
        self.told: list[CaseNotice] = []

    async def open(
        self, case: Case, made: Decision, *, once: str | None = None, tell: Sequence[CaseNotice] = ()
    ) -> tuple[Case, Entry | None]:
        standing = await self.of_answer(case.tenant, case.decision_id)
        if standing is not None:
            return standing, None
        entry = await self._log.record(made, once=once)
        self.rows[case.tenant, case.id] = case
        self.told += tell
        return case, entry

    async def change(
        self, after: Case, made: Decision, *, once: str | None = None, tell: Sequence[CaseNotice] = ()
    ) -> Entry | None:
        key = (after.tenant, after.id)
        if key not in self.rows or self.rows[key].revision != after.revision - 1:
            return None
        entry = await self._log.record(made, once=once)
        self.rows[key] = after
        self.told += tell
        return entry

    async def get(self, tenant: str, case_id: str) -> Case | None:
        return self.rows.get((tenant, case_id))

    async def of_answer(self, tenant: str, decision_id: str) -> Case | None:
        return next((row for row in self._of(tenant) if row.decision_id == decision_id), None)

    async def queue(self, tenant: str, query: CaseQuery) -> tuple[Case, ...]:
        rows = [row for row in self._of(tenant) if row.state in query.states]
        rows = [row for row in rows if query.asker in {None, row.asker}]
        rows.sort(key=_asked if query.newest else _due, reverse=query.newest)
        if (last := query.after) is not None and query.newest:
            rows = [row for row in rows if _asked(row) < (last[0].replace(microsecond=0), last[1])]
        elif last is not None:
            rows = [row for row in rows if _due(row) > last]
        return tuple(rows[: query.limit])

    async def counts(self, tenant: str, asker: str | None = None) -> Mapping[CaseState, int]:
        return Counter(row.state for row in self._of(tenant) if asker in {None, row.asker})

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Case, ...]:
        rows = [r for r in self.rows.values() if r.state is CaseState.WAITING and r.due_at < before]
        return tuple(sorted((r for r in rows if after is None or _due(r) > after), key=_due))[:limit]

    def _of(self, tenant: str) -> list[Case]:
        return [row for row in self.rows.values() if row.tenant == tenant]
