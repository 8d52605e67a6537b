"""What is found, made or refused before there is a service: folders, keys' places, the pack, the reader."""

import os
import tempfile
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import false, insert, select

from adapters import policy_files
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import decision, written
from adapters.database.verifier import read_keys
from adapters.jobs.embedded import EmbeddedJobs
from adapters.jobs.port import Jobs
from adapters.local_reader import LocalReader
from adapters.reader_package import ReaderUnavailable
from adapters.settings import Settings
from bot.errors import LogUnavailable, SettingsError, StartError
from bot.policy import PolicyPack
from bot.ports import Clock

OLDER_FILE = "older.pub"

_NO_ENTRIES = insert(decision).from_select(written(decision), select(*written(decision)).where(false()))
"""SQLite lets even BEGIN IMMEDIATE pass on a read-only file; only a statement that writes finds out."""


def load_pack(settings: Settings) -> PolicyPack:
    """The pack in use, from the cache in the data folder when nothing changed."""
    return policy_files.load(settings.policies, settings.pack, settings.data / "cache")


def database_url(settings: Settings) -> str:
    """Where the log lives; by default a file in the data folder."""
    return shown(settings.database_url) or f"sqlite:///{settings.data / 'bedside.db'}"


def older_keys(folder: Path) -> tuple[str, ...]:
    """The public keys in ``older.pub``: those that this installation signed with before.

    Raises:
        SettingsError: The file cannot be read, or holds something else.
    """
    path = folder / OLDER_FILE
    try:
        return read_keys(path.read_text("utf-8")) if path.exists() else ()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SettingsError(f"{path} holds something that is no public key: {error}.") from error


def prepare_folder(folder: Path) -> None:
    """Make ``folder`` and see that a file can be written there.

    Raises:
        StartError: It cannot be made or written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UnwritableFolder(
            f"Bedside cannot write to the folder {folder}: {error.strerror}. "
            "Make it writable, or name another one in BEDSIDE_DATA."
        ) from error


class UnwritableFolder(StartError):
    """The data folder cannot be made or written."""

    exit_code = os.EX_CANTCREAT


async def refuse_unwritable(database: Database) -> None:
    """See that the log can be written, by adding nothing to it.

    Raises:
        StartError: The database is read-only, locked or out of reach.
    """
    try:
        with translated():
            await database.write(lambda connection: connection.execute(_NO_ENTRIES))
    except LogUnavailable as error:
        raise StartError(f"Bedside cannot write to its database. {error}") from error


def open_reader(settings: Settings) -> tuple[LocalReader | None, str]:
    """The local reader, loaded, and a sentence about it; without one the rules work alone."""
    if settings.reader == "off":
        return None, "switched off by BEDSIDE_READER: the rules alone"
    reader = LocalReader()
    try:
        reader.load()
        return reader, f"local, version {reader.version}"
    except ReaderUnavailable as error:
        return None, f"the rules alone. {error}"


def open_jobs(database: Database, settings: Settings, clock: Clock) -> Jobs:
    """The job engine that goes with the database."""
    if database.on_sqlite:
        return EmbeddedJobs(clock, concurrency=settings.concurrency)
    from adapters.jobs.procrastinate import ProcrastinateJobs  # noqa: PLC0415 - a fifth of a second

    return ProcrastinateJobs(database.url, concurrency=settings.concurrency)


def refuse_split(settings: Settings) -> None:
    """See that one process does everything where the database is a file.

    Raises:
        StartError: It was asked to do a part only.
    """
    if settings.role != "all":
        raise StartError(
            f"BEDSIDE_ROLE is {settings.role}, but the database is an SQLite file, which one process serves "
            "alone. Leave the role at 'all', or set DATABASE_URL to PostgreSQL."
        )


def shown(secret: SecretStr | None) -> str | None:
    """The secret itself, for whoever needs it."""
    return secret.get_secret_value() if secret is not None else None
