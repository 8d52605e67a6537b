"""What people decide in Teams: one tap each, on the record once, and every card says how it stands."""

from dataclasses import replace
from typing import Any

import pytest

from bot.commands import Disagree, DisagreeReason, Request
from bot.model import Actor
from tests.adapters.test_teams_render import elements, shown
from tests.builders import a_decision
from tests.listed import FREEZE
from tests.teams.channel import TENANT, Channel
from tests.teams.desk import Bench, a_person
from tests.waiting import until
from tests.web import BOAST, FINE, SELFIE


def button(card: dict[str, Any], words: str, ending: str = "") -> dict[str, Any]:
    """The button behind which lie words that begin, and end, so."""
    found = [e for e in elements(card) if e["type"] == "Action.Execute"]
    told = [(e, str(e["data"].get("words", ""))) for e in found]
    return next(e for e, said in told if said.startswith(words) and said.endswith(ending))


def titles(card: dict[str, Any]) -> list[str]:
    """What the buttons say."""
    bars = [e for e in card["body"] if e.get("id") == "next"]
    return [action["title"] for bar in bars for row in bar["items"] for action in row["actions"]]


def picked(pressed: dict[str, Any], reason: str) -> dict[str, str]:
    return {pressed["data"]["pick"]: reason}


async def tap(bench: Bench, words: str, who: str = "ann", reason: str = "") -> dict[str, Any]:
    """Press it on the card that stands; gives the card that Teams is answered."""
    pressed = button(bench.card_of(who), words)
    status, body = await bench.press(pressed, picked(pressed, reason) if reason else {}, who)
    assert status == 200
    return body["value"] if isinstance(body["value"], dict) else {"said": body["value"]}


async def sent(bench: Bench, text: str = FINE) -> None:
    """Ann's draft waits for communications, who were told."""
    await bench.say(text)
    await bench.settled()
    await tap(bench, "send ")
    await bench.settled(3)


async def opened(bench: Bench, who: str = "dana") -> dict[str, Any]:
    """The submission that somebody was told of, opened."""
    return await tap(bench, "show ", who)


async def test_under_a_review_stands_what_can_be_done_with_it(bench: Bench):
    await bench.say(BOAST)
    await bench.settled()

    assert titles(bench.card) == [
        "Published as reviewed",
        "Send to communications",
        "Published with changes",
        "More",
    ]
    assert [a["title"] for a in bench.card["actions"]] == ["I disagree", "Compare what was posted"]


async def test_what_was_posted_is_compared_on_the_card_of_its_review(bench: Bench):
    await bench.say(FINE)
    await bench.settled()
    compare = bench.card["actions"][-1]["card"]["actions"][0]

    _, other = await bench.press(compare, {"pasted": "Something else went out."}, id="one")
    await bench.press(button(other["value"], "outcome "), id="two")
    status, body = await bench.press(compare, {"pasted": f"{FINE}\n"}, id="three")

    found = await bench.entries("outcome")
    assert [entry.decision.details["outcome"] for entry in found].count("published") == 2
    assert (status, len(found)) == (200, 3)
    assert "What was posted is what was reviewed." in str(body["value"])
    assert "✓ Published as reviewed" in titles(body["value"])
    assert "is not what was reviewed" not in str(body["value"])  # the last word stands on the card


async def test_an_outcome_is_on_the_record_once_however_often_teams_sends_the_press(bench: Bench):
    await bench.say(BOAST)
    await bench.settled()
    pressed = button(bench.card, "outcome ")
    revised = {**pressed["data"], "words": pressed["data"]["words"].replace("published", "revised")}
    revised.pop("pick", None)

    answers = [await bench.press({**pressed, "data": revised}, {}, id=f"try-{n}") for n in range(3)]

    (entry,) = await bench.entries("outcome")
    assert entry.decision.details["outcome"] == "revised"
    assert [status for status, _ in answers] == [200] * 3
    assert answers[0] == answers[1] == answers[2]
    assert "On record: “I will revise it”." in shown(answers[0][1]["value"])


async def test_going_ahead_against_a_verdict_takes_a_reason(bench: Bench):
    await bench.say(BOAST)
    await bench.settled()

    card = await tap(bench, "outcome ", reason="source_on_file")

    (entry,) = await bench.entries("outcome")
    assert entry.decision.details["waiver"] == "source_on_file"
    assert titles(card)[0] == "✓ Published as reviewed"


