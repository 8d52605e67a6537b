"""The weekly digest in Teams: asked for and stopped in a channel, sent there once a week."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from adapters.clock import SystemClock
from adapters.database.chain import moment
from adapters.database.tables import subscription
from adapters.teams.render import outgoing
from adapters.teams.text import MOST_BYTES, size
from bot.digest_card import Image
from tests.adapters.test_teams_desk import button, titles
from tests.adapters.test_teams_render import elements, shown
from tests.teams.channel import TENANT, Channel
from tests.teams.desk import Bench, a_person
from tests.teams.gallery import DIGEST
from tests.waiting import until

WARD = {"id": "19:ward@thread.tacv2", "conversationType": "channel", "tenantId": TENANT}


def in_channel(channel: Channel) -> list[dict[str, Any]]:
    """What was said in the channel."""
    return [c for c in channel.calls if "19:ward" in c["path"] and (c["body"] or {}).get("type") == "message"]


def card_in(call: dict[str, Any]) -> dict[str, Any]:
    return call["body"]["attachments"][0]["content"]  # type: ignore[no-any-return]


async def subscribed(bench: Bench, channel: Channel) -> dict[str, Any]:
    """The channel has the digest, and it may go out; gives the card that says so."""
    await bench.post(channel.in_a_channel("subscribe monday 9:00"))
    await bench.settled()
    await bench.say("digest approve", **a_person("dana"))
    await bench.settled(2)
    return card_in(in_channel(channel)[-1])


async def let_it_be_due(bench: Bench, times: int = 1) -> None:
    """As if it were a quarter of an hour after the time that was asked for, in one week however often."""
    then = SystemClock().now() - timedelta(minutes=15)
    for _ in range(times):
        await _let_it_have_been_due(bench, then)


async def _let_it_have_been_due(bench: Bench, then: datetime) -> None:
    local = then.astimezone(ZoneInfo("America/Chicago"))
    past = {
        "weekday": local.weekday(),
        "local_time": f"{local:%H:%M}",
        "next_day": local.date().isoformat(),
        "next_run_utc": moment(then),
    }
    statement = update(subscription).values(**past)
    await bench.workshop.database.write(lambda connection: connection.execute(statement))
    await bench.workshop.sweeper.sweep()


async def test_a_subscription_in_a_channel_is_answered_there_and_offers_what_comes_next(
    bench: Bench, channel: Channel
):
    await bench.post(channel.in_a_channel("subscribe monday 9:00"))
    await bench.settled()

    card = card_in(in_channel(channel)[-1])
    assert "Mondays at 09:00 (America/Chicago)" in shown(card)
    assert titles(card) == ["Show the next one", "Approve digests", "Another day", "Stop it here"]
    assert "refresh" not in card


async def test_a_preview_is_for_whoever_looks_and_changes_nothing_for_the_others(
    bench: Bench, channel: Channel
):
    card = await subscribed(bench, channel)
    said = len(in_channel(channel))

    _, body = await bench.press(button(card, "digest preview"), {}, conversation=WARD, replyToId="m1")

    assert "Look twice" in shown(body["value"]) or "Ask before you show" in shown(body["value"])
    assert len(in_channel(channel)) == said


async def test_another_day_is_picked_and_stopping_stops_it(bench: Bench, channel: Channel):
    card = await subscribed(bench, channel)
    message = in_channel(channel)[-1]["id"]
    where = {"conversation": WARD, "replyToId": message}
    pressed = button(card, "subscribe")

    _, changed = await bench.press(pressed, {pressed["data"]["pick"]: "tuesday"}, **where)
    assert "Tuesdays at 09:00" in shown(changed["value"])
    _, stopped = await bench.press(button(changed["value"], "unsubscribe"), {}, **where)

    assert "does not come here any more" in shown(stopped["value"])
    assert titles(stopped["value"]) == ["Send it here every week"]
    assert await bench.workshop.subscriptions.subscriptions("local") == ()


@pytest.mark.parametrize(
    ("words", "command"),
    [("tips on", True), ("Subscribe friday 8:30", True), ("tips off", False), ("unsubscribe", False)],
)
async def test_the_short_words_do_the_same_in_a_private_chat(bench: Bench, words: str, command: bool):
    await bench.say(words)
    await bench.settled()

    assert bool(await bench.workshop.subscriptions.subscriptions("local")) is command


@pytest.mark.parametrize(
    "draft",
    [
        "Subscribe to our newsletter for weekly news!",
        "Digest hold music is terrible, says our survey.",
        "Queue times are down.",
        "Unsubscribe from fear.",
    ],
)
async def test_a_draft_that_begins_like_a_command_is_still_a_draft(bench: Bench, draft: str):
    await bench.say(draft)
    await bench.settled()

    assert len(await bench.entries("reviewed")) == 1


async def test_what_cannot_be_understood_in_a_command_is_explained(bench: Bench):
    await bench.say("subscribe monday 9:00 America/Chicgo")
    await bench.settled()

    assert "Did you mean 'America/Chicago'?" in shown(bench.card)


async def test_a_digest_begins_a_thread_of_its_own_and_comes_once_a_week(bench: Bench, channel: Channel):
    await subscribed(bench, channel)
    await let_it_be_due(bench, times=2)
    await bench.idle()

    digests = [c for c in in_channel(channel) if c["body"]["summary"] == "This week's tip from Bedside."]
    assert [c["path"] for c in digests] == ["/connector/v3/conversations/19:ward@thread.tacv2/activities"]
    assert titles(card_in(digests[0])) == ["When does it come?", "Stop it here"]


async def test_a_digest_is_stopped_on_its_own_card_and_the_tip_stays_to_be_read(
    bench: Bench, channel: Channel
):
    await subscribed(bench, channel)
    await let_it_be_due(bench)
    await bench.settled(3)
    sent = in_channel(channel)[-1]

    _, body = await bench.press(
        button(card_in(sent), "unsubscribe"), {}, conversation=WARD, replyToId=sent["id"]
    )

    assert "does not come here any more" in shown(body["value"])
    assert "In five minutes: Do one thing." in shown(body["value"])
    await until(lambda: card_in(in_channel(channel)[-1]) == body["value"])


@pytest.mark.parametrize(
    ("gone", "reason"), [("forbidden", "BotNotInConversationRoster"), ("uninstalled", "uninstalled")]
)
async def test_nothing_goes_to_a_channel_that_is_gone_until_bedside_is_installed_again(
    bench: Bench, channel: Channel, gone: str, reason: str
):
    await subscribed(bench, channel)
    if gone == "forbidden":
        channel.fail(403, code="BotNotInConversationRoster")
        await let_it_be_due(bench)
        await bench.settled(3)
    else:
        await bench.post(channel.in_a_channel("", type="installationUpdate", action="remove"))
    (here,) = await bench.workshop.subscriptions.subscriptions("local")
    assert await bench.workshop.conversations.dead_reason(here.conversation) == reason
    said = len(channel.calls)

    await let_it_be_due(bench)
    await bench.idle()
    assert len(channel.calls) == said

    await bench.post(channel.in_a_channel("", type="installationUpdate", action="add"))
    await until(lambda: len(channel.calls) > said)
    assert await bench.workshop.conversations.dead_reason(here.conversation) is None


def test_a_digest_card_carries_its_picture_and_asks_no_server_for_it():
    card = outgoing(DIGEST).card

    (picture,) = [e for e in elements(card) if e["type"] == "Image"]
    assert picture["url"].startswith("data:image/png;base64,")
    assert picture["altText"] == "A bar of last week's 47 drafts."
    assert size(card) <= MOST_BYTES


def test_a_picture_that_is_too_large_is_left_out_and_its_words_stay():
    large = replace(DIGEST, image=Image(bytes(60_000), "A bar.", 10, 10))

    card = outgoing(large).card

    assert not [e for e in elements(card) if e["type"] == "Image"]
    assert "Last week here: 47 drafts reviewed: 31 ready, 12 to improve, 4 not to publish." in shown(card)
