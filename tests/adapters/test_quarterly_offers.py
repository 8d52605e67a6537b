"""A check is offered once a quarter to people whom the pack names, where they can be reached."""

from datetime import timedelta

from adapters.quarterly_offers import QuarterlyOffers
from bot.personal import Personal, Reminders
from bot.personal_desk import PersonalDesk
from tests.personal import OwnWorld


def an_office() -> tuple[OwnWorld, PersonalDesk, QuarterlyOffers]:
    world = OwnWorld()
    own = world.service.own
    assert own is not None
    return world, own, QuarterlyOffers(own, world.clock, "local", "slack")


async def test_people_with_an_account_there_are_offered_a_check_and_nobody_is_asked_twice():
    world, own, offers = an_office()

    assert await offers.sweep() == 1
    assert await offers.sweep() == 0
    assert await QuarterlyOffers(own, world.clock, "local", "slack").sweep() == 0
    assert await QuarterlyOffers(own, world.clock, "local", "email").sweep() == 0

    assert str(world.kept("ann").offer_from) == "2026-04-01"
    assert world.book.remind_at["local", "ann"].date().isoformat() == "2026-04-01"  # type: ignore[union-attr]
    assert await world.decisions() == []


async def test_it_looks_once_a_day():
    world, _, offers = an_office()
    await offers.sweep()
    world.book.records.clear()

    assert await offers.sweep() == 0
    world.clock.move(timedelta(days=1))
    assert await offers.sweep() == 1


async def test_whoever_said_stop_is_left_alone():
    world, _, offers = an_office()
    await offers.sweep()
    await world.guide("remind stop")
    world.clock.move(timedelta(days=200))

    assert await offers.sweep() == 0
    assert world.book.remind_at["local", "ann"] is None


async def test_whoever_said_stop_is_left_alone_even_after_they_deleted_everything():
    world, _, offers = an_office()
    await world.guide("presence begin")
    await world.guide("remind stop")
    gone = await world.guide("mine delete yes")
    world.clock.move(timedelta(days=200))

    assert await offers.sweep() == 0
    assert world.kept() == Personal(reminders=Reminders(stopped=True))
    assert gone.told.endswith("What stays is your no to reminders, so that it holds.")
    assert "Deleted" not in (await world.guide("mine delete yes")).told

    await world.guide("remind start")
    await world.guide("mine delete yes")
    assert world.kept() == Personal()


async def test_what_somebody_keeps_already_stays_as_it_is():
    world, _, offers = an_office()
    await world.guide("presence begin")
    before = world.kept()

    assert await offers.sweep() == 0
    assert world.kept() == before
