"""What the books of messages and conversations promise: one suite on fakes and on both databases."""

from datetime import timedelta

import pytest

from adapters.database.conversations import SqlConversationBook
from adapters.database.outbound import SqlOutboundBook
from bot.delivery import Conversation, Pace, Paces
from bot.errors import Overtaken, TryLater
from bot.ports import ConversationBook, OutboundBook
from tests.builders import WARD
from tests.fakes import FixedClock, InMemoryConversationBook, InMemoryOutboundBook

FREE = Paces(Pace(1000, 1000), Pace(1000, 1000))
SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
TEAMS = Conversation(
    "teams", "t1", "19:a", reference={"service_url": "https://smba.example"}, zone="Europe/Rome"
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(params=["memory", *SQL])
def outbound(request: pytest.FixtureRequest, clock: FixedClock) -> OutboundBook:
    if request.param == "memory":
        return InMemoryOutboundBook()
    return SqlOutboundBook(request.getfixturevalue(request.param), clock)


@pytest.fixture(params=SQL)
def paced(request: pytest.FixtureRequest, clock: FixedClock) -> SqlOutboundBook:
    return SqlOutboundBook(request.getfixturevalue(request.param), clock)


@pytest.fixture(params=["memory", *SQL])
def conversations(request: pytest.FixtureRequest, clock: FixedClock) -> ConversationBook:
    if request.param == "memory":
        return InMemoryConversationBook(clock)
    return SqlConversationBook(request.getfixturevalue(request.param), clock)


async def test_an_intent_is_written_once_and_found_again(outbound: OutboundBook):
    assert await outbound.standing("k") is None

    message = await outbound.intend("k", WARD, FREE)

    assert (message.state, message.message_id, message.attempts) == ("intended", None, 1)
    assert await outbound.standing("k") == message
    with pytest.raises(Overtaken):
        await outbound.intend("k", WARD, FREE)


async def test_what_became_of_it_is_kept_with_its_id(outbound: OutboundBook):
    message = await outbound.intend("k", WARD, FREE)

    sent = await outbound.settle(message, "sent", message_id="17.5")

    assert (sent.state, sent.message_id) == ("sent", "17.5")
    assert await outbound.standing("k") == sent


async def test_only_one_of_two_that_try_again_may(outbound: OutboundBook):
    first = await outbound.intend("k", WARD, FREE)

    second = await outbound.intend("k", WARD, FREE, after=first)

    assert second.attempts == 2
    with pytest.raises(Overtaken):
        await outbound.intend("k", WARD, FREE, after=first)
    with pytest.raises(Overtaken):
        await outbound.settle(first, "sent", message_id="late")
    assert await outbound.standing("k") == second


async def test_a_conversation_is_spoken_in_no_faster_than_its_pace(paced: SqlOutboundBook, clock: FixedClock):
    paces = Paces(conversation=Pace(per_s=1, burst=2), tenant=Pace(1000, 1000))
    await paced.intend("1", WARD, paces)
    await paced.intend("2", WARD, paces)

    with pytest.raises(TryLater) as caught:
        await paced.intend("3", WARD, paces)
    assert 0.9 <= caught.value.after <= 1.0
    assert await paced.standing("3") is None

    clock.move(timedelta(seconds=1))
    await paced.intend("3", WARD, paces)


async def test_a_tenant_has_a_pace_over_all_its_conversations(paced: SqlOutboundBook):
    paces = Paces(conversation=Pace(1000, 1000), tenant=Pace(per_s=10, burst=1))
    await paced.intend("1", WARD, paces)

    with pytest.raises(TryLater):
        await paced.intend("2", Conversation("fake", "mercy", "C-other"), paces)
    await paced.intend("3", Conversation("fake", "saint-anne", "C-ward"), paces)


async def test_a_clock_that_is_set_back_a_day_holds_nobody_up(paced: SqlOutboundBook, clock: FixedClock):
    paces = Paces(conversation=Pace(per_s=1, burst=1), tenant=Pace(1000, 1000))
    await paced.intend("1", WARD, paces)

    clock.move(timedelta(days=-1))

    await paced.intend("2", WARD, paces)


async def test_a_conversation_is_remembered_as_it_was_last_seen(conversations: ConversationBook):
    assert await conversations.recall("teams", "t1", "19:a") is None
    await conversations.remember(
        Conversation("teams", "t1", "19:a", reference={"service_url": "https://old"})
    )

    await conversations.remember(TEAMS)

    assert await conversations.recall("teams", "t1", "19:a") == TEAMS
    assert await conversations.recall("teams", "t2", "19:a") is None


async def test_a_dead_conversation_says_why_until_somebody_speaks_there(conversations: ConversationBook):
    await conversations.remember(TEAMS)
    assert await conversations.dead_reason(TEAMS) is None

    await conversations.mark_dead(TEAMS, "is_archived")
    assert await conversations.dead_reason(TEAMS) == "is_archived"

    await conversations.remember(TEAMS)
    assert await conversations.dead_reason(TEAMS) is None


async def test_a_dead_installation_is_a_dead_conversation_until_it_is_installed_again(
    conversations: ConversationBook,
):
    other = Conversation("teams", "t1", "19:b")
    await conversations.remember(TEAMS)
    await conversations.mark_dead(other, "not_in_channel")
    await conversations.mark_dead(TEAMS, "token_revoked", whole_tenant=True)
    assert await conversations.dead_reason(TEAMS) == "token_revoked"
    assert await conversations.dead_reason(Conversation("teams", "t2", "19:a")) is None

    assert await conversations.revive_tenant("teams", "t1") == 1

    assert await conversations.dead_reason(TEAMS) is None
    assert await conversations.dead_reason(other) is None


async def test_what_was_given_up_after_a_moment_is_not_revived_by_what_was_known_then(
    conversations: ConversationBook, clock: FixedClock
):
    early, late = Conversation("teams", "t1", "19:early"), Conversation("teams", "t1", "19:late")
    await conversations.mark_dead(early, "not_in_channel")
    clock.move(timedelta(seconds=1))
    asked = clock.now()
    await conversations.mark_dead(late, "not_in_channel")

    assert await conversations.revive_tenant("teams", "t1", before=asked) == 1
    assert [await conversations.dead_reason(place) for place in (early, late)] == [None, "not_in_channel"]

    await conversations.mark_dead(TEAMS, "uninstalled", whole_tenant=True)
    assert await conversations.revive_tenant("teams", "t1", before=asked) == 0
    assert await conversations.dead_reason(early) == "uninstalled"


async def test_each_living_installation_of_a_platform_can_be_spoken_through(
    conversations: ConversationBook, clock: FixedClock
):
    other = Conversation("teams", "t2", "19:b")
    for seen in (TEAMS, other, WARD):
        await conversations.remember(seen)
        clock.move(timedelta(seconds=1))

    assert await conversations.installations("teams") == (other, TEAMS)
    await conversations.mark_dead(other, "uninstalled", whole_tenant=True)
    assert await conversations.installations("teams") == (TEAMS,)
    await conversations.mark_dead(TEAMS, "is_archived")
    assert await conversations.installations("teams") == ()
    assert await conversations.installations("slack") == ()
