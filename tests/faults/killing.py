"""Starts workers, kills them, starts them again, and counts what is left."""

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from adapters.database.engine import open_database
from tests.faults.platform import Platform
from tests.waiting import PATIENCE_S

ROOT = Path(__file__).parents[2]


@dataclass
class Tally:
    """What is left when everything has come to rest."""

    accepted: int
    decided: int
    waiting: int
    dead: int
    answered: int
    answered_twice: int
    second_posts: int
    kills: int = 0
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        return self.accepted - self.answered


TO_END_S = PATIENCE_S
"""So long a worker may take to stop; then it is ended, and the test fails."""


@dataclass
class Worker:
    """One worker process."""

    process: asyncio.subprocess.Process
    acknowledged: list[int] = field(default_factory=list)
    reader: "asyncio.Task[None] | None" = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def _read(self) -> None:
        assert self.process.stdout
        while line := await self.process.stdout.readline():
            if line.strip() == b"ready":
                self.ready.set()
            elif line.strip().isdigit():
                self.acknowledged.append(int(line))

    async def kill(self, signal: int = 9) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(signal)
        try:
            await asyncio.wait_for(self.ended(), TO_END_S)
        except TimeoutError:
            self.process.kill()
            await self.ended()
            raise AssertionError(f"The worker did not end within {TO_END_S} s.") from None

    async def ended(self) -> None:
        await self.process.wait()
        if self.reader:
            await self.reader


async def start(url: str, platform: Platform, *more: object, **told: Any) -> Worker:
    """Start a worker; ``more`` may be ``accept FIRST COUNT``, ``told`` goes into ``FAULTS``."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.faults.worker",
        url,
        str(platform.port),
        *map(str, more),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "FAULTS": json.dumps(told)},
    )
    worker = Worker(process)
    worker.reader = asyncio.create_task(worker._read())
    return worker


async def count(url: str, platform: Platform, accepted: int) -> Tally:
    """What is left."""
    database = open_database(url)
    try:
        async with database.reader.connect() as connection:

            async def number(sql: str) -> int:
                return int((await connection.execute(text(sql))).scalar_one())

            return Tally(
                accepted,
                await number("SELECT count(*) FROM decision"),
                await number("SELECT count(*) FROM inbox WHERE state = 'waiting'"),
                await number("SELECT count(*) FROM inbox WHERE state = 'dead'"),
                len(platform.answered),
                sum(times > 1 for times in platform.answered.values()),
                platform.second_posts,
            )
    finally:
        await database.close()


async def rest(url: str, platform: Platform, accepted: int, seconds: float) -> Tally:
    """Wait until nothing is waiting any more, or nothing was done for so many seconds."""
    clock, least, since = asyncio.get_running_loop().time, accepted + 1, 0.0
    while True:
        tally = await count(url, platform, accepted)
        if tally.waiting < least:
            least, since = tally.waiting, clock()
        if not tally.waiting or clock() - since > seconds:
            return tally
        await asyncio.sleep(0.3)
