"""The port ``Adviser`` over one endpoint: within one deadline, a few at a time, and never with an exception.

Before a call: the privacy switch against the address, the memory, the length, the breaker, the limits of the
workspace, a free place. After it: what it cost, failed calls included, and what the breaker learns of it.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import structlog

from adapters.model.books import AbilityBook, Cost, UsageBook, quietly
from adapters.model.breaker import FOR_AN_ADMIN, Breaker
from adapters.model.cache import FindingsCache
from adapters.model.conversing import Conversing, Outcome
from adapters.model.endpoint import Endpoint
from adapters.model.gate import Gate
from adapters.model.places import Places
from adapters.model.plan import LONGEST_TEXT_TOKENS, Plan
from adapters.model.tally import CHARACTERS_A_TOKEN, Tally
from bot.model_calls import Ending, Limit, Mode, Question, Spent, Told
from bot.ports import Asked

RECHECK_S = 5.0
"""How often it is looked whether an administrator checked an endpoint that refuses the key."""

Observer = Callable[[Question, Told[Any]], None]


@dataclass(frozen=True, slots=True)
class Books:
    """What the adviser writes down between calls."""

    usage: UsageBook
    abilities: AbilityBook


@dataclass(frozen=True, slots=True)
class State:
    """How the adviser stands: questions ``under_way``, and why the endpoint is ``left_alone``, if it is."""

    under_way: int
    left_alone: Ending | None


class OpenAIAdviser:
    """Implements ``bot.ports.Adviser``. One for a process, so that its limits are the process's."""

    def __init__(
        self,
        plan: Plan,
        books: Books,
        key: bytes,
        *,
        endpoint: Endpoint | None = None,
        observe: Observer = lambda question, told: None,
    ) -> None:
        """Stand on an endpoint; nothing is opened before the first question.

        Args:
            plan: What the operator set.
            books: What is kept between calls.
            key: Keys the names under which findings are remembered.
            endpoint: Where to ask; made from the plan by default.
            observe: Told of every question that was answered or not, for figures.
        """
        self.plan = plan
        self.observe = observe
        self._books = books
        self._endpoint = endpoint or Endpoint(plan.base_url, plan.at_a_time)
        self._gate = Gate(plan.base_url)
        self._breaker = Breaker(time.monotonic)
        self._cache = FindingsCache(key, time.monotonic)
        self._places = Places(plan.at_a_time, plan.at_a_time_each)
        self._conversing = Conversing(plan, self._endpoint, books.abilities)
        self._refused_at = 0.0
        self._looked_at = 0.0
        self._log = structlog.get_logger("bedside.model")

    @property
    def name(self) -> str:
        """The model's name, as set."""
        return self.plan.model

    def limit(self, *, batch: bool = False) -> Limit:
        """Three seconds for a person, twenty and one more try for nobody, unless set otherwise."""
        seconds = self.plan.batch_s if batch else self.plan.interactive_s
        return Limit(time.monotonic() + seconds, 1 if batch else 0)

    def state(self) -> State:
        """How it stands just now."""
        return State(self._places.taken, self._breaker.refusal(self.plan.key()))

    def forget(self) -> None:
        """Remember no answer any more, so that the same question is asked anew."""
        self._cache.clear()

    async def warm(self) -> None:
        """Get ready beside what else goes on: the first question should not pay for it."""
        await self._endpoint.warm()

    async def close(self) -> None:
        """Close what is open."""
        await self._endpoint.close()

    async def ask(self, asked: Sequence[Asked[Any]], mode: Mode, limit: Limit) -> list[Told[Any]]:
        """Ask them beside each other; see the port."""
        return list(await asyncio.gather(*(self._told(one, mode, limit) for one in asked)))

    async def _told(self, asked: Asked[Any], mode: Mode, limit: Limit) -> Told[Any]:
        begun, tally = time.monotonic(), Tally()
        try:
            async with asyncio.timeout(max(0.0, limit.at - begun)):
                outcome = await self._outcome(asked, mode, limit, tally)
        except TimeoutError:
            tally.over()
            outcome = Outcome(Ending.TIMEOUT if tally.began else Ending.BUSY)
        told = self._as_told(outcome, tally, begun)
        if tally.began:
            self._learn(told.ending, tally)
            await self._spend(asked.question.tenant, told.spent)
        self.observe(asked.question, told)
        return told

    def _as_told(self, outcome: Outcome, tally: Tally, begun: float) -> Told[Any]:
        last = tally.last
        return Told(
            outcome.ending,
            outcome.result,
            tally.spent(round(1000 * (time.monotonic() - begun))),
            self.plan.model,
            last.request_id if last is not None else None,
            last.fingerprint if last is not None else None,
            tally.form,
        )

    async def _outcome(self, asked: Asked[Any], mode: Mode, limit: Limit, tally: Tally) -> Outcome:
        question = asked.question
        if not await self._gate.lets_through(mode):
            return Outcome(Ending.NOT_ALLOWED)
        if (known := self._cache.get(question, self.plan.model)) is not None:
            return Outcome(Ending.CACHED, known)
        if sum(len(text.text) for text in question.texts.values()) > LONGEST_TEXT_TOKENS * CHARACTERS_A_TOKEN:
            return Outcome(Ending.TOO_LONG)
        if (refusal := await self._stopped(question.tenant)) is not None:
            return Outcome(refusal)
        async with self._places.one(question.tenant):
            if (refusal := self._breaker.refusal(self.plan.key())) is not None:  # while it waited
                return Outcome(refusal)
            with self._breaker.attempt():
                outcome = await self._conversing.about(asked, mode, limit, tally)
        if outcome.ending.useful and not asked.still():
            return Outcome(Ending.STALE)
        if outcome.ending.useful:
            self._cache.put(question, self.plan.model, outcome.result)
        return outcome

    async def _stopped(self, tenant: str) -> Ending | None:
        """The breaker's word, then the workspace's limits."""
        refusal = self._breaker.refusal(self.plan.key())
        if refusal in FOR_AN_ADMIN and await self._was_checked():
            self._breaker.clear()
            refusal = None
        return refusal or await self._over_a_limit(tenant)

    async def _over_a_limit(self, tenant: str) -> Ending | None:
        if not (self.plan.daily_tokens or self.plan.monthly_tokens):
            return None
        used = await quietly(self._books.usage.used(tenant, _today()))
        if used is None:
            return None
        if self.plan.daily_tokens and used.day >= self.plan.daily_tokens:
            return Ending.DAILY_CAP
        over = self.plan.monthly_tokens and used.month >= self.plan.monthly_tokens
        return Ending.MONTHLY_CAP if over else None

    async def _was_checked(self) -> bool:
        """Whether an administrator checked the endpoint since it refused, in whatever process."""
        if time.monotonic() - self._looked_at < RECHECK_S:
            return False
        self._looked_at = time.monotonic()
        known = await quietly(self._books.abilities.known(self.plan.endpoint, self.plan.model))
        return known is not None and known[1] > self._refused_at

    def _learn(self, ending: Ending, tally: Tally) -> None:
        """Tell the breaker; an administrator hears once what no waiting mends."""
        after = tally.last.retry_after if tally.last is not None else None
        if self._breaker.record(ending, self.plan.key(), after):
            self._refused_at = time.time()
            self._log.error("model_needs_an_admin", code=ending.value)
        elif not ending.useful:
            self._log.warning("model_did_not_answer", code=ending.value, count=tally.calls)

    async def _spend(self, tenant: str, spent: Spent) -> None:
        money = self.plan.millionths(spent.tokens_in, spent.tokens_out)
        cost = Cost(spent.calls, spent.tokens_in, spent.tokens_out, money)
        await quietly(self._books.usage.add(tenant, _today(), cost))


def _today() -> date:
    return datetime.now(UTC).date()
