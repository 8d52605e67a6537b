"""How fast, in a pack's own words, is a moment; what names no time is no moment."""

from datetime import datetime, timedelta

import pytest

from bot.within import LEAST_OF_A_DAY, due_by
from tests.builders import NOON
from tests.packs import shipped

CHICAGO = "America/Chicago"
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("now", HOUR / 4),
        ("at once", HOUR / 4),
        ("within 15 minutes, by phone", HOUR / 4),
        ("within half an hour", HOUR / 2),
        ("Within the Hour", HOUR),
        ("4h", 4 * HOUR),
        ("within two hours", 2 * HOUR),
        ("within 3 days", 72 * HOUR),
        ("today", 18 * HOUR),
        ("the same day", 18 * HOUR),
        ("tomorrow", 42 * HOUR),
    ],
)
def test_words_become_a_moment(words: str, later: timedelta):
    assert due_by(words, NOON, CHICAGO) == NOON + later


@pytest.mark.parametrize("words", ["", "soon", "as soon as you can", "0 hours", "when somebody has time"])
def test_what_names_no_time_is_no_moment(words: str):
    assert due_by(words, NOON) is None


def test_working_days_leave_out_the_weekend():
    friday = datetime(2026, 3, 6, 12, tzinfo=NOON.tzinfo)

    assert due_by("within two working days", friday) == friday + timedelta(days=4)
    assert due_by("within a business day", friday - timedelta(days=1)) == friday


def test_today_late_in_the_evening_still_leaves_some_time():
    evening = NOON.replace(hour=23, minute=50)

    assert due_by("today", evening) == evening + LEAST_OF_A_DAY


@pytest.mark.parametrize("name", ["article", "organization"])
def test_every_deadline_that_is_shipped_names_a_time(name: str):
    pack = shipped(name)
    signs = [item["within"] for item in pack.triage["signs"] if item.get("within")]

    for words in (*signs, pack.triage["by_hand"]["within"], *pack.organization.get("deadlines", {}).values()):
        assert due_by(words, NOON, CHICAGO) is not None, words
