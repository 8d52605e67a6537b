"""One question, until it has an answer that fits or a reason why not: ladder, one repair, one more try."""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.model.books import AbilityBook, quietly
from adapters.model.endpoint import Call, Endpoint
from adapters.model.heard import Heard
from adapters.model.ladder import Abilities, extracted, options, with_schema
from adapters.model.plan import Plan
from adapters.model.tally import Tally
from bot.advice import Unreliable
from bot.asking import messages
from bot.model_calls import Ending, Limit, Mode, Question, Unfit, Unproven
from bot.ports import Asked

TRIED_AGAIN = frozenset({Ending.SERVER_ERROR, Ending.RATE_LIMITED, Ending.UNREACHABLE})
UNSAID_S = 0.5
"""How long to wait before one more try where the endpoint does not say."""

TIME_FOR_AN_ANSWER_S = 1.0
"""No more try where less would be left."""

_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question; a result exactly where the ending is useful."""

    ending: Ending
    result: Any = None


class Conversing:
    """Talks with one endpoint about one model, and remembers what it understands."""

    def __init__(self, plan: Plan, endpoint: Endpoint, abilities: AbilityBook) -> None:
        self._plan = plan
        self._endpoint = endpoint
        self._book = abilities
        self._abilities: Abilities | None = None

    async def about(self, asked: Asked[Any], mode: Mode, limit: Limit, tally: Tally) -> Outcome:
        """Ask, take steps down the ladder, repair once, and in a batch try once more.

        Raises:
            TimeoutError, CancelledError: The caller's own deadline; ``tally`` has what was spent until then.
        """
        abilities = await self._abilities_now()
        repair: str | None = None
        tries = limit.tries
        while True:
            heard = await self._call(asked.question, abilities, repair, mode, tally)
            if heard.ending is Ending.BAD_REQUEST and (lower := abilities.lower(heard.blames)):
                abilities = lower
                continue
            if heard.ending in TRIED_AGAIN and tries and await _waited(heard, limit):
                tries -= 1
                continue
            if heard.ending is not Ending.OK:
                return Outcome(heard.ending)
            await self._remember(abilities)
            try:
                result = asked.read(extracted(heard.content or ""))
            except Unreliable:
                return Outcome(Ending.UNRELIABLE)
            except Unfit as unfit:
                if repair is not None:
                    return Outcome(Ending.UNPROVEN if isinstance(unfit, Unproven) else Ending.MALFORMED)
                repair = unfit.code
                continue
            return Outcome(Ending.REPAIRED if repair else Ending.OK, result)

    async def _call(
        self, question: Question, abilities: Abilities, repair: str | None, mode: Mode, tally: Tally
    ) -> Heard:
        written = with_schema(messages(question, secrets.token_hex(8), repair), question, abilities)
        tally.sent(sum(len(message["content"]) for message in written), abilities.form)
        body = self._body(question, abilities)
        call = Call(self._plan.model, written, body, self._plan.key(), direct=mode is Mode.LOCAL)
        heard = await self._endpoint.ask(call)
        tally.heard(heard)
        return heard

    def _body(self, question: Question, abilities: Abilities) -> Mapping[str, Any]:
        extras = self._plan.extras(_hashed(question.tenant), question.prompt.version)
        return options(question, abilities, extras, self._plan.most_tokens(question.prompt.task))

    async def _abilities_now(self) -> Abilities:
        if self._abilities is None:
            known = await quietly(self._book.known(self._plan.endpoint, self._plan.model))
            self._abilities = known[0] if known is not None else Abilities()
        return self._abilities

    async def _remember(self, abilities: Abilities) -> None:
        if abilities != self._abilities:
            self._abilities = abilities
            await quietly(self._book.keep(self._plan.endpoint, self._plan.model, abilities))


async def _waited(heard: Heard, limit: Limit) -> bool:
    """Wait as long as was asked for, if that leaves time for an answer."""
    wait = (heard.retry_after if heard.retry_after is not None else UNSAID_S) * _random.uniform(1.0, 1.2)
    if time.monotonic() + wait + TIME_FOR_AN_ANSWER_S > limit.at:
        return False
    await asyncio.sleep(wait)
    return True


def _hashed(tenant: str) -> str:
    return hashlib.sha256(b"bedside/model/who\0" + tenant.encode("utf-8", "surrogatepass")).hexdigest()
