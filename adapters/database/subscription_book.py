"""Subscriptions to the weekly digest, and what went out, on SQLite and PostgreSQL."""

import json
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import RowMapping, delete, select, update

from adapters.database.chain import moment, storable
from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import digest_organization, digest_sent, digest_week
from adapters.database.tables import subscription as table
from adapters.database.writing import Transaction
from bot.delivery import Conversation
from bot.digest_book import Sending, Standing, Subscription, Week
from bot.digest_numbers import as_data, from_data
from bot.errors import BookUnavailable
from bot.ports import Clock
from bot.schedule import Run, Schedule, next_run, week_of
from bot.tips import Used

PLACE = ("platform", "tenant", "conversation")


class SqlSubscriptionBook:
    """Implements ``bot.digest_book.SubscriptionBook``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def subscribe(
        self, conversation: Conversation, organization: str, schedule: Schedule
    ) -> Subscription:
        """Keep or change the subscription; see the port."""
        if not storable(conversation.lock + organization):
            raise BookUnavailable("This conversation cannot be kept: its name has no form.")
        now = self._clock.now()

        async def step(connection: Transaction) -> Run:
            taken = await last_week(connection, conversation)
            run = next_run(schedule, now, conversation.lock, taken)
            columns = columns_of(schedule, run) | {"organization": organization}
            statement = self._database.insert(table).values(**place_of(conversation), **columns)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=list(PLACE), set_=columns)
            )
            return run

        with translated(BookUnavailable):
            run = await self._database.write(step)
        return Subscription(conversation, organization, schedule, run)

    async def unsubscribe(self, conversation: Conversation) -> bool:
        """Forget it; False when there was none. What was sent stays written down."""
        statement = delete(table).where(*is_place(table, conversation)).returning(table.c.weekday)

        async def step(connection: Transaction) -> bool:
            return (await connection.execute(statement)).first() is not None

        with translated(BookUnavailable):
            return await self._database.write(step)

    async def subscription(self, conversation: Conversation) -> Subscription | None:
        """The subscription of this conversation."""
        for row in await self._rows(select(table).where(*is_place(table, conversation))):
            return subscription_of(row)
        return None

    async def subscriptions(self, organization: str, limit: int = 200) -> tuple[Subscription, ...]:
        """Those of an organization, the next to go out first."""
        statement = (
            select(table)
            .where(table.c.organization == organization)
            .order_by(table.c.next_run_utc, *(table.c[name] for name in PLACE))
            .limit(limit)
        )
        return tuple(subscription_of(row) for row in await self._rows(statement))

    async def sendings(self, organization: str, limit: int = 20) -> tuple[Sending, ...]:
        """What became of digests, newest first."""
        statement = (
            select(digest_sent)
            .where(digest_sent.c.organization == organization)
            .order_by(digest_sent.c.changed_at.desc(), digest_sent.c.local_date.desc())
            .limit(limit)
        )
        return tuple(
            Sending(conversation_of(row), date.fromisoformat(row["local_date"]), row["state"], row["code"])
            for row in await self._rows(statement)
        )

    async def settle(self, conversation: Conversation, day: date, state: str, code: str = "") -> None:
        """Write down what became of a queued digest; one that was sent stays sent."""
        statement = (
            update(digest_sent)
            .where(
                *is_place(digest_sent, conversation),
                digest_sent.c.week == week_of(day).isoformat(),
                digest_sent.c.local_date == day.isoformat(),
                digest_sent.c.state != "sent",
            )
            .values(state=state, code=code, changed_at=self._now())
        )
        await self._write(statement)

    async def used(self, organization: str) -> tuple[Used, ...]:
        """Which tips the organization had, oldest first."""
        statement = (
            select(digest_week.c.week, digest_week.c.tip)
            .where(digest_week.c.organization == organization)
            .order_by(digest_week.c.week)
        )
        return tuple(Used(date.fromisoformat(row["week"]), row["tip"]) for row in await self._rows(statement))

    async def week(self, organization: str, week: date) -> Week | None:
        """What that week's digests say; ``None`` before the first of them was made."""
        for row in await self._rows(_week(organization, week)):
            return _week_of(row)
        return None

    async def keep_week(self, organization: str, made: Week) -> Week:
        """Fix what the week's digests say; the first one that is kept stands."""
        numbers = as_data(made.numbers)
        statement = (
            self._database.insert(digest_week)
            .values(
                organization=organization,
                week=made.week.isoformat(),
                tip=made.tip,
                numbers=None if numbers is None else json.dumps(numbers, sort_keys=True),
            )
            .on_conflict_do_nothing()
        )

        async def step(connection: Transaction) -> Week:
            await connection.execute(statement)
            standing = await connection.execute(_week(organization, made.week))
            return _week_of(standing.mappings().one())

        with translated(BookUnavailable):
            return await self._database.write(step)

    async def standing(self, organization: str) -> Standing:
        """Whether digests may go out."""
        statement = select(digest_organization).where(digest_organization.c.organization == organization)
        for row in await self._rows(statement):
            return Standing(
                row["approved_by"], _read(row["approved_at"]), row["held_by"], _read(row["held_since"])
            )
        return Standing()

    async def approve(self, organization: str, by: str) -> None:
        """They may, from now on."""
        await self._keep(organization, approved_at=self._now(), approved_by=by)

    async def hold(self, organization: str, by: str | None) -> None:
        """Hold them all; ``None`` lets them go again."""
        await self._keep(organization, held_since=None if by is None else self._now(), held_by=by)

    async def _keep(self, organization: str, **columns: str | None) -> None:
        statement = self._database.insert(digest_organization).values(organization=organization, **columns)
        await self._write(statement.on_conflict_do_update(index_elements=["organization"], set_=columns))

    async def _write(self, statement: Any) -> None:
        with translated(BookUnavailable):
            await self._database.write(lambda connection: connection.execute(statement))

    async def _rows(self, statement: Any) -> list[RowMapping]:
        with translated(BookUnavailable):
            async with self._database.reader.connect() as connection:
                return list((await connection.execute(statement)).mappings())

    def _now(self) -> str:
        return moment(self._clock.now())


