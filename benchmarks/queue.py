"""How fast events are accepted and answered on each database, and what waiting costs.

``python -m benchmarks.queue [sqlite] [postgresql] [--quick]``. For PostgreSQL it starts a private server,
where its programs are installed. The platform is a stand-in in this process that answers at once.
"""

import argparse
import asyncio
import os
import resource
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import count
from pathlib import Path

import structlog

from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database, open_database
from adapters.database.inbox import SqlInbox, Work
from adapters.database.migrate import migrate
from adapters.database.writing import Transaction
from adapters.jobs.attempt import Retry
from adapters.jobs.embedded import EmbeddedJobs
from adapters.jobs.procrastinate import ProcrastinateJobs
from adapters.keys import Cipher, Ed25519Signer
from adapters.workshop import Workshop, equip
from bot.delivery import Conversation, Event
from bot.service import Service
from tests.builders import a_pack, a_rule, an_event
from tests.fakes import FakeFingerprinter, FakeMessenger
from tests.postgresql import private_server

DRAFT = "A gadget for everyone on the ward. " * 14
STEADY_PER_S = 20
STEADY_S = 15


def an(number: int, rooms: int = 200) -> Event:
    return an_event(f"fake:event:{number}", DRAFT, Conversation("fake", "mercy", f"C{number % rooms}"))


class Nothing:
    """Work that does nothing but note when it was done."""

    retry = Retry()

    def __init__(self) -> None:
        self.done: dict[str, float] = {}

    async def handle(self, key: str, work: str) -> None:
        self.done[key] = time.perf_counter()

    async def give_up(self, key: str, work: str) -> None:
        raise AssertionError(key)


@asynccontextmanager
async def workshop(url: str, concurrency: int = 8) -> AsyncIterator[tuple[Workshop, Database, Nothing]]:
    migrate(url)
    database = open_database(url)
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), SystemClock())
    service = Service(a_pack(a_rule({"phrases": ["gadget"]})), log, FakeFingerprinter(), SystemClock())
    jobs = (
        EmbeddedJobs(SystemClock(), concurrency=concurrency)
        if database.on_sqlite
        else ProcrastinateJobs(database.url, concurrency=concurrency)
    )
    made = equip(database, jobs, Cipher([bytes(32)]), SystemClock(), service)
    made.messengers["fake"] = FakeMessenger()
    nothing = made.handlers["nothing"] = Nothing()
    try:
        yield made, database, nothing
    finally:
        await database.close()


def disk_alone(folder: Path) -> None:
    """The floor under every commit: one write and one sync of the disk, at the same pace."""
    took = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(STEADY_PER_S * STEADY_S):
            time.sleep(1 / STEADY_PER_S)
            file.write(bytes(8192))
            file.flush()
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - start)
    tell_spread(f"the disk alone: a sync of 8 KB at {STEADY_PER_S}/s", took)


async def accept_burst(url: str, total: int, at_a_time: int) -> None:
    """Nobody works; events are accepted as fast as that goes."""
    async with workshop(url) as (made, _, _):
        numbers = iter(range(total))
        begun, cpu = time.perf_counter(), time.process_time()

        async def hand_in() -> None:
            for number in numbers:
                await made.inbox.accept(an(number))

        await asyncio.gather(*(hand_in() for _ in range(at_a_time)))
        tell_burst(f"accept, {at_a_time} at a time, nobody working", total, begun, cpu)


async def accept_steady(url: str) -> None:
    """Twenty a second, a third of them twice, each answered by the same process meanwhile."""
    async with workshop(url) as (made, _, _):
        made.begin()
        took: list[float] = []
        begun, total = time.perf_counter(), STEADY_PER_S * STEADY_S
        messenger = made.messengers["fake"]

        async def hand_in(number: int) -> None:
            for _ in range(2 if number % 3 == 0 else 1):
                start = time.perf_counter()
                await made.inbox.accept(an(number))
                took.append(time.perf_counter() - start)

        tasks = []
        for number in range(total):
            await asyncio.sleep(max(0.0, begun + number / STEADY_PER_S - time.perf_counter()))
            tasks.append(asyncio.create_task(hand_in(number)))
        await asyncio.gather(*tasks)
        await until_done(made, total)
        tell_spread(f"accept at {STEADY_PER_S}/s, a third sent twice, answered meanwhile", took)
        assert isinstance(messenger, FakeMessenger)
        assert len(messenger.messages) == total
        await made.end(5)


async def add(inbox: SqlInbox, work: Sequence[Work], connection: Transaction) -> None:
    """A step that keeps work of ours."""
    for item in work:
        await inbox.add(connection, item)


