"""What the inbox asks of a job engine, whichever it is.

A job is only a key: what there is to do lies in the inbox, encrypted, and goes when it is done. The
port stands here and not in ``bot``, because it takes a transaction of the database.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from adapters.database.writing import Transaction


@dataclass(frozen=True, slots=True)
class Ticket:
    """One job: ``key`` of the inbox, ``lock`` of those that are done one after another, when it is due."""

    key: str
    lock: str
    due_at: datetime | None = None


Attempt = Callable[[str], Awaitable[float | None]]
"""Makes one attempt at the work with a key; returns the seconds after which to try again, or ``None``.

It raises only when the database cannot be reached; the engine then tries again by itself.
"""


class Jobs(Protocol):
    """An engine that does accepted work at least once, in order within a lock, with any number at a time."""

    async def enqueue(self, connection: Transaction, ticket: Ticket) -> None:
        """Add a job in the caller's transaction: with it, or not at all."""
        ...

    def committed(self, ticket: Ticket) -> None:
        """The transaction of ``enqueue`` is through; whoever works here may begin at once."""
        ...

    async def work(self, attempt: Attempt) -> None:
        """Do jobs until ``stop``; work that an earlier process left unfinished is resumed."""
        ...

    async def stop(self, within_s: float) -> None:
        """Begin nothing new and let running attempts end; those that last longer are left to the next."""
        ...
