"""The database crashes, its lines are slow, cut or silent, its disk is full: no ack is given in vain."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.database.engine import open_database
from adapters.database.migrate import migrate
from adapters.workshop import Workshop
from bot.errors import NotAccepted
from tests.adapters.workshops import a_workshop, at_work, until_ended
from tests.builders import an_event
from tests.faults.killing import rest, start
from tests.faults.kills import assert_whole
from tests.faults.platform import Platform
from tests.faults.proxy import Proxy
from tests.faults.small_disk import small_file_system
from tests.postgresql import NotHere, Server, private_server
from tests.waiting import PATIENCE_S, until

pytestmark = pytest.mark.postgres
EVENTS = 150


async def test_a_server_that_crashes_and_comes_back_loses_nothing(server: Server, platform: Platform):
    url = server.database()
    migrate(url)
    worker = await start(url, platform, "accept", 0, EVENTS)
    begun = time.monotonic()
    try:
        for share in (EVENTS // 3, 2 * EVENTS // 3):
            await until(lambda share=share: len(worker.acknowledged) >= share)
            server.stop(crash=True)
            server.start()
        await asyncio.wait_for(worker.ready.wait(), PATIENCE_S)
        tally = await rest(url, platform, EVENTS, PATIENCE_S)
    finally:
        await worker.kill(15)

    tally.kills, tally.seconds = 2, time.monotonic() - begun
    print(f"\nserver crashed twice: {tally}")
    assert_whole(tally, in_flight=8)


@pytest.mark.parametrize("fault", ["slow", "cut", "silent"])
async def test_lines_that_are_slow_cut_or_silent_lose_nothing(server: Server, platform: Platform, fault: str):
    direct = server.database()
    migrate(direct)
    proxy = Proxy(server.port)
    await proxy.start()
    url = direct.replace(f":{server.port}/", f":{proxy.port}/")
    worker = await start(url, platform, "accept", 0, EVENTS)
    begun = time.monotonic()
    try:
        await until(lambda: len(worker.acknowledged) >= EVENTS // 3)
        if fault == "slow":
            proxy.delay_s = 0.03
            await asyncio.sleep(3)
        elif fault == "silent":
            proxy.silent = True
            await asyncio.sleep(6)
        else:
            for _ in range(5):
                proxy.cut()
                await asyncio.sleep(0.5)
        proxy.delay_s, proxy.silent = 0.0, False
        await asyncio.wait_for(worker.ready.wait(), PATIENCE_S)
        tally = await rest(direct, platform, EVENTS, PATIENCE_S)
    finally:
        await worker.kill(15)
        await proxy.stop()

    tally.kills, tally.seconds = 5, time.monotonic() - begun
    print(f"\nlines {fault}: {tally}")
    assert_whole(tally, in_flight=8)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 120 MB in memory."""
    folder = Path(tempfile.mkdtemp(prefix="bedside-small-"))  # pytest's own folders let no other user in
    try:
        with small_file_system(folder) as within:
            yield within
    except NotHere as reason:
        pytest.skip(str(reason))
    finally:
        folder.rmdir()


async def test_a_server_without_space_accepts_nothing_and_goes_on_when_there_is_some(small_disk: Path):
    try:
        with private_server(within=small_disk) as server:
            await _fill_and_free(server, small_disk)
    except NotHere as reason:
        pytest.skip(str(reason))


async def _fill_and_free(server: Server, folder: Path) -> None:
    url = server.database()
    migrate(url)
    database = open_database(url, busy_timeout_s=10)
    workshop = a_workshop(database)
    for number in range(20):
        await workshop.inbox.accept(an_event(f"fake:event:{number}"))
    ballast = folder / "ballast"
    _fill(ballast)
    async with at_work(workshop):
        accepted = refused = 0
        while refused < 4 and accepted < 200:
            try:
                await workshop.inbox.accept(an_event(f"fake:late:{accepted}", text="A gadget. " * 18_000))
                accepted += 1
            except NotAccepted:
                refused += 1
        ballast.unlink()
        await _accept_in_the_end(workshop, PATIENCE_S)
        counts = await until_ended(workshop, 20 + accepted + 1)
    await database.close()
    print(f"\nno space: {20 + accepted} accepted, {refused} refused, then {counts}")
    assert refused == 4
    assert counts == {"done": 20 + accepted + 1}


def _fill(ballast: Path) -> None:
    with ballast.open("wb") as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 16))
            file.flush()


async def _accept_in_the_end(workshop: Workshop, seconds: float) -> None:
    """The server itself may have to recover first."""
    async with asyncio.timeout(seconds):
        while True:
            try:
                await workshop.inbox.accept(an_event("fake:event:last"))
                return
            except NotAccepted:
                await asyncio.sleep(0.5)
