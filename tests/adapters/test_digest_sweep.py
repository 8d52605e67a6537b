"""The sweeper: what is due goes out once, whoever sweeps and whatever the clock does."""

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, text

from adapters.clock import SystemClock
from adapters.database.conversations import SqlConversationBook
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.digest_sweep import DigestSweeper, Swept
from adapters.database.engine import Database, open_database
from adapters.database.inbox import SqlInbox, Work
from adapters.database.subscription_book import SqlSubscriptionBook
from adapters.database.tables import digest_sent, inbox
from adapters.jobs import dispatches
from adapters.jobs.payload import UnknownPayload
from adapters.keys import Ed25519Signer
from adapters.workshop import Workshop, equip
from bot.cards import as_text
from bot.commands import Request
from bot.delivery import Conversation, Dead, Event
from bot.digest_card import DigestCard
from bot.digest_commands import parse
from bot.digest_sending import Dispatch
from bot.digests import Digests
from bot.errors import BookUnavailable
from bot.schedule import LATEST, Schedule, week_of
from bot.service import Service
from tests.adapters.workshops import CIPHER, at_work, engine_for, until_ended
from tests.digests import ANN, MONDAY, THURSDAY, WARD, a_tip_pack
from tests.fakes import FakeFingerprinter, FakeMessenger, FixedClock

NINE = Schedule(0, time(9), "America/Chicago")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


