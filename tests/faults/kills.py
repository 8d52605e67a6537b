"""kill -9 at every step boundary and at random: nothing accepted is lost, nothing decided twice."""

import asyncio
import os
import random
import time

import pytest

from tests.faults.killing import Tally, Worker, count, rest, start
from tests.faults.platform import Platform
from tests.waiting import PATIENCE_S, until

EVENTS = int(os.environ.get("BEDSIDE_FAULT_EVENTS", "300"))
KILLS = int(os.environ.get("BEDSIDE_FAULT_KILLS", "10"))
FREEZE_S = float(os.environ.get("BEDSIDE_FAULT_FREEZE_S", "0"))
"""How long a worker is frozen at least; it always is until its heir has done everything."""
BOUNDARIES = [
    f"{when}_{step}"
    for step in ("accept", "take", "post", "record", "update", "done")
    for when in ("before", "after")
]


def assert_whole(tally: Tally, in_flight: int) -> None:
    assert tally.lost == 0, tally
    assert tally.decided == tally.accepted, tally
    assert tally.answered_twice == 0, tally
    assert (tally.waiting, tally.dead) == (0, 0), tally
    assert tally.second_posts <= in_flight * tally.kills, tally


@pytest.mark.parametrize("boundary", BOUNDARIES)
async def test_a_kill_at_a_step_boundary_costs_nothing(url: str, platform: Platform, boundary: str):
    dying = await start(url, platform, "accept", 0, 3, die_at=boundary, passes=2)
    await asyncio.wait_for(dying.ended(), PATIENCE_S)

    heir = await start(url, platform, "accept", 0, 3)  # the platform sends again what was not acknowledged
    try:
        await asyncio.wait_for(heir.ready.wait(), PATIENCE_S)
        tally = await rest(url, platform, 3, PATIENCE_S)
    finally:
        await heir.kill(15)

    tally.kills = 1
    assert_whole(tally, in_flight=1)


async def test_kills_at_random_lose_nothing_and_decide_nothing_twice(url: str, platform: Platform):
    chance, done, kills = random.Random(7), 0, 0
    begun = time.monotonic()
    while done < EVENTS or kills < KILLS:
        share = max(1, (EVENTS - done) // max(1, KILLS - kills)) if done < EVENTS else 0
        worker: Worker = await start(url, platform, "accept", done, min(2 * share, EVENTS - done))
        if kills < KILLS:
            await _let_it_accept(worker, share, chance)
            await worker.kill()
            kills += 1
        else:
            await asyncio.wait_for(worker.ready.wait(), PATIENCE_S)
            await worker.kill(15)
        done += len(worker.acknowledged)
    last = await start(url, platform)
    try:
        tally = await rest(url, platform, EVENTS, PATIENCE_S)
    finally:
        await last.kill(15)

    tally.kills, tally.seconds = kills, time.monotonic() - begun
    print(f"\n{url.partition(':')[0]}: {tally}")
    assert_whole(tally, in_flight=8)


async def _let_it_accept(worker: Worker, share: int, chance: random.Random) -> None:
    """Let it work for a random while, and until it has accepted about its share."""
    pause = chance.uniform(0.0, 0.25)
    deadline = time.monotonic() + PATIENCE_S
    while len(worker.acknowledged) < share and not worker.ready.is_set() and time.monotonic() < deadline:
        await asyncio.sleep(0.005)
    await asyncio.sleep(pause)


async def test_where_nobody_can_look_a_kill_leaves_at_most_what_was_in_flight(url: str, platform: Platform):
    platform.can_look = False
    kills = 6
    for _ in range(kills):
        worker = await start(url, platform, "accept", 0, 60)
        await asyncio.sleep(0.9)
        await worker.kill()
    last = await start(url, platform, "accept", 0, 60)
    try:
        await asyncio.wait_for(last.ready.wait(), PATIENCE_S)
        tally = await rest(url, platform, 60, PATIENCE_S)
    finally:
        await last.kill(15)

    tally.kills = kills
    print(f"\n{url.partition(':')[0]}, nobody can look: {tally}")
    # a kill while the answer itself is posted, after a placeholder of unknown fate, leaves an answer behind
    assert tally.answered_twice <= kills, tally
    tally.answered_twice = 0
    assert_whole(tally, in_flight=8)


async def test_a_frozen_worker_is_overtaken_and_does_no_harm_when_it_wakes(
    postgresql_url: str, platform: Platform
):
    frozen = await start(postgresql_url, platform, "accept", 0, 40, dead_after_s=1.5)
    await until(lambda: len(frozen.acknowledged) >= 10)
    frozen.process.send_signal(19)  # SIGSTOP
    since = time.monotonic()
    acknowledged = len(frozen.acknowledged)
    heir = await start(postgresql_url, platform, "accept", acknowledged, 40 - acknowledged, dead_after_s=1.5)
    try:
        await asyncio.wait_for(heir.ready.wait(), PATIENCE_S)
        tally = await rest(postgresql_url, platform, 40, PATIENCE_S)
        assert tally.waiting == 0, tally
        seconds = time.monotonic() - since
        await asyncio.sleep(max(0.0, FREEZE_S - seconds))
        frozen.process.send_signal(18)  # SIGCONT
        await asyncio.wait_for(frozen.ready.wait(), PATIENCE_S)
        await asyncio.sleep(2)
        tally = await count(postgresql_url, platform, 40)
    finally:
        for worker in (frozen, heir):
            worker.process.send_signal(18)
            await worker.kill(15)

    tally.kills, tally.seconds = 1, seconds
    print(f"\nfrozen for {max(seconds, FREEZE_S):.0f} s: {tally}")
    assert_whole(tally, in_flight=8)
