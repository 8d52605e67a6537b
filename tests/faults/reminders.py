"""Everybody is to be reminded on the same morning: told once each, none early, none lost across kill -9."""

import asyncio
import os
import random
import time as stopwatch
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.database.conversations import SqlConversationBook
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database, open_database
from adapters.database.personal_book import SqlPersonalBook
from adapters.keys import Cipher, Ed25519Signer
from bot.delivery import Conversation
from bot.personal import Check, Personal, Reminders
from bot.personal_ports import Record
from bot.reminding import SPREAD, next_at
from tests.fakes import FixedClock
from tests.faults.crew import Crew, Strikes, look_into
from tests.faults.platform import Platform

PEOPLE = int(os.environ.get("BEDSIDE_FAULT_PEOPLE", "300"))
KILLS = int(os.environ.get("BEDSIDE_FAULT_KILLS", "10"))
BEGUN, MORNING = date(2026, 3, 2), date(2026, 3, 4)
ZONE = ZoneInfo("America/Chicago")
NINE = datetime.combine(MORNING, time(9), ZONE).astimezone(UTC)
LOOKS = [NINE + timedelta(minutes=minutes) for minutes in range(-10, 131, 10)]
BOUNDARIES = [
    f"{when}_{step}" for step in ("add", "take", "post", "write", "done") for when in ("before", "after")
]
KEPT = Personal(Check(BEGUN), reminders=Reminders(ZONE.key))
_WAITING = """
SELECT (SELECT count(*) FROM personal WHERE remind_at <= '{now}')
     + (SELECT count(*) FROM inbox WHERE state = 'waiting')
"""


async def test_everybody_is_reminded_once_and_at_their_own_minute_whoever_is_killed(
    url: str, platform: Platform, tmp_path: Path
):
    database = open_database(url)
    book = _book(database)
    moments = await _keep(database, book)
    chance = random.Random(11)
    dooms = [(boundary, chance.randint(2, 9)) for boundary in BOUNDARIES]
    strikes = Strikes(KILLS, PEOPLE // max(1, 4 * KILLS), chance)
    begun = stopwatch.monotonic()
    with closing(look_into(url)) as raw:
        at_once = 1 if url.startswith("sqlite") else 2
        crew = Crew(url, platform, tmp_path / "clock", raw, _WAITING, dooms, at_once, within_s=1200)
        try:
            for now in LOOKS:
                crew.set_clock(now)
                await crew.fill_up()
                await crew.settle(now, strikes if crew.kills >= len(BOUNDARIES) else None)
                assert set(platform.reached) == {f"dm-{name}" for name, at in moments.items() if at <= now}
        finally:
            await crew.end()
    seconds = stopwatch.monotonic() - begun
    told = [(await book.read("mercy", f"fake:{name}")).personal.reminders.told for name in moments]
    await database.close()

    print(f"\n{url.partition(':')[0]}: {len(platform.reached)} of {PEOPLE} reminded, {crew.kills} kills, "
          f"{platform.second_posts} second, {seconds:.0f} s")  # fmt: skip
    assert platform.reached == {f"dm-{name}": 1 for name in moments}
    assert told == [{f"check:{BEGUN}": MORNING}] * PEOPLE
    assert timedelta(minutes=100) < max(moments.values()) - min(moments.values()) < SPREAD
    assert crew.kills == len(BOUNDARIES) + KILLS


async def _keep(database: Database, book: SqlPersonalBook) -> dict[str, datetime]:
    """Everybody began a check on Monday and let it rest; the moment at which each is to be asked after it."""
    monday = datetime.combine(BEGUN, time(12), ZONE).astimezone(UTC)
    moments: dict[str, datetime] = {}
    for first in range(0, PEOPLE, 20):
        names = [f"U{number}" for number in range(first, min(first + 20, PEOPLE))]
        for name in names:
            at = next_at(KEPT, f"fake:{name}", monday)
            assert at is not None
            moments[name] = at
        kept = (book.write("mercy", f"fake:{name}", Record(KEPT), remind_at=moments[name]) for name in names)
        assert all(await asyncio.gather(*kept))
    await SqlConversationBook(database, FixedClock(monday)).remember(Conversation("fake", "T1", "C1"))
    return moments


def _book(database: Database) -> SqlPersonalBook:
    clock = FixedClock(NINE)
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), clock)
    return SqlPersonalBook(database, log, Cipher([bytes(32)]), clock)
