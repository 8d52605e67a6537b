"""The decision log under the clock: single durable appends, then the walk over a long chain."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import open_database
from adapters.database.migrate import migrate
from adapters.database.writing import Transaction
from adapters.keys import load_keys
from bot.model import Decision

SINGLE = 1_000
"""Appends measured one by one; the rest of the chain is laid in large transactions."""


async def append_and_verify(
    folder: Path, entries: int, decision: Callable[[int], Decision]
) -> tuple[float, float, int]:
    """Durable appends a second, seconds to verify the whole chain, and its length."""
    url = f"sqlite:///{folder / 'log.db'}"
    migrate(url)
    database = open_database(url)
    log = SqlDecisionLog(database, load_keys(folder).signer, SystemClock())
    try:
        begun = time.perf_counter()
        for number in range(SINGLE):
            await log.record(decision(number))
        rate = SINGLE / (time.perf_counter() - begun)
        for first in range(SINGLE, entries, 5_000):
            await database.write(partial(_append, log, decision, range(first, min(first + 5_000, entries))))
        begun = time.perf_counter()
        status = await log.verify("local")
        took = time.perf_counter() - begun
    finally:
        await database.close()
    if not status.whole:
        raise SystemExit(f"the chain is not whole: {status.problems[0]}")
    return rate, took, status.entries


async def _append(
    log: SqlDecisionLog,
    decision: Callable[[int], Decision],
    numbers: Iterable[int],
    connection: Transaction,
) -> None:
    for number in numbers:
        await log.append(connection, decision(number))
