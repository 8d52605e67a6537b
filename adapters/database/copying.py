"""Copies a whole database into another, empty one, of either kind, and proves that nothing is missing.

It reads one moment of the source, so that a backup may be taken while everything runs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from adapters.database import migrate
from adapters.database.engine import open_for_migration, open_for_reading, told
from adapters.database.errors import sentence
from adapters.database.tables import checkpoint, decision, inbox, metadata, written
from bot.errors import StartError

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: rows by table, and the last entry of each tenant's chain."""

    rows: dict[str, int]
    heads: dict[str, str]


def copy(source: str, target: str, step: Callable[[int, int], None] = lambda done, total: None) -> Copied:
    """Copy everything from ``source`` into ``target``, which is made and must be empty.

    Args:
        source: Its ``DATABASE_URL``; its schema must be this version's.
        target: Where to.
        step: Told now and then how many rows of how many are copied.

    Raises:
        StartError: One of them cannot be used, or what arrived is not what was sent.
        SettingsError: One of them is no address.
    """
    refuse_other_schema(source)
    migrate.migrate(target)
    reading, writing = open_for_reading(source), open_for_migration(target)
    try:
        with _one_moment(reading) as there, writing.connect() as here, here.begin():
            _refuse_full(here)
            sent = told_of(there)
            total, done = sum(sent.rows.values()), 0
            for table in metadata.sorted_tables:
                for rows in there.execute(select(*written(table))).mappings().partitions(BATCH):
                    here.execute(table.insert(), [dict(row) for row in rows])
                    step(done := done + len(rows), total)
            _enqueue_unfinished(here)
            arrived = told_of(here)
            if arrived != sent:
                raise StartError("What arrived is not what was sent; nothing was kept. Please try again.")
        return sent
    except SQLAlchemyError as error:
        raise StartError(f"The database could not be copied. {sentence(error)}") from error
    finally:
        reading.dispose()
        writing.dispose()


def refuse_other_schema(url: str) -> None:
    """See that a database has exactly the schema of this version.

    Raises:
        StartError: There is none yet, or it is another.
    """
    revision = migrate.current_revision(url)
    if revision is None:
        raise StartError(f"There is nothing of Bedside's in {told(url)}.")
    if revision != migrate.HEAD:
        raise StartError(
            f"{told(url)} has schema {revision} and this version uses {migrate.HEAD}. "
            "Use the version that wrote it, or run 'bedside migrate' on it first."
        )


def told_of(connection: Connection) -> Copied:
    """How much there is, and where each chain ends."""
    rows = {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }
    last = select(decision.c.tenant, func.max(decision.c.seq).label("seq")).group_by(decision.c.tenant)
    ends = last.subquery()
    heads = select(decision.c.tenant, decision.c.entry_hash).join(
        ends, (ends.c.tenant == decision.c.tenant) & (ends.c.seq == decision.c.seq)
    )
    return Copied(rows, {row.tenant: row.entry_hash for row in connection.execute(heads)})


def is_signed(url: str) -> bool:
    """Whether a log in there has checkpoints."""
    engine = open_for_reading(url)
    try:
        with engine.connect() as connection:
            return connection.scalar(select(checkpoint.c.seq).limit(1)) is not None
    except SQLAlchemyError as error:
        raise StartError(f"The database could not be read. {sentence(error)}") from error
    finally:
        engine.dispose()


def _one_moment(engine: Engine) -> Any:
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


def _refuse_full(connection: Connection) -> None:
    full = [name for name, count in told_of(connection).rows.items() if count]
    if full:
        raise StartError(
            f"The database to copy into is not empty: there are rows in {', '.join(full)}. Use a new one."
        )


def _enqueue_unfinished(connection: Connection) -> None:
    """On PostgreSQL each unfinished key needs its job; the embedded engine reads the inbox itself."""
    if connection.dialect.name != "postgresql":
        return
    from adapters.jobs.procrastinate import QUEUE, TASK  # noqa: PLC0415 - not needed on SQLite

    waiting = select(inbox.c.event_key, inbox.c.lock).where(inbox.c.state == "waiting")
    for key, lock in connection.execute(waiting.order_by(inbox.c.received_at)).all():
        connection.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args) "
                "VALUES (:queue, :task, :lock, jsonb_build_object('key', CAST(:key AS text)))"
            ),
            {"queue": QUEUE, "task": TASK, "lock": lock, "key": key},
        )
