"""An event is answered: placeholder, review, answer; once, however often it runs."""

import pytest

from bot.answering import POINTER, UNREACHABLE, Answering, apology
from bot.cards import NoteCard, ReviewCard
from bot.delivery import Dead
from bot.errors import LogUnavailable
from bot.model import Actor
from bot.ports import LogQuery
from bot.sending import Sender
from bot.service import Service
from tests.builders import a_pack, a_rule, an_event
from tests.fakes import (
    FakeFingerprinter,
    FakeMessenger,
    FixedClock,
    InMemoryConversationBook,
    InMemoryDecisionLog,
    InMemoryOutboundBook,
)


class Ward:
    """Everything behind a platform, in memory."""

    def __init__(self) -> None:
        self.log = InMemoryDecisionLog()
        self.platform = FakeMessenger()
        pack = a_pack(a_rule({"phrases": ["gadget"]}))
        self.service = Service(pack, self.log, FakeFingerprinter(), FixedClock())
        sender = Sender(InMemoryOutboundBook(), InMemoryConversationBook(), {"fake": self.platform})
        self.answering = Answering(self.service, sender)

    async def decisions(self) -> int:
        return len((await self.service.entries(Actor("U-ann"), LogQuery(), "web")).entries)


@pytest.fixture
def ward() -> Ward:
    return Ward()


async def test_a_draft_is_answered_where_it_was_asked(ward: Ward):
    await ward.answering.answer(an_event())

    ((where, card),) = ward.platform.said
    assert where == "C-ward"
    assert isinstance(card, ReviewCard)
    assert card.decision_id is not None


async def test_an_event_that_is_answered_twice_has_one_answer_and_one_decision(ward: Ward):
    await ward.answering.answer(an_event())
    await ward.answering.answer(an_event())

    assert len(ward.platform.said) == 1
    assert await ward.decisions() == 1


async def test_whoever_cannot_be_reached_in_private_is_told_where_they_asked_and_nothing_else(ward: Ward):
    async def refused(*_: object) -> Dead:
        return Dead("not_installed")

    ward.platform.private = refused  # type: ignore[method-assign]

    await ward.answering.answer(an_event(privately="U-ann"))

    assert ward.platform.said == [("C-ward", UNREACHABLE)]
    assert await ward.decisions() == 0


async def test_a_sentence_that_is_known_already_gets_no_placeholder(ward: Ward):
    await ward.answering.answer(an_event(refusal="Hello."))

    assert ward.platform.calls == ["post fake:event:1"]


async def test_a_private_answer_leaves_only_a_pointer_among_others(ward: Ward):
    await ward.answering.answer(an_event(privately="U-ann"))

    (private, card), pointer = ward.platform.said
    assert private == "dm-U-ann"
    assert isinstance(card, ReviewCard)
    assert pointer == ("C-ward", POINTER)


async def test_a_draft_that_cannot_be_reviewed_is_told_so_and_not_tried_again(ward: Ward):
    await ward.answering.answer(an_event(text="  "))

    ((_, card),) = ward.platform.said
    assert isinstance(card, NoteCard)
    assert card.failed
    assert "The draft is empty" in card.text


async def test_an_event_that_was_refused_at_the_door_is_told_why(ward: Ward):
    await ward.answering.answer(an_event(refusal="Too long."))

    assert ward.platform.said == [("C-ward", NoteCard("Too long.", failed=True))]
    assert await ward.decisions() == 0


async def test_a_log_that_is_down_leaves_the_placeholder_and_is_tried_again(ward: Ward):
    ward.log.down = True
    with pytest.raises(LogUnavailable):
        await ward.answering.answer(an_event())

    ward.log.down = False
    await ward.answering.answer(an_event())

    assert len(ward.platform.said) == 1
    assert await ward.decisions() == 1


async def test_an_apology_takes_the_placeholders_place(ward: Ward):
    ward.log.down = True
    with pytest.raises(LogUnavailable):
        await ward.answering.answer(an_event())

    await ward.answering.apologize(an_event())

    assert ward.platform.said == [("C-ward", apology(an_event().key))]
