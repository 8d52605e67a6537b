"""The database is gone for good and the process is told to end: it does, and nobody has to kill it."""

import asyncio
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.database.migrate import migrate
from tests.cli import CommandLine
from tests.faults.killing import count, start
from tests.faults.platform import Platform
from tests.faults.proxy import Proxy
from tests.postgresql import Server
from tests.waiting import PATIENCE_S, until

pytestmark = pytest.mark.postgres

TO_END_S = 30
"""What docs/operations.md promises, and what an orchestrator waits before it kills."""
NOTICED_S = 4
"""How long the database has been gone when the signal comes: every loop has met it."""


@asynccontextmanager
async def serving(bedside: CommandLine, role: str, url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A real process of that role, once it serves."""
    with (bedside.folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "adapters.cli", "serve", "--port", "0", "--role", role),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env=bedside.whole_environ({"DATABASE_URL": url, "BEDSIDE_DATA": str(bedside.data)}),
        )
    try:
        assert process.stdout
        greeting = await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)
        assert re.search(rb"http://127\.0\.0\.1:\d+", greeting), (bedside.folder / "log").read_text()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def seconds_to_end(process: asyncio.subprocess.Process) -> float:
    """How long it takes to end after SIGTERM."""
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.wait(), 2 * TO_END_S)
    return time.monotonic() - begun


async def go(how: str, server: Server, proxy: Proxy) -> None:
    """The server is gone: it refuses every line, or keeps them all open and says nothing."""
    if how == "crashed":
        server.stop(crash=True)
        proxy.cut()
    else:
        proxy.silent = True
    await asyncio.sleep(NOTICED_S)


@pytest.mark.parametrize("gone", ["crashed", "silent"])
@pytest.mark.parametrize("role", ["web", "worker"])
async def test_a_process_whose_database_is_gone_ends_in_time(
    server: Server, tmp_path: Path, role: str, gone: str
):
    proxy = Proxy(server.port)
    await proxy.start()
    url = server.database().replace(f":{server.port}/", f":{proxy.port}/")
    try:
        async with serving(CommandLine(tmp_path), role, url) as process:
            await go(gone, server, proxy)
            seconds = await seconds_to_end(process)
    finally:
        await proxy.stop()

    print(f"\n{role}, {gone}: ended after {seconds:.1f} s with {process.returncode}")
    assert seconds < TO_END_S


@pytest.mark.parametrize("gone", ["crashed", "silent"])
async def test_a_worker_with_work_in_flight_whose_database_is_gone_ends_in_time_and_loses_nothing(
    server: Server, platform: Platform, gone: str
):
    direct = server.database()
    migrate(direct)
    proxy = Proxy(server.port)
    await proxy.start()
    worker = await start(direct.replace(f":{server.port}/", f":{proxy.port}/"), platform, "accept", 0, 400)
    try:
        await until(lambda: len(worker.acknowledged) >= 40)
        await go(gone, server, proxy)
        seconds = await seconds_to_end(worker.process)
    finally:
        await worker.kill()
        await proxy.stop()
    if gone == "crashed":
        server.start()
    accepted = len(worker.acknowledged)
    tally = await count(direct, platform, accepted)

    print(f"\nbusy, {gone}: ended after {seconds:.1f} s; {tally}")
    assert seconds < TO_END_S
    assert tally.waiting + tally.answered >= accepted, tally
    assert tally.answered_twice == 0, tally