async def test_a_second_thought_is_a_second_entry_and_the_last_one_is_marked(bench: Bench, channel: Channel):
    await bench.say(FINE)
    await bench.settled()
    first = await tap(bench, "outcome ")
    await until(lambda: bench.card_of() == first)

    pressed = button(bench.card, "outcome ", "published_changed")
    _, body = await bench.press(pressed, {})

    assert [e.decision.details["outcome"] for e in await bench.entries("outcome")] == [
        "published_changed",
        "published",
    ]
    assert [title for title in titles(body["value"]) if title.startswith("✓")] == ["✓ Published with changes"]


async def test_what_was_chosen_under_more_is_marked_there(bench: Bench):
    await bench.say(BOAST)
    await bench.settled()

    _, body = await bench.press(button(bench.card, "outcome ", " revised"), {})

    chosen = [e for e in elements(body["value"]) if e.get("title") == "✓ I will revise it"]
    assert [e["isEnabled"] for e in chosen] == [False, False]  # the button, and its fallback


async def test_a_press_on_a_card_that_changed_meanwhile_changes_nothing_and_shows_how_it_stands(bench: Bench):
    await bench.say(FINE)
    await bench.settled()
    old = button(bench.card, "outcome ")
    await tap(bench, "outcome ")

    stale = {**old, "data": {**old["data"], "words": old["data"]["words"] + "_changed"}}
    _, body = await bench.press(stale, {})

    assert len(await bench.entries("outcome")) == 1
    assert "✓ Published as reviewed" in titles(body["value"])


async def test_what_is_sent_to_communications_reaches_them_without_a_word_of_the_draft(bench: Bench):
    await sent(bench)

    for who in ("dana", "carl"):
        told = shown(bench.card_of(who))
        assert "Ann asks you to decide on a draft." in told
        assert "night team" not in told
    assert "✓ Send to communications" in titles(bench.card_of())
    assert "Waits for Carl or Dana" in shown(bench.card_of())


async def test_whoever_decides_sees_the_words_and_looking_is_an_entry(bench: Bench):
    await sent(bench)

    card = await opened(bench)

    assert FINE in shown(card)
    assert titles(card) == ["Approve", "Return", "Block", "I have it"]
    (entry,) = [e for e in await bench.entries("viewed") if e.decision.actor.id == "aad-dana"]
    assert entry.decision.details["submission"]


async def test_the_first_press_decides_and_the_second_presser_is_told_by_whom(bench: Bench, channel: Channel):
    await sent(bench)
    for who in ("dana", "carl"):
        await opened(bench, who)
        await until(lambda who=who: titles(bench.card_of(who))[:1] == ["Approve"])

    first, second = [await tap(bench, "approve ", who) for who in ("dana", "carl")]

    assert "Approved by Dana at" in shown(first)
    assert "Already approved by Dana at" in shown(second)
    assert titles(second) == []
    (entry,) = await bench.entries("approved")
    assert entry.decision.actor.id == "aad-dana"
    await until(lambda: "approved your" in shown(bench.card_of()).lower())


async def test_a_decision_that_teams_sends_three_times_is_one(bench: Bench):
    await sent(bench)
    pressed = button(await opened(bench), "return ")

    answers = [
        await bench.press(pressed, picked(pressed, "off_strategy"), "dana", id=f"try-{n}") for n in range(3)
    ]

    assert len(await bench.entries("returned")) == 1
    assert all("Returned by Dana" in shown(body["value"]) for _, body in answers)


async def test_whoever_says_i_have_it_keeps_the_words_on_the_card(bench: Bench, channel: Channel):
    await sent(bench)
    await opened(bench)
    await until(lambda: "I have it" in titles(bench.card_of("dana")))

    card = await tap(bench, "take ", "dana")

    assert "Who has it: Dana" in shown(card)
    assert FINE in shown(card)
    assert "Approve" in titles(card)


async def test_without_the_words_nobody_is_offered_to_approve_them(bench: Bench):
    await sent(bench)
    show = button(bench.card_of("dana"), "show ")
    take = {**show, "data": {**show["data"], "words": show["data"]["words"].replace("show", "take")}}

    _, body = await bench.press(take, {}, "dana")

    assert titles(body["value"]) == ["Look at it", "Return", "Block"]


