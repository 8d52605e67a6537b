"""The engine inside the one process that serves an SQLite file: the inbox itself is the queue.

One task a conversation does its jobs in their order; a new one is begun the moment it was committed.
Nothing is lost with the process: the next one reads the inbox at its start.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import structlog

from adapters.database.writing import Transaction
from adapters.jobs.port import Attempt, Ticket
from bot.errors import BedsideError
from bot.ports import Clock

POLL_S = 5.0
"""How often the inbox is looked at for work that another process left there, such as the command line."""
RETRY_S = 2.0
"""How long to wait when the database cannot even be asked what there is to do."""
BURST, BURST_S = 8, 0.05
"""So many jobs within so many seconds are a burst: more is coming in than one process answers."""
COURTESY_S = 1.0
"""How long a free place lets a burst go first: platforms wait seconds to be acknowledged, people longer."""
LONGEST_WAIT_S = 3600.0
"""No job waits longer than this for its time, whatever the clock on the wall was set to meanwhile."""

Backlog = Callable[[], AsyncIterator[Ticket]]
"""Reads what the inbox holds unfinished, oldest first."""


@dataclass(slots=True)
class _Waiting:
    key: str
    at: float


class EmbeddedJobs:
    """Implements ``adapters.jobs.port.Jobs`` in this process."""

    def __init__(self, clock: Clock, *, concurrency: int = 8, poll_s: float = POLL_S) -> None:
        self._clock = clock
        self._free = asyncio.Semaphore(concurrency)
        self._poll_s = poll_s
        self._queues: dict[str, deque[_Waiting]] = {}
        self._known: set[str] = set()
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._latest: deque[float] = deque(maxlen=BURST)
        self._stopped = asyncio.Event()
        self._attempt: Attempt | None = None
        self.backlog: Backlog | None = None

    async def enqueue(self, connection: Transaction, ticket: Ticket) -> None:
        """Nothing to do: the row in the inbox is the job."""

    def committed(self, ticket: Ticket) -> None:
        """Begin as soon as its conversation is free."""
        if self._attempt is None or self._stopped.is_set() or ticket.key in self._known:
            return
        wait, now = 0.0, time.monotonic()
        if ticket.due_at is not None:
            wait = (ticket.due_at - self._clock.now()).total_seconds()
        at = now + min(max(wait, 0.0), LONGEST_WAIT_S)
        self._latest.append(now)
        self._known.add(ticket.key)
        queue = self._queues.setdefault(ticket.lock, deque())
        queue.append(_Waiting(ticket.key, at))
        if len(queue) == 1:
            task = asyncio.create_task(self._work_off(ticket.lock, queue, self._attempt))
            self._tasks[task] = ticket.lock
            task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def work(self, attempt: Attempt) -> None:
        """Do jobs until ``stop``."""
        self._attempt = attempt
        while not self._stopped.is_set():
            await self._resume()
            await self._pause(self._poll_s)

    async def stop(self, within_s: float) -> None:
        """Begin nothing new; let what runs end within ``within_s`` seconds."""
        self._stopped.set()
        running = list(self._tasks)
        if running:
            _, late = await asyncio.wait(running, timeout=within_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _resume(self) -> None:
        if self.backlog is None:
            return
        try:
            async for ticket in self.backlog():
                self.committed(ticket)
        except BedsideError:
            structlog.get_logger("bedside.jobs").warning("inbox_unreadable")

    async def _work_off(self, lock: str, queue: deque[_Waiting], attempt: Attempt) -> None:
        while queue and not self._stopped.is_set():
            job = queue[0]
            await self._pause(job.at - time.monotonic())
            async with self._free:
                await self._let_pass()
                if self._stopped.is_set():
                    return
                again = await _once(attempt, job.key)
            if again is None:
                queue.popleft()
                self._known.discard(job.key)
            else:
                job.at = time.monotonic() + again
        if not queue:
            del self._queues[lock]

    async def _let_pass(self) -> None:
        """While a burst comes in, accepting it goes before answering it; within bounds."""
        end = time.monotonic() + COURTESY_S
        while (now := time.monotonic()) < end and self._in_a_burst(now):
            await self._pause(BURST_S / 2)

    def _in_a_burst(self, now: float) -> bool:
        return len(self._latest) == BURST and now - self._latest[0] < BURST_S

    async def _pause(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            pass


async def _once(attempt: Attempt, key: str) -> float | None:
    try:
        return await attempt(key)
    except BedsideError:
        return RETRY_S
