"""What somebody must know before answering a review stands above the replies, wherever they are shown."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from adapters.slack.render_replies import respond as in_slack
from adapters.teams.render_respond import drawn as in_teams
from bot.reply_advice import second_opinion
from bot.reply_cards import RespondCard, respond_text
from bot.responding import respond
from tests.complaints import WAIT, a_complaint
from tests.packs import shipped

WAYS: dict[str, Callable[[RespondCard], str]] = {
    "prompt": respond_text,
    "slack": lambda card: "\n".join(message.text for message in in_slack(card)),
    "teams": lambda card: json.dumps(in_teams(card), ensure_ascii=False),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_second_opinion_is_read_before_the_first_reply(way: str):
    (opinion,) = second_opinion(["triage.privacy"], shipped())
    card = respond(a_complaint(WAIT), shipped())

    shown = WAYS[way](replace(card, notices=(opinion,)))

    assert shown.count("asked for a second opinion") == 1
    assert shown.index("asked for a second opinion") < shown.index(card.replies[0].text.split(".")[0])
