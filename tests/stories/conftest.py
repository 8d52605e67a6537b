"""The same stories over every way in."""

from collections.abc import AsyncIterator

import pytest

from adapters.database.engine import Database
from bot.policy import PolicyPack
from tests.slack_server import SlackServer
from tests.slack_stage import Stage, a_stage, playing, playing_over_a_socket


@pytest.fixture
def slack_pack() -> PolicyPack | None:
    """By which drafts are judged; a story may name another."""
    return None


@pytest.fixture(params=["http", "socket"])
async def stage(
    request: pytest.FixtureRequest, sqlite: Database, slack_pack: PolicyPack | None
) -> AsyncIterator[Stage]:
    """Bedside and a Slack, over HTTP and over Socket Mode."""
    async with SlackServer() as slack:
        way = playing(a_stage(slack, sqlite, pack=slack_pack)) if request.param == "http" else None
        async with way or playing_over_a_socket(slack, sqlite, pack=slack_pack) as stage:
            yield stage
