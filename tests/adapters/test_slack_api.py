"""Calls to Slack: each ends with one outcome, is made once, and never outlives its deadline."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.slack.api import Api
from adapters.slack.installations import OneWorkspace
from adapters.slack.outbound import ONLY, SlackMessenger
from adapters.slack.outcomes import failure
from bot.answering import WORKING
from bot.cards import NoteCard, Part
from bot.delivery import Conversation, Dead, Missing, Refused, Sent, Throttled, Unknown
from tests.slack import ANN, DM, TEAM, TOKEN, WARD
from tests.slack_server import Fault, SlackServer
from tests.waiting import PATIENCE_S, until

PLACE = Conversation("slack", TEAM, DM, thread="1.1")
NOTE = NoteCard("Good to go.")


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        yield server


@pytest.fixture
async def messenger(slack: SlackServer) -> AsyncIterator[SlackMessenger]:
    api = Api(OneWorkspace(TOKEN), slack.api, deadline_s=PATIENCE_S)
    yield SlackMessenger(api)
    await api.close()


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(429, "ratelimited", retry_after="30"), Throttled(30.0)),
        (Fault(429), Throttled(30.0)),
        (Fault(error="ratelimited"), Throttled(30.0)),
        (Fault(500), Unknown("http_500")),
        (Fault(503, "service_unavailable"), Unknown("http_503")),
        (Fault(error="internal_error"), Unknown("internal_error")),
        (Fault(error="invalid_blocks"), Refused("invalid_blocks")),
        (Fault(error="msg_blocks_too_long"), Refused("msg_blocks_too_long")),
        (Fault(error="missing_scope"), Refused("missing_scope")),
        (Fault(error="channel_not_found"), Dead("channel_not_found")),
        (Fault(error="is_archived"), Dead("is_archived")),
        (Fault(error="user_disabled"), Dead("user_disabled")),
        (Fault(error="token_revoked"), Dead("token_revoked", whole_tenant=True)),
        (Fault(error="account_inactive"), Dead("account_inactive", whole_tenant=True)),
        (Fault(error="thread_not_found"), Refused("thread_not_found")),
    ],
)
async def test_every_answer_has_one_outcome_and_the_call_is_made_once(
    slack: SlackServer, messenger: SlackMessenger, fault: Fault, outcome: object
):
    slack.faults["chat.postMessage"] = fault

    assert await messenger.post(PLACE, NOTE, "k") == outcome
    assert slack.calls["chat.postMessage"] == 1


async def test_when_slack_does_not_answer_in_time_nobody_knows_what_became_of_the_call(slack: SlackServer):
    api = Api(OneWorkspace(TOKEN), slack.api, deadline_s=0.2)
    held = asyncio.Event()
    slack.faults["chat.postMessage"] = Fault(held=held)

    assert await SlackMessenger(api).post(PLACE, NOTE, "k") == Unknown("timeout")
    held.set()
    await api.close()


async def test_when_slack_cannot_be_reached_nothing_was_sent_so_it_is_a_wait():
    api = Api(OneWorkspace(TOKEN), "http://127.0.0.1:9/api/", deadline_s=PATIENCE_S)

    assert await SlackMessenger(api).post(PLACE, NOTE, "k") == Throttled(5.0)
    await api.close()


async def test_a_workspace_that_is_not_installed_is_dead(slack: SlackServer):
    one = OneWorkspace(TOKEN)
    one.knows(bot_user="U", team="T0OTHER", scopes=())
    api = Api(one, slack.api)

    assert await SlackMessenger(api).post(PLACE, NOTE, "k") == Dead("not_installed", whole_tenant=True)
    await api.close()


async def test_a_message_goes_in_its_thread_without_previews_and_is_found_by_its_mark(
    slack: SlackServer, messenger: SlackMessenger
):
    sent = await messenger.post(PLACE, NOTE, "slack:message:1")
    found = await messenger.find(PLACE, "slack:message:1")
    other = await messenger.find(PLACE, "slack:message:2")

    (message,) = slack.said()
    assert isinstance(sent, Sent)
    assert (found, other) == (sent, Missing())
    assert message["thread_ts"] == "1.1"


async def test_an_update_of_a_message_that_is_gone_says_so(slack: SlackServer, messenger: SlackMessenger):
    assert await messenger.update(PLACE, "9.9", NOTE) == Missing()


async def test_a_part_is_one_message_and_in_words_alone_it_has_no_blocks(
    slack: SlackServer, messenger: SlackMessenger
):
    long = NoteCard("Our team did well. " * 1500)
    count = messenger.parts(long)

    for number in range(count):
        await messenger.post(PLACE, Part(long, number), "k")
    await messenger.post(PLACE, Part(long, 0, in_words=True), "k")

    assert count == 4
    assert [bool(message.get("blocks")) for message in slack.said()] == [True] * 4 + [False]


async def test_a_whisper_where_bedside_is_not_a_member_comes_as_a_direct_message(
    slack: SlackServer, messenger: SlackMessenger
):
    slack.faults["chat.postEphemeral"] = Fault(error="not_in_channel")
    place = await messenger.private(Conversation("slack", TEAM, WARD), ANN)
    assert isinstance(place, Conversation)

    assert await messenger.post(place, WORKING, "k") == Sent("ephemeral")  # said by the acknowledgement
    assert isinstance(await messenger.update(place, "ephemeral", NOTE), Sent)
    assert [message["text"] for message in slack.answers(f"D{ANN[1:]}")] == [NOTE.text]


async def test_a_direct_message_reaches_somebody_who_is_not_where_it_was_asked(
    slack: SlackServer, messenger: SlackMessenger
):
    theirs = Conversation("slack", TEAM, "D0SOMEONE")

    place = await messenger.direct(theirs, ANN)

    assert isinstance(place, Conversation)
    assert isinstance(await messenger.post(place, NOTE, "k"), Sent)
    assert [message["text"] for message in slack.answers(f"D{ANN[1:]}")] == [NOTE.text]


async def test_a_whisper_that_slack_may_have_taken_is_not_repeated_elsewhere(
    slack: SlackServer, messenger: SlackMessenger
):
    slack.faults["response_url"] = Fault(502)
    place = Conversation("slack", TEAM, WARD, reference={ONLY: ANN}, ticket=slack.hook())

    assert await messenger.post(place, NOTE, "k") == Unknown("http_502")
    assert slack.said() == []


async def test_a_direct_message_is_opened_once(slack: SlackServer, messenger: SlackMessenger):
    for _ in range(3):
        await messenger.post(Conversation("slack", TEAM, ANN), NOTE, "k")

    assert slack.calls["conversations.open"] == 1
    assert len(slack.answers(f"D{ANN[1:]}")) == 3


async def test_a_call_does_not_hold_up_the_loop(slack: SlackServer, messenger: SlackMessenger):
    held = asyncio.Event()
    slack.faults["chat.postMessage"] = Fault(held=held)
    call = asyncio.create_task(messenger.post(PLACE, NOTE, "k"))
    await until(lambda: slack.calls["chat.postMessage"])  # it is this loop that takes the call

    assert not call.done()
    held.set()
    assert isinstance(await call, Sent)


@pytest.mark.parametrize("value", ["", "soon", "-1", "1e3", None, ["7"]])
def test_any_retry_after_is_read_as_a_wait(value: object):
    outcome = failure(429, "", {"Retry-After": value})

    assert isinstance(outcome, Throttled)
    assert outcome.after >= 0


def test_no_token_shows_in_a_repr():
    assert TOKEN not in repr(OneWorkspace(TOKEN).__dict__)
