"""The desk under load: clicks from two processes, a queue of 10,000, an evidence pack of 100,000 entries.

``python -m benchmarks.desk [sqlite] [postgresql] [--quick]``. For PostgreSQL it starts a private server,
where its programs are installed.
"""

import argparse
import asyncio
import multiprocessing
import resource
import statistics
import tempfile
import time
import zipfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import count
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text

from adapters.clock import SystemClock
from adapters.database.cases import SqlCaseBook
from adapters.database.decision_log import SqlDecisionLog, new_id
from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database, open_database
from adapters.database.kept_rules import SqlKeptRules
from adapters.database.migrate import migrate
from adapters.database.registers import SqlRegisterBook
from adapters.database.sessions import SqlSessions
from adapters.database.submissions import SqlSubmissionBook
from adapters.evidence import evidence
from adapters.keys import Cipher, Ed25519Signer
from adapters.policy_files import load
from adapters.server import create_app
from adapters.web.access import WebSettings
from adapters.web.signing_in import Ways
from bot.approval import APPROVAL, Submission, Version
from bot.case import Ending, EndingReason
from bot.case_cards import CaseCard
from bot.case_commands import SettleCase
from bot.commands import Command, Request
from bot.desk import DeskBooks
from bot.desk_cards import SubmissionCard
from bot.desk_commands import Action, Decide
from bot.model import Actor
from bot.people import Step, desk_of
from bot.service import Service
from tests.approvals import DESK
from tests.builders import a_decision, a_draft, a_pack, a_rule
from tests.cases import a_case, a_given
from tests.desks import RULES
from tests.fakes import FakeFingerprinter
from tests.postgresql import private_server

CLICKS = 100
PROCESSES = 2
PRINT = "ab" * 32
A_PACK = a_pack(*RULES, a_rule({"phrases": ["never"]}), organization={"name": "Bench", "desk": DESK})


class Contest(StrEnum):
    """What a hundred clicks are about; its value is the event of the one that counts."""

    DRAFT = "approved"
    CASE = "settled"

    @property
    def people(self) -> tuple[str, str]:
        """Two who may both decide."""
        return ("dana", "carl") if self is Contest.DRAFT else ("cleo", "cyd")

    @property
    def named(self) -> str:
        """What the entry of the log calls the thing decided on."""
        return "submission" if self is Contest.DRAFT else "case"

    def click(self, turn: int) -> Command:
        """What everybody presses in that round."""
        if self is Contest.DRAFT:
            return Decide(f"s{turn}", Action.APPROVE, PRINT)
        return SettleCase(f"case-{turn}", Ending.TAKEN_UP, EndingReason.LOOKED_INTO)


def a_service(database: Database) -> Service:
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), SystemClock())
    cipher, clock = Cipher([bytes(32)]), SystemClock()
    books = DeskBooks(
        SqlSubmissionBook(database, log),
        SqlDraftShelf(database, log, cipher, clock),
        SqlRegisterBook(database, log, cipher),
        SqlCaseBook(database, log),
        new_id,
    )
    return Service(A_PACK, log, FakeFingerprinter(), clock, books=books)


def a_submission(name: str, due: datetime) -> Submission:
    version = Version(f"review-{name}", PRINT, "test@1", "ok")
    steps = desk_of({"desk": DESK}).steps
    return Submission(name, "local", "ann", APPROVAL, steps, version, due - timedelta(hours=8), due)


def clicker(url: str, contest: Contest, rounds: int, gate: Barrier, told: Any) -> None:
    """One of the processes that click at the same time."""
    told.put(asyncio.run(clicks(url, contest, rounds, gate)))


