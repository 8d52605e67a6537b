"""An operator migrates, moves, backs up and rehearses, from the command line."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.database.engine import open_database, open_for_migration
from adapters.database.migrate import HEAD, migrate
from tests.adapters.workshops import a_workshop, at_work, until_ended
from tests.builders import an_event
from tests.cli import SELFIE, CommandLine
from tests.fakes import FakeMessenger


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    line = CommandLine(tmp_path)
    for _ in range(3):
        line.run("review", "-", "--data", str(line.data), stdin=SELFIE)
    return line


def leave_an_event(url: str) -> None:
    async def left() -> None:
        database = open_database(url)
        await a_workshop(database).inbox.accept(an_event())
        await database.close()

    asyncio.run(left())


def test_migrate_says_which_schema_there_is_now(tmp_path: Path):
    told = CommandLine(tmp_path).run("migrate", "--data", str(tmp_path / "data")).stdout

    assert f"schema {HEAD}" in told


def test_a_backup_is_written_verified_and_can_be_restored(bedside: CommandLine):
    file = bedside.folder / "monday.db"

    written = bedside.run("backup", str(file), "--data", str(bedside.data))
    checked = bedside.run("restore", "--check", str(file), "--data", str(bedside.data))

    assert "3 entries in 1 chain" in written.stdout
    assert f"{file} can be restored: 3 entries in 1 chain" in checked.stdout
    assert file.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in bedside.folder.glob("*monday*")) == ["monday.db"]


def test_a_backup_is_never_written_over(bedside: CommandLine):
    file = bedside.folder / "monday.db"
    file.write_text("last week's")

    refused = bedside.run("backup", str(file), "--data", str(bedside.data))

    assert refused.exit_code == 73
    assert file.read_text() == "last week's"


def test_a_backup_that_was_changed_does_not_pass(bedside: CommandLine):
    file = bedside.folder / "monday.db"
    bedside.run("backup", str(file), "--data", str(bedside.data))
    with sqlite3.connect(file) as database:
        database.execute("DROP TRIGGER decision_no_update")
        database.execute("UPDATE decision SET body = replace(body, 'block', 'ok') WHERE seq = 2")
    database.close()

    refused = bedside.run("restore", "--check", str(file), "--data", str(bedside.data))

    assert refused.exit_code == 65
    assert "Entry 2 was changed" in refused.stderr


def test_another_machine_checks_a_signed_backup_with_the_public_key_that_the_backup_told(
    bedside: CommandLine,
):
    bedside.run("log", "checkpoint", "--data", str(bedside.data))
    file, key, elsewhere = (bedside.folder / name for name in ("monday.db", "bedside.pub", "elsewhere"))
    written = bedside.run("backup", str(file), "--data", str(bedside.data))

    without = bedside.run("restore", "--check", str(file), "--data", str(elsewhere))
    key.write_text(written.stderr.rpartition(": ")[2])
    proven = bedside.run("restore", "--check", "--key", str(key), str(file), "--data", str(elsewhere))
    key.write_text("00" * 32)
    forged = bedside.run("restore", "--check", "--key", str(key), str(file), "--data", str(elsewhere))

    assert without.exit_code == 66
    assert "there is no key here to check that with" in without.stderr
    assert proven.stdout.startswith(f"{file} can be restored: 3 entries in 1 chain, 1 checkpoint"), (
        proven.stderr
    )
    assert forged.exit_code == 65
    assert "signed with another key" in forged.stderr
    assert not elsewhere.exists()


def test_a_backup_with_keys_from_the_settings_makes_no_key_files(bedside: CommandLine):
    keys = {f"BEDSIDE_{name}": "5a" * 32 for name in ("FINGERPRINT_KEY", "SIGNING_KEY", "ENCRYPTION_KEYS")}
    data, file = bedside.folder / "given", bedside.folder / "monday.db"
    bedside.run("review", "-", "--data", str(data), stdin=SELFIE, **keys)

    written = bedside.run("backup", str(file), "--data", str(data), **keys)
    proven = bedside.run("log", "verify", "--data", str(data), **keys)

    assert (written.exit_code, proven.exit_code) == (0, 0)
    assert not [*data.glob("*.key"), *data.glob("*.pub")]


def test_a_file_that_is_no_backup_is_told(bedside: CommandLine):
    file = bedside.folder / "letter.db"
    file.write_bytes(b"Dear colleagues, " * 400)

    refused = bedside.run("restore", "--check", str(file), "--data", str(bedside.data))

    assert refused.exit_code == 69
    assert "damaged" in refused.stderr


def test_a_backup_comes_back_into_an_empty_database(bedside: CommandLine):
    file, new = bedside.folder / "monday.db", bedside.folder / "new" / "bedside.db"
    bedside.run("backup", str(file), "--data", str(bedside.data))

    told = bedside.run("restore", str(file), "--data", str(bedside.data), DATABASE_URL=f"sqlite:///{new}")
    again = bedside.run("restore", str(file), "--data", str(bedside.data), DATABASE_URL=f"sqlite:///{new}")

    assert f"Restored into SQLite, {new} and verified: 3 entries" in told.stdout
    assert "not empty: there are rows in" in again.stderr


def test_a_copy_while_a_server_runs_is_refused(bedside: CommandLine):
    from adapters.database.lock import FileLock

    with FileLock(bedside.data / "bedside.db"):
        refused = bedside.run(
            "database", "copy", "--to", "sqlite:////nowhere/x.db", "--data", str(bedside.data)
        )

    assert "is in use by process" in refused.stderr


def test_a_target_that_is_not_there_is_told_without_its_password(bedside: CommandLine):
    target = "postgresql://jo:hunter2@127.0.0.1:9/new"

    refused = bedside.run("database", "copy", "--data", str(bedside.data), BEDSIDE_COPY_TO=target)

    assert refused.exit_code == 69
    assert "hunter2" not in refused.stderr


@pytest.mark.postgres
def test_everything_moves_to_postgresql_and_the_unfinished_work_goes_on_there(
    bedside: CommandLine, empty_postgresql_url: str
):
    leave_an_event(f"sqlite:///{bedside.data / 'bedside.db'}")

    moved = bedside.run("database", "copy", "--to", empty_postgresql_url, "--data", str(bedside.data))
    proven = bedside.run("log", "verify", "--data", str(bedside.data), DATABASE_URL=empty_postgresql_url)

    assert "and verified: 3 entries in 1 chain" in moved.stdout, moved.stderr
    assert proven.stdout.startswith("WHOLE. 3 entries")
    platform = FakeMessenger()

    async def go_on() -> None:
        database = open_database(empty_postgresql_url)
        async with at_work(a_workshop(database, platform)) as workshop:
            await until_ended(workshop, 1)
        await database.close()

    asyncio.run(go_on())
    assert len(platform.said) == 1


@pytest.mark.postgres
def test_a_backup_of_postgresql_is_a_file_that_comes_back_anywhere(
    bedside: CommandLine, empty_postgresql_url: str
):
    file = bedside.folder / "monday.db"
    bedside.run("database", "copy", "--to", empty_postgresql_url, "--data", str(bedside.data))

    written = bedside.run("backup", str(file), "--data", str(bedside.data), DATABASE_URL=empty_postgresql_url)
    checked = bedside.run("restore", "--check", str(file), "--data", str(bedside.data))

    assert "3 entries in 1 chain" in written.stdout, written.stderr
    assert "can be restored" in checked.stdout


def test_jobs_show_what_was_given_up_and_try_it_again(bedside: CommandLine):
    url = f"sqlite:///{bedside.data / 'bedside.db'}"
    leave_an_event(url)
    engine = open_for_migration(url)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE inbox SET state = 'dead', code = 'gave_up', attempts = 8, finished_at = received_at")
        )
    engine.dispose()

    shown = bedside.run("jobs", "show", "--data", str(bedside.data)).stdout
    again = bedside.run("jobs", "retry", "fake:event:1", "--data", str(bedside.data))
    after = bedside.run("jobs", "show", "--data", str(bedside.data)).stdout
    unknown = bedside.run("jobs", "retry", "fake:event:9", "--data", str(bedside.data))

    assert "0 waiting, 0 done, 1 dead" in shown
    assert "fake:event:1  8 attempts  gave_up" in shown
    assert again.exit_code == 0
    assert "1 waiting, 0 done, 0 dead" in after
    assert unknown.exit_code == 66


def test_jobs_show_what_is_tried_again_why_and_when(bedside: CommandLine):
    url = f"sqlite:///{bedside.data / 'bedside.db'}"
    leave_an_event(url)
    engine = open_for_migration(url)
    with engine.begin() as connection:
        change = "code = 'platform_not_connected', attempts = 3, due_at = '2026-11-27T08:15:30.000001Z'"
        connection.execute(text(f"UPDATE inbox SET {change}"))
    engine.dispose()

    shown = bedside.run("jobs", "show", "--data", str(bedside.data)).stdout

    assert "1 waiting, 0 done, 0 dead" in shown
    assert "fake:event:1  3 attempts  platform_not_connected, again at 2026-11-27T08:15:30\n" in shown


def test_a_database_of_a_newer_version_is_named(bedside: CommandLine):
    url = f"sqlite:///{bedside.data / 'bedside.db'}"
    migrate(url)
    engine = open_for_migration(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    engine.dispose()

    for command in (("migrate",), ("jobs", "show"), ("backup", str(bedside.folder / "x.db"))):
        refused = bedside.run(*command, "--data", str(bedside.data))
        assert refused.exit_code == 69
        assert "0999" in refused.stderr
