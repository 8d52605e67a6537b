"""The composition root: settings become a service and what it stands on."""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr
from sqlalchemy import false, insert, select
from sqlalchemy.engine import URL

from adapters import policy_files
from adapters.clock import SystemClock
from adapters.database import migrate
from adapters.database.decision_log import SqlDecisionLog, new_id
from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database, open_database, read_url, sqlite_file
from adapters.database.errors import translated
from adapters.database.inbox import SqlInbox
from adapters.database.lock import FileLock
from adapters.database.model_books import SqlAbilities, SqlSwitch
from adapters.database.offers import SqlOffers
from adapters.database.personal_book import SqlPersonalBook
from adapters.database.pillar_book import SqlPillarBook
from adapters.database.register_retention import RegisterRetention
from adapters.database.registers import SqlRegisterBook
from adapters.database.retention import Retention
from adapters.database.sessions import SqlSessions
from adapters.database.submissions import SqlSubmissionBook
from adapters.database.subscription_book import SqlSubscriptionBook
from adapters.database.tables import decision, pending_answer, written
from adapters.database.verifier import read_keys
from adapters.jobs.embedded import EmbeddedJobs
from adapters.jobs.port import Jobs
from adapters.keys import Cipher, Keys, load_cipher, load_keys
from adapters.local_reader import LocalReader, ReaderUnavailable
from adapters.model.telling import told_model
from adapters.platform import Platform
from adapters.settings import Settings
from adapters.teams_opening import refuse_open_teams, told, wanted
from adapters.workshop import Workshop, equip
from bot.desk import DeskBooks
from bot.digest_card import Image
from bot.digest_numbers import WeekNumbers
from bot.digests import Digests
from bot.errors import BookUnavailable, LogUnavailable, SettingsError, StartError
from bot.model_calls import Mode
from bot.policy import PolicyPack
from bot.ports import Clock, LogQuery, Result
from bot.service import Service

if TYPE_CHECKING:  # where no model was set, nothing of one is loaded
    from adapters.model.adviser import OpenAIAdviser

CHECK_S = 5.0
"""How long a readiness check may take."""

OLDER_FILE = "older.pub"

_NO_ENTRIES = insert(decision).from_select(written(decision), select(*written(decision)).where(false()))
"""SQLite lets even BEGIN IMMEDIATE pass on a read-only file; only a statement that writes finds out."""


@dataclass(frozen=True, slots=True)
class Application:
    """A service that is ready for requests, and what an operator wants to know about it.

    ``adviser`` is there where a language model was set.
    ``status`` holds names and sentences, in the order in which a person reads them.
    """

    service: Service
    log: SqlDecisionLog
    workshop: Workshop
    tenant: str
    status: tuple[tuple[str, str], ...]
    database: Database
    sessions: SqlSessions
    pending: SqlOffers
    switch: SqlSwitch
    abilities: SqlAbilities
    adviser: "OpenAIAdviser | None" = None
    platforms: tuple[Platform, ...] = ()

    async def readiness(self) -> Mapping[str, str | None]:
        """Each check by name: ``None`` when it is well, else what is wrong."""
        return {
            "database": await self._writable(),
            "migrations": await self._migrated(),
            "policy": None if self.service.pack.rules else "The policy pack has no rules.",
            "worker": "The worker broke down." if self.workshop.broken else None,
        }

    async def work(self) -> Mapping[str, float]:
        """What waits and what was given up, for the figures; empty where the database does not answer."""
        try:
            async with asyncio.timeout(CHECK_S):
                return await self.workshop.inbox.backlog_now()
        except (BookUnavailable, TimeoutError):
            return {}

    async def _writable(self) -> str | None:
        try:
            async with asyncio.timeout(CHECK_S):
                await refuse_unwritable(self.database)
                await self.log.find(self.tenant, LogQuery(limit=1))
        except (LogUnavailable, StartError) as error:
            return str(error)
        except TimeoutError:
            return "The database does not answer."
        return None

    async def _migrated(self) -> str | None:
        url = self.database.url.render_as_string(hide_password=False)
        try:
            async with asyncio.timeout(CHECK_S):
                revision = await asyncio.to_thread(migrate.current_revision, url)
        except (StartError, TimeoutError):
            return "The schema of the database cannot be read."
        if revision is None or revision in migrate.REVISIONS[:-1]:
            return f"The schema of the database is {revision}, and this version needs {migrate.HEAD}."
        return None  # ours, or a newer one: an upgrade began, and this process serves until it is replaced


