"""Weekly tips in Slack: asked for in a form, previewed, sent, stopped; and what happens to a channel."""

import asyncio
from datetime import date
from typing import Any

import pytest

from adapters.slack import actions, tips_forms
from adapters.slack.limits import view_problems
from adapters.slack.requests import INVITED
from bot.delivery import Conversation
from bot.policy import PolicyPack
from tests.slack import ANN, BOT, TEAM, WARD, a_click, a_command, a_submission
from tests.slack_desk import DANA, a_desk_pack, elements, press
from tests.slack_stage import Stage
from tests.waiting import PATIENCE_S

PLACE = Conversation("slack", TEAM, WARD)


@pytest.fixture
def slack_pack() -> PolicyPack:
    return a_desk_pack()


@pytest.fixture(autouse=True)
def known_to_slack(stage: Stage) -> None:
    """Bedside is in the channel, and Ann lives in Chicago."""
    stage.slack.members.add(WARD)
    stage.slack.zones[ANN] = "America/Chicago"


async def asked(stage: Stage, user: str = ANN) -> Any:
    answer = await stage.client.command(a_command("/bedside", "tips", user=user))
    assert answer.text == ""
    return stage.slack.views[-1]


def filled(view: Any, *, day: str = "0", at: str = "09:00", zone: str = "America/Chicago") -> Any:
    values = {
        "day": {"field": {"selected_option": {"value": day}}},
        "time": {"field": {"selected_time": at}},
        "zone": {"field": {"value": zone}},
    }
    return a_submission(view["callback_id"], values, metadata=view["private_metadata"])


def in_the_form(view: Any, label: str, user: str = ANN) -> Any:
    element = elements(view)[label]
    click = a_click(element["action_id"], element["value"], user=user)
    click["container"] = {"type": "view", "view_id": "V1"}
    click["view"] = {"id": "V1", "private_metadata": view["private_metadata"]}
    return click


async def subscribed(stage: Stage) -> Any:
    return await stage.client.interaction(filled(await asked(stage)))


async def test_the_form_knows_where_people_live_and_what_it_says_is_kept(stage: Stage):
    view = await asked(stage)
    sent = await stage.client.interaction(filled(view, day="4", at="14:30"))

    assert "'initial_value': 'America/Chicago'" in str(view)
    assert view_problems(view) == []
    assert sent.json()["response_action"] == "update"
    assert "comes here on Fridays at 14:30 (America/Chicago)" in str(sent.json()["view"])
    kept = await stage.workshop.subscriptions.subscription(PLACE)
    assert kept is not None
    assert str(kept.schedule) == "Fridays at 14:30 (America/Chicago)"


async def test_a_zone_that_is_none_is_shown_in_the_form(stage: Stage):
    sent = await stage.client.interaction(filled(await asked(stage), zone="CST"))

    assert "Did you mean 'America/Chicago'?" in sent.json()["errors"]["zone"]


async def test_a_channel_that_bedside_is_not_in_says_so_before_anybody_wonders(stage: Stage):
    stage.slack.members.clear()

    assert tips_forms.INVITE in str(await asked(stage))


async def test_the_preview_lies_over_the_form(stage: Stage):
    view = await asked(stage)
    await stage.client.interaction(in_the_form(view, "Preview"))

    shown = stage.slack.views[-1]
    assert stage.slack.calls["views.push"] == 1
    assert "This week's tip" in str(shown)
    assert view_problems(shown) == []


async def test_those_in_charge_let_tips_go_out_and_nobody_else_can(stage: Stage):
    approve = tips_forms.STEER["digest approve"]
    await subscribed(stage)
    assert approve not in elements(await asked(stage))
    await stage.client.command(a_command("/bedside", "digest approve", response_url=stage.slack.hook()))
    await stage.settled(1)
    refused = stage.slack.whispers[-1]["text"]
    await stage.client.interaction(in_the_form(await asked(stage, DANA), approve, DANA))

    assert "is for Carl Comms or" in refused
    assert (await stage.workshop.subscriptions.standing(TEAM)).approved_by == DANA
    assert tips_forms.STEER["digest hold"] in elements(await asked(stage, DANA))


