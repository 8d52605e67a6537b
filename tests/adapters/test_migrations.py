"""The schema: up, down, up again, refused when it is newer, and the same on both databases."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from adapters.database import migrate as migrations
from adapters.database.engine import open_for_migration
from adapters.database.migrate import HEAD, REVISIONS, current_revision, migrate
from adapters.database.tables import metadata
from adapters.database.verifier import canonical
from bot.errors import SettingsError, StartError


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'folder' / 'bedside.db'}"
    return request.getfixturevalue("empty_postgresql_url")


PROCRASTINATE = "procrastinate_"
"""How the names of the job queue on PostgreSQL begin; it makes those tables itself."""


def ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith(PROCRASTINATE)


def tables(url: str) -> set[str]:
    engine = open_for_migration(url)
    try:
        return {name for name in inspect(engine).get_table_names() if not name.startswith(PROCRASTINATE)}
    finally:
        engine.dispose()


def test_a_new_database_is_brought_up_once_and_then_left_alone(url: str):
    assert current_revision(url) is None
    assert migrate(url) is True
    assert current_revision(url) == HEAD
    assert migrate(url) is False
    assert tables(url) == {"alembic_version", *metadata.tables}


def test_it_goes_down_and_up_again(url: str):
    migrate(url)
    engine = open_for_migration(url)
    with engine.connect() as connection:
        migrations.downgrade(connection, "base")
    assert tables(url) == {"alembic_version"}

    assert migrate(url) is True
    assert tables(url) == {"alembic_version", *metadata.tables}
    engine.dispose()


def test_a_log_that_holds_entries_is_not_taken_down(url: str):
    migrate(url)
    engine = open_for_migration(url)
    with engine.begin() as connection:
        columns = "tenant, seq, id, at, event, actor, categories, body, entry_hash"
        connection.execute(
            text(f"INSERT INTO decision ({columns}) VALUES ('t', 1, 'a', '', '', '', '|', '', '')")
        )

    with engine.connect() as connection, pytest.raises(RuntimeError, match="holds entries"):
        migrations.downgrade(connection, "base")

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM decision")) == 1
    assert current_revision(url) == HEAD
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(url: str):
    migrate(url)
    engine = open_for_migration(url)
    with engine.connect() as connection:
        migrations.downgrade(connection, "base")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE checkpoint (here integer)"))

    with pytest.raises(StartError, match="cannot prepare its database"):
        migrate(url)

    assert tables(url) == {"alembic_version", "checkpoint"}
    engine.dispose()


def test_a_database_of_a_newer_bedside_is_refused(url: str):
    migrate(url)
    engine = open_for_migration(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    engine.dispose()

    with pytest.raises(StartError) as caught:
        migrate(url)

    assert "made by a newer Bedside: its schema is 0999, this version knows up to" in str(caught.value)


def test_entries_from_before_say_what_they_are_about_and_damaged_ones_stop_nothing(url: str):
    migrate(url)
    engine = open_for_migration(url)
    with engine.connect() as connection:
        migrations.downgrade(connection, "0086")
    ends = {"tenant": 'the "t"', "verdict": "block"}
    bodies = [
        canonical({"details": {"subject": "trap", "tenant": "t"}, **ends, "subject": "first"}),
        canonical({"details": {"subject": "trap", "tenant": "t", "verdict": "ok"}, **ends, "subject": None}),
        '{"subject":"cut off',
        "",
    ]
    insert = text(
        "INSERT INTO decision (tenant, seq, id, at, event, actor, categories, body, entry_hash) "
        "VALUES ('t', :seq, :id, '', '', '', '|', :body, '')"
    )
    with engine.begin() as connection:
        rows = [{"seq": seq, "id": str(seq), "body": body} for seq, body in enumerate(bodies, start=1)]
        connection.execute(insert, rows)

    assert migrate(url) is True

    with engine.connect() as connection:
        found = connection.execute(text("SELECT subject FROM decision ORDER BY seq")).scalars().all()
    assert found == ["first", None, None, None]
    engine.dispose()


# What the database works out is worded by each in its own way, so Alembic cannot compare it and says so.
@pytest.mark.filterwarnings("ignore:Computed default on decision.subject")
def test_the_migrations_make_the_tables_that_the_code_expects(url: str):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    migrate(url)
    engine = open_for_migration(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_code_knows_every_migration_in_the_folder():
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(migrations.alembic_config())

    assert tuple(reversed([item.revision for item in script.walk_revisions()])) == REVISIONS
    assert script.get_heads() == [HEAD]


def test_the_queue_has_the_schema_that_the_installed_procrastinate_expects():
    """When this fails, Procrastinate brings a newer schema: add a migration of ours that changes to it."""
    ours = files("adapters.database.migrations").joinpath("procrastinate_3_10.sql").read_text("utf-8")
    theirs = files("procrastinate.sql").joinpath("schema.sql").read_text("utf-8")

    assert ours.endswith(theirs)


def test_a_second_start_does_not_import_alembic(sqlite_url: str):
    program = (
        "import sys; from adapters.database.migrate import migrate; "
        "assert migrate(sys.argv[1]) is False; assert 'alembic' not in sys.modules"
    )
    root = Path(__file__).parents[2]

    subprocess.run([sys.executable, "-c", program, sqlite_url], cwd=root, check=True)


@pytest.mark.parametrize("content", [b"no database at all, but some text. " * 40])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes):
    (tmp_path / "bedside.db").write_bytes(content)

    for step in (migrate, current_revision):
        with pytest.raises(StartError, match="damaged"):
            step(f"sqlite:///{tmp_path / 'bedside.db'}")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StartError, match="cannot make the folder"):
        migrate(f"sqlite:///{tmp_path / 'file' / 'bedside.db'}")


def test_a_server_that_is_away_is_told_without_the_password():
    with pytest.raises(StartError, match="cannot be reached") as caught:
        migrate("postgresql://bedside:secret@127.0.0.1:9/bedside")

    assert "PostgreSQL at 127.0.0.1:9, database bedside" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_address_that_is_none_is_told():
    with pytest.raises(SettingsError, match="unknown database 'oracle'"):
        migrate("oracle://x")


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"database": "nothere"}, "does not exist on the server"),
        ({"username": "nobody-here"}, "refused the user or the password"),
        ({"host": "no-such-host.invalid"}, "The host in DATABASE_URL is not known"),
        ({"port": 9}, "cannot be reached"),
    ],
)
def test_a_wrong_address_is_told_by_what_is_wrong_with_it_and_without_its_password(
    empty_postgresql_url: str, change: dict[str, Any], said: str
):
    wrong = make_url(empty_postgresql_url).set(password="s3cret-pw").set(**change)

    with pytest.raises(StartError) as refused:
        migrate(wrong.render_as_string(hide_password=False))

    assert said in str(refused.value)
    assert str(wrong.database) in str(refused.value)
    assert "s3cret-pw" not in str(refused.value)
