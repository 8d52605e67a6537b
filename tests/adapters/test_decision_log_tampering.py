"""What somebody changed from outside is named, and the database itself refuses most of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from adapters.database import verifier
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database, open_database
from adapters.database.tables import metadata, written
from adapters.keys import Ed25519Signer
from bot.errors import LogDamaged, LogUnavailable
from bot.ports import LogQuery
from tests.adapters.decisions import REVIEWED, fill
from tests.conftest import EVERY, SIGNER
from tests.fakes import FixedClock


@contextmanager
def behind_its_back(database: Database) -> Iterator[sqlite3.Connection]:
    """The file opened by somebody who knows SQLite and takes the guards away first."""
    with closing(sqlite3.connect(str(database.url.database))) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        connection.commit()


def one_file(path: str) -> bytes:
    """All of a database, with nothing left in its write-ahead log."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(path).read_bytes()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE decision SET body = replace(body, '\"block\"', '\"ok\"') WHERE seq = 3",
            "Entry 3 was changed: its content does not fit its hash.",
        ),
        (
            "UPDATE decision SET verdict = 'ok' WHERE seq = 3",
            "Entry 3 was changed: its column 'verdict' differs from what it says.",
        ),
        ("UPDATE decision SET actor = 'U1' WHERE seq = 3", "Entry 3 was changed: its column 'actor' differs"),
        ("UPDATE decision SET at = '2020' WHERE seq = 3", "Entry 3 was changed: its column 'at' differs"),
        (
            "UPDATE decision SET categories = '|' WHERE seq = 3",
            "Entry 3 was changed: its column 'categories'",
        ),
        (
            "UPDATE decision SET entry_hash = 'ff' WHERE seq = 3",
            "Entry 3 was changed: its content does not fit",
        ),
        ("UPDATE decision SET body = 'junk' WHERE seq = 3", "Entry 3 was changed: its content does not fit"),
        ("UPDATE decision SET body = CAST(x'ff00fe' AS TEXT) WHERE seq = 3", "Entry 3 was changed"),
        ("UPDATE decision SET tenant = 'x' WHERE seq = 3", "Entry 3 was removed."),
        ("UPDATE decision SET seq = 99 WHERE seq = 3", "Entry 3 is out of order"),
        ("UPDATE decision SET seq = 0 WHERE seq = 3", "Entry 3 was changed: its column 'seq'"),
        ("DELETE FROM decision WHERE seq = 3", "Entry 3 was removed."),
        ("DELETE FROM decision WHERE seq BETWEEN 3 AND 6", "Entries 3 to 6 were removed."),
        ("DELETE FROM decision WHERE seq > 9", "Entry 10 was cut off."),
        ("DELETE FROM decision", "Entries 1 to 10 were cut off."),
        (
            "DELETE FROM checkpoint WHERE seq = 5",
            "A checkpoint between entries 1 and 10 is missing: one is signed every 5 entries",
        ),
        ("DELETE FROM checkpoint", "A checkpoint between entries 1 and 12 is missing"),
        (
            "UPDATE checkpoint SET seq = 4 WHERE seq = 5",
            "Entry 5 is out of order: it stands after the checkpoint",
        ),
        ("UPDATE checkpoint SET signature = 'ff' WHERE seq = 5", "The checkpoint of entry 5 is forged"),
        ("UPDATE checkpoint SET body = '{}' WHERE seq = 5", "The checkpoint after entry 5 cannot be read"),
    ],
)
async def test_what_was_changed_in_the_file_is_named(
    sqlite: Database, sqlite_log: SqlDecisionLog, statement: str, sentence: str
):
    await fill(sqlite_log, 12)
    with behind_its_back(sqlite) as connection:
        connection.execute(statement)

    status = await sqlite_log.verify("mercy")

    assert not status.whole
    assert any(sentence in problem for problem in status.problems), status.problems


async def test_swapped_entries_are_named(sqlite: Database, sqlite_log: SqlDecisionLog):
    await fill(sqlite_log, 12)
    with behind_its_back(sqlite) as connection:
        for old, new in ((7, 900), (8, 7), (900, 8)):
            connection.execute("UPDATE decision SET seq = ? WHERE seq = ?", (new, old))

    status = await sqlite_log.verify("mercy")

    assert "Entry 7 is out of order: it stands after entry 8." in status.problems


async def test_a_tail_that_no_checkpoint_seals_is_missed_unless_one_was_kept_elsewhere(
    sqlite: Database, sqlite_log: SqlDecisionLog
):
    """The honest limit: docs/adr/0004 says so, and what closes it."""
    await fill(sqlite_log, 12)
    kept = await sqlite_log.checkpoint("mercy")
    assert kept is not None
    with behind_its_back(sqlite) as connection:
        connection.execute("DELETE FROM decision WHERE seq > 10")
        connection.execute("DELETE FROM checkpoint WHERE seq > 10")

    assert (await sqlite_log.verify("mercy")).whole
    assert (await sqlite_log.verify("mercy", kept=[kept.line])).problems == (
        "Entry 12 was cut off or removed: a checkpoint kept elsewhere seals it.",
    )


