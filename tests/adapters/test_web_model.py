"""The page asks for a model's part with a second request, once, and only for whoever asked the first."""

import re

from adapters.server import create_app
from adapters.web.access import WebSettings
from adapters.web.pending import Pending, PendingAnswers
from bot.advising import Advising, Ports
from bot.cards import NoteCard
from bot.commands import Request, ReviewDraft
from bot.model import Actor, Draft
from bot.model_calls import Mode, Task
from tests.advisers import PROMPTS, FakeAdviser, FixedSwitch
from tests.fakes import FixedClock
from tests.web import BOAST, a_client, a_service

FRAGMENT = {"X-Bedside": "fragment"}


def a_page(mode: Mode):
    service = a_service()
    said = {"guideline": "do.test", "quote": "Tours", "reason": "It is vague.", "severity": "revise"}
    adviser = FakeAdviser({Task.FINDINGS: {"findings": [said]}, Task.REWRITE: {"rewrite": ""}})
    ports = Ports(adviser, FixedSwitch(mode), PROMPTS, lambda: service.pack, FixedClock())
    service.advising = Advising(ports)
    return a_client(create_app(service, settings=WebSettings()))


async def test_the_answer_comes_first_and_what_the_model_adds_in_its_place():
    async with a_page(Mode.LOCAL) as client:
        first = await client.post("/review", data={"draft": BOAST}, headers=FRAGMENT)
        found = re.search(r'name="pending" value="([^"]+)"', first.text)
        assert found is not None
        second = await client.post("/review/model", data={"pending": found[1]}, headers=FRAGMENT)
        third = await client.post("/review/model", data={"pending": found[1]}, headers=FRAGMENT)

    assert "A language model (fake-model) read this too" not in first.text
    assert "A language model (fake-model) read this too" in second.text
    assert 'name="pending"' not in second.text
    assert (third.status_code, "Please ask again" in third.text) == (422, True)


async def test_with_the_switch_off_the_page_speaks_of_no_model():
    async with a_page(Mode.OFF) as client:
        answer = await client.post("/review", data={"draft": BOAST}, headers=FRAGMENT)

    assert "model" not in answer.text.lower()


def test_an_answer_is_taken_by_whoever_asked_and_not_too_late():
    at = [0.0]
    answers = PendingAnswers(lambda: at[0])
    pending = Pending(Request(Actor("ann"), "web", ReviewDraft(Draft("x"))), NoteCard("x"), None)
    word, other, late = answers.keep(pending), answers.keep(pending), answers.keep(pending)

    assert answers.take(word, Actor("bob")) is None
    assert answers.take(other, Actor("ann")) is pending
    at[0] = 601.0
    assert answers.take(late, Actor("ann")) is None
