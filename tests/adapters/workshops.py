"""Workshops over a real database and a platform in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.jobs.attempt import Retry
from adapters.jobs.embedded import EmbeddedJobs
from adapters.jobs.port import Jobs
from adapters.jobs.procrastinate import ProcrastinateJobs
from adapters.keys import Cipher, Ed25519Signer
from adapters.workshop import Workshop, equip
from bot.service import Service
from tests.builders import a_pack, a_rule
from tests.fakes import FakeFingerprinter, FakeMessenger
from tests.waiting import until_told

CIPHER = Cipher([bytes(32)])
SOON = Retry(attempts=3, first_s=0.05, factor=1.0)


def engine_for(database: Database, **more: float) -> Jobs:
    if database.on_sqlite:
        return EmbeddedJobs(SystemClock(), poll_s=0.2)
    return ProcrastinateJobs(database.url, **{"heartbeat_s": 0.3, "dead_after_s": 1.0, **more})  # type: ignore[arg-type]


def a_workshop(
    database: Database,
    platform: FakeMessenger | None = None,
    jobs: Jobs | None = None,
    retry: Retry = SOON,
) -> Workshop:
    """A workshop whose service blocks gadgets, on the fake platform."""
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), SystemClock())
    service = Service(a_pack(a_rule({"phrases": ["gadget"]})), log, FakeFingerprinter(), SystemClock())
    workshop = equip(database, jobs or engine_for(database), CIPHER, SystemClock(), service, retry=retry)
    workshop.messengers["fake"] = platform or FakeMessenger()
    return workshop


@asynccontextmanager
async def at_work(workshop: Workshop, drain_s: float = 5.0) -> AsyncIterator[Workshop]:
    workshop.begin()
    try:
        yield workshop
    finally:
        await workshop.end(drain_s)


async def until_ended(workshop: Workshop, count: int) -> dict[str, int]:
    """Wait until so much work is done or dead."""

    async def ended() -> dict[str, int]:
        counts = await workshop.inbox.counts()
        return counts if counts.get("done", 0) + counts.get("dead", 0) >= count else {}

    return await until_told(ended)
