"""When a digest goes out: local time, clock changes, late ticks, one a week, spread over minutes."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule import (
    LATEST,
    SPREAD,
    WEEK,
    Schedule,
    moment_of,
    next_run,
    run_on,
    spread,
    tick,
    week_of,
)

KEY = "slack:T1:C1"
MONDAY_NINE = Schedule(0, time(9), "America/Chicago")
EVERYWHERE = sorted(name for name in available_timezones() if "/" in name and "posix" not in name)

zones = st.sampled_from(EVERYWHERE)
moments = st.integers(631_152_000, 2_114_380_800).map(lambda second: datetime.fromtimestamp(second, UTC))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
schedules = st.builds(Schedule, st.integers(0, 6), times, zones)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("zone", "day", "wanted", "moment"),
    [
        ("America/Chicago", "2026-11-30", "09:00", "2026-11-30 15:00"),
        ("America/Chicago", "2026-03-08", "02:30", "2026-03-08 08:00"),  # left out: 03:00 comes after 01:59
        ("America/Chicago", "2026-11-01", "01:30", "2026-11-01 06:30"),  # twice: the first
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),  # a gap of half an hour
        ("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30 10:00"),  # a day that never was
        ("Asia/Kathmandu", "2026-01-05", "09:00", "2026-01-05 03:15"),
        ("Pacific/Kiritimati", "2026-01-05", "00:00", "2026-01-04 10:00"),
    ],
)
def test_a_local_time_becomes_the_first_moment_that_clocks_there_show_it_or_more(zone, day, wanted, moment):
    found = moment_of(date.fromisoformat(day), time.fromisoformat(wanted), ZoneInfo(zone))

    assert found == at(moment)


@settings(max_examples=300)
@given(zones, st.dates(date(1990, 1, 1), date(2037, 1, 1)), times)
def test_no_earlier_moment_of_that_day_shows_the_time_or_more(zone, day, wanted):
    there = ZoneInfo(zone)
    moment = moment_of(day, wanted, there)
    shown = moment.astimezone(there).replace(tzinfo=None)
    just_before = (moment - timedelta(seconds=1)).astimezone(there).replace(tzinfo=None)

    assert shown >= datetime.combine(day, wanted)
    assert shown == datetime.combine(day, wanted) or just_before < datetime.combine(day, wanted)


@settings(max_examples=300)
@given(schedules, moments)
def test_the_next_run_is_later_within_a_week_and_on_the_right_weekday(schedule, now):
    run = next_run(schedule, now, KEY)

    assert now < run.at <= now + WEEK + timedelta(hours=26)
    assert run.day.weekday() == schedule.weekday


@settings(max_examples=200)
@given(schedules, moments)
def test_runs_that_follow_each_other_are_in_weeks_that_follow_each_other(schedule, now):
    days = []
    for _ in range(60):
        run = next_run(schedule, now, KEY)
        days.append(run.day)
        now = run.at

    assert days == [days[0] + number * WEEK for number in range(60)]


@given(schedules, moments)
def test_a_week_that_had_its_digest_has_no_second_one(schedule, now):
    taken = week_of(next_run(schedule, now, KEY).day)

    run = next_run(schedule, now, KEY, taken)

    assert week_of(run.day) == taken + WEEK


def test_a_change_of_weekday_after_this_weeks_digest_waits_for_next_week():
    monday = at("2026-11-30 15:30")

    run = next_run(Schedule(4, time(9), "America/Chicago"), monday, KEY, taken=date(2026, 11, 30))

    assert run.day == date(2026, 12, 11)


def test_one_that_is_due_is_sent_and_the_next_is_a_week_on():
    due = run_on(MONDAY_NINE, date(2026, 11, 30), KEY)

    found = tick(MONDAY_NINE, due.day, due.at, KEY)

    assert found.send == due
    assert found.skipped == ()
    assert found.next.day == date(2026, 12, 7)


@pytest.mark.parametrize(("late", "sent"), [(0, True), (11.99, True), (12, False), (30, False)])
def test_a_late_one_is_sent_if_it_is_less_than_twelve_hours_late_and_else_recorded(late, sent):
    due = run_on(MONDAY_NINE, date(2026, 11, 30), KEY)

    found = tick(MONDAY_NINE, due.day, due.at + timedelta(hours=late), KEY)

    assert (found.send is not None) is sent
    assert found.skipped == (() if sent else (due.day,))
    assert found.next.day == date(2026, 12, 7)


def test_after_three_weeks_away_the_missed_are_recorded_and_todays_is_sent():
    due = run_on(MONDAY_NINE, date(2026, 11, 2), KEY)
    now = run_on(MONDAY_NINE, date(2026, 11, 23), KEY).at + timedelta(hours=1)

    found = tick(MONDAY_NINE, due.day, now, KEY)

    assert [str(day) for day in found.skipped] == ["2026-11-02", "2026-11-09", "2026-11-16"]
    assert found.send is not None
    assert found.send.day == date(2026, 11, 23)
    assert found.next.day == date(2026, 11, 30)


def test_after_ten_years_away_no_more_than_a_years_weeks_are_recorded():
    found = tick(MONDAY_NINE, date(2016, 11, 7), at("2026-11-24 12:00"), KEY)

    assert len(found.skipped) <= 54
    assert found.send is None
    assert found.next.day == date(2026, 11, 30)


def test_one_whose_zone_changed_its_rules_meanwhile_waits_for_its_new_time():
    an_hour_early = run_on(MONDAY_NINE, date(2026, 11, 30), KEY).at - timedelta(hours=1)

    found = tick(MONDAY_NINE, date(2026, 11, 30), an_hour_early, KEY)

    assert found.send is None
    assert found.skipped == ()
    assert found.next == run_on(MONDAY_NINE, date(2026, 11, 30), KEY)


@settings(max_examples=200)
@given(schedules, moments, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_every_week_is_either_sent_or_recorded_and_none_twice(schedule, begin, away):
    run = next_run(schedule, begin, KEY)
    now = run.at + away

    found = tick(schedule, run.day, now, KEY)

    days = [*found.skipped, *([found.send.day] if found.send else [])]
    assert days == [run.day + number * WEEK for number in range(len(days))]
    assert found.next.at > now
    assert found.next.day == (days[-1] + WEEK if days else run.day)
    assert found.send is None or timedelta(0) <= now - found.send.at < LATEST


def test_five_thousand_conversations_at_nine_do_not_burst():
    per_second = Counter(spread(f"slack:T{number % 7}:C{number:05}") for number in range(5_000))

    assert max(per_second) < SPREAD
    assert max(per_second.values()) <= 25
    assert spread("slack:T1:C1") == spread("slack:T1:C1")


def test_a_run_that_the_spread_carries_over_midnight_still_belongs_to_its_day():
    schedule = Schedule(6, time(23, 59), "America/Chicago")
    key = next(f"k{n}" for n in range(99) if spread(f"k{n}") > timedelta(minutes=5))
    run = run_on(schedule, date(2026, 11, 29), key)

    assert local(run.at, schedule.zone).startswith("2026-11-30 00:")
    assert next_run(schedule, run.at - timedelta(seconds=1), key) == run
