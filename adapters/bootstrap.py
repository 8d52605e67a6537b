"""The composition root: settings become a service and what it stands on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.application import Application
from adapters.clock import SystemClock
from adapters.connecting import connect, told_platforms
from adapters.database import migrate
from adapters.database.cases import SqlCaseBook
from adapters.database.decision_log import SqlDecisionLog, new_id
from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database, open_database, read_url, sqlite_file, told
from adapters.database.inbox import SqlInbox
from adapters.database.kept_rules import SqlKeptRules
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
from adapters.database.tables import pending_answer
from adapters.keys import Cipher, Keys, load_cipher, load_keys
from adapters.model.telling import told_model
from adapters.opening import (
    database_url,
    load_pack,
    older_keys,
    open_jobs,
    open_reader,
    prepare_folder,
    refuse_split,
    refuse_unwritable,
    shown,
)
from adapters.settings import Settings
from adapters.teams_opening import refuse_open_teams, wanted
from adapters.workshop import Workshop, equip
from bot.desk import DeskBooks
from bot.digest_card import Image
from bot.digest_numbers import WeekNumbers
from bot.digests import Digests
from bot.errors import LogUnavailable
from bot.model_calls import Mode
from bot.policy import PolicyPack
from bot.ports import Clock, Reader, Result
from bot.service import Service

if TYPE_CHECKING:  # where no model was set, nothing of one is loaded
    from adapters.model.adviser import OpenAIAdviser

SEAL_S = 5.0
"""How long the last entries of the log may take to be signed on the way out."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is there before the database is opened. ``told_reader`` is a sentence about the reader."""

    settings: Settings
    pack: PolicyPack
    keys: Keys
    cipher: Cipher
    url: str
    reader: Reader | None
    told_reader: str
    clock: Clock


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
    async with AsyncExitStack() as opened:
        ground = prepare(settings, opened, serving=serving)
        database = open_database(ground.url, pool=settings.database_pool)
        opened.push_async_callback(database.close)
        await refuse_unwritable(database)
        application = await put_together(ground, database, serving=serving)
        if application.adviser is not None:
            opened.push_async_callback(application.adviser.close)
        yield application
        if serving:
            await seal(application.log)


def prepare(settings: Settings, opened: AsyncExitStack, *, serving: bool) -> Ground:
    """Everything that is done once, before anything else runs: no event loop is held up by it yet."""
    pack = load_pack(settings)
    prepare_folder(settings.data)
    keys = load_keys(settings.data, shown(settings.fingerprint_key), shown(settings.signing_key))
    cipher, cipher_made = load_cipher(settings.data, shown(settings.encryption_keys))
    keys = replace(keys, made=(*keys.made, *cipher_made))
    url = database_url(settings)
    file = sqlite_file(read_url(url))
    if serving and file is not None:
        refuse_split(settings)
        prepare_folder(file.parent)
        opened.enter_context(FileLock(file))
    migrate.migrate(url)
    reader, told_reader = open_reader(settings)
    return Ground(settings, pack, keys, cipher, url, reader, told_reader, SystemClock())


async def put_together(ground: Ground, database: Database, *, serving: bool) -> Application:
    """The service, the workshop beside it and, when ``serving``, the platforms, over one database."""
    settings, cipher, clock = ground.settings, ground.cipher, ground.clock
    log = SqlDecisionLog(database, ground.keys.signer, clock, older_keys=older_keys(settings.data))
    jobs = open_jobs(database, settings, clock)
    inbox = SqlInbox(database, jobs, cipher, clock)
    service = serve_from(ground, database, log, inbox)
    rules = SqlKeptRules(database, clock)
    await rules.keep(ground.pack)  # before anything is decided by them
    switch = SqlSwitch(database, Mode(settings.model_privacy), clock)
    adviser = advise(ground, database, log, service, switch)
    sessions = SqlSessions(database, cipher, clock)
    pending = SqlOffers(database, pending_answer, cipher, clock)
    workshop = equip(database, jobs, cipher, clock, service, inbox=inbox)
    workshop.tidiers += (sessions.tidy, pending.tidy)
    keep_no_longer(ground, database, log, workshop)
    platforms = connect(settings, workshop, service, cipher, clock) if serving else ()
    return Application(
        service=service,
        log=log,
        workshop=workshop,
        tenant=settings.tenant,
        status=(
            ("policy", f"{ground.pack.version}, {len(ground.pack.rules)} rules"),
            ("database", told(ground.url)),
            ("keys", _told_keys(settings, ground.keys)),
            ("reader", ground.told_reader),
            *told_platforms(settings, platforms),
            ("model", told_model(settings, await switch.all())),
        ),
        database=database,
        switch=switch,
        abilities=SqlAbilities(database),
        rules=rules,
        adviser=adviser,
        sessions=sessions,
        pending=pending,
        platforms=platforms,
    )


