"""Every send is one call with one outcome; nothing is sent where nothing may be sent."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from adapters.teams.clouds import CLOUDS
from adapters.teams.connector import AT_ONCE, wait_s
from adapters.teams.credentials import MsalTokens, TokenUnavailable, by_certificate
from adapters.teams.outbound import TeamsMessenger
from adapters.teams.render import Outgoing
from bot.answering import WORKING
from bot.cards import NoteCard
from bot.delivery import Conversation, Dead, Missing, Refused, Sent, Throttled, Unknown
from bot.errors import SettingsError
from tests.teams.channel import APP_ID, TENANT, Channel
from tests.teams.desk import HASTY, a_messenger, a_place
from tests.waiting import until

ANSWER = NoteCard("An answer.")


@pytest.fixture
async def messenger() -> AsyncIterator[TeamsMessenger]:
    async with a_messenger() as made:
        yield made


async def test_a_message_is_a_card_with_a_summary_and_our_token(channel: Channel, messenger: TeamsMessenger):
    sent = await messenger.post(a_place(channel), ANSWER, "k")

    (call,) = channel.calls
    assert sent == Sent("m1")
    assert call["path"] == "/connector/v3/conversations/a:ann/activities"
    assert call["auth"] == "Bearer our-token"
    assert call["body"]["summary"] == "An answer."
    assert call["body"]["textFormat"] == "plain"
    assert call["body"]["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"


async def test_an_answer_in_a_channel_stays_in_its_thread(channel: Channel, messenger: TeamsMessenger):
    place = a_place(channel, conversation={"id": "19:ward@thread.tacv2;messageid=17", "tenantId": TENANT})

    await messenger.post(place, ANSWER, "k")

    assert place.id == "19:ward@thread.tacv2"
    assert channel.calls[0]["path"].endswith("/19:ward@thread.tacv2;messageid=17/activities")


async def test_an_update_takes_the_place_of_the_message(channel: Channel, messenger: TeamsMessenger):
    assert await messenger.update(a_place(channel), "m7", ANSWER) == Sent("m7")

    assert (channel.calls[0]["method"], channel.calls[0]["path"]) == (
        "PUT",
        "/connector/v3/conversations/a:ann/activities/m7",
    )


async def test_what_a_model_wrote_is_labelled_and_asks_how_it_was(
    channel: Channel, messenger: TeamsMessenger
):
    written = Outgoing("A suggestion.", text="Words.", by_model=True)

    await messenger.show(a_place(channel), "m1", written)
    await messenger.show(a_place(channel), "m1", Outgoing("Ours.", text="Words."))

    first, second = (call["body"] for call in channel.calls)
    assert first["entities"][0]["additionalType"] == ["AIGeneratedContent"]
    assert first["channelData"] == {"feedbackLoop": {"type": "default"}}
    assert "entities" not in second
    assert "channelData" not in second


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (400, "BadSyntax", Refused("BadSyntax")),
        (401, "Unauthorized", Unknown("http_401")),
        (403, "MessageWritesBlocked", Dead("MessageWritesBlocked")),
        (404, "ConversationNotFound", Dead("ConversationNotFound")),
        (408, "Timeout", Unknown("http_408")),
        (413, "MessageSizeTooBig", Refused("MessageSizeTooBig")),
        (500, "ServiceError", Unknown("http_500")),
        (502, "BadGateway", Unknown("http_502")),
        (503, "words with a <name>", Unknown("http_503")),
    ],
)
async def test_what_the_connector_says_becomes_an_outcome_after_one_call(
    channel: Channel, messenger: TeamsMessenger, status: int, code: str, outcome: Any
):
    channel.fail(status, code=code)

    assert await messenger.post(a_place(channel), ANSWER, "k") == outcome
    assert len(channel.calls) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_no_redirect_is_followed(channel: Channel, messenger: TeamsMessenger, status: int):
    channel.fail(status, headers={"Location": f"{channel.service_url}elsewhere"})

    assert isinstance(await messenger.post(a_place(channel), ANSWER, "k"), Unknown)
    assert len(channel.calls) == 1


@pytest.mark.parametrize(("status", "wait"), [(429, 7.0), (412, 7.0)])
async def test_being_asked_to_wait_is_told_with_the_time(
    channel: Channel, messenger: TeamsMessenger, status: int, wait: float
):
    channel.fail(status, headers={"Retry-After": "7"})

    outcome = await messenger.post(a_place(channel), ANSWER, "k")

    assert isinstance(outcome, Throttled)
    assert wait <= outcome.after <= wait + 0.5
    assert len(channel.calls) == 1


async def test_a_message_that_is_gone_is_missing_and_a_conversation_that_is_gone_is_dead(
    channel: Channel, messenger: TeamsMessenger
):
    channel.fail(404, code="ActivityNotFoundInConversation")
    channel.fail(404, code="ConversationNotFound")
    place = a_place(channel)

    assert await messenger.update(place, "m1", ANSWER) == Missing()
    assert await messenger.update(place, "m1", ANSWER) == Dead("ConversationNotFound")


async def test_a_connector_that_never_answers_is_unknown(channel: Channel):
    channel.hold()

    async with a_messenger(deadline_s=0.2) as messenger:
        assert await messenger.post(a_place(channel), ANSWER, "k") == Unknown("timeout")


async def test_a_line_that_is_cut_is_unknown(messenger: TeamsMessenger):
    async with Channel() as gone:
        place = a_place(gone)

    assert await messenger.post(place, ANSWER, "k") == Unknown("no_line")


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "http://smba.trafficmanager.net/", "ftp://127.0.0.1/"]
)
async def test_a_stored_address_that_is_not_of_teams_is_never_used(
    channel: Channel, messenger: TeamsMessenger, url: str
):
    place = a_place(channel, serviceUrl=url)

    assert await messenger.post(place, ANSWER, "k") == Dead("address_not_allowed")
    assert await messenger.update(place, "m1", ANSWER) == Dead("address_not_allowed")
    assert await messenger.private(place, "29:ann") == Dead("address_not_allowed")


async def test_a_reference_that_cannot_be_read_is_dead(messenger: TeamsMessenger):
    assert await messenger.post(Conversation("teams", TENANT, "a:1"), ANSWER, "k") == Dead(
        "reference_unreadable"
    )


async def test_a_stored_reference_shows_neither_address_nor_account(channel: Channel):
    stored = str(dict(a_place(channel).reference))

    assert channel.service_url not in stored
    assert APP_ID not in stored


async def test_a_private_conversation_is_opened_with_the_person(channel: Channel, messenger: TeamsMessenger):
    place = a_place(channel, conversation={"id": "19:ward@thread.tacv2;messageid=1", "tenantId": TENANT})

    opened = await messenger.private(place, "29:ann")

    assert isinstance(opened, Conversation)
    assert (opened.id, opened.thread, opened.tenant) == ("a:ann", "", TENANT)
    body = channel.calls[0]["body"]
    assert body["members"] == [{"id": "29:ann"}]
    assert body["channelData"] == {"tenant": {"id": TENANT}}
    assert await messenger.post(opened, ANSWER, "k") == Sent("m2")


async def test_without_a_token_nothing_is_sent_and_the_reason_is_a_code(channel: Channel):
    def refused() -> str:
        raise TokenUnavailable("invalid_client")

    async with a_messenger(refused) as messenger:
        assert await messenger.post(a_place(channel), ANSWER, "k") == Unknown("token_invalid_client")
    assert channel.calls == []


async def test_typing_is_shown_until_the_answer_is_there(channel: Channel):
    place = a_place(channel)

    def typed() -> int:
        return sum(call["body"]["type"] == "typing" for call in channel.calls)

    async with a_messenger(at_once=1) as messenger:  # so that no sign is still on its way after the answer
        await messenger.post(place, WORKING, "k")
        await until(lambda: typed() >= 2)
        await messenger.update(place, "m1", ANSWER)
        before = typed()
        await asyncio.sleep(0.2)

        assert typed() == before


@pytest.mark.parametrize("why", ["time", "refusal"])
async def test_typing_ends_although_no_answer_comes(channel: Channel, why: str):
    typing = replace(HASTY, for_s=0.2) if why == "time" else HASTY
    if why == "refusal":
        channel.fail(429, times=2)

    async with a_messenger(typing=typing, at_once=1) as messenger:
        await messenger.post(a_place(channel), WORKING, "k")
        await until(lambda: not messenger._typing)
        await messenger.show(a_place(channel), "m1", Outgoing("Something else."))  # after the last sign
        before = len(channel.calls)
        await asyncio.sleep(0.2)

        assert len(channel.calls) == before


async def test_many_sends_to_a_slow_connector_hold_up_nobody(channel: Channel):
    channel.hold()
    place = a_place(channel)
    async with a_messenger(deadline_s=60.0) as messenger:
        sends = asyncio.gather(*(messenger.post(place, ANSWER, f"k{n}") for n in range(3 * AT_ONCE)))
        await until(lambda: len(channel.calls) == AT_ONCE)  # all of them taken by this very loop

        assert not sends.done()
        channel.answers.set()
        assert all(isinstance(sent, Sent) for sent in await sends)


def test_retry_after_is_seconds_or_a_moment():
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30))

    assert wait_s("3") == 3.0
    assert 20 < (wait_s(soon) or 0) <= 30
    assert wait_s("soon") is None
    assert wait_s("-1") == 0.0
    assert wait_s(None) is None


def test_a_token_that_is_refused_is_told_by_its_short_name_only():
    tokens = MsalTokens(object, lambda _: {"error": "invalid_client", "error_description": "long words"})

    with pytest.raises(TokenUnavailable, match=r"^invalid_client$"):
        tokens()


def test_a_file_without_a_certificate_is_told():
    with pytest.raises(SettingsError, match="no certificate"):
        by_certificate(APP_ID, "nothing", TENANT, CLOUDS["commercial"])
