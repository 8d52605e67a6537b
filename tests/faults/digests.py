"""Both clock changes in ten zones, a clock that is a day wrong, and kill -9 between sweep and send."""

import random
import time as stopwatch
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from adapters.database.engine import open_database
from adapters.database.subscription_book import SqlSubscriptionBook
from bot.delivery import Conversation
from bot.schedule import WEEK, Schedule, week_of
from tests.fakes import FixedClock
from tests.faults.crew import Crew, look_into
from tests.faults.platform import Platform

MONDAY, FRIDAY, SUNDAY = 0, 4, 6
NIGHTS = {
    "America/Chicago": (SUNDAY, "02:30", "01:30"),
    "America/St_Johns": (SUNDAY, "02:15", "01:45"),
    "America/Santiago": (SUNDAY, "00:30", "23:30"),
    "Europe/London": (SUNDAY, "01:30", "01:15"),
    "Europe/Berlin": (SUNDAY, "02:30", "02:45"),
    "Asia/Jerusalem": (FRIDAY, "02:30", "01:30"),
    "Africa/Cairo": (FRIDAY, "00:30", "23:30"),
    "Australia/Sydney": (SUNDAY, "02:30", "02:15"),
    "Australia/Lord_Howe": (SUNDAY, "02:15", "01:45"),
    "Pacific/Auckland": (SUNDAY, "02:30", "02:45"),
}
"""Ten zones: the day on which their clocks change, a time that spring leaves out, one that autumn repeats.

Where autumn falls on another day, the same times on that day are just times.
"""
SEASONS = {"spring": (date(2026, 3, 2), 9), "autumn": (date(2026, 8, 31), 10)}
"""The first Monday and the number of weeks that hold a change of every zone, north and south."""

STEP = timedelta(minutes=210)
"""Between two looks. With two wrong ones in a row nothing gets twelve hours late, and so skipped."""
BOUNDARIES = (
    "before_add",
    "after_add",
    "before_take",
    "after_take",
    "before_post",
    "after_post",
    "before_done",
    "after_done",
)
_WAITING = """
SELECT (SELECT count(*) FROM subscription WHERE next_run_utc <= '{now}')
     + (SELECT count(*) FROM inbox WHERE state = 'waiting')
"""


@pytest.mark.parametrize("season", SEASONS)
async def test_every_channel_gets_one_digest_a_local_week_whatever_clocks_and_kills_do(
    url: str, platform: Platform, season: str, tmp_path: Path
):
    first, weeks = SEASONS[season]
    begin = datetime.combine(first, time(0), UTC)
    channels = await _subscribe(url, begin - timedelta(days=3))
    chance = random.Random(season)
    dooms = [(boundary, chance.randint(2, 20)) for boundary in BOUNDARIES]
    stepped, wrong, begun = 0, False, stopwatch.monotonic()
    with closing(look_into(url)) as database:
        at_once = 1 if url.startswith("sqlite") else 2
        crew = Crew(url, platform, tmp_path / "clock", database, _WAITING, dooms, at_once)
        try:
            for true, ahead in _wall_clock(begin, weeks, chance):
                if not (ahead or wrong or crew.left(true)):
                    continue  # nothing to see
                stepped, wrong = stepped + bool(ahead), bool(ahead)
                crew.set_clock(true + ahead)
                await crew.fill_up()
                await crew.settle(true + ahead)
        finally:
            await crew.end()

    seconds = stopwatch.monotonic() - begun
    got = Counter(_channel_and_week(key) for key in platform.posts)
    told = f"{sum(got.values())} digests, {crew.kills} kills, {stepped} looks at a wrong clock"
    print(f"\n{url.partition(':')[0]}, {season}: {told}, {platform.second_posts} second, {seconds:.0f} s")
    whole = [first + number * WEEK for number in range(1, weeks - 1)]
    assert {(name, week): got[name, week] for name in channels for week in whole} == {
        (name, week): 1 for name in channels for week in whole
    }
    assert set(got.values()) == {1}
    assert platform.second_posts == 0
    assert crew.kills == len(BOUNDARIES)


async def _subscribe(url: str, now: datetime) -> list[str]:
    """Three channels in each zone: in the gap, in the fold, and on Monday at nine."""
    database = open_database(url)
    book, channels = SqlSubscriptionBook(database, FixedClock(now)), []
    await book.approve("mercy", "U-ann")
    for zone, (weekday, gap, fold) in NIGHTS.items():
        for name, day, at in (("gap", weekday, gap), ("fold", weekday, fold), ("nine", MONDAY, "09:00")):
            channels.append(f"{zone.replace('/', '-')}-{name}")
            place = Conversation("fake", "T1", channels[-1])
            await book.subscribe(place, "mercy", Schedule(day, time.fromisoformat(at), zone))
    await database.close()
    return channels


def _wall_clock(begin: datetime, weeks: int, chance: random.Random) -> list[tuple[datetime, timedelta]]:
    """The true time, and by how much the clock on the wall is wrong; now and then a day, for hours."""
    found, true, wrong_until, ahead = [], begin, begin, timedelta(0)
    while true < begin + weeks * WEEK:
        if true >= wrong_until:
            ahead = timedelta(0)
            if chance.random() < 0.12 and found and not found[-1][1]:
                ahead, wrong_until = timedelta(days=chance.choice((1, -1))), true + 2 * STEP
        found.append((true, ahead))
        true += STEP
    return found


def _channel_and_week(key: str) -> tuple[str, date]:
    *_, channel, day = key.split(":")
    return channel, week_of(date.fromisoformat(day))
