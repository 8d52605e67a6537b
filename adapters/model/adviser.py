"""The port ``Adviser`` over one endpoint: within one deadline, a few at a time, and never with an exception.

Before a call: the privacy switch against the address, the memory, the length, the breaker, the limits of the
workspace, a free place. After it: what it cost, failed calls included, and what the breaker learns of it.
"""

import asyncio
import hashlib
import secrets
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import structlog

from adapters.model.books import AbilityBook, Cost, UsageBook
from adapters.model.breaker import FOR_AN_ADMIN, Breaker
from adapters.model.cache import FindingsCache
from adapters.model.endpoint import Call, Endpoint, Heard
from adapters.model.gate import Gate
from adapters.model.ladder import Abilities, extracted, options, with_schema
from adapters.model.plan import LONGEST_TEXT_TOKENS, Plan
from bot.advice import Unreliable
from bot.asking import messages
from bot.errors import BedsideError
from bot.model_calls import Ending, Limit, Mode, Question, Spent, Told, Unfit
from bot.ports import Asked

CHARACTERS_A_TOKEN = 4
"""For an estimate where an endpoint says nothing; English has a little more."""

TRIED_AGAIN = frozenset({Ending.SERVER_ERROR, Ending.RATE_LIMITED, Ending.UNREACHABLE})
RECHECK_S = 5.0
"""How often it is looked whether an administrator checked an endpoint that refuses the key."""

_random = secrets.SystemRandom()


