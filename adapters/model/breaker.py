"""Leaves a failing endpoint alone: for a while, for as long as it asks, or until somebody mends it."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.model_calls import Ending

FAILURES, OF_LAST = 5, 10
PAUSE_S = 30.0
UNSAID_S = 5.0
"""How long to wait where an endpoint asks for a pause and does not say how long."""

FAILED = frozenset(
    {Ending.TIMEOUT, Ending.UNREACHABLE, Ending.SERVER_ERROR, Ending.BAD_RESPONSE, Ending.REDIRECTED}
)
FOR_AN_ADMIN = frozenset({Ending.AUTH, Ending.QUOTA})
"""Endings that no waiting mends."""


@dataclass(slots=True)
class Breaker:
    """One endpoint and model. ``now`` is a clock in seconds that only goes forward."""

    now: Callable[[], float]
    _recent: deque[bool] = field(default_factory=lambda: deque(maxlen=OF_LAST))
    _closed_until: float = 0.0
    _why: Ending | None = None
    _mark: object = None
    _trying: bool = False

    def refusal(self, mark: object) -> Ending | None:
        """Why nothing is to be asked now; ``None`` when something may be.

        After a pause one question goes through, and the others wait for what becomes of it.

        Args:
            mark: What an administrator can change, such as the key: another one opens the way.
        """
        if self._why is None:
            return None
        if self._why in FOR_AN_ADMIN:
            if mark == self._mark:
                return self._why
            self.clear()
            return None
        if self.now() < self._closed_until or self._trying:
            return Ending.RATE_LIMITED if self._why is Ending.RATE_LIMITED else Ending.PAUSED
        return None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Hold while a question is out that ``refusal`` let through, however it ends: called off, too."""
        first = self._why is not None
        self._trying |= first
        try:
            yield
        finally:
            self._trying &= not first

    @property
    def why(self) -> Ending | None:
        """What keeps questions away, or kept them until the next one is tried; ``None`` when all is well."""
        return self._why

    def clear(self) -> None:
        """Somebody mended it: forget what was."""
        self._recent.clear()
        self._why, self._closed_until = None, 0.0

    def record(self, ending: Ending, mark: object, retry_after: float | None = None) -> bool:
        """Take note of what became of a question; True when this is news for an administrator.

        What was out already when the way was closed neither opens it early nor makes a pause shorter.
        """
        if ending in FOR_AN_ADMIN:
            news = self._why is not ending
            self._why, self._mark = ending, mark
            return news
        failed = ending in FAILED
        self._recent.append(failed)
        if self._why in FOR_AN_ADMIN and failed:
            return False
        if ending is Ending.RATE_LIMITED:
            self._close(ending, UNSAID_S if retry_after is None else retry_after)
        elif failed and (self._why is not None or sum(self._recent) >= FAILURES):
            self._close(ending, PAUSE_S)
        elif not failed and self._why is not None and self.now() >= self._closed_until:
            self.clear()
        return False

    def _close(self, why: Ending, seconds: float) -> None:
        until = self.now() + seconds
        if until >= self._closed_until:
            self._why, self._closed_until = why, until
