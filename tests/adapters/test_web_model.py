"""The page asks for a model's part with a second request, once, and only for whoever asked the first."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from adapters.database.engine import open_database
from adapters.database.offers import SqlOffers
from adapters.database.tables import pending_answer
from adapters.keys import Cipher
from adapters.offers import Offers
from adapters.server import create_app
from adapters.web.access import WebSettings
from adapters.web.pending import PendingAnswers
from bot.advising import Advising
from bot.advising_turn import Ports
from bot.cards import NoteCard
from bot.commands import Request, RespondToReview, ReviewDraft
from bot.model import Actor
from bot.model_calls import Mode, Task
from bot.responding import respond
from bot.service import Service
from tests.adapters.workshops import CIPHER
from tests.advisers import PROMPTS, FakeAdviser, FixedSwitch
from tests.bot.test_advising import STORY, TEXT, a_card
from tests.bot.test_reply_advice import GOOD
from tests.complaints import THREAT, WAIT, a_complaint
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog, InMemoryOffers
from tests.packs import shipped
from tests.web import BOAST, FRAGMENT, a_client, a_service, asked_for_the_model

SAID = {"guideline": "do.test", "quote": "Tours", "reason": "It is vague.", "severity": "revise"}
ANSWERS = {
    Task.FINDINGS: {"findings": [SAID]},
    Task.REWRITE: {"rewrite": ""},
    Task.TRIAGE: {"signs": []},
    Task.REPLIES: {"replies": [{"tone": "warm", "text": GOOD}]},
}
READ = "A language model (fake-model) read this too"
ANN = Actor("ann")


@dataclass
class ReviewForm:
    """The fields of a form."""

    outlet: str


def a_page(
    offers: Offers | None,
    service: Service | None = None,
    mode: Mode = Mode.LOCAL,
    answers: Mapping[Task, Any] = ANSWERS,
    **settings: Any,
) -> httpx.AsyncClient:
    """One web process."""
    service = service or a_service()
    ports = Ports(FakeAdviser(answers), FixedSwitch(mode), PROMPTS, lambda: service.pack, FixedClock())
    service.advising = Advising(ports)
    return a_client(create_app(service, settings=WebSettings(**settings), pending=offers))


@pytest.fixture
def offers() -> InMemoryOffers:
    return InMemoryOffers(FixedClock())


async def review(client: httpx.AsyncClient, text: str = BOAST) -> httpx.Response:
    return await client.post("/review", data={"draft": text, "outlet": "x"}, headers=FRAGMENT)


async def test_the_answer_comes_first_and_what_the_model_adds_in_its_place(offers: InMemoryOffers):
    async with a_page(offers) as client:
        first = await review(client)
        second = await asked_for_the_model(client, first)
        third = await asked_for_the_model(client, first)

    assert READ not in first.text
    assert READ in second.text
    assert 'name="pending"' not in second.text
    assert "You · X post" in second.text
    assert (third.status_code, "Please ask again" in third.text) == (422, True)


async def test_the_page_for_replies_does_the_same(offers: InMemoryOffers):
    service = Service(shipped(), InMemoryDecisionLog(), FakeFingerprinter(), FixedClock())
    async with a_page(offers, service) as client:
        asked = {"review": WAIT, "outlet": "yelp"}
        first = await client.post("/respond", data=asked, headers=FRAGMENT)
        second = await asked_for_the_model(client, first)

    assert GOOD not in first.text
    assert GOOD in second.text
    assert 'name="outlet" value="yelp"' in second.text


async def test_what_the_model_sees_in_a_review_stands_above_the_replies(offers: InMemoryOffers):
    sign = {"signs": [{"sign": "triage.discrimination", "quote": "rolled her eyes"}]}
    service = Service(shipped(), InMemoryDecisionLog(), FakeFingerprinter(), FixedClock())
    async with a_page(offers, service, answers=ANSWERS | {Task.TRIAGE: sign}) as client:
        first = await client.post("/respond", data={"review": WAIT, "outlet": "yelp"}, headers=FRAGMENT)
        second = await asked_for_the_model(client, first)

    assert second.text.index("asked for a second opinion") < second.text.index(GOOD)


async def test_with_the_switch_off_the_page_speaks_of_no_model(offers: InMemoryOffers):
    async with a_page(offers, mode=Mode.OFF) as client:
        answer = await review(client)

    assert "model" not in answer.text.lower()
    assert offers.offers == {}


@pytest.mark.parametrize(("mode", "told"), [(Mode.LOCAL, True), (Mode.OFF, False)])
async def test_the_page_says_beforehand_whether_a_model_reads_what_is_typed(
    offers: InMemoryOffers, mode: Mode, told: bool
):
    async with a_page(offers, mode=mode) as client:
        opened = (await client.get("/")).text
        answered = (await client.post("/review", data={"draft": BOAST, "outlet": "x"})).text
        replies = (await client.get("/respond")).text

    for page in (opened, answered):
        assert ("A language model reads them too, without the names and numbers found" in page) is told
    assert ("A language model reads the review too" in replies) is told


@pytest.mark.parametrize("kept_nowhere", [True, False])
async def test_where_nothing_can_be_kept_the_answer_of_the_rules_stands(
    offers: InMemoryOffers, kept_nowhere: bool
):
    offers.down = True
    async with a_page(None if kept_nowhere else offers) as client:
        answer = await review(client)

    assert answer.status_code == 200
    assert 'name="pending"' not in answer.text


@asynccontextmanager
async def two_processes(url: str) -> AsyncIterator[list[httpx.AsyncClient]]:
    """Two web processes over one database, each with connections of its own."""
    async with AsyncExitStack() as held:
        clients = []
        for _ in range(2):
            database = open_database(url)
            held.push_async_callback(database.close)
            page = a_page(SqlOffers(database, pending_answer, CIPHER, FixedClock()))
            clients.append(await held.enter_async_context(page))
        yield clients


@pytest.mark.parametrize(
    "database", ["sqlite_url", pytest.param("postgresql_url", marks=pytest.mark.postgres)]
)
async def test_the_second_request_may_meet_another_process_and_is_answered_once_all_the_same(
    request: pytest.FixtureRequest, database: str
):
    async with two_processes(request.getfixturevalue(database)) as (one, other):
        first = await review(one)
        second = await asked_for_the_model(other, first)
        again = [await asked_for_the_model(client, first) for client in (one, other)]

    assert READ in second.text
    assert second.text.count('class="answer') == 1
    assert [answer.status_code for answer in again] == [422, 422]


@pytest.mark.parametrize(
    ("command", "card"),
    [
        (ReviewDraft(card.draft), card)
        for card in (a_card(TEXT), a_card(STORY, answering=WAIT), a_card("Thank you to the night team."))
    ]
    + [
        (RespondToReview(complaint), respond(complaint, shipped()))
        for complaint in (a_complaint(WAIT), a_complaint(THREAT))
    ],
)
async def test_an_answer_comes_back_as_it_was_kept(offers: InMemoryOffers, command: Any, card: Any):
    pending, asked = PendingAnswers(offers), Request(ANN, "web", command)

    word = await pending.keep(asked, card, ReviewForm("x"))
    assert word is not None
    kept = await pending.take(word, ANN)

    assert kept is not None
    assert (kept.asked, kept.card, kept.form) == (asked, card, {"outlet": "x"})


async def test_an_answer_is_taken_by_whoever_asked_and_not_too_late():
    clock = FixedClock()
    pending = PendingAnswers(InMemoryOffers(clock))
    asked = Request(ANN, "web", ReviewDraft(a_card().draft))
    words = [await pending.keep(asked, a_card(), ReviewForm("x")) for _ in range(3)]
    other, elsewhere, late = [word or "" for word in words]

    assert await pending.take(other, Actor("bob")) is None
    assert await pending.take(elsewhere, Actor("ann", tenant="other")) is None
    clock.move(timedelta(minutes=10))
    assert await pending.take(late, ANN) is None


async def test_what_cannot_be_kept_or_read_any_more_is_as_good_as_gone(sqlite: Any):
    offers = SqlOffers(sqlite, pending_answer, CIPHER, FixedClock())
    pending = PendingAnswers(offers)
    asked = Request(ANN, "web", ReviewDraft(a_card().draft))
    encrypted = await pending.keep(asked, a_card(), ReviewForm("x"))
    newer = await offers.offer({"asked": "{}", "card": '{"colour": "red"}', "form": "{}"}, timedelta(1))

    assert await pending.take(newer, ANN) is None
    stranger = PendingAnswers(
        SqlOffers(sqlite, pending_answer, Cipher([b"another key of thirty-two bytes!"]), FixedClock())
    )
    assert await stranger.take(encrypted or "", ANN) is None
    assert await pending.keep(asked, NoteCard("x"), ReviewForm("x")) is None
    assert await pending.keep(asked, a_card(), ReviewForm("\ud800")) is None