async def last_week(connection: Transaction, conversation: Conversation) -> date | None:
    """The Monday of the last week of which a digest went out here, or is on its way."""
    statement = (
        select(digest_sent.c.week)
        .where(*is_place(digest_sent, conversation), digest_sent.c.state != "skipped")
        .order_by(digest_sent.c.week.desc())
        .limit(1)
    )
    week = (await connection.execute(statement)).scalar()
    return None if week is None else date.fromisoformat(week)


def place_of(conversation: Conversation) -> dict[str, str]:
    """The columns that name a conversation."""
    return {
        "platform": conversation.platform,
        "tenant": conversation.tenant,
        "conversation": conversation.id,
    }


def is_place(of: Any, conversation: Conversation) -> tuple[Any, ...]:
    """The condition that a row is about this conversation."""
    return tuple(of.c[name] == value for name, value in place_of(conversation).items())


def columns_of(schedule: Schedule, run: Run) -> dict[str, str | int]:
    """The columns of a schedule and its next run."""
    return {
        "weekday": schedule.weekday,
        "local_time": f"{schedule.at:%H:%M}",
        "zone": schedule.zone,
        **run_columns(run),
    }


def run_columns(run: Run) -> dict[str, str]:
    """The columns of a next run."""
    return {"next_day": run.day.isoformat(), "next_run_utc": moment(run.at)}


def subscription_of(row: RowMapping) -> Subscription:
    """The subscription that a row keeps."""
    return Subscription(
        conversation_of(row),
        row["organization"],
        Schedule(row["weekday"], time.fromisoformat(row["local_time"]), row["zone"]),
        Run(date.fromisoformat(row["next_day"]), datetime.fromisoformat(row["next_run_utc"])),
    )


def conversation_of(row: RowMapping) -> Conversation:
    """The conversation that a row is about."""
    return Conversation(row["platform"], row["tenant"], row["conversation"])


def _week(organization: str, week: date) -> Any:
    return select(digest_week).where(
        digest_week.c.organization == organization, digest_week.c.week == week.isoformat()
    )


def _week_of(row: RowMapping) -> Week:
    numbers = json.loads(row["numbers"]) if row["numbers"] else None
    return Week(date.fromisoformat(row["week"]), row["tip"], from_data(numbers))


def _read(at: str | None) -> datetime | None:
    return None if at is None else datetime.fromisoformat(at)
