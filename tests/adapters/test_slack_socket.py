"""Socket Mode: the line stands again after Slack asks for it, after it was cut, and after Slack was away."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.database.engine import Database
from adapters.slack.socket import Socket
from tests.slack import DM, a_dm, an_event
from tests.slack_server import SlackServer
from tests.slack_stage import SOCKET, Stage, a_stage, playing, playing_over_a_socket
from tests.waiting import until
from tests.web import FINE


@pytest.fixture
async def stage(sqlite: Database) -> AsyncIterator[Stage]:
    async with SlackServer() as slack, playing_over_a_socket(slack, sqlite) as stage:
        yield stage


async def test_slack_asks_to_connect_anew_and_nothing_is_missed(stage: Stage):
    await stage.client.event(a_dm(FINE))
    old = stage.slack.sockets[-1]
    await stage.slack.refresh()
    await until(lambda: stage.slack.sockets and stage.slack.sockets[-1] is not old)
    await stage.client.event(a_dm(FINE))
    await stage.settled(2)

    assert stage.slack.opened == 2
    assert len(stage.final(DM)) == 2


async def test_a_line_that_was_cut_without_a_word_stands_again(sqlite: Database):
    async with SlackServer() as slack:
        stage = a_stage(slack, sqlite, SOCKET)
        assert stage.platform.socket is not None
        stage.platform.socket._watch_s = 0.2
        async with playing(stage):
            await until(lambda: slack.sockets)
            (cut,) = slack.sockets
            await slack.drop()
            await until(lambda: slack.sockets and slack.sockets[-1] is not cut)
            await slack.push("events_api", an_event(a_dm(FINE)))
            await stage.settled(1)

            assert len(stage.final(DM)) == 1


async def test_what_came_twice_over_two_lines_is_answered_once(stage: Stage):
    body = an_event(a_dm(FINE))
    for retry in (0, 1, 2):
        await stage.slack.push("events_api", body, retry=retry)
    await stage.settled(1)

    assert len(stage.final(DM)) == len(await stage.decisions()) == 1


async def test_a_server_starts_and_stops_at_once_while_slack_is_away(sqlite: Database):
    async with SlackServer() as slack:
        stage = a_stage(slack, sqlite, {**SOCKET, "SLACK_API_URL": "http://127.0.0.1:9/api/"})
        async with asyncio.timeout(30), playing(stage):
            await asyncio.sleep(0.1)
            assert isinstance(stage.platform.socket, Socket)
            assert not await stage.platform.socket.connected()


async def test_an_event_that_could_not_be_kept_is_not_acknowledged_so_that_slack_sends_it_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    from bot.errors import NotAccepted

    async def down(_: object) -> bool:
        raise NotAccepted("down")

    with monkeypatch.context() as patch:
        patch.setattr(stage.workshop.inbox, "accept", down)
        with pytest.raises(TimeoutError):
            await stage.slack.push("events_api", an_event(a_dm(FINE)), seconds=0.5)
