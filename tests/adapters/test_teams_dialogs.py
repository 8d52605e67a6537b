"""The dialogs of the message extension: an answer rests on what they ask, and nobody else reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.database.engine import Database
from adapters.teams.forms import Filled, What, dialog, filled
from adapters.teams.wording import NO_WORDS, ON_ITS_WAY
from bot.commands import CheckReply, RespondToReview, ReviewDraft
from bot.model import Outlet
from tests.adapters.test_teams_render import elements, shown
from tests.packs import shipped
from tests.teams import node
from tests.teams.channel import TENANT, Channel
from tests.teams.desk import Bench, a_bench
from tests.web import SELFIE

WAITED = "I waited three hours in the lobby and nobody said a word. Never again."
GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "tenantId": TENANT}


async def sent(bench: Bench, **data: Any) -> Any:
    """Send a dialog that asks for replies; gives what Teams is answered."""
    told = {"what": "respond", "ask": "ab12", "text": WAITED, **data}
    invoke = bench.channel.invoke("composeExtension/submitAction", {"commandId": "respond", "data": told})
    return await bench.post({**invoke, "conversation": GROUP})


@pytest.fixture
async def hospital(sqlite: Database, channel: Channel) -> Any:
    async with a_bench(sqlite, channel, pack=shipped()) as bench:
        yield bench


async def test_the_message_extension_takes_the_words_of_a_message_and_answers_privately(
    bench: Bench, channel: Channel
):
    body = {"commandId": "review", "messagePayload": {"body": {"content": f"<p>{SELFIE}</p>"}}}
    status, dialog = await bench.post(channel.invoke("composeExtension/fetchTask", body, conversation=GROUP))
    card = dialog["task"]["value"]["card"]["content"]
    assert (status, card["body"][0]["value"]) == (200, SELFIE)

    data = {**card["actions"][0]["data"], "text": card["body"][0]["value"]}
    submit = channel.invoke(
        "composeExtension/submitAction", {"commandId": "review", "data": data}, conversation=GROUP
    )
    answers = [await bench.post({**submit, "id": f"try-{n}"}) for n in range(3)]
    await bench.idle()

    assert await bench.accepted() == 1
    assert answers == [(200, {"task": {"type": "message", "value": ON_ITS_WAY}})] * 3
    assert len(await bench.entries()) == 1
    assert not [c for c in channel.calls if "19:group" in c["path"]]
    assert "selfie with a patient" in shown(bench.card)


async def test_a_dialog_is_answered_before_anybody_is_asked(sqlite: Database, channel: Channel):
    async with a_bench(sqlite, channel, work=False) as bench:
        data = {"what": "review", "ask": "ab12", "text": SELFIE}
        _, body = await bench.post(channel.invoke("composeExtension/submitAction", {"data": data}))

        assert body == {"task": {"type": "message", "value": ON_ITS_WAY}}
        assert channel.calls == []
        bench.workshop.begin()
        await bench.settled()
        assert "selfie with a patient" in shown(bench.card)


async def test_where_no_private_chat_opens_nothing_is_said_where_others_read(bench: Bench, channel: Channel):
    channel.fail(403, code="BotNotInConversationRoster", times=9)
    data = {"what": "review", "ask": "ab12", "text": SELFIE}
    submit = channel.invoke("composeExtension/submitAction", {"data": data}, conversation=GROUP)

    _, body = await bench.post(submit)
    await bench.settled()

    assert "add Bedside to your own apps" in body["task"]["value"]
    assert not [c for c in channel.calls if "19:group" in c["path"]]
    assert await bench.entries() == ()


def test_a_dialog_asks_for_what_an_answer_rests_on():
    asked = {
        e["id"]: e for e in elements(dialog(What.RESPOND, WAITED, "ab")) if e["type"].startswith("Input.")
    }
    review = {
        e["id"]: e for e in elements(dialog(What.REVIEW, SELFIE, "ab")) if e["type"].startswith("Input.")
    }

    assert list(asked) == ["text", "outlet", "rating", "posted", "own"]
    assert asked["posted"]["type"] == "Input.Date"
    assert [name for name, field in asked.items() if field.get("isRequired")] == ["text", "outlet"]
    assert (asked["outlet"]["value"], review["outlet"]["value"]) == ("google", "linkedin")
    assert list(review) == ["text", "outlet"]


def test_the_dialogs_pass_the_independent_judge():
    cards = [dialog(what, WAITED, "ab") for what in What]

    assert node.judged("judge_cards.mjs", node.module("adaptivecards"), cards) == [[], []]


def test_what_was_filled_in_becomes_what_is_asked():
    told = {"what": "respond", "ask": "ab", "text": f" {WAITED} ", "outlet": "yelp", "rating": "2"}
    asked = filled({**told, "posted": "2026-03-14", "own": ""})
    own = filled({**told, "posted": "", "own": "We are sorry."})
    draft = filled({"what": "review", "ask": "ab", "text": SELFIE, "outlet": "x"})

    assert isinstance(asked, Filled)
    assert isinstance(asked.command, RespondToReview)
    complaint = asked.command.complaint
    assert (complaint.text, complaint.outlet, complaint.rating) == (WAITED, Outlet.YELP, 2)
    assert str(complaint.posted) == "2026-03-14"
    assert own is not None
    assert isinstance(own.command, CheckReply)
    assert (own.command.text, own.command.complaint.posted) == ("We are sorry.", None)
    assert draft is not None
    assert isinstance(draft.command, ReviewDraft)
    assert draft.command.draft.outlet is Outlet.X


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "publish"},
        {"what": []},
        {"ask": "../x"},
        {"ask": None},
        {"rating": "6"},
        {"posted": "yesterday"},
        {"outlet": "nowhere"},
        {"text": 7},
    ],
)
async def test_a_form_that_is_none_of_ours_is_refused(bench: Bench, channel: Channel, wrong: dict[str, Any]):
    status, _ = await sent(bench, **wrong)

    assert status == 400
    assert channel.calls == []


async def test_a_form_without_words_says_so(bench: Bench):
    assert await sent(bench, text="  ") == (200, {"task": {"type": "message", "value": NO_WORDS}})


async def test_a_review_that_is_too_old_is_left_alone_and_one_of_yesterday_is_answered(hospital: Bench):
    today = datetime.now(UTC).date()
    for number, days in enumerate((400, 1), start=1):
        await sent(hospital, ask=f"a{number}", posted=(today - timedelta(days=days)).isoformat())
        await hospital.settled(number)

    answers = await hospital.entries("responded")
    assert [entry.decision.details["outcome"] for entry in answers] == ["reply", "silent"]


async def test_a_day_that_is_still_to_come_is_told_and_nothing_is_recorded(hospital: Bench):
    await sent(hospital, posted=(datetime.now(UTC).date() + timedelta(days=9)).isoformat())
    await hospital.settled()

    assert await hospital.entries() == ()
    assert "future" in shown(hospital.card)


async def test_a_reply_of_ones_own_is_checked_and_put_right_on_a_card(hospital: Bench):
    await sent(hospital, own="We are sorry that your visit to our lobby took three hours. Please call us.")
    await hospital.settled()

    card = hospital.card
    (entry,) = await hospital.entries()
    assert (entry.decision.event, entry.decision.kind) == ("reviewed", "reply")
    assert card["body"][0]["items"][0]["text"].startswith("■ Not yet")
    blocks = [e["text"] for e in elements(card) if e["type"] == "TextBlock"]
    assert "Little of it could stay. Instead, for example" in blocks
    assert "visit" not in shown({"body": card["body"][-1:]})