@dataclass(slots=True)
class _Tally:
    """What a question took so far."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    estimated: bool = False
    last: Heard | None = None
    form: str | None = None
    began: bool = False
    _unheard: int = 0

    def sent(self, text: int) -> None:
        """A request goes out; should nothing be heard of it, it still was read."""
        self.calls += 1
        self.began = True
        self._unheard = text // CHARACTERS_A_TOKEN

    def heard(self, heard: Heard) -> None:
        """It was answered, one way or another."""
        self.last = heard
        if heard.tokens is not None:
            self.tokens_in += heard.tokens[0]
            self.tokens_out += heard.tokens[1]
            self.tokens_cached += heard.tokens[2]
        elif heard.ending not in {Ending.UNREACHABLE, Ending.AUTH, Ending.REDIRECTED}:
            self._estimate(len(heard.content or ""))
        self._unheard = 0

    def over(self) -> None:
        """The deadline came while a request was out."""
        if self._unheard:
            self._estimate(0)
            self._unheard = 0

    def _estimate(self, written: int) -> None:
        self.tokens_in += self._unheard
        self.tokens_out += written // CHARACTERS_A_TOKEN
        self.estimated = True


@dataclass(frozen=True, slots=True)
class _Outcome:
    ending: Ending
    result: Any = None


Observer = Callable[[Question, Told[Any]], None]


@dataclass(frozen=True, slots=True)
class Books:
    """What the adviser writes down between calls."""

    usage: UsageBook
    abilities: AbilityBook


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
        self._abilities: Abilities | None = None
        self._places: dict[object, tuple[asyncio.Semaphore, defaultdict[str, asyncio.Semaphore]]] = {}
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
        begun, tally = time.monotonic(), _Tally()
        try:
            async with asyncio.timeout(max(0.0, limit.at - begun)):
                outcome = await self._outcome(asked, mode, limit, tally)
        except TimeoutError:
            tally.over()
            outcome = _Outcome(Ending.TIMEOUT if tally.began else Ending.BUSY)
        told = self._as_told(outcome, tally, begun)
        if tally.began:
            self._learn(told.ending, tally)
            await self._spend(asked.question.tenant, told.spent)
        self.observe(asked.question, told)
        return told

    def _as_told(self, outcome: _Outcome, tally: _Tally, begun: float) -> Told[Any]:
        last = tally.last
        return Told(
            outcome.ending,
            outcome.result,
            Spent(
                tally.calls,
                tally.tokens_in,
                tally.tokens_out,
                tally.tokens_cached,
                tally.estimated,
                round(1000 * (time.monotonic() - begun)),
            ),
            self.plan.model,
            last.request_id if last is not None else None,
            last.fingerprint if last is not None else None,
            tally.form,
        )

    async def _outcome(self, asked: Asked[Any], mode: Mode, limit: Limit, tally: _Tally) -> _Outcome:
        question = asked.question
        refusal = await self._refusal(question, mode)
        if refusal is not None:
            return _Outcome(refusal)
        if (known := self._cache.get(question, self.plan.model)) is not None:
            return _Outcome(Ending.CACHED, known)
        if sum(len(text.text) for text in question.texts.values()) > LONGEST_TEXT_TOKENS * CHARACTERS_A_TOKEN:
            return _Outcome(Ending.TOO_LONG)
        if (refusal := await self._stopped(question.tenant)) is not None:
            return _Outcome(refusal)
        async with AsyncExitStack() as held:
            for place in self._places_of(question.tenant):
                await held.enter_async_context(place)
            outcome = await self._conversation(asked, mode, limit, tally)
        if outcome.ending.useful and not asked.still():
            return _Outcome(Ending.STALE)
        if outcome.ending.useful:
            self._cache.put(question, self.plan.model, outcome.result)
        return outcome

    async def _refusal(self, question: Question, mode: Mode) -> Ending | None:
        return None if await self._gate.lets_through(mode) else Ending.NOT_ALLOWED

    async def _stopped(self, tenant: str) -> Ending | None:
        """The breaker's word, then the workspace's limits."""
        refusal = self._breaker.refusal(self.plan.key())
        if refusal in FOR_AN_ADMIN and await self._was_checked():
            self._breaker.clear()
            refusal = None
        if refusal is not None:
            return refusal
        if not (self.plan.daily_tokens or self.plan.monthly_tokens):
            return None
        used = await self._quietly(self._books.usage.used(tenant, _today()))
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
        known = await self._quietly(self._books.abilities.known(self.plan.endpoint, self.plan.model))
        return known is not None and known[1] > self._refused_at

    def _places_of(self, tenant: str) -> tuple[asyncio.Semaphore, asyncio.Semaphore]:
        """A place of the workspace first, so that one that has none left holds none of the process."""
        loop = asyncio.get_running_loop()
        if loop not in self._places:
            each = self.plan.at_a_time_each
            self._places = {
                loop: (
                    asyncio.Semaphore(self.plan.at_a_time),
                    defaultdict(lambda: asyncio.Semaphore(each)),
                )
            }
        everybody, own = self._places[loop]
        return own[tenant], everybody

    async def _conversation(self, asked: Asked[Any], mode: Mode, limit: Limit, tally: _Tally) -> _Outcome:
        """Ask, take steps down the ladder, repair once, and in a batch try once more."""
        abilities = await self._abilities_now()
        repair: str | None = None
        tries = limit.tries
        while True:
            heard = await self._call(asked.question, abilities, repair, mode, tally)
            if heard.ending is Ending.BAD_REQUEST and (lower := abilities.lower(heard.blames)):
                abilities = lower
                continue
            if heard.ending in TRIED_AGAIN and tries and await self._waited(heard, limit):
                tries -= 1
                continue
            if heard.ending is not Ending.OK:
                return _Outcome(heard.ending)
            await self._remember(abilities)
            try:
                result = asked.read(extracted(heard.content or ""))
            except Unreliable:
                return _Outcome(Ending.UNRELIABLE)
            except Unfit as unfit:
                if repair is not None:
                    return _Outcome(Ending.MALFORMED)
                repair = unfit.code
                continue
            return _Outcome(Ending.REPAIRED if repair else Ending.OK, result)

    async def _call(
        self, question: Question, abilities: Abilities, repair: str | None, mode: Mode, tally: _Tally
    ) -> Heard:
        written = with_schema(messages(question, secrets.token_hex(8), repair), question, abilities)
        extras = self.plan.extras(_hashed(question.tenant), question.prompt.version)
        body = options(question, abilities, extras, self.plan.most_tokens(question.prompt.task))
        tally.sent(sum(len(message["content"]) for message in written))
        tally.form = abilities.form
        heard = await self._endpoint.ask(
            Call(self.plan.model, written, body, self.plan.key(), direct=mode is Mode.LOCAL)
        )
        tally.heard(heard)
        return heard

    async def _waited(self, heard: Heard, limit: Limit) -> bool:
        """Wait as long as was asked for, if that leaves time for an answer."""
        wait = (heard.retry_after if heard.retry_after is not None else 0.5) * _random.uniform(1.0, 1.2)
        if time.monotonic() + wait + 1.0 > limit.at:
            return False
        await asyncio.sleep(wait)
        return True

    async def _abilities_now(self) -> Abilities:
        if self._abilities is None:
            known = await self._quietly(self._books.abilities.known(self.plan.endpoint, self.plan.model))
            self._abilities = known[0] if known is not None else Abilities()
        return self._abilities

    async def _remember(self, abilities: Abilities) -> None:
        if abilities != self._abilities:
            self._abilities = abilities
            await self._quietly(self._books.abilities.keep(self.plan.endpoint, self.plan.model, abilities))

    def _learn(self, ending: Ending, tally: _Tally) -> None:
        """Tell the breaker; an administrator hears once what no waiting mends."""
        after = tally.last.retry_after if tally.last is not None else None
        if self._breaker.record(ending, self.plan.key(), after):
            self._refused_at = time.time()
            self._log.error("model_needs_an_admin", code=ending.value)
        elif not ending.useful:
            self._log.warning("model_did_not_answer", code=ending.value, count=tally.calls)

    async def _spend(self, tenant: str, spent: Spent) -> None:
        cost = Cost(
            spent.calls,
            spent.tokens_in,
            spent.tokens_out,
            self.plan.millionths(spent.tokens_in, spent.tokens_out),
        )
        await self._quietly(self._books.usage.add(tenant, _today(), cost))

    async def _quietly(self, kept: Awaitable[Any]) -> Any:
        """A database that is down costs the limits, not the answer; the log of decisions tells of it."""
        with suppress(BedsideError):
            return await kept
        return None


def _today() -> date:
    return datetime.now(UTC).date()


def _hashed(tenant: str) -> str:
    return hashlib.sha256(b"bedside/model/who\0" + tenant.encode("utf-8", "surrogatepass")).hexdigest()
