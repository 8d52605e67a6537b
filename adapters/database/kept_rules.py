"""The rules of every policy version that was in use, on SQLite and PostgreSQL."""

from sqlalchemy import Select, select

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import policy_rules, policy_version
from adapters.database.writing import Transaction
from bot.errors import BookUnavailable
from bot.policy import PolicyPack
from bot.ports import Clock
from bot.rules_version import rules_text


class SqlKeptRules:
    """Implements ``adapters.kept_rules.KeptRules``. Rules that only other people came to are kept once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, pack: PolicyPack) -> None:
        """Keep the rules of ``pack``; see the port."""
        if await self.version_of(pack.version) is not None:
            return
        at, insert = moment(self._clock.now()), self._database.insert
        new = (
            insert(policy_rules).values(
                rules_version=pack.rules_version, body=rules_text(pack.judging), kept_at=at
            ),
            insert(policy_version).values(version=pack.version, rules_version=pack.rules_version, kept_at=at),
        )

        async def step(connection: Transaction) -> None:
            for statement in new:
                await connection.execute(statement.on_conflict_do_nothing())

        with translated(BookUnavailable):
            await self._database.write(step)

    async def version_of(self, policy_version_: str) -> str | None:
        """The rules version of a policy version; see the port."""
        known = policy_version.c
        return await self._one(select(known.rules_version).where(known.version == policy_version_))

    async def text_of(self, rules_version: str) -> str | None:
        """The rules; see the port."""
        known = policy_rules.c
        return await self._one(select(known.body).where(known.rules_version == rules_version))

    async def _one(self, statement: Select[str]) -> str | None:
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return (await connection.execute(statement)).scalar_one_or_none()
