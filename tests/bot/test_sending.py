"""Messages go out so that a second run changes nothing that people see."""

import pytest

from bot.cards import Card, NoteCard, Part, ReviewCard, as_text
from bot.delivery import Dead, Missing, Outbound, Refused, Throttled, Unknown
from bot.errors import DeliveryError, Overtaken, TryLater, Undeliverable
from bot.model import Review, SaferVersion
from bot.sending import MOST_CREATIONS, Sender
from tests.builders import WARD, a_draft
from tests.fakes import FakeMessenger, InMemoryConversationBook, InMemoryOutboundBook

WAIT, ANSWER = NoteCard("One moment."), NoteCard("Good to go.")
KEY = "fake:event:1"


class Desk:
    """A sender over fakes, and what it may be asked about."""

    def __init__(self, *outcomes: Throttled | Unknown | Missing | Refused | Dead | None) -> None:
        self.platform = FakeMessenger(*outcomes)
        self.book = InMemoryOutboundBook()
        self.conversations = InMemoryConversationBook()
        self.sender = Sender(self.book, self.conversations, {"fake": self.platform})

    async def announce(self) -> None:
        await self.sender.announce(KEY, WARD, WAIT)

    async def finish(self, card: Card = ANSWER) -> None:
        await self.sender.finish(KEY, WARD, card)

    @property
    def shown(self) -> list[Card | Part]:
        return [card for _, card in self.platform.said]


async def test_the_answer_takes_the_placeholders_place():
    desk = Desk()

    await desk.announce()
    assert desk.shown == [WAIT]
    await desk.finish()

    assert desk.shown == [ANSWER]
    assert desk.platform.calls == [f"post {KEY}", "update m1"]


async def test_a_second_run_posts_nothing_and_updates_nothing():
    desk = Desk()
    for _ in range(2):
        await desk.announce()
        await desk.finish()

    assert desk.platform.calls == [f"post {KEY}", "update m1"]


async def test_an_answer_without_a_placeholder_is_posted_once():
    desk = Desk()

    await desk.finish()
    await desk.finish()

    assert desk.platform.calls == [f"post {KEY}"]
    assert desk.shown == [ANSWER]


async def test_a_crash_after_the_post_is_healed_by_looking():
    desk = Desk()
    await desk.announce()
    desk.book.rows[KEY] = Outbound(KEY, "intended")  # the process died before it wrote down the id

    await desk.announce()
    await desk.finish()

    assert desk.platform.calls == [f"post {KEY}", f"find {KEY}", "update m1"]
    assert desk.shown == [ANSWER]


async def test_a_post_that_timed_out_is_looked_for_and_not_repeated():
    desk = Desk(Unknown("timeout"))
    desk.platform.reaches = True

    await desk.announce()
    await desk.finish()

    assert desk.platform.calls == [f"post {KEY}", f"find {KEY}", "update m1"]
    assert desk.shown == [ANSWER]


async def test_where_nobody_can_look_the_answer_itself_is_posted():
    desk = Desk(Unknown("timeout"))
    desk.platform.reaches, desk.platform.can_look = True, False

    await desk.announce()
    await desk.finish()

    assert desk.shown == [WAIT, ANSWER]  # one placeholder stays behind; the person has an answer


async def test_an_answer_that_is_not_known_to_have_arrived_is_tried_again_and_then_given_up():
    desk = Desk(*[Unknown("http_502")] * 10)
    desk.platform.can_look = False
    for _ in range(MOST_CREATIONS):
        with pytest.raises(DeliveryError, match="unknown"):
            await desk.finish()

    with pytest.raises(Undeliverable):
        await desk.finish()

    assert len([call for call in desk.platform.calls if call.startswith("post")]) == MOST_CREATIONS


async def test_an_update_that_timed_out_is_simply_repeated():
    desk = Desk()
    await desk.announce()
    desk.platform.outcomes = [Unknown("timeout")]

    with pytest.raises(DeliveryError, match="timeout"):
        await desk.finish()
    await desk.finish()

    assert desk.shown == [ANSWER]