async def test_a_flipped_byte_in_the_file_is_named(
    sqlite: Database, sqlite_log: SqlDecisionLog, tmp_path: Path
):
    await fill(sqlite_log, 12)
    await sqlite.close()
    whole = one_file(str(sqlite.url.database))
    places = [at for at in range(0, len(whole), 701) if whole[at : at + 1] not in {b"\0"}]
    places += [whole.index(b'"length":48') + 9, whole.index(b"|phi.image|") + 2]
    for at in places:
        flipped = bytearray(whole)
        flipped[at] ^= 0x10
        copy = tmp_path / f"flipped-{at}.db"
        copy.write_bytes(flipped)
        database = open_database(f"sqlite:///{copy}")
        log = SqlDecisionLog(database, SIGNER, FixedClock(), every=EVERY)
        try:
            status = await log.verify("mercy")
            named = not status.whole
            # A byte that belongs to no entry, such as one of the schema's text, changes nothing.
            assert (
                named or [entry.decision for entry in await log.find("mercy", LogQuery())] == [REVIEWED] * 12
            )
        except LogUnavailable:
            named = True
        await database.close()
        assert named or at not in places[-2:]


async def test_an_entry_that_cannot_be_read_is_told_and_not_shown(
    sqlite: Database, sqlite_log: SqlDecisionLog
):
    entry = await sqlite_log.record(REVIEWED)
    with behind_its_back(sqlite) as connection:
        connection.execute("UPDATE decision SET body = '{\"id\":7}'")

    with pytest.raises(LogDamaged, match="was changed and cannot be read"):
        await sqlite_log.find("mercy", LogQuery())
    with pytest.raises(LogDamaged):
        await sqlite_log.entry("mercy", entry.id)


async def test_an_export_of_a_damaged_log_shows_the_damage(sqlite: Database, sqlite_log: SqlDecisionLog):
    await fill(sqlite_log, 12)
    with behind_its_back(sqlite) as connection:
        connection.execute("UPDATE decision SET body = replace(body, 'block', 'bl\nck') WHERE seq = 3")

    lines = "".join([line async for line in sqlite_log.export("mercy")]).splitlines()

    assert any("Entry 3" in problem for problem in verifier.verify_export(lines).problems)


async def test_an_export_of_a_log_whose_tail_was_cut_off_shows_it(
    sqlite: Database, sqlite_log: SqlDecisionLog
):
    await fill(sqlite_log, 12)
    with behind_its_back(sqlite) as connection:
        connection.execute("DELETE FROM decision WHERE seq > 7")

    lines = "".join([line async for line in sqlite_log.export("mercy")]).splitlines()

    assert "Entries 8 to 10 were cut off." in verifier.verify_export(lines).problems


async def test_after_the_key_was_replaced_old_checkpoints_count_only_when_the_old_key_is_named(
    sqlite: Database, sqlite_log: SqlDecisionLog
):
    await fill(sqlite_log, 6)
    new = Ed25519Signer(b"n" * 32)
    forgetful = SqlDecisionLog(sqlite, new, FixedClock(), every=EVERY)
    mindful = SqlDecisionLog(sqlite, new, FixedClock(), every=EVERY, older_keys=[SIGNER.public_key])

    assert not (await forgetful.verify("mercy")).whole
    assert (await mindful.verify("mercy")).whole
    lines = [line.rstrip("\n") async for line in mindful.export("mercy")]
    assert verifier.verify_export(lines, pinned=[SIGNER.public_key, new.public_key]).problems == []


# --- The database itself refuses


@pytest.mark.parametrize("table", ["decision", "checkpoint"])
async def test_sqlite_refuses_to_change_delete_or_replace(
    sqlite: Database, sqlite_log: SqlDecisionLog, table: str
):
    await fill(sqlite_log, 5)
    names = ", ".join(column.name for column in written(metadata.tables[table]))
    statements = (
        f"UPDATE {table} SET body = 'x'",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}",
    )
    with closing(sqlite3.connect(str(sqlite.url.database))) as connection:
        for statement in statements:
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)

    assert (await sqlite_log.verify("mercy")).whole


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["decision", "checkpoint"])
async def test_postgresql_refuses_to_change_delete_or_truncate(
    postgresql_url: str, postgresql_log: SqlDecisionLog, table: str
):
    await fill(postgresql_log, 5)
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        for statement in (f"UPDATE {table} SET body = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                connection.execute(statement)

    assert (await postgresql_log.verify("mercy")).whole
