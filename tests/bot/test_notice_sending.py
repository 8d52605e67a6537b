"""A notice finds its person on whichever platform is connected, once, and nobody where it is no news."""

from dataclasses import replace

import pytest

from bot.approval import ReturnReason
from bot.cards import as_text
from bot.delivery import Conversation, Throttled
from bot.desk_commands import Action, Decide
from bot.errors import TryLater
from bot.notice_sending import NoticeSending
from bot.reaching import Reaching
from bot.sending import Sender
from tests.builders import WARD
from tests.desks import OK, DeskWorld
from tests.fakes import FakeMessenger, InMemoryConversationBook, InMemoryOutboundBook

PEOPLE = (
    {"id": "ann", "name": "Ann Author", "accounts": ["fake:U-ann"]},
    {"id": "dana", "name": "Dana Chief", "roles": ["communications"], "accounts": ["other:1", "fake:U-dana"]},
    {"id": "carl", "name": "Carl Comms", "roles": ["communications"]},
    {"id": "pia", "name": "Pia Privacy", "roles": ["privacy"]},
    {"id": "cleo", "name": "Cleo Compliance", "roles": ["compliance"]},
)


class Town:
    """A desk and one connected platform, with two installations."""

    def __init__(self, *outcomes: Throttled | None) -> None:
        self.world = DeskWorld(people=PEOPLE)
        self.messenger = FakeMessenger(*outcomes)
        self.conversations = InMemoryConversationBook()
        sender = Sender(InMemoryOutboundBook(), self.conversations, {"fake": self.messenger})
        desk = self.world.service.desk
        assert desk is not None
        self.sending = NoticeSending(desk, Reaching(desk.policy, self.conversations, sender))

    async def send_all(self) -> list[bool]:
        return [await self.sending.send(notice) for notice in self.world.submissions.told]

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(where, as_text(card)) for where, card in self.messenger.said]  # type: ignore[arg-type]


@pytest.fixture
async def town() -> Town:
    town = Town()
    await town.conversations.remember(WARD)
    return town


async def test_an_approver_is_asked_in_a_direct_message_that_holds_nothing_of_the_draft(town: Town):
    sent = (await town.world.sent()).submission

    assert await town.send_all() == [False, True]  # Carl has no account there
    assert await town.send_all() == [False, True]

    ((where, words),) = town.said
    assert where == "dm-U-dana"
    assert words.startswith("Ann Author asks you to decide on a draft.")
    assert f"Look at it: show {sent.id}" in words
    assert OK not in words


async def test_the_author_hears_what_was_decided(town: Town):
    sent = (await town.world.sent()).submission
    await town.world.ask("dana", Decide(sent.id, Action.RETURN, reason=ReturnReason.TONE))

    assert await town.send_all() == [False, False, True]

    assert [where for where, _ in town.said] == ["dm-U-ann"]
    assert "Dana Chief returned your LinkedIn post." in town.said[0][1]


async def test_an_author_whom_no_pack_names_is_told_where_the_account_is(town: Town):
    card = await town.world.review("ann")
    sent = (await town.world.sent()).submission
    town.world.submissions.rows["local", sent.id] = replace(sent, author="fake:U-guest")
    await town.world.ask("dana", Decide(sent.id, Action.APPROVE, sent.version.fingerprint))

    assert await town.sending.send(town.world.submissions.told[-1])

    assert town.said[0][0] == "dm-U-guest"
    assert card.decision_id


async def test_somebody_unknown_in_one_installation_is_looked_for_in_the_next(town: Town):
    await town.conversations.remember(Conversation("fake", "t9", "C9"))
    town.messenger.strangers.add("U-dana")
    await town.world.sent()

    assert await town.send_all() == [False, False]
    town.messenger.strangers.clear()
    assert await town.send_all() == [False, True]
    assert len(town.said) == 1


async def test_a_platform_that_asks_to_wait_is_asked_again():
    town = Town(Throttled(3))
    await town.conversations.remember(WARD)
    await town.world.sent()

    with pytest.raises(TryLater):
        await town.send_all()
    assert await town.send_all() == [False, True]
