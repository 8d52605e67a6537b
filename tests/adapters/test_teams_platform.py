"""What people meet in Teams, from the activity at the door to the message in the conversation."""

import asyncio
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.teams.wording import NO_BUTTON, WELCOME
from bot.answering import POINTER, WORKING
from bot.cards import WHAT_CHANGED
from bot.filing import ASKED_ABOUT
from bot.service import Service
from bot.taking_back import DELETED, EDITED, NOT_KEPT
from tests.adapters.test_teams_desk import button
from tests.adapters.test_teams_render import elements, shown
from tests.fakes import FakeFingerprinter
from tests.teams.channel import TENANT, Channel
from tests.teams.desk import Bench, a_bench, a_place
from tests.waiting import until
from tests.web import BOAST, FINE, SELFIE, the_pack

PICKED = {"rule": "phi.image.selfie", "reason": "permission_on_file"}


def execute(card: dict[str, Any]) -> dict[str, Any]:
    """The button of a card that puts a disagreement on record."""
    (button,) = [e for e in elements(card) if e["type"] == "Action.Execute" and e["verb"] == "disagree"]
    return button


def standing(channel: Channel) -> list[str]:
    """What stands in the end, of what arrived: each message once, by its words."""
    arrived = {c["id"]: c["body"] for c in channel.calls if c["id"] and c["body"]["type"] == "message"}
    return [shown(body["attachments"][0]["content"]) for body in arrived.values()]


async def test_a_draft_in_a_direct_message_is_reviewed_in_the_place_of_the_placeholder(
    bench: Bench, channel: Channel
):
    await bench.say(SELFIE)
    await bench.settled()

    posted, updated = channel.called("POST", "/activities"), channel.called("PUT")
    messages = [call["body"] for call in posted if call["body"]["type"] == "message"]
    assert [shown(m["attachments"][0]["content"]) for m in messages] == [WORKING.text]
    assert len(updated) == 1
    assert "selfie with a patient" in shown(bench.card)
    assert {c["body"]["type"] for c in posted} == {"message", "typing"}
    (entry,) = await bench.entries()
    assert (entry.decision.platform, entry.decision.actor.id, entry.decision.verdict) == (
        "teams",
        "aad-ann",
        "block",
    )


async def test_the_same_message_twice_and_at_once_is_one_review(bench: Bench, channel: Channel):
    activity = channel.activity(SELFIE)

    statuses = await asyncio.gather(*(bench.post(activity) for _ in range(5)))
    await bench.settled()
    await bench.post(activity)
    await bench.idle()

    assert await bench.accepted() == 1
    assert {status for status, _ in statuses} == {200}
    assert len(await bench.entries()) == 1
    assert len(channel.called("PUT")) == 1


async def test_a_mention_in_a_channel_is_answered_privately_and_no_word_of_it_appears_there(
    bench: Bench, channel: Channel
):
    assert (await bench.post(channel.in_a_channel(SELFIE)))[0] == 200
    await bench.settled()

    in_channel = [c["body"] for c in channel.calls if "19:ward" in c["path"]]
    in_private = [c["body"] for c in channel.calls if "a:ann" in c["path"]]
    assert [shown(b["attachments"][0]["content"]) for b in in_channel] == [POINTER.text]
    assert channel.called("POST", ";messageid=17/activities")
    assert "selfie" not in json.dumps(in_channel)
    assert "selfie with a patient" in json.dumps(in_private)


async def test_others_talking_among_themselves_are_left_alone(bench: Bench, channel: Channel):
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat", "tenantId": TENANT}

    assert (await bench.post(channel.activity(SELFIE, conversation=group)))[0] == 200
    assert (await bench.post(channel.in_a_channel(SELFIE, mention=False)))[0] == 200

    assert await bench.accepted() == 0
    assert channel.calls == []


async def test_a_button_pressed_three_times_is_one_decision_and_the_card_says_so(
    bench: Bench, channel: Channel
):
    await bench.say(SELFIE)
    await bench.settled()
    button = execute(bench.card)

    answers = [await bench.press(button, PICKED) for _ in range(3)]

    assert [status for status, _ in answers] == [200] * 3
    assert answers[0] == answers[1] == answers[2]
    card = answers[0][1]["value"]
    assert answers[0][1]["type"] == "application/vnd.microsoft.card.adaptive"
    assert "disagreement is on the record" in shown(card)
    assert "selfie with a patient" in shown(card)
    (entry,) = await bench.entries("disagreed")
    assert entry.decision.details == {"rule": "phi.image.selfie", "reason": "permission_on_file"}
    await until(lambda: len(channel.called("PUT")) >= 4)
    assert bench.card == card


