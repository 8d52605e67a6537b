"""The desk from Slack: send, read, return, approve, change; once, whoever is first."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from adapters.slack import desk_forms, desk_listeners
from adapters.slack.limits import problems, view_problems
from bot.desk_words import SYNTAX
from bot.filing import ASKED_ABOUT
from bot.model import Actor, Decision
from bot.policy import PolicyPack
from bot.ports import LogQuery
from bot.taking_back import DELETED, NOT_KEPT
from tests.builders import NOON
from tests.listed import FREEZE
from tests.slack import ANN, DM, TEAM, WARD, a_click, a_command, a_deletion, a_dm, a_submission, an_edit
from tests.slack_desk import (
    CARL,
    CLEO,
    DANA,
    OTTO,
    a_decision,
    a_desk_pack,
    a_press,
    elements,
    looks,
    press,
    sent,
)
from tests.slack_server import Fault
from tests.slack_stage import Stage
from tests.web import BOAST, FINE, SELFIE

COMMS, COMPARE = "C0COMMS", "Compare what was posted"


@pytest.fixture
def slack_pack() -> PolicyPack:
    """A Slack in which people hold roles, and communications a channel."""
    return a_desk_pack(channels=[f"slack:{TEAM}:{COMMS}"])


def a_paste(view: dict[str, Any], text: str, **more: Any) -> Any:
    """The form for published words, sent."""
    values = {"posted": {"field": {"value": text}}}
    return a_submission(view["callback_id"], values, metadata=view["private_metadata"], **more)


async def events(stage: Stage) -> list[str]:
    found = await stage.log.find(stage.tenant, LogQuery(views=True))
    return [entry.decision.event for entry in reversed(found)]


async def test_what_became_of_a_draft_is_one_tap_below_its_review(stage: Stage):
    await stage.client.event(a_dm(FINE))
    await stage.settled(1)
    (review,) = stage.slack.answers()
    await press(stage, review, "Published as reviewed")
    await stage.settled(2)

    newest, reviewed = await stage.decisions()
    assert (newest.decision.event, newest.decision.subject) == ("outcome", reviewed.id)
    assert newest.decision.details["outcome"] == "published"
    (review,) = stage.slack.answers(DM)  # the same message, and no other
    assert review["text"].startswith("✓ On record: “Published as reviewed”.")
    assert review["text"].splitlines()[1].startswith("✓ OK: Good to go.")
    assert '"type": "date"' in json.dumps(review["blocks"][0])
    assert "✓ Published as reviewed" in elements(review)
    assert problems(review["text"], review["blocks"]) == []


async def test_a_second_thought_is_a_later_entry_and_takes_the_place_of_the_first_on_the_review(stage: Stage):
    await stage.client.event(a_dm(BOAST))
    await stage.settled(1)
    review = stage.slack.answers(DM)[0]
    await press(stage, review, "Published as reviewed…", reason="The source is on file")
    await stage.settled(2)
    await press(stage, stage.slack.answers(DM)[0], "Not publishing it")
    await stage.settled(3)

    after = stage.slack.answers(DM)[0]
    outcomes = [
        d.decision.details["outcome"] for d in await stage.decisions() if d.decision.event == "outcome"
    ]
    assert outcomes == ["withdrawn", "published"]
    assert [label for label in elements(after) if label.startswith("✓")] == ["✓ Not publishing it"]
    assert after["text"].count("On record:") == 1
    assert "▲ REVISE" in after["text"]
    assert problems(after["text"], after["blocks"]) == []


async def test_a_button_pressed_twice_in_a_row_is_one_entry_and_one_that_stands_does_nothing(stage: Stage):
    await stage.client.event(a_dm(FINE))
    await stage.settled(1)
    (review,) = stage.slack.answers(DM)
    before = {**review, "blocks": list(review["blocks"])}
    for _ in range(2):  # each press of a finger is another event
        await press(stage, before, "I will revise it")
    await stage.settled(3)
    await press(stage, stage.slack.answers(DM)[0], "✓ I will revise it")

    assert [d.decision.event for d in await stage.decisions()] == ["outcome", "reviewed"]
    assert await stage.settled(3) == {"done": 3}


async def test_a_review_that_is_gone_is_told_below_what_is_on_record(stage: Stage):
    await stage.client.event(a_dm(FINE))
    await stage.settled(1)
    (review,) = stage.slack.answers(DM)
    stage.slack.faults["chat.update"] = Fault(error="cant_update_message")
    await press(stage, review, "Published as reviewed")
    await stage.settled(2)

    assert stage.slack.answers(DM)[-1]["text"].startswith("On record: “Published as reviewed”.")


async def test_an_outcome_on_a_review_of_a_changed_draft_keeps_the_sign_above_all(stage: Stage):
    draft = a_dm(FINE)
    await stage.client.event(draft)
    await stage.settled(1)
    await stage.client.event(an_edit(draft, f"{FINE} Really."))
    await stage.settled(2)
    await press(stage, stage.slack.answers(DM)[0], "Not publishing it")
    await stage.settled(3)
    await stage.client.event(an_edit(draft, f"{FINE} Very much so."))
    await stage.settled(4)

    sign, told, verdict = stage.slack.answers(DM)[0]["text"].splitlines()[:3]
    assert sign.startswith("You changed the draft.")
    assert told.startswith("✓ On record:")
    assert verdict.startswith("✓ OK")
    assert "Review again" in elements(stage.slack.answers(DM)[0])


async def test_words_that_were_published_are_compared_with_the_review_and_shown_on_it(stage: Stage):
    await stage.client.event(a_dm(FINE))
    await stage.settled(1)
    (review,) = stage.slack.answers(DM)
    await press(stage, review, COMPARE)
    view = stage.slack.views[-1]
    empty = await stage.client.interaction(a_paste(view, " "))
    await stage.client.interaction(a_paste(view, f"{FINE}\r\n"))
    await stage.settled(2)

    (same,) = stage.slack.answers(DM)
    assert "paste the text" in empty.json()["errors"]["posted"]
    assert view_problems(view) == []
    assert same["text"].startswith("✓ What was posted is what was reviewed.")
    assert "✓ Published as reviewed" in elements(same)

    await stage.client.interaction(a_paste(view, f"{FINE} {SELFIE}", view_id="V2"))
    await stage.settled(3)
    (other,) = stage.slack.answers(DM)
    (outcome, reviewed, *_) = await stage.decisions()
    assert other["text"].startswith("✓ What was posted is not what was reviewed.")
    assert "Tell Privacy" in elements(other)
    assert "✓ Published with changes" in elements(other)
    assert outcome.decision.details["outcome"] == "published_changed"
    assert (reviewed.decision.event, reviewed.decision.verdict) == ("reviewed", "block")
    assert "selfie" not in other["text"]


async def test_published_words_of_a_review_that_one_person_saw_once_are_answered_to_that_person(stage: Stage):
    await stage.client.command(a_command("/review-draft", FINE, response_url=stage.slack.hook()))
    await stage.settled(1)
    (review,) = stage.slack.whispers
    container = {"type": "message", "is_ephemeral": True, "channel_id": WARD, "message_ts": "1.5"}
    await press(stage, review, COMPARE, container=container)
    await stage.client.interaction(a_paste(stage.slack.views[-1], FINE))
    await stage.settled(2)

    assert stage.slack.answers(DM)[-1]["text"].startswith("What was posted is what was reviewed.")


async def test_going_ahead_against_revise_is_a_list_of_reasons_and_asks_twice(stage: Stage):
    await stage.client.event(a_dm(BOAST))
    await stage.settled(1)
    review = stage.slack.answers()[0]
    ahead = elements(review)["Published as reviewed…"]
    await press(stage, review, "Published as reviewed…", reason="The source is on file")
    await stage.settled(2)

    (newest, _) = await stage.decisions()
    assert ahead["confirm"]["text"]["text"] == "This goes on the record with your name."
    assert newest.decision.details["waiver"] == "source_on_file"


async def test_a_block_offers_privacy_and_no_way_to_say_it_was_published_as_reviewed(stage: Stage):
    await stage.client.event(a_dm(SELFIE))
    await stage.settled(1)

    offered = elements(stage.slack.answers()[0])
    assert "Escalate to Privacy" in offered
    assert not [label for label in offered if label.startswith("Published as reviewed")]


async def test_a_draft_that_is_deleted_takes_its_review_and_its_kept_words_along(stage: Stage):
    draft = a_dm(BOAST)
    await stage.client.event(draft)
    await stage.settled(1)
    (reviewed,) = await stage.decisions()
    assert len(stage.slack.answers(DM)) > 1  # the version that passes is a message of its own
    for _ in range(2):
        await stage.client.event(a_deletion(draft))
    await stage.settled(2)

    (note,) = stage.slack.answers(DM)
    assert note["text"] == f"{DELETED} {NOT_KEPT}"
    assert await stage.service.kept_draft(TEAM, reviewed.id) is None
    assert [d.decision.event for d in await stage.decisions()] == ["forgotten", "reviewed"]


async def test_a_deleted_draft_that_people_were_asked_about_says_that_its_words_stay(stage: Stage):
    draft = a_dm(FINE)
    await stage.client.event(draft)
    await stage.settled(1)
    await press(stage, stage.slack.answers(DM)[0], "Send to communications")
    await stage.settled(2)
    await stage.client.event(a_deletion(draft))
    await stage.settled(3)

    assert f"{DELETED} {ASKED_ABOUT.text}" in stage.final(DM)
    assert [m for m in stage.final(DM) if "Waits for Carl Comms" in m]  # how it stands is still told


async def test_an_author_sends_and_sees_who_has_it_until_when(stage: Stage):
    await sent(stage, FINE)

    told = stage.slack.answers(DM)[-1]
    assert "Waits for Carl Comms or Dana Chief, until" in told["text"]
    assert "Withdraw" in elements(told)
    assert problems(told["text"], told["blocks"]) == []


async def test_whoever_decides_reads_the_draft_in_a_window_and_the_look_is_an_entry(stage: Stage):
    submission = await sent(stage, FINE)
    view = await looks(stage, submission, DANA)

    assert view["title"]["text"] == desk_forms.TITLE
    assert FINE in str(view)
    assert view_problems(view) == []
    assert (await events(stage))[-1] == "viewed"
    assert FINE not in view["private_metadata"]


async def test_an_auditor_and_a_stranger_to_the_draft_see_no_word_of_it(stage: Stage):
    submission = await sent(stage, FINE)
    audited, unknown = (await looks(stage, submission, OTTO), await looks(stage, submission, "U0BOB"))

    assert "You see the findings and not the draft." in str(audited)
    assert "That is not here, or not for you." in str(unknown)
    assert FINE not in str(audited) + str(unknown)


async def test_a_draft_is_approved_as_it_was_seen_and_a_second_decision_is_told_who_was_first(stage: Stage):
    submission = await sent(stage, FINE)
    dana, carl = await looks(stage, submission, DANA, WARD), await looks(stage, submission, CARL)
    await stage.client.interaction(a_decision(dana, DANA, "approve"))
    await stage.settled(3)
    await stage.client.interaction(a_decision(carl, CARL, "return", back="tone"))
    await stage.settled(4)

    assert (await events(stage)).count("approved") == 1
    assert "returned" not in await events(stage)
    whisper = stage.slack.whispers[0]  # asked in a channel: only Dana sees it
    assert (whisper["user"], whisper["channel"]) == (DANA, WARD)
    assert "Approved by Dana Chief" in whisper["text"]
    assert "lready approved by Dana Chief" in stage.slack.answers(f"D{CARL[1:]}")[-1]["text"]


async def test_those_who_are_asked_hear_of_it_and_the_author_of_what_was_decided(stage: Stage):
    await sent(stage, FINE)
    (notice,) = stage.slack.answers(f"D{DANA[1:]}")
    click = a_press(stage, notice, "Look at it", user=DANA)
    click["container"] |= {"channel_id": f"D{DANA[1:]}", "message_ts": notice["ts"]}
    await stage.client.interaction(click)
    await stage.client.interaction(a_decision(stage.slack.views[-1], DANA, "return", back="needs_source"))
    await stage.settled(5)

    told = stage.slack.answers(DM)[-1]["text"]
    assert FINE not in str(stage.slack.answers(f"D{DANA[1:]}"))
    assert '"type": "date"' in json.dumps(notice["blocks"])
    assert "A claim needs its source" in told
    assert FINE not in told


async def test_the_channel_that_the_pack_names_has_one_card_a_draft_which_says_how_it_stands(stage: Stage):
    await sent(stage, FINE)
    (card,) = stage.slack.answers(COMMS)
    before = dict(card)
    container = {"type": "message", "channel_id": COMMS, "message_ts": card["ts"]}
    click = a_press(stage, card, "Look at it", user=DANA, container=container, channel={"id": COMMS})
    await stage.client.interaction(click)
    await stage.client.interaction(a_decision(stage.slack.views[-1], DANA, "approve"))
    await stage.settled(6)

    (after,) = stage.slack.answers(COMMS)
    assert "Waits for Carl Comms or Dana Chief" in before["text"]
    assert list(elements(before)) == ["Look at it", "I have it"]
    assert "Approved by Dana Chief" in after["text"]
    assert list(elements(after)) == ["Look at it"]
    assert FINE not in str(before) + str(after)
    assert [w["channel"] for w in stage.slack.whispers] == [COMMS]  # what she is told, she alone sees


async def test_whoever_takes_it_in_the_channel_is_named_there(stage: Stage):
    await sent(stage, FINE)
    (card,) = stage.slack.answers(COMMS)
    container = {"type": "message", "channel_id": COMMS, "message_ts": card["ts"]}
    await press(stage, card, "I have it", user=DANA, container=container, channel={"id": COMMS})
    await stage.settled(6)

    (after,) = stage.slack.answers(COMMS)
    assert "Dana Chief has it." in after["text"]
    assert list(elements(after)) == ["Look at it"]


async def test_a_channel_that_bedside_was_taken_out_of_stands_in_nobodys_way(stage: Stage):
    stage.slack.faults["chat.postMessage"] = Fault(error="not_in_channel", times=99, only=COMMS)
    submission = await sent(stage, FINE)
    await stage.client.interaction(a_decision(await looks(stage, submission, DANA), DANA, "approve"))
    await stage.settled(6)

    assert stage.slack.answers(COMMS) == []
    assert "approved" in await events(stage)


async def test_a_returned_draft_goes_on_in_its_thread_as_the_next_version(stage: Stage):
    first = a_dm(FINE)
    stage.slack.typed(DM, first["ts"], FINE)
    await stage.client.event(first)
    await stage.settled(1)
    (review,) = stage.slack.answers(DM)
    await press(stage, review, "Send to communications")
    await stage.settled(2)
    submission = str((await stage.decisions())[0].decision.details["submission"])
    view = await looks(stage, submission, DANA)
    await stage.client.interaction(a_decision(view, DANA, "return", back="tone"))
    await stage.settled(5)
    await stage.client.event(a_dm(f"{FINE} Really.", thread_ts=first["ts"]))
    await stage.settled(7)
    (again,) = [m for m in stage.slack.answers(DM) if "What you changed:" in m["text"]]
    await press(stage, again, "Send the new version")
    await stage.settled(8)

    view = await looks(stage, submission, DANA)
    assert "Send to communications" not in elements(again)
    assert (await events(stage)).count("resubmitted") == 1
    assert f"{FINE} Really." in str(view)
    assert "What changed since the version before:" in str(view)
    (card,) = stage.slack.answers(COMMS)
    assert "Waits for" in card["text"]


async def test_twenty_decisions_at_once_are_one(stage: Stage):
    submission = await sent(stage, FINE)
    view = await looks(stage, submission, DANA)
    forms = [
        a_decision(view, user, "approve") | {"trigger_id": f"t{n}"}
        for n, user in enumerate([DANA, CARL] * 10)
    ]
    for number, sent_form in enumerate(forms):
        sent_form["view"]["id"] = f"V{number}"
    await asyncio.gather(*(stage.client.interaction(one) for one in forms))
    await stage.settled(22)

    assert (await events(stage)).count("approved") == 1


async def test_words_that_an_approver_changed_are_reviewed_and_approved_as_such(stage: Stage):
    submission = await sent(stage, FINE)
    view = await looks(stage, submission, DANA)
    await stage.client.interaction(a_decision(view, DANA, "approve", text="Thank you to the night team."))
    await stage.settled(3)

    assert (await events(stage))[-2:] == ["reviewed", "approved"]
    assert "Recorded." in stage.final(f"D{DANA[1:]}")[-1]


async def test_blanks_that_the_form_took_away_are_no_change(stage: Stage):
    submission = await sent(stage, f"{FINE}\n")
    view = await looks(stage, submission, DANA)
    await stage.client.interaction(a_decision(view, DANA, "approve", text=FINE))
    await stage.settled(3)

    assert (await events(stage))[-2:] == ["viewed", "approved"]


async def test_a_return_without_a_reason_or_with_words_is_shown_its_mistake(stage: Stage):
    submission = await sent(stage, FINE)
    view = await looks(stage, submission, DANA)
    without = await stage.client.interaction(a_decision(view, DANA, "return"))
    changed = await stage.client.interaction(a_decision(view, DANA, "return", text="Thank you.", back="tone"))

    assert without.json()["errors"] == {"back": desk_forms.WHY_BACK}
    assert changed.json()["errors"] == {"text": desk_forms.NOT_BOTH}
    assert "returned" not in await events(stage)


async def test_its_author_cannot_approve_it(stage: Stage):
    submission = await sent(stage, FINE)
    words = f"approve {submission} {'0' * 16}"
    await stage.client.command(a_command("/bedside", words, response_url=stage.slack.hook()))
    await stage.settled(3)

    assert "approved" not in await events(stage)


async def test_a_release_needs_the_named_role_a_reason_and_a_second_person(stage: Stage):
    submission = await sent(stage, SELFIE)
    view = await looks(stage, submission, CLEO)
    missing = await stage.client.interaction(a_decision(view, CLEO, "release"))
    await stage.client.interaction(a_decision(view, CLEO, "release", ahead="public_interest"))
    await stage.settled(3)

    assert missing.json()["errors"] == {"ahead": desk_forms.WHY_AHEAD}
    second = await looks(stage, submission, DANA)
    assert "Release the block" in str(second)


async def test_the_queue_is_told_to_those_who_decide_with_a_button_for_each(stage: Stage):
    await sent(stage, FINE)
    await stage.client.command(a_command("/bedside", "queue", user=DANA, response_url=stage.slack.hook()))
    await stage.settled(3)

    whisper = stage.slack.whispers[-1]
    assert whisper["text"].startswith("1 waiting, oldest deadline first.")
    assert FINE not in str(whisper)
    assert "Look at it" in elements(whisper)


async def test_an_appeal_is_settled_from_a_list_of_reasons_by_somebody_else(stage: Stage):
    await stage.client.event(a_dm(SELFIE))
    await stage.settled(1)
    disagree = elements(stage.slack.answers()[0])["I disagree"]
    await stage.client.interaction(a_click(disagree["action_id"], disagree["value"]))
    view = stage.slack.views[-1]
    reason = {"reason": {"field": {"selected_option": {"value": "permission_on_file"}}}}
    await stage.client.interaction(
        a_submission(view["callback_id"], reason, metadata=view["private_metadata"])
    )
    await stage.settled(2)
    for user in (ANN, CLEO):
        asked = a_command("/bedside", "appeals", user=user, response_url=stage.slack.hook())
        await stage.client.command(asked)
        await stage.settled(3)
    await press(stage, stage.slack.whispers[-1], "Uphold…", reason="Rule too broad", user=CLEO)
    await stage.settled(5)

    (newest, *_) = await stage.decisions()
    assert "Uphold…" not in elements(stage.slack.whispers[0])
    assert newest.decision.event == "adjudicated"
    assert newest.decision.details["upheld"] is True


async def test_what_is_on_file_is_looked_up_and_ended_from_slack(stage: Stage):
    assert stage.service.desk is not None
    made = Decision("filed", Actor("dana", tenant=stage.tenant), NOON)
    await stage.service.desk.books.registers.put(stage.tenant, replace(FREEZE, until=None), made)

    async def say(words: str, user: str) -> None:
        await stage.client.command(a_command("/bedside", words, user=user, response_url=stage.slack.hook()))

    await say("register freezes", ANN)
    await stage.settled(1)
    await say("register freezes", DANA)
    await stage.settled(2)
    listed = stage.slack.whispers[-1]
    await press(stage, listed, "Look at it", user=DANA)
    await stage.settled(3)
    await press(stage, stage.slack.answers(DM)[-1], "Lift FRZ-1", user=DANA)
    await stage.settled(4)

    assert "for communications, auditors and admins" in stage.slack.whispers[0]["text"]
    assert listed["text"].startswith("Freezes: 1 in force, 1 on file")
    assert "Power outage" in listed["text"]
    assert (await stage.decisions())[0].decision.event == "lifted"


async def test_words_that_are_no_command_of_the_desk_teach_what_is(stage: Stage):
    await stage.client.command(a_command("/bedside", "return s1", response_url=stage.slack.hook()))
    await stage.settled(1)

    assert SYNTAX["return"] in stage.slack.whispers[-1]["text"]


async def test_a_button_of_another_version_is_answered_kindly(stage: Stage):
    await stage.client.interaction(a_click("look-0", "dance s1"))
    await stage.client.interaction(a_click("press-0", "dance s1"))
    await stage.settled(1)

    assert desk_listeners.NOT_OURS.text in str(stage.slack.views[-1])
    assert stage.final() == ["Unknown command 'dance'. Known: " + ", ".join(sorted(SYNTAX)) + "."]


async def test_the_home_tab_shows_own_drafts_and_the_queue_to_those_who_decide(stage: Stage):
    await sent(stage, FINE)
    for user in (ANN, DANA):
        await stage.client.event(
            {"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": "home"}
        )
    await stage.settled(4)

    author, decider = (str(stage.slack.homes[user]) for user in (ANN, DANA))
    assert "Yours, until it is over" in author
    assert "For you to decide" not in author
    assert "For you to decide" in decider
    assert "Yours, until it is over" not in decider
    assert FINE not in author + decider
    assert "more are at the desk" not in author + decider
    assert [view_problems(view) for view in stage.slack.homes.values()] == [[], []]
