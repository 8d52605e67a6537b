"""A worker as a process of its own: real database, real engine, the platform of ``platform.py``.

``python -m tests.faults.worker URL PLATFORM_PORT [accept FIRST COUNT]``; settings come as JSON in
``FAULTS``: ``die_at`` names the step boundary after so many ``passes`` of which the process ends at once,
``clock`` a file that says what time it is, ``sweep_s`` how often to look for digests that are due; the
time of the last look is then written beside the clock.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import open_database
from adapters.database.personal_book import SqlPersonalBook
from adapters.database.subscription_book import SqlSubscriptionBook
from adapters.jobs.attempt import Retry
from adapters.jobs.embedded import EmbeddedJobs
from adapters.jobs.news import REMINDER
from adapters.jobs.procrastinate import ProcrastinateJobs
from adapters.keys import Cipher, Ed25519Signer
from adapters.last_resort import CLOSE_S, LastResort
from adapters.workshop import Workshop, equip
from bot.cards import Card, as_text
from bot.delivery import Conversation, Found, Missing, Opened, Pace, Paces, Posted, Sent, Unknown, Updated
from bot.digests import Digests
from bot.errors import NotAccepted
from bot.ports import Clock
from bot.service import Service
from tests.builders import an_event
from tests.digests import a_tip_pack
from tests.fakes import FakeFingerprinter

TOLD: dict[str, Any] = json.loads(os.environ.get("FAULTS", "{}"))
ROOMS = 40
DRAIN_S = 5


class ToldClock:
    """The time that stands in a file, for a wall clock that is set forward and back."""

    def __init__(self, file: str) -> None:
        self._file = Path(file)

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text("utf-8"))


def noting_the_time(sweep: Callable[[], Awaitable[Any]], clock: Clock) -> Callable[[], Awaitable[Any]]:
    """``sweep``, which writes down when it began once it is through."""

    async def swept() -> Any:
        now = clock.now()
        done = await sweep()
        if "clock" in TOLD:
            Path(TOLD["clock"]).with_suffix(f".swept-{os.getpid()}").write_text(now.isoformat(), "utf-8")
        return done

    return swept


class TcpMessenger:
    """Speaks to the platform over TCP; a line that is cut is an unknown outcome."""

    platform = "fake"
    paces = Paces(Pace(10_000, 10_000), Pace(10_000, 10_000))

    def __init__(self, port: int) -> None:
        self._port = port

    def parts(self, card: Card) -> int:
        return 1

    async def post(self, conversation: Conversation, card: Card, key: str) -> Posted:
        boundary("before_post")
        answer = await self._ask(do="post", key=key, to=conversation.id, text=as_text(card))
        boundary("after_post")
        return Sent(answer["id"]) if answer else Unknown("cut")

    async def update(self, conversation: Conversation, message_id: str, card: Card) -> Updated:
        boundary("before_update")
        answer = await self._ask(do="update", id=message_id, text=as_text(card))
        boundary("after_update")
        if answer is None:
            return Unknown("cut")
        return Sent(message_id) if answer else Missing()

    async def find(self, conversation: Conversation, key: str) -> Found:
        answer = await self._ask(do="find", key=key)
        if answer is None or "unknown" in answer:
            return Unknown("cannot_look")
        return Sent(answer["id"]) if answer["id"] else Missing()

    async def private(self, conversation: Conversation, person: str) -> Opened:
        return Conversation("fake", conversation.tenant, f"dm-{person}")

    async def direct(self, conversation: Conversation, person: str) -> Opened:
        return await self.private(conversation, person)

    async def _ask(self, **what: str) -> dict[str, Any] | None:
        try:
            async with asyncio.timeout(5):
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                writer.write(json.dumps(what).encode() + b"\n")
                line = await reader.readline()
                writer.close()
        except (OSError, TimeoutError):
            return None
        return json.loads(line) if line else None  # type: ignore[no-any-return]


_passes: dict[str, int] = {}


def boundary(name: str) -> None:
    """End at once, as ``kill -9`` would, when this boundary is passed often enough."""
    _passes[name] = _passes.get(name, 0) + 1
    if TOLD.get("die_at") == name and _passes[name] >= TOLD.get("passes", 1):
        os.kill(os.getpid(), signal.SIGKILL)


def ending_at(name: str, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """``call`` with a boundary before and after it."""

    async def called(*arguments: Any, **more: Any) -> Any:
        boundary(f"before_{name}")
        result = await call(*arguments, **more)
        boundary(f"after_{name}")
        return result

    return called


def a_workshop(url: str, port: int) -> Workshop:
    database = open_database(url, busy_timeout_s=5)
    clock: Clock = ToldClock(TOLD["clock"]) if "clock" in TOLD else SystemClock()
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), clock)
    log.record = ending_at("record", log.record)  # type: ignore[method-assign]
    pack, cipher = a_tip_pack(), Cipher([bytes(32)])
    digests = Digests(pack, log, SqlSubscriptionBook(database, clock), clock)
    personal = SqlPersonalBook(database, log, cipher, clock)
    service = Service(pack, log, FakeFingerprinter(), clock, digests=digests, personal=personal)
    if database.on_sqlite:
        jobs: Any = EmbeddedJobs(clock)
    else:
        jobs = ProcrastinateJobs(database.url, heartbeat_s=0.5, dead_after_s=TOLD.get("dead_after_s", 2.0))
    retry = Retry(attempts=30, first_s=0.1, factor=1.5, most_s=2.0)
    workshop = equip(database, jobs, cipher, clock, service, retry=retry)
    workshop.handlers[REMINDER.name].retry = retry  # type: ignore[misc]
    workshop.sweeper.sweep = noting_the_time(workshop.sweeper.sweep, clock)  # type: ignore[method-assign]
    workshop.sweep_s = TOLD.get("sweep_s", workshop.sweep_s)
    workshop.messengers["fake"] = TcpMessenger(port)
    for name in ("accept", "add", "take", "done"):
        setattr(workshop.inbox, name, ending_at(name, getattr(workshop.inbox, name)))
    personal.write = ending_at("write", personal.write)  # type: ignore[method-assign]
    return workshop


async def accept(workshop: Workshop, first: int, count: int) -> None:
    """Hand events in until each is acknowledged, as a platform does; say which were."""
    for number in range(first, first + count):
        room = Conversation("fake", "mercy", f"C{number % ROOMS}")
        while True:
            try:
                await workshop.inbox.accept(an_event(f"fake:event:{number}", where=room))
                break
            except NotAccepted:
                await asyncio.sleep(0.2)
        print(number, flush=True)


async def hand_in(workshop: Workshop, first: int = 0, count: int = 0) -> None:
    await accept(workshop, first, count)
    print("ready", flush=True)


async def main() -> None:
    url, port, *more = sys.argv[1:]
    workshop = a_workshop(url, int(port))
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    if TOLD.get("work", True):
        workshop.begin()
    accepting = asyncio.create_task(hand_in(workshop, *map(int, more[1:])))
    await stopped.wait()
    LastResort(DRAIN_S + CLOSE_S).arm()
    accepting.cancel()  # a database that is gone for good takes in nothing more
    await workshop.end(DRAIN_S)


if __name__ == "__main__":
    asyncio.run(main())
