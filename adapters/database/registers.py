"""Registers in a database. What is on file is encrypted: a scope may say more than somebody meant it to."""

from pydantic import TypeAdapter
from sqlalchemy import select

from adapters.database.chain import moment
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import register as table
from adapters.database.writing import Transaction
from adapters.keys import Cipher
from bot.errors import BookUnavailable
from bot.model import Decision
from bot.ports import Entry
from bot.registers import KINDS, Item, Register

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
            .where(table.c.tenant == tenant, table.c.register.in_(names))
            .order_by(table.c.register, table.c.id)
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(statement)).all()
        return tuple(
            _FORMS[Register(row.register)].validate_json(self._cipher.decrypt(row.ciphertext)) for row in rows
        )
