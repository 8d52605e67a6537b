"""What the fakes of the desk's two books share, as ``adapters/database/revisions.py`` does for real ones."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.model import Decision
from bot.ports import DecisionLog, Entry


class Row(Protocol):
    """Something with a deadline whose every change counts."""

    @property
    def tenant(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...


Thing = TypeVar("Thing", bound=Row)
Told = TypeVar("Told")
Place = tuple[datetime, str]


def due(row: Row) -> Place:
    return row.due_at, row.id


def asked(row: Row) -> Place:
    """The database tells seconds of this moment."""
    return row.asked_at.replace(microsecond=0), row.id


class InMemoryRevisions(Generic[Thing, Told]):
    """Rows in a dict; of two changes of the same revision only one wins."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self.rows: dict[tuple[str, str], Thing] = {}
        self.told: list[Told] = []

    async def change(
        self, after: Thing, made: Decision, *, once: str | None = None, tell: Sequence[Told] = ()
    ) -> Entry | None:
        standing = self.rows.get((after.tenant, after.id))
        if standing is None or standing.revision != after.revision - 1:
            return None
        return await self._put(after, made, once, tell)

    async def get(self, tenant: str, row_id: str) -> Thing | None:
        return self.rows.get((tenant, row_id))

    async def _put(self, row: Thing, made: Decision, once: str | None, tell: Sequence[Told]) -> Entry:
        entry = await self._log.record(made, once=once)
        self.rows[row.tenant, row.id] = row
        self.told += tell
        return entry

    def _of(self, tenant: str) -> Iterable[Thing]:
        return [row for row in self.rows.values() if row.tenant == tenant]

    def _overdue(self, state: Any, before: datetime, limit: int, after: Place | None) -> tuple[Thing, ...]:
        rows: Iterable[Any] = self.rows.values()
        return _page([row for row in rows if row.state is state and row.due_at < before], after, limit)


def page_of(rows: Iterable[Thing], after: Place | None, limit: int, *, newest: bool) -> tuple[Thing, ...]:
    """By deadline, or the newest first, so many after one of them."""
    if not newest:
        return _page(rows, after, limit)
    last = (after[0].replace(microsecond=0), after[1]) if after is not None else None
    found = sorted(rows, key=asked, reverse=True)
    return tuple(row for row in found if last is None or asked(row) < last)[:limit]


def _page(rows: Iterable[Thing], after: Place | None, limit: int) -> tuple[Thing, ...]:
    return tuple(row for row in sorted(rows, key=due) if after is None or due(row) > after)[:limit]
