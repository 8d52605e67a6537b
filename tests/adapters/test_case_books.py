"""What the book of cases promises: one suite on the fake and on both databases."""

import asyncio
import json
from dataclasses import dataclass, fields, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from adapters.database.cases import SqlCaseBook
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database, open_database
from bot.approval import Refusal
from bot.case import Case, CaseState, Ending, EndingReason
from bot.case_moves import Settle, move
from bot.case_ports import CaseBook, CaseQuery
from bot.errors import LogUnavailable
from bot.ports import DecisionLog, LogQuery
from tests.builders import NOON, a_decision
from tests.case_fakes import InMemoryCaseBook
from tests.cases import HOUSE_POLICY, a_case
from tests.conftest import SIGNER
from tests.fakes import FixedClock, InMemoryDecisionLog

SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
MADE = a_decision("handed_over", kind="review", outlet="google")
HOUR = timedelta(hours=1)


@dataclass
class Books:
    log: DecisionLog
    cases: CaseBook
    database: Database | None = None


@pytest.fixture(params=["memory", *SQL])
def books(request: pytest.FixtureRequest) -> Books:
    if request.param == "memory":
        log = InMemoryDecisionLog()
        return Books(log, InMemoryCaseBook(log))
    database = request.getfixturevalue(request.param)
    kept = request.getfixturevalue(f"{request.param}_log")
    return Books(kept, SqlCaseBook(database, kept), database)


def settled(case: Case, by: str = "cleo") -> Case:
    wanted = Settle(Ending.TAKEN_UP, EndingReason.LOOKED_INTO)
    after = move(replace(case, holder=by), wanted, HOUSE_POLICY.people[by], HOUSE_POLICY, NOON)
    assert not isinstance(after, Refusal)
    return after


async def entries(books: Books) -> int:
    return len(await books.log.find("local", LogQuery(limit=1000)))


async def test_a_case_is_kept_with_its_entry_and_comes_back_as_it_was(books: Books):
    case = a_case(conversation={"platform": "slack", "tenant": "T1", "id": "D1"}, themes=("theme.pain",))

    kept, entry = await books.cases.open(case, MADE)

    assert (kept, entry is not None) == (case, True)
    assert await books.cases.get("local", "case-1") == case
    assert await books.cases.of_answer("local", "answer1") == case
    assert await books.cases.get("other", "case-1") is None
    assert await books.cases.get("local", "\0") is None
    assert await entries(books) == 1


async def test_the_review_of_one_answer_is_handed_over_once(books: Books):
    told = await asyncio.gather(*(books.cases.open(a_case(id=f"case-{n}"), MADE) for n in range(10)))

    assert sum(entry is not None for _, entry in told) == 1
    assert len({case.id for case, _ in told}) == 1
    assert await entries(books) == 1


async def test_of_a_hundred_clicks_at_once_one_settles_it(books: Books):
    case, _ = await books.cases.open(a_case(), MADE)

    clicks = [books.cases.change(settled(case, by), MADE) for by in ("cleo", "cyd") * 50]
    told = await asyncio.gather(*clicks)

    assert sum(entry is not None for entry in told) == 1
    assert await entries(books) == 2
    standing = await books.cases.get("local", case.id)
    assert standing is not None
    assert (standing.state, standing.reason) == (CaseState.SETTLED, EndingReason.LOOKED_INTO)


async def test_when_the_log_cannot_keep_the_entry_nothing_is_changed(books: Books):
    case, _ = await books.cases.open(a_case(), MADE)
    if isinstance(books.log, InMemoryDecisionLog):
        books.log.down = True
    unkept = replace(MADE, details={"x": 1.5})  # type: ignore[dict-item]

    with pytest.raises(LogUnavailable):
        await books.cases.change(settled(case), unkept)

    assert await books.cases.get("local", case.id) == case


async def test_the_queue_is_sorted_by_deadline_comes_in_pages_and_knows_what_is_open(books: Books):
    for number in (3, 1, 2):
        case = a_case(id=f"case-{number}", decision_id=f"a{number}", due_at=NOON + number * HOUR)
        await books.cases.open(case, MADE)
    lapsed = a_case(id="case-0", decision_id="a0", state=CaseState.LAPSED, asker="cleo", due_at=NOON)
    await books.cases.open(lapsed, MADE)
    over = a_case(id="case-9", decision_id="a9", state=CaseState.SETTLED)
    await books.cases.open(over, MADE)

    page = await books.cases.queue("local", CaseQuery(limit=2))
    rest = await books.cases.queue("local", CaseQuery(after=(page[-1].due_at, page[-1].id)))

    assert [case.id for case in (*page, *rest)] == ["case-0", "case-1", "case-2", "case-3"]
    latest = await books.cases.queue("local", CaseQuery(limit=2, newest=True))
    before = CaseQuery(after=(latest[-1].asked_at, latest[-1].id), newest=True)
    earlier = await books.cases.queue("local", before)
    assert [case.id for case in (*latest, *earlier)] == ["case-3", "case-2", "case-1", "case-0"]
    assert [case.id for case in await books.cases.queue("local", CaseQuery(asker="cleo"))] == ["case-0"]
    assert dict(await books.cases.counts("local")) == {"waiting": 3, "lapsed": 1, "settled": 1}
    assert dict(await books.cases.counts("local", "cleo")) == {"lapsed": 1}
    assert dict(await books.cases.counts("other")) == {}
    due = await books.cases.due(NOON + 2.5 * HOUR)
    assert [case.id for case in due] == ["case-1", "case-2"]
    later = await books.cases.due(NOON + 2.5 * HOUR, after=(due[0].due_at, due[0].id))
    assert [case.id for case in later] == ["case-2"]


@pytest.mark.parametrize("kind", SQL)
async def test_of_two_that_open_the_database_one_settles_it(request: pytest.FixtureRequest, kind: str):
    url = request.getfixturevalue(f"{kind}_url")
    pair = [open_database(url), open_database(url)]
    try:
        books = [SqlCaseBook(one, SqlDecisionLog(one, SIGNER, FixedClock())) for one in pair]
        case, _ = await books[0].open(a_case(), MADE)
        told = await asyncio.gather(*(book.change(settled(case), MADE) for book in books * 10))
        assert sum(entry is not None for entry in told) == 1
    finally:
        for one in pair:
            await one.close()


@pytest.mark.parametrize("books", SQL, indirect=True)
async def test_a_row_has_room_for_codes_people_and_moments_and_for_nothing_else(books: Books):
    assert books.database is not None
    await books.cases.open(a_case(), MADE)

    async with books.database.reader.connect() as connection:
        (row,) = (await connection.execute(text("SELECT * FROM review_case"))).mappings().all()

    keys = {"tenant", "id", "revision", "state", "asker", "asked_at", "due_at", "decision_id", "body"}
    assert set(row) == keys
    assert set(json.loads(row["body"])) == {field.name for field in fields(Case)}
