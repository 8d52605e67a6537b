"""A public review in Teams: sorted first, then calm replies, none of which says whether somebody was here."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.teams.render import outgoing
from adapters.teams.render_respond import SUMMARY
from adapters.teams.text import MOST_BYTES, size
from bot.commands import Request, RespondToReview
from bot.model import Actor, Complaint
from bot.policy import PolicyPack
from bot.reply_cards import RespondCard
from bot.service import Service
from tests.adapters.test_teams_render import HOSTILE, elements, shown
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped
from tests.teams import node
from tests.teams.channel import Channel
from tests.teams.desk import Bench, a_bench

WAITED = "I waited three hours in the lobby and nobody said a word. Never again."
GRAVE = "They cut the wrong leg of my father and now he is dead. I have a lawyer."
PRAISE = "The nurses were so kind, thank you all."
REVIEWS = (WAITED, GRAVE, PRAISE, *(f"{WAITED} {words}" for words in HOSTILE[:3]))


@pytest.fixture(scope="module")
def pack() -> PolicyPack:
    return shipped()


@pytest.fixture
async def bench(sqlite: Database, pack: PolicyPack) -> AsyncIterator[Bench]:
    def judging(log: SqlDecisionLog) -> Service:
        return Service(pack, log, FakeFingerprinter(), FixedClock())

    async with Channel() as channel, a_bench(sqlite, channel, judging=judging) as made:
        yield made


async def a_card(pack: PolicyPack, text: str) -> RespondCard:
    service = Service(pack, InMemoryDecisionLog(), FakeFingerprinter(), FixedClock())
    card = await service.handle(Request(Actor("ann"), "teams", RespondToReview(Complaint(text))))
    assert isinstance(card, RespondCard)
    return card


async def test_a_review_gets_an_outcome_and_replies_to_choose_from(bench: Bench):
    await bench.say(f"respond-review {WAITED}")
    await bench.settled()

    card = bench.card
    chosen = [e for e in elements(card) if e["type"] == "Action.Execute" and e["verb"] == "choose"]
    assert len(chosen) == 3
    assert "lobby" not in shown(card)
    (entry,) = await bench.entries("responded")
    assert entry.decision.platform == "teams"


async def test_a_choice_is_on_the_record_once_and_the_card_stays(bench: Bench):
    await bench.say(f"respond-review {WAITED}")
    await bench.settled()
    button = next(e for e in elements(bench.card) if e["type"] == "Action.Execute")

    answers = [await bench.press(button, {}) for _ in range(2)]

    assert [status for status, _ in answers] == [200, 200]
    assert "on the record" in shown(answers[0][1]["value"])
    assert "Why: " in shown(answers[0][1]["value"])
    (entry,) = await bench.entries("replied")
    assert entry.decision.details["tone"] == button["data"]["tone"]


async def test_what_must_be_handed_over_says_so_first_and_offers_no_usual_reply(pack: PolicyPack):
    sent = outgoing(await a_card(pack, GRAVE))
    assert sent.card is not None

    assert sent.card["body"][0]["items"][0]["text"] == "■ Escalate"
    assert sent.summary == SUMMARY


@pytest.mark.parametrize("text", REVIEWS)
async def test_every_card_fits_and_no_word_of_the_review_stands_in_a_block_of_ours(
    pack: PolicyPack, text: str
):
    card = outgoing(await a_card(pack, text)).card

    blocks = [e["text"] for e in elements(card) if e["type"] == "TextBlock"]
    assert size(card) <= MOST_BYTES
    assert all("<at>" not in block and "](" not in block for block in blocks)
    assert "https://evil.example" not in json.dumps(card)


async def test_the_cards_pass_the_independent_judge(pack: PolicyPack):
    folder = node.module("adaptivecards")
    cards: list[Any] = [outgoing(await a_card(pack, text)).card for text in REVIEWS]

    assert node.judged("judge_cards.mjs", folder, cards) == [[]] * len(REVIEWS)