@asynccontextmanager
async def open_service(settings: Settings, *, serving: bool = False) -> AsyncIterator[Application]:
    """Open everything that ``settings`` name; close it in reverse order.

    Args:
        settings: Read once by the caller.
        serving: Keep a second serving process away, and sign the log's last entry on the way out.

    Raises:
        StartError: A folder or the database cannot be used, or another process serves it.
        PolicyError: The pack cannot be used.
        SettingsError: A key or the database's URL is none, or a platform's settings are not whole.
    """
    if serving and wanted(settings):
        refuse_open_teams(settings)
    with ExitStack() as held:
        # Once, before anything else runs: there is no event loop yet that could be held up.
        pack = load_pack(settings)
        prepare_folder(settings.data)
        keys = load_keys(settings.data, _shown(settings.fingerprint_key), _shown(settings.signing_key))
        cipher, cipher_made = load_cipher(settings.data, _shown(settings.encryption_keys))
        keys = replace(keys, made=(*keys.made, *cipher_made))
        url = database_url(settings)
        file = sqlite_file(read_url(url))
        if serving and file is not None:
            refuse_split(settings)
            prepare_folder(file.parent)
            held.enter_context(FileLock(file))
        migrate.migrate(url)
        reader, reader_status = open_reader(settings)
        database = open_database(url, pool=settings.database_pool)
        adviser: OpenAIAdviser | None = None
        try:
            await refuse_unwritable(database)
            clock = SystemClock()
            log = SqlDecisionLog(database, keys.signer, clock, older_keys=older_keys(settings.data))
            jobs = open_jobs(database, settings, clock)
            inbox = SqlInbox(database, jobs, cipher, clock)
            books = desk_books(settings, database, log, cipher, clock, inbox=inbox)
            personal = SqlPersonalBook(database, log, cipher, clock)
            pillars = SqlPillarBook(database)
            service = Service(
                pack,
                log,
                keys.fingerprinter,
                clock,
                reader,
                elsewhere=in_a_thread,
                digests=Digests(
                    pack, log, SqlSubscriptionBook(database, clock), clock, draw, pillars=pillars
                ),
                books=books,
                personal=personal,
                pillars=pillars,
            )
            switch = SqlSwitch(database, Mode(settings.model_privacy), clock)
            if settings.model:
                from adapters.model.opening import Under, advise_with  # noqa: PLC0415 - only then

                under = Under(database, log, keys, clock, switch, reader, in_a_thread)
                adviser = advise_with(settings, service, under)
            sessions = SqlSessions(database, cipher, clock)
            pending = SqlOffers(database, pending_answer, cipher, clock)
            workshop = equip(database, jobs, cipher, clock, service, inbox=inbox)
            retention = Retention(database, log, keys.signer, clock, settings.keep_entries_y)
            on_file = RegisterRetention(
                SqlRegisterBook(database, log, cipher), clock, settings.keep_registers_y
            )
            workshop.tidiers += (sessions.tidy, pending.tidy, retention.tidy, personal.tidy, on_file.tidy)
            platforms = connect(settings, workshop, service, cipher, clock) if serving else ()
            yield Application(
                service=service,
                log=log,
                workshop=workshop,
                tenant=settings.tenant,
                status=(
                    ("policy", f"{pack.version}, {len(pack.rules)} rules"),
                    ("database", _told_database(database.url)),
                    ("keys", _told_keys(settings, keys)),
                    ("reader", reader_status),
                    *_told_platforms(settings, platforms),
                    ("model", told_model(settings, await switch.all())),
                ),
                database=database,
                switch=switch,
                abilities=SqlAbilities(database),
                adviser=adviser,
                sessions=sessions,
                pending=pending,
                platforms=platforms,
            )
            if serving:
                with contextlib.suppress(LogUnavailable):  # the next start signs it
                    await log.checkpoint_all()
        finally:
            if adviser is not None:
                await adviser.close()
            await database.close()


