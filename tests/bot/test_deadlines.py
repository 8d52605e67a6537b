"""Nothing that was sent lies forgotten: the author hears before a deadline and after it, deputies come in."""

from datetime import timedelta

from bot import deadlines
from bot.approval import State
from bot.notices import Why
from tests.desks import DeskWorld


async def test_an_author_hears_before_and_after_a_deadline_and_each_thing_once():
    world = DeskWorld()
    desk = world.service.desk
    assert desk is not None
    sent = (await world.sent()).submission
    world.submissions.told.clear()

    assert await deadlines.look(desk) == 0
    for hours, count in ((6.5, 1), (0.1, 0), (1.5, 1), (8, 1)):
        world.clock.move(timedelta(hours=hours))
        assert await deadlines.look(desk) == count
    assert await deadlines.look(desk) == 0

    assert [(told.person, told.why) for told in world.submissions.told] == [
        ("ann", Why.NEAR),
        ("ann", Why.DEPUTIZED),
        ("pia", Why.DEPUTY),
        ("ann", Why.EXPIRED),
    ]
    now = await world.submissions.get("local", sent.id)
    assert now is not None
    assert now.state is State.EXPIRED


async def test_nothing_waits_behind_a_hundred_others():
    world = DeskWorld()
    desk = world.service.desk
    assert desk is not None
    for number in range(105):
        await world.sent(f"A quiet day, number {number}.")

    world.clock.move(timedelta(hours=6.5))
    assert await deadlines.look(desk) == 105
    world.clock.move(timedelta(hours=2))
    assert await deadlines.look(desk) == 105
