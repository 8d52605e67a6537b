"""When a digest goes out: a weekday and a time where people live become moments in UTC. Pure.

A time that a clock change leaves out becomes the first moment after the gap; one that comes twice is
the first of the two. Everybody's nine o'clock is spread over ten minutes, so that nothing bursts.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
LATEST = timedelta(hours=12)
"""A digest later than this is old news: it is recorded as skipped."""
SPREAD = timedelta(minutes=10)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_MISSED = 53


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every week on ``weekday`` (0 is Monday) at the local time ``at`` of ``zone``, an IANA name."""

    weekday: int
    at: time
    zone: str

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{WEEKDAYS[self.weekday]}s at {self.at:%H:%M} ({self.zone})"


@dataclass(frozen=True, slots=True)
class Run:
    """One digest of one conversation: the local day it belongs to, and its moment in UTC."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Tick:
    """What is to be done about a run that was due: send one or none, record the missed, wait for the next."""

    send: Run | None
    skipped: tuple[date, ...]
    next: Run


def week_of(day: date) -> date:
    """The Monday of that day's week, by which weeks are named."""
    return day - timedelta(days=day.weekday())


def next_run(schedule: Schedule, after: datetime, key: str, taken: date | None = None) -> Run:
    """The first run later than ``after``.

    Args:
        schedule: When, where people live.
        after: An aware moment.
        key: The conversation, by which runs are spread.
        taken: The Monday of a week that had its digest already: there is one a week at most.
    """
    local = after.astimezone(ZoneInfo(schedule.zone)).date()
    day = local - timedelta(days=1)  # the spread, or a gap, may carry a run over midnight
    day += timedelta(days=(schedule.weekday - day.weekday()) % 7)
    run = run_on(schedule, day, key)
    while run.at <= after or week_of(run.day) == taken:
        run = run_on(schedule, run.day + WEEK, key)
    return run


def tick(schedule: Schedule, due: date, now: datetime, key: str) -> Tick:
    """Decide at ``now`` about the run of the day ``due``.

    A run whose zone has changed its rules meanwhile may not be due yet; then it waits. After an
    outage of weeks, all but the last are recorded as missed, and that one is sent if it is not too late.
    """
    run = run_on(schedule, due, key)
    if run.at > now:
        return Tick(None, (), run)
    missed = (now - run.at) // WEEK
    if missed > _MOST_MISSED:
        run = run_on(schedule, due + (missed - _MOST_MISSED) * WEEK, key)
    skipped = []
    while now - run.at >= LATEST:
        skipped.append(run.day)
        run = run_on(schedule, run.day + WEEK, key)
        if run.at > now:
            return Tick(None, tuple(skipped), run)
    return Tick(run, tuple(skipped), next_run(schedule, now, key, week_of(run.day)))


def run_on(schedule: Schedule, day: date, key: str) -> Run:
    """The run that belongs to ``day``."""
    return Run(day, moment_of(day, schedule.at, ZoneInfo(schedule.zone)) + spread(key))


def spread(key: str, over: timedelta = SPREAD) -> timedelta:
    """How long after the hour what belongs to ``key`` goes out: always the same, and less than ``over``."""
    number = int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:8])
    return timedelta(seconds=number % int(over.total_seconds()))


def moment_of(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment in UTC at which clocks in ``zone`` first show ``at`` on ``day``, or first show more."""
    wanted = datetime.combine(day, at)
    moment = wanted.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wanted:
        return moment
    return _end_of_gap(wanted, moment, zone)


def _end_of_gap(wanted: datetime, late: datetime, zone: tzinfo) -> datetime:
    """The clock change that left ``wanted`` out: it lies between what either offset makes of it."""
    early = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    before = early.astimezone(zone).utcoffset()
    while (seconds := int((late - early).total_seconds())) > 1:
        middle = early + timedelta(seconds=seconds // 2)
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late
