"""Finds the digests that are due. Any number of workers may do it at once, and none leads.

A due subscription is locked, or passed over where another worker has it (on SQLite there is only one
writer); its job is added and its next run moved in one transaction, so that neither is without the other.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import structlog
from sqlalchemy import RowMapping, and_, delete, exists, or_, select, update

from adapters.database.chain import moment
from adapters.database.conversations import WHOLE_TENANT
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.inbox import SqlInbox, Work
from adapters.database.subscription_book import (
    PLACE,
    is_place,
    last_week,
    place_of,
    run_columns,
    subscription_of,
)
from adapters.database.tables import conversation, digest_organization, digest_sent, subscription
from adapters.database.writing import Transaction
from adapters.jobs import dispatches
from bot.delivery import Conversation
from bot.digest_book import Subscription
from bot.digest_sending import Dispatch
from bot.errors import BookUnavailable
from bot.ports import Clock
from bot.schedule import LATEST, Run, next_run, tick, week_of

BATCH = 10
"""Subscriptions moved in one transaction: SQLite's only writer must soon be free for people's drafts."""
MOST_BATCHES = 500
KEEP = timedelta(days=120)
MOST_TAKEN_BACK = 200


@dataclass(frozen=True, slots=True)
class Swept:
    """How many digests were put on their way, and how many recorded as skipped."""

    queued: int = 0
    skipped: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(self.queued + other.queued, self.skipped + other.skipped)


class DigestSweeper:
    """Moves subscriptions on and enqueues what is due."""

    def __init__(self, database: Database, inbox: SqlInbox, clock: Clock, *, batch: int = BATCH) -> None:
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._batch = batch
        self._log = structlog.get_logger("bedside.digests")

    async def sweep(self) -> Swept:
        """Put everything that is due on its way.

        Raises:
            BookUnavailable: The database cannot be reached; what was committed before stays.
        """
        await self._take_back()
        whole, found = Swept(), self._batch if await self._finds(self._due(self._clock.now())) else 0
        for _ in range(MOST_BATCHES):
            if found < self._batch:
                break
            found, swept = await self._sweep_some()
            whole += swept
        if whole != Swept():
            self._log.info("digests_swept", count=whole.queued, entries=whole.skipped)
        return whole

    async def tidy(self) -> None:
        """Forget what became of digests of long ago; which tips were used is remembered elsewhere."""
        before = moment(self._clock.now() - KEEP)
        with translated(BookUnavailable):
            await self._database.write(
                lambda connection: connection.execute(
                    delete(digest_sent).where(digest_sent.c.changed_at < before)
                )
            )

    async def send_now(self, to: Conversation, organization: str, day: date, *, again: bool) -> bool:
        """Put one on its way because somebody asks; False when this week had one here and not ``again``."""
        now = self._clock.now()
        mark = moment(now) if again else ""
        work = _work(Dispatch(to, organization, day, now + LATEST, asked=True, mark=mark))

        async def step(connection: Transaction) -> bool:
            mine = await self._take_week(connection, to, organization, day, now)
            return (mine or again) and await self._inbox.add(connection, work)

        with translated(BookUnavailable):
            added = await self._database.write(step)
        if added:
            self._inbox.committed(work)
        return added

    async def _sweep_some(self) -> tuple[int, Swept]:
        now = self._clock.now()

        async def step(connection: Transaction) -> list[tuple[Work | None, int]]:
            due = self._due(now).with_for_update(of=subscription, skip_locked=True)
            rows = (await connection.execute(due)).mappings().all()
            return [await self._move(connection, row, now) for row in rows]

        with translated(BookUnavailable):
            moved = await self._database.write(step)
        works = [work for work, _ in moved if work is not None]
        for work in works:
            self._inbox.committed(work)
        return len(moved), Swept(len(works), sum(skipped for _, skipped in moved))

    def _due(self, now: datetime) -> Any:
        """What is due and may go out, and what may not but is too late by now."""
        free = and_(
            digest_organization.c.approved_at.is_not(None), digest_organization.c.held_since.is_(None)
        )
        dead = exists().where(
            conversation.c.platform == subscription.c.platform,
            conversation.c.tenant == subscription.c.tenant,
            conversation.c.id.in_((subscription.c.conversation, WHOLE_TENANT)),
            conversation.c.state == "dead",
        )
        return (
            select(subscription, dead.label("unreachable"), free.label("free"))
            .select_from(
                subscription.outerjoin(
                    digest_organization, digest_organization.c.organization == subscription.c.organization
                )
            )
            .where(
                subscription.c.next_run_utc <= moment(now),
                or_(free, subscription.c.next_run_utc <= moment(now - LATEST)),
            )
            .order_by(subscription.c.next_run_utc)
            .limit(self._batch)
        )

    async def _move(self, connection: Transaction, row: RowMapping, now: datetime) -> tuple[Work | None, int]:
        wanted = subscription_of(row)
        try:
            found = tick(wanted.schedule, wanted.next.day, now, wanted.conversation.lock)
        except (ZoneInfoNotFoundError, ValueError):  # a zone that this machine does not know any more
            later = Run(wanted.next.day, now.astimezone(UTC) + timedelta(days=1))
            await self._set_next(connection, wanted, later)
            await self._skip(connection, wanted, wanted.next.day, now, "unknown_zone")
            return None, 1
        for day in found.skipped:
            await self._skip(connection, wanted, day, now, "late" if row["free"] else "held")
        await self._set_next(connection, wanted, found.next)
        if found.send is None:
            return None, len(found.skipped)
        if row["unreachable"]:
            await self._skip(connection, wanted, found.send.day, now, "unreachable")
            return None, len(found.skipped) + 1
        work = await self._enqueue(connection, wanted, found.send, now)
        return work, len(found.skipped)

    async def _enqueue(
        self, connection: Transaction, wanted: Subscription, run: Run, now: datetime
    ) -> Work | None:
        place, organization = wanted.conversation, wanted.organization
        if not await self._take_week(connection, place, organization, run.day, now):
            return None
        work = _work(Dispatch(place, organization, run.day, run.at + LATEST))
        return work if await self._inbox.add(connection, work) else None

    async def _take_week(
        self, connection: Transaction, place: Conversation, organization: str, day: date, now: datetime
    ) -> bool:
        """Claim the week's only digest; a week that was skipped may still have one."""
        row = _row(day, organization, now, "queued")
        statement = (
            self._database.insert(digest_sent)
            .values(**place_of(place), week=week_of(day).isoformat(), **row)
            .on_conflict_do_update(
                index_elements=[*PLACE, "week"],
                set_=row,
                where=digest_sent.c.state == "skipped",
            )
            .returning(digest_sent.c.week)
        )
        return (await connection.execute(statement)).first() is not None

    async def _skip(
        self, connection: Transaction, wanted: Subscription, day: date, now: datetime, code: str
    ) -> None:
        row = _row(day, wanted.organization, now, "skipped", code)
        statement = self._database.insert(digest_sent).values(
            **place_of(wanted.conversation), week=week_of(day).isoformat(), **row
        )
        await connection.execute(statement.on_conflict_do_nothing())

    async def _set_next(self, connection: Transaction, wanted: Subscription, run: Run) -> None:
        statement = update(subscription).where(*is_place(subscription, wanted.conversation))
        await connection.execute(statement.values(**run_columns(run)))

    async def _take_back(self) -> None:
        """Undo what a clock skipped that ran ahead and was set right: such a row is later than now."""
        now = self._clock.now()
        hasty = (
            select(subscription)
            .join(digest_sent, and_(*(digest_sent.c[name] == subscription.c[name] for name in PLACE)))
            .where(digest_sent.c.state == "skipped", digest_sent.c.changed_at > moment(now))
            .limit(MOST_TAKEN_BACK)
        )

        async def step(connection: Transaction) -> None:
            locked = hasty.with_for_update(of=subscription, skip_locked=True)
            for row in (await connection.execute(locked)).mappings().all():
                await self._bring_back(connection, subscription_of(row), now)

        if await self._finds(hasty):
            with translated(BookUnavailable):
                await self._database.write(step)

    async def _finds(self, wanted: Any) -> bool:
        """Whether there is anything to do, asked without holding up whoever writes."""
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return (await connection.execute(wanted)).first() is not None

    async def _bring_back(self, connection: Transaction, wanted: Subscription, now: datetime) -> None:
        taken = await last_week(connection, wanted.conversation)
        run = next_run(wanted.schedule, now - LATEST, wanted.conversation.lock, taken)
        if run.at < wanted.next.at:
            await self._set_next(connection, wanted, run)


def _row(day: date, organization: str, now: datetime, state: str, code: str = "") -> dict[str, str]:
    """What became of a week, dated by the very look at the clock by which it was decided.

    Else what a clock that ran ahead skipped could not be told from what was late in earnest.
    """
    return {
        "local_date": day.isoformat(),
        "organization": organization,
        "state": state,
        "code": code,
        "changed_at": moment(now),
    }


def _work(dispatch: Dispatch) -> Work:
    """The job of a dispatch."""
    return Work(dispatch.key, dispatches.KIND, dispatch.conversation.lock, dispatches.write(dispatch))
