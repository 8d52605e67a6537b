"""Finds the people who are to be reminded. Any number of workers may do it at once, and none leads.

The job and the next look at the row are one transaction: a reminder is never without the other. The job
itself works out the next look once it is done; until then a day passes, so that nothing is lost with it.
"""

from datetime import timedelta

import structlog
from sqlalchemy import select, update

from adapters.database.chain import moment
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.inbox import SqlInbox, Work
from adapters.database.tables import personal as table
from adapters.database.writing import Transaction
from adapters.jobs.news import REMINDER
from bot.errors import BookUnavailable
from bot.ports import Clock
from bot.reminder_sending import Reminder

BATCH = 50
"""People in one transaction: SQLite's only writer must soon be free for others."""
MOST_BATCHES = 500
LOOK_AGAIN = timedelta(days=1)


class ReminderSweeper:
    """Puts reminders on their way."""

    def __init__(self, database: Database, inbox: SqlInbox, clock: Clock) -> None:
        self._database = database
        self._inbox = inbox
        self._clock = clock

    async def sweep(self) -> int:
        """Put everything that is due on its way; returns how much that was.

        Raises:
            BookUnavailable: The database cannot be reached; what was committed before stays.
        """
        whole = 0
        for _ in range(MOST_BATCHES):
            found = await self._some() if await self._any() else 0
            whole += found
            if found < BATCH:
                break
        if whole:
            structlog.get_logger("bedside.presence").info("reminders_swept", count=whole)
        return whole

    async def _some(self) -> int:
        now = self._clock.now()
        due = (
            select(table.c.tenant, table.c.person, table.c.remind_at)
            .where(table.c.remind_at <= moment(now))
            .order_by(table.c.remind_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )

        async def step(connection: Transaction) -> list[Work]:
            works = []
            for row in (await connection.execute(due)).all():
                work = REMINDER.work(Reminder(row.tenant, row.person, row.remind_at))
                later = update(table).where(table.c.tenant == row.tenant, table.c.person == row.person)
                await connection.execute(later.values(remind_at=moment(now + LOOK_AGAIN)))
                await self._inbox.add(connection, work)
                works.append(work)
            return works

        with translated(BookUnavailable):
            works = await self._database.write(step)
        for work in works:
            self._inbox.committed(work)
        return len(works)

    async def _any(self) -> bool:
        """Whether there is anything to do, asked without holding up whoever writes."""
        due = select(table.c.person).where(table.c.remind_at <= moment(self._clock.now())).limit(1)
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return (await connection.execute(due)).first() is not None
