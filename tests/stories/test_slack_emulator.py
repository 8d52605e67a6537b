"""The main stories once more against a Slack that we did not write."""

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.database.engine import Database
from adapters.slack import actions
from tests.slack import a_click, a_command, a_dm
from tests.slack_emulator import Emulator
from tests.slack_stage import Stage, a_stage, playing
from tests.web import FINE, SELFIE


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as running:
        yield running


@pytest.fixture
async def stage(sqlite: Database, emulator: Emulator) -> AsyncIterator[Stage]:
    async with playing(a_stage(emulator, sqlite)) as stage:  # type: ignore[arg-type]
        yield stage


@pytest.fixture
async def ann(emulator: Emulator) -> tuple[str, str]:
    """Ann's id and her direct message with Bedside."""
    members = (await emulator.ask("users.list"))["members"]
    user = next(member["id"] for member in members if member["name"] == "ann")
    return user, (await emulator.ask("conversations.open", users=user))["channel"]["id"]


async def write(stage: Stage, emulator: Emulator, ann: tuple[str, str], text: str) -> str:
    """Ann writes a message: it stands in the emulator, and Bedside is told of it."""
    user, channel = ann
    posted = await emulator.ask("chat.postMessage", "xoxp-ann", channel=channel, text=text)
    await stage.client.event(a_dm(text, ts=posted["ts"], user=user, channel=channel))
    return str(posted["ts"])


async def thread(emulator: Emulator, channel: str, ts: str) -> list[dict[str, Any]]:
    return list((await emulator.ask("conversations.replies", channel=channel, ts=ts))["messages"])


async def test_a_draft_is_answered_in_a_thread_that_another_slack_stores(
    stage: Stage, emulator: Emulator, ann: tuple[str, str]
):
    ts = await write(stage, emulator, ann, SELFIE)
    await stage.settled(1)

    root, answer = await thread(emulator, ann[1], ts)
    assert root["text"] == SELFIE
    assert answer["text"].startswith("■ BLOCK: Please do not publish this yet.")
    assert len(await stage.decisions()) == 1


async def test_an_edited_draft_is_marked_and_read_again_from_another_slack(
    stage: Stage, emulator: Emulator, ann: tuple[str, str]
):
    user, channel = ann
    ts = await write(stage, emulator, ann, SELFIE)
    await stage.settled(1)
    await emulator.ask("chat.update", "xoxp-ann", channel=channel, ts=ts, text=FINE)
    before = a_dm(SELFIE, ts=ts, user=user, channel=channel)
    edit = {
        "type": "message",
        "subtype": "message_changed",
        "channel": channel,
        "channel_type": "im",
        "message": {**before, "text": FINE, "edited": {"user": user, "ts": "1900000000.000000"}},
        "previous_message": before,
    }
    await stage.client.event(edit)
    await stage.settled(2)
    _, marked = await thread(emulator, channel, ts)
    click = a_click(actions.REVIEW_AGAIN, f"{ts}|{ts}|1900000000.000000")
    click["channel"]["id"] = channel
    await stage.client.interaction(click)
    await stage.settled(3)

    *_, newest = await thread(emulator, channel, ts)
    assert marked["text"].startswith("You changed the draft.")
    assert newest["text"].startswith("✓ OK")


async def test_a_form_opens_with_a_trigger_that_counts_once(
    stage: Stage, emulator: Emulator, ann: tuple[str, str]
):
    made = await emulator.ask("views.generateTriggerId", user_id=ann[0])
    trigger = str(made["trigger_id"])
    first = await stage.client.command(a_command("/review-draft", user=ann[0], trigger_id=trigger))
    second = await stage.client.command(a_command("/review-draft", user=ann[0], trigger_id=trigger))

    assert (first.text, second.text[:5]) == ("", "Slack")


async def test_the_home_tab_is_published(stage: Stage, emulator: Emulator, ann: tuple[str, str]):
    await stage.client.event({"type": "app_home_opened", "user": ann[0], "channel": ann[1], "tab": "home"})
    await stage.settled(1)

    views = str((await emulator.control("state")).get("slack.views"))
    assert "A second pair of eyes" in views


async def test_slack_asks_to_wait_and_is_asked_again_with_one_decision(
    stage: Stage, emulator: Emulator, ann: tuple[str, str]
):
    user, channel = ann
    written = await emulator.ask("chat.postMessage", "xoxp-ann", channel=channel, text=SELFIE)
    await emulator.control("fault", method="chat.postMessage", status=429, retry_after="1", times=1)
    begun = time.monotonic()
    await stage.client.event(a_dm(SELFIE, ts=written["ts"], user=user, channel=channel))
    await stage.settled(1)

    _, answer = await thread(emulator, channel, written["ts"])
    assert answer["text"].startswith("■ BLOCK")
    assert time.monotonic() - begun > 0.8  # a second, give or take what is spread
    assert len(await stage.decisions()) == 1


async def test_a_token_that_is_none_ends_the_workspace(
    stage: Stage, emulator: Emulator, ann: tuple[str, str]
):
    await emulator.control("fault", method="chat.postMessage", error="token_revoked", times=9)
    await write_unseen(stage, ann)
    counts = await stage.settled(1)

    assert counts == {"dead": 1}
    assert await stage.decisions() == ()


async def write_unseen(stage: Stage, ann: tuple[str, str]) -> None:
    await stage.client.event(a_dm(FINE, user=ann[0], channel=ann[1]))
