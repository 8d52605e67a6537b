"""What is kept about people's own presence, on SQLite and PostgreSQL: encrypted, one record a person."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, delete, select, update

from adapters.database.chain import moment, storable
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import personal as table
from adapters.database.writing import Transaction
from adapters.keys import Cipher, UnreadablePayload
from bot.errors import BookUnavailable
from bot.model import Decision
from bot.personal import Personal, refusal
from bot.personal_ports import Record
from bot.ports import Clock

KEEP = timedelta(days=730)
"""How long a record is kept that nobody touches."""
_FORM = TypeAdapter(Personal)


class SqlPersonalBook:
    """Implements ``bot.personal_ports.PersonalBook``."""

    def __init__(self, database: Database, log: SqlDecisionLog, cipher: Cipher, clock: Clock) -> None:
        self._database = database
        self._log = log
        self._cipher = cipher
        self._clock = clock

    async def read(self, tenant: str, person: str) -> Record:
        """What is kept about the person."""
        if not storable(tenant + person):
            return Record()
        statement = _records().where(*_of(tenant, person))
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                row = (await connection.execute(statement)).first()
        if row is None:
            return Record()
        return Record(self._opened(row.ciphertext), row.revision)

    async def known(self, tenant: str) -> frozenset[str]:
        """Of whom something is kept."""
        statement = select(table.c.person).where(table.c.tenant == tenant)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return frozenset((await connection.execute(statement)).scalars())

    async def write(
        self,
        tenant: str,
        person: str,
        after: Record,
        *,
        remind_at: datetime | None,
        made: Sequence[Decision] = (),
        once: str | None = None,
    ) -> bool:
        """Put ``after`` in the place of the revision that it names; see the port."""
        if not storable(tenant + person):
            raise BookUnavailable("This person's answers cannot be kept: the name has no form.")
        columns = self._columns(after, remind_at)
        change = (
            update(table)
            .where(*_of(tenant, person), table.c.revision == after.revision)
            .values(**columns)
            .returning(table.c.revision)
            if after.revision
            else self._database.insert(table)
            .values(tenant=tenant, person=person, **columns)
            .on_conflict_do_nothing()
            .returning(table.c.revision)
        )

        async def step(connection: Transaction) -> bool:
            if (await connection.execute(change)).first() is None:
                return False
            for decision in made:
                await self._log.append(connection, decision, once=once)
            return True

        with translated():
            return await self._database.write(step)

    async def forget(self, tenant: str, person: str, made: Decision, *, once: str | None = None) -> bool:
        """Delete everything that is kept about the person but a refusal; see the port."""
        statement = _records().where(*_of(tenant, person)).with_for_update()

        async def step(connection: Transaction) -> bool:
            row = (await connection.execute(statement)).first()
            if row is None or not await self._cut_down(connection, row):
                return False
            await self._log.append(connection, made, once=once)
            return True

        with translated():
            return await self._database.write(step)

    async def tidy(self) -> None:
        """Forget what nobody touched for two years, but a refusal."""
        old = _records().where(table.c.changed_at < moment(self._clock.now() - KEEP)).with_for_update()

        async def step(connection: Transaction) -> None:
            for row in (await connection.execute(old)).all():
                await self._cut_down(connection, row)

        with translated(BookUnavailable):
            await self._database.write(step)

    async def _cut_down(self, connection: Transaction, row: Row[Any]) -> bool:
        """Leave of a record what outlives it, if anything; False where it holds no more than that."""
        try:
            kept = self._opened(row.ciphertext)
        except UnreadablePayload:
            kept = Personal()
        left = refusal(kept)
        if left == kept:
            return False
        this = _of(row.tenant, row.person)
        await connection.execute(
            delete(table).where(*this)
            if left is None
            else update(table).where(*this).values(self._columns(Record(left, row.revision), None))
        )
        return True

    def _columns(self, after: Record, remind_at: datetime | None) -> dict[str, Any]:
        return {
            "revision": after.revision + 1,
            "remind_at": None if remind_at is None else moment(remind_at),
            "changed_at": moment(self._clock.now()),
            "ciphertext": self._cipher.encrypt(_FORM.dump_json(after.personal).decode()),
        }

    def _opened(self, ciphertext: str) -> Personal:
        return _FORM.validate_json(self._cipher.decrypt(ciphertext))


def _records() -> Select[Any]:
    return select(table.c.tenant, table.c.person, table.c.revision, table.c.ciphertext)


def _of(tenant: str, person: str) -> tuple[Any, Any]:
    return table.c.tenant == tenant, table.c.person == person
