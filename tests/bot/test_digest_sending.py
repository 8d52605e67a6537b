"""One digest to one conversation: sent once, held, too late, unwanted, or nobody there."""

from datetime import timedelta

import pytest

from bot.delivery import Conversation, Dead, Unknown
from bot.digest_commands import ApproveDigests, HoldDigests, ResumeDigests, Subscribe, Unsubscribe
from bot.digest_sending import DigestSending, Dispatch
from bot.errors import DeliveryError, TryLater, Undeliverable
from bot.sending import Sender
from tests.digests import ANN, MONDAY, THURSDAY, WARD, Desk
from tests.fakes import FakeMessenger, InMemoryConversationBook, InMemoryOutboundBook

DISPATCH = Dispatch(
    Conversation(WARD.platform, WARD.tenant, WARD.id), "mercy", MONDAY, THURSDAY + timedelta(hours=12)
)


class Office:
    """A ward that subscribed, with a digest on its way."""

    def __init__(self, *outcomes: Unknown | Dead | None) -> None:
        self.desk = Desk()
        self.platform = FakeMessenger(*outcomes)
        self.conversations = InMemoryConversationBook()
        sender = Sender(InMemoryOutboundBook(), self.conversations, {"fake": self.platform})
        self.sending = DigestSending(
            self.desk.digests, self.desk.book, self.conversations, sender, self.desk.clock
        )

    async def open(self, *, approved: bool = True) -> "Office":
        await self.desk.digests.answer(ANN, Subscribe(), WARD)
        if approved:
            await self.desk.digests.answer(ANN, ApproveDigests(), WARD)
        self.desk.book.queue(WARD, "mercy", MONDAY)
        return self

    async def became(self) -> tuple[str, str]:
        (sending,) = await self.desk.book.sendings("mercy")
        return sending.state, sending.code


async def test_it_is_sent_once_however_often_the_job_runs():
    office = await Office().open()

    await office.sending.send(DISPATCH)
    await office.sending.send(DISPATCH)

    ((where, card),) = office.platform.said
    assert where == "C-ward"
    assert "Title of first" in card.headline  # type: ignore[union-attr]
    assert await office.became() == ("sent", "")


async def test_nothing_goes_out_before_a_person_approved():
    office = await Office().open(approved=False)

    with pytest.raises(TryLater, match="not_approved"):
        await office.sending.send(DISPATCH)

    assert office.platform.said == []


async def test_one_that_is_held_goes_out_when_it_is_let_go():
    office = await Office().open()
    await office.desk.digests.answer(ANN, HoldDigests(), WARD)
    with pytest.raises(TryLater, match="held"):
        await office.sending.send(DISPATCH)

    await office.desk.digests.answer(ANN, ResumeDigests(), WARD)
    await office.sending.send(DISPATCH)

    assert await office.became() == ("sent", "")


async def test_one_that_was_held_too_long_is_recorded_as_skipped():
    office = await Office().open()
    office.desk.clock.move(timedelta(hours=12))

    await office.sending.send(DISPATCH)

    assert await office.became() == ("skipped", "late")
    assert office.platform.said == []


async def test_one_that_nobody_wants_any_more_is_not_sent():
    office = await Office().open()
    await office.desk.digests.answer(ANN, Unsubscribe(), WARD)

    await office.sending.send(DISPATCH)

    assert await office.became() == ("skipped", "unsubscribed")


async def test_a_place_that_the_bot_was_removed_from_is_written_down():
    office = await Office(Dead("not_in_channel")).open()

    with pytest.raises(Undeliverable):
        await office.sending.send(DISPATCH)

    assert await office.became() == ("skipped", "not_in_channel")
    assert await office.conversations.dead_reason(WARD) == "not_in_channel"


async def test_one_of_which_nobody_knows_whether_it_arrived_is_looked_for_before_it_is_sent_again():
    office = await Office(Unknown("timeout")).open()
    office.platform.reaches = True
    with pytest.raises(DeliveryError):
        await office.sending.send(DISPATCH)

    await office.sending.send(DISPATCH)

    assert len(office.platform.said) == 1
    assert await office.became() == ("sent", "")


async def test_it_goes_to_the_address_at_which_the_conversation_was_last_seen():
    office = await Office().open()
    seen = Conversation(WARD.platform, WARD.tenant, WARD.id, reference={"service_url": "https://new"})
    await office.conversations.remember(seen)

    assert await office.sending._where(DISPATCH) == seen
