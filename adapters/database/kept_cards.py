"""Cards as they stand on a platform, encrypted, for a week; and which messages answer an event."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete, or_, select, update

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.inbox import SqlInbox, Work
from adapters.database.tables import kept_card as table
from adapters.database.tables import outbound
from adapters.database.writing import Transaction
from adapters.kept import KeptCard, Standing
from adapters.keys import Cipher
from bot.delivery import Conversation
from bot.errors import BookUnavailable
from bot.ports import Clock

KEEP = timedelta(days=7)


class SqlKeptCards:
    """Implements ``adapters.kept.KeptCards`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, cipher: Cipher, clock: Clock) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock

    async def keep(self, conversation: Conversation, card: KeptCard) -> None:
        """Keep ``card``, in place of what was kept of its message; what expired goes."""
        now = self._clock.now()
        body = {
            "decision_id": card.decision_id,
            "body": self._cipher.encrypt(card.body),
            "expires_at": moment(now + KEEP),
        }
        where = _place(conversation, card.message_id)
        statement = self._database.insert(table).values(**where, **body)

        async def step(connection: Transaction) -> None:
            await connection.execute(statement.on_conflict_do_update(index_elements=list(where), set_=body))
            await connection.execute(delete(table).where(table.c.expires_at < moment(now)))

        with translated(BookUnavailable):
            await self._database.write(step)

    async def recall(self, conversation: Conversation, message_id: str) -> KeptCard | None:
        """The card of a message; ``None`` once it expired or was forgotten."""
        statement = select(table.c.decision_id, table.c.body).where(
            *_at(table, _place(conversation, message_id)), table.c.expires_at >= moment(self._clock.now())
        )
        for row in await self._rows(statement):
            return KeptCard(row.decision_id, message_id, self._cipher.decrypt(row.body))
        return None

    async def forget(self, conversation: Conversation, message_id: str) -> None:
        """Forget the card of a message; nothing that is still on its way is added to it any more."""
        place = _place(conversation, message_id)
        statement = delete(table).where(*_at(table, place))
        ended = update(outbound).where(*_at(outbound, place), outbound.c.state == "sent")

        async def step(connection: Transaction) -> None:
            await connection.execute(statement)
            await connection.execute(ended.values(state="settled"))

        with translated(BookUnavailable):
            await self._database.write(step)

    async def standing(self, key: str) -> tuple[Standing, ...]:
        """Our messages that answer the event with this key, or a later form of it (``key:...``)."""
        later = outbound.c.key.startswith(f"{key}:", autoescape=True)
        statement = (
            select(outbound.c.key, outbound.c.conversation, outbound.c.message_id)
            .where(or_(outbound.c.key == key, later), outbound.c.message_id.is_not(None))
            .order_by(outbound.c.key)
        )
        return tuple(
            Standing(row.key, row.conversation, row.message_id)
            for row in await self._rows(statement)
            if row.key == key or row.key.startswith(f"{key}:")  # LIKE does not tell A from a on SQLite
        )

    async def _rows(self, statement: Any) -> Any:
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return (await connection.execute(statement)).all()


class SqlChores:
    """Implements ``adapters.kept.Chores`` over the inbox."""

    def __init__(self, inbox: SqlInbox) -> None:
        self._inbox = inbox

    async def add(
        self, key: str, kind: str, lock: str, payload: str, where: Conversation | None = None
    ) -> None:
        """Keep it, once per key, until it is done; ``where`` somebody spoke is remembered with it."""
        await self._inbox.leave(Work(key, kind, lock, payload), where)


def _at(kept: Table, place: dict[str, str]) -> list[Any]:
    return [kept.c[name] == value for name, value in place.items()]


def _place(conversation: Conversation, message_id: str) -> dict[str, str]:
    return {
        "platform": conversation.platform,
        "tenant": conversation.tenant,
        "conversation": conversation.id,
        "message_id": message_id,
    }
