"""One attempt at a piece of work, the same under every engine: begin, do, and say when to try again."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import structlog

from adapters.database.inbox import SqlInbox, Taken
from adapters.jobs import payload
from adapters.keys import UnreadablePayload
from bot.answering import Answering
from bot.errors import DeliveryError, Overtaken, TryLater, Undeliverable

LONGEST_PATIENCE_S = 600.0
"""A platform that asks to wait longer is asked again after this."""

OVERTAKEN_S = 5.0
"""When to see whether the worker that goes on with a message ended it."""

_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Retry:
    """How often work is tried, and how long to wait between: ``first_s``, then ``factor`` times more."""

    attempts: int = 8
    first_s: float = 0.5
    factor: float = 4.0
    most_s: float = 120.0

    def wait_s(self, attempts: int) -> float:
        """Seconds after so many failed attempts."""
        return float(min(self.most_s, self.first_s * self.factor ** (attempts - 1)))


PATIENT = Retry(first_s=5.0, most_s=900.0)
"""For what nobody waits for: a platform that is down gets time to come back."""


class Handler(Protocol):
    """Does one kind of work. Its steps may be run again at any point."""

    @property
    def retry(self) -> Retry:
        """How often, and how soon again."""
        ...

    async def handle(self, key: str, work: str) -> None:
        """Do it; raises ``TryLater``, ``Undeliverable``, or anything else for a failed attempt."""
        ...

    async def give_up(self, key: str, work: str) -> None:
        """It was tried often enough: tell whoever waits for it."""
        ...


class Requests:
    """What people asked for on a platform."""

    def __init__(self, answering: Answering, retry: Retry = Retry()) -> None:
        self._answering = answering
        self.retry = retry

    async def handle(self, key: str, work: str) -> None:
        """Answer the event."""
        await self._answering.answer(payload.read(work))

    async def give_up(self, key: str, work: str) -> None:
        """Apologize."""
        await self._answering.apologize(payload.read(work))


class Attempts:
    """Makes attempts; a job engine calls it with a key."""

    def __init__(
        self,
        inbox: SqlInbox,
        handlers: Mapping[str, Handler],
        *,
        spread: Callable[[], float] = lambda: _random.uniform(0.8, 1.2),
    ) -> None:
        self._inbox = inbox
        self._handlers = handlers
        self._spread = spread
        self._log = structlog.get_logger("bedside.jobs")

    async def __call__(self, key: str) -> float | None:
        """Make one attempt; returns the seconds until the next, or ``None`` when the work is over.

        Raises:
            BookUnavailable: The database cannot be reached; nothing is known to have changed.
        """
        try:
            taken = await self._inbox.take(key)
        except UnreadablePayload:
            await self._bury(key, "no_key", 0)
            return None
        if taken is None:
            return None
        handler = self._handlers.get(taken.kind)
        if handler is None:  # enqueued by a newer version; one of its workers will know it
            return await self._put_off(taken, 60.0, "unknown_kind", counted=False)
        if taken.attempts > handler.retry.attempts:
            return await self._give_up(taken, handler)
        return await self._try(taken, handler)

    async def _try(self, taken: Taken, handler: Handler) -> float | None:
        try:
            await handler.handle(taken.key, taken.payload)
        except TryLater as later:
            return await self._put_off(taken, later.after, str(later), counted=False, asked=True)
        except Overtaken:
            return OVERTAKEN_S
        except Undeliverable as nobody:
            await self._bury(taken.key, str(nobody), taken.attempts)
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, the work is not lost
            code = str(error) if isinstance(error, DeliveryError) else type(error).__name__
            self._log.warning("attempt_failed", id=taken.key, kind=code, count=taken.attempts)
            wait = handler.retry.wait_s(taken.attempts)
            return await self._put_off(taken, wait, code, counted=True)
        await self._inbox.done(taken.key)
        return None

    async def _give_up(self, taken: Taken, handler: Handler) -> float | None:
        """A dead letter: the person is told as far as that works, the administrator by a line and a list."""
        try:
            await handler.give_up(taken.key, taken.payload)
        except TryLater as later:
            if taken.attempts <= handler.retry.attempts + 3:
                return await self._put_off(taken, later.after, "apology", counted=True, asked=True)
        except Exception as error:  # noqa: BLE001 - it was given up already
            self._log.warning("apology_failed", id=taken.key, kind=type(error).__name__)
        await self._bury(taken.key, "gave_up", taken.attempts - 1)
        return None

    async def _bury(self, key: str, code: str, attempts: int) -> None:
        await self._inbox.dead(key, code)
        self._log.error("dead_letter", id=key, code=code, count=attempts)

    async def _put_off(
        self, taken: Taken, wait: float, code: str, *, counted: bool, asked: bool = False
    ) -> float:
        """Wait about so long; where somebody ``asked`` for it, no less."""
        spread = max(1.0, self._spread()) if asked else self._spread()
        wait = min(max(wait, 0.05), LONGEST_PATIENCE_S) * spread
        await self._inbox.put_off(taken, wait, code, counted=counted)
        return wait
