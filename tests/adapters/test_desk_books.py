"""What the desk's books promise: one suite on fakes and on both databases."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database, open_database
from adapters.database.registers import SqlRegisterBook
from adapters.database.sessions import SqlSessions
from adapters.database.submissions import SqlSubmissionBook
from adapters.keys import Cipher
from adapters.session import IDLE, LASTS
from bot.approval import APPROVAL, State, Submission
from bot.desk_ports import DraftShelf, QueueQuery, RegisterBook, SubmissionBook
from bot.errors import LogUnavailable
from bot.moves import Approve, move
from bot.ports import DecisionLog, LogQuery
from bot.registers import AuthorizationOnFile, Freeze, Interest, Register, Spokesperson
from tests.approvals import FIRST, POLICY, a_submission
from tests.builders import NOON, a_decision, a_draft
from tests.conftest import SIGNER
from tests.desk_fakes import InMemoryDraftShelf, InMemoryRegisterBook, InMemorySubmissionBook
from tests.fakes import FixedClock, InMemoryDecisionLog

SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
CIPHER = Cipher([bytes(32)])
SECRET = "the zebra quartet"
MADE = a_decision("sent")


@dataclass
class Books:
    log: DecisionLog
    submissions: SubmissionBook
    drafts: DraftShelf
    registers: RegisterBook
    clock: FixedClock
    database: Database | None = None


@pytest.fixture(params=["memory", *SQL])
def books(request: pytest.FixtureRequest) -> Books:
    clock = FixedClock(NOON)
    if request.param == "memory":
        log = InMemoryDecisionLog()
        shelf = InMemoryDraftShelf(clock, log)
        return Books(log, InMemorySubmissionBook(log), shelf, InMemoryRegisterBook(log), clock)
    database = request.getfixturevalue(request.param)
    log = request.getfixturevalue(f"{request.param}_log")
    return Books(
        log,
        SqlSubmissionBook(database, log),
        SqlDraftShelf(database, log, CIPHER, clock),
        SqlRegisterBook(database, log, CIPHER),
        clock,
        database,
    )


def approved(submission: Submission, by: str = "dana") -> Submission:
    wanted = Approve(FIRST.fingerprint)
    after = move(submission, wanted, POLICY.people[by], POLICY, NOON + timedelta(hours=1))
    assert isinstance(after, Submission)
    return after


async def entries(books: Books) -> int:
    return len(await books.log.find("local", LogQuery(limit=1000)))


async def test_a_submission_is_kept_with_its_entry_and_comes_back_as_it_was(books: Books):
    sent = a_submission("revise", earlier=("entry0",), conversation={"platform": "slack", "id": "D1"})

    kept, entry = await books.submissions.open(sent, MADE)

    assert (kept, entry is not None) == (sent, True)
    assert await books.submissions.get("local", "s1") == sent
    assert await books.submissions.get("other", "s1") is None
    assert await books.submissions.of_review("local", FIRST.decision_id) == sent
    assert await books.submissions.get("local", "\0") is None
    assert await entries(books) == 1


async def test_the_same_review_is_sent_once_for_one_purpose(books: Books):
    await books.submissions.open(a_submission(), MADE)

    again, entry = await books.submissions.open(a_submission(id="s2"), MADE)
    other, told = await books.submissions.open(a_submission(id="s3", purpose="privacy"), MADE)

    assert (again.id, entry) == ("s1", None)
    assert (other.id, told is not None) == ("s3", True)
    assert await entries(books) == 2


async def test_a_change_needs_the_revision_that_was_read(books: Books):
    before, _ = await books.submissions.open(a_submission(), MADE)

    first = await books.submissions.change(approved(before), MADE)
    late = await books.submissions.change(approved(before, "carl"), MADE)

    assert first is not None
    assert late is None
    standing = await books.submissions.get("local", "s1")
    assert standing is not None
    assert (standing.state, standing.decided_by) == (State.APPROVED, "dana")
    assert await entries(books) == 2


async def test_a_hundred_clicks_at_once_are_one_decision(books: Books):
    before, _ = await books.submissions.open(a_submission(), MADE)

    clicks = [books.submissions.change(approved(before, by), MADE) for by in ("dana", "carl") * 50]
    told = await asyncio.gather(*clicks)

    assert sum(entry is not None for entry in told) == 1
    assert await entries(books) == 2


async def test_when_the_log_cannot_keep_the_entry_nothing_is_changed(books: Books):
    before, _ = await books.submissions.open(a_submission(), MADE)
    if isinstance(books.log, InMemoryDecisionLog):
        books.log.down = True
    unkept = replace(MADE, details={"x": 1.5})  # type: ignore[dict-item]

    with pytest.raises(LogUnavailable):
        await books.submissions.change(approved(before), unkept)

    assert await books.submissions.get("local", "s1") == before


async def test_the_queue_is_sorted_by_deadline_and_comes_in_pages(books: Books):
    for number in (3, 1, 2):
        due = NOON + timedelta(hours=number)
        version = replace(FIRST, decision_id=f"e{number}")
        await books.submissions.open(a_submission(id=f"s{number}", due_at=due, version=version), MADE)

    page = await books.submissions.queue("local", QueueQuery(limit=2))
    rest = await books.submissions.queue("local", QueueQuery(after=(page[-1].due_at, page[-1].id)))

    assert [item.id for item in (*page, *rest)] == ["s1", "s2", "s3"]
    assert await books.submissions.queue("local", QueueQuery(purposes=("privacy",))) == ()
    assert len(await books.submissions.queue("local", QueueQuery(author="ann", purposes=(APPROVAL,)))) == 3
    assert await books.submissions.queue("local", QueueQuery(states=(State.APPROVED,))) == ()
    assert (await books.submissions.counts("local"))[State.WAITING] == 3
    assert (await books.submissions.counts("local", "ann"))[State.WAITING] == 3
    assert not (await books.submissions.counts("local", "bob")).get(State.WAITING)
    soon = NOON + timedelta(hours=2.5)
    assert [item.id for item in await books.submissions.due(soon)] == ["s1", "s2"]
    assert [item.id for item in await books.submissions.due(soon, 5, (page[0].due_at, "s1"))] == ["s2"]


async def test_an_authors_own_come_by_when_they_were_sent_whatever_their_deadline(books: Books):
    sent = {
        "s1": timedelta(),
        "s2": timedelta(seconds=2),
        "s3": timedelta(seconds=2.5),
        "s4": timedelta(days=1),
    }
    for number, (name, after) in enumerate(sent.items(), start=1):
        version = replace(FIRST, decision_id=f"e{number}")
        due = NOON + timedelta(hours=40 - number)
        await books.submissions.open(
            a_submission(id=name, asked_at=NOON + after, due_at=due, version=version), MADE
        )

    found: list[str] = []
    query = QueueQuery(author="ann", limit=1, newest=True)
    while page := await books.submissions.queue("local", query):
        found.append(page[-1].id)
        query = replace(query, after=(page[-1].asked_at, page[-1].id))

    assert found == ["s4", "s3", "s2", "s1"]


async def test_of_two_submissions_of_one_review_the_one_sent_last_is_meant(books: Books):
    await books.submissions.open(a_submission(due_at=NOON + timedelta(days=3)), MADE)
    later = a_submission(id="s2", purpose="privacy", asked_at=NOON + timedelta(hours=1))
    await books.submissions.open(later, MADE)

    assert await books.submissions.of_review("local", FIRST.decision_id) == later


async def test_a_draft_lies_encrypted_and_is_gone_when_its_time_is_over(books: Books):
    draft = a_draft(
        f"{SECRET} \ud800", "reply", "google", about="review: rude; authorization: AUTH-1 on file"
    )
    await books.drafts.keep("local", "e1", draft, NOON + timedelta(hours=1))
    await books.drafts.keep("local", "e2", a_draft("two"), NOON + timedelta(hours=1))

    assert await books.drafts.read("local", "e1") == draft
    assert await books.drafts.read("other", "e1") is None
    assert await books.drafts.extend("local", "e2", NOON + timedelta(hours=9)) is True
    if books.database is not None:
        async with books.database.reader.connect() as connection:
            rows = (await connection.execute(text("SELECT * FROM draft_text"))).all()
        assert "zebra" not in str(rows)

    books.clock.move(timedelta(hours=2))
    assert await books.drafts.read("local", "e1") is None
    assert await books.drafts.tidy() == 1
    assert await books.drafts.read("local", "e2") is not None


async def test_a_legal_hold_keeps_a_draft_from_everything(books: Books):
    await books.drafts.keep("local", "e1", a_draft("held"), NOON + timedelta(hours=1))
    await books.drafts.hold("local", "e1", a_decision("held"), held=True)
    await books.drafts.hold("local", "e1", a_decision("held"), held=True)

    books.clock.move(timedelta(days=900))

    assert await books.drafts.tidy() == 0
    assert await books.drafts.forget("local", ["e0", "e1"], a_decision("forgotten")) is None
    assert await books.drafts.read("local", "e1") is not None
    await books.drafts.hold("local", "e1", a_decision("unheld"), held=False)
    tombstone = await books.drafts.forget("local", ["e0", "e1"], a_decision("forgotten"))
    assert tombstone is not None
    assert await books.drafts.extend("local", "e1", NOON) is False
    assert await entries(books) == 4


async def test_a_hold_counts_for_a_text_that_comes_after_it(books: Books):
    await books.drafts.hold("local", "e1", a_decision("held"), held=True)
    await books.drafts.keep("local", "e1", a_draft("late"), NOON)

    books.clock.move(timedelta(days=1))

    assert await books.drafts.tidy() == 0
    assert await books.drafts.read("local", "e1") == a_draft("late")


async def test_registers_keep_what_is_on_file_with_an_entry_each(books: Books):
    items = (
        AuthorizationOnFile("AUTH-0418", "name and quote", date(2027, 3, 1)),
        Freeze("FRZ-1", "dana", "flood", NOON + timedelta(days=1), "We are open.", "grief posts"),
        Interest("INT-1", "ann", "Valvex", "I advise Valvex.", "COI-7"),
        Spokesperson("SP-1", "dana", "everything"),
    )
    for item in items:
        await books.registers.put("local", item, MADE)
    revoked = replace(items[0], revoked_at=NOON)
    await books.registers.put("local", revoked, MADE)

    assert await books.registers.items("local", Register.AUTHORIZATIONS) == (revoked,)
    assert set(await books.registers.items("local")) == {revoked, *items[1:]}
    assert await books.registers.items("other") == ()
    assert await entries(books) == 5


async def test_what_is_removed_from_a_register_leaves_its_entry_and_that_the_register_was_used(books: Books):
    gone, other = AuthorizationOnFile("AUTH-1"), AuthorizationOnFile("AUTH-2")
    assert not await books.registers.was_used("local", Register.AUTHORIZATIONS)
    for item in (gone, other):
        await books.registers.put("local", item, MADE)

    for item in (gone, other):
        assert await books.registers.remove("local", Register.AUTHORIZATIONS, item.id, MADE) is not None

    assert await books.registers.items("local") == ()
    assert await books.registers.was_used("local", Register.AUTHORIZATIONS)
    assert not await books.registers.was_used("local", Register.FREEZES)
    assert await entries(books) == 4


@pytest.mark.parametrize("kind", SQL)
async def test_of_two_that_open_the_database_one_decides(request: pytest.FixtureRequest, kind: str):
    """Two openings of one database, as two processes have them; the benchmark does it with processes."""
    from adapters.database.decision_log import SqlDecisionLog

    url = request.getfixturevalue(f"{kind}_url")
    pair = [open_database(url), open_database(url)]
    try:
        books = [SqlSubmissionBook(one, SqlDecisionLog(one, SIGNER, FixedClock())) for one in pair]
        before, _ = await books[0].open(a_submission(), MADE)
        told = await asyncio.gather(*(book.change(approved(before), MADE) for book in books * 10))
        assert sum(entry is not None for entry in told) == 1
    finally:
        for one in pair:
            await one.close()


@pytest.fixture(params=SQL)
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)


async def test_sessions_end_and_offers_are_taken_once(database: Database):
    clock = FixedClock(NOON)
    sessions = SqlSessions(database, CIPHER, clock)
    key = await sessions.begin("dana", "Dana", ("auditor",), "local", "https://login.example u-1")
    found = await sessions.find(key)
    assert found is not None
    assert (found.person, found.roles, key in found.csrf) == ("dana", ("auditor",), False)
    assert found.subject == "https://login.example u-1"
    assert await sessions.find("nothing\0\ud800") is None

    clock.move(IDLE - timedelta(minutes=1))
    assert await sessions.find(key) is not None
    clock.move(IDLE - timedelta(minutes=1))
    assert await sessions.find(key) is not None
    clock.move(LASTS)
    assert await sessions.find(key) is None
    ended = await sessions.begin("dana", "Dana", (), "local")
    await sessions.end(ended)
    assert await sessions.find(ended) is None

    offer = await sessions.offer({"person": "dana"}, timedelta(minutes=10))
    taken = await asyncio.gather(*(sessions.take(offer) for _ in range(10)))
    assert [what for what in taken if what is not None] == [{"person": "dana"}]
    late = await sessions.offer({"person": "dana"}, timedelta(minutes=10))
    clock.move(timedelta(minutes=10))
    assert await sessions.take(late) is None
    await sessions.tidy()
    async with database.reader.connect() as connection:
        for table in ("session", "signing_in"):
            assert (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar() == 0
