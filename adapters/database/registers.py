"""Registers in a database. What is on file is encrypted: a scope may say more than somebody meant it to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select

from adapters.database.chain import entry_of, moment
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import decision, legal_hold
from adapters.database.tables import register as table
from adapters.database.writing import Transaction
from adapters.keys import Cipher
from bot.errors import BookUnavailable
from bot.model import Decision
from bot.ports import Entry
from bot.registers import KINDS, Item, Register, over_since, references

MARK = ""
"""The id of a row that says a register was in use; no item can have it."""

_FORMS = {register: TypeAdapter(kind) for register, kind in KINDS.items()}


class SqlRegisterBook:
    """Implements ``bot.desk_ports.RegisterBook`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, log: SqlDecisionLog, cipher: Cipher) -> None:
        self._database = database
        self._log = log
        self._cipher = cipher

    async def put(self, tenant: str, item: Item, made: Decision) -> Entry:
        """Keep ``item`` and ``made`` together."""
        text = _FORMS[item.register].dump_json(item).decode()
        what = {"ciphertext": self._cipher.encrypt(text), "changed_at": moment(made.at)}
        where = {"tenant": tenant, "register": item.register.value, "id": item.id}
        statement = (
            self._database.insert(table)
            .values(**where, **what)
            .on_conflict_do_update(index_elements=list(where), set_=what)
        )

        async def step(connection: Transaction) -> Entry:
            await connection.execute(statement)
            return await self._log.append(connection, made)

        with translated():
            return await self._database.write(step)

    async def items(self, tenant: str, *registers: Register) -> tuple[Item, ...]:
        """Everything in these registers, or in all."""
        names = [register.value for register in registers or tuple(Register)]
        statement = (
            select(table.c.register, table.c.ciphertext)
            .where(table.c.tenant == tenant, table.c.register.in_(names), table.c.id != MARK)
            .order_by(table.c.register, table.c.id)
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(statement)).all()
        return tuple(
            _FORMS[Register(row.register)].validate_json(self._cipher.decrypt(row.ciphertext)) for row in rows
        )

    async def was_used(self, tenant: str, register: Register) -> bool:
        """Say whether anything is, or ever was, in a register."""
        any_row = select(table.c.id).where(table.c.tenant == tenant, table.c.register == register.value)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return (await connection.execute(any_row.limit(1))).first() is not None

    async def remove(
        self, tenant: str, register: Register, item_id: str, made: Decision, *, once: str | None = None
    ) -> Entry | None:
        """Remove one thing unless a review under legal hold names it; see the port."""
        where = {"tenant": tenant, "register": register.value}
        gone = delete(table).where(
            table.c.tenant == tenant, table.c.register == register.value, table.c.id == item_id
        )
        blank = {"ciphertext": self._cipher.encrypt(""), "changed_at": moment(made.at)}
        mark = self._database.insert(table).values(**where, id=MARK, **blank).on_conflict_do_nothing()

        async def step(connection: Transaction) -> Entry | None:
            await self._log.take_turn(connection, tenant)
            rows = (await connection.execute(_held(tenant))).all()
            if (register.value, item_id) in _named(rows):
                return None
            await connection.execute(mark)
            await connection.execute(gone)
            return await self._log.append(connection, made, once=once)

        with translated():
            return await self._database.write(step)

    async def over_before(self, moment_: datetime) -> tuple[tuple[str, Item], ...]:
        """Of every tenant, what counts no more since before a moment."""
        tenants = select(table.c.tenant).distinct()
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                names = (await connection.execute(tenants)).scalars().all()
        found = [(tenant, item) for tenant in names for item in await self.items(tenant)]
        return tuple((tenant, item) for tenant, item in found if (end := over_since(item)) and end < moment_)


def _held(tenant: str) -> Any:
    """The entries of reviews under legal hold."""
    held = (legal_hold.c.tenant == decision.c.tenant) & (legal_hold.c.decision_id == decision.c.id)
    return (
        select(decision.c.body, decision.c.entry_hash)
        .join(legal_hold, held)
        .where(decision.c.tenant == tenant)
    )


def _named(rows: Iterable[Any]) -> frozenset[tuple[str, str]]:
    """What these entries say was on file, as register and reference."""
    details = (entry_of(row.body, row.entry_hash).decision.details for row in rows)
    return frozenset(named for told in details for named in references(told))
