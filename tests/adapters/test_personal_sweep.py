"""Reminders go out once each: spread, whoever sweeps, and whatever is killed in between."""

import asyncio
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select

from adapters.database.chain import moment
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox
from adapters.database.personal_book import SqlPersonalBook
from adapters.database.personal_sweep import ReminderSweeper
from adapters.database.tables import inbox, personal
from adapters.jobs.news import REMINDER
from adapters.jobs.payload import UnknownPayload
from adapters.workshop import Workshop, equip
from bot.delivery import Conversation, Dead
from bot.personal import Check, Personal, Reminders
from bot.personal_ports import Record
from bot.reminder_sending import Reminder
from bot.service import Service
from tests.adapters.workshops import CIPHER, SOON, at_work, engine_for, until_ended
from tests.conftest import SIGNER
from tests.fakes import FakeFingerprinter, FakeMessenger, FixedClock
from tests.personal import a_presence_pack

BEGUN = date(2026, 3, 2)
WHEN = "2026-03-04"
PLACE = Conversation("fake", "T1", "C1")


class Office:
    """Ann and others with reminders, over a real database and a platform in memory."""

    def __init__(self, database: Database) -> None:
        from datetime import UTC, datetime

        self.database = database
        self.clock = FixedClock(datetime(2026, 3, 4, 17, 0, tzinfo=UTC))  # 11:00 in Chicago, a Wednesday
        self.platform = FakeMessenger()
        self.log = SqlDecisionLog(database, SIGNER, self.clock)
        self.book = SqlPersonalBook(database, self.log, CIPHER, self.clock)
        self.workshop = self.another()

    def another(self) -> Workshop:
        service = Service(a_presence_pack(), self.log, FakeFingerprinter(), self.clock, personal=self.book)
        workshop = equip(self.database, engine_for(self.database), CIPHER, self.clock, service, retry=SOON)
        workshop.messengers["fake"] = self.platform
        workshop.handlers[REMINDER.name].retry = SOON  # type: ignore[misc]
        return workshop

    async def keep(self, person: str, **changes: object) -> None:
        kept = Personal(Check(BEGUN), reminders=Reminders("America/Chicago", **changes))  # type: ignore[arg-type]
        await self.book.write("local", person, Record(kept), remind_at=self.clock.now())

    async def open(self) -> "Office":
        await self.workshop.conversations.remember(PLACE)
        return self

    async def sweep(self) -> int:
        return sum([int(await sweep()) for sweep in self.workshop.sweepers])  # type: ignore[call-overload]

    async def work(self, count: int) -> None:
        async with at_work(self.workshop):
            await until_ended(self.workshop, count)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


async def test_somebody_is_reminded_once_in_private_and_never_of_what_was_found(database: Database):
    office = await Office(database).open()
    await office.keep("fake:U9")

    assert await office.sweep() == 1
    await office.work(1)

    ((where, card),) = office.platform.said
    assert where == "dm-U9"
    assert "not finished" in str(card)
    assert (await office.book.read("local", "fake:U9")).personal.reminders.told == {
        f"check:{BEGUN}": date(2026, 3, 4)
    }
    office.clock.move(timedelta(days=2))
    assert await office.sweep() == 0


async def test_any_number_of_sweepers_at_once_puts_each_on_its_way_once(database: Database):
    office = await Office(database).open()
    for number in range(120):
        await office.keep(f"fake:U{number}")
    others = [
        ReminderSweeper(
            database, SqlInbox(database, engine_for(database), CIPHER, office.clock), office.clock
        )
        for _ in range(4)
    ]

    swept = await asyncio.gather(*(other.sweep() for other in others))

    async with database.reader.connect() as connection:
        kept = (await connection.execute(select(func.count()).select_from(inbox))).scalar()
    assert sum(swept) == kept == 120


async def test_whoever_stopped_or_is_asleep_is_not_told_and_is_looked_at_again(database: Database):
    office = await Office(database).open()
    await office.keep("fake:U1", stopped=True)
    await office.keep("fake:U2")
    await office.sweep()
    office.clock.move(timedelta(hours=8))  # the worker was down until the evening
    await office.work(2)

    assert office.platform.said == []
    async with database.reader.connect() as connection:
        rows = (await connection.execute(select(personal.c.person, personal.c.remind_at))).all()
    found = {row.person: row.remind_at for row in rows}
    assert found["fake:U1"] is None
    assert found["fake:U2"].startswith("2026-03-05T1")  # the next morning in Chicago


async def test_a_reminder_that_was_sent_and_not_written_down_is_not_sent_again(database: Database):
    office = await Office(database).open()
    await office.keep("fake:U9")
    await office.sweep()
    sending = office.workshop.handlers[REMINDER.name]
    work = REMINDER.write(Reminder("local", "fake:U9", moment(office.clock.now())))
    before = await office.book.read("local", "fake:U9")
    await sending.handle("k", work)
    after = await office.book.read("local", "fake:U9")  # killed before this was written:
    await office.book.write("local", "fake:U9", Record(before.personal, after.revision), remind_at=None)

    await sending.handle("k", work)

    assert Counter(call.split()[0] for call in office.platform.calls)["post"] == 1


async def test_whoever_cannot_be_reached_finds_it_on_the_page_and_is_not_tried_for_ever(database: Database):
    office = await Office(database).open()
    office.platform.strangers.add("U9")
    for person in ("fake:U9", "web:local"):
        await office.keep(person)
    await office.sweep()
    await office.work(2)

    assert office.platform.said == []
    office.clock.move(timedelta(days=3))
    assert await office.sweep() == 0


async def test_whoever_deletes_everything_meanwhile_stays_deleted(database: Database):
    from tests.builders import a_decision

    office = await Office(database).open()
    await office.keep("fake:U9")
    await office.sweep()
    await office.book.forget("local", "fake:U9", a_decision("own_presence_deleted"))
    await office.work(1)

    assert office.platform.said == []
    assert await office.book.read("local", "fake:U9") == Record()


async def test_a_dead_conversation_does_not_stop_the_others(database: Database):
    office = await Office(database).open()
    office.platform.outcomes = [Dead("account_inactive")]
    for number in range(3):
        await office.keep(f"fake:U{number}")
    await office.sweep()
    await office.work(3)

    assert len(office.platform.said) == 2


async def test_ten_thousand_of_one_morning_are_put_on_their_way_once_each(sqlite: Database):
    office = Office(sqlite)
    token = CIPHER.encrypt("{}")
    rows = [
        {
            "tenant": "local", "person": f"fake:U{number}", "revision": 1, "ciphertext": token,
            "remind_at": moment(office.clock.now()), "changed_at": moment(office.clock.now()),
        }
        for number in range(10_000)
    ]  # fmt: skip
    await sqlite.write(lambda connection: connection.execute(insert(personal), rows))

    assert await office.sweep() == 10_000
    assert await office.sweep() == 0

    async with sqlite.reader.connect() as connection:
        kept = (await connection.execute(select(func.count()).select_from(inbox))).scalar()
    assert kept == 10_000


def test_the_key_of_a_reminder_names_nobody():
    reminder = Reminder("mercy", "slack:U12345", WHEN)

    assert "U12345" not in reminder.key + reminder.lock
    assert REMINDER.read(REMINDER.write(reminder)) == reminder
    with pytest.raises(UnknownPayload):
        REMINDER.read("{}")
