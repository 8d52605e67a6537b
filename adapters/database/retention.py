"""Lets go of what was kept long enough; a legal hold keeps an entry and everything after it.

A chain loses only its oldest entries. That it does is an entry of its own, and a signed statement says where
the chain begins from then on, so that what is left proves itself to everybody who has the public key.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import delete, func, insert, select

from adapters.database import chain
from adapters.database.chain import Signer, moment
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import beginning, checkpoint, decision, legal_hold, review_case, submission
from adapters.database.writing import Transaction
from bot.approval import State
from bot.model import Actor, Decision
from bot.ports import Clock
from bot.retention import kept_since

BATCH = 1000
"""Entries that one transaction removes: the only writer of an SQLite file must soon be free again."""


class Retention:
    """Removes entries, and what belongs to them, that are older than so many years."""

    def __init__(
        self, database: Database, log: SqlDecisionLog, signer: Signer, clock: Clock, years: int
    ) -> None:
        """``years`` counts whole years; 0 keeps everything for ever."""
        self._database = database
        self._log = log
        self._signer = signer
        self._clock = clock
        self._years = years

    async def tidy(self) -> int:
        """Shorten each tenant's chain where that is due; returns how many entries were removed.

        Running it twice, or in two processes, removes nothing twice; what a kill leaves behind is
        removed by the next run.
        """
        removed = 0
        for tenant in await self._tenants() if self._years else ():
            before = kept_since(self._clock.now(), self._years)
            if await self._is_due(tenant, before):
                await self._shorten(tenant, before)
            removed += await self._remove(tenant)
            await self._forget_decided(tenant, before)
        if removed:
            structlog.get_logger("bedside.log").info("entries_removed", count=removed)
        return removed

    async def _is_due(self, tenant: str, before: datetime) -> bool:
        """Whether the oldest entry is old enough, asked without holding up whoever writes."""
        oldest = select(decision.c.at).where(decision.c.tenant == tenant).order_by(decision.c.seq).limit(1)
        with translated():
            async with self._database.reader.connect() as connection:
                at = (await connection.execute(oldest)).scalar()
        return at is not None and at < moment(before)

    async def _shorten(self, tenant: str, before: datetime) -> None:
        with translated():
            await self._database.write(lambda connection: self._begin_later(connection, tenant, before))

    async def _begin_later(self, connection: Transaction, tenant: str, before: datetime) -> None:
        await self._log.take_turn(connection, tenant)
        standing = await _scalar(connection, _begins_after(tenant)) or 0
        until = await self._until(connection, tenant, before)
        if until <= standing:
            return
        head = await _scalar(
            connection,
            select(decision.c.entry_hash).where(decision.c.tenant == tenant, decision.c.seq == until),
        )
        now = self._clock.now()
        details = {"until": until, "entries": until - standing}
        bedside = Actor("bedside", "system", tenant)
        made = Decision("pruned", bedside, now, platform="desk", details=details)
        await self._log.append(connection, made)
        statement = chain.beginning_of(tenant, until, head, now, self._signer)
        await connection.execute(
            insert(beginning).values(
                tenant=tenant, seq=until, body=statement.body, signature=statement.signature
            )
        )

    async def _until(self, connection: Transaction, tenant: str, before: datetime) -> int:
        """The last entry that is older than ``before`` and stands before every one under hold."""
        of_tenant = decision.c.tenant == tenant
        held = (legal_hold.c.tenant == decision.c.tenant) & (legal_hold.c.decision_id == decision.c.id)
        first_kept = select(func.min(decision.c.seq)).where(of_tenant, decision.c.at >= moment(before))
        first_held = select(func.min(decision.c.seq)).join(legal_hold, held).where(of_tenant)
        last: int = await _scalar(connection, select(func.max(decision.c.seq)).where(of_tenant))
        found = [await _scalar(connection, query) for query in (first_kept, first_held)]
        kept: list[int] = [last + 1, *(seq for seq in found if seq is not None)]
        return min(kept) - 1

    async def _remove(self, tenant: str) -> int:
        removed = 0
        while True:
            with translated():
                count = await self._database.write(lambda connection: _remove_some(connection, tenant))
            if not count:
                return removed
            removed += count

    async def _forget_decided(self, tenant: str, before: datetime) -> None:
        """Drafts and public reviews that people decided on go with the entries of their time."""
        held = select(legal_hold.c.decision_id).where(legal_hold.c.tenant == tenant)

        async def step(connection: Transaction) -> None:
            for table in (submission, review_case):
                over = (
                    table.c.tenant == tenant,
                    table.c.state != State.WAITING.value,
                    table.c.due_at < moment(before),
                    table.c.decision_id.not_in(held),
                )
                await connection.execute(delete(table).where(*over))

        with translated():
            await self._database.write(step)

    async def _tenants(self) -> Iterator[str]:
        with translated():
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(select(decision.c.tenant).distinct())).scalars().all()
        return iter(rows)


async def _remove_some(connection: Transaction, tenant: str) -> int:
    begins_after = await _scalar(connection, _begins_after(tenant)) or 0
    first = await _scalar(connection, select(func.min(decision.c.seq)).where(decision.c.tenant == tenant))
    if first is None or first > begins_after:
        return 0
    upto = min(begins_after, first + BATCH - 1)
    for table in (checkpoint, decision):
        gone = delete(table).where(table.c.tenant == tenant, table.c.seq <= upto)
        count = (await connection.execute(gone)).rowcount  # another process may have been there first
    return int(count)


def _begins_after(tenant: str) -> Any:
    return select(func.max(beginning.c.seq)).where(beginning.c.tenant == tenant)


async def _scalar(connection: Transaction, statement: Any) -> Any:
    return (await connection.execute(statement)).scalar()
