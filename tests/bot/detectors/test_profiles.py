"""Links judged by their shape, years that have passed, ties that a profile does not name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detectors.catalog import CATALOG
from bot.model import Context, Draft, Kind
from bot.page import Page

ODD = {"closed": ["plus.google.com", "vine.co"], "short": ["bit.ly"]}
DAY = date(2026, 3, 2)


def found(text: str, detector: str, options: dict[str, object], hits=(), **known: object) -> list[str]:
    draft = Draft(text, Kind.PROFILE, context=Context(as_of=DAY, **known))  # type: ignore[arg-type]
    page = Page(draft)
    return [
        page.typed[one.start : one.end] if one.start is not None else "missing"
        for one in CATALOG[detector].find(page, hits, options)
    ]


@pytest.mark.parametrize(
    "link",
    [
        "https://hospital",
        "http://localhost:8080/me",
        "https://intranet.hospital.local/me",
        "https://10.0.0.7/me",
        "https://plus.google.com/u/zoe",
        "https://www.vine.co/zoe",
        "https://bit.ly/3xYz",
        "https://www.example.com",
        "http:/hospital.org",
        "https//hospital.org",
        "htp://hospital.org",
        "https://-hospital-.org",
        "www.hospital",
    ],
)
def test_a_link_that_by_its_shape_leads_nowhere_is_pointed_at(link: str):
    assert found(f"More at {link} today", "odd_link", ODD) == [link]
    assert found(f"More (at {link}).", "odd_link", ODD) == [link]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.hospital.org",
        "http://hospital.org/team?member=7#bio",
        "https://user@hospital.org",
        "www.hospital.co.uk/me",
        "https://münchen.de",
        "https://habit.ly",
        "hospital.org",
    ],
)
def test_a_link_that_may_well_lead_somewhere_is_left_alone(link: str):
    assert found(f"More at {link}, every day.", "odd_link", ODD) == []


@given(st.text(alphabet="htps:/w. -@#ab\n1?", max_size=60))
def test_whatever_stands_there_a_place_lies_in_the_text(text: str):
    page = Page(Draft(text, Kind.PROFILE))
    for one in CATALOG["odd_link"].find(page, (), ODD):
        assert 0 <= one.start < one.end <= len(page.text)


def years(text: str, **options: object) -> list[str]:
    page = Page(Draft(text))
    hits = tuple((at, at + 4) for at in range(len(text) - 3) if page.text[at : at + 4].isdigit())
    return found(text, "past_year", options, hits)


def test_a_year_is_past_from_the_next_one_on():
    assert years("Member until 2025.", after=["until"], ago=1) == ["2025"]
    assert years("Member until 2026.", after=["until"], ago=1) == []
    assert years("Member since 2019.", after=["until"], ago=1) == []
    assert years("Named a leader in 2019.", near=["named"], ago=5) == ["2019"]
    assert years("Named a leader in 2024.", near=["named"], ago=5) == []


def test_without_a_day_no_year_is_past():
    page = Page(Draft("Member until 1999."))

    assert not list(CATALOG["past_year"].find(page, ((13, 17),), {"after": ["until"]}))


def test_every_tie_on_file_has_to_be_named():
    on_file = "Aldora Medical: advisory board; Pulsar: shareholder"

    assert found("I write about valves.", "tie_not_named", {}, disclosure=on_file) == ["missing"]
    assert (
        found(
            "Advisory board, ALDORA Medical. I hold shares of Pulsar.",
            "tie_not_named",
            {},
            disclosure=on_file,
        )
        == []
    )
    assert found("I write about valves.", "tie_not_named", {}) == []
