"""Opens the decision log alone: to be read, or to be written and sealed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.clock import SystemClock
from adapters.database import migrate
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import open_database, told
from adapters.keys import load_keys
from adapters.opening import database_url, older_keys, prepare_folder, refuse_unwritable, shown
from adapters.settings import Settings
from bot.errors import StartError


class NoSigner:
    """Stands where a signer would: a log that is only read signs nothing."""

    public_key = ""

    def sign(self, message: bytes) -> str:
        """Never."""
        raise StartError("This log was opened to be read; nothing can be signed.")


@asynccontextmanager
async def open_log(settings: Settings, keys: tuple[str, ...] = ()) -> AsyncIterator[SqlDecisionLog]:
    """The decision log alone, to be read; nothing is made, written or migrated.

    Args:
        settings: Read once by the caller.
        keys: Public keys whose checkpoints count.

    Raises:
        StartError: There is no log yet, its schema is another, or it cannot be opened.
        SettingsError: The database's URL is none.
    """
    url = database_url(settings)
    revision = migrate.current_revision(url)
    if revision is None:
        raise StartError(f"There is no decision log yet in {told(url)}.")
    if revision != migrate.HEAD:
        raise StartError(
            f"The decision log has schema {revision} and this version reads {migrate.HEAD}. "
            "Start the server once with this version, or use the version that wrote it."
        )
    database = open_database(url)
    try:
        yield SqlDecisionLog(database, NoSigner(), SystemClock(), older_keys=keys)
    finally:
        await database.close()


@asynccontextmanager
async def open_signing_log(settings: Settings) -> AsyncIterator[SqlDecisionLog]:
    """The decision log alone, to be written and sealed: a policy pack that fails must not stand in its way.

    Args:
        settings: Read once by the caller.

    Raises:
        StartError: A folder or the database cannot be used.
        SettingsError: A key or the database's URL is none.
    """
    prepare_folder(settings.data)
    keys = load_keys(settings.data, shown(settings.fingerprint_key), shown(settings.signing_key))
    url = database_url(settings)
    migrate.migrate(url)
    database = open_database(url)
    try:
        await refuse_unwritable(database)
        yield SqlDecisionLog(database, keys.signer, SystemClock(), older_keys=older_keys(settings.data))
    finally:
        await database.close()
