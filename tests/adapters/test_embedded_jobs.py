"""The embedded engine alone: a burst is accepted before it is answered, and answered all the same."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from adapters.clock import SystemClock
from adapters.jobs.embedded import BURST, BURST_S, COURTESY_S, EmbeddedJobs
from adapters.jobs.port import Ticket


class Engine:
    """An engine at work, and when each job was begun."""

    def __init__(self) -> None:
        self.jobs, self.begun = EmbeddedJobs(SystemClock()), dict[str, float]()

    async def attempt(self, key: str) -> float | None:
        self.begun[key] = time.monotonic()
        return None

    async def all_begun(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.begun) < count:
                await asyncio.sleep(0.001)

    def comes(self, number: int) -> None:
        self.jobs.committed(Ticket(str(number), lock=str(number)))


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    made = Engine()
    working = asyncio.create_task(made.jobs.work(made.attempt))
    await asyncio.sleep(0)
    yield made
    await made.jobs.stop(5)
    await working


async def test_a_burst_is_let_in_first(engine: Engine):
    came = time.monotonic()
    for number in range(BURST):
        engine.comes(number)
    await engine.all_begun(BURST)

    assert min(engine.begun.values()) >= came + BURST_S


async def test_what_comes_one_by_one_is_begun_at_once(engine: Engine):
    engine.comes(0)
    for _ in range(5):
        await asyncio.sleep(0)

    assert set(engine.begun) == {"0"}


async def test_a_burst_without_an_end_is_answered_too(engine: Engine):
    came, number = time.monotonic(), 0
    while not engine.begun and time.monotonic() < came + 10 * COURTESY_S:
        engine.comes(number)
        number += 1
        await asyncio.sleep(0)

    assert engine.begun
