"""What works beside the door: jobs, and the tidying of what was kept long enough."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field

import structlog

from adapters.database.conversations import SqlConversationBook
from adapters.database.digest_sweep import DigestSweeper
from adapters.database.engine import Database
from adapters.database.inbox import REQUEST, SqlInbox
from adapters.database.outbound import SqlOutboundBook
from adapters.database.personal_sweep import ReminderSweeper
from adapters.database.subscription_book import SqlSubscriptionBook
from adapters.jobs import dispatches
from adapters.jobs.afterwards import ADVICE, BesideTheJobs, Concluding
from adapters.jobs.attempt import Attempts, Handler, Requests, Retry
from adapters.jobs.embedded import EmbeddedJobs
from adapters.jobs.news import CASE_NOTICE, NOTICE, REMINDER, Telling
from adapters.jobs.port import Jobs
from adapters.keys import Cipher
from bot import deadlines
from bot.answering import Answering
from bot.case_sending import CaseSending
from bot.desk import Desk
from bot.digest_sending import DigestSending
from bot.errors import BedsideError
from bot.notice_sending import NoticeSending
from bot.people import desk_of
from bot.ports import Clock, Messenger
from bot.reaching import Reaching
from bot.reminder_sending import ReminderSending
from bot.sending import Sender
from bot.service import Service

TIDY_S = 3600.0
SWEEP_S = 15.0
"""How often to look for digests that are due. Every process looks; none is in another's way."""
DEADLINES_S = 60.0
USUAL = Retry()
AFTERWARDS_S = 4.0
"""How long the end waits for a language model; its own deadline is shorter unless it was set longer."""
CLOSE_S = 3.0
"""How long the end waits for what was cancelled."""


@dataclass(slots=True)
class Workshop:
    """The way in and out, put together over one database.

    A platform adds its messenger to ``messengers`` under its name; another kind of work adds its handler
    to ``handlers``; both before ``work`` begins.
    """

    database: Database
    inbox: SqlInbox
    outbound: SqlOutboundBook
    jobs: Jobs
    conversations: SqlConversationBook
    sender: Sender
    messengers: MutableMapping[str, Messenger]
    handlers: MutableMapping[str, Handler]
    subscriptions: SqlSubscriptionBook
    sweeper: DigestSweeper
    answering: Answering
    afterwards: BesideTheJobs
    sweep_s: float = SWEEP_S
    desk: Desk | None = None
    tidiers: list[Callable[[], Awaitable[object]]] = field(default_factory=list)
    sweepers: list[Callable[[], Awaitable[object]]] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def begin(self) -> None:
        """Start to work, beside whatever else this process does."""
        self._tasks = [
            asyncio.create_task(self.jobs.work(Attempts(self.inbox, self.handlers)), name="jobs"),
            asyncio.create_task(self._tidy(), name="tidy"),
            asyncio.create_task(self._sweep(), name="sweep"),
        ]
        if self.desk is not None:
            self._tasks.append(asyncio.create_task(self._watch_deadlines(self.desk), name="deadlines"))

    async def end(self, within_s: float) -> None:
        """Begin nothing new, let what runs end within ``within_s`` seconds, leave the rest."""
        await self.jobs.stop(within_s)
        await self.afterwards.end(min(within_s, AFTERWARDS_S))
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSE_S)
        self._tasks.clear()

    @property
    def broken(self) -> bool:
        """Whether something of it ended that should go on."""
        return any(task.done() for task in self._tasks)

    async def _watch_deadlines(self, desk: Desk) -> None:
        while True:
            with contextlib.suppress(BedsideError):
                await deadlines.look(desk)
            await asyncio.sleep(DEADLINES_S)

    async def _tidy(self) -> None:
        while True:
            with contextlib.suppress(BedsideError):
                for tidy in (self.inbox.tidy, self.sweeper.tidy, *self.tidiers):
                    await tidy()
                structlog.get_logger("bedside.jobs").debug("tidied")
            await asyncio.sleep(TIDY_S)

    async def _sweep(self) -> None:
        while True:
            for sweep in (self.sweeper.sweep, *self.sweepers):
                with contextlib.suppress(BedsideError):  # the next sweep finds what this one did not
                    await sweep()
            await asyncio.sleep(self.sweep_s)


def equip(
    database: Database,
    jobs: Jobs,
    cipher: Cipher,
    clock: Clock,
    service: Service,
    *,
    retry: Retry = USUAL,
    inbox: SqlInbox | None = None,
) -> Workshop:
    """Put a workshop together; no platform is connected yet.

    ``inbox`` where something else leaves work in it, such as the desk its notices.
    """
    inbox = inbox or SqlInbox(database, jobs, cipher, clock)
    if isinstance(jobs, EmbeddedJobs):
        jobs.backlog = inbox.backlog
    conversations = SqlConversationBook(database, clock)
    messengers: dict[str, Messenger] = {}
    outbound = SqlOutboundBook(database, clock)
    sender = Sender(outbound, conversations, messengers)
    afterwards = BesideTheJobs(inbox, clock)
    answering = Answering(service, sender, afterwards)
    handlers: dict[str, Handler] = {
        REQUEST: Requests(answering, retry),
        ADVICE: Concluding(answering, retry),
    }
    subscriptions = SqlSubscriptionBook(database, clock)
    if service.digests is not None:
        sending = DigestSending(service.digests, subscriptions, conversations, sender, clock)
        handlers[dispatches.KIND] = dispatches.Digesting(sending)
    sweeper = DigestSweeper(database, inbox, clock)
    desk = service.desk
    workshop = Workshop(
        database,
        inbox,
        outbound,
        jobs,
        conversations,
        sender,
        messengers,
        handlers,
        subscriptions,
        sweeper,
        answering,
        afterwards,
        desk=desk,
    )
    reaching = Reaching(desk_of(service.pack.organization), conversations, sender)
    if desk is not None:
        handlers[NOTICE.name] = Telling(NOTICE, NoticeSending(desk, reaching).send)
        handlers[CASE_NOTICE.name] = Telling(CASE_NOTICE, CaseSending(desk, reaching).send)
        workshop.tidiers.append(desk.books.drafts.tidy)
    if service.own is not None:
        handlers[REMINDER.name] = Telling(REMINDER, ReminderSending(service.own, reaching, clock).send)
        workshop.sweepers.append(ReminderSweeper(database, inbox, clock).sweep)
    return workshop
