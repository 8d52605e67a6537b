"""What operators see of a language model at /metrics: figures of every kind, and no word of anybody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest

from adapters.model.meters import LEFT_ALONE, ModelMeters
from adapters.server import create_app
from adapters.web.access import WebSettings
from bot.advising import Advising
from bot.advising_turn import Ports
from bot.model_calls import Ending, Mode
from bot.service import Service
from tests.adapters.test_model_adviser import NONE, Setting, a_setting
from tests.advisers import PROMPTS, FixedSwitch
from tests.bot.test_advising import CANARIES, STORY
from tests.endpoints import Behaviour, answers, fails, hangs, page, says
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog, InMemoryOffers
from tests.packs import shipped
from tests.web import FRAGMENT, a_client, asked_for_the_model


@asynccontextmanager
async def a_watched(*behaviours: Behaviour, **plan: Any) -> AsyncIterator[tuple[Setting, httpx.AsyncClient]]:
    """A page with a model on loopback, and its figures."""
    async with a_setting(*behaviours, **plan) as setting:
        pack = shipped()
        service = Service(pack, InMemoryDecisionLog(), FakeFingerprinter(), FixedClock())
        ports = Ports(setting.adviser, FixedSwitch(Mode.LOCAL), PROMPTS, lambda: pack, FixedClock())
        service.advising = Advising(ports)
        app = create_app(
            service,
            settings=WebSettings(),
            figures=[ModelMeters.of(setting.adviser)],
            pending=InMemoryOffers(FixedClock()),
        )
        async with a_client(app) as client:
            yield setting, client


async def the_figures(client: httpx.AsyncClient) -> str:
    return (await client.get("/metrics")).text


async def test_outcomes_seconds_tokens_and_money_are_figures():
    async with a_watched(says(NONE), price_in=2.0, price_out=8.0) as (setting, client):
        before = await the_figures(client)
        await setting.told()
        await setting.told()
        after = await the_figures(client)

    assert "bedside_model_requests_total 0.0" in before
    assert "bedside_model_in_flight 0.0" in before
    assert 'bedside_model_questions_total{outcome="ok",task="findings"} 1.0' in after
    assert 'bedside_model_questions_total{outcome="cached",task="findings"} 1.0' in after
    assert 'bedside_model_seconds_count{task="findings"} 1.0' in after
    assert 'bedside_model_tokens_total{direction="in"} 812.0' in after
    assert 'bedside_model_tokens_total{direction="out"} 41.0' in after
    assert f"bedside_model_cost_total {(812 * 2 + 41 * 8) / 1_000_000}" in after


@pytest.mark.parametrize(
    ("behaviour", "reason", "times"),
    [
        (fails(500), Ending.PAUSED, 5),
        (fails(429, retry_after="600"), Ending.RATE_LIMITED, 1),
        (fails(401), Ending.AUTH, 1),
        (fails(429, "insufficient_quota"), Ending.QUOTA, 1),
    ],
)
async def test_why_an_endpoint_is_left_alone_is_a_figure(behaviour: Behaviour, reason: Ending, times: int):
    async with a_watched(behaviour) as (setting, client):
        well = await the_figures(client)
        for number in range(times):
            await setting.told(f"Text number {number} of many.")
        left_alone = await the_figures(client)

    for one in LEFT_ALONE:
        assert f'bedside_model_left_alone{{reason="{one.value}"}} 0.0' in well
        state = 1.0 if one is reason else 0.0
        assert f'bedside_model_left_alone{{reason="{one.value}"}} {state}' in left_alone


async def test_a_question_under_way_is_counted_until_it_ends():
    seen: list[str] = []

    async def looks(endpoint: Any, asked: Any, writer: Any) -> None:
        seen.append(await the_figures(watched[1]))
        await says(NONE)(endpoint, asked, writer)

    async with a_watched(looks) as watched:
        await watched[0].told()
        seen.append(await the_figures(watched[1]))

    assert "bedside_model_in_flight 1.0" in seen[0]
    assert "bedside_model_in_flight 0.0" in seen[1]


def quoting(asked: dict[str, Any], data: dict[str, Any]) -> object:
    """A model that says whatever it read, wherever it may."""
    return {"findings": [{"guideline": str(data)[:150], "quote": STORY[:300], "reason": STORY[:150],
                          "severity": "revise"}]}  # fmt: skip


@pytest.mark.parametrize(
    "behaviour",
    [answers(quoting), says(STORY), fails(500, words=STORY), fails(400, STORY, STORY), page(200), hangs],
)
async def test_no_identifier_and_no_word_of_a_draft_is_among_the_figures(behaviour: Behaviour):
    async with a_watched(behaviour) as (setting, client):
        setting.adviser.plan = replace(setting.adviser.plan, interactive_s=1.0)
        first = await client.post("/review", data={"draft": STORY, "kind": "post"}, headers=FRAGMENT)
        await asked_for_the_model(client, first)
        figures = await the_figures(client)
        journal = setting.endpoint.sent

    assert "bedside_model_questions_total{" in figures
    assert journal != "[]"
    for canary in (*CANARIES, "canary", "cured", "hospital", "mercy", "sk-canary-key", "127.0.0.1"):
        assert canary.lower() not in figures.lower()
