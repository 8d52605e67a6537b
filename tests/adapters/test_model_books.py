"""What is kept of a model between calls: one suite in memory and on both databases."""

import asyncio
import time
from datetime import date

import pytest

from adapters.database.engine import Database, open_database
from adapters.database.model_books import SqlAbilities, SqlSwitch, SqlUsage
from adapters.model.books import AbilitiesInMemory, AbilityBook, Cost, Usage, UsageBook, UsageInMemory
from adapters.model.ladder import Abilities
from bot.errors import BookUnavailable
from bot.model_calls import Mode
from tests.fakes import FixedClock

SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
DAY = date(2026, 3, 31)
COST = Cost(calls=2, tokens_in=800, tokens_out=40, millionths=1_920)
URL, MODEL = "http://127.0.0.1:11434/v1", "llama3.2"
LOWER = Abilities("plain", "max_tokens", frozenset({"seed", "temperature"}))


@pytest.fixture(params=SQL)
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["memory", *SQL])
def usage(request: pytest.FixtureRequest) -> UsageBook:
    return UsageInMemory() if request.param == "memory" else SqlUsage(request.getfixturevalue(request.param))


@pytest.fixture(params=["memory", *SQL])
def abilities(request: pytest.FixtureRequest) -> AbilityBook:
    if request.param == "memory":
        return AbilitiesInMemory()
    return SqlAbilities(request.getfixturevalue(request.param))


async def test_a_workspace_that_never_asked_spent_nothing(usage: UsageBook):
    assert await usage.used("mercy", DAY) == Usage(0, 0)


async def test_days_add_up_to_their_month_and_workspaces_and_months_stay_apart(usage: UsageBook):
    for day in (date(2026, 2, 28), date(2026, 3, 1), DAY, DAY, date(2026, 4, 1)):
        await usage.add("mercy", day, COST)
    await usage.add("other", DAY, COST)

    assert await usage.used("mercy", DAY) == Usage(day=2 * 840, month=3 * 840)
    assert await usage.used("mercy", date(2026, 3, 2)) == Usage(day=0, month=3 * 840)
    assert await usage.used("other", DAY) == Usage(840, 840)


async def test_what_many_spend_at_once_is_all_counted(usage: UsageBook):
    await asyncio.gather(*(usage.add("mercy", DAY, COST) for _ in range(20)))

    assert await usage.used("mercy", DAY) == Usage(20 * 840, 20 * 840)


async def test_two_processes_count_into_the_same_day(database: Database):
    url = database.url.render_as_string(hide_password=False)
    pair = [open_database(url), open_database(url)]
    try:
        books = [SqlUsage(one) for one in pair]
        await asyncio.gather(*(book.add("mercy", DAY, COST) for book in books * 10))
        used = await books[0].used("mercy", DAY)
    finally:
        for one in pair:
            await one.close()

    assert used.day == 20 * 840


async def test_the_months_bill_lists_every_workspace_once(database: Database):
    book = SqlUsage(database)
    for tenant, day in (
        ("b", DAY),
        ("a", DAY),
        ("a", date(2026, 3, 1)),
        ("a", date(2026, 2, 1)),
        ("a", date(2026, 4, 1)),
    ):
        await book.add(tenant, day, COST)

    assert await book.of_month(DAY) == [("a", Cost(4, 1600, 80, 3_840)), ("b", COST)]


@pytest.mark.parametrize("tenant", ["a\0b", "\ud800"])
async def test_a_workspace_whose_name_cannot_be_stored_is_told_so(database: Database, tenant: str):
    with pytest.raises(BookUnavailable):
        await SqlUsage(database).add(tenant, DAY, COST)
    assert await SqlSwitch(database, Mode.BAA, FixedClock()).mode(tenant) is Mode.OFF


async def test_what_an_endpoint_understands_is_known_by_address_and_model(abilities: AbilityBook):
    await abilities.keep(URL, MODEL, LOWER)

    assert await abilities.known(URL, MODEL) == (LOWER, 0.0)
    assert await abilities.known(URL, "another") is None
    assert await abilities.known("https://api.example.org/v1", MODEL) is None


async def test_a_check_is_dated_and_what_is_learned_later_leaves_its_date(abilities: AbilityBook):
    before = time.time() - 0.001
    await abilities.keep(URL, MODEL, Abilities(), checked=True)
    checked = await abilities.known(URL, MODEL)
    await abilities.keep(URL, MODEL, LOWER)
    learned = await abilities.known(URL, MODEL)

    assert checked is not None
    assert before <= checked[1] <= time.time() + 0.001
    assert learned == (LOWER, checked[1])


async def test_a_workspace_without_a_choice_has_the_installations(database: Database):
    switch = SqlSwitch(database, Mode.LOCAL, FixedClock())
    await switch.turn("mercy", Mode.OFF, "cli:root")

    assert (await switch.mode("mercy"), await switch.mode("other")) == (Mode.OFF, Mode.LOCAL)
    assert await switch.all() == [("mercy", Mode.OFF)]
    assert await switch.is_on()


async def test_the_last_turn_of_a_switch_holds_in_every_process(database: Database):
    url = database.url.render_as_string(hide_password=False)
    elsewhere = open_database(url)
    try:
        here, there = (SqlSwitch(one, Mode.OFF, FixedClock()) for one in (database, elsewhere))
        assert not await there.is_on()
        await here.turn("mercy", Mode.LOCAL, "cli:root")
        await here.turn("mercy", Mode.BAA, "cli:root")

        assert await there.mode("mercy") is Mode.BAA
        assert await there.is_on()
    finally:
        await elsewhere.close()


async def test_a_database_that_cannot_be_read_is_off():
    gone = open_database("sqlite:////nowhere/at/all.db")
    switch = SqlSwitch(gone, Mode.LOCAL, FixedClock())

    assert (await switch.mode("mercy"), await switch.is_on()) == (Mode.OFF, False)
    await gone.close()