def desk_books(
    settings: Settings,
    database: Database,
    log: SqlDecisionLog,
    cipher: Cipher,
    clock: Clock,
    *,
    inbox: SqlInbox,
) -> DeskBooks:
    """Where the desk keeps submissions, drafts and registers."""
    return DeskBooks(
        SqlSubmissionBook(database, log, inbox),
        SqlDraftShelf(database, log, cipher, clock),
        SqlRegisterBook(database, log, cipher),
        new_id,
        keep=timedelta(hours=settings.keep_drafts_h),
        deciding=timedelta(days=settings.decide_drafts_d),
    )


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
        raise StartError(f"There is no decision log yet in {_told_database(read_url(url))}.")
    if revision != migrate.HEAD:
        raise StartError(
            f"The decision log has schema {revision} and this version reads {migrate.HEAD}. "
            "Start the server once with this version, or use the version that wrote it."
        )
    database = open_database(url)
    try:
        yield SqlDecisionLog(database, _NoSigner(), SystemClock(), older_keys=keys)
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
    keys = load_keys(settings.data, _shown(settings.fingerprint_key), _shown(settings.signing_key))
    url = database_url(settings)
    migrate.migrate(url)
    database = open_database(url)
    try:
        await refuse_unwritable(database)
        yield SqlDecisionLog(database, keys.signer, SystemClock(), older_keys=older_keys(settings.data))
    finally:
        await database.close()


class _NoSigner:
    """Stands where a signer would: a log that is only read signs nothing."""

    public_key = ""

    def sign(self, message: bytes) -> str:
        raise StartError("This log was opened to be read; nothing can be signed.")


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


def draw(numbers: WeekNumbers, alt: str) -> Image:
    """The picture of a week; what draws is imported when the first one is."""
    from adapters.chart import draw_mix  # noqa: PLC0415

    return draw_mix(numbers, alt)


async def in_a_thread(work: Callable[[], Result]) -> Result:
    """A long draft takes seconds to read; the loop goes on meanwhile."""
    return await asyncio.to_thread(work)


def load_pack(settings: Settings) -> PolicyPack:
    """The pack in use, from the cache in the data folder when nothing changed."""
    return policy_files.load(settings.policies, settings.pack, settings.data / "cache")


def database_url(settings: Settings) -> str:
    """Where the log lives; by default a file in the data folder."""
    return _shown(settings.database_url) or f"sqlite:///{settings.data / 'bedside.db'}"


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
        return reader, f"local, version {reader.version}"
    except ReaderUnavailable as error:
        return None, f"the rules alone. {error}"


def _shown(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None


def _told_database(url: URL) -> str:
    """Where the log lies, without user or password."""
    file = sqlite_file(url)
    return f"SQLite, {file}" if file else f"PostgreSQL, {url.host or 'local socket'}/{url.database}"


def _told_keys(settings: Settings, keys: Keys) -> str:
    if keys.made:
        names = ", ".join(path.name for path in keys.made)
        return f"made just now in {settings.data}: {names}. Keep a copy in a safe place"
    given = (settings.fingerprint_key, settings.signing_key, settings.encryption_keys)
    if all(key is not None for key in given):
        return "from the settings"
    return f"from {settings.data}"


def connect(
    settings: Settings, workshop: Workshop, service: Service, cipher: Cipher, clock: Clock
) -> tuple[Platform, ...]:
    """Every platform that ``settings`` name; what it needs is imported only then."""
    connected: list[Platform] = []
    if settings.slack:
        from adapters.connect_slack import connect as slack  # noqa: PLC0415 - half a second

        connected.append(slack(settings, workshop, service, cipher, clock))
    if wanted(settings):
        from adapters.connect_teams import connect as teams  # noqa: PLC0415 - a third of a second

        connected.append(teams(settings, workshop, service, cipher, clock))
    return tuple(connected)


def connects(settings: Settings, platform: str) -> bool:
    """Whether a process with these ``settings`` speaks to ``slack`` or ``teams``."""
    return settings.slack if platform == "slack" else wanted(settings)


def _told_platforms(settings: Settings, platforms: tuple[Platform, ...]) -> tuple[tuple[str, str], ...]:
    connected = {platform.name: platform.status for platform in platforms}
    return (
        (
            "Slack",
            connected.get("Slack", "connected while serving" if settings.slack else "no token"),
        ),
        ("Teams", told(settings)),
    )
