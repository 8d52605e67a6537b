"""What the commands for operators do with the database."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from adapters.bootstrap import open_service
from adapters.cli_exits import NoInput, NoOutput
from adapters.cli_logbook import public_keys
from adapters.clock import SystemClock
from adapters.database import copying
from adapters.database.copying import Copied, refuse_other_schema
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import open_database, open_for_migration, read_url, sqlite_file, told
from adapters.database.inbox import SqlInbox, Troubled
from adapters.database.lock import FileLock
from adapters.database.migrate import HEAD, current_revision
from adapters.database.migrate import migrate as bring_up
from adapters.keys import Cipher
from adapters.opening import database_url, open_jobs
from adapters.opening_log import NoSigner
from adapters.settings import Settings
from bot.errors import LogDamaged, StartError

Step = Callable[[int, int], None]


def migrated(settings: Settings) -> str:
    """Migrate, and say what was done."""
    url = database_url(settings)
    before = current_revision(url)
    bring_up(url)
    return f"{told(url)}: schema {HEAD}" + (
        f", before it was {before}." if before not in {None, HEAD} else "."
    )


def copied(settings: Settings, target: str, step: Step) -> str:
    """Copy to ``target`` and verify what arrived."""
    source = database_url(settings)
    file = sqlite_file(read_url(source))
    if file is None or not file.exists():
        sent = copying.copy(source, target, step)
    else:
        with FileLock(file):  # what a server accepts meanwhile would be left behind
            sent = copying.copy(source, target, step)
    _prove(target, sent, _keys(settings))
    return f"Copied to {told(target)} and verified: {_summary(sent)}"


def backed_up(settings: Settings, file: Path, step: Step) -> str:
    """Write the backup whole or not at all."""
    if file.exists():
        raise NoOutput(f"{file} is there already. Choose another name; a backup is never written over.")
    part = file.with_name(f".{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        sent = copying.copy(database_url(settings), f"sqlite:///{part}", step)
        _into_one_file(part)
        _prove(f"sqlite:///{part}", sent, _keys(settings))
        _into_one_file(part)
        part.rename(file)
    except OSError as error:
        raise NoOutput(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        for leftover in file.parent.glob(f".{file.name}.part*"):
            leftover.unlink(missing_ok=True)
    return f"Wrote {file}, and verified it: {_summary(sent)}"


def signing_key(settings: Settings) -> str | None:
    """The public key that tells whether the log's signatures are ours; ``None`` where nothing signed yet."""
    return next(iter(_keys(settings)), None)


def restored(settings: Settings, file: Path, step: Step, *, rehearsal: bool, key: Path | None = None) -> str:
    """Bring a backup back, or only try; ``key`` is a file of public keys, ours by default."""
    if not file.is_file():
        raise NoInput(f"{file} cannot be read: there is no such file.")
    keys = _keys(settings, key)
    with tempfile.TemporaryDirectory(prefix="bedside-restore-") as folder:
        copy = Path(folder) / "backup.db"
        try:
            copy.write_bytes(file.read_bytes())  # opening it would write beside it
        except OSError as error:
            raise NoInput(f"{file} cannot be read: {error.strerror}.") from error
        source = f"sqlite:///{copy}"
        bring_up(source)
        _refuse_unprovable(source, keys)
        target = f"sqlite:///{Path(folder) / 'rehearsal.db'}" if rehearsal else database_url(settings)
        sent = copying.copy(source, target, step)
        _prove(target, sent, keys)
    if rehearsal:
        return f"{file} can be restored: {_summary(sent)}"
    return f"Restored into {told(target)} and verified: {_summary(sent)}"


def work(settings: Settings) -> tuple[dict[str, int], tuple[Troubled, ...]]:
    """How much work there is in each state, and what was given up or put off."""

    async def looked() -> tuple[dict[str, int], tuple[Troubled, ...]]:
        url = database_url(settings)
        refuse_other_schema(url)
        database = open_database(url)
        try:
            clock = SystemClock()
            inbox = SqlInbox(database, open_jobs(database, settings, clock), Cipher([bytes(32)]), clock)
            return await inbox.counts(), await inbox.troubled()
        finally:
            await database.close()

    return asyncio.run(looked())


def retry(settings: Settings, key: str) -> None:
    """Try a dead letter again.

    Raises:
        NoInput: There is none with this key, or its content is gone.
    """

    async def revived() -> bool:
        async with open_service(settings) as application:
            return await application.workshop.inbox.revive(key)

    if not asyncio.run(revived()):
        raise NoInput(
            "Nothing that was given up has this key, or its content is gone already. See 'bedside jobs show'."
        )


def _keys(settings: Settings, given: Path | None = None) -> tuple[str, ...]:
    try:
        return public_keys(settings, given)
    except NoInput:
        if given is not None:
            raise
        return ()  # a log that nobody signed yet, or another machine


def _refuse_unprovable(source: str, keys: tuple[str, ...]) -> None:
    """See that the log's signatures, where there are any, can be checked.

    Raises:
        NoInput: There is no key to check them with; that says nothing about the log.
    """
    if keys or not copying.is_signed(source):
        return
    raise NoInput(
        "The log in it is signed, and there is no key here to check that with. Nothing was restored. Write "
        "the public key that 'bedside backup' told you into a file, and name that with --key."
    )


def _prove(url: str, sent: Copied, keys: tuple[str, ...]) -> None:
    """Walk every chain where it arrived.

    Raises:
        LogDamaged: One of them is not whole.
        StartError: One of them ends elsewhere than it did.
    """

    async def walked() -> None:
        database = open_database(url)
        try:
            log = SqlDecisionLog(database, NoSigner(), SystemClock(), older_keys=keys)
            for tenant, head in sent.heads.items():
                status = await log.verify(tenant)
                if not status.whole:
                    raise LogDamaged(f"The decision log of {tenant} is damaged. {status.problems[0]}")
                if status.head != head:
                    raise StartError(f"The decision log of {tenant} ends elsewhere than it did.")
        finally:
            await database.close()

    asyncio.run(walked())


def _into_one_file(file: Path) -> None:
    """Put what SQLite keeps beside the file into it."""
    engine = open_for_migration(f"sqlite:///{file}")
    with suppress(OSError), engine.connect() as connection:
        raw = connection.connection
        raw.rollback()
        raw.execute("PRAGMA journal_mode=DELETE")
    engine.dispose()


def _summary(sent: Copied) -> str:
    heads = f"{len(sent.heads)} chain" + ("" if len(sent.heads) == 1 else "s")
    rows = sent.rows
    return (
        f"{rows['decision']} entries in {heads}, {rows['checkpoint']} checkpoints, {rows['inbox']} events, "
        f"{sum(rows.values())} rows in all."
    )
