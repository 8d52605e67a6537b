"""What the SQL decision log does when its database fails, is crowded, or is not there."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from adapters.database import verifier
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database, open_database
from bot.errors import LogUnavailable, SettingsError
from tests.adapters.decisions import REVIEWED, fill
from tests.adapters.test_full_disk import grow_to
from tests.conftest import EVERY, SIGNER
from tests.fakes import FixedClock
from tests.waiting import PATIENCE_S


async def refusal(log: SqlDecisionLog) -> str:
    """The sentence with which the log refuses to keep an entry."""
    with pytest.raises(LogUnavailable) as caught:
        await log.record(REVIEWED)
    said = str(caught.value)
    for word in ("INSERT", "SELECT", "BEGIN", "sqlite", "psycopg", "U024BE7LH", "\n"):
        assert word not in said
    return said


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def log_and_url(request: pytest.FixtureRequest) -> tuple[SqlDecisionLog, str]:
    return request.getfixturevalue(f"{request.param}_log"), request.getfixturevalue(f"{request.param}_url")


# --- The database fails


async def test_a_full_disk_keeps_nothing_and_says_so(sqlite: Database, sqlite_log: SqlDecisionLog):
    await fill(sqlite_log, 3)
    await grow_to(sqlite, 0)

    said = ""
    for _ in range(200):
        try:
            await sqlite_log.record(REVIEWED)
        except LogUnavailable:
            said = await refusal(sqlite_log)
            break

    assert said == "The disk of the database is full. Nothing was kept; free some space and try again."
    kept = (await sqlite_log.verify("mercy")).entries
    await grow_to(sqlite, 1000)
    assert (await sqlite_log.record(REVIEWED)).seq == kept + 1
    assert (await sqlite_log.verify("mercy")).whole


async def test_a_read_only_file_can_be_verified_and_refuses_entries(
    sqlite_url: str, sqlite_log: SqlDecisionLog
):
    await fill(sqlite_log, 6)
    file = sqlite_url.removeprefix("sqlite:///")
    database = open_database(f"sqlite:///file:{file}?mode=ro&uri=true", busy_timeout_s=1)
    log = SqlDecisionLog(database, SIGNER, FixedClock(), every=EVERY)

    assert await refusal(log) == "The database is read-only. Nothing was kept; check who may write to it."
    assert (await log.verify("mercy")).whole
    await database.close()


async def test_a_database_that_another_process_holds_is_waited_for_and_then_told(sqlite_url: str):
    database = open_database(sqlite_url, busy_timeout_s=0.1)
    log = SqlDecisionLog(database, SIGNER, FixedClock())
    await log.record(REVIEWED)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "busy" in await refusal(log)
        other.execute("ROLLBACK")

    assert (await log.record(REVIEWED)).seq == 2
    await database.close()


@pytest.mark.parametrize("content", [b"this is no database, but a text of some length" * 100, b"\0" * 8192])
async def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes):
    (tmp_path / "bedside.db").write_bytes(content)
    database = open_database(f"sqlite:///{tmp_path / 'bedside.db'}")
    log = SqlDecisionLog(database, SIGNER, FixedClock())

    assert "damaged" in await refusal(log)
    assert not (await log.verify("mercy")).whole
    await database.close()


async def test_a_missing_table_and_a_missing_folder_are_told(tmp_path: Path):
    for file, word in (("new.db", "no decision log yet"), ("missing/new.db", "cannot be opened")):
        database = open_database(f"sqlite:///{tmp_path / file}")
        log = SqlDecisionLog(database, SIGNER, FixedClock())
        assert word in await refusal(log)
        with pytest.raises(LogUnavailable, match=word):
            await log.verify("mercy")
        await database.close()


async def test_a_failure_after_the_entry_was_written_leaves_nothing_of_it(sqlite_log: SqlDecisionLog):
    await fill(sqlite_log, 4)

    class Broken:
        public_key = SIGNER.public_key

        def sign(self, message: bytes) -> str:
            raise RuntimeError

    broken = SqlDecisionLog(sqlite_log._database, Broken(), FixedClock(), every=EVERY)
    with pytest.raises(RuntimeError):
        await broken.record(REVIEWED)  # the fifth, whose checkpoint is due

    assert (await sqlite_log.verify("mercy")).entries == 4
    assert (await sqlite_log.record(REVIEWED)).seq == 5


async def test_tasks_that_are_cancelled_half_way_leave_a_whole_chain(sqlite_log: SqlDecisionLog):
    tasks = [asyncio.create_task(sqlite_log.record(REVIEWED)) for _ in range(12)]
    for number, task in enumerate(tasks):
        if number % 2:
            await asyncio.sleep(0.003)
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    last = await sqlite_log.record(REVIEWED)

    status = await sqlite_log.verify("mercy")
    assert status.whole
    assert status.entries == last.seq >= 7


async def test_what_is_verified_and_exported_while_others_append_is_whole(
    log_and_url: tuple[SqlDecisionLog, str],
):
    log, _ = log_and_url
    await fill(log, 3)
    appending = [asyncio.create_task(fill(log, 8)) for _ in range(3)]

    exports = []
    while not all(task.done() for task in appending):
        assert (await log.verify("mercy")).whole
        exports.append([line.rstrip("\n") async for line in log.export("mercy")])
        await log.checkpoint("mercy")

    for lines in exports:
        assert verifier.verify_export(lines).problems == []
        assert lines[-1].startswith('{"checkpoint":')


APPENDER = """
import asyncio, sys
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import open_database
from tests.adapters.decisions import REVIEWED
from tests.fakes import FixedClock
from adapters.keys import Ed25519Signer

