"""A public review in Slack: triage and calm replies, seen by one person, each to hold and copy."""

from typing import Any

import pytest

from adapters.database.engine import Database
from adapters.slack import actions, modals
from adapters.slack.limits import problems
from bot.answerable import FUTURE
from bot.policy import PolicyPack
from bot.reply_cards import TONES
from tests.packs import shipped
from tests.slack import ANN, a_click, a_command, a_shortcut, a_submission
from tests.slack_server import Fault, SlackServer
from tests.slack_stage import Stage, a_stage, playing

RUDE = "Two hours in the waiting room and the front desk was rude to me. Never again."
GRAVE = "The nurse gave my mother the wrong medication and she nearly died. We are talking to a lawyer."
BAD_REPLY = "We are sorry that your mother had a bad time during her stay with us on Tuesday."


@pytest.fixture
def slack_pack() -> PolicyPack:
    return shipped()


def whispered(stage: Stage) -> list[str]:
    return [whisper["text"] for whisper in stage.slack.whispers]


def a_form(complaint: str, own: str = "", *, posted: str | None = None) -> Any:
    return {
        "complaint": {"field": {"value": complaint}},
        "outlet": {"field": {"selected_option": {"value": "google"}}},
        "rating": {"field": {"selected_option": {"value": "1"}}},
        "posted": {"field": {"type": "datepicker", "selected_date": posted}},
        "own": {"field": {"value": own or None}},
    }


async def test_a_pasted_review_gets_triage_and_three_replies_that_only_that_person_sees(stage: Stage):
    await stage.client.command(a_command("/respond-review", RUDE, response_url=stage.slack.hook()))
    await stage.settled(1)

    triage, *replies = whispered(stage)
    (entry,) = await stage.decisions()
    assert triage.splitlines()[0].startswith(("✓ REPLY", "▲ OFFLINE"))
    assert len(replies) == 3
    assert all("sorry that you" not in reply.lower() for reply in replies)
    assert stage.slack.said() == []
    assert entry.decision.event == "responded"
    for whisper in stage.slack.whispers:
        assert problems(whisper["text"], whisper["blocks"]) == []


async def test_a_grave_review_says_who_must_know_first_and_brings_a_note_to_hand_over(stage: Stage):
    await stage.client.command(a_command("/respond-review", GRAVE, response_url=stage.slack.hook()))
    await stage.settled(1)

    triage = whispered(stage)[0]
    assert triage.startswith("■ ESCALATE: Hand this over first.")
    assert "\nWho: " in triage
    assert "my mother" not in "".join(whispered(stage))


async def test_the_shortcut_opens_a_form_with_the_messages_words_and_asks_what_nobody_else_knows(
    stage: Stage,
):
    await stage.client.interaction(a_shortcut(actions.RESPOND_SHORTCUT, RUDE))
    (view,) = stage.slack.views
    await stage.client.interaction(a_submission(view["callback_id"], a_form(RUDE)))
    await stage.settled(1)

    words, *asked = view["blocks"]
    assert words["element"]["initial_value"] == RUDE
    assert [block["block_id"] for block in asked] == ["outlet", "rating", "posted", "own"]
    assert len(stage.slack.answers(f"D{ANN[1:]}")) == 4


@pytest.mark.parametrize("why", ["no form", "too long"])
async def test_where_no_form_can_be_opened_the_shortcut_answers_all_the_same(stage: Stage, why: str):
    words = RUDE if why == "no form" else f"{RUDE} " * 60
    stage.slack.faults["views.open"] = Fault(error="expired_trigger_id")
    asked = a_shortcut(actions.RESPOND_SHORTCUT, words) | {"response_url": stage.slack.hook()}
    await stage.client.interaction(asked)
    await stage.settled(1)

    assert whispered(stage)[0].splitlines()[0].startswith(("✓ REPLY", "▲ OFFLINE"))
    assert stage.slack.calls["views.open"] == (why == "no form")


async def test_a_review_that_is_older_than_the_policy_answers_is_left_alone(stage: Stage):
    form = a_form(RUDE, posted="2019-05-03")
    await stage.client.interaction(a_submission(actions.RESPOND_FORM, form))
    await stage.settled(1)

    (answer,) = stage.final(f"D{ANN[1:]}")
    assert "365 days" in answer


