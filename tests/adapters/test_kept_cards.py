"""Cards with buttons are kept for a week, encrypted, and forgotten when asked; the same on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from adapters.database.engine import Database
from adapters.database.kept_cards import SqlKeptCards
from adapters.database.outbound import SqlOutboundBook
from adapters.database.tables import kept_card
from adapters.kept import KeptCard
from adapters.keys import Cipher
from bot.delivery import Conversation, Pace, Paces
from tests.fakes import FixedClock

ANN, BEA = Conversation("teams", "mercy", "a:ann"), Conversation("teams", "mercy", "a:bea")
CARD = KeptCard("d1", "m1", '{"words": "selfie"}')
FAST = Paces(Pace(1000, 1000), Pace(1000, 1000))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def kept(database: Database, clock: FixedClock) -> SqlKeptCards:
    return SqlKeptCards(database, Cipher([bytes(32)]), clock)


async def test_a_card_is_recalled_in_its_own_conversation_only(kept: SqlKeptCards):
    await kept.keep(ANN, CARD)

    assert await kept.recall(ANN, "m1") == CARD
    assert await kept.recall(BEA, "m1") is None
    assert await kept.recall(ANN, "m2") is None


async def test_what_is_kept_again_takes_the_place_of_what_was_kept(kept: SqlKeptCards):
    await kept.keep(ANN, CARD)
    changed = KeptCard("d1", "m1", "{}")
    await kept.keep(ANN, changed)

    assert await kept.recall(ANN, "m1") == changed


async def test_no_word_of_it_is_readable_in_the_database(database: Database, kept: SqlKeptCards):
    await kept.keep(ANN, CARD)

    async with database.reader.connect() as connection:
        rows = (await connection.execute(select(kept_card))).all()
    assert "selfie" not in str(rows)


async def test_it_expires_after_a_week_and_is_then_gone(
    database: Database, kept: SqlKeptCards, clock: FixedClock
):
    await kept.keep(ANN, CARD)
    clock.move(timedelta(days=7, seconds=1))
    assert await kept.recall(ANN, "m1") is None

    await kept.keep(BEA, KeptCard("d2", "m2", "{}"))

    async with database.reader.connect() as connection:
        rows = (await connection.execute(select(kept_card.c.decision_id))).scalars().all()
    assert rows == ["d2"]


async def test_what_is_to_be_forgotten_is_gone_at_once(kept: SqlKeptCards):
    await kept.keep(ANN, CARD)
    await kept.forget(ANN, "m1")

    assert await kept.recall(ANN, "m1") is None


async def test_our_messages_about_an_event_are_found_with_its_later_forms_and_no_others(
    database: Database, kept: SqlKeptCards, clock: FixedClock
):
    book = SqlOutboundBook(database, clock)
    for key in ("t:a:1", "t:a:1:edit:x", "t:a:10", "T:A:1", "t%a:1:x", "t:a:1:waits"):
        message = await book.intend(key, ANN, FAST)
        if key != "t:a:1:waits":
            await book.settle(message, "settled", message_id=f"m-{key}")

    found = await kept.standing("t:a:1")

    assert [(s.key, s.conversation, s.message_id) for s in found] == [
        ("t:a:1", "a:ann", "m-t:a:1"),
        ("t:a:1:edit:x", "a:ann", "m-t:a:1:edit:x"),
    ]
