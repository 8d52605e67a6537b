"""Nothing that was sent lies forgotten: the author hears before a deadline and after it."""

from dataclasses import replace
from datetime import timedelta

from bot.approval import State
from bot.cards import as_text
from bot.deadlines import Deadlines
from bot.sending import Sender
from tests.builders import WARD
from tests.desks import DeskWorld
from tests.fakes import FakeMessenger, InMemoryConversationBook, InMemoryOutboundBook


async def test_an_author_hears_before_and_after_a_deadline_and_each_thing_once():
    world, messenger, conversations = DeskWorld(), FakeMessenger(), InMemoryConversationBook()
    await conversations.remember(WARD)
    sender = Sender(InMemoryOutboundBook(), conversations, {"fake": messenger})
    assert world.service.desk is not None
    deadlines = Deadlines(world.service.desk, conversations, sender)
    sent = (await world.sent()).submission
    where = {"platform": WARD.platform, "tenant": WARD.tenant, "id": WARD.id}
    world.submissions.rows["local", sent.id] = replace(sent, conversation=where)

    assert await deadlines.look() == 0
    for hours, count in ((6.5, 1), (0.1, 0), (1.5, 1), (8, 2)):
        world.clock.move(timedelta(hours=hours))
        assert await deadlines.look() == min(count, 1)
    assert await deadlines.look() == 0

    words = [as_text(card) for _, card in messenger.said]
    assert [("still waits" in w, "deputies were asked, until" in w, "send it again" in w) for w in words] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    now = await world.submissions.get("local", sent.id)
    assert now is not None
    assert now.state is State.EXPIRED
