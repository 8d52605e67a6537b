"""Asks an endpoint a made-up question, so that an operator knows what it can do before anybody needs it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.model.adviser import Books, OpenAIAdviser
from adapters.model.books import AbilityBook, UsageInMemory
from adapters.model.endpoint import Endpoint
from adapters.model.gate import Gate
from adapters.model.ladder import Abilities
from adapters.model.opening import plan_of
from adapters.model.plan import Plan
from adapters.model.telling import told_model
from adapters.settings import Settings
from bot.model import Draft
from bot.model_answers import findings_schema, read_findings
from bot.model_calls import Limit, Mode, Prompt, Question, Task, Told
from bot.page import Page
from bot.ports import Asked
from bot.redaction import redact

DRAFT = "Our critics know nothing about medicine."
"""A made-up draft; nobody wrote it."""

PROBE = Prompt(
    Task.FINDINGS,
    "probe@1",
    'Answer with one JSON object: {"findings": [{"guideline": "dont.strike-back", "quote": "know nothing", '
    '"reason": "It puts people down.", "severity": "revise"}]}. Guidelines:\n{rules}',
    "Your last answer did not fit ({code}).",
)
PATIENCE_S = 30.0
"""A model of one's own may have to be loaded first."""

_FORMS = {
    "json_schema": "keeps to a schema",
    "json_object": "answers in JSON, without a schema",
    "plain": "answers in plain words only; they are read with care",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, in lines for a person."""

    well: bool
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Kept:
    """Keeps what was found, as checked, wherever there is a book."""

    book: AbilityBook | None
    found: Abilities = field(default_factory=Abilities)

    async def known(self, endpoint: str, model: str) -> tuple[Abilities, float] | None:
        """Start from the top: what an endpoint understands may have changed."""
        return None

    async def keep(self, endpoint: str, model: str, abilities: Abilities, *, checked: bool = False) -> None:
        """Remember it until the question was answered."""
        self.found = abilities


def run(settings: Settings) -> Checked:
    """Check what ``settings`` name, and keep what was found where there is a database."""
    return asyncio.run(_run(settings))


async def _run(settings: Settings) -> Checked:
    from adapters.bootstrap import open_service  # noqa: PLC0415 - it opens everything

    plan = plan_of(settings)
    if plan is None:
        return Checked(False, (f"The model: {told_model(settings)}.", "See docs/model.md."))
    async with open_service(settings) as application:
        return await check(plan, application.abilities, told_model(settings, await application.switch.all()))


async def check(plan: Plan, book: AbilityBook | None, told: str, endpoint: Endpoint | None = None) -> Checked:
    """Ask ``plan``'s endpoint; ``book`` keeps what it understands when it answered."""
    kept = _Kept(book)
    adviser = OpenAIAdviser(plan, Books(UsageInMemory(), kept), b"probe", endpoint=endpoint)
    try:
        await adviser.warm()
        private = await Gate(plan.base_url).is_private()
        mode = Mode.LOCAL if private else Mode.BAA
        (answer,) = await adviser.ask([_question()], mode, Limit(time.monotonic() + PATIENCE_S))
    finally:
        await adviser.close()
    if answer.ending.useful and book is not None:
        await book.keep(plan.endpoint, plan.model, kept.found, checked=True)
    return Checked(answer.ending.useful, tuple(_lines(plan, told, answer, kept.found, private)))


def _question() -> Asked[Any]:
    question = Question(
        tenant="check",
        prompt=PROBE,
        texts={"draft": redact(Page(Draft(DRAFT)))},
        facts={"kind": "post"},
        rules=[("dont.strike-back", "Do not strike back.")],
        schema=findings_schema(["dont.strike-back"]),
        policy_version="probe",
    )
    return Asked(question, read_findings)


def _lines(plan: Plan, told: str, answer: Told[Any], found: Abilities, private: bool) -> Sequence[str]:
    lines = [
        f"The model: {told}.",
        "The address is on this machine or a private network: 'local' is enough."
        if private
        else "The address is elsewhere: texts go there only with the switch at 'baa'.",
    ]
    if not answer.ending.useful:
        return [*lines, f"It did not work: {answer.ending.told} ({answer.ending.value})."]
    lines.append(f"It answered in {answer.spent.ms / 1000:.1f} s and {_FORMS[found.form]}.")
    if answer.spent.ms / 1000 > plan.interactive_s:
        lines.append(
            f"That is longer than the {plan.interactive_s:g} s that a person waits: most answers would come "
            "too late. Try again once it is loaded, or set BEDSIDE_MODEL_SECONDS."
        )
    if answer.spent.estimated:
        lines.append("It does not say how many tokens it used: they are estimated.")
    if found.refused:
        lines.append(f"It does not take: {', '.join(sorted(found.refused))}.")
    return [*lines, "Remembered."]
