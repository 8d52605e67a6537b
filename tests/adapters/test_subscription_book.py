"""What every SubscriptionBook promises: the same suite on the fake, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from adapters.database.digest_sweep import DigestSweeper
from adapters.database.inbox import SqlInbox
from adapters.database.subscription_book import SqlSubscriptionBook
from bot.delivery import Conversation
from bot.digest_book import SubscriptionBook, Week
from bot.digest_numbers import READY, Share, WeekNumbers
from bot.schedule import Schedule
from bot.tips import Used
from tests.adapters.workshops import CIPHER, engine_for
from tests.digests import MONDAY, THURSDAY, WARD, InMemorySubscriptionBook
from tests.fakes import FixedClock

NINE = Schedule(0, time(9), "America/Chicago")
OTHER = Conversation("fake", "T1", "C-other")
CLOCK = FixedClock(THURSDAY)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def book(request: pytest.FixtureRequest) -> SubscriptionBook:
    if request.param == "memory":
        return InMemorySubscriptionBook(CLOCK)
    return SqlSubscriptionBook(request.getfixturevalue(request.param), CLOCK)


async def queue(book: SubscriptionBook, day: date, where: Conversation = WARD) -> None:
    """As a sweeper does."""
    if isinstance(book, InMemorySubscriptionBook):
        book.queue(where, "mercy", day)
        return
    assert isinstance(book, SqlSubscriptionBook)
    database = book._database
    sweeper = DigestSweeper(database, SqlInbox(database, engine_for(database), CIPHER, CLOCK), CLOCK)
    assert await sweeper.send_now(where, "mercy", day, again=False)


async def test_a_subscription_is_kept_with_its_next_run(book: SubscriptionBook):
    made = await book.subscribe(WARD, "mercy", NINE)

    kept = await book.subscription(WARD)

    assert kept is not None
    assert (kept.schedule, kept.next, kept.organization) == (NINE, made.next, "mercy")
    assert kept.conversation.lock == WARD.lock
    assert kept.next.day == MONDAY


async def test_subscribing_again_changes_the_one_there_is(book: SubscriptionBook):
    await book.subscribe(WARD, "mercy", NINE)

    await book.subscribe(WARD, "mercy", replace(NINE, weekday=4))

    (kept,) = await book.subscriptions("mercy")
    assert kept.schedule.weekday == 4
    assert kept.next.day == MONDAY - timedelta(days=3)


async def test_a_week_that_has_its_digest_gets_no_second_one_by_changing_the_day(book: SubscriptionBook):
    await queue(book, THURSDAY.date())

    made = await book.subscribe(WARD, "mercy", replace(NINE, weekday=5))

    assert made.next.day == date(2026, 12, 5)


async def test_a_week_that_was_skipped_may_still_have_one(book: SubscriptionBook):
    await queue(book, THURSDAY.date())
    await book.settle(WARD, THURSDAY.date(), "skipped", "held")

    made = await book.subscribe(WARD, "mercy", replace(NINE, weekday=5))

    assert made.next.day == date(2026, 11, 28)


async def test_an_organization_sees_its_own_the_next_first(book: SubscriptionBook):
    await book.subscribe(WARD, "mercy", replace(NINE, weekday=2))
    await book.subscribe(OTHER, "mercy", replace(NINE, weekday=1))
    await book.subscribe(Conversation("fake", "T2", "C-ward"), "saint-anne", NINE)

    assert [item.conversation.id for item in await book.subscriptions("mercy")] == ["C-other", "C-ward"]
    assert len(await book.subscriptions("mercy", limit=1)) == 1
    assert len(await book.subscriptions("saint-anne")) == 1


async def test_it_is_forgotten_once(book: SubscriptionBook):
    await book.subscribe(WARD, "mercy", NINE)

    assert await book.unsubscribe(WARD) is True
    assert await book.unsubscribe(WARD) is False
    assert await book.subscription(WARD) is None


async def test_what_became_of_a_digest_is_written_down_and_sent_stays_sent(book: SubscriptionBook):
    await queue(book, MONDAY)
    await book.settle(WARD, MONDAY, "sent")
    await book.settle(WARD, MONDAY, "skipped", "late")

    (sending,) = await book.sendings("mercy")

    assert (sending.day, sending.state, sending.code) == (MONDAY, "sent", "")
    assert await book.sendings("saint-anne") == ()


async def test_the_first_that_makes_a_week_fixes_it_for_all(book: SubscriptionBook):
    numbers = WeekNumbers(12, (Share(READY, 12),), 0, 0, "do.test")

    first = await book.keep_week("mercy", Week(MONDAY, "first", numbers))
    second = await book.keep_week("mercy", Week(MONDAY, "second"))
    elsewhere = await book.keep_week("saint-anne", Week(MONDAY, "second"))

    assert first == second == await book.week("mercy", MONDAY) == Week(MONDAY, "first", numbers)
    assert elsewhere.tip == "second"
    assert await book.week("mercy", MONDAY + timedelta(days=7)) is None


async def test_many_that_make_a_week_at_once_agree(book: SubscriptionBook):
    made = await asyncio.gather(*(book.keep_week("mercy", Week(MONDAY, f"tip-{n}")) for n in range(8)))

    assert len({week.tip for week in made}) == 1


async def test_the_tips_that_were_used_are_remembered_in_order(book: SubscriptionBook):
    for number in (2, 0, 1):
        week = MONDAY + timedelta(days=7 * number)
        await book.keep_week("mercy", Week(week, f"tip-{number}"))

    assert await book.used("mercy") == tuple(
        Used(MONDAY + timedelta(days=7 * number), f"tip-{number}") for number in range(3)
    )


async def test_nothing_may_go_out_until_a_person_approves_or_while_one_holds_it(book: SubscriptionBook):
    assert (await book.standing("mercy")).obstacle == "not_approved"
    await book.approve("mercy", "U-ann")
    assert (await book.standing("mercy")).obstacle is None
    await book.hold("mercy", "U-bob")
    assert (await book.standing("mercy")).obstacle == "held"
    await book.hold("mercy", None)

    standing = await book.standing("mercy")
    assert standing.obstacle is None
    assert (standing.approved_by, standing.approved_at, standing.held_by) == ("U-ann", THURSDAY, None)
    assert (await book.standing("saint-anne")).obstacle == "not_approved"
