"""Where cases are kept: what the desk asks of the world for public reviews that were handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.case import OPEN, Case, CaseState
from bot.case_notices import CaseNotice
from bot.model import Decision
from bot.ports import Entry


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases to show, oldest deadline first or, with ``newest``, the last handed over first.

    ``after`` pages: the deadline (with ``newest``, when it was handed over or sent) and the id of the last
    thing seen, be it a case or a draft.
    """

    states: tuple[CaseState, ...] = tuple(sorted(OPEN))
    asker: str | None = None
    after: tuple[datetime, str] | None = None
    limit: int = 50
    newest: bool = False


class CaseBook(Protocol):
    """Public reviews that were handed over. Every change and its entry in the log are one transaction."""

    async def open(
        self, case: Case, made: Decision, *, once: str | None = None, tell: Sequence[CaseNotice] = ()
    ) -> tuple[Case, Entry | None]:
        """Keep a new case; where this answer was handed over already, that one is returned.

        ``tell`` is put on its way in the same transaction.

        Raises:
            LogUnavailable: Nothing was kept.
        """
        ...

    async def change(
        self, after: Case, made: Decision, *, once: str | None = None, tell: Sequence[CaseNotice] = ()
    ) -> Entry | None:
        """Put ``after`` in the place of the revision before it, and ``made`` into the log.

        Returns:
            The entry; ``None`` when another revision stands by now, and nothing was changed.

        Raises:
            LogUnavailable: Nothing was kept.
        """
        ...

    async def get(self, tenant: str, case_id: str) -> Case | None:
        """One case by its id."""
        ...

    async def of_answer(self, tenant: str, decision_id: str) -> Case | None:
        """The case that hands over the review of this answer."""
        ...

    async def queue(self, tenant: str, query: CaseQuery) -> tuple[Case, ...]:
        """Cases, in the order that was asked for."""
        ...

    async def counts(self, tenant: str, asker: str | None = None) -> Mapping[CaseState, int]:
        """How many there are in each state; with ``asker``, of those that person handed over."""
        ...

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Case, ...]:
        """Cases of every tenant whose time still runs, and ends before a moment, by deadline.

        ``after`` pages: the deadline and id of the last one seen.
        """
        ...
