"""A process that decides is killed in the middle: what is decided has its entry, and what has none is not."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import open_database
from adapters.database.submissions import SqlSubmissionBook
from bot.approval import State
from bot.desk_ports import QueueQuery
from bot.ports import LogQuery
from tests.conftest import SIGNER
from tests.fakes import FixedClock

ROOT = Path(__file__).parent.parent.parent
DECIDER = """
import asyncio, sys
from dataclasses import replace
from datetime import timedelta
from adapters.database.decision_log import SqlDecisionLog, new_id
from adapters.database.engine import open_database
from adapters.database.submissions import SqlSubmissionBook
from bot.moves import Approve, move
from tests.approvals import FIRST, POLICY, a_submission
from tests.builders import NOON, a_decision
from tests.conftest import SIGNER
from tests.fakes import FixedClock

async def decide(book):
    name = new_id()
    version = replace(FIRST, decision_id=f"e{name}")
    now, _ = await book.open(a_submission(id=name, version=version), a_decision("sent"))
    after = move(now, Approve(FIRST.fingerprint), POLICY.people["dana"], POLICY, NOON)
    made = a_decision("approved", details={"submission": name})
    await asyncio.gather(*(book.change(after, made) for _ in range(5)))
    print("decided", flush=True)

async def main():
    database = open_database(sys.argv[1])
    book = SqlSubmissionBook(database, SqlDecisionLog(database, SIGNER, FixedClock()))
    while True:
        await asyncio.gather(*(decide(book) for _ in range(4)))

asyncio.run(main())
"""


def decide_and_be_killed(url: str, after_s: float) -> None:
    command = [sys.executable, "-c", DECIDER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as decider:
        assert decider.stdout is not None
        assert decider.stdout.readline() == b"decided\n"
        time.sleep(after_s)
        decider.kill()


async def test_killed_at_any_moment_every_decision_has_one_entry_and_no_entry_lacks_its_decision(
    sqlite_url: str,
):
    for after_s in (0.1, 0.35, 0.6):
        decide_and_be_killed(sqlite_url, after_s)

    database = open_database(sqlite_url)
    log = SqlDecisionLog(database, SIGNER, FixedClock())
    book = SqlSubmissionBook(database, log)
    entries = await log.find("local", LogQuery(event="approved", limit=100_000))
    found = Counter(str(entry.decision.details["submission"]) for entry in entries)
    decided = await book.queue("local", QueueQuery(states=(State.APPROVED,), limit=1000))
    assert (await log.verify("local")).whole
    assert set(found.values()) == {1}
    if len(decided) < 1000:
        assert {item.id for item in decided} == set(found)
    await database.close()