async def test_an_older_client_that_submits_the_button_as_a_message_does_the_same(
    bench: Bench, channel: Channel
):
    await bench.say(SELFIE)
    await bench.settled()
    fallback = execute(bench.card)["fallback"]

    status, _ = await bench.post(
        channel.activity(
            "", value={**fallback["data"], **PICKED}, replyToId=bench.message_id(), id="submit-1"
        )
    )

    assert status == 200
    assert len(await bench.entries("disagreed")) == 1
    await until(lambda: len(channel.called("PUT")) == 2)


async def test_a_button_that_is_submitted_in_a_channel_counts_although_it_mentions_nobody(
    bench: Bench, channel: Channel
):
    await bench.post(channel.in_a_channel("subscribe monday 9:00"))
    await bench.settled()
    stop = button(bench.card, "unsubscribe")["fallback"]["data"]

    submit = channel.in_a_channel("", mention=False, value=stop, replyToId=bench.last_id)
    await bench.post(submit)

    assert await bench.workshop.subscriptions.subscriptions("local") == ()


async def test_what_a_submitted_button_is_answered_comes_as_a_message_to_that_person(
    bench: Bench, channel: Channel
):
    await bench.post(channel.in_a_channel("", mention=False, value={"bedside": 9}))
    await bench.settled()

    assert shown(bench.card_of()) == NO_BUTTON
    assert not [call for call in channel.calls if "19:ward" in call["path"]]


async def test_a_press_brings_a_conversation_back_that_was_taken_for_gone(bench: Bench, channel: Channel):
    await bench.say(SELFIE)
    await bench.settled()
    place = a_place(channel)
    await bench.workshop.conversations.mark_dead(place, "MessageWritesBlocked")

    await bench.press(execute(bench.card), PICKED)

    assert await bench.workshop.conversations.dead_reason(place) is None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"bedside": 2, "verb": "disagree", "decision": "d", **PICKED},
        {"bedside": 1, "verb": "publish", "decision": "d", **PICKED},
        {"bedside": 1, "verb": "disagree", "decision": "d", "rule": "r", "reason": "because"},
        "words",
        [],
    ],
)
async def test_a_button_of_another_version_gets_a_kind_answer(bench: Bench, channel: Channel, data: Any):
    value = {"action": {"verb": "disagree", "data": data}}

    status, body = await bench.post(channel.invoke("adaptiveCard/action", value))

    assert (status, body["value"]) == (200, NO_BUTTON)
    assert await bench.entries() == ()


async def test_a_button_of_somebody_elses_review_records_nothing(bench: Bench, channel: Channel):
    data = {"bedside": 1, "verb": "disagree", "decision": "made-up", **PICKED}

    status, body = await bench.post(channel.invoke("adaptiveCard/action", {"action": {"data": data}}))

    assert (status, body["value"]) == (200, "That review or finding is not in the log. Nothing was recorded.")


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("adaptiveCard/action", None, 400),
        ("adaptiveCard/action", {"action": None}, 400),
        ("adaptiveCard/action", [1], 400),
        ("composeExtension/fetchTask", None, 400),
        ("composeExtension/submitAction", {"data": {"what": "review"}}, 400),
        ("task/fetch", {}, 501),
        ("signin/verifyState", {}, 501),
        ("message/submitAction", {"actionValue": {"reaction": "like", "feedback": '{"t":"Anna"}'}}, 200),
        ("message/submitAction", None, 200),
    ],
)
async def test_an_invoke_is_answered_or_refused_by_its_form(
    bench: Bench, channel: Channel, name: str, value: Any, status: int
):
    assert (await bench.post(channel.invoke(name, value)))[0] == status
    assert channel.calls == []


@pytest.mark.parametrize(("reaction", "useful"), [("like", [True]), ("dislike", [False]), ("other", [])])
async def test_a_rating_is_an_entry_about_the_answer_and_what_was_written_beside_it_is_not_kept(
    bench: Bench, channel: Channel, reaction: str, useful: list[bool]
):
    await bench.say(SELFIE)
    await bench.settled()
    (answered,) = await bench.entries("reviewed")
    value = {"actionName": "feedback", "actionValue": {"reaction": reaction, "feedback": '{"t":"Anna"}'}}

    for number in range(2):
        invoke = channel.invoke(
            "message/submitAction", value, replyToId=bench.message_id(), id=f"rate-{number}"
        )
        assert (await bench.post(invoke))[0] == 200

    rated = await bench.entries("rated")
    assert [entry.decision.details for entry in rated] == [{"useful": said} for said in useful]
    assert all(entry.decision.subject == answered.id for entry in rated)
    assert "Anna" not in str(rated)


