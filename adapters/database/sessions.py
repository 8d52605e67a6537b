"""Who is signed in, and ways to sign in that were begun. Of a key only its hash is kept."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.offers import SqlOffers, hash_of
from adapters.database.tables import session, signing_in
from adapters.keys import Cipher
from adapters.session import IDLE, LASTS, Session
from bot.errors import BookUnavailable
from bot.ports import Clock

SEEN_EVERY = timedelta(minutes=1)


class SqlSessions:
    """Implements ``adapters.session.Sessions`` on SQLite and PostgreSQL."""

    def __init__(self, database: Database, cipher: Cipher, clock: Clock) -> None:
        self._database = database
        self._offers = SqlOffers(database, signing_in, cipher, clock)
        self._clock = clock

    async def begin(
        self, person: str, name: str, roles: tuple[str, ...], tenant: str, subject: str = ""
    ) -> str:
        """Sign somebody in; returns the key for the browser's cookie."""
        key, now = secrets.token_urlsafe(32), self._clock.now()
        values = {
            "key_hash": hash_of(key),
            "tenant": tenant,
            "person": person,
            "name": name,
            "roles": json.dumps(roles),
            "seen_at": moment(now),
            "expires_at": moment(now + LASTS),
            "subject": subject,
        }
        await self._write(insert(session).values(**values))
        return key

    async def find(self, key: str) -> Session | None:
        """Who holds this key, if the session has not ended."""
        now = self._clock.now()
        alive = (session.c.expires_at > moment(now), session.c.seen_at > moment(now - IDLE))
        for row in await self._rows(select(session).where(session.c.key_hash == hash_of(key), *alive)):
            if row.seen_at < moment(now - SEEN_EVERY):
                seen = update(session).where(session.c.key_hash == row.key_hash)
                await self._write(seen.values(seen_at=moment(now)))
            roles = tuple(json.loads(row.roles))
            return Session(row.person, row.name, roles, row.tenant, csrf_of(key), row.subject)
        return None

    async def end(self, key: str) -> None:
        """Sign out."""
        await self._write(delete(session).where(session.c.key_hash == hash_of(key)))

    async def end_all(self, person: str) -> None:
        """Sign somebody out everywhere."""
        await self._write(delete(session).where(session.c.person == person))

    async def offer(self, what: Mapping[str, str], within: timedelta) -> str:
        """Keep ``what`` until it is taken with the key that is returned, once, or the time is over."""
        return await self._offers.offer(what, within)

    async def take(self, key: str) -> dict[str, str] | None:
        """What was offered under this key; a second time it is not there any more."""
        return await self._offers.take(key)

    async def tidy(self) -> None:
        """Remove what has ended."""
        now = self._clock.now()
        over = or_(session.c.expires_at <= moment(now), session.c.seen_at <= moment(now - IDLE))
        await self._write(delete(session).where(over))
        await self._offers.tidy()

    async def _write(self, statement: Any) -> None:
        with translated(BookUnavailable):
            await self._database.write(lambda connection: connection.execute(statement))

    async def _rows(self, statement: Any) -> Any:
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return (await connection.execute(statement)).all()


def csrf_of(key: str) -> str:
    """The token of a session's forms: known to whoever holds the key, and nothing of the key in it."""
    return hashlib.sha256(b"bedside/csrf/v1\0" + key.encode("utf-8", "replace")).hexdigest()
