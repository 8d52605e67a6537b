"""Asks an endpoint a made-up question, so that an operator knows what it can do before anybody needs it."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from adapters import observability
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
    """Keeps what was found until the question was answered."""

    found: Abilities = field(default_factory=Abilities)

    async def known(self, endpoint: str, model: str) -> tuple[Abilities, float] | None:
        """Start from the top: what an endpoint understands may have changed."""
        return None

    async def keep(self, endpoint: str, model: str, abilities: Abilities, *, checked: bool = False) -> None:
        """Remember it."""
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
    kept = _Kept()
    adviser = OpenAIAdviser(plan, Books(UsageInMemory(), kept), b"probe", endpoint=endpoint)
    gate = Gate(plan.base_url)
    private = await gate.is_private()
    mode = Mode.LOCAL if private else Mode.BAA
    with observability.untold():
        try:
            await adviser.warm()
            (answer,) = await adviser.ask([_question()], mode, Limit(time.monotonic() + PATIENCE_S))
        finally:
            await adviser.close()
    if answer.ending.useful and book is not None:
        await book.keep(plan.endpoint, plan.model, kept.found, checked=True)
    lines = [f"The model: {told}.", _where(private=private, encrypts=gate.encrypts)]
    if not answer.ending.useful:
        lines.append(f"It did not work: {answer.ending.told} ({answer.ending.value}).")
        return Checked(False, tuple(lines))
    lines += [*_abilities(plan, answer, kept.found), *(["Remembered."] if book is not None else [])]
    return Checked(True, tuple(lines))


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


def _where(*, private: bool, encrypts: bool) -> str:
    if private:
        return "The address is on this machine or a private network: 'local' is enough."
    if encrypts:
        return "The address is elsewhere: texts go there only with the switch at 'baa'."
    return "The address is elsewhere and not encrypted: nothing is ever sent there. Use https."


def _abilities(plan: Plan, answer: Told[Any], found: Abilities) -> Iterator[str]:
    seconds = answer.spent.ms / 1000
    yield f"It answered in {seconds:.1f} s and {_FORMS[found.form]}."
    if seconds > plan.interactive_s:
        yield (
            f"That is longer than the {plan.interactive_s:g} s that a person waits: most answers would come "
            "too late. Try again once it is loaded, or set BEDSIDE_MODEL_SECONDS."
        )
    if answer.spent.estimated:
        yield "It does not say how many tokens it used: they are estimated."
    if found.refused:
        yield f"It does not take: {', '.join(sorted(found.refused))}."
