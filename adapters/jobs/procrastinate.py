"""The engine for PostgreSQL: Procrastinate, its jobs enqueued in the inbox's own transaction."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import structlog
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.worker import Worker
from sqlalchemy.engine import URL

from adapters.database.chain import moment
from adapters.database.engine import CLIENT, LIMITS, options
from adapters.database.writing import Transaction
from adapters.jobs.port import Attempt, Ticket
from bot.errors import BedsideError

QUEUE = "bedside"
TASK = "bedside.attempt"
POLL_S = 0.2
"""A notification starts a new job at once; polling finds retries, and jobs whose conversation became free."""
HEARTBEAT_S = 5.0
DEAD_AFTER_S = 30.0
"""A worker without a heartbeat for so long is taken for dead, and its jobs go to another."""
RECONNECT_S = 1.0
UNWIND_S = 3.0
"""How long a stop waits, beyond what it was given, for attempts that were broken off to be written down."""
LOST_AFTER_S = 60.0

_PLANS = " ".join(
    f"-c enable_{way}=off" for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "material", "sort")
)
"""A queue is empty whenever PostgreSQL counts its rows, so that it plans for an empty one and a backlog of
3,000 is worked off at 15 jobs/s. Left with nothing but the indexes it finds 3,000 to 4,000 jobs/s."""

_LOST = """
SELECT event_key, lock FROM inbox
WHERE state = 'waiting' AND due_at < %(before)s
AND NOT EXISTS (SELECT FROM procrastinate_jobs WHERE args->>'key' = event_key)
ORDER BY received_at LIMIT 1000
"""
"""A frozen worker that wakes ends a job that another does meanwhile; should that die, it is found here."""


_OURS = "SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = %(worker)s"


class Again(Exception):  # a signal to Procrastinate, not an error
    """The attempt is to be repeated after ``after`` seconds."""

    def __init__(self, after: float) -> None:
        super().__init__("again")
        self.after = after


class _ByAttempt(BaseRetryStrategy):
    """When to try again is decided by the attempt; whatever broke it from outside is tried again soon."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        after = exception.after if isinstance(exception, Again) else RECONNECT_S
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=after))


def told(url: URL) -> dict[str, Any]:
    """What each connection of the job engine is told when it is opened.

    What a crash of the server forgets here is only done again; the inbox's own commits are synced.
    """
    return {**CLIENT, "options": options(url, f"{LIMITS} -c synchronous_commit=off {_PLANS}")}


