"""The Digests page: the next one, may it go out, whose turn it is, who gets it."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from html import unescape

import pytest

from adapters.server import create_app
from adapters.web.access import WebSettings
from bot.delivery import Conversation
from bot.digests import Digests
from bot.model import Actor
from bot.ports import LogQuery
from bot.schedule import Schedule
from bot.service import Service
from tests.builders import a_decision
from tests.digests import InMemorySubscriptionBook, a_tip_pack, kept_by
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.web import a_client, a_service, an_app, the_pack

LAST_WEEK = FixedClock().now() - timedelta(days=4)


async def get(service: Service, address: str = "/digests") -> str:
    async with a_client(create_app(service, settings=WebSettings())) as client:
        return (await client.get(address)).text


def plain(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def a_busy_week() -> InMemoryDecisionLog:
    log = InMemoryDecisionLog()
    for number in range(7):
        await log.record(a_decision(actor=Actor(f"U{number}"), verdict="ok", findings=(), at=LAST_WEEK))
    return log


async def test_the_next_digest_is_shown_with_its_parts():
    page = plain(await get(a_service()))

    for part in ("This week's tip: Ask before you show", "In five minutes", "Do one thing.", "For example"):
        assert part in page
    assert "Waiting for your approval." in page
    assert "Nobody yet" in page


async def test_every_tip_shows_its_guideline_and_its_turn():
    page = plain(await get(a_service()))

    assert "Look twice What it is about." in page
    assert "Pinned to the week of 2 February 2026" in page
    assert "Switched off" in page
    assert "Waiting" in page


async def test_another_week_can_be_looked_at_and_an_odd_one_counts_as_not_said():
    assert "This week's tip: Look twice" in plain(await get(a_service(), "/digests?week=2026-02-06"))
    for odd in ("soon", "0001-01-01", "9999-12-31", ""):
        assert "The next digest" in plain(await get(a_service(), f"/digests?week={odd}"))


async def test_numbers_come_with_a_picture_and_words_for_it():
    service = a_service(await a_busy_week())
    async with a_client(create_app(service, settings=WebSettings())) as client:
        page = (await client.get("/digests")).text
        picture = await client.get("/digests/picture")

    assert "Last week here: 7 drafts reviewed: 7 ready, 0 to improve, 0 not to publish." in page
    assert 'alt="A bar of last week&#39;s 7 drafts: 7 ready' in page
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


async def test_without_numbers_there_is_no_picture():
    async with a_client(an_app()) as client:
        assert (await client.get("/digests/picture")).status_code == 404
        assert "<img" not in (await client.get("/digests")).text.split("</header>", 1)[1]


async def test_approving_holding_and_letting_go_are_one_button_each_and_on_record():
    log = InMemoryDecisionLog()
    async with a_client(create_app(a_service(log), settings=WebSettings())) as client:
        assert "Approved by local" in (await client.post("/digests/approve")).text
        assert "Held." in (await client.post("/digests/hold")).text
        assert "Digests go out." in (await client.post("/digests/resume")).text
        assert "Digests approved" in (await client.get("/log")).text

    events = [entry.decision.event for entry in await log.find("local", LogQuery())]
    assert events == ["digests_resumed", "digests_held", "digests_approved"]


async def test_who_gets_it_is_listed_with_the_next_day():
    service = a_service()
    assert service.digests is not None
    book = service.digests._book
    await book.subscribe(
        Conversation("slack", "T1", "C-news"), "local", Schedule(2, time(9), "Europe/Berlin")
    )

    page = plain(await get(service))

    assert "C-news slack, T1 Wednesdays at 09:00 (Europe/Berlin) 26 November 2025" in page


async def test_a_tip_that_was_sent_is_shown_as_used():
    service = a_service()
    assert service.digests is not None
    await service.digests.card("local", date(2025, 11, 24))

    assert "Used, week of 24 November 2025" in plain(await get(service))


async def test_who_may_not_approve_is_told_who_may_and_finds_no_button():
    pack = a_tip_pack()
    service = Service(
        replace(pack, organization=kept_by("slack:U1")),
        InMemoryDecisionLog(),
        FakeFingerprinter(),
        FixedClock(),
    )
    service.digests = Digests(
        service.pack, InMemoryDecisionLog(), InMemorySubscriptionBook(FixedClock()), FixedClock()
    )
    async with a_client(create_app(service, settings=WebSettings())) as client:
        page = (await client.get("/digests")).text
        refused = plain((await client.post("/digests/approve")).text)

    assert 'action="/digests/approve"' not in page
    assert "that is for Keeper 1, once signed in" in plain(page)
    assert "That is for Keeper 1 to do; nothing was changed." in refused
    assert "Waiting for your approval." in refused


@pytest.mark.parametrize(("method", "path"), [("POST", "/digests/explode"), ("GET", "/digests/approve")])
async def test_what_the_page_does_not_offer_is_refused(method: str, path: str):
    async with a_client(an_app()) as client:
        assert (await client.request(method, path)).status_code in {404, 405}


async def test_another_site_cannot_approve_for_you():
    async with a_client(an_app(), **{"Sec-Fetch-Site": "cross-site"}) as client:
        assert (await client.post("/digests/approve")).status_code == 403


async def test_a_service_without_digests_says_so():
    bare = Service(the_pack(), InMemoryDecisionLog(), FakeFingerprinter(), FixedClock())

    assert "Weekly digests are not available here." in await get(bare)