class Office:
    """A book, a sweeper and a clock that stands still, over a real database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FixedClock(THURSDAY)
        self.book = SqlSubscriptionBook(database, self.clock)
        self.sweeper = self.another(database)

    def another(self, database: Database) -> DigestSweeper:
        jobs = SqlInbox(database, engine_for(database), CIPHER, self.clock)
        return DigestSweeper(database, jobs, self.clock)

    async def open(self, *, approved: bool = True) -> "Office":
        await self.book.subscribe(WARD, "mercy", NINE)
        if approved:
            await self.book.approve("mercy", "U-ann")
        return self

    async def at(self, moment: datetime) -> Swept:
        self.clock.move(moment - self.clock.now())
        return await self.sweeper.sweep()

    async def after(self, **hours: float) -> Swept:
        subscription = await self.book.subscription(WARD)
        assert subscription is not None
        return await self.at(subscription.next.at + timedelta(**hours))

    async def jobs(self) -> list[str]:
        async with self.database.reader.connect() as connection:
            return list((await connection.execute(select(inbox.c.event_key).order_by("event_key"))).scalars())

    async def became(self) -> list[tuple[str, str, str]]:
        columns = (digest_sent.c.local_date, digest_sent.c.state, digest_sent.c.code)
        async with self.database.reader.connect() as connection:
            rows = await connection.execute(select(*columns).order_by(digest_sent.c.local_date))
            return [(row[0], row[1], row[2]) for row in rows]


async def test_nothing_is_done_before_it_is_due(database: Database):
    office = await Office(database).open()

    assert await office.after(seconds=-1) == Swept()
    assert await office.jobs() == []


async def test_what_is_due_gets_its_job_once_and_waits_for_next_week(database: Database):
    office = await Office(database).open()

    assert await office.after() == Swept(queued=1)
    assert await office.sweeper.sweep() == Swept()

    assert await office.jobs() == ["digest:fake:T1:C-ward:2026-11-30"]
    assert await office.became() == [("2026-11-30", "queued", "")]
    subscription = await office.book.subscription(WARD)
    assert subscription is not None
    assert subscription.next.day == MONDAY + timedelta(days=7)


@pytest.mark.parametrize(("hours", "swept"), [(11.9, Swept(queued=1)), (12, Swept(skipped=1))])
async def test_one_that_is_twelve_hours_late_is_recorded_and_not_sent(database: Database, hours, swept):
    office = await Office(database).open()

    assert await office.after(hours=hours) == swept


async def test_after_two_weeks_away_the_missed_are_recorded_and_the_last_is_sent(database: Database):
    office = await Office(database).open()

    assert await office.after(days=14, hours=1) == Swept(queued=1, skipped=2)

    assert await office.became() == [
        ("2026-11-30", "skipped", "late"),
        ("2026-12-07", "skipped", "late"),
        ("2026-12-14", "queued", ""),
    ]


async def test_before_approval_it_waits_and_then_it_is_too_late(database: Database):
    office = await Office(database).open(approved=False)

    assert await office.after(hours=1) == Swept()
    assert await office.after(hours=12) == Swept(skipped=1)

    assert await office.became() == [("2026-11-30", "skipped", "held")]


async def test_one_that_is_held_goes_out_if_it_is_let_go_in_time(database: Database):
    office = await Office(database).open()
    await office.book.hold("mercy", "U-bob")

    assert await office.after(hours=2) == Swept()
    await office.book.hold("mercy", None)

    assert await office.sweeper.sweep() == Swept(queued=1)


async def test_a_place_that_nobody_can_reach_is_recorded_until_it_is_back(database: Database):
    office = await Office(database).open()
    conversations = SqlConversationBook(database, office.clock)
    await conversations.mark_dead(WARD, "is_archived")
    assert await office.after() == Swept(skipped=1)

    await conversations.remember(WARD)

    assert await office.after() == Swept(queued=1)
    assert [became[1:] for became in await office.became()] == [("skipped", "unreachable"), ("queued", "")]


async def test_a_zone_that_is_not_known_any_more_holds_nobody_else_up(database: Database):
    office = await Office(database).open()
    await office.book.subscribe(Conversation("fake", "T1", "C-lost"), "mercy", NINE)
    gone = text("UPDATE subscription SET zone = 'Europe/Atlantis' WHERE conversation = 'C-lost'")
    await database.write(lambda connection: connection.execute(gone))

    assert await office.at(datetime(2026, 11, 30, 16, tzinfo=UTC)) == Swept(queued=1, skipped=1)


async def test_a_job_that_cannot_be_added_leaves_the_run_where_it_was(database: Database):
    office = await Office(database).open()

    class Refusing(SqlInbox):
        async def add(self, connection: object, work: Work) -> bool:
            raise OSError

    broken = DigestSweeper(
        database, Refusing(database, engine_for(database), CIPHER, office.clock), office.clock
    )
    office.clock.move(datetime(2026, 11, 30, 16, tzinfo=UTC) - office.clock.now())
    with pytest.raises(BookUnavailable):
        await broken.sweep()

    assert await office.became() == []
    assert await office.sweeper.sweep() == Swept(queued=1)


async def test_many_sweepers_at_once_send_each_digest_once(database: Database):
    office = await Office(database).open()
    for number in range(60):
        await office.book.subscribe(Conversation("fake", "T1", f"C{number:03}"), "mercy", NINE)
    office.clock.move(datetime(2026, 11, 30, 16, tzinfo=UTC) - office.clock.now())
    doors = [open_database(database.url.render_as_string(hide_password=False)) for _ in range(3)]

    sweepers = [office.sweeper, *(office.another(door) for door in doors)]
    swept = await asyncio.gather(*(sweeper.sweep() for sweeper in sweepers))

    assert sum(item.queued for item in swept) == 61
    assert len(await office.jobs()) == 61
    for door in doors:
        await door.close()


async def test_a_change_to_a_later_day_of_the_same_week_brings_no_second_digest(database: Database):
    office = await Office(database).open()
    await office.after()

    await office.book.subscribe(WARD, "mercy", Schedule(4, time(9), "America/Chicago"))
    assert await office.at(datetime(2026, 12, 4, 16, tzinfo=UTC)) == Swept()

    assert await office.at(datetime(2026, 12, 11, 16, tzinfo=UTC)) == Swept(queued=1)


async def test_one_that_somebody_asks_for_counts_as_this_weeks(database: Database):
    office = await Office(database).open()

    assert await office.sweeper.send_now(WARD, "mercy", MONDAY, again=False) is True
    assert await office.sweeper.send_now(WARD, "mercy", MONDAY, again=False) is False
    assert await office.sweeper.send_now(WARD, "mercy", MONDAY, again=True) is True
    assert await office.after() == Swept()

    assert len(await office.jobs()) == 2


ZONES = (
    "America/Chicago",
    "America/St_Johns",
    "America/Santiago",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Africa/Cairo",
)


@pytest.mark.parametrize("seed", range(3))
async def test_a_clock_that_steps_by_a_day_and_back_still_gives_one_digest_a_local_week(
    sqlite: Database, seed: int
):
    """Ten zones through both clock changes of a year, at night times that are left out and repeated."""
    chance = random.Random(seed)
    office = Office(sqlite)
    await office.book.approve("mercy", "U-ann")
    for number, zone in enumerate(ZONES):
        at = time(chance.choice((0, 1, 2, 3, 9, 23)), chance.choice((0, 30)))
        schedule = Schedule(chance.choice((0, 5, 6)), at, zone)
        await office.book.subscribe(Conversation("fake", "T1", f"C{number}"), "mercy", schedule)
    true, ahead, until = THURSDAY, timedelta(0), THURSDAY
    for _ in range(52 * 7 * 8):
        true += timedelta(hours=3)
        if true >= until:
            stepped = not ahead and chance.random() < 0.1
            ahead = timedelta(days=chance.choice((1, -1))) if stepped else timedelta(0)
            until = true + timedelta(hours=6 if stepped else 24)
        await office.at(true + ahead)

    async with sqlite.reader.connect() as connection:
        rows = (await connection.execute(select(digest_sent))).mappings().all()
    sent = Counter((row["conversation"], row["week"]) for row in rows if row["state"] == "queued")
    weeks = [week_of(THURSDAY.date()) + timedelta(days=7 * number) for number in range(2, 50)]

    assert set(sent.values()) == {1}
    missing = [
        (number, week)
        for number in range(len(ZONES))
        for week in weeks
        if (f"C{number}", week.isoformat()) not in sent
    ]
    assert missing == []


def a_digest_workshop(database: Database, platform: FakeMessenger) -> Workshop:
    clock, pack = SystemClock(), a_tip_pack()
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), clock)
    digests = Digests(pack, log, SqlSubscriptionBook(database, clock), clock)
    service = Service(pack, log, FakeFingerprinter(), clock, digests=digests)
    workshop = equip(database, engine_for(database), CIPHER, clock, service)
    workshop.messengers["fake"] = platform
    workshop.sweep_s = 0.1
    return workshop


async def due_now(database: Database, *places: Conversation) -> None:
    """Subscriptions that were made an hour ago and fell due since."""
    now = datetime.now(UTC)
    past = SqlSubscriptionBook(database, FixedClock(now - timedelta(hours=1)))
    half = now - timedelta(minutes=30)
    for place in places:
        schedule = Schedule(half.weekday(), half.time().replace(second=0, microsecond=0), "UTC")
        await past.subscribe(place, "mercy", schedule)
    await past.approve("mercy", "U-ann")


async def test_a_due_digest_reaches_its_conversations_through_the_jobs(database: Database):
    places = [WARD, *(Conversation("fake", "T1", f"C{number}") for number in range(4))]
    await due_now(database, *places)
    platform = FakeMessenger()

    async with at_work(a_digest_workshop(database, platform)) as workshop:
        await until_ended(workshop, len(places))

    assert sorted(where for where, _ in platform.said) == sorted(place.id for place in places)
    cards = [card for _, card in platform.said]
    assert all(isinstance(card, DigestCard) and card.tip.id == "first" for card in cards)
    book = SqlSubscriptionBook(database, SystemClock())
    assert {sending.state for sending in await book.sendings("mercy")} == {"sent"}


async def test_words_in_a_channel_subscribe_it_at_the_time_of_the_people_there(database: Database):
    platform = FakeMessenger()
    command = parse("subscribe friday 14:30")
    assert command is not None
    event = Event("fake:event:9", Request(ANN, "fake", command), WARD)

    async with at_work(a_digest_workshop(database, platform)) as workshop:
        await workshop.inbox.accept(event)
        await until_ended(workshop, 1)
        kept = await workshop.subscriptions.subscription(WARD)

    assert kept is not None
    assert kept.schedule == Schedule(4, time(14, 30), "America/Chicago")
    ((where, card),) = platform.said
    assert where == WARD.id
    assert "Fridays at 14:30 (America/Chicago)" in as_text(card)


async def test_a_channel_that_the_bot_was_removed_from_is_a_dead_letter_once(database: Database):
    await due_now(database, WARD)
    platform = FakeMessenger(Dead("channel_not_found"))

    async with at_work(a_digest_workshop(database, platform)) as workshop:
        counts = await until_ended(workshop, 1)

    assert counts == {"dead": 1}
    (sending,) = await SqlSubscriptionBook(database, SystemClock()).sendings("mercy")
    assert (sending.state, sending.code) == ("skipped", "channel_not_found")


def test_a_dispatch_is_read_as_it_was_written_and_nothing_else_is():
    dispatch = Dispatch(Conversation("fake", "T1", "C1"), "mercy", MONDAY, THURSDAY + LATEST, True, "again")

    assert dispatches.read(dispatches.write(dispatch)) == dispatch
    for odd in ("", "{}", "[]", '{"day": 1}'):
        with pytest.raises(UnknownPayload):
            dispatches.read(odd)
