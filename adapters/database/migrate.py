"""Brings a database to the schema this code knows. Alembic is imported only when there is work to do."""

from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from adapters.database.engine import open_for_migration, read_url, sqlite_file, told
from adapters.database.errors import NO_TABLES, sentence
from bot.errors import StartError

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0010",
    "0020",
    "0040",
    "0050",
    "0070",
    "0080",
    "0081",
    "0082",
    "0086",
    "0087",
    "0088",
    "0089",
    "0090",
    "0091",
)
"""Every schema this code knows, oldest first. A new migration adds its number here."""
HEAD = REVISIONS[-1]

_LOCK = 7_041_776_101_000_001  # any number; held while migrating, so that two processes take turns


def migrate(url: str) -> bool:
    """Bring the database to ``HEAD``; returns whether anything had to be done.

    Raises:
        StartError: It cannot be opened or written, or a newer Bedside made it.
        SettingsError: ``url`` names no database.
    """
    _make_folder(url)
    engine = open_for_migration(url)
    try:
        revision = _revision(engine)
        _refuse_newer(revision)
        if revision == HEAD:
            return False
        with engine.connect() as connection:
            upgrade(connection)
        return True
    except (SQLAlchemyError, OSError) as error:
        raise StartError(f"Bedside cannot prepare its database ({told(url)}). {sentence(error)}") from error
    finally:
        engine.dispose()


def current_revision(url: str) -> str | None:
    """The schema the database has, by one plain query; ``None`` when it has none yet.

    Raises:
        StartError: It cannot be opened.
        SettingsError: ``url`` names no database.
    """
    file = sqlite_file(read_url(url))
    if file is not None and not file.exists():
        return None
    engine = open_for_migration(url)
    try:
        return _revision(engine)
    except (SQLAlchemyError, OSError) as error:
        raise StartError(f"Bedside cannot read its database ({told(url)}). {sentence(error)}") from error
    finally:
        engine.dispose()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that lead up ``to`` a revision, in one transaction."""
    from alembic import command  # noqa: PLC0415 -- a third of a second that a second start need not pay

    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        command.upgrade(alembic_config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Run the migrations that lead down ``to`` a revision; refuses while the log holds entries."""
    from alembic import command  # noqa: PLC0415

    with connection.begin():
        command.downgrade(alembic_config(connection), to)


def alembic_config(connection: Connection | None = None) -> Any:
    """What Alembic needs to know; there is no ``alembic.ini``."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "adapters.database:migrations")
    config.attributes["connection"] = connection
    return config


def _make_folder(url: str) -> None:
    file = sqlite_file(read_url(url))
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"Bedside cannot make the folder {file.parent} for its database: {error.strerror}."
        ) from error


def _revision(engine: Engine) -> str | None:
    try:
        with engine.connect() as connection:
            revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return None if revision is None else str(revision)
    except SQLAlchemyError as error:
        if sentence(error) == NO_TABLES:
            return None
        raise


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision not in REVISIONS:
        raise StartError(
            f"The database was made by a newer Bedside: its schema is {revision}, this version knows up to "
            f"{HEAD}. Start the newer version, or use the copy that was taken before the upgrade."
        )
