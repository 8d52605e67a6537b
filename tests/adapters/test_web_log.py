"""The decision log page: entries, filters, one entry whole, the chain, the export."""

import json
import re

import pytest

from adapters.web.log_pages import PAGE_SIZE, Filters
from bot.errors import LogUnavailable
from bot.model import Actor, FindingRecord
from bot.ports import ChainStatus, Entry, LogQuery
from tests.builders import a_decision
from tests.fakes import InMemoryDecisionLog
from tests.web import SELFIE, a_client, an_app


async def a_log(*decisions: object) -> InMemoryDecisionLog:
    log = InMemoryDecisionLog()
    for decision in decisions:
        await log.record(decision)  # type: ignore[arg-type]
    return log


async def get(log: InMemoryDecisionLog, address: str) -> str:
    async with a_client(an_app(log)) as client:
        return (await client.get(address)).text


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'aria-label="Entry (\d+)"', page)]


async def test_an_empty_log_says_how_the_first_entry_comes_about():
    assert "Nothing here yet" in await get(await a_log(), "/log")


async def test_entries_come_newest_first_with_verdict_category_and_person():
    log = await a_log(a_decision(), a_decision(verdict="ok", findings=(), actor=Actor("ana")))

    page = await get(log, "/log")

    assert numbers(page) == [2, 1]
    assert "phi.name" in page
    assert "ana" in page
    assert "2026-03-02 12:00:00 UTC" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verdict=ok", [2]),
        ("category=phi.name", [1]),
        ("person=ana", [2]),
        ("since=2026-03-03", []),
        ("until=2026-03-02", [2, 1]),
        ("verdict=block&person=ana", []),
        ("verdict=perhaps&since=yesterday&before=-1", [2, 1]),
    ],
)
async def test_entries_are_filtered_by_what_the_address_says(query: str, found: list[int]):
    log = await a_log(a_decision(), a_decision(verdict="ok", findings=(), actor=Actor("ana")))

    page = await get(log, f"/log?{query}")

    assert numbers(page) == found
    assert ("No entry fits" in page) is (found == [])


async def test_older_entries_are_a_page_away_and_the_filters_stay():
    log = await a_log(*(a_decision() for _ in range(PAGE_SIZE + 2)))

    first = await get(log, "/log?verdict=block")
    older = re.search(r'href="([^"]+)" rel="next"', first)
    assert older is not None
    second = await get(log, older[1].replace("&amp;", "&"))

    assert "verdict=block" in older[1]
    assert numbers(first) == list(range(PAGE_SIZE + 2, 2, -1))
    assert numbers(second) == [2, 1]
    assert 'rel="next"' not in second


def test_a_filter_that_is_far_too_long_is_cut():
    assert len(Filters.of({"category": "a" * 10_000, "before": "9" * 10_000}).address()) < 200


async def test_one_entry_is_shown_whole():
    log = await a_log(a_decision())

    page = await get(log, "/log/entry1")

    entry = await log.entry("local", "entry1")
    assert entry is not None
    for said in (
        entry.entry_hash,
        entry.previous_hash,
        "ab" * 32,
        "phi.name.title",
        "0 to 4",
        "test@1",
        "42",
    ):
        assert said in page


async def test_a_disagreement_leads_to_the_entry_it_is_about():
    log = await a_log(
        a_decision(),
        a_decision(
            event="disagreed",
            kind=None,
            outlet=None,
            fingerprint=None,
            length=None,
            verdict=None,
            findings=(),
            subject="entry1",
            details={"rule": "phi.name.title", "reason": "matter_of_taste"},
        ),
    )

    page = await get(log, "/log/entry2")

    assert 'href="/log/entry1"' in page
    assert "It is a matter of taste" in page


async def test_a_finding_about_something_missing_is_shown_so():
    log = await a_log(
        a_decision(findings=(FindingRecord("reply.no.route", "reply.no", "revise", None, None),))
    )

    assert "something missing" in await get(log, "/log/entry1")


async def test_a_version_for_an_outlet_is_no_review_and_has_no_places():
    log = await a_log(
        a_decision(),
        a_decision(
            "adapted",
            outlet="x",
            subject="entry1",
            findings=(FindingRecord("phi.name.title", "phi.name", "block", None, None),),
        ),
    )

    listed, entry = await get(log, "/log"), await get(log, "/log/entry2")

    assert "Version for an outlet" in listed
    assert "not kept" in entry
    assert "something missing" not in entry


async def test_an_entry_that_is_not_there_is_told():
    async with a_client(an_app()) as client:
        response = await client.get("/log/nothing")

    assert response.status_code == 404
    assert "No entry of the log has this number." in response.text


async def test_no_page_of_the_log_holds_a_word_of_a_draft():
    log = InMemoryDecisionLog()
    async with a_client(an_app(log)) as client:
        await client.post("/review", data={"draft": SELFIE, "kind": "post", "outlet": "x"})
        pages = [await client.get(path) for path in ("/log", "/log/entry1", "/log/export")]

    assert all(page.status_code == 200 and "morning" not in page.text for page in pages)


@pytest.mark.parametrize("headers", [{}, {"X-Bedside": "fragment"}])
async def test_the_chain_is_checked_when_somebody_asks(headers: dict[str, str]):
    log = await a_log(a_decision(), a_decision())
    async with a_client(an_app(log)) as client:
        page = (await client.post("/log/chain", headers=headers)).text

    assert "The chain is whole." in page
    assert "2 entries" in page
    assert ("<!doctype html>" in page) is (headers == {})


class _DamagedLog(InMemoryDecisionLog):
    async def verify(self, tenant: str) -> ChainStatus:
        return ChainStatus(3, ("Entry 2 was changed.",))


async def test_a_chain_that_is_not_whole_names_each_problem():
    async with a_client(an_app(_DamagedLog())) as client:
        page = (await client.post("/log/chain")).text

    assert "The chain is not whole." in page
    assert "Entry 2 was changed." in page


async def test_the_export_is_json_lines_and_is_itself_on_record():
    log = await a_log(a_decision())
    async with a_client(an_app(log)) as client:
        response = await client.get("/log/export")

    lines = [json.loads(line) for line in response.text.splitlines()]
    assert response.headers["content-disposition"].startswith('attachment; filename="bedside-log-')
    assert [line["entry"]["event"] for line in lines if "entry" in line] == ["reviewed", "exported"]


class _UnreadableLog(InMemoryDecisionLog):
    async def find(self, tenant: str, query: LogQuery) -> tuple[Entry, ...]:
        raise LogUnavailable("The decision log cannot be read right now.")


async def test_a_log_that_cannot_be_read_is_told_without_a_trace():
    async with a_client(an_app(_UnreadableLog())) as client:
        response = await client.get("/log")

    assert response.status_code == 503
    assert "The decision log cannot be read right now." in response.text
    assert "Traceback" not in response.text
