"""The organization's own calendar: what comes up that is worth some words. Pure; nothing is invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

AHEAD = timedelta(days=42)
"""How far ahead occasions are shown: time enough to ask for consent and sources."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day or some days on which there is something to say."""

    title: str
    on: date
    until: date
    every_year: bool = False
    pillar: str | None = None
    start: str | None = None
    note: str | None = None


def occasions_of(lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Occasion, ...]:
    """The calendar of a pack, without what is switched off."""
    return tuple(
        Occasion(
            item["title"],
            date.fromisoformat(item["on"]),
            date.fromisoformat(item.get("until") or item["on"]),
            item.get("every_year", False),
            item.get("pillar"),
            item.get("start"),
            item.get("note"),
        )
        for item in lists.get("calendar", ())
        if item.get("status", "active") == "active"
    )


def upcoming(occasions: Sequence[Occasion], today: date) -> tuple[Occasion, ...]:
    """What is on now or begins within six weeks, the next one first."""
    coming = [_next(known, today) for known in occasions]
    near = [one for one in coming if one.until >= today and one.on <= today + AHEAD]
    return tuple(sorted(near, key=lambda one: (one.on, one.title)))


def _next(known: Occasion, today: date) -> Occasion:
    """The occasion as it is on or comes next; one that is not yearly stays where it is."""
    if not known.every_year:
        return known
    lasts = known.until - known.on
    return next(
        replace(known, on=on, until=on + lasts)
        for year in (today.year - 1, today.year, today.year + 1)
        if (on := _in_year(known.on, year)) + lasts >= today
    )


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the 29th of February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
