"""Transactions that change something: shared on SQLite, synced unless that is not needed."""

import asyncio

import pytest
from sqlalchemy import text

from adapters.database.engine import Database
from adapters.database.writing import Transaction
from tests.adapters.workshops import a_workshop
from tests.builders import an_event


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


SYNCING = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
SYNCED = {"sqlite": 2, "postgresql": "on"}
NOT_SYNCED = {"sqlite": 1, "postgresql": "off"}


async def test_a_commit_is_synced_unless_it_may_be_forgotten_by_a_power_cut(database: Database):
    name = database.url.get_backend_name()

    async def syncing(connection: Transaction) -> object:
        return (await connection.execute(text(SYNCING[name]))).scalar()

    assert await database.write(syncing) == SYNCED[name]
    assert await database.write(syncing, durable=False) == NOT_SYNCED[name]
    assert await database.write(syncing) == SYNCED[name]


async def test_a_step_that_must_be_synced_syncs_those_that_share_its_transaction(sqlite: Database):
    async def syncing(connection: Transaction) -> object:
        return (await connection.execute(text("PRAGMA synchronous"))).scalar()

    first = asyncio.create_task(sqlite.write(syncing, durable=False))  # the others wait for it together
    together = await asyncio.gather(first, *(sqlite.write(syncing, durable=must) for must in (False, True)))

    assert together[1:] == [2, 2]


async def test_a_step_that_waits_for_something_else_is_refused_and_undone(sqlite: Database):
    workshop = a_workshop(sqlite)

    async def step(connection: Transaction) -> None:
        await connection.execute(text("DELETE FROM inbox"))
        await asyncio.sleep(0)

    await workshop.inbox.accept(an_event())
    with pytest.raises(RuntimeError, match="awaited something else"):
        await sqlite.write(step)

    assert await workshop.inbox.counts() == {"waiting": 1}


async def test_a_database_that_was_closed_opens_again(sqlite: Database):
    workshop = a_workshop(sqlite)
    await workshop.inbox.accept(an_event("fake:event:1"))
    await sqlite.close()

    await workshop.inbox.accept(an_event("fake:event:2"))

    assert await workshop.inbox.counts() == {"waiting": 2}


async def test_one_step_that_fails_does_not_take_the_others_of_its_group_along(sqlite: Database):
    workshop = a_workshop(sqlite)
    events = [an_event(f"fake:event:{n}") for n in range(5)]
    broken = an_event("fake:event:broken")

    async def fail(_: object) -> None:
        raise ZeroDivisionError

    steps = [workshop.inbox.accept(event) for event in events]
    results = await asyncio.gather(
        *steps[:3], sqlite.write(fail), *steps[3:], workshop.inbox.accept(broken), return_exceptions=True
    )

    assert [type(result) for result in results].count(ZeroDivisionError) == 1
    assert await workshop.inbox.counts() == {"waiting": 6}


@pytest.mark.parametrize("times", [200])
async def test_steps_that_wait_at_the_same_time_share_a_transaction(sqlite: Database, times: int):
    begun = 0

    async def step(connection: object) -> object:
        nonlocal begun
        begun += 1
        return connection

    connections = await asyncio.gather(*(sqlite.write(step) for _ in range(times)))

    assert begun == times
    assert len({id(connection) for connection in connections}) <= 5
