"""Reminders: each reason once, on working days, in the person's own zone, spread, and never unwanted."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.personal import Answer, Check, Personal, Reminders, Said, Todo
from bot.reminding import (
    FIRST,
    LAST,
    SPREAD,
    due,
    next_at,
    next_quarter,
    offered,
    reasons,
    snoozed,
    with_told,
)

MONDAY = date(2026, 3, 2)
CHICAGO = ZoneInfo("America/Chicago")
ZONED = Reminders("America/Chicago")
BEGUN = Personal(Check(MONDAY), reminders=ZONED)


def at(day: date, hour: int = 12, zone: ZoneInfo = CHICAGO) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def test_a_check_that_rests_for_two_days_is_asked_after_in_the_morning():
    when = next_at(BEGUN, "ann", at(MONDAY)).astimezone(CHICAGO)

    assert when.date() == date(2026, 3, 4)
    assert FIRST <= when.time() < time(11)


def test_whoever_goes_on_meanwhile_is_asked_later():
    check = replace(BEGUN.check, answers={"name": Answer(Said.FINE, date(2026, 3, 3))})

    (reason,) = reasons(replace(BEGUN, check=check))

    assert reason.day == date(2026, 3, 5)


def test_a_quarter_after_the_check_the_next_one_is_offered():
    (reason,) = reasons(replace(BEGUN, check=Check(MONDAY, ended=MONDAY)))

    assert reason.day == MONDAY + timedelta(days=91)


def test_the_week_end_belongs_to_the_person():
    friday = date(2026, 3, 6)
    todo = Todo("t", "name", "Your name", Said.WRONG, MONDAY, friday + timedelta(days=1))

    when = next_at(Personal(todos=(todo,), reminders=ZONED), "ann", at(friday))

    assert when.astimezone(CHICAGO).date() == date(2026, 3, 9)


@pytest.mark.parametrize(("hour", "wanted"), [(8, False), (9, True), (16, True), (17, False), (23, False)])
def test_nobody_is_reminded_outside_working_hours(hour: int, wanted: bool):
    assert bool(due(BEGUN, at(date(2026, 3, 4), hour))) is wanted


def test_what_was_told_is_not_told_again():
    (reason,) = due(BEGUN, at(date(2026, 3, 4)))

    told = with_told(BEGUN, (reason.key,), date(2026, 3, 4))

    assert due(told, at(date(2026, 3, 5))) == ()
    assert next_at(told, "ann", at(date(2026, 3, 5))) is None


def test_a_todo_is_told_again_only_once_it_has_another_day():
    todo = Todo("t", "name", "Your name", Said.WRONG, MONDAY, MONDAY)
    kept = Personal(todos=(todo,), reminders=ZONED)
    told = with_told(kept, tuple(reason.key for reason in due(kept, at(MONDAY))), MONDAY)
    assert due(told, at(MONDAY)) == ()

    moved = told.with_todo(replace(todo, due=date(2026, 3, 9)))

    assert len(due(moved, at(date(2026, 3, 9)))) == 1
    assert list(with_told(moved, (), MONDAY).reminders.told) == []  # what cannot come again is forgotten


def test_whoever_wants_none_or_later_is_left_alone():
    stopped = replace(BEGUN, reminders=replace(ZONED, stopped=True))
    later = replace(BEGUN, reminders=snoozed(ZONED, MONDAY))

    assert next_at(stopped, "ann", at(MONDAY)) is None
    assert due(stopped, at(date(2026, 3, 4))) == ()
    assert due(later, at(date(2026, 3, 13))) == ()
    assert next_at(later, "ann", at(MONDAY)).astimezone(CHICAGO).date() == date(2026, 3, 16)


def test_ten_thousand_people_of_one_morning_are_spread_over_two_hours():
    moments = sorted(next_at(BEGUN, f"person-{number}", at(MONDAY)) for number in range(10_000))
    first = at(date(2026, 3, 4), 9)

    assert first <= moments[0]
    assert moments[-1] < first + SPREAD
    minutes = [int((moment - first) / timedelta(minutes=1)) for moment in moments]
    assert max(minutes.count(minute) for minute in range(120)) < 150


@given(
    some.integers(0, 365 * 24 * 60).map(lambda minutes: at(date(2026, 1, 1)) + timedelta(minutes=minutes)),
    some.sampled_from(["America/Chicago", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Honolulu", "UTC"]),
    some.integers(-400, 400),
)
def test_every_look_is_at_a_time_at_which_something_may_be_told(now: datetime, zone: str, days: int):
    todo = Todo("t", "name", "Your name", Said.WRONG, MONDAY, now.date() + timedelta(days=days))
    kept = Personal(todos=(todo,), reminders=Reminders(zone))

    when = next_at(kept, "ann", now)

    assert when is not None
    assert when >= now
    local = when.astimezone(ZoneInfo(zone))
    assert local.weekday() < 5
    assert FIRST <= local.time() < LAST
    assert due(kept, when)


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 6, 30), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_the_next_quarter_begins_after_today(today: date, begins: date):
    assert next_quarter(today) == begins


def test_a_check_that_nobody_asked_for_is_offered_once_a_quarter_until_somebody_says_stop():
    new = offered(Personal(), "America/Chicago", MONDAY)
    (reason,) = reasons(new)
    assert (reason.day, reason.key) == (date(2026, 4, 1), "offer:2026-04-01")

    told = with_told(new, (reason.key,), date(2026, 4, 1))

    assert [one.day for one in reasons(told)] == [date(2026, 7, 1)]
    stopped = replace(told, reminders=replace(told.reminders, stopped=True))
    assert next_at(stopped, "ann", at(date(2026, 7, 1))) is None


def test_whoever_began_a_check_is_offered_none():
    new = replace(offered(Personal(), "UTC", MONDAY), check=Check(MONDAY))

    assert not [one for one in reasons(new) if one.key.startswith("offer:")]


def test_an_offer_changes_nothing_of_what_is_kept():
    assert offered(BEGUN, "UTC", MONDAY) is BEGUN