def form(card: dict[str, Any], wanted: str) -> dict[str, Any]:
    """The button under a form for other words."""
    return next(
        e for e in elements(card) if e["type"] == "Action.Execute" and e["data"].get("wanted") == wanted
    )


async def test_an_approver_who_changes_the_words_approves_what_was_then_reviewed(
    bench: Bench, channel: Channel
):
    await sent(bench)
    card = await opened(bench)
    words = next(e for e in elements(card) if e["type"] == "Input.Text")
    mended = f"{FINE} And to the day team."

    _, body = await bench.press(form(card, "approve"), {words["id"]: mended}, "dana")
    await until(lambda: "Approved by Dana" in shown(bench.card_of("dana")))

    assert words["value"] == FINE
    assert "are being read" in body["value"]
    (entry,) = await bench.entries("approved")
    assert entry.decision.details["edited"] is True
    assert len(await bench.entries("reviewed")) == 2


async def test_an_author_sends_other_words_once_however_often_teams_repeats_it_and_it_waits_again(
    bench: Bench, channel: Channel
):
    await sent(bench)
    returned = button(await opened(bench), "return ")
    await bench.press(returned, picked(returned, "off_strategy"), "dana")
    await until(lambda: "Returned" in shown(bench.card_of()) or "returned" in shown(bench.card_of()))
    card = await tap(bench, "show ")
    assert [action["title"] for action in card["actions"]] == ["Send other words"]

    for number in range(3):
        await bench.press(form(card, "resubmit"), {"text": f"{FINE} Again."}, id=f"try-{number}")
    await until(lambda: "It waits again." in shown(bench.card_of()))

    assert len(await bench.entries("resubmitted")) == 1
    await until(lambda: "again, since it was reviewed anew" in shown(bench.card_of("dana")))


async def test_the_queue_is_a_card_that_opens_each_draft_and_comes_back(bench: Bench, channel: Channel):
    await sent(bench)
    await bench.say("queue", **a_person("dana"))
    await bench.settled(4)
    assert "LinkedIn post by Ann" in shown(bench.card_of("dana"))
    assert "night team" not in shown(bench.card_of("dana"))

    card = await tap(bench, "show ", "dana")
    assert FINE in shown(card)
    await until(lambda: "Approve" in titles(bench.card_of("dana")))
    back = await tap(bench, "queue", "dana")

    assert "LinkedIn post by Ann" in shown(back)
    assert "night team" not in shown(back)


async def test_nobody_sees_the_draft_of_somebody_else_by_a_button_of_their_own_making(bench: Bench):
    await sent(bench)
    show = button(bench.card_of("dana"), "show ")

    _, body = await bench.press(show, {}, "eve")

    assert body["value"] == "That is not here, or not for you. Nothing was changed."


async def test_a_card_asks_how_it_stands_for_its_reader_only(bench: Bench, channel: Channel):
    await sent(bench)
    await opened(bench)
    await until(lambda: "Approve" in titles(bench.card_of("dana")))

    assert bench.card_of("dana")["refresh"]["userIds"] == ["29:dana"]
    assert bench.card_of("ann")["refresh"]["userIds"] == ["29:ann"]


async def test_a_refreshed_review_says_what_became_of_it_and_a_refresh_is_no_entry(
    bench: Bench, channel: Channel
):
    await sent(bench)
    review = bench.message_id("ann")
    await opened(bench)
    await until(lambda: "Approve" in titles(bench.card_of("dana")))
    refresh = bench.card_of("ann")["refresh"]["action"]
    await tap(bench, "approve ", "dana")
    before = len(await bench.entries())

    _, body = await bench.press(refresh, {}, "ann", replyToId=review)

    assert "Approved by Dana at" in shown(body["value"])
    assert FINE not in shown(body["value"])
    assert len(await bench.entries()) == before


async def test_a_refreshed_submission_keeps_its_words_until_others_take_their_place(
    bench: Bench, channel: Channel
):
    await sent(bench)
    card = await opened(bench)
    await until(lambda: "Approve" in titles(bench.card_of("dana")))
    message, refresh = bench.message_id("dana"), card["refresh"]["action"]

    _, same = await bench.press(refresh, {}, "dana", replyToId=message)
    await tap(bench, "take ", "dana")
    _, taken = await bench.press(refresh, {}, "dana", replyToId=message)

    assert same["value"] == card
    assert "Who has it: Dana" in shown(taken["value"])
    assert FINE in shown(taken["value"])


