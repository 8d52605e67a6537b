"""Numbers, contacts and ages: somebody's, or the facility's and the building's."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.detectors.catalog import CATALOG
from bot.detectors.detector import Found, around
from bot.matching import Matcher
from bot.model import Draft
from bot.page import Page


def places(detector: str, text: str, **options: object) -> list[str]:
    page = Page(Draft(text))
    return [text[item.start : item.end] for item in found(detector, page, options)]


def found(detector: str, page: Page, options: Mapping[str, object]) -> list[Found]:
    """What a detector finds where the least of its shapes was met, as a rule asks it."""
    matcher = Matcher()
    probes = [matcher.pattern(pattern) for pattern in CATALOG[detector].patterns]
    matcher.build()
    hits = tuple(sorted(matcher.scan(page.text, page.typed).among(probes)))
    return list(CATALOG[detector].find(page, hits, options))


@pytest.mark.parametrize(
    "text",
    [
        "MRN 5518204 needs a second look.",
        "Her social ends in 4471.",
        "The Medicare number starting 2AB3 was denied.",
        "SSN 123-45-6789 was on the whiteboard.",
        "2206. Learn it, that is the end of his social.",
    ],
)
def test_record_numbers_count_even_in_part(text: str) -> None:
    assert places("record_number", text)


@pytest.mark.parametrize(
    "text",
    [
        "In our training copy MRN 5518204 is always Mr. Test.",
        "Medicare pays less in 2026.",
        "Chart 2025 against 2024 and you see the slope.",
    ],
)
def test_demonstrations_years_and_rates_are_no_record_numbers(text: str) -> None:
    assert not places("record_number", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Silver truck, plate RTX 4471, your wife is upstairs.", "plate RTX 4471"),
        ("Serial QX-20931 is inside the man who runs the marina.", "Serial QX-20931"),
        ("Account 51180-2 is paid; she baked for us.", "Account 51180-2"),
    ],
)
def test_a_number_beside_its_owner_is_pointed_at(text: str, number: str) -> None:
    assert number in places("tied_number", text)


@pytest.mark.parametrize(
    "text",
    [
        "Our own van, plate RTX 4471, is in the shop.",
        "Claims rose to 12,418 in 2025.",
        "COVID-19 visits fell; see page 14 of the 2024-25 report.",
        "Call 555-0100 or 1-800-555-0199 if you need a ride.",
    ],
)
def test_things_counts_and_phones_are_no_owned_numbers(text: str) -> None:
    assert not places("tied_number", text)


def test_a_relatives_phone_is_personal_and_the_desk_is_not() -> None:
    assert places("personal_contact", "If you can reach his daughter, it is 555-0142.") == ["555-0142"]
    assert not places("personal_contact", "Questions? Our patient relations desk is at 555-0142.")


def test_the_organizations_own_numbers_are_never_personal() -> None:
    assert not places("personal_contact", "Tell his daughter to ring 555-0142.", own=["555-0142"])


@pytest.mark.parametrize(
    "text",
    [
        "She turned 94 on our ward.",
        "A 102-year-old danced in rehab.",
        "He's ninety-six and cheats at cards.",
        "One hundred and one candles, and she blew them out.",
        "Our resident of the week, born in 1930, still sings.",
        "Our oldest patient is a centenarian.",
        "97 yo on rounds told me to stand up straight.",
    ],
)
def test_an_age_past_89_is_found_in_every_wording(text: str) -> None:
    assert places("age_over_89", text)


@pytest.mark.parametrize(
    "text",
    [
        "Our hospital turns 102 on Saturday.",
        "The boiler turned 94 and sulks.",
        "Born in 1931, the library still leaks.",
        "She is 84 and pushes the book cart.",
        "Ninety minutes, no longer.",
        "About 97 in 100 people are protected.",
    ],
)
def test_buildings_younger_people_and_figures_have_no_age_to_hide(text: str) -> None:
    assert not places("age_over_89", text)
    assert not places("bare_age", text)


@given(
    st.text(max_size=300),
    st.sampled_from(["record_number", "tied_number", "personal_contact", "age_over_89", "bare_age"]),
)
def test_places_lie_inside_the_text_whatever_it_is(text: str, detector: str) -> None:
    page = Page(Draft(text))
    for item in found(detector, page, {}):
        assert item.start is not None
        assert item.end is not None
        assert 0 <= item.start < item.end <= len(page.text)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 20)), max_size=8),
    st.integers(0, 60),
)
def test_what_is_read_in_full_covers_every_hit_and_its_surroundings_once(
    starts: list[tuple[int, int]], reach: int
) -> None:
    hits = sorted((start, start + length) for start, length in starts)

    ranges = list(around(hits, reach))

    assert all(any(a <= max(0, start - reach) and end + reach <= b for a, b in ranges) for start, end in hits)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))
