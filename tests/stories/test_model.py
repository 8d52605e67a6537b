"""A language model beside the rules: answered first, added to once, in time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.model_books import SqlAbilities, SqlSwitch, SqlUsage
from adapters.jobs.afterwards import BesideTheJobs
from adapters.keys import Ed25519Signer
from adapters.model.adviser import Books, OpenAIAdviser
from adapters.model.plan import Plan
from adapters.workshop import Workshop, equip
from bot.advice_told import READING_TOO
from bot.advising import Advising
from bot.advising_turn import Ports
from bot.answering import Answering
from bot.cards import Card, ReviewCard
from bot.model_calls import Mode
from bot.ports import LogQuery
from bot.sending import Sender
from bot.service import Service
from tests.adapters.workshops import CIPHER, SOON, at_work, engine_for
from tests.advisers import PROMPTS
from tests.builders import an_event
from tests.endpoints import Behaviour, Endpoint, an_endpoint, answers, fails, hangs, hangs_up, held
from tests.fakes import FakeFingerprinter, FakeMessenger
from tests.packs import shipped
from tests.waiting import until

TEXT = "Our critics know nothing about medicine, and people who complain have too much time."
STORY = "Zebediah Quartermain came in on 3/14/2025, MRN 9917-ZQK, call 555-0147. Our critics know nothing."


def found(asked: dict[str, Any], data: dict[str, Any]) -> object:
    """A model that finds the same words in any draft, and has no other wording."""
    if "rewrite" in str(asked["messages"][0]["content"])[:4000] and "findings" not in str(asked):
        return {"rewrite": ""}
    quote = "know nothing"
    said = {
        "guideline": "dont.strike-back",
        "quote": quote,
        "reason": "It puts people down.",
        "severity": "revise",
    }
    schema = str(asked.get("response_format"))
    return {"rewrite": ""} if "'rewrite'" in schema else {"findings": [said]}


@dataclass
class Stage:
    """Bedside at work over a database, with a platform in memory and a model on loopback."""

    workshop: Workshop
    service: Service
    platform: FakeMessenger
    endpoint: Endpoint
    adviser: OpenAIAdviser
    switch: SqlSwitch
    log: SqlDecisionLog

    async def send(self, key: str, text: str = TEXT) -> None:
        await self.workshop.inbox.accept(an_event(f"fake:{key}", text))

    def said(self, key: str) -> Card | None:
        cards = [card for _, of, card in self.platform.messages.values() if of == f"fake:{key}"]
        return cards[0] if cards and not isinstance(cards[0], type(None)) else None  # type: ignore[return-value]

    def notices(self, key: str) -> tuple[str, ...]:
        card = self.said(key)
        return card.notices if isinstance(card, ReviewCard) else ()

    def is_answered(self, key: str) -> bool:
        return isinstance(self.said(key), ReviewCard)

    @property
    def is_under_way(self) -> bool:
        """Whether anything is still done about a model's answer."""
        return bool(self.workshop.afterwards._tasks)

    def is_over(self, key: str) -> bool:
        return self.is_answered(key) and READING_TOO not in self.notices(key)


@asynccontextmanager
async def a_stage(
    database: Database, *behaviours: Behaviour, mode: Mode = Mode.LOCAL, patience_s: float = 20.0
) -> AsyncIterator[Stage]:
    """``patience_s`` is long, so that a busy machine changes nothing; its own figure is measured apart."""
    clock, pack = SystemClock(), shipped()
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), clock)
    service = Service(pack, log, FakeFingerprinter(), clock, elsewhere=asyncio.to_thread)
    workshop = equip(database, engine_for(database), CIPHER, clock, service, retry=SOON)
    platform = FakeMessenger()
    workshop.messengers["fake"] = platform
    async with an_endpoint(*behaviours) as endpoint:
        plan = Plan("m", lambda: None, endpoint.url, interactive_s=patience_s, daily_tokens=100_000)
        adviser = OpenAIAdviser(plan, Books(SqlUsage(database), SqlAbilities(database)), b"k" * 32)
        await adviser.warm()
        switch = SqlSwitch(database, mode, clock)
        service.advising = Advising(
            Ports(adviser, switch, PROMPTS, lambda: service.pack, clock, log, elsewhere=asyncio.to_thread)
        )
        async with at_work(workshop):
            yield Stage(workshop, service, platform, endpoint, adviser, switch, log)
        await adviser.close()


