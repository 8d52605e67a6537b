"""Drafts in a database, encrypted and only for a while: the only text that Bedside keeps."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table, case, delete, func, select, update

from adapters.database.chain import moment, storable
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import draft_text as table
from adapters.database.tables import legal_hold
from adapters.database.writing import Transaction
from adapters.keys import Cipher
from bot.errors import BookUnavailable
from bot.model import Decision, Draft
from bot.ports import Clock, Entry

_FORM = TypeAdapter(Draft)


class SqlDraftShelf:
    """Implements ``bot.desk_ports.DraftShelf`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, log: SqlDecisionLog, cipher: Cipher, clock: Clock) -> None:
        self._database = database
        self._log = log
        self._cipher = cipher
        self._clock = clock

    async def keep(self, tenant: str, decision_id: str, draft: Draft, until: datetime) -> None:
        """Keep ``draft`` at least until then."""
        # Escapes, so that half a character, which people can paste, comes back as it was.
        text = json.dumps(_FORM.dump_python(draft, mode="python"), default=_plain)
        end = moment(until)
        statement = self._database.insert(table).values(
            tenant=tenant,
            decision_id=decision_id,
            ciphertext=self._cipher.encrypt(text),
            expires_at=end,
            held=select(func.count())
            .select_from(legal_hold)
            .where(*_of(legal_hold, tenant, decision_id))
            .scalar_subquery(),
        )
        later = case((table.c.expires_at < end, end), else_=table.c.expires_at)
        await self._write(
            statement.on_conflict_do_update(
                index_elements=["tenant", "decision_id"], set_={"expires_at": later}
            )
        )

    async def read(self, tenant: str, decision_id: str) -> Draft | None:
        """The draft; ``None`` when it is gone.

        Raises:
            BookUnavailable: The database cannot be read.
            UnreadablePayload: It was encrypted with a key that is gone.
        """
        if not storable(tenant) or not storable(decision_id):
            return None
        statement = select(table.c.ciphertext).where(
            *_of(table, tenant, decision_id), (table.c.expires_at > self._now()) | (table.c.held == 1)
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                found = (await connection.execute(statement)).scalar()
        return None if found is None else _FORM.validate_python(json.loads(self._cipher.decrypt(found)))

    async def extend(self, tenant: str, decision_id: str, until: datetime) -> bool:
        """Keep it at least until then."""
        end = moment(until)
        later = case((table.c.expires_at < end, end), else_=table.c.expires_at)
        longer = update(table).where(*_of(table, tenant, decision_id)).values(expires_at=later)
        return await self._write(longer) == 1

    async def hold(
        self, tenant: str, decision_id: str, made: Decision, *, held: bool, once: str | None = None
    ) -> Entry:
        """Under legal hold nothing removes it; see the port."""
        where = {"tenant": tenant, "decision_id": decision_id}
        put = self._database.insert(legal_hold).values(**where, at=self._now()).on_conflict_do_nothing()
        lift = delete(legal_hold).where(*_of(legal_hold, tenant, decision_id))
        mark = update(table).where(*_of(table, tenant, decision_id)).values(held=int(held))

        async def step(connection: Transaction) -> Entry:
            await connection.execute(put if held else lift)
            await connection.execute(mark)
            return await self._log.append(connection, made, once=once)

        with translated():
            return await self._database.write(step)

    async def is_held(self, tenant: str, decision_id: str) -> bool:
        """Say whether a review is under legal hold."""
        held = select(legal_hold.c.at).where(*_of(legal_hold, tenant, decision_id))
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return bool((await connection.execute(held)).first())

    async def forget(
        self, tenant: str, decision_ids: Sequence[str], made: Decision, *, once: str | None = None
    ) -> Entry | None:
        """Remove texts now, unless one is under hold; see the port."""
        these = (legal_hold.c.tenant == tenant, legal_hold.c.decision_id.in_(decision_ids))
        held = select(func.count()).select_from(legal_hold).where(*these)
        gone = delete(table).where(table.c.tenant == tenant, table.c.decision_id.in_(decision_ids))

        async def step(connection: Transaction) -> Entry | None:
            if (await connection.execute(held)).scalar():
                return None
            await connection.execute(gone)
            return await self._log.append(connection, made, once=once)

        with translated():
            return await self._database.write(step)

    async def tidy(self) -> int:
        """Remove what has expired and is not under hold."""
        return await self._write(delete(table).where(table.c.held == 0, table.c.expires_at <= self._now()))

    async def _write(self, statement: Any) -> int:
        with translated(BookUnavailable):
            done = await self._database.write(lambda connection: connection.execute(statement))
        return int(done.rowcount)

    def _now(self) -> str:
        return moment(self._clock.now())


def _of(kept: Table, tenant: str, decision_id: str) -> tuple[Any, Any]:
    return kept.c.tenant == tenant, kept.c.decision_id == decision_id


def _plain(value: Any) -> str:
    return str(value.isoformat())
