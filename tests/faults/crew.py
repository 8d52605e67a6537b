"""Workers under one wall clock, each killed at a boundary of its own or from outside, each with an heir."""

import asyncio
import random
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg

from adapters.database.chain import moment
from tests.faults.killing import Worker, start
from tests.faults.platform import Platform

Database = sqlite3.Connection | psycopg.Connection


@dataclass
class Strikes:
    """How often somebody is still killed from outside: each time, once ``share`` more messages were sent."""

    left: int
    share: int
    chance: random.Random
    since: int = 0


@dataclass
class Crew:
    """Workers under one wall clock; each but the last is killed.

    Attributes:
        unfinished: SQL that counts what is due at ``{now}``, or on its way.
        dooms: Boundaries at which a worker ends, each with the number of passes.
    """

    url: str
    platform: Platform
    clock: Path
    database: Database
    unfinished: str
    dooms: list[tuple[str, int]]
    at_once: int
    within_s: float = 240
    kills: int = 0
    workers: list[Worker] = field(default_factory=list)

    def set_clock(self, now: datetime) -> None:
        part = self.clock.with_suffix(".part")
        part.write_text(now.isoformat(), "utf-8")
        part.replace(self.clock)

    async def fill_up(self) -> None:
        """Start an heir for everybody who was killed."""
        alive = [worker for worker in self.workers if worker.process.returncode is None]
        self.kills += len(self.workers) - len(alive)
        while len(alive) < self.at_once:
            doom = {}
            if self.dooms:
                boundary, passes = self.dooms.pop()
                doom = {"die_at": boundary, "passes": passes}
            told = {"clock": str(self.clock), "sweep_s": 0.03, "dead_after_s": 1.0, **doom}
            alive.append(await start(self.url, self.platform, **told))
        self.workers = alive

    async def settle(self, now: datetime, strikes: Strikes | None = None) -> None:
        """Wait until everything is done that is due by this clock, and kill meanwhile."""
        async with asyncio.timeout(self.within_s):
            while not self._looked_at(now) or self.left(now):
                await self.fill_up()
                if strikes is not None:
                    await self._strike(strikes)
                await asyncio.sleep(0.01)

    def left(self, now: datetime) -> int:
        """What is due, or on its way."""
        asked = self.unfinished.format(now=moment(now))
        (count,) = self.database.execute(asked).fetchone()  # type: ignore[misc,arg-type]
        return int(count)

    async def _strike(self, strikes: Strikes) -> None:
        """kill -9 to one of them, a random while after enough was sent since the last one."""
        if not strikes.left or self.platform.posts.total() - strikes.since < strikes.share:
            return
        await asyncio.sleep(strikes.chance.uniform(0.0, 0.25))
        await strikes.chance.choice(self.workers).kill()
        strikes.left, strikes.since = strikes.left - 1, self.platform.posts.total()

    def _looked_at(self, now: datetime) -> bool:
        """Whether everybody who is alive looked for what is due since the clock was set."""
        looks = (self.clock.with_suffix(f".swept-{worker.process.pid}") for worker in self.workers)
        return all(look.exists() and look.read_text("utf-8") == now.isoformat() for look in looks)

    async def end(self) -> None:
        for worker in self.workers:
            await worker.kill(15)


def look_into(url: str) -> Database:
    """The database itself, for what no port of ours tells."""
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    return psycopg.connect(url, autocommit=True)
