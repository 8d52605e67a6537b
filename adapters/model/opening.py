"""From the settings to a service that asks a model; nothing of openai is imported on the way."""

from dataclasses import dataclass

from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.model_books import SqlAbilities, SqlSwitch, SqlUsage
from adapters.keys import Keys
from adapters.model.adviser import Books, OpenAIAdviser
from adapters.model.plan import Plan, profile_of
from adapters.model.prompts import read_prompts
from adapters.settings import Settings, secret_now
from bot.advising import Advising
from bot.advising_turn import Ports
from bot.ports import Clock, Elsewhere, Reader
from bot.service import Service


@dataclass(frozen=True, slots=True)
class Under:
    """What the model's part of a service stands on."""

    database: Database
    log: SqlDecisionLog
    keys: Keys
    clock: Clock
    switch: SqlSwitch
    reader: Reader | None
    elsewhere: Elsewhere


def plan_of(settings: Settings) -> Plan | None:
    """What was set about the model; ``None`` where nothing or too little was."""
    if not settings.model or settings.model_name is None:
        return None
    automatic = settings.model_profile == "auto"
    return Plan(
        model=settings.model_name,
        key=lambda: secret_now("OPENAI_API_KEY", settings.model_key),
        base_url=settings.model_url,
        profile=profile_of(settings.model_url) if automatic else settings.model_profile,
        interactive_s=settings.model_seconds,
        batch_s=settings.model_batch_seconds,
        daily_tokens=settings.model_daily_tokens,
        monthly_tokens=settings.model_monthly_tokens,
        price_in=settings.model_price_in,
        price_out=settings.model_price_out,
        thinks=settings.model_thinking_tokens,
    )


def advise_with(settings: Settings, service: Service, under: Under) -> OpenAIAdviser | None:
    """Give ``service`` the model that was set; it opens nothing before its first question.

    Raises:
        PolicyError: The instructions cannot be read.
    """
    plan = plan_of(settings)
    if plan is None:
        return None
    books = Books(SqlUsage(under.database), SqlAbilities(under.database))
    adviser = OpenAIAdviser(plan, books, under.keys.fingerprinter.derived(b"model"))
    ports = Ports(
        adviser,
        under.switch,
        read_prompts(settings.policies),
        lambda: service.pack,
        under.clock,
        log=under.log,
        reader=under.reader,
        elsewhere=under.elsewhere,
    )
    service.advising = Advising(ports)
    return adviser
