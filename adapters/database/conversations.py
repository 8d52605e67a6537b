"""Where Bedside may speak: as each place was last seen, and why nobody is to be told anything there."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, update

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import conversation as table
from adapters.database.writing import Transaction
from bot.delivery import Conversation
from bot.errors import BookUnavailable
from bot.ports import Clock

WHOLE_TENANT = "*"
"""The id of the row that stands for a tenant's installation; no platform has a conversation of that name."""


_LATEST = table.c.changed_at.desc()


class SqlConversationBook:
    """Implements ``bot.ports.ConversationBook`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._remembering = remembering(database)

    async def remember(self, conversation: Conversation) -> None:
        """Keep it, refresh its reference, and take it for alive."""
        await self._write(self._remembering, kept(conversation, self._now()))

    async def recall(self, platform: str, tenant: str, conversation_id: str) -> Conversation | None:
        """A conversation as it was last seen; ``None`` for one that nobody spoke in."""
        for row in await self._rows(platform, tenant, conversation_id):
            return _conversation(row)
        return None

    async def installations(self, platform: str) -> tuple[Conversation, ...]:
        """One living conversation of each of the platform's tenants, the one seen last first."""
        gone = select(table.c.tenant).where(
            table.c.platform == platform, table.c.id == WHOLE_TENANT, table.c.state == "dead"
        )
        latest = (
            select(table, func.row_number().over(partition_by=table.c.tenant, order_by=_LATEST).label("nth"))
            .where(table.c.platform == platform, table.c.state == "live", table.c.tenant.not_in(gone))
            .subquery()
        )
        statement = select(latest).where(latest.c.nth == 1).order_by(latest.c.changed_at.desc())
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                rows = (await connection.execute(statement)).all()
        return tuple(_conversation(row) for row in rows)

    async def mark_dead(self, conversation: Conversation, reason: str, *, whole_tenant: bool = False) -> None:
        """Nobody is to be told anything there until it is revived."""
        state = {"state": "dead", "reason": reason, "changed_at": self._now()}
        where = {
            "platform": conversation.platform,
            "tenant": conversation.tenant,
            "id": WHOLE_TENANT if whole_tenant else conversation.id,
        }
        statement = self._database.insert(table).values(reference="{}", **where, **state)
        await self._write(statement.on_conflict_do_update(index_elements=list(where), set_=state))

    async def dead_reason(self, conversation: Conversation) -> str | None:
        """Why nobody can be reached there; ``None`` when nothing is known against it."""
        ids = (conversation.id, WHOLE_TENANT)
        rows = await self._rows(conversation.platform, conversation.tenant, *ids)
        return next((row.reason or "dead" for row in rows if row.state == "dead"), None)

    async def revive_tenant(self, platform: str, tenant: str, before: datetime | None = None) -> int:
        """The installation works again; a conversation that is still gone will be found out once more."""
        dead = and_(table.c.platform == platform, table.c.tenant == tenant, table.c.state == "dead")
        if before is not None:
            dead = and_(dead, table.c.changed_at < moment(before))
        revived = update(table).where(dead).values(state="live", reason=None, changed_at=self._now())

        async def step(connection: Transaction) -> int:
            await connection.execute(delete(table).where(dead, table.c.id == WHOLE_TENANT))
            return int((await connection.execute(revived)).rowcount)

        with translated(BookUnavailable):
            return await self._database.write(step)

    async def _write(self, statement: Any, row: Mapping[str, Any] | None = None) -> None:
        with translated(BookUnavailable):
            await self._database.write(lambda connection: connection.execute(statement, row))

    async def _rows(self, platform: str, tenant: str, *ids: str) -> Any:
        statement = select(table).where(
            table.c.platform == platform, table.c.tenant == tenant, table.c.id.in_(ids)
        )
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return (await connection.execute(statement)).all()

    def _now(self) -> str:
        return moment(self._clock.now())


def _conversation(row: Any) -> Conversation:
    return Conversation(row.platform, row.tenant, row.id, reference=json.loads(row.reference), zone=row.zone)


def remembering(database: Database) -> Any:
    """The statement that keeps a conversation, for ``kept``; it writes only where something changed.

    It is made once: a statement takes longer to make than to run.
    """
    statement = database.insert(table)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["platform", "tenant", "id"],
        set_={name: new[name] for name in ("reference", "zone", "state", "reason", "changed_at")},
        where=or_(
            table.c.reference != new.reference,
            table.c.zone.is_distinct_from(new.zone),
            table.c.state != "live",
        ),
    )


def kept(conversation: Conversation, now: str) -> dict[str, str | None]:
    """The row of a conversation that somebody just spoke in."""
    return {
        "platform": conversation.platform,
        "tenant": conversation.tenant,
        "id": conversation.id,
        "reference": json.dumps(dict(conversation.reference), sort_keys=True),
        "zone": conversation.zone,
        "state": "live",
        "reason": None,
        "changed_at": now,
    }
