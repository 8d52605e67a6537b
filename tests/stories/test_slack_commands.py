"""Commands, forms, shortcuts and buttons: what only the person sees, and what is on the record."""

import re
from dataclasses import replace
from typing import Any

import pytest

from adapters.slack import actions, inbound, modals, reception
from adapters.slack.limits import view_problems
from adapters.slack.requests import HELP, IN_PRIVATE
from bot.delivery import Conversation
from bot.errors import NotAccepted
from bot.model import Context
from tests.slack import (
    ANN,
    BOT,
    DM,
    TEAM,
    WARD,
    a_click,
    a_command,
    a_dm,
    a_shortcut,
    a_submission,
    an_interaction,
)
from tests.slack_server import Fault, SlackServer
from tests.slack_stage import Stage
from tests.web import FINE, SELFIE


def a_form(text: str, *, outlet: str = "linkedin", attached: str | None = None, reference: str = "") -> Any:
    picked = {"selected_option": {"value": attached}} if attached else {"selected_option": None}
    return {
        "draft": {"field": {"type": "plain_text_input", "value": text or None}},
        "outlet": {"field": {"type": "static_select", "selected_option": {"value": outlet}}},
        "attached": {"field": {"type": "static_select", **picked}},
        "reference": {"field": {"type": "plain_text_input", "value": reference or None}},
    }


async def test_a_draft_behind_the_command_is_answered_to_that_person_alone(stage: Stage):
    answer = await stage.client.command(a_command("/review-draft", SELFIE, response_url=stage.slack.hook()))
    await stage.settled(1)

    (whisper,) = stage.slack.whispers
    assert answer.text == inbound.READING
    assert whisper["response_type"] == "ephemeral"
    assert whisper["text"].startswith("■ BLOCK")
    assert stage.slack.said() == []
    assert len(await stage.decisions()) == 1


@pytest.mark.parametrize("gone", [Fault(404, "expired_url"), Fault(404, '{"ok":false,"error":"used_url"}')])
async def test_when_the_way_back_has_expired_the_answer_comes_as_a_direct_message(stage: Stage, gone: Fault):
    stage.slack.faults["response_url"] = replace(gone)
    await stage.client.command(a_command("/review-draft", SELFIE, response_url=stage.slack.hook()))
    await stage.settled(1)

    (message,) = stage.slack.answers(f"D{ANN[1:]}")
    assert message["text"].startswith("■ BLOCK")


async def test_an_address_that_is_not_slacks_gets_neither_answer_nor_token(stage: Stage):
    async with SlackServer() as stranger:
        await stage.client.command(
            a_command("/review-draft", SELFIE, response_url=stranger.hook().replace("127.0.0.1", "localhost"))
        )
        await stage.settled(1)

        assert stranger.whispers == []
    assert len(stage.slack.answers(f"D{ANN[1:]}")) == 1


async def test_an_empty_command_opens_a_form_and_what_is_sent_is_answered_in_the_direct_message(stage: Stage):
    answer = await stage.client.command(a_command("/review-draft"))
    (view,) = stage.slack.views
    sent = await stage.client.interaction(a_submission(view["callback_id"], a_form(SELFIE)))
    await stage.settled(1)

    assert (answer.status_code, answer.text, sent.text) == (200, "", "")
    assert view_problems(view) == []
    (message,) = stage.slack.answers(f"D{ANN[1:]}")
    assert message["text"].startswith("■ BLOCK")
    (entry,) = await stage.decisions()
    assert entry.decision.outlet == "linkedin"


async def test_an_empty_form_is_shown_its_mistake_and_nothing_is_recorded(stage: Stage):
    sent = await stage.client.interaction(a_submission(actions.REVIEW_FORM, a_form(" ")))

    assert sent.json() == {"response_action": "errors", "errors": {"draft": modals.EMPTY}}
    assert await stage.workshop.inbox.counts() == {}


async def test_a_form_that_is_sent_twice_is_answered_once(stage: Stage):
    for _ in range(2):
        await stage.client.interaction(a_submission(actions.REVIEW_FORM, a_form(SELFIE)))
    await stage.settled(1)

    assert len(await stage.decisions()) == 1


