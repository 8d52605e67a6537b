"""Reads a weekday, a time of day and a time zone as people type them, or says what was probably meant.

A zone is never guessed from an abbreviation: ``CST`` is a zone in Chicago, Havana and Shanghai, and ``EST``
is one that knows no summer.
"""

import re
from collections.abc import Iterable
from datetime import time
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from bot.errors import CommandError
from bot.schedule import WEEKDAYS

_MEANT = {
    "America/New_York": "et est edt eastern est5edt us/eastern",
    "America/Chicago": "ct cst cdt central cst6cdt us/central",
    "America/Denver": "mt mst mdt mountain mst7mdt us/mountain",
    "America/Phoenix": "arizona us/arizona",
    "America/Los_Angeles": "pt pst pdt pacific pst8pdt us/pacific",
    "America/Anchorage": "akst akdt alaska us/alaska",
    "Pacific/Honolulu": "hst hawaii us/hawaii",
    "Europe/London": "gmt bst uk gb",
    "UTC": "z zulu utc0 universal",
}
COMMON = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Arizona (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
    "America/Puerto_Rico": "Atlantic (Puerto Rico)",
    "Pacific/Guam": "Guam",
    "Europe/London": "London",
    "Europe/Berlin": "Berlin",
    "UTC": "UTC",
}
"""What somebody may pick from; every other one can be typed."""


def clock_of(zone: str) -> str:
    """The clock of an IANA zone as people say it: "Chicago time"."""
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time" if "/" in zone else zone


_ASKED = {word: zone for zone, words in _MEANT.items() for word in words.split()}
_FILLER = frozenset({"time", "zone", "standard", "daylight", "us"})
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")
_LONGEST = 40


def zone_named(text: str) -> str:
    """The IANA name that ``text`` stands for; a city's own name will do where only one zone bears it.

    Raises:
        CommandError: There is no such zone; the nearest one is named.
    """
    typed = "_".join(text.split()).lower()
    bare = " ".join(word for word in re.split(r"[\s_]+", typed) if word not in _FILLER)
    if (meant := _ASKED.get(typed) or _ASKED.get(bare)) is not None:
        raise CommandError(f"'{_shown(text)}' is not the name of a time zone. Did you mean '{meant}'?")
    names, cities = _names(), _cities()
    if typed in names:
        return names[typed]
    if len(cities.get(typed, ())) == 1:
        return cities[typed][0]
    near = get_close_matches(typed, [*names, *cities], n=1, cutoff=0.7)
    hint = (
        f"Did you mean '{names.get(near[0]) or cities[near[0]][0]}'?"
        if near
        else "Please write it like 'America/Chicago'."
    )
    raise CommandError(f"There is no time zone '{_shown(text)}'. {hint}")


def weekday_named(text: str) -> int:
    """0 for Monday to 6 for Sunday, from ``Monday``, ``mondays`` or ``mon``.

    Raises:
        CommandError: It is no weekday; the nearest one is named.
    """
    found = weekday_of(text)
    if found is not None:
        return found
    raise CommandError(f"'{_shown(text)}' is no day of the week. {_nearest(text)}")


def weekday_of(text: str) -> int | None:
    """As ``weekday_named``, but ``None`` for what is no weekday."""
    typed = text.strip().lower().rstrip(".")
    for number, name in enumerate(_lower(WEEKDAYS)):
        if typed == f"{name}s" or (len(typed) >= 3 and name.startswith(typed)):
            return number
    return None


def nearly_weekday(text: str) -> bool:
    """Whether ``text`` looks like a weekday with a slip in it."""
    return bool(get_close_matches(text.lower(), _lower(WEEKDAYS), n=1, cutoff=0.75))


def time_named(text: str) -> time:
    """A time of day from ``9``, ``9:30``, ``09:30``, ``9 am``, ``2:15pm`` or ``noon``.

    Raises:
        CommandError: It is no time of day.
    """
    typed = text.strip().lower()
    if typed in {"noon", "midday"}:
        return time(12)
    found = _TIME.fullmatch(typed)
    if found is not None:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 99
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise CommandError(f"'{_shown(text)}' is no time of day. Please write it like '9:00' or '2:30 pm'.")


def _nearest(text: str) -> str:
    near = get_close_matches(text.strip().lower(), _lower(WEEKDAYS), n=1, cutoff=0.6)
    return f"Did you mean '{near[0].capitalize()}'?" if near else "Please write it like 'Monday'."


def _lower(words: Iterable[str]) -> list[str]:
    return [word.lower() for word in words]


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


@cache
def _names() -> dict[str, str]:
    """Every zone by its name in lower case; names of an area and a place, and UTC."""
    odd = ("posix/", "right/", "Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/")
    named = (name for name in available_timezones() if "/" in name and not name.startswith(odd))
    return {name.lower(): name for name in (*named, "UTC")}


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Zones by the name of their city alone."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(_names().values()):
        city = name.rpartition("/")[2].lower()
        found[city] = (*found.get(city, ()), name)
    return found
