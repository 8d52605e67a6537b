"""Weekdays, times and zones as people type them; what is not understood is asked back, never guessed."""

from contextlib import suppress
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CommandError
from bot.zones import time_named, weekday_named, zone_named


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("America/Chicago", "America/Chicago"),
        (" america/chicago ", "America/Chicago"),
        ("chicago", "America/Chicago"),
        ("New York", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_citys(typed, zone):
    assert zone_named(typed) == zone


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("America/Chigaco", "America/Chicago"),
        ("Chcago", "America/Chicago"),
        ("CST", "America/Chicago"),
        ("central time", "America/Chicago"),
        ("US Eastern", "America/New_York"),
        ("EST", "America/New_York"),
        ("Louisville", "America/Kentucky/Louisville"),
    ],
)
def test_a_slip_or_an_abbreviation_is_asked_back(typed, meant):
    with pytest.raises(CommandError, match=f"Did you mean '{meant}'?"):
        zone_named(typed)


def test_what_is_like_no_zone_is_answered_with_an_example():
    with pytest.raises(CommandError, match="Please write it like 'America/Chicago'"):
        zone_named("zzzzzz")


@given(st.text(max_size=60))
def test_any_text_is_a_zone_that_exists_or_an_error_that_is_short(typed):
    with suppress(CommandError):
        assert ZoneInfo(zone_named(typed))
        return
    with pytest.raises(CommandError, match=r"^.{1,200}$"):
        zone_named(typed)


@pytest.mark.parametrize(
    ("typed", "day"), [("Monday", 0), ("mondays", 0), ("tue", 1), ("Thurs", 3), ("Sun.", 6), ("SATURDAY", 5)]
)
def test_a_weekday_is_known_by_its_first_letters(typed, day):
    assert weekday_named(typed) == day


@pytest.mark.parametrize(
    ("typed", "meant"), [("Mondy", "Monday"), ("Wensday", "Wednesday"), ("Tuseday", "Tuesday")]
)
def test_a_misspelt_weekday_is_asked_back(typed, meant):
    with pytest.raises(CommandError, match=f"Did you mean '{meant}'?"):
        weekday_named(typed)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9", time(9)),
        ("9:30", time(9, 30)),
        ("9 am", time(9)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("2:15 p.m.", time(14, 15)),
        ("noon", time(12)),
        ("17:05", time(17, 5)),
    ],
)
def test_a_time_is_read_in_both_ways_of_counting_hours(typed, at):
    assert time_named(typed) == at


@pytest.mark.parametrize("typed", ["25:00", "9:60", "13 pm", "0 am", "-1", "soon", ""])
def test_what_is_no_time_is_answered_with_an_example(typed):
    with pytest.raises(CommandError, match="like '9:00'"):
        time_named(typed)
