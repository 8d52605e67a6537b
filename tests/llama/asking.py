"""The adviser against llama.cpp's own server: ``make llama``, which builds the environment for it.

The model's weights are drawn by chance, so nothing here says how well a model reads: only that a server which
nobody here wrote is asked, understood, timed, counted and left in good health.
"""

import asyncio
import os
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.model.adviser import Books, OpenAIAdviser
from adapters.model.books import AbilitiesInMemory, UsageInMemory
from adapters.model.checking import check
from adapters.model.ladder import Abilities
from adapters.model.plan import MOST_TOKENS, Plan
from adapters.model.prompts import read_prompts
from bot.advising import Advising
from bot.advising_turn import Ports
from bot.commands import Request, RespondToReview, ReviewDraft
from bot.model import Actor
from bot.model_calls import Ending, Mode, Task, Told
from bot.replies import by_model
from bot.responding import respond
from tests.adapters.test_model_adviser import an_asked
from tests.advisers import FixedSwitch
from tests.bot.test_advising import STORY, a_card
from tests.complaints import WAIT, a_complaint
from tests.fakes import FixedClock
from tests.packs import shipped

KEY = "llama-lane"
PATIENCE_S = 60.0
HEARD = {Ending.OK, Ending.REPAIRED, Ending.UNRELIABLE, Ending.UNPROVEN, Ending.MALFORMED, Ending.TRUNCATED}
"""What may become of an answer that is words drawn by chance: it came, in time, and was looked at."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """llama.cpp at work on loopback, in a process of its own with a Python of its own."""
    log = tmp_path_factory.mktemp("llama") / "llama.log"
    command = [os.environ["BEDSIDE_LLAMA_PYTHON"], str(Path(__file__).parent / "tiny.py")]
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as server,
    ):
        assert server.stdout is not None
        assert server.stdin is not None
        told = (line for line in server.stdout if line.startswith("address "))
        try:
            yield next(told).split()[1] + "/v1"
        finally:
            server.terminate()
            server.wait(10)


@asynccontextmanager
async def an_adviser(
    address: str, key: str = KEY, form: str = "json_schema", **plan: Any
) -> AsyncIterator[OpenAIAdviser]:
    made = Plan("tiny", lambda: key, address, **{"interactive_s": PATIENCE_S, **plan})
    books = Books(UsageInMemory(), AbilitiesInMemory())
    await books.abilities.keep(made.endpoint, made.model, Abilities(form))
    adviser = OpenAIAdviser(made, books, b"k" * 32)
    await adviser.warm()
    try:
        yield adviser
    finally:
        await adviser.close()


async def ask(adviser: OpenAIAdviser, text: str, **more: Any) -> Told[Any]:
    (told,) = await adviser.ask([an_asked(text, **more)], Mode.LOCAL, adviser.limit())
    return told


async def test_its_answer_is_asked_for_by_schema_and_counted_by_the_server(address: str):
    async with an_adviser(address) as adviser:
        told = await ask(adviser, "Our critics know nothing about medicine.")

    assert told.ending in HEARD
    assert told.form == "json_schema"
    assert told.spent.tokens_in > 200
    assert told.spent.tokens_out > 0
    assert not told.spent.estimated


async def test_a_key_that_is_not_its_own_is_told_as_that(address: str):
    async with an_adviser(address, "another") as adviser:
        told = await ask(adviser, "Our critics know nothing.")

    assert (told.ending, told.spent.calls) == (Ending.AUTH, 1)


async def test_without_a_form_it_writes_to_its_limit_and_nothing_of_that_is_used(address: str):
    async with an_adviser(address, form="plain") as adviser:
        told = await ask(adviser, "Our critics know nothing about medicine.")

    assert (told.ending, told.result, told.form) == (Ending.TRUNCATED, None, "plain")
    assert told.spent.tokens_out == MOST_TOKENS[Task.FINDINGS]


async def test_a_deadline_ends_a_question_and_frees_the_servers_places(address: str):
    async with an_adviser(address, form="plain", interactive_s=0.1, thinks=1500) as adviser:
        start = time.monotonic()
        late = [(await ask(adviser, f"Our critics know nothing, number {n}.")).ending for n in range(4)]
        took = time.monotonic() - start
    async with an_adviser(address) as adviser:
        after_it = await ask(adviser, "Our critics know nothing about medicine.")

    assert late == [Ending.TIMEOUT] * 4
    assert took < PATIENCE_S / 2
    assert after_it.ending in HEARD


async def test_a_text_longer_than_its_context_has_a_name(address: str):
    async with an_adviser(address) as adviser:
        told = await ask(adviser, "We are glad to help. " * 900)

    assert told.ending is Ending.TOO_LONG


async def test_twelve_workspaces_at_once_are_all_answered(address: str):
    async with an_adviser(address) as adviser:
        asked = (ask(adviser, f"Our critics know nothing, number {n}.", tenant=f"w{n}") for n in range(12))
        told = await asyncio.gather(*asked)

    assert {one.ending for one in told} <= HEARD


@pytest.mark.parametrize("text", [STORY, "Our critics know nothing about medicine."])
async def test_words_drawn_by_chance_change_nothing_that_the_rules_said(address: str, text: str):
    card = a_card(text)
    async with an_adviser(address) as adviser:
        advising = Advising(Ports(adviser, FixedSwitch(), read_prompts(), shipped, FixedClock()))
        advised = await advising.advise(Request(Actor("ann"), "cli", ReviewDraft(card.draft)), card)

    ours = [finding for finding in advised.review.findings if not finding.rule.startswith("model.")]
    assert ours == list(card.review.findings)
    assert advised.review.verdict is card.review.verdict or card.review.verdict.value == "ok"
    assert advised.notices != card.notices


async def test_no_reply_drawn_by_chance_is_offered(address: str):
    complaint = a_complaint(WAIT)
    card = respond(complaint, shipped())
    async with an_adviser(address) as adviser:
        advising = Advising(Ports(adviser, FixedSwitch(), read_prompts(), shipped, FixedClock()))
        advised = await advising.advise(Request(Actor("ann"), "cli", RespondToReview(complaint)), card)

    assert advised.replies == card.replies
    assert not any(by_model(reply) for reply in advised.replies)


async def test_a_check_says_what_it_found(address: str):
    found = await check(Plan("tiny", lambda: KEY, address), None, "tiny")

    assert "The address is on this machine or a private network: 'local' is enough." in found.lines
    assert any(
        line.startswith(("It answered in", "It did not work: the model's answer")) for line in found.lines
    )