async def test_the_rules_answer_first_and_the_message_is_updated_once(sqlite: Database):
    answers_now = asyncio.Event()
    async with a_stage(sqlite, held(answers_now, answers(found))) as stage:
        await stage.send("1")
        await until(lambda: stage.is_answered("1"))
        first = stage.notices("1")
        answers_now.set()
        await until(lambda: stage.is_over("1"))
        await until(lambda: not stage.is_under_way)
        card = stage.said("1")
        calls = stage.platform.calls

    assert READING_TOO in first
    assert isinstance(card, ReviewCard)
    assert "model.dont.strike-back" in {finding.rule for finding in card.review.findings}
    assert calls == ["post fake:1", "update m1", "update m1"]


async def test_each_question_is_an_entry_about_the_review_without_a_word_of_it(sqlite: Database):
    async with a_stage(sqlite, answers(found)) as stage:
        await stage.send("1", STORY)
        await until(lambda: stage.is_over("1"))
        tenant = "local"
        entries = await stage.log.find(tenant, LogQuery(event="advised"))
        (review,) = await stage.log.find(tenant, LogQuery(event="reviewed"))
        used = await SqlUsage(sqlite).used(tenant, SystemClock().now().date())
        sent = stage.endpoint.sent

    assert {entry.decision.subject for entry in entries} == {review.id}
    assert {str(entry.decision.details["task"]) for entry in entries} == {"findings", "rewrite"}
    assert used.day == used.month == (812 + 41) * len(entries)
    for canary in ("Zebediah", "Quartermain", "9917-ZQK", "555-0147", "3/14/2025"):
        assert canary not in sent
        assert canary not in str(entries)


async def test_a_model_that_hangs_holds_up_no_answer(sqlite: Database):
    ends = asyncio.Event()
    async with a_stage(sqlite, held(ends, hangs_up), patience_s=600.0) as stage:
        for number in range(12):  # more than there are workers
            await stage.send(str(number), f"{TEXT} Number {number}.")
        await until(lambda: all(stage.is_answered(str(n)) for n in range(12)))
        waiting = [n for n in range(12) if READING_TOO in stage.notices(str(n))]
        ends.set()
        await until(lambda: all(stage.is_over(str(n)) for n in range(12)))

    assert waiting == list(range(12))
    assert "Checked by the rules only" in stage.notices("0")[-1]


async def test_a_model_that_hangs_is_over_at_its_deadline(sqlite: Database):
    async with a_stage(sqlite, hangs, patience_s=1.0) as stage:
        await stage.send("1")
        await until(lambda: stage.is_over("1"))

    assert "Checked by the rules only" in stage.notices("1")[-1]


async def test_a_switch_that_is_off_sends_nothing_and_changes_nothing(sqlite: Database):
    async with a_stage(sqlite, answers(found), mode=Mode.OFF) as stage:
        await stage.send("1")
        await until(lambda: stage.is_answered("1"))
        off = (stage.notices("1"), len(stage.endpoint.journal))
        await stage.switch.turn("local", Mode.LOCAL, "root")
        await stage.send("2")
        await until(lambda: stage.is_over("2"))

    assert off == ((), 0)
    assert len(stage.endpoint.journal) > 0


async def test_an_answer_that_was_taken_back_meanwhile_is_not_brought_back(sqlite: Database):
    answers_now = asyncio.Event()
    async with a_stage(sqlite, held(answers_now, answers(found))) as stage:
        await stage.send("1")
        await until(lambda: stage.endpoint.journal)
        standing = await stage.workshop.outbound.standing("fake:1")
        assert standing is not None
        await stage.workshop.outbound.settle(standing, "settled", message_id=standing.message_id)
        answers_now.set()
        await until(lambda: not stage.is_under_way)

    assert READING_TOO in stage.notices("1")
    assert stage.platform.calls == ["post fake:1", "update m1"]


async def test_what_a_stopped_process_left_undone_is_concluded_by_a_job(sqlite: Database):
    async with a_stage(sqlite, hangs, patience_s=1.0) as stage:
        sender: Sender = stage.workshop.sender
        soon = BesideTheJobs(stage.workshop.inbox, SystemClock(), timedelta(seconds=1))
        soon.begin = lambda event, work: None  # type: ignore[method-assign] - the process stops here
        await Answering(stage.service, sender, soon).answer(an_event("fake:1", TEXT))
        assert READING_TOO in stage.notices("1")
        await until(lambda: stage.is_over("1"))

    assert stage.notices("1")[-1] == "Checked by the rules only (Bedside was restarted meanwhile)."


async def test_an_endpoint_that_fails_costs_nobody_the_review(sqlite: Database):
    async with a_stage(sqlite, fails(500)) as stage:
        for number in range(8):
            await stage.send(str(number), f"{TEXT} Number {number}.")
        await until(lambda: all(stage.is_over(str(n)) for n in range(8)))
        told = {stage.notices(str(n))[-1] for n in range(8)}

    assert told <= {
        "Checked by the rules only (the model's server failed).",
        "Checked by the rules only (the model failed several times and is left alone for a while).",
    }
