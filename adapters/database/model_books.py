"""What is kept of the model: what workspaces spent, how far their texts may go, what endpoints understand."""

import hashlib
import time
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from adapters.database.chain import moment, storable
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import model_ability, model_switch, model_usage
from adapters.model.books import Cost, Usage
from adapters.model.ladder import Abilities
from bot.errors import BookUnavailable
from bot.model_calls import Mode
from bot.ports import Clock


class SqlUsage:
    """Implements ``adapters.model.books.UsageBook``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def used(self, tenant: str, day: date) -> Usage:
        """As the port has it."""
        columns = model_usage.c
        tokens = columns.tokens_in + columns.tokens_out
        statement = select(columns.day, tokens.label("tokens")).where(
            columns.tenant == tenant, _in_month_of(day)
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                days = {row.day: row.tokens for row in await connection.execute(statement)}
        return Usage(days.get(day.isoformat(), 0), sum(days.values()))

    async def add(self, tenant: str, day: date, cost: Cost) -> None:
        """As the port has it."""
        if not storable(tenant):
            raise BookUnavailable("What was spent cannot be kept: the workspace's name has no form.")
        columns = model_usage.c
        spent = {
            "calls": cost.calls,
            "tokens_in": cost.tokens_in,
            "tokens_out": cost.tokens_out,
            "millionths": cost.millionths,
        }
        statement = self._database.insert(model_usage).values(tenant=tenant, day=day.isoformat(), **spent)
        more = {name: columns[name] + statement.excluded[name] for name in spent}
        added = statement.on_conflict_do_update(index_elements=["tenant", "day"], set_=more)
        with translated(BookUnavailable):
            await self._database.write(lambda connection: connection.execute(added))

    async def of_month(self, day: date) -> list[tuple[str, Cost]]:
        """What each workspace spent in the month of ``day``."""
        columns = model_usage.c
        sums = [func.sum(columns[name]) for name in ("calls", "tokens_in", "tokens_out", "millionths")]
        statement = (
            select(columns.tenant, *sums)
            .where(_in_month_of(day))
            .group_by(columns.tenant)
            .order_by(columns.tenant)
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(statement)).all()
        return [(row[0], Cost(*(int(number) for number in row[1:]))) for row in rows]


class SqlAbilities:
    """Implements ``adapters.model.books.AbilityBook``. An address is kept as a hash: it may hold a name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, endpoint: str, model: str) -> tuple[Abilities, float] | None:
        """As the port has it."""
        columns = model_ability.c
        statement = select(columns.body, columns.checked_at).where(
            columns.endpoint == _hashed(endpoint), columns.model == model
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                row = (await connection.execute(statement)).first()
        return None if row is None else (Abilities.read(row.body), row.checked_at / 1000)

    async def keep(self, endpoint: str, model: str, abilities: Abilities, *, checked: bool = False) -> None:
        """As the port has it."""
        at = {"checked_at": round(time.time() * 1000)} if checked else {}
        values = {"body": abilities.written(), **at}
        first = {"checked_at": 0, **values}
        statement = self._database.insert(model_ability).values(
            endpoint=_hashed(endpoint), model=model, **first
        )
        kept = statement.on_conflict_do_update(index_elements=["endpoint", "model"], set_=values)
        with translated(BookUnavailable):
            await self._database.write(lambda connection: connection.execute(kept))


class SqlSwitch:
    """Implements ``bot.ports.PrivacySwitch``: a workspace's own choice, else the installation's."""

    def __init__(self, database: Database, default: Mode, clock: Clock) -> None:
        self._database = database
        self._default = default
        self._clock = clock

    async def mode(self, tenant: str) -> Mode:
        """As the port has it: what cannot be read is ``off``."""
        try:
            chosen = await self._chosen(tenant)
        except BookUnavailable:
            return Mode.OFF
        return self._default if chosen is None else chosen

    async def _chosen(self, tenant: str) -> Mode | None:
        if not storable(tenant):
            return Mode.OFF
        statement = select(model_switch.c.mode).where(model_switch.c.tenant == tenant)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                row = (await connection.execute(statement)).first()
        return Mode(row.mode) if row is not None and row.mode in {*Mode} else None

    async def turn(self, tenant: str, mode: Mode, by: str) -> datetime:
        """Set the switch of ``tenant``; returns when.

        Raises:
            BookUnavailable: Nothing was changed.
        """
        at = self._clock.now()
        values = {"mode": mode.value, "changed_at": moment(at), "changed_by": by}
        statement = self._database.insert(model_switch).values(tenant=tenant, **values)
        turned = statement.on_conflict_do_update(index_elements=["tenant"], set_=values)
        with translated(BookUnavailable):
            await self._database.write(lambda connection: connection.execute(turned))
        return at

    async def is_on(self) -> bool:
        """Whether any workspace's texts may go anywhere."""
        try:
            own = await self.all()
        except BookUnavailable:
            return False
        return self._default is not Mode.OFF or any(mode is not Mode.OFF for _, mode in own)

    async def all(self) -> list[tuple[str, Mode]]:
        """Every workspace with a choice of its own."""
        statement = select(model_switch.c.tenant, model_switch.c.mode).order_by(model_switch.c.tenant)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(statement)).all()
        return [(row.tenant, Mode(row.mode)) for row in rows]


def _in_month_of(day: date) -> ColumnElement[bool]:
    return model_usage.c.day.startswith(f"{day:%Y-%m-}")


def _hashed(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
