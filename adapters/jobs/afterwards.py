"""Goes on with an event beside the jobs: a model that hangs takes no worker's place.

Before it begins, a job is left that concludes the event a while later, should this process be gone by then.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from adapters.database.inbox import SqlInbox, Work
from adapters.jobs import payload
from adapters.jobs.attempt import Retry
from bot.answering import Answering
from bot.delivery import Event
from bot.errors import BedsideError
from bot.ports import Clock

ADVICE = "advice"
"""The kind of work in the inbox."""

GRACE = timedelta(seconds=20)
"""How long after its answer an event is concluded by a job, if nobody did."""


class BesideTheJobs:
    """Implements ``bot.ports.Afterwards``."""

    def __init__(self, inbox: SqlInbox, clock: Clock, grace: timedelta = GRACE) -> None:
        self._inbox = inbox
        self._clock = clock
        self._grace = grace
        self._tasks: set[asyncio.Task[None]] = set()
        self._log = structlog.get_logger("bedside.model")

    async def promise(self, event: Event) -> None:
        """Leave the job; its lock is its own, since it waits and nothing should wait for it."""
        key = _key_of(event)
        due = self._clock.now() + self._grace
        await self._inbox.leave(Work(key, ADVICE, key, payload.write(event), due))

    def begin(self, event: Event, work: Callable[[], Awaitable[None]]) -> None:
        """Do it as a task of its own."""
        task = asyncio.create_task(self._done(event, work), name="advice")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _done(self, event: Event, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
            await self._inbox.done(_key_of(event))
        except BedsideError as error:  # the job comes
            self._log.warning("advice_not_told", id=event.key, kind=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end in silence
            self._log.error("advice_failed", id=event.key, kind=type(error).__name__)

    async def end(self, within_s: float) -> None:
        """Let what runs end within ``within_s`` seconds; jobs conclude the rest after the next start."""
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=within_s)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)


class Concluding:
    """Does the job that was left."""

    def __init__(self, answering: Answering, retry: Retry) -> None:
        self.retry = retry
        self._answering = answering

    async def handle(self, key: str, work: str) -> None:
        """Conclude the event; does nothing where that was done."""
        await self._answering.conclude(payload.read(work))

    async def give_up(self, key: str, work: str) -> None:
        """The deterministic answer stands; nobody is waiting."""


def _key_of(event: Event) -> str:
    return f"{event.key}:advice"
