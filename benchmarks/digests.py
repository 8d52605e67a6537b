"""What 5,000 subscriptions for Monday at nine cost: to make, to wait, the hour itself, an outage.

``python -m benchmarks.digests [sqlite] [postgresql]``. For PostgreSQL it starts a private server, where its
programs are installed. Jobs are enqueued and nobody works on them.
"""

import argparse
import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from datetime import time as hour

import structlog

from adapters.database.digest_sweep import DigestSweeper
from adapters.database.engine import open_database
from adapters.database.inbox import SqlInbox
from adapters.database.migrate import migrate
from adapters.database.subscription_book import SqlSubscriptionBook
from bot.delivery import Conversation
from bot.schedule import Schedule
from tests.adapters.workshops import CIPHER, engine_for
from tests.fakes import FixedClock
from tests.postgresql import private_server

MANY = 5_000
AT_A_TIME = 50
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
NINE_IN_CHICAGO = datetime(2026, 11, 30, 15, tzinfo=UTC)
SWEEP_S = 15


async def measure(url: str) -> None:
    migrate(url)
    database, clock = open_database(url), FixedClock(THURSDAY)
    book = SqlSubscriptionBook(database, clock)
    sweeper = DigestSweeper(database, SqlInbox(database, engine_for(database), CIPHER, clock), clock)
    await book.approve("mercy", "ann")
    try:
        await _subscribe(book)
        await _wait(sweeper)
        await _the_hour(sweeper, clock)
        await _after_an_outage(sweeper, clock)
    finally:
        await database.close()


async def _subscribe(book: SqlSubscriptionBook) -> None:
    nine = Schedule(0, hour(9), "America/Chicago")
    begun = time.perf_counter()
    for start in range(0, MANY, AT_A_TIME):
        places = [Conversation("fake", f"T{n % 7}", f"C{n:05}") for n in range(start, start + AT_A_TIME)]
        await asyncio.gather(*(book.subscribe(place, "mercy", nine) for place in places))
    print(f"  {MANY / (time.perf_counter() - begun):8.0f} /s    subscribe, {AT_A_TIME} at a time")


async def _wait(sweeper: DigestSweeper, times: int = 200) -> None:
    begun = time.process_time()
    for _ in range(times):
        await sweeper.sweep()
    print(f"  {1000 * (time.process_time() - begun) / times:8.1f} ms    CPU of a sweep that finds nothing")


async def _the_hour(sweeper: DigestSweeper, clock: FixedClock) -> None:
    counts, longest, begun = [], 0.0, time.perf_counter()
    for second in range(0, 615, SWEEP_S):
        clock.move(NINE_IN_CHICAGO + timedelta(seconds=second) - clock.now())
        start = time.perf_counter()
        counts.append((await sweeper.sweep()).queued)
        longest = max(longest, time.perf_counter() - start)
    whole = time.perf_counter() - begun
    print(f"  {sum(counts):8}       digests queued in ten minutes, at most {max(counts)} in {SWEEP_S} s")
    print(f"  {longest:8.2f} s     the longest of these sweeps; {whole:.1f} s for all")


async def _after_an_outage(sweeper: DigestSweeper, clock: FixedClock) -> None:
    clock.move(timedelta(days=7, minutes=20))
    begun = time.perf_counter()
    swept = await sweeper.sweep()
    took = time.perf_counter() - begun
    print(f"  {swept.queued / took:8.0f} /s    {swept.queued} at once after an outage")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digests")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    chosen = parser.parse_args().databases
    structlog.configure(processors=[_silent])
    if "sqlite" in chosen:
        print("SQLite")
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(measure(f"sqlite:///{folder}/bedside.db"))
    if "postgresql" in chosen:
        print("PostgreSQL")
        with private_server(synced=True) as server:
            asyncio.run(measure(server.database()))


def _silent(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    main()