async def test_help_and_the_first_greeting_are_answers_not_reviews(bench: Bench, channel: Channel):
    await bench.say("help")
    await bench.settled()

    assert "Send me a draft and I review it" in shown(bench.card)
    assert "respond-review A PUBLIC REVIEW" in shown(bench.card)
    assert await bench.entries() == ()


async def test_a_changed_message_is_read_anew_and_the_old_review_is_taken_away(
    bench: Bench, channel: Channel
):
    first = await bench.say(SELFIE)
    await bench.settled()
    edit = {
        **first,
        "type": "messageUpdate",
        "text": BOAST,
        "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"},
    }

    for _ in range(2):
        assert (await bench.post(edit))[0] == 200
    await bench.settled(2)

    standing = {c["path"].rsplit("/", 1)[1]: c["body"] for c in channel.called("PUT")}
    texts = [shown(body["attachments"][0]["content"]) for body in standing.values()]
    assert texts[0] == EDITED.text
    assert "the best hospital in the country" in texts[1]
    assert len(await bench.entries("reviewed")) == 2


async def test_a_changed_message_shows_what_changed_and_the_earlier_words_are_not_kept(bench: Bench):
    first = await bench.say("We are the best hospital in the country.")
    await bench.settled()
    (review,) = await bench.entries("reviewed")
    channel_data = {"tenant": {"id": TENANT}, "eventType": "editMessage"}
    for number, text in enumerate(("We are a good hospital.", "We are a kind hospital."), start=2):
        edit = {**first, "type": "messageUpdate", "text": text, "channelData": channel_data}
        assert (await bench.post(edit))[0] == 200
        await bench.settled(number)

        assert WHAT_CHANGED in shown(bench.card) + json.dumps(bench.card)
    struck = [e["text"] for e in elements(bench.card) if e.get("strikethrough")]
    added = [e["text"] for e in elements(bench.card) if e.get("underline")]

    assert (" ".join(struck).split(), " ".join(added).split()) == (["good"], ["kind"])
    assert await bench.service.kept_draft("local", review.id) is None


async def test_a_changed_draft_that_was_sent_to_people_can_be_handed_in(bench: Bench):
    first = await bench.say(FINE)
    await bench.settled()
    await bench.press(button(bench.card, "send "))
    await bench.settled(3)
    channel_data = {"tenant": {"id": TENANT}, "eventType": "editMessage"}
    edit = {**first, "type": "messageUpdate", "text": f"{FINE} Really.", "channelData": channel_data}
    await bench.post(edit)
    await bench.settled(4)

    assert "Send the new version" in [e.get("title") for e in elements(bench.card_of("ann"))]
    (waiting,) = await bench.entries("sent")
    assert await bench.service.kept_draft("local", waiting.decision.subject or "") is not None


async def test_a_message_changed_while_it_waits_never_shows_the_old_review_in_the_end(
    sqlite: Database, channel: Channel
):
    async with a_bench(sqlite, channel, work=False) as bench:
        first = await bench.say(SELFIE)
        edit = {
            **first,
            "type": "messageUpdate",
            "text": BOAST,
            "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"},
        }
        await bench.post(edit)
        bench.workshop.begin()
        await bench.settled(2)

        standing = {c["path"].rsplit("/", 1)[1]: c["body"] for c in channel.called("PUT")}
        assert "phi.image.selfie" not in json.dumps(list(standing.values()))
        assert json.dumps(standing).count(WHAT_CHANGED) == 1


async def test_a_deleted_message_takes_its_review_and_the_kept_card_along(bench: Bench, channel: Channel):
    first = await bench.say(SELFIE)
    await bench.settled()
    button = execute(bench.card)
    gone = {
        **first,
        "type": "messageDelete",
        "text": "",
        "channelData": {"tenant": {"id": TENANT}, "eventType": "softDeleteMessage"},
    }

    await bench.post(gone)
    await bench.settled(2)

    assert shown(bench.card) == f"{DELETED} {NOT_KEPT}"
    _, body = await bench.press(button, PICKED)
    assert "selfie" not in json.dumps(body)
    (review,) = await bench.entries("reviewed")
    assert await bench.service.kept_draft("local", review.id) is None


async def test_a_deleted_draft_that_people_were_asked_about_says_that_its_words_stay(bench: Bench):
    first = await bench.say(FINE)
    await bench.settled()
    await bench.press(button(bench.card, "send "))
    await bench.settled(3)
    gone = {"type": "messageDelete", "text": "", "channelData": {"tenant": {"id": TENANT}}}
    await bench.post({**first, **gone})
    await bench.settled(4)

    assert shown(bench.card_of("ann")) == f"{DELETED} {ASKED_ABOUT.text}"


