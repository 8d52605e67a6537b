"""What the core asks of the world, in the core's own words."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from bot.model import Decision, Draft, Reading

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as the log keeps it: numbered, chained, hashed.

    ``seq`` counts from 1 within a tenant; the hashes are hexadecimal SHA-256.
    """

    id: str
    seq: int
    decision: Decision
    previous_hash: str
    entry_hash: str


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which entries to show; ``None`` means any. ``before`` pages: only entries with a smaller seq.

    Entries that only say who looked are left out, unless ``views`` or the event asks for them.
    """

    event: str | None = None
    verdict: str | None = None
    category: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None
    limit: int = 50
    views: bool = False


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """Whether the log is whole: how many entries were walked, and each problem by entry."""

    entries: int
    problems: tuple[str, ...] = ()
    checkpoints: int = 0
    head: str = ""

    @property
    def whole(self) -> bool:
        """True when nothing was changed, removed, reordered or cut off."""
        return not self.problems


class DecisionLog(Protocol):
    """The record of what Bedside said. Append-only: nothing here updates or deletes."""

    async def record(self, decision: Decision) -> Entry:
        """Keep ``decision`` and return it with its number and hashes.

        Raises:
            LogUnavailable: Nothing was kept; the caller must tell the person so.
        """
        ...

    async def find(self, tenant: str, query: LogQuery) -> tuple[Entry, ...]:
        """Entries that fit ``query``, newest first."""
        ...

    async def entry(self, tenant: str, entry_id: str) -> Entry | None:
        """One entry by its id, or ``None``."""
        ...

    async def verify(self, tenant: str) -> ChainStatus:
        """Walk the whole chain of ``tenant`` and its checkpoints."""
        ...

    def export(self, tenant: str) -> AsyncIterator[str]:
        """The chain as JSON lines, oldest first, in constant memory; a checkpoint follows what it seals."""
        ...


class Fingerprinter(Protocol):
    """Makes a keyed fingerprint of a text, so that the same text is known again and nothing can be read."""

    def fingerprint(self, text: str) -> str:
        """Hexadecimal keyed hash of ``text``."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """An aware moment in UTC."""
        ...


class Reader(Protocol):
    """The small local model: same draft, same weights, same reading. No network."""

    def read(self, draft: Draft) -> Reading:
        """Score ``draft``; never raises for any text."""
        ...


class Elsewhere(Protocol):
    """Runs work that takes long beside the event loop, so that other people's requests go on."""

    async def __call__(self, work: Callable[[], Result]) -> Result:
        """Run ``work`` and return what it returns or raise what it raises."""
        ...