def test_a_form_says_what_is_known_in_the_words_of_the_page():
    body = a_submission(actions.REVIEW_FORM, a_form("x", outlet="x", attached="photo", reference="AUTH-7"))

    draft = modals.draft_of(body)

    assert draft is not None
    assert draft.outlet.value == "x"
    assert draft.context.text == "attachments: photo; authorization: AUTH-7 on file"
    assert draft.context != Context()


async def test_a_form_that_slack_does_not_open_is_told_and_not_silent(stage: Stage):
    stage.slack.faults["views.open"] = Fault(error="expired_trigger_id")

    answer = await stage.client.command(a_command("/review-draft"))

    assert inbound.FORM_LATE in answer.text


@pytest.mark.parametrize("action", [actions.WHY, actions.DISAGREE])
async def test_a_window_that_slack_does_not_open_is_told_to_whoever_pressed(stage: Stage, action: str):
    stage.slack.faults["views.open"] = Fault(error="expired_trigger_id")
    click = a_click(action, "d-1|phi.image.selfie") | {"response_url": stage.slack.hook()}
    await stage.client.interaction(click)

    (whisper,) = stage.slack.whispers
    assert (whisper["text"], whisper["response_type"]) == (reception.LATE, "ephemeral")
    assert whisper["replace_original"] is False