def serve_from(ground: Ground, database: Database, log: SqlDecisionLog, inbox: SqlInbox) -> Service:
    """The service, its books in ``database``."""
    pillars = SqlPillarBook(database)
    subscriptions = SqlSubscriptionBook(database, ground.clock)
    return Service(
        ground.pack,
        log,
        ground.keys.fingerprinter,
        ground.clock,
        ground.reader,
        elsewhere=in_a_thread,
        digests=Digests(ground.pack, log, subscriptions, ground.clock, draw, pillars=pillars),
        books=desk_books(ground, database, log, inbox),
        personal=SqlPersonalBook(database, log, ground.cipher, ground.clock),
        pillars=pillars,
    )


def desk_books(ground: Ground, database: Database, log: SqlDecisionLog, inbox: SqlInbox) -> DeskBooks:
    """Where the desk keeps submissions, drafts and registers."""
    return DeskBooks(
        SqlSubmissionBook(database, log, inbox),
        SqlDraftShelf(database, log, ground.cipher, ground.clock),
        SqlRegisterBook(database, log, ground.cipher),
        SqlCaseBook(database, log, inbox),
        new_id,
        keep=timedelta(hours=ground.settings.keep_drafts_h),
        deciding=timedelta(days=ground.settings.decide_drafts_d),
    )


def advise(
    ground: Ground, database: Database, log: SqlDecisionLog, service: Service, switch: SqlSwitch
) -> "OpenAIAdviser | None":
    """Give the service its language model, where one was set; it opens nothing before its first question."""
    if not ground.settings.model:
        return None
    from adapters.model.opening import Under, advise_with  # noqa: PLC0415 - only then

    under = Under(database, log, ground.keys, ground.clock, switch, ground.reader, in_a_thread)
    return advise_with(ground.settings, service, under)


def keep_no_longer(ground: Ground, database: Database, log: SqlDecisionLog, workshop: Workshop) -> None:
    """Let the workshop remove what was kept long enough."""
    settings, clock = ground.settings, ground.clock
    registers = SqlRegisterBook(database, log, ground.cipher)
    workshop.tidiers += (
        Retention(database, log, ground.keys.signer, clock, settings.keep_entries_y).tidy,
        SqlPersonalBook(database, log, ground.cipher, clock).tidy,
        RegisterRetention(registers, clock, settings.keep_registers_y).tidy,
    )


async def seal(log: SqlDecisionLog) -> None:
    """Sign the last entries, as far as the database answers in time; the next start signs the rest."""

    async def sealed() -> None:
        with contextlib.suppress(LogUnavailable):
            await log.checkpoint_all()

    sealing = asyncio.create_task(sealed(), name="seal")
    await asyncio.wait({sealing}, timeout=SEAL_S)
    sealing.cancel()  # a line that fell silent keeps a cancelled query, too, so that nobody waits for it


def draw(numbers: WeekNumbers, alt: str) -> Image:
    """The picture of a week; what draws is imported when the first one is."""
    from adapters.chart import draw_mix  # noqa: PLC0415

    return draw_mix(numbers, alt)


async def in_a_thread(work: Callable[[], Result]) -> Result:
    """A long draft takes seconds to read; the loop goes on meanwhile."""
    return await asyncio.to_thread(work)


def _told_keys(settings: Settings, keys: Keys) -> str:
    if keys.made:
        names = ", ".join(path.name for path in keys.made)
        return f"made just now in {settings.data}: {names}. Keep a copy in a safe place"
    given = (settings.fingerprint_key, settings.signing_key, settings.encryption_keys)
    if all(key is not None for key in given):
        return "from the settings"
    return f"from {settings.data}"
