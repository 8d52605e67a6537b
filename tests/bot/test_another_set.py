"""Another set of replies, asked for by a button that carries no word of the review."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.another_set import GONE, as_complaint, as_draft
from bot.cards import Card, NoteCard
from bot.commands import AnotherSet, Command, Request, RespondToReview
from bot.desk import NOT_FOUND, DeskBooks
from bot.model import Actor, Complaint, Outlet
from bot.reply_cards import RespondCard
from bot.service import Service
from tests.builders import NOON
from tests.case_fakes import InMemoryCaseBook
from tests.desk_fakes import InMemoryDraftShelf, InMemoryRegisterBook, InMemorySubmissionBook
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped

RUDE = Complaint("Two hours in the waiting room and the front desk was rude to me.", Outlet.YELP, 1)


class Office:
    def __init__(self) -> None:
        self.clock = FixedClock(NOON)
        self.log = InMemoryDecisionLog()
        books = DeskBooks(
            InMemorySubmissionBook(self.log),
            InMemoryDraftShelf(self.clock, self.log),
            InMemoryRegisterBook(self.log),
            InMemoryCaseBook(self.log),
            lambda: "s1",
        )
        self.service = Service(shipped(), self.log, FakeFingerprinter(), self.clock, books=books)

    async def ask(self, command: Command, name: str = "U1", platform: str = "slack") -> Card:
        return await self.service.handle(Request(Actor(name), platform, command))

    async def replies(self, command: Command) -> RespondCard:
        card = await self.ask(command)
        assert isinstance(card, RespondCard), card
        return card


@pytest.fixture
def office() -> Office:
    return Office()


async def test_each_press_brings_the_next_set_for_the_same_review(office: Office):
    first = await office.replies(RespondToReview(RUDE))
    second = await office.replies(AnotherSet(first.decision_id or ""))
    third = await office.replies(AnotherSet(second.decision_id or ""))

    assert [card.another for card in (first, second, third)] == [0, 1, 2]
    assert second.complaint == RUDE
    assert {r.text for r in first.replies} != {r.text for r in second.replies}
    assert second.triage == first.triage


async def test_only_whoever_asked_gets_more_of_it(office: Office):
    first = await office.replies(RespondToReview(RUDE))

    assert await office.ask(AnotherSet(first.decision_id or ""), "U2") == NOT_FOUND
    assert await office.ask(AnotherSet("nothing")) == NOT_FOUND


async def test_once_the_review_is_gone_it_has_to_be_pasted_again(office: Office):
    first = await office.replies(RespondToReview(RUDE))
    office.clock.move(timedelta(days=1))

    assert await office.ask(AnotherSet(first.decision_id or "")) == NoteCard(GONE, failed=True)


async def test_the_page_sends_the_review_along_so_nothing_is_kept_for_it(office: Office):
    card = await office.ask(RespondToReview(RUDE), platform="web")

    assert await office.ask(AnotherSet(card.decision_id or ""), platform="web") == NoteCard(GONE, failed=True)


@given(st.text(), st.sampled_from(list(Outlet)), st.one_of(st.none(), st.integers(1, 5)), st.booleans())
def test_what_is_kept_of_a_review_is_the_whole_of_it(
    text: str, outlet: Outlet, stars: int | None, answered: bool
):
    complaint = Complaint(text, outlet, stars, answered)

    assert as_complaint(as_draft(complaint)) == complaint
