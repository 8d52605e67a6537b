"""Watches deadlines: the author is told before one, deputies come in after it, nothing lies forgotten."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from bot import deciding
from bot.approval import Submission
from bot.desk import Desk
from bot.moves import is_near

AHEAD = timedelta(hours=3)
"""Further than any warning is given; see ``bot.moves.SOON``."""

PAGE = 100


async def look(desk: Desk) -> int:
    """Do what is due now; returns how many submissions changed.

    Two that look at the same time change, and say, nothing twice: who is told is kept with the change.
    """
    now, changed = desk.clock.now(), 0
    async for submission in _due(desk, now + AHEAD):
        after = await deciding.tick(desk, submission)
        if after is None and is_near(submission, now):
            after = await deciding.warn(desk, submission)
        changed += after is not None
    return changed


async def _due(desk: Desk, before: datetime) -> AsyncIterator[Submission]:
    """Everything whose deadline comes before a moment: none waits behind a hundred others."""
    page = await desk.books.submissions.due(before, PAGE)
    while page:
        for submission in page:
            yield submission
        last = page[-1]
        page = await desk.books.submissions.due(before, PAGE, (last.due_at, last.id))
