"""When an organization last wrote about each of its pillars, on SQLite and PostgreSQL."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from adapters.database.chain import storable
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import pillar as table
from adapters.database.writing import Transaction
from bot.errors import BookUnavailable


class SqlPillarBook:
    """Implements ``bot.content_ports.PillarBook``. A pillar is written at most once a day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def saw(self, tenant: str, counted: Collection[str], touched: Collection[str], on: date) -> None:
        """Somebody wrote about ``touched``; see the port."""
        if not storable(tenant):
            return
        known = await self.last(tenant)
        fresh = {name for name in counted if name not in known}
        changed = sorted(fresh | {name for name in touched if known.get(name, date.min) < on})
        if not changed:
            return
        day = on.isoformat()
        added = self._database.insert(table).values(
            [{"tenant": tenant, "pillar": name, "last_on": day} for name in changed]
        )
        later = added.on_conflict_do_update(
            index_elements=["tenant", "pillar"],
            set_={"last_on": added.excluded.last_on},
            where=table.c.last_on < added.excluded.last_on,
        )

        async def step(connection: Transaction) -> None:
            await connection.execute(later)

        with translated(BookUnavailable):
            await self._database.write(step)

    async def last(self, tenant: str) -> Mapping[str, date]:
        """The last day of each pillar; see the port."""
        if not storable(tenant):
            return {}
        statement = select(table.c.pillar, table.c.last_on).where(table.c.tenant == tenant)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(statement)).all()
        return {row.pillar: date.fromisoformat(row.last_on) for row in rows}
