"""The use cases of the digest: subscribe, change, preview, approve, hold, and the same words for everyone."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.cards import NoteCard, as_text
from bot.commands import Request
from bot.digest_card import DigestCard, Image, mix_alt
from bot.digest_commands import (
    ApproveDigests,
    DigestCommand,
    HoldDigests,
    PreviewDigest,
    ResumeDigests,
    ShowDigest,
    Subscribe,
    Unsubscribe,
)
from bot.digest_numbers import WeekNumbers
from bot.errors import BookUnavailable, CommandError
from bot.model import Actor
from bot.ports import LogQuery
from bot.service import Service
from tests.builders import a_decision
from tests.digests import ANN, MONDAY, THURSDAY, WARD, Desk, a_tip_entry, a_tip_pack, kept_by
from tests.fakes import FakeFingerprinter
from tests.packs import shipped


async def said(desk: Desk, command: DigestCommand, **more: object) -> str:
    return as_text(await desk.digests.answer(ANN, command, **{"where": WARD, **more}))  # type: ignore[arg-type]


async def test_the_first_subscription_takes_monday_at_nine_in_the_zone_of_the_place():
    desk = Desk()

    answer = await said(desk, Subscribe())

    assert "Mondays at 09:00 (America/Chicago), next on Monday 30 November 2026" in answer
    assert "Nobody has approved digests for your organization yet" in answer


async def test_a_place_whose_zone_nobody_knows_is_asked_for_it():
    card = await Desk().digests.answer(ANN, Subscribe(0), replace(WARD, zone=None))

    assert isinstance(card, NoteCard)
    assert card.failed
    assert "In which time zone" in card.text


async def test_subscribing_twice_says_that_it_comes_already():
    desk = Desk()
    await said(desk, Subscribe())

    assert "It comes here already" in await said(desk, Subscribe(0, time(9), "America/Chicago"))


async def test_a_change_keeps_what_is_not_named():
    desk = Desk()
    await said(desk, Subscribe(2, time(16, 30), "Europe/Berlin"))

    assert "Changed. The weekly digest now comes here on Fridays at 16:30 (Europe/Berlin)" in await said(
        desk, Subscribe(weekday=4)
    )


async def test_what_comes_here_is_shown_and_stopped():
    desk = Desk()
    assert "does not come here" in await said(desk, ShowDigest())
    await said(desk, Subscribe())
    assert "comes here on Mondays" in await said(desk, ShowDigest())

    assert "Done." in await said(desk, Unsubscribe())
    assert "nothing to stop" in await said(desk, Unsubscribe())


async def test_without_a_conversation_there_is_nowhere_to_send_it():
    assert "in the conversation where" in await said(Desk(), Subscribe(), where=None)


async def test_a_preview_fixes_nothing():
    desk = Desk()

    first = await said(desk, PreviewDigest())

    assert "This week's tip: Title of first" in first
    assert await desk.book.used("mercy") == ()


async def test_a_preview_of_a_later_week_shows_the_tip_whose_turn_it_will_be():
    desk = Desk(
        a_tip_pack(a_tip_entry("first"), a_tip_entry("second", pin="2026-12-14"), a_tip_entry("third"))
    )
    await said(desk, Subscribe())  # the first one goes out on Monday
    weeks = [MONDAY + number * timedelta(days=7) for number in range(4)]

    cards = [await desk.digests.preview("mercy", day) for day in weeks]

    assert [card.tip.id for card in cards if card] == ["first", "third", "second", "first"]
    assert [item.week for item in (await desk.digests.overview("mercy")).ahead][:4] == weeks


async def test_a_week_that_is_too_far_away_is_told():
    with pytest.raises(CommandError, match="more than 10 years"):
        await Desk().digests.preview("mercy", MONDAY + timedelta(days=4_000))


async def test_what_goes_out_late_does_not_take_the_turns_of_the_weeks_that_were_missed():
    desk = Desk()
    await said(desk, Subscribe())

    card = await desk.digests.card("mercy", MONDAY + timedelta(days=21))

    assert card is not None
    assert card.tip.id == "first"


async def test_everybody_of_an_organization_is_told_the_same_tip_in_a_week():
    desk = Desk()
    monday = await desk.digests.card("mercy", MONDAY)
    friday = await desk.digests.card("mercy", MONDAY + timedelta(days=4))
    elsewhere = await desk.digests.card("saint-anne", MONDAY)
    next_week = await desk.digests.card("mercy", MONDAY + timedelta(days=7))

    assert [card.tip.id for card in (monday, friday, elsewhere, next_week) if card] == [
        "first",
        "first",
        "first",
        "second",
    ]


async def test_a_tip_that_left_the_pack_meanwhile_gives_way_to_another():
    desk = Desk()
    await desk.digests.card("mercy", MONDAY)
    smaller = Desk(a_tip_pack(a_tip_entry("second")))
    smaller.digests._book = desk.book

    card = await smaller.digests.card("mercy", MONDAY)

    assert card is not None
    assert card.tip.id == "second"


async def test_a_pack_without_tips_has_no_digest():
    desk = Desk(a_tip_pack(a_tip_entry("first", status="off")))

    assert "no tip that is switched on" in await said(desk, PreviewDigest())
    assert await desk.digests.card("mercy", MONDAY) is None


async def test_approval_is_put_on_record_once_and_says_who():
    desk = Desk()

    assert "Approved by U-ann on 26 November 2026" in await said(desk, ApproveDigests())
    assert "Approved by U-ann" in await said(desk, ApproveDigests())

    assert [e.decision.event for e in await desk.log.find("mercy", LogQuery())] == ["digests_approved"]
    assert (await desk.book.standing("mercy")).obstacle is None


async def test_digests_are_held_and_let_go_and_both_are_on_record():
    desk = Desk()
    await said(desk, ApproveDigests())

    assert "Nothing is held" in await said(desk, ResumeDigests())
    assert "no digest of your organization goes out" in await said(desk, HoldDigests())
    assert "held already" in await said(desk, HoldDigests())
    assert (await desk.book.standing("mercy")).obstacle == "held"
    assert "held at the moment" in await said(desk, Subscribe())
    assert "go out again" in await said(desk, ResumeDigests())

    events = [entry.decision.event for entry in await desk.log.find("mercy", LogQuery())]
    assert events == ["digests_resumed", "digests_held", "digests_approved"]


@pytest.mark.parametrize("role", ["communications", "compliance", "privacy", "admin"])
async def test_those_who_decide_on_drafts_and_administrators_decide_about_digests(role: str):
    desk = Desk()

    card = await desk.digests.answer(Actor("U-bob", role, "mercy"), ApproveDigests(), WARD)

    assert "Approved by U-bob" in as_text(card)


@pytest.mark.parametrize("command", [ApproveDigests(), HoldDigests(), ResumeDigests()])
@pytest.mark.parametrize("role", ["author", "auditor", "communication", "ADMIN", ""])
async def test_nobody_else_approves_holds_or_lets_go(command: DigestCommand, role: str):
    desk = Desk(replace(a_tip_pack(), organization=kept_by("fake:U-ann")))
    if not isinstance(command, ApproveDigests):
        await desk.digests.answer(ANN, ApproveDigests(), WARD)
    if isinstance(command, ResumeDigests):
        await desk.digests.answer(ANN, HoldDigests(), WARD)
    before, entries = await desk.book.standing("mercy"), await desk.log.find("mercy", LogQuery())

    card = await desk.digests.answer(Actor("U-eve", role, "mercy"), command, WARD, platform="fake")

    assert isinstance(card, NoteCard)
    assert card.failed
    assert "That is for Keeper 1 to do; nothing was changed." in card.text
    assert await desk.book.standing("mercy") == before
    assert await desk.log.find("mercy", LogQuery()) == entries


async def test_somebody_whom_the_pack_names_needs_no_sign_in_on_the_own_platform():
    desk = Desk(replace(a_tip_pack(), organization=kept_by("fake:U-ann")))
    known = Actor("U-ann", tenant="mercy")

    elsewhere = await desk.digests.answer(known, ApproveDigests(), WARD, platform="other")
    card = await desk.digests.answer(known, ApproveDigests(), WARD, platform="fake")

    assert "nothing was changed" in as_text(elsewhere)
    assert "Approved by U-ann" in as_text(card)


async def test_at_a_terminal_digests_can_be_decided_about_where_the_pack_names_nobody():
    desk = Desk()
    operator = Actor("cli:root", tenant="mercy")

    chat = await desk.digests.answer(operator, ApproveDigests(), WARD, platform="fake")
    terminal = await desk.digests.answer(operator, ApproveDigests(), WARD, platform="cli")

    assert "names nobody who may do that" in as_text(chat)
    assert "bedside digest approve" in as_text(chat)
    assert "Approved by cli:root" in as_text(terminal)


async def test_what_cannot_be_recorded_is_not_done():
    desk = Desk()
    desk.log.down = True
    service = Service(desk.pack, desk.log, FakeFingerprinter(), desk.clock, digests=desk.digests)

    card = await service.handle(Request(ANN, "fake", ApproveDigests()), WARD)

    assert isinstance(card, NoteCard)
    assert card.failed
    assert (await desk.book.standing("mercy")).obstacle == "not_approved"


async def test_a_book_that_is_down_is_told_or_tried_again():
    desk = Desk()
    desk.book.down = True
    service = Service(desk.pack, desk.log, FakeFingerprinter(), desk.clock, digests=desk.digests)

    card = await service.handle(Request(ANN, "fake", Subscribe()), WARD)
    assert "Nothing was changed. The database is down." in as_text(card)
    with pytest.raises(BookUnavailable):
        await service.handle(Request(ANN, "fake", Subscribe(), key="fake:event:1"), WARD)


async def test_the_numbers_of_last_week_come_from_the_log_as_counts():
    desk = Desk(draw=lambda numbers, alt: Image(b"png", alt, 1, 1))
    for number in range(6):
        at = THURSDAY - timedelta(days=number % 3)
        await desk.log.record(
            a_decision(actor=Actor(f"U{number}", tenant="mercy"), at=at, findings=(), verdict="ok")
        )
    await desk.log.record(a_decision(actor=Actor("U1", tenant="mercy"), at=THURSDAY - timedelta(days=9)))

    card = await desk.digests.card("mercy", MONDAY)

    assert card is not None
    assert card.numbers is not None
    assert card.numbers.drafts == 6
    assert "Last week here: 6 drafts reviewed: 6 ready, 0 to improve, 0 not to publish." in as_text(card)
    assert card.image is not None
    assert card.image.alt == mix_alt(card.numbers)


async def test_a_week_that_is_not_over_shows_no_numbers_in_a_preview():
    desk = Desk()
    for number in range(6):
        await desk.log.record(a_decision(actor=Actor(f"U{number}", tenant="mercy"), at=THURSDAY))
    await said(desk, Subscribe())

    assert "are added when that week is over" in await said(desk, PreviewDigest())
    desk.clock.move(timedelta(days=4))
    assert "Last week here: 6 drafts" in await said(desk, PreviewDigest())


def test_a_card_in_plain_text_names_all_its_parts_in_order():
    tip = a_tip_pack().tips[0]
    card = DigestCard(
        MONDAY, tip, "Be accurate", "House (policy)", "https://example.org/p#g", WeekNumbers(12)
    )

    parts = [
        "This week's tip",
        tip.text,
        "In five minutes",
        "For example",
        "Be accurate",
        "https://",
        "12 drafts",
    ]
    places = [as_text(card).index(part) for part in parts]

    assert places == sorted(places)


async def test_every_answer_about_the_digest_offers_what_comes_next():
    desk = Desk()

    async def offered(command: DigestCommand) -> list[str]:
        card = await desk.digests.answer(ANN, command, WARD)
        return [button.words for button in card.buttons]

    assert await offered(ShowDigest()) == ["digest preview", "digest approve", "subscribe"]
    assert await offered(PreviewDigest()) == ["digest show", "digest approve"]
    await offered(ApproveDigests())
    assert await offered(Subscribe()) == ["digest preview", "subscribe", "unsubscribe"]
    assert await offered(HoldDigests()) == []
    assert await offered(ShowDigest()) == ["digest preview", "digest resume", "subscribe", "unsubscribe"]
    assert await offered(Unsubscribe()) == ["subscribe"]


async def test_a_digest_that_is_sent_can_be_stopped_where_it_is_read():
    card = await Desk().digests.card("mercy", MONDAY)

    assert card is not None
    assert [button.words for button in card.buttons] == ["digest show", "unsubscribe"]


@pytest.mark.parametrize(("people", "days", "wanted"), [(5, 30, True), (4, 30, False), (5, 29, False)])
async def test_a_subject_that_rests_for_a_month_is_told_where_five_people_wrote(
    people: int, days: int, wanted: bool
):
    desk = Desk(shipped())
    for number in range(people):
        at = desk.clock.now() - timedelta(days=2)
        await desk.log.record(a_decision(actor=Actor(f"U{number}", tenant="mercy"), at=at, findings=()))
    await desk.pillars.saw("mercy", ("access", "people"), ("people",), MONDAY - timedelta(days=days))
    await desk.pillars.saw("mercy", ("people",), ("people",), MONDAY - timedelta(days=2))

    card = await desk.digests.card("mercy", MONDAY)

    told = (
        "Nobody here wrote about this for a month: Access to care close to home. A question to begin with: "
    )
    assert (told in as_text(card)) is wanted
    assert (card.resting is not None) is wanted
    assert await desk.digests.card("mercy", MONDAY) == card
