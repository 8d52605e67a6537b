"""Entries go once they were kept long enough; what is left proves itself, and a hold keeps everything."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from adapters.database import verifier
from adapters.database.cases import SqlCaseBook
from adapters.database.chain import beginning_of
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database
from adapters.database.retention import Retention
from adapters.database.submissions import SqlSubmissionBook
from adapters.database.tables import decision
from adapters.keys import Cipher, Ed25519Signer
from bot.approval import State
from bot.case import CaseState
from bot.model import Actor
from bot.ports import LogQuery
from bot.retention import kept_since
from tests.approvals import a_submission
from tests.builders import NOON, a_decision
from tests.cases import a_case
from tests.conftest import SIGNER
from tests.fakes import FixedClock

SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
YEAR = timedelta(days=366)


@dataclass
class Old:
    """A log of two years: ten entries in the first, ten in the second; then six more years went by."""

    database: Database
    log: SqlDecisionLog
    clock: FixedClock
    drafts: SqlDraftShelf

    def retention(self, years: int = 6) -> Retention:
        return Retention(self.database, self.log, SIGNER, self.clock, years)

    async def seqs(self, tenant: str = "local") -> list[int]:
        found = await self.log.find(tenant, LogQuery(limit=1000))
        return [entry.seq for entry in reversed(found)]

    async def exported(self) -> list[str]:
        return [line.rstrip("\n") async for line in self.log.export("local")]


@pytest.fixture(params=SQL)
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def old(database: Database) -> Old:
    clock = FixedClock(NOON)
    log = SqlDecisionLog(database, SIGNER, clock, every=4)
    for start in (NOON, NOON + YEAR):
        for number in range(10):
            at = start + timedelta(minutes=number)
            await log.record(a_decision(at=at, actor=Actor("U1", tenant="local")))
    clock.move(6 * YEAR + timedelta(days=60))
    return Old(database, log, clock, SqlDraftShelf(database, log, Cipher([bytes(32)]), clock))


async def test_what_was_kept_for_six_years_goes_and_the_rest_proves_itself(old: Old):
    assert (await old.log.verify("local")).whole

    assert await old.retention().tidy() == 10
    assert await old.retention().tidy() == 0

    assert await old.seqs() == list(range(11, 22))
    status = await old.log.verify("local")
    assert (status.problems, status.entries, status.begins_after) == ((), 11, 10)
    (pruned,) = await old.log.find("local", LogQuery(event="pruned"))
    assert pruned.decision.details == {"until": 10, "entries": 10}
    lines = await old.exported()
    walk = verifier.verify_export(lines, [SIGNER.public_key])
    assert (walk.problems, walk.begins_after, walk.entries) == ([], 10, 11)


async def test_the_chain_goes_on_and_is_shortened_again(old: Old):
    await old.retention().tidy()
    old.clock.move(YEAR)
    await old.log.record(a_decision(at=old.clock.now()))

    assert await old.retention().tidy() == 10

    assert await old.seqs() == [21, 22, 23]
    assert (await old.log.verify("local")).problems == ()
    assert verifier.verify_export(await old.exported(), [SIGNER.public_key]).problems == []


async def test_zero_years_keep_everything_for_ever(old: Old):
    old.clock.move(20 * YEAR)

    assert await old.retention(0).tidy() == 0
    assert len(await old.seqs()) == 20


async def test_a_log_that_is_older_as_a_whole_keeps_the_entry_that_says_so(old: Old):
    old.clock.move(20 * YEAR)

    assert await old.retention().tidy() == 20

    assert await old.seqs() == [21]
    assert (await old.log.verify("local")).problems == ()


async def test_a_legal_hold_keeps_an_entry_and_everything_after_it(old: Old):
    held = (await old.log.find("local", LogQuery(limit=1000)))[-4]
    made = a_decision("held", at=old.clock.now())
    await old.drafts.hold("local", held.id, made, held=True)

    assert await old.retention().tidy() == 3
    assert await old.retention().tidy() == 0
    await old.drafts.hold("local", held.id, a_decision("unheld", at=old.clock.now()), held=False)
    assert await old.retention().tidy() == 7
    assert (await old.log.verify("local")).problems == ()


async def test_submissions_of_that_time_go_too_but_for_those_that_wait_or_are_held(old: Old):
    book = SqlSubmissionBook(old.database, old.log)
    for name, state in (("s1", State.APPROVED), ("s2", State.WAITING)):
        await book.open(a_submission(id=name, state=state, purpose=name), a_decision("sent", at=NOON))

    await old.retention().tidy()

    assert await book.get("local", "s1") is None
    assert await book.get("local", "s2") is not None


async def test_public_reviews_that_were_handed_over_go_with_them_but_for_one_under_hold(old: Old):
    book = SqlCaseBook(old.database, old.log)
    held = (await old.log.find("local", LogQuery(limit=1000)))[-1].id
    for name, answer, state in (
        ("case-1", "a1", CaseState.SETTLED),
        ("case-2", "a2", CaseState.WAITING),
        ("case-3", held, CaseState.SETTLED),
    ):
        case = a_case(id=name, decision_id=answer, state=state)
        await book.open(case, a_decision("handed_over", at=NOON))
    await old.drafts.hold("local", held, a_decision("held", at=old.clock.now()), held=True)

    await old.retention().tidy()

    assert await book.get("local", "case-1") is None
    assert await book.get("local", "case-2") is not None
    assert await book.get("local", "case-3") is not None


async def test_nobody_removes_an_entry_without_the_signed_beginning(old: Old):
    await old.retention().tidy()

    with pytest.raises(SQLAlchemyError):
        await old.database.write(
            lambda connection: connection.execute(delete(decision).where(decision.c.seq == 11))
        )
    for change in ("UPDATE beginning SET seq = 15", "DELETE FROM beginning"):
        with pytest.raises(SQLAlchemyError):
            await old.database.write(lambda connection, told=change: connection.execute(text(told)))


FORGED = "The beginning after entry 10 is forged or changed: its signature does not fit."


async def test_an_export_whose_beginning_was_tampered_with_is_found_out(old: Old):
    await old.retention().tidy()
    lines = await old.exported()
    keys = [SIGNER.public_key]

    cut = [lines[0], *lines[2:]]
    moved = [lines[0], lines[2], lines[1], *lines[3:]]
    later = [lines[0], lines[1].replace('"seq":10', '"seq":11'), *lines[3:]]
    changed = [lines[0], lines[1].replace('"at":"2032', '"at":"2031'), *lines[2:]]

    assert "Entries 1 to 10 were removed." in verifier.verify_export(cut, keys).problems
    assert verifier.verify_export(moved, keys).problems
    assert verifier.verify_export(later, keys).problems
    assert FORGED in verifier.verify_export(changed, keys).problems


async def test_a_beginning_that_no_entry_speaks_of_is_found_out(old: Old):
    lines = await old.exported()
    entry = (await old.log.find("local", LogQuery(limit=1000)))[-5]
    signed = beginning_of("local", entry.seq, entry.entry_hash, old.clock.now(), SIGNER)
    line = verifier.join("beginning", signed.body, "signature", signed.signature)
    after = next(n for n, text in enumerate(lines) if f'"seq":{entry.seq},' in text and "entry" in text[:9])

    walk = verifier.verify_export([lines[0], line, *lines[after + 1 :]], [SIGNER.public_key])

    assert any("begins after entry 5" in problem for problem in walk.problems)


async def test_a_checkpoint_kept_elsewhere_of_what_is_gone_is_no_alarm(old: Old):
    first = await old.log.checkpoint("local")
    assert first is not None
    await old.retention().tidy()

    assert (await old.log.verify("local", [first.line])).problems == ()


async def test_what_a_killed_run_left_is_removed_by_the_next_and_proves_itself_meanwhile(old: Old):
    retention = old.retention()
    await retention._shorten("local", kept_since(old.clock.now(), 6))

    assert (await old.log.verify("local")).problems == ()
    assert verifier.verify_export(await old.exported(), [SIGNER.public_key]).problems == []
    assert await retention.tidy() == 10


async def test_two_processes_shorten_a_log_once(old: Old):
    other = Retention(old.database, old.log, Ed25519Signer(bytes(32)), old.clock, 6)

    counts = await asyncio.gather(old.retention().tidy(), other.tidy())

    assert sum(counts) == 10
    async with old.database.reader.connect() as connection:
        assert (await connection.execute(select(func.count()).select_from(decision))).scalar() == 11


def test_a_log_is_shortened_once_a_month_and_never_too_early():
    leap = datetime(2028, 2, 29, 23, 59, tzinfo=NOON.tzinfo)

    assert kept_since(leap, 6).isoformat() == "2022-02-01T00:00:00+00:00"
