"""How fast, as a pack says it in words ("within the hour, by phone"), becomes a moment. Pure."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

AT_ONCE = timedelta(minutes=15)
"""What "now" means for people who have to be reached first."""

LEAST_OF_A_DAY = timedelta(hours=2)
""""Today" said late in the evening still leaves so much."""

_NUMBERS = {
    "a": 1.0,
    "an": 1.0,
    "the": 1.0,
    "one": 1.0,
    "half an": 0.5,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "ten": 10.0,
    "twelve": 12.0,
}
_DAY, _WEEKEND = timedelta(days=1), frozenset({5, 6})
_UNITS = {"minute": 1, "min": 1, "hour": 60, "h": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_COUNT, _UNIT = ("|".join(sorted(names, key=len, reverse=True)) for names in (_NUMBERS, _UNITS))
_SPAN = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}})|(?P<words>{_COUNT}))"
    rf"[\s-]?(?P<working>(?:working|business)[\s-])?(?P<unit>{_UNIT})s?\b"
)
_NOW = re.compile(r"\b(?:now|at once|immediately|right away|straight away)\b")
_TODAY = re.compile(r"\b(?:today|(?:the )?same day)\b")
_TOMORROW = re.compile(r"\b(?:tomorrow|(?:the )?next day)\b")


def due_by(within: str, at: datetime, zone: str = "UTC") -> datetime | None:
    """The moment by which ``within`` wants it; ``None`` where the words name no time that is understood.

    Args:
        within: Such as "now", "within 15 minutes, by phone", "the same day", "within two working days".
        at: An aware moment, when the time begins to run.
        zone: Where days begin and end, as an IANA name.
    """
    words = " ".join(within.casefold().split())
    if (span := _SPAN.search(words)) is not None:
        count = float(span["digits"]) if span["digits"] else _NUMBERS[span["words"]]
        length = timedelta(minutes=count * _UNITS[span["unit"]])
        return (_working(at, length, zone) if span["working"] else at + length) if count else None
    if _NOW.search(words):
        return at + AT_ONCE
    for pattern, days in ((_TODAY, 1), (_TOMORROW, 2)):
        if pattern.search(words):
            return max(_midnight(at, days, zone), at + LEAST_OF_A_DAY)
    return None


def _midnight(at: datetime, days: int, zone: str) -> datetime:
    """Where the day of ``at`` ends there, or one so many days later."""
    there = at.astimezone(ZoneInfo(zone))
    ends = (there + timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
    return ends.astimezone(at.tzinfo)


def _working(at: datetime, length: timedelta, zone: str) -> datetime:
    """``length`` after ``at``, with no Saturday and no Sunday counted in."""
    due, left = at.astimezone(ZoneInfo(zone)), length
    while left > timedelta():
        step = min(left, _DAY)
        due, left = due + step, left - step
        while due.weekday() in _WEEKEND:
            due += _DAY
    return due.astimezone(at.tzinfo)
