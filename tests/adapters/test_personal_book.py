"""What people keep about their own presence lies encrypted, changes once, and is gone when they say so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.personal_book import SqlPersonalBook
from adapters.keys import Cipher
from bot.errors import BookUnavailable
from bot.model import Actor
from bot.personal import Personal, Reminders, Said
from bot.personal_ports import Record
from bot.ports import LogQuery
from bot.presence import answer, begin, steps_of
from tests.adapters.workshops import CIPHER
from tests.builders import DAY, NOON, a_decision
from tests.conftest import SIGNER
from tests.fakes import FixedClock
from tests.personal import a_presence_pack

STEPS = steps_of(a_presence_pack().lists)
WRONG = answer(begin(Personal(), DAY), STEPS, STEPS[0], Said.WRONG, DAY)
MADE = a_decision("own_presence", actor=Actor("ann"), details={"presence": "open 2026-03-02"})


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def book(database: Database, clock: FixedClock) -> SqlPersonalBook:
    return SqlPersonalBook(database, SqlDecisionLog(database, SIGNER, clock), CIPHER, clock)


async def test_a_record_comes_back_as_it_was_and_nothing_of_it_can_be_read(
    book: SqlPersonalBook, database: Database
):
    assert await book.read("mercy", "ann") == Record()

    assert await book.write("mercy", "ann", Record(WRONG), remind_at=NOON, made=[MADE])

    assert await book.read("mercy", "ann") == Record(WRONG, 1)
    assert await book.read("mercy", "bob") == await book.read("other", "ann") == Record()
    async with database.reader.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM personal"))).all()
    assert "wrong" not in str(rows)
    assert "Your name" not in str(rows)


async def test_of_two_changes_only_one_wins_and_only_its_entry_is_made(
    book: SqlPersonalBook, database: Database
):
    await book.write("local", "ann", Record(WRONG), remind_at=None)

    assert not await book.write("local", "ann", Record(Personal()), remind_at=None, made=[MADE])
    assert not await book.write("local", "ann", Record(Personal(), 7), remind_at=None, made=[MADE])
    assert await book.write("local", "ann", Record(Personal(), 1), remind_at=None, made=[MADE])

    log = SqlDecisionLog(database, SIGNER, FixedClock(NOON))
    assert len(await log.find("local", LogQuery())) == 1


async def test_what_is_deleted_is_gone_and_that_is_on_record(book: SqlPersonalBook, database: Database):
    await book.write("local", "ann", Record(WRONG), remind_at=None)

    assert await book.forget("local", "ann", MADE)
    assert not await book.forget("local", "ann", MADE)

    assert await book.read("local", "ann") == Record()
    log = SqlDecisionLog(database, SIGNER, FixedClock(NOON))
    assert len(await log.find("local", LogQuery())) == 1


async def test_what_nobody_touches_for_two_years_is_forgotten(book: SqlPersonalBook, clock: FixedClock):
    await book.write("local", "ann", Record(WRONG), remind_at=None)
    clock.move(timedelta(days=700))
    await book.write("local", "bob", Record(WRONG), remind_at=None)
    clock.move(timedelta(days=100))

    await book.tidy()

    assert await book.read("local", "ann") == Record()
    assert (await book.read("local", "bob")).revision == 1


@pytest.mark.parametrize("by_age", [False, True])
async def test_what_somebody_said_no_to_outlives_the_rest(
    book: SqlPersonalBook, clock: FixedClock, database: Database, *, by_age: bool
):
    stopped = replace(WRONG, reminders=Reminders("America/Chicago", stopped=True), uncounted=True)
    await book.write("local", "ann", Record(stopped), remind_at=NOON)

    clock.move(timedelta(days=800))
    for _ in range(2):
        await book.tidy() if by_age else await book.forget("local", "ann", MADE)

    left = Personal(reminders=Reminders(stopped=True), uncounted=True)
    assert await book.read("local", "ann") == Record(left, 2)
    assert await book.known("local") == {"ann"}
    log = SqlDecisionLog(database, SIGNER, FixedClock(NOON))
    assert len(await log.find("local", LogQuery())) == (0 if by_age else 1)


async def test_what_no_key_opens_can_still_be_deleted(book: SqlPersonalBook, database: Database):
    await book.write("local", "ann", Record(WRONG), remind_at=None)
    newer = SqlPersonalBook(
        database,
        SqlDecisionLog(database, SIGNER, FixedClock(NOON)),
        Cipher([bytes([1] * 32)]),
        FixedClock(NOON),
    )

    assert await newer.forget("local", "ann", MADE)

    assert await book.read("local", "ann") == Record()


async def test_a_name_without_form_is_refused(book: SqlPersonalBook):
    assert await book.read("local", "a\ud800") == Record()
    with pytest.raises(BookUnavailable):
        await book.write("local", "a\ud800", Record(WRONG), remind_at=None)


async def test_after_the_key_changed_old_records_are_still_read(database: Database, clock: FixedClock):
    log = SqlDecisionLog(database, SIGNER, clock)
    await SqlPersonalBook(database, log, CIPHER, clock).write("local", "ann", Record(WRONG), remind_at=None)

    newer = SqlPersonalBook(database, log, Cipher([bytes([1] * 32), bytes(32)]), clock)

    assert (await newer.read("local", "ann")).personal == WRONG


async def test_of_whom_something_is_kept_is_known_by_tenant(book: SqlPersonalBook):
    await book.write("local", "ann", Record(WRONG), remind_at=None)
    await book.write("other", "bob", Record(WRONG), remind_at=None)

    assert await book.known("local") == {"ann"}
    assert await book.known("nobody") == frozenset()
