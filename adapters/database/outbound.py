"""What Bedside means to send, written down before it is sent, and whose turn it is to speak."""

from typing import Any

from sqlalchemy import case, select, update

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import outbound as table
from adapters.database.tables import pace as turns
from adapters.database.writing import Transaction
from bot.delivery import Conversation, Outbound, Pace, Paces
from bot.errors import BookUnavailable, Overtaken, TryLater
from bot.ports import Clock


class SqlOutboundBook:
    """Implements ``bot.ports.OutboundBook`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def standing(self, key: str) -> Outbound | None:
        """What is known of the message with this key."""
        statement = select(table).where(table.c.key == key)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                row = (await connection.execute(statement)).first()
        return None if row is None else Outbound(key, row.state, row.message_id, row.attempts)

    async def intend(
        self, key: str, conversation: Conversation, paces: Paces, after: Outbound | None = None
    ) -> Outbound:
        """Write down that the message is about to be created; see the port."""

        async def step(connection: Transaction) -> None:
            await self._take_turn(connection, conversation, paces)
            if not await self._write_down(connection, key, conversation, after):
                raise Overtaken("overtaken")

        with translated(BookUnavailable):
            await self._database.write(step)
        return Outbound(key, "intended", None, 1 if after is None else after.attempts + 1)

    async def settle(
        self, message: Outbound, state: str, *, message_id: str | None = None, code: str | None = None
    ) -> Outbound:
        """Write down what became of an attempt; see the port."""
        statement = (
            update(table)
            .where(table.c.key == message.key, table.c.attempts == message.attempts)
            .values(state=state, message_id=message_id, code=code, changed_at=self._now())
            .returning(table.c.key)
        )
        # What was created must not be created again; to say the same in its place once more is harmless.
        if await self._first(statement, durable=message.message_id is None) is None:
            raise Overtaken("overtaken")
        return Outbound(message.key, state, message_id, message.attempts)

    async def _write_down(
        self, connection: Transaction, key: str, conversation: Conversation, after: Outbound | None
    ) -> bool:
        if after is None:
            statement = (
                self._database.insert(table)
                .values(
                    key=key,
                    platform=conversation.platform,
                    tenant=conversation.tenant,
                    conversation=conversation.id,
                    state="intended",
                    attempts=1,
                    changed_at=self._now(),
                )
                .on_conflict_do_nothing()
                .returning(table.c.key)
            )
        else:
            statement = (
                update(table)
                .where(table.c.key == key, table.c.attempts == after.attempts)
                .values(
                    state="intended", message_id=None, attempts=after.attempts + 1, changed_at=self._now()
                )
                .returning(table.c.key)
            )
        return (await connection.execute(statement)).first() is not None

    async def _take_turn(self, connection: Transaction, conversation: Conversation, paces: Paces) -> None:
        """A token bucket a row, by the time at which it will be full again (GCRA)."""
        tenant = f"{conversation.platform}:{conversation.tenant}"
        await self._take(connection, conversation.lock, paces.conversation)
        await self._take(connection, tenant, paces.tenant)

    async def _take(self, connection: Transaction, key: str, pace: Pace) -> None:
        now, step = int(self._clock.now().timestamp() * 1000), max(1, round(1000 / pace.per_s))
        ahead = pace.burst * step
        # A moment further ahead than a full bucket comes from a clock that was set back: it is ignored.
        free_at = turns.c.free_at_ms
        begin = case((free_at.between(now, now + ahead), free_at), else_=now)
        statement = (
            self._database.insert(turns)
            .values(key=key, free_at_ms=now + step)
            .on_conflict_do_update(index_elements=["key"], set_={"free_at_ms": begin + step})
            .returning(free_at)
        )
        wait = (await connection.execute(statement)).scalar_one() - ahead - now
        if wait > 0:
            raise TryLater("pace", wait / 1000)

    async def _first(self, statement: Any, *, durable: bool) -> Any:
        async def step(connection: Transaction) -> Any:
            return (await connection.execute(statement)).first()

        with translated(BookUnavailable):
            return await self._database.write(step, durable=durable)

    def _now(self) -> str:
        return moment(self._clock.now())