async def test_a_tip_arrives_in_the_channel_and_carries_the_way_to_stop_it(stage: Stage):
    await subscribed(stage)
    await stage.workshop.subscriptions.approve(TEAM, DANA)
    await stage.workshop.sweeper.send_now(PLACE, TEAM, date(2026, 11, 23), again=False)
    await stage.settled(1)

    (digest,) = stage.slack.answers(WARD)
    assert digest["text"].startswith("This week's tip: ")
    container = {"type": "message", "channel_id": WARD, "message_ts": digest["ts"]}
    await press(stage, digest, "When does it come?", container=container, channel={"id": WARD})
    stop = in_the_form(stage.slack.views[-1] | {"private_metadata": WARD}, "Stop it here")
    await stage.client.interaction(stop)
    assert await stage.workshop.subscriptions.subscription(PLACE) is None
    assert "does not come here any more" in str(stage.slack.views[-1])


async def test_typed_words_do_the_same(stage: Stage):
    for words in ("subscribe friday 9:00 America/Chicago", "digest show", "subscribe friday 25:00"):
        await stage.client.command(a_command("/bedside", words, response_url=stage.slack.hook()))
    await stage.settled(3)

    said = [whisper["text"] for whisper in stage.slack.whispers]
    assert "Fridays at 09:00 (America/Chicago)" in said[0]
    assert "Fridays at 09:00 (America/Chicago)" in said[1]
    assert "is no time of day" in said[2]


async def test_whoever_invites_bedside_is_told_what_it_does_there_and_nobody_else(stage: Stage):
    joined = {"type": "member_joined_channel", "user": BOT, "channel": WARD, "inviter": ANN}
    await stage.client.event(joined)
    await stage.settled(1)

    assert [(w["user"], w["text"]) for w in stage.slack.whispers] == [(ANN, INVITED)]
    assert stage.slack.said() == []


@pytest.mark.parametrize("said", [{"user_id": BOT, "is_bot": False}, {}])
async def test_where_an_event_does_not_say_to_whom_it_is_handed_the_token_tells(
    stage: Stage, said: dict[str, Any]
):
    assert stage.platform._learning is not None
    await asyncio.wait_for(stage.platform._learning, PATIENCE_S)
    joined = {"type": "member_joined_channel", "user": BOT, "channel": WARD, "inviter": ANN}
    await stage.client.event(joined, authorizations=[{"team_id": TEAM, **said}])
    await stage.settled(1)

    assert [(w["user"], w["text"]) for w in stage.slack.whispers] == [(ANN, INVITED)]


@pytest.mark.parametrize(
    ("gone", "back"),
    [
        ({"type": "channel_archive", "user": ANN, "channel": WARD}, "channel_unarchive"),
        ({"type": "member_left_channel", "user": BOT, "channel": WARD}, "member_joined_channel"),
    ],
)
async def test_a_channel_that_is_gone_gets_nothing_until_it_is_back(
    stage: Stage, gone: dict[str, str], back: str
):
    await subscribed(stage)
    await stage.client.event(gone)
    dead = await stage.workshop.conversations.dead_reason(PLACE)
    await stage.client.event({"type": back, "user": BOT, "channel": WARD})

    assert dead
    assert await stage.workshop.conversations.dead_reason(PLACE) is None
    assert await stage.workshop.subscriptions.subscription(PLACE) is not None


async def test_the_home_tab_says_whether_tips_come_and_leads_to_the_form(stage: Stage):
    opened = {"type": "app_home_opened", "user": ANN, "channel": "D0ANN", "tab": "home"}
    await stage.client.event(opened)
    await stage.settled(1)
    home = stage.slack.homes[ANN]
    click = a_click(f"{actions.TIPS}-0", elements(home)["Set up weekly tips"]["value"])
    click["container"] = {"type": "view", "view_id": "V9"}
    del click["channel"]
    click["view"] = {"id": "V9", "type": "home", "private_metadata": ""}
    await stage.client.interaction(click)

    assert "The weekly digest does not come here." in str(home)
    assert stage.slack.views[-1]["private_metadata"] == "D0ANN"
