"""The organization's calendar: what comes up within six weeks, yearly or once, and nothing invented."""

from datetime import date

from bot.occasions import occasions_of, upcoming


def titles(today: date, *items: dict[str, object]) -> list[tuple[str, date]]:
    return [(one.title, one.on) for one in upcoming(occasions_of({"calendar": list(items)}), today)]


ONCE = {"id": "a", "title": "Open house", "on": "2026-05-09"}
YEARLY = {"id": "b", "title": "Flu weeks", "on": "2024-12-20", "until": "2025-01-10", "every_year": True}
LEAP = {"id": "c", "title": "Leap day", "on": "2024-02-29", "every_year": True}


def test_what_begins_within_six_weeks_is_shown_until_it_is_over():
    assert titles(date(2026, 3, 27), ONCE) == []
    assert titles(date(2026, 3, 28), ONCE) == [("Open house", date(2026, 5, 9))]
    assert titles(date(2026, 5, 9), ONCE) == [("Open house", date(2026, 5, 9))]
    assert titles(date(2026, 5, 10), ONCE) == []
    assert titles(date(2027, 5, 9), ONCE) == []


def test_what_is_yearly_comes_every_year_also_over_new_year_and_on_leap_days():
    assert titles(date(2027, 1, 5), YEARLY) == [("Flu weeks", date(2026, 12, 20))]
    assert titles(date(2027, 1, 11), YEARLY) == []
    assert titles(date(2027, 12, 1), YEARLY) == [("Flu weeks", date(2027, 12, 20))]
    assert titles(date(2027, 2, 1), LEAP) == [("Leap day", date(2027, 2, 28))]


def test_the_next_one_stands_first_and_what_is_switched_off_is_not_there():
    assert titles(date(2026, 5, 1), {**ONCE, "id": "z", "title": "Later", "on": "2026-05-20"}, ONCE) == [
        ("Open house", date(2026, 5, 9)),
        ("Later", date(2026, 5, 20)),
    ]
    assert titles(date(2026, 5, 1), {**ONCE, "status": "off"}) == []
    assert titles(date(2026, 5, 1)) == []