async def test_when_the_platform_asks_to_wait_nothing_was_sent_and_the_wait_is_told():
    desk = Desk(Throttled(30))

    with pytest.raises(TryLater) as caught:
        await desk.announce()
    assert caught.value.after == 30
    await desk.finish()

    assert desk.platform.calls == [f"post {KEY}", f"post {KEY}"]  # nothing to look for: it was refused
    assert desk.shown == [ANSWER]


async def test_when_it_is_not_our_turn_the_platform_is_not_asked():
    desk = Desk()
    desk.book.waits = [TryLater("pace", 0.5)]

    with pytest.raises(TryLater):
        await desk.announce()

    assert desk.platform.calls == []


async def test_a_placeholder_that_somebody_deleted_is_followed_by_a_new_message():
    desk = Desk()
    await desk.announce()
    desk.platform.messages.clear()

    await desk.finish()

    assert desk.shown == [ANSWER]


async def test_a_conversation_that_is_gone_is_marked_with_the_reason():
    desk = Desk(Dead("channel_not_found"))

    with pytest.raises(Undeliverable, match="channel_not_found"):
        await desk.announce()

    assert await desk.conversations.dead_reason(WARD) == "channel_not_found"


async def test_a_revoked_token_marks_the_whole_tenant_until_it_is_installed_again():
    desk = Desk(Dead("token_revoked", whole_tenant=True))
    with pytest.raises(Undeliverable):
        await desk.announce()
    assert await desk.conversations.dead_reason(WARD) == "token_revoked"

    await desk.conversations.revive_tenant("fake", "mercy")

    assert await desk.conversations.dead_reason(WARD) is None


async def test_a_card_that_the_platform_refuses_goes_out_once_more_in_words_alone():
    card = ReviewCard(a_draft("Fine."), Review((), "test@1"), SaferVersion())
    desk = Desk(Refused("invalid_blocks"))

    await desk.finish(card)

    assert desk.shown == [NoteCard(as_text(card))]


async def test_words_that_the_platform_refuses_are_given_up():
    desk = Desk(Refused("msg_too_long"))

    with pytest.raises(Undeliverable, match="msg_too_long"):
        await desk.finish()


async def test_a_worker_that_was_frozen_and_overtaken_does_not_overwrite_the_id():
    desk = Desk()
    frozen = await desk.book.intend(KEY, WARD, desk.platform.paces)
    await desk.finish()  # another worker: looks, finds nothing, posts

    with pytest.raises(Overtaken):
        await desk.book.settle(frozen, "sent", message_id="m99")

    assert desk.book.rows[KEY].message_id == "m1"


async def test_a_platform_that_is_not_connected_is_tried_again_later():
    sender = Sender(InMemoryOutboundBook(), InMemoryConversationBook(), {})

    with pytest.raises(DeliveryError, match="platform_not_connected"):
        await sender.finish(KEY, WARD, ANSWER)


async def test_a_card_that_takes_several_messages_is_sent_in_parts_and_each_of_them_once():
    desk = Desk()
    desk.platform.divides = 3

    for _ in range(2):
        await desk.announce()
        await desk.finish()

    assert desk.shown == [Part(ANSWER, 0), Part(ANSWER, 1), Part(ANSWER, 2)]
    assert desk.platform.calls == [f"post {KEY}", "update m1", f"post {KEY}:2", f"post {KEY}:3"]


async def test_what_was_said_before_a_crash_is_not_said_again():
    desk = Desk(None, None, Throttled(1))
    desk.platform.divides = 2
    await desk.announce()

    with pytest.raises(TryLater):
        await desk.finish()
    await desk.finish()

    assert desk.shown == [Part(ANSWER, 0), Part(ANSWER, 1)]


async def test_a_part_that_the_platform_refuses_goes_out_in_words_alone():
    desk = Desk(Refused("invalid_blocks"))
    desk.platform.divides = 2

    await desk.finish()

    assert desk.shown == [Part(ANSWER, 0, in_words=True), Part(ANSWER, 1)]