@pytest.mark.parametrize("asked", ["button", "shortcut", "command", "form"])
async def test_what_cannot_be_kept_is_told_with_a_reference_that_the_log_has_too(
    stage: Stage, asked: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    async def down(*_: object) -> bool:
        raise NotAccepted("down")

    monkeypatch.setattr(stage.workshop.inbox, "leave", down)
    way = {"response_url": stage.slack.hook()}
    press = a_click("press-0", "outcome d-1 published") | way
    told = {
        "button": lambda: stage.client.interaction(press),
        "shortcut": lambda: stage.client.interaction(a_shortcut(actions.REVIEW_SHORTCUT, SELFIE) | way),
        "command": lambda: stage.client.command(a_command("/review-draft", SELFIE)),
        "form": lambda: stage.client.interaction(a_submission(actions.REVIEW_FORM, a_form(SELFIE))),
    }
    answer = await told[asked]()

    said = answer.text + "".join(whisper["text"] for whisper in stage.slack.whispers)
    reference = re.search(r"Nothing was recorded.* Reference ([0-9a-f]{8})\.", said)
    assert answer.status_code == 200
    assert reference is not None
    assert reference[1] in "".join(capfd.readouterr())


async def test_help_log_and_tips_are_answered_at_once(stage: Stage):
    told = [
        (await stage.client.command(a_command("/bedside", word))).text for word in ("help", "", "log", "tips")
    ]

    assert [HELP[:20] in text for text in told] == [True, True, False, False]
    assert inbound.LOG[:20] in told[2]


async def test_a_person_sees_the_state_of_the_own_reviews(stage: Stage):
    await stage.client.event(a_dm(SELFIE))
    await stage.settled(1)
    await stage.client.command(a_command("/bedside", "status", response_url=stage.slack.hook()))
    await stage.settled(2)

    assert "■ block · one thing · record" in stage.slack.whispers[-1]["text"]


async def test_the_shortcut_reviews_a_message_for_whoever_asked(stage: Stage):
    await stage.client.interaction(
        a_shortcut(actions.REVIEW_SHORTCUT, SELFIE) | {"response_url": stage.slack.hook()}
    )
    await stage.settled(1)

    assert stage.slack.whispers[-1]["text"].startswith("■ BLOCK")
    assert (await stage.decisions())[0].decision.actor.id == ANN


async def test_why_shows_the_rule_its_guideline_and_its_source(stage: Stage):
    await stage.client.interaction(a_click(actions.WHY, "d-1|phi.image.selfie"))
    await stage.client.interaction(a_click(actions.WHY, "d-1|gone.rule.x"))

    known, unknown = stage.slack.views
    assert "A face is an identifier." in str(known)
    assert "Source: House" in str(known)
    assert "not in the policy any more" in str(unknown)
    assert [view_problems(view) for view in (known, unknown)] == [[], []]


async def test_a_disagreement_is_on_the_record_once_and_answered_where_the_review_stands(stage: Stage):
    await stage.client.event(a_dm(SELFIE))
    await stage.settled(1)
    (message,) = stage.slack.answers()
    button = next(b for b in message["blocks"] if b["type"] == "actions")["elements"][1]
    await stage.client.interaction(a_click(button["action_id"], button["value"]))
    (view,) = stage.slack.views
    reason = {"reason": {"field": {"selected_option": {"value": "permission_on_file"}}}}
    for _ in range(2):
        await stage.client.interaction(
            a_submission(view["callback_id"], reason, metadata=view["private_metadata"])
        )
    await stage.settled(2)

    newest, oldest = await stage.decisions()
    assert (newest.decision.event, newest.decision.subject) == ("disagreed", oldest.id)
    assert stage.slack.answers(DM)[-1]["thread_ts"] == "1700000000.000100"


async def test_a_button_of_the_home_tab_opens_a_form(stage: Stage):
    pressed = an_interaction(
        "block_actions",
        container={"type": "view", "view_id": "V1"},
        view={"id": "V1", "type": "home"},
        actions=[{"type": "button", "action_id": actions.OPEN_REVIEW, "block_id": "begin", "value": "home"}],
    )
    await stage.client.interaction(pressed)

    assert [view["callback_id"] for view in stage.slack.views] == [actions.REVIEW_FORM]


async def test_a_mention_in_a_channel_is_pointed_to_the_direct_message_by_a_whisper(stage: Stage):
    mention = {"type": "app_mention", "user": ANN, "text": f"<@{BOT}> {SELFIE}", "ts": "1.1", "channel": WARD}
    await stage.client.event(mention)
    await stage.settled(1)

    assert [(w["user"], w["text"]) for w in stage.slack.whispers] == [(ANN, IN_PRIVATE)]
    assert stage.slack.said() == []


async def test_a_stranger_in_a_shared_channel_is_refused_by_a_whisper(stage: Stage):
    asked = a_shortcut(actions.REVIEW_SHORTCUT, SELFIE) | {"response_url": stage.slack.hook()}
    asked["user"] = {**asked["user"], "team_id": "T0OTHER"}
    await stage.client.interaction(asked)
    await stage.settled(1)

    assert "different organizations" in stage.slack.whispers[-1]["text"]
    assert await stage.decisions() == ()


async def test_a_channel_that_ends_is_left_and_one_that_comes_back_is_known_again(stage: Stage):
    ward = Conversation("slack", TEAM, WARD)
    book = stage.workshop.conversations
    reasons = []
    for event in (
        {"type": "member_joined_channel", "user": BOT, "channel": WARD},
        {"type": "channel_archive", "user": ANN, "channel": WARD},
        {"type": "channel_unarchive", "user": ANN, "channel": WARD},
        {"type": "member_left_channel", "user": ANN, "channel": WARD},
        {"type": "member_left_channel", "user": BOT, "channel": WARD},
    ):
        await stage.client.event(event)
        reasons.append(await book.dead_reason(ward))

    assert reasons == [None, "channel_archive", None, None, "not_in_channel"]
    assert await book.recall("slack", TEAM, WARD) is not None


async def test_after_an_uninstall_nobody_is_told_anything_there(stage: Stage):
    for _ in range(2):
        await stage.client.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}})
        await stage.client.event({"type": "app_uninstalled"})

    ward = Conversation("slack", TEAM, WARD)
    assert await stage.workshop.conversations.dead_reason(ward) == "uninstalled"


async def test_a_good_draft_is_told_so_in_few_words(stage: Stage):
    await stage.client.command(a_command("/review-draft", FINE, response_url=stage.slack.hook()))
    await stage.settled(1)

    assert stage.slack.whispers[-1]["text"].startswith("✓ OK: Good to go.")
