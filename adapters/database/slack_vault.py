"""Slack's installations, each encrypted as a whole, and the states of installations that are under way."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.sql import Executable

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import slack_installation, slack_oauth_state
from adapters.database.writing import Transaction
from adapters.keys import Cipher
from bot.errors import BookUnavailable
from bot.ports import Clock

STATE_LASTS = timedelta(minutes=10)


class SqlSlackVault:
    """Implements ``adapters.slack.oauth.Vault``."""

    def __init__(self, database: Database, cipher: Cipher, clock: Clock) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock

    async def keep(self, place: str, body: str) -> None:
        """Keep what is known of the installation in ``place``, in place of what was."""
        kept = {"body": self._cipher.encrypt(body), "changed_at": moment(self._clock.now())}
        statement = self._database.insert(slack_installation).values(place=place, **kept)
        statement = statement.on_conflict_do_update(index_elements=["place"], set_=kept)
        await self._write(statement)

    async def find(self, place: str) -> str | None:
        """What was kept of ``place``.

        Raises:
            BookUnavailable: The database cannot be asked.
            UnreadablePayload: The key that encrypted it is gone.
        """
        statement = select(slack_installation.c.body).where(slack_installation.c.place == place)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                body = await connection.scalar(statement)
        return None if body is None else self._cipher.decrypt(body)

    async def drop(self, place: str) -> None:
        """Forget ``place``."""
        await self._write(delete(slack_installation).where(slack_installation.c.place == place))

    async def begin(self, state: str) -> None:
        """An installation was begun; those that were never ended are forgotten."""
        now = self._clock.now()
        await self._write(
            delete(slack_oauth_state).where(slack_oauth_state.c.expires_at <= moment(now)),
            self._database.insert(slack_oauth_state).values(
                state=_hashed(state), expires_at=moment(now + STATE_LASTS)
            ),
        )

    async def end(self, state: str) -> bool:
        """Whether this installation was begun here, not long ago, and not ended yet."""
        statement = (
            delete(slack_oauth_state)
            .where(slack_oauth_state.c.state == _hashed(state))
            .where(slack_oauth_state.c.expires_at > moment(self._clock.now()))
            .returning(slack_oauth_state.c.state)
        )

        async def step(connection: Transaction) -> bool:
            return (await connection.execute(statement)).first() is not None

        with translated(BookUnavailable):
            return await self._database.write(step)

    async def _write(self, *statements: Executable) -> None:
        async def step(connection: Transaction) -> None:
            for statement in statements:
                await connection.execute(statement)

        with translated(BookUnavailable):
            await self._database.write(step)


def _hashed(state: str) -> str:
    """Who reads the table cannot end somebody else's installation."""
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
