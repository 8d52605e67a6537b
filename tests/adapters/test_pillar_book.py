"""When an organization last wrote about each of its pillars: a day each, and no person."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from adapters.database.engine import Database
from adapters.database.pillar_book import SqlPillarBook
from bot.content_ports import PillarBook
from tests.builders import DAY
from tests.personal import InMemoryPillarBook

BOTH = ("access", "people")


@pytest.fixture(params=["fake", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def book(request: pytest.FixtureRequest) -> PillarBook:
    if request.param == "fake":
        return InMemoryPillarBook()
    return SqlPillarBook(request.getfixturevalue(request.param))


async def test_the_first_day_is_kept_for_all_and_then_the_last_one_of_each(book: PillarBook):
    await book.saw("mercy", BOTH, (), DAY)
    await book.saw("mercy", BOTH, ("access",), DAY + timedelta(days=3))
    await book.saw("mercy", (*BOTH, "new"), ("access",), DAY + timedelta(days=1))

    assert await book.last("mercy") == {
        "access": DAY + timedelta(days=3),
        "people": DAY,
        "new": DAY + timedelta(days=1),
    }
    assert await book.last("other") == {}


async def test_it_holds_no_person(sqlite: Database):
    await SqlPillarBook(sqlite).saw("mercy", BOTH, BOTH, DAY)

    async with sqlite.reader.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM pillar"))).all()
    assert {tuple(row) for row in rows} == {("mercy", name, DAY.isoformat()) for name in BOTH}
