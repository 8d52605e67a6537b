"""Things that are taken once, encrypted. Of a key only its hash is kept."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete, insert

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.keys import Cipher
from bot.errors import BookUnavailable
from bot.ports import Clock


class SqlOffers:
    """Implements ``adapters.offers.Offers`` on a table of ``key_hash``, ``ciphertext``, ``expires_at``."""

    def __init__(self, database: Database, table: Table, cipher: Cipher, clock: Clock) -> None:
        self._database = database
        self._table = table
        self._cipher = cipher
        self._clock = clock

    async def offer(self, what: Mapping[str, str], within: timedelta) -> str:
        """As the port has it."""
        key = secrets.token_urlsafe(32)
        values = {
            "key_hash": hash_of(key),
            "ciphertext": self._cipher.encrypt(json.dumps(dict(what))),
            "expires_at": moment(self._clock.now() + within),
        }
        await self._write(insert(self._table).values(**values))
        return key

    async def take(self, key: str) -> dict[str, str] | None:
        """As the port has it.

        Raises:
            UnreadablePayload: It was encrypted with a key that is gone.
        """
        columns, now = self._table.c, moment(self._clock.now())
        taken = delete(self._table).where(columns.key_hash == hash_of(key), columns.expires_at > now)
        found = await self._write(taken.returning(columns.ciphertext))
        if found is None:
            return None
        what: dict[str, str] = json.loads(self._cipher.decrypt(found))
        return what

    async def tidy(self) -> None:
        """Remove what nobody took in time."""
        await self._write(delete(self._table).where(self._table.c.expires_at <= moment(self._clock.now())))

    async def _write(self, statement: Any) -> Any:
        """Run it; the first value of what it returns, if it returns any."""

        async def run(connection: Any) -> Any:
            result = await connection.execute(statement)
            return result.scalar() if result.returns_rows else None

        with translated(BookUnavailable):
            return await self._database.write(run)


def hash_of(key: str) -> str:
    """What is kept of a key; it is long and random, so that a plain hash does."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
