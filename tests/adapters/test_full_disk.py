"""A full disk: nothing is acknowledged that was not kept, and service goes on when there is space."""

import asyncio

import pytest
from sqlalchemy import text

from adapters.database.engine import Database
from bot.errors import NotAccepted
from tests.adapters.workshops import a_workshop, at_work, until_ended
from tests.builders import an_event


async def grow_to(database: Database, more: int) -> None:
    """Let the file grow by so many pages, as a disk of that size would."""
    async with database.writer.connect() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
        await connection.execute(text(f"PRAGMA max_page_count = {pages + more}"))


async def test_on_a_full_disk_no_event_is_accepted_and_all_that_were_are_answered(sqlite: Database):
    workshop = a_workshop(sqlite)
    await grow_to(sqlite, 30)
    accepted, refusals = 0, []
    for number in range(40):
        try:
            accepted += await workshop.inbox.accept(an_event(f"fake:event:{number}", text="A gadget. " * 800))
        except NotAccepted as refusal:
            refusals.append(str(refusal))

    assert 0 < accepted < 40
    assert set(refusals) == {
        "The disk of the database is full. Nothing was kept; free some space and try again."
    }
    assert await workshop.inbox.counts() == {"waiting": accepted}

    await grow_to(sqlite, 5000)
    async with at_work(workshop):
        assert await workshop.inbox.accept(an_event("fake:event:last"))
        assert await until_ended(workshop, accepted + 1) == {"done": accepted + 1}


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