async def main():
    database = open_database(sys.argv[1])
    log = SqlDecisionLog(database, Ed25519Signer(bytes(range(32))), FixedClock(), every=5)
    await asyncio.gather(*(log.record(REVIEWED) for _ in range(10)))
    await database.close()

asyncio.run(main())
"""


def append_elsewhere(url: str) -> int:
    root = Path(verifier.__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", APPENDER, url], cwd=root, check=False, timeout=PATIENCE_S
    ).returncode


async def test_two_processes_that_append_at_once_make_one_whole_chain(
    log_and_url: tuple[SqlDecisionLog, str],
):
    log, url = log_and_url

    codes = await asyncio.gather(*(asyncio.to_thread(append_elsewhere, url) for _ in range(2)))

    status = await log.verify("mercy")
    assert codes == [0, 0]
    assert status.whole
    assert (status.entries, status.checkpoints) == (20, 4)


@pytest.mark.postgres
async def test_a_postgresql_server_that_is_away_is_told_and_found_again(
    postgresql: Database, postgresql_url: str, postgresql_log: SqlDecisionLog
):
    await postgresql_log.record(REVIEWED)
    async with postgresql.reader.connect() as connection:
        await connection.execute(text("SET SESSION idle_in_transaction_session_timeout = 0"))
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    away = open_database("postgresql://bedside@127.0.0.1:9/nothing", busy_timeout_s=1)

    assert (await postgresql_log.record(REVIEWED)).seq == 2
    assert "cannot be reached" in await refusal(SqlDecisionLog(away, SIGNER, FixedClock()))
    await away.close()


@pytest.mark.postgres
async def test_postgresql_without_tables_or_right_to_write_is_told(
    empty_postgresql_url: str, postgresql_url: str
):
    empty = open_database(empty_postgresql_url)
    read_only = open_database(f"{postgresql_url}?options=-cdefault_transaction_read_only%3Don")

    assert "no decision log yet" in await refusal(SqlDecisionLog(empty, SIGNER, FixedClock()))
    assert "read-only" in await refusal(SqlDecisionLog(read_only, SIGNER, FixedClock()))
    await empty.close()
    await read_only.close()


# --- The address


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///data/bedside.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////var/lib/bedside.db", "sqlite+aiosqlite"),
        ("postgres://bedside:secret@db/bedside", "postgresql+psycopg"),
        ("postgresql://db/bedside", "postgresql+psycopg"),
        ("postgresql+psycopg://db/bedside", "postgresql+psycopg"),
    ],
)
def test_an_address_is_understood_as_people_write_it(url: str, driver: str):
    database = open_database(url)

    assert database.url.drivername == driver


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://u:secret@db/x"])
def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str):
    with pytest.raises(SettingsError, match="DATABASE_URL") as caught:
        open_database(url)

    assert "secret" not in str(caught.value)


async def test_closing_time_seals_every_tenant(sqlite_log: SqlDecisionLog):
    await fill(sqlite_log, 2)

    made = await sqlite_log.checkpoint_all()

    assert [item.seq for item in made] == [2]
    assert await sqlite_log.checkpoint("nobody") is None
    assert (await sqlite_log.verify("mercy")).checkpoints == 1


async def test_verification_tells_how_far_it_is(sqlite_log: SqlDecisionLog):
    await fill(sqlite_log, 2)
    told: list[tuple[int, int]] = []

    await sqlite_log.verify("mercy", progress=lambda done, of: told.append((done, of)))

    assert told == [(2, 2)]