async def test_a_block_can_be_sent_to_privacy_and_only_they_decide(bench: Bench):
    await bench.say(SELFIE)
    await bench.settled()
    assert titles(bench.card)[:2] == ["Send to communications", "Escalate to Privacy"]

    pressed = button(bench.card, "", " privacy")
    _, body = await bench.press(pressed, {})

    assert "Sent." in shown(body["value"])
    (entry,) = await bench.entries("sent")
    assert entry.decision.details["purpose"] == "privacy"


async def test_a_deleted_message_takes_the_kept_draft_along(bench: Bench):
    first = await bench.say(SELFIE)
    await bench.settled()
    (entry,) = await bench.entries("reviewed")
    deleted = {"type": "messageDelete", "text": "", "channelData": {"tenant": {"id": TENANT}}}

    await bench.post({**first, **deleted})
    await bench.settled(2)

    shelf = bench.service.desk.books.drafts  # type: ignore[union-attr]
    assert await shelf.read("local", entry.id) is None
    assert len(await bench.entries("forgotten")) == 1


async def test_a_message_deleted_while_people_decide_leaves_them_its_words(bench: Bench):
    first = await bench.say(FINE)
    await bench.settled()
    await tap(bench, "send ")
    await bench.settled(3)
    deleted = {"type": "messageDelete", "text": "", "channelData": {"tenant": {"id": TENANT}}}

    await bench.post({**first, **deleted})
    await bench.settled(4)

    assert FINE in shown(await opened(bench))


@pytest.mark.parametrize("words", ["publish d1", "outcome d1", "show", "x" * 500])
async def test_words_that_no_button_has_are_refused_kindly(bench: Bench, channel: Channel, words: str):
    data = {"bedside": 1, "verb": "do", "words": words, "on": "review", "about": "d1", "seen": ""}

    status, body = await bench.post(channel.invoke("adaptiveCard/action", {"action": {"data": data}}))

    assert status == 200
    assert "another version of Bedside" in body["value"]


async def test_a_register_is_a_card_that_opens_what_is_on_file_and_ends_it(bench: Bench):
    made = a_decision(event="filed", actor=Actor("dana", tenant="local"))
    assert bench.service.desk is not None
    await bench.service.desk.books.registers.put("local", replace(FREEZE, until=None), made)
    await bench.say("register freezes", **a_person("dana"))
    await bench.settled()
    listed = bench.card_of("dana")
    opened = await tap(bench, "item ", "dana")

    assert "Freezes: 1 in force, 1 on file" in str(listed)
    assert "Why: Power outage" in shown(opened)
    assert "set_by" not in shown(listed) + shown(opened)
    assert button(opened, "end ")["style"] == "destructive"

    await bench.press(button(opened, "end "), {}, "dana")
    again = await bench.press(listed["refresh"]["action"], {}, "dana")

    assert (await bench.entries())[0].decision.event == "lifted"
    assert "Freezes: 0 in force, 1 on file" in str(again[1]["value"])


async def test_an_appeal_is_settled_on_the_card_that_lists_them(bench: Bench):
    await bench.say(BOAST)
    await bench.settled()
    entry = (await bench.entries("reviewed"))[0]
    wrong = Disagree(entry.id, entry.decision.findings[0].rule, DisagreeReason.SOURCE_EXISTS)
    await bench.service.handle(Request(Actor("aad-ann", tenant="local"), "teams", wrong))
    await bench.say("appeals", **a_person("cleo"))
    await bench.settled(2)
    listed = bench.card_of("cleo")
    settled = await tap(bench, "uphold ", "cleo", "rule_too_broad")
    again = await bench.press(listed["refresh"]["action"], {}, "cleo")

    assert "One appeal waits." in str(listed)
    assert "Upheld." in shown(settled)
    assert (await bench.entries("adjudicated"))[0].decision.details["upheld"] is True
    assert "No appeal waits." in str(again[1]["value"])
    assert "Rule too broad" in str(again[1]["value"])


async def test_what_the_desk_lists_is_for_those_whose_work_it_is(bench: Bench):
    told = {"appeals": "No appeal waits.", "register authorizations": "is for privacy and communications"}
    for number, (words, answer) in enumerate(told.items()):
        await bench.say(words, **a_person("ann"))
        await bench.settled(number + 1)
        assert "Uphold" not in shown(bench.card_of())
        assert answer in str(bench.card_of())
