"""What is taken once: one suite on the fake and on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from adapters.database.engine import Database
from adapters.database.offers import SqlOffers
from adapters.database.tables import pending_answer
from adapters.keys import Cipher, UnreadablePayload
from adapters.offers import Offers
from tests.adapters.workshops import CIPHER
from tests.fakes import FixedClock, InMemoryOffers

SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
WHAT = {"draft": "Zebediah Quartermain came in.", "half": "\ud800"}
MINUTES = timedelta(minutes=10)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(params=SQL)
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["memory", *SQL])
def offers(request: pytest.FixtureRequest, clock: FixedClock) -> Offers:
    if request.param == "memory":
        return InMemoryOffers(clock)
    return SqlOffers(request.getfixturevalue(request.param), pending_answer, CIPHER, clock)


async def test_what_is_offered_is_taken_once_however_many_reach_for_it(offers: Offers):
    key, other = await offers.offer(WHAT, MINUTES), await offers.offer({"other": ""}, MINUTES)

    taken = await asyncio.gather(*(offers.take(key) for _ in range(10)))

    assert [what for what in taken if what is not None] == [WHAT]
    assert await offers.take(other) == {"other": ""}


async def test_after_its_time_it_is_not_there(offers: Offers, clock: FixedClock):
    key = await offers.offer(WHAT, MINUTES)
    clock.move(MINUTES)

    assert await offers.take(key) is None


@pytest.mark.parametrize("key", ["", "nothing", "\0\ud800", "a" * 10_000])
async def test_a_key_that_nobody_was_given_takes_nothing(offers: Offers, key: str):
    await offers.offer(WHAT, MINUTES)

    assert await offers.take(key) is None


async def test_neither_words_nor_keys_can_be_read_in_the_table(database: Database, clock: FixedClock):
    offers = SqlOffers(database, pending_answer, CIPHER, clock)
    key = await offers.offer(WHAT, MINUTES)
    async with database.reader.connect() as connection:
        row = str((await connection.execute(text("SELECT * FROM pending_answer"))).all())

    assert "Zebediah" not in row
    assert key not in row
    with pytest.raises(UnreadablePayload) as failed:
        await SqlOffers(database, pending_answer, Cipher([b"another key of thirty-two bytes!"]), clock).take(
            key
        )
    assert "Zebediah" not in str(failed.value)


async def test_what_nobody_took_is_tidied_away(database: Database, clock: FixedClock):
    offers = SqlOffers(database, pending_answer, CIPHER, clock)
    await offers.offer(WHAT, MINUTES)
    clock.move(MINUTES)
    fresh = await offers.offer(WHAT, MINUTES)
    await offers.tidy()

    async with database.reader.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM pending_answer"))).scalar() == 1
    assert await offers.take(fresh) == WHAT