async def clicks(url: str, contest: Contest, rounds: int, gate: Barrier) -> tuple[int, int, list[float]]:
    database = open_database(url)
    service = a_service(database)
    won, answered, took = 0, 0, []
    for turn in range(rounds):
        gate.wait(60)
        begin = time.perf_counter()
        cards = await asyncio.gather(
            *(
                service.handle(Request(Actor(f"person:{name}"), "web", contest.click(turn)))
                for name in contest.people * (CLICKS // PROCESSES // 2)
            )
        )
        took.append(time.perf_counter() - begin)
        for card in cards:
            assert isinstance(card, SubmissionCard | CaseCard), card
            won += not card.refused
            answered += card.refused and card.told.startswith(("Already approved by", "Already decided by"))
    await database.close()
    return won, answered, took


async def prepare(url: str, contest: Contest, rounds: int) -> None:
    database = open_database(url)
    desk = a_service(database).desk
    assert desk is not None
    due = datetime.now(UTC) + timedelta(hours=8)
    for turn in range(rounds):
        if contest is Contest.CASE:
            given = a_given(step=Step(people=contest.people, hours=8), due_at=due)
            handed = a_case(
                id=f"case-{turn}",
                decision_id=f"answer-{turn}",
                given=given,
                due_at=due,
                since=due - timedelta(hours=8),
            )
            await desk.books.cases.open(handed, a_decision("handed_over"))
            continue
        sent = a_submission(f"s{turn}", due)
        await desk.books.drafts.keep("local", sent.version.decision_id, a_draft("A quiet day."), due)
        await desk.books.submissions.open(sent, a_decision("sent"))
    await database.close()


async def decisions(url: str, contest: Contest) -> Counter[str]:
    database = open_database(url)
    statement = text("SELECT body FROM decision WHERE event = :event")
    async with database.reader.connect() as connection:
        rows = (await connection.execute(statement, {"event": contest.value})).scalars().all()
    whole = (await a_service(database)._log.verify("local")).whole
    await database.close()
    assert whole
    return Counter(body.split(f'"{contest.named}":"')[1].split('"')[0] for body in rows)


def race(url: str, contest: Contest, rounds: int) -> str:
    """So many rounds of a hundred clicks from two processes; every round must have one winner."""
    asyncio.run(prepare(url, contest, rounds))
    context = multiprocessing.get_context("spawn")
    gate, told = context.Barrier(PROCESSES), context.Queue()
    shared = (url, contest, rounds, gate, told)
    workers = [context.Process(target=clicker, args=shared) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    results = [told.get(timeout=900) for _ in workers]
    for worker in workers:
        worker.join(30)
    won, answered = sum(r[0] for r in results), sum(r[1] for r in results)
    found = asyncio.run(decisions(url, contest))
    doubled = sum(times > 1 for times in found.values())
    slow = max(max(r[2]) for r in results)
    usual = statistics.median([each for r in results for each in r[2]])
    return (
        f"{rounds} rounds of {CLICKS} clicks on a {contest.name.lower()} from {PROCESSES} processes: "
        f"{won} decisions, "
        f"{len(found)} in the log, {doubled} doubled, "
        f"{answered} told by whom it was; a round takes {usual:.2f} s (median), {slow:.2f} s at most"
    )


async def page(url: str, items: int) -> str:
    """The first page of a long queue, through the whole web app."""
    database = open_database(url)
    service = a_service(database)
    assert service.desk is not None
    book = service.desk.books.submissions
    begin, numbers = datetime.now(UTC), count()
    for _ in range(0, items, 50):
        await asyncio.gather(
            *(
                book.open(a_submission(f"q{next(numbers)}", begin + timedelta(minutes=n)), a_decision("sent"))
                for n in range(50)
            )
        )
    sessions = SqlSessions(database, Cipher([bytes(32)]), SystemClock())
    ways = Ways(sessions, service.desk.policy, "local", secure=False, links=True)
    app = create_app(service, settings=WebSettings(), ways=ways)
    transport = httpx.ASGITransport(app=app)
    took = []
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        await client.get(await ways.link("dana"))
        for _ in range(20):
            start = time.perf_counter()
            answer = await client.get("/desk")
            took.append(time.perf_counter() - start)
            assert answer.text.count('<th scope="row" class="when') == 50, answer.status_code
    await database.close()
    took.sort()
    median, worst = took[10] * 1000, took[-1] * 1000
    return f"desk page with {items:,} open items: median {median:.0f} ms, worst of 20 {worst:.0f} ms"


async def pack(url: str, entries: int) -> str:
    """The evidence pack of a long log, streamed; memory is what it adds over what was there before."""
    database = open_database(url)
    service, rules = a_service(database), SqlKeptRules(database, SystemClock())
    await rules.keep(replace(load(), version="test@1"))
    made = replace(a_decision("reviewed"), at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    for _ in range(0, entries, 500):
        await asyncio.gather(*(service._log.record(made) for _ in range(500)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size, begin, first = 0, time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as file:
        chain = await service.export(Actor("person:otto"), "web")
        async for piece in evidence(chain, date(2026, 3, 1), date(2026, 3, 31), rules):
            first = first or time.perf_counter() - begin
            size += file.write(piece)
        took = time.perf_counter() - begin
        names = zipfile.ZipFile(file).namelist()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    await database.close()
    assert {"SHA256SUMS", "rules-in-force.csv"} <= set(names)
    assert any(name.startswith("rules/") for name in names)
    return (
        f"evidence pack of {entries:,} entries: {took:.1f} s, first bytes after {first:.2f} s, "
        f"{size / 1e6:.1f} MB, {(after - before) / 1024:.0f} MiB of memory more than before"
    )


@contextmanager
def databases(kind: str) -> Any:
    """Two new databases of that kind."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield [f"sqlite:///{Path(folder) / name}.db" for name in ("one", "two", "three", "four")]
    else:
        with private_server() as server:
            yield [server.database() for _ in range(4)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--quick", action="store_true", help="a twentieth of it")
    options = parser.parse_args()
    share = 20 if options.quick else 1
    for kind in options.databases:
        with databases(kind) as urls:
            for url in urls:
                migrate(url)
            for contest, url in zip(Contest, urls[:2], strict=True):
                print(f"{kind}: {race(url, contest, 200 // share)}.", flush=True)
            print(f"{kind}: {asyncio.run(page(urls[2], 10_000 // share))}.", flush=True)
            print(f"{kind}: {asyncio.run(pack(urls[3], 100_000 // share))}.", flush=True)


if __name__ == "__main__":
    main()
