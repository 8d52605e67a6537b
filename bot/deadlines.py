"""Watches deadlines: people hear before one, deputies come in after it, nothing lies forgotten."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot import case_desk, case_moves, deciding
from bot.case import Case, CaseState
from bot.desk import Desk
from bot.moves import is_near

AHEAD = timedelta(hours=3)
"""Further than any warning is given; see ``bot.moves.SOON``."""

PAGE = 100


async def look(desk: Desk) -> int:
    """Do what is due now; returns how many submissions and cases changed.

    Two that look at the same time change, and say, nothing twice: who is told is kept with the change.
    """
    now, changed = desk.clock.now(), 0
    async for submission in _due(desk.books.submissions.due, now + AHEAD):
        after = await deciding.tick(desk, submission)
        if after is None and is_near(submission, now):
            after = await deciding.warn(desk, submission)
        changed += after is not None
    async for case in _due(desk.books.cases.due, now + AHEAD):
        changed += await _look_at(desk, case, now)
    return changed


class Dated(Protocol):
    """Something with a deadline."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def due_at(self) -> datetime:
        """Its deadline."""
        ...


Thing = TypeVar("Thing", bound=Dated)
Asking = Callable[[datetime, int, tuple[datetime, str] | None], Awaitable[tuple[Thing, ...]]]


async def _due(ask: Asking[Thing], before: datetime) -> AsyncIterator[Thing]:
    """Everything whose deadline comes before a moment: none waits behind a hundred others."""
    page = await ask(before, PAGE, None)
    while page:
        for thing in page:
            yield thing
        last = page[-1]
        page = await ask(before, PAGE, (last.due_at, last.id))


async def _look_at(desk: Desk, case: Case, now: datetime) -> bool:
    """What time makes of a public review that was handed over."""
    after = case_moves.overdue(case, desk.policy, now)
    if after is not None:
        event = "lapsed" if after.state is CaseState.LAPSED else "deputized"
        return await case_desk.by_itself(desk, case, after, event)
    if not case_moves.is_near(case, now):
        return False
    warned = replace(case, warned=True, revision=case.revision + 1)
    return await case_desk.by_itself(desk, case, warned, "reminded")
