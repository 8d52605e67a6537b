"""Opens the database that ``DATABASE_URL`` names: SQLite or PostgreSQL, the same from there on.

SQLite gets WAL, ``synchronous=FULL`` and one connection that writes, under BEGIN IMMEDIATE; several
writing connections would only wait for each other, up to a second and more. Readers have their own.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.database.writing import GroupCommit, Result, Step
from bot.errors import SettingsError

BUSY_TIMEOUT_S = 10.0
READERS = 4
IDLE_IN_TRANSACTION_S = 5
"""PostgreSQL ends a transaction whose process says nothing for so long: a frozen worker holds nobody up."""

_UNSYNCED = sql("SET LOCAL synchronous_commit = off")

LIMITS = f"-c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_S}s -c lock_timeout=10s"
"""For every connection, the job engine's, too: what a frozen process holds is taken from it."""

CLIENT = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""A line that fell silent is given up within half a minute, not within two hours."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: what changes it goes through ``write``; ``reader`` is for what only reads."""

    url: URL
    reader: AsyncEngine
    opened: list[aiosqlite.Connection] = field(default_factory=list, repr=False)
    """SQLite's connections that read, each with a thread of its own."""
    group: GroupCommit | None = field(default=None, repr=False)
    """SQLite's one connection that writes; on PostgreSQL the pool does both."""

    @property
    def on_sqlite(self) -> bool:
        """True for the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    async def write(self, step: Step[Result], *, durable: bool = True) -> Result:
        """Run ``step`` in a transaction; returns when that is committed, or raises and nothing was done.

        On SQLite it shares the transaction with other steps that wait, so it may run twice.

        Args:
            step: What to do.
            durable: Sync it to the disk. What is not outlives a kill of this process, but a machine that
                loses its power may forget it; for what then is only done again, without harm.
        """
        if self.group is not None:
            return await self.group.write(step, durable=durable)
        async with self.reader.begin() as connection:
            if not durable:
                await connection.execute(_UNSYNCED)
            return await step(connection)

    def insert(self, table: Table) -> Any:
        """An INSERT that can say what happens on a conflict, in this database's dialect."""
        return sqlite.insert(table) if self.on_sqlite else postgresql.insert(table)

    async def close(self) -> None:
        """Give every connection back."""
        await self.reader.dispose()
        if self.group is not None:
            await self.group.close()
        for connection in self.opened:
            if connection._connection is not None:  # its request was cancelled; nobody gave it back
                connection.stop()
            if connection._thread.is_alive():  # one that outlives the event loop would complain
                await asyncio.to_thread(connection._thread.join, BUSY_TIMEOUT_S)
        self.opened.clear()


def read_url(text: str) -> URL:
    """Understand a ``DATABASE_URL``.

    Raises:
        SettingsError: It names no database that Bedside can use; the message holds no password.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise SettingsError(f"DATABASE_URL cannot be read. {_EXAMPLES}") from None
    backend = url.get_backend_name()
    if backend == "sqlite":
        if url.database in {None, "", ":memory:"}:
            raise SettingsError(f"DATABASE_URL names no file for SQLite. {_EXAMPLES}")
        return url.set(drivername="sqlite+aiosqlite")
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise SettingsError(f"DATABASE_URL: unknown database '{backend}'. {_EXAMPLES}")


def told(text: str) -> str:
    """A database for a person: where it is and its name, never its user or password."""
    url = read_url(text)
    if url.get_backend_name() == "sqlite":
        return f"SQLite, {url.database}"
    where = f"{url.host}:{url.port or 5432}" if url.host else "this machine's socket"
    return f"PostgreSQL at {where}, database {url.database or 'of the user'}"


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; ``None`` on PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return None
    return Path((url.database or "").removeprefix("file:"))


def open_database(text: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S, pool: int = 10) -> Database:
    """Open the database that ``text`` names; connects only when first used.

    Args:
        text: A ``DATABASE_URL``.
        busy_timeout_s: How long a writer waits for another before it gives up.
        pool: Connections to PostgreSQL that this process keeps.
    """
    url = read_url(text)
    if url.get_backend_name() != "sqlite":
        engine = create_async_engine(
            url,
            pool_size=pool,
            max_overflow=0,
            pool_timeout=3 * busy_timeout_s,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={**_client(busy_timeout_s), "options": options(url, LIMITS)},
        )
        return Database(url, engine)
    opened: list[aiosqlite.Connection] = []
    reader = create_async_engine(
        url,
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=3 * busy_timeout_s,
        hide_parameters=True,
        connect_args={"timeout": busy_timeout_s, "async_creator_fn": _remembering(opened)},
    )
    _prepare_sqlite(reader.sync_engine, writes=False)
    return Database(url, reader, opened, GroupCommit(open_for_migration(text, busy_timeout_s=busy_timeout_s)))


def options(url: URL, ours: str) -> str:
    """What a connection to PostgreSQL is told at its start: ours, then what the address says itself."""
    theirs = url.query.get("options", "")
    return " ".join((ours, theirs if isinstance(theirs, str) else " ".join(theirs))).strip()


def open_for_migration(text: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """A plain engine for what runs before the event loop does."""
    url = read_url(text)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True, connect_args=_client(busy_timeout_s))
    engine = create_engine(
        url.set(drivername="sqlite"), hide_parameters=True, connect_args={"timeout": busy_timeout_s}
    )
    _prepare_sqlite(engine, writes=True)
    return engine


def open_for_reading(text: str, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """A plain engine that holds no writer up."""
    url = read_url(text)
    if url.get_backend_name() != "sqlite":
        return open_for_migration(text, busy_timeout_s=busy_timeout_s)
    engine = create_engine(
        url.set(drivername="sqlite"), hide_parameters=True, connect_args={"timeout": busy_timeout_s}
    )
    _prepare_sqlite(engine, writes=False)
    return engine


def _client(busy_timeout_s: float) -> dict[str, int]:
    """The same for every engine of ours; a line that does not come up is given up like a busy database."""
    return {**CLIENT, "connect_timeout": max(1, round(busy_timeout_s))}


def _remembering(opened: list[aiosqlite.Connection]) -> Callable[..., aiosqlite.Connection]:
    """Opens a connection as SQLAlchemy does, and remembers it as long as its thread works."""

    def connect(*arguments: Any, **more: Any) -> aiosqlite.Connection:
        connection = aiosqlite.connect(*arguments, **more)
        connection._thread.daemon = True
        opened[:] = [one for one in opened if one._thread.is_alive()]
        opened.append(connection)
        return connection

    return connect


def _prepare_sqlite(engine: Engine, *, writes: bool) -> None:
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # else the driver opens transactions by itself, and late
        cursor = connection.cursor()
        if writes:
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        if not writes:
            cursor.execute("PRAGMA query_only=ON")
            # A flipped byte must be told as a changed entry, not as text that cannot be decoded.
            raw = getattr(connection, "driver_connection", connection)
            raw.text_factory = _decode
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _decode(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


_EXAMPLES = "Examples: sqlite:///data/bedside.db, postgresql://bedside@localhost/bedside."