async def test_installing_welcomes_once_uninstalling_is_the_end_and_installing_again_revives(
    bench: Bench, channel: Channel
):
    install = channel.activity("", type="installationUpdate", action="add")
    place = a_place(channel)

    for number in range(2):
        await bench.post({**install, "id": f"i{number}"})
    await bench.idle()
    assert await bench.accepted() == 1
    assert [shown(m["attachments"][0]["content"]) for m in channel.messages] == [WELCOME]

    await bench.post({**install, "id": "r", "action": "remove"})
    assert await bench.workshop.conversations.dead_reason(place) == "uninstalled"
    await bench.post({**install, "id": "i3"})
    assert await bench.workshop.conversations.dead_reason(place) is None


async def test_a_conversation_that_is_gone_is_known_for_it(bench: Bench, channel: Channel):
    channel.fail(403, code="MessageWritesBlocked", times=9)

    await bench.say(SELFIE)
    await bench.settled()

    assert await bench.workshop.conversations.dead_reason(a_place(channel)) == "MessageWritesBlocked"
    channel.faults.clear()
    await bench.say(SELFIE)
    assert await bench.workshop.conversations.dead_reason(a_place(channel)) is None


async def test_being_asked_to_wait_three_times_delivers_once(bench: Bench, channel: Channel):
    channel.fail(429, times=3, headers={"Retry-After": "1"})

    await bench.say(SELFIE)
    await bench.settled()

    said = [call for call in channel.calls if call["body"]["type"] == "message"]
    waited = [then["at"] - call["at"] for call, then in pairwise(said) if not call["id"]]
    assert waited
    assert min(waited) >= 1.0
    (answer,) = standing(channel)
    assert "selfie with a patient" in answer
    assert channel.faults == []
    assert len(await bench.entries()) == 1


async def test_a_placeholder_of_which_nobody_knows_is_not_posted_again(bench: Bench, channel: Channel):
    channel.faults = [(200, {}, None, 0.0), (502, {}, {}, 0.0)]  # the sign of typing, then the placeholder

    await bench.say(SELFIE)
    await bench.settled()

    placeholders = [m for m in channel.messages if WORKING.text in json.dumps(m, ensure_ascii=False)]
    assert len(placeholders) == 1
    (answer,) = standing(channel)
    assert "selfie with a patient" in answer


async def test_while_a_draft_is_read_for_long_teams_has_its_answer_and_typing_ends_with_the_review(
    sqlite: Database, channel: Channel
):
    may_be_read = asyncio.Event()

    async def slowly(work: Callable[[], Any]) -> Any:
        await may_be_read.wait()
        return work()

    def judging(log: SqlDecisionLog) -> Service:
        return Service(the_pack(), log, FakeFingerprinter(), SystemClock(), elsewhere=slowly)

    async with a_bench(sqlite, channel, judging=judging) as bench:
        await bench.say(SELFIE)  # Teams has its answer, and the draft is still to be read
        await until(lambda: [c for c in channel.calls if c["body"]["type"] == "typing"])
        assert bench.teams.messenger._typing
        may_be_read.set()
        await bench.settled()

        assert len(channel.called("PUT")) == 1
        assert not bench.teams.messenger._typing


async def test_a_draft_that_is_too_long_is_told_so(bench: Bench, channel: Channel):
    await bench.say("x" * 300_000)
    await bench.settled()

    assert "at most 200,000" in shown(bench.card)


async def test_a_long_answer_comes_in_parts_and_none_is_too_large(bench: Bench, channel: Channel):
    long = "review website: " + BOAST + " Thank you 谢谢 🎉." * 4000

    await bench.say(long)
    await bench.settled()

    assert all(len(json.dumps(m, ensure_ascii=False).encode("utf-16-le")) < 95_000 for m in channel.messages)
    texts = "".join(m["text"] for m in channel.messages if m.get("text"))
    assert "a hospital that measures itself" in texts
    assert texts.count("🎉") == 4000


async def test_no_word_of_a_draft_is_logged(
    bench: Bench, channel: Channel, capfd: pytest.CaptureFixture[str]
):
    channel.fail(500, times=2)
    await bench.say(SELFIE)
    await bench.settled()
    await bench.post(channel.invoke("nonsense", {"words": SELFIE}))

    assert "selfie" not in "".join(capfd.readouterr())


async def test_a_mention_of_us_in_a_draft_by_hand_is_no_command(bench: Bench, channel: Channel):
    await bench.say(f"<at>Bedside</at> {SELFIE} [x](https://evil.example)")
    await bench.settled()

    assert "entities" not in bench.last
    assert "selfie with a patient" in shown(bench.card)