async def jobs_burst(url: str, total: int) -> None:
    """Jobs that do nothing: what the engine and the inbox cost."""
    async with workshop(url, concurrency=10) as (made, database, _):
        work = [Work(f"n:{n}", "nothing", f"l{n % 500}", "x") for n in range(total)]
        for at in range(0, total, 100):
            await database.write(partial(add, made.inbox, work[at : at + 100]))
        begun, cpu = time.perf_counter(), time.process_time()
        made.begin()
        await until_done(made, total)
        tell_burst("accepted to done, a burst of empty jobs", total, begun, cpu)
        await made.end(5)


async def jobs_steady(url: str) -> None:
    """From accepted to done at twenty a second."""
    async with workshop(url) as (made, database, nothing):
        made.begin()
        await asyncio.sleep(1)
        given: dict[str, float] = {}
        begun, total = time.perf_counter(), STEADY_PER_S * STEADY_S
        for n in range(total):
            await asyncio.sleep(max(0.0, begun + n / STEADY_PER_S - time.perf_counter()))
            item = Work(f"n:{n}", "nothing", f"l{n}", "x")
            await database.write(partial(add, made.inbox, [item]))
            given[item.key] = time.perf_counter()
            made.inbox.committed(item)
        await until_done(made, total)
        spread = [nothing.done[key] - at for key, at in given.items()]
        tell_spread(f"accepted to done at {STEADY_PER_S}/s", spread)
        await made.end(5)


async def answers_burst(url: str, total: int) -> None:
    """Whole answers: placeholder, review, decision, update."""
    async with workshop(url) as (made, _, _):
        for number in range(total):
            await made.inbox.accept(an(number))
        begun, cpu = time.perf_counter(), time.process_time()
        made.begin()
        await until_done(made, total)
        tell_burst("whole answers, a burst", total, begun, cpu)
        await made.end(5)


async def idle(url: str, seconds: float = 15.0) -> None:
    """What a process costs that has nothing to do."""
    async with workshop(url) as (made, _, _):
        made.begin()
        await asyncio.sleep(2)
        before = resource.getrusage(resource.RUSAGE_SELF)
        await asyncio.sleep(seconds)
        after = resource.getrusage(resource.RUSAGE_SELF)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        tell("idle, of one core", 100 * used / seconds, " %")
        await made.end(5)


async def until_done(made: Workshop, total: int) -> None:
    async with asyncio.timeout(240):
        while (await made.inbox.counts()).get("done", 0) < total:
            await asyncio.sleep(0.1)


def tell(what: str, figure: float, unit: str) -> None:
    print(f"  {what:<62} {figure:8.1f}{unit}   {load()}", flush=True)


def tell_burst(what: str, total: int, begun: float, cpu: float) -> None:
    """A rate, and what one cost this process: the second hardly depends on who else uses the machine."""
    each = 1000 * (time.process_time() - cpu) / total
    tell(what, total / (time.perf_counter() - begun), f"/s   {each:.2f} ms CPU each")


def tell_spread(what: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles(seconds, n=100)
    told = f"p50 {1000 * cuts[49]:.1f}  p99 {1000 * cuts[98]:.1f}  max {1000 * max(seconds):.1f} ms"
    print(f"  {what:<62} {told}   {load()}", flush=True)


def load() -> str:
    """How busy the machine was in the last minute, ourselves included: it belongs to every figure."""
    return f"load {os.getloadavg()[0]:.1f}"


def run(fresh: Callable[[], str], scale: int) -> None:
    print(f"  at the start, {load()}")
    asyncio.run(accept_burst(fresh(), 3000 // scale, 1))
    asyncio.run(accept_burst(fresh(), 3000 // scale, 8))
    asyncio.run(accept_steady(fresh()))
    asyncio.run(jobs_burst(fresh(), 3000 // scale))
    asyncio.run(jobs_steady(fresh()))
    asyncio.run(answers_burst(fresh(), 1000 // scale))
    asyncio.run(idle(fresh()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    scale = 5 if asked.quick else 1
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    if "sqlite" in asked.databases:
        with tempfile.TemporaryDirectory() as folder:
            numbers = count()
            print(f"SQLite, {folder}")
            disk_alone(Path(folder))
            run(lambda: f"sqlite:///{folder}/{next(numbers)}.db", scale)
    if "postgresql" in asked.databases:
        with private_server(synced=True) as server:
            print("PostgreSQL, synced, on the same cores")
            run(server.database, scale)


if __name__ == "__main__":
    main()