async def test_a_day_that_is_still_to_come_is_shown_its_mistake_on_the_form(stage: Stage):
    form = a_form(RUDE, posted="2199-01-01")
    sent = await stage.client.interaction(a_submission(actions.RESPOND_FORM, form))

    assert sent.json() == {"response_action": "errors", "errors": {"posted": FUTURE}}
    assert await stage.workshop.inbox.counts() == {}


async def test_an_empty_command_opens_a_form_whose_answer_comes_in_the_direct_message(stage: Stage):
    await stage.client.command(a_command("/respond-review"))
    (view,) = stage.slack.views
    empty = await stage.client.interaction(a_submission(view["callback_id"], a_form(" ")))
    await stage.client.interaction(a_submission(view["callback_id"], a_form(RUDE)))
    await stage.settled(1)

    assert empty.json() == {"response_action": "errors", "errors": {"complaint": modals.EMPTY}}
    assert len(stage.slack.answers(f"D{ANN[1:]}")) == 4


async def test_a_persons_own_reply_is_checked_and_put_right(stage: Stage):
    await stage.client.interaction(a_submission(actions.RESPOND_FORM, a_form(RUDE, BAD_REPLY)))
    await stage.settled(1)

    verdict, *more = stage.final(f"D{ANN[1:]}")
    assert verdict.startswith("■ NOT YET")
    assert all("during her stay" not in text for text in more)


async def test_the_reply_that_somebody_takes_goes_on_the_record_once_without_a_word(stage: Stage):
    await stage.client.command(a_command("/respond-review", RUDE, response_url=stage.slack.hook()))
    await stage.settled(1)
    row = next(block for block in stage.slack.whispers[0]["blocks"] if block["type"] == "actions")
    button = row["elements"][0]
    for _ in range(2):
        click = a_click(button["action_id"], button["value"]) | {"response_url": stage.slack.hook()}
        await stage.client.interaction(click)
    await stage.settled(2)

    newest, _ = await stage.decisions()
    assert newest.decision.event == "replied"
    assert set(newest.decision.details) == {"tone", "edits"}
    assert button["text"]["text"].removeprefix("I take: ") in TONES.values()
    assert whispered(stage)[-1].startswith("Noted.")


async def test_another_set_is_one_press_away_and_carries_no_word_of_the_review(stage: Stage):
    await stage.client.command(a_command("/respond-review", RUDE, response_url=stage.slack.hook()))
    await stage.settled(1)
    first = whispered(stage)[1:]
    row = next(block for block in stage.slack.whispers[0]["blocks"] if block["type"] == "actions")
    (button,) = [e for e in row["elements"] if e["action_id"] == actions.ANOTHER]
    click = a_click(actions.ANOTHER, button["value"]) | {"response_url": stage.slack.hook()}
    click["container"]["is_ephemeral"] = True
    await stage.client.interaction(click)
    await stage.settled(2)

    second = whispered(stage)[len(first) + 2 :]
    newest, oldest = await stage.decisions()
    assert button["value"] == oldest.id
    assert len(second) == 3
    assert set(second).isdisjoint(first)
    assert newest.decision.details["set"] == 1


async def test_a_pack_that_cannot_sort_reviews_says_what_to_do_instead_of_trying_again(sqlite: Database):
    async with SlackServer() as slack, playing(a_stage(slack, sqlite)) as stage:
        await stage.client.command(a_command("/respond-review", RUDE, response_url=slack.hook()))
        counts = await stage.settled(1)

        assert counts == {"done": 1}
        assert "Extend the pack" in slack.whispers[-1]["text"]


async def test_a_name_a_record_number_and_a_day_in_a_review_come_back_nowhere(
    stage: Stage, capfd: pytest.CaptureFixture[str]
):
    telling = f"{RUDE} I am Zelda Quarrington, MRN 4471903, seen on March 3rd 2026."
    stage.slack.faults["response_url"] = Fault(500)  # what goes wrong on the way is logged, too
    await stage.client.command(a_command("/respond-review", telling, response_url=stage.slack.hook()))
    await stage.settled(1)

    told = "".join((*whispered(stage), *stage.final(), *(str(one) for one in await stage.decisions())))
    logged = "".join(capfd.readouterr())
    assert whispered(stage)
    assert [words for words in ("Quarrington", "4471903", "March 3") if words in told + logged] == []
