"""What Teams puts around a bot, and the platform at work over it."""

from collections.abc import AsyncIterator

import pytest

from adapters.database.engine import Database
from tests.teams.channel import Channel
from tests.teams.desk import Bench, a_bench


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    async with Channel() as running:
        yield running


@pytest.fixture
async def bench(sqlite: Database, channel: Channel) -> AsyncIterator[Bench]:
    async with a_bench(sqlite, channel) as made:
        yield made
