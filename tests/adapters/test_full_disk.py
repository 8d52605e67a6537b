"""A full disk: nothing is acknowledged that was not kept, and service goes on when there is space."""

from sqlalchemy import text

from adapters.database.engine import Database
from adapters.database.writing import Transaction
from bot.errors import NotAccepted
from tests.adapters.workshops import a_workshop, at_work, until_ended
from tests.builders import an_event


async def grow_to(database: Database, more: int) -> None:
    """Let the file grow by so many pages, as a disk of that size would."""

    async def step(connection: Transaction) -> None:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        (await connection.execute(text(f"PRAGMA max_page_count = {pages + more}"))).close()

    await database.write(step)


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
