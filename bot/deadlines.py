"""Watches deadlines: the author is told before one, deputies come in after it, nothing lies forgotten."""

from datetime import timedelta

from bot import deciding
from bot.desk import Desk
from bot.moves import is_near

AHEAD = timedelta(hours=3)
"""Further than any warning is given; see ``bot.moves.SOON``."""


async def look(desk: Desk) -> int:
    """Do what is due now; returns how many submissions changed.

    Two that look at the same time change, and say, nothing twice: who is told is kept with the change.
    """
    now = desk.clock.now()
    changed = 0
    for submission in await desk.books.submissions.due(now + AHEAD):
        after = await deciding.tick(desk, submission)
        if after is None and is_near(submission, now):
            after = await deciding.warn(desk, submission)
        changed += after is not None
    return changed