class ProcrastinateJobs:
    """Implements ``adapters.jobs.port.Jobs`` on PostgreSQL; any number of processes may work."""

    def __init__(
        self,
        url: URL,
        *,
        concurrency: int = 8,
        heartbeat_s: float = HEARTBEAT_S,
        dead_after_s: float = DEAD_AFTER_S,
        pool: int = 4,
    ) -> None:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connector = PsycopgConnector(
            conninfo=address,
            min_size=2,
            max_size=pool,
            timeout=10.0,
            kwargs=told(url),
        )
        self._app = App(connector=self._connector)
        self._concurrency = concurrency
        self._heartbeat_s = heartbeat_s
        self._dead_after_s = dead_after_s
        self._attempt: Attempt | None = None
        self._worker: Worker | None = None
        self._opening: asyncio.Task[object] | None = None
        self._running: set[int] = set()
        self._adrift: set[int] = set()
        self._stopping = asyncio.Event()
        self._ended = asyncio.Event()
        self._app.task(name=TASK, queue=QUEUE, retry=_ByAttempt(), pass_context=True)(self._run)
        self._log = structlog.get_logger("bedside.jobs")

    async def enqueue(self, connection: Transaction, ticket: Ticket) -> None:
        """Add the job on the caller's own connection."""
        pooled: Any = connection  # on PostgreSQL it is SQLAlchemy's
        raw = (await pooled.get_raw_connection()).driver_connection
        configured = self._app.configure_task(
            TASK, queue=QUEUE, lock=ticket.lock, schedule_at=ticket.due_at, connection=raw
        )
        await configured.defer_async(key=ticket.key)

    def committed(self, ticket: Ticket) -> None:
        """Nothing to do: the database notifies every worker."""

    async def work(self, attempt: Attempt) -> None:
        """Do jobs until ``stop``; a database that goes away and comes back is waited for."""
        self._attempt = attempt
        try:
            while not self._stopping.is_set():
                try:
                    await self._work_while_connected()
                except Exception as error:  # noqa: BLE001 - whatever it is, the worker comes back
                    self._log.warning("worker_broke_off", exc_info=error)
                if not self._stopping.is_set():
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(RECONNECT_S):
                            await self._stopping.wait()
        finally:
            self._ended.set()

    async def stop(self, within_s: float) -> None:
        """Begin nothing new; attempts that last longer than ``within_s`` are broken off and tried again."""
        self._stopping.set()
        if self._attempt is None:
            return
        if self._worker is not None:
            self._worker.shutdown_graceful_timeout = within_s
            self._worker.stop()  # type: ignore[no-untyped-call]
        elif self._opening is not None:
            self._opening.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s + UNWIND_S):
                await self._ended.wait()

    async def _work_while_connected(self) -> None:
        try:
            if await self._connected():
                await self._work()
        finally:
            await self._app.close_async()

    async def _connected(self) -> bool:
        """Wait for the database; False when a stop came first, which a worker begun now would not hear of."""
        self._opening = asyncio.create_task(self._connector.open_async())
        try:
            await asyncio.wait({self._opening})
            if self._opening.cancelled():
                return False
            self._opening.result()
            return not self._stopping.is_set()
        finally:
            self._opening.cancel()
            self._opening = None

    async def _work(self) -> None:
        self._worker = Worker(
            self._app,
            queues=[QUEUE],
            concurrency=self._concurrency,
            fetch_job_polling_interval=POLL_S,
            abort_job_polling_interval=60.0,
            delete_jobs="always",
            install_signal_handlers=False,
            update_heartbeat_interval=self._heartbeat_s,
            stalled_worker_timeout=self._dead_after_s,
            shutdown_graceful_timeout=self._dead_after_s,
        )
        reaper = asyncio.create_task(self._reap(self._worker))
        try:
            await self._worker.run()  # type: ignore[no-untyped-call]
        finally:
            self._worker = None
            reaper.cancel()
            await asyncio.gather(reaper, return_exceptions=True)

    async def _run(self, context: JobContext, key: str) -> None:
        number = context.job.id or 0
        self._running.add(number)
        try:
            again = await self._attempt(key) if self._attempt is not None else RECONNECT_S
        except BedsideError:
            again = RECONNECT_S
        finally:
            self._running.discard(number)
        if again is not None:
            raise Again(again)

    async def _reap(self, worker: Worker) -> None:
        """Give what dead workers left to the living. Every worker does it.

        It looks for its worker each time, since a cancellation is lost when a line breaks at that moment.
        """
        while self._worker is worker:
            with contextlib.suppress(ConnectorException, psycopg.Error, OSError):
                await self._resume_stalled()
                await self._resume_adrift()
                await self._enqueue_lost()
            await asyncio.sleep(self._heartbeat_s)

    async def _resume_stalled(self) -> None:
        stalled = await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._dead_after_s)
        for job in stalled:
            with contextlib.suppress(ConnectorException):  # another worker was faster
                await self._app.job_manager.retry_job(job)
                self._log.warning("stalled_job_resumed", id=job.task_kwargs.get("key"))

    async def _resume_adrift(self) -> None:
        """Jobs of this living worker that it does not run: the database was away when they ended.

        One is taken up when it was found so twice: a job that begins or ends looks the same for a moment.
        """
        worker = self._worker.worker_id if self._worker is not None else None
        rows = await self._connector.execute_query_all_async(_OURS, worker=worker)
        found = {row["id"] for row in rows} - self._running
        for number in found & self._adrift:
            with contextlib.suppress(ConnectorException):
                await self._app.job_manager.retry_job_by_id_async(number, retry_at=datetime.now(UTC))
                self._log.warning("job_adrift_resumed", count=number)
        self._adrift = found

    async def _enqueue_lost(self) -> None:
        before = moment(datetime.now(UTC) - timedelta(seconds=LOST_AFTER_S))
        for row in await self._connector.execute_query_all_async(_LOST, before=before):
            configured = self._app.configure_task(TASK, queue=QUEUE, lock=row["lock"])
            await configured.defer_async(key=row["event_key"])
            self._log.warning("lost_job_enqueued", id=row["event_key"])
