"""What every job engine promises with the inbox: the same suite on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg
import pytest
from sqlalchemy import make_url, select, text

from adapters.clock import SystemClock
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox, Work
from adapters.database.tables import inbox
from adapters.database.writing import Transaction
from adapters.jobs.attempt import Attempts, Retry
from adapters.jobs.procrastinate import ProcrastinateJobs, told
from bot.answering import apology
from bot.cards import NoteCard, ReviewCard
from bot.delivery import Dead, Throttled, Unknown
from bot.errors import DeliveryError, NotAccepted, TryLater
from tests.adapters.workshops import SOON, a_workshop, at_work, engine_for, until_ended
from tests.builders import WARD, an_event
from tests.fakes import FakeMessenger
from tests.waiting import PATIENCE_S, until, until_told


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


class Recorder:
    """A kind of work that notes what it was given, and fails as often as it is told to.

    What is ``held`` until an event does not end before it.
    """

    def __init__(
        self, *errors: Exception, retry: Retry = SOON, held: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        self.errors, self.retry, self.held = list(errors), retry, held
        self.done: list[str] = []
        self.given_up: list[str] = []
        self.running = self.most = 0

    async def handle(self, key: str, work: str) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            if self.held is not None:
                await self.held()
            if self.errors:
                raise self.errors.pop(0)
            self.done.append(work)
        finally:
            self.running -= 1

    async def give_up(self, key: str, work: str) -> None:
        self.given_up.append(work)


async def put(to: SqlInbox, database: Database, *work: Work) -> None:
    async def step(connection: Transaction) -> None:
        for item in work:
            await to.add(connection, item)

    await database.write(step)
    for item in work:
        to.committed(item)


def note(number: int, lock: str = "a", **more: object) -> Work:
    return Work(f"note:{number}", "note", lock, str(number), **more)  # type: ignore[arg-type]


async def test_an_accepted_event_is_answered(database: Database):
    platform = FakeMessenger()
    async with at_work(a_workshop(database, platform)) as workshop:
        assert await workshop.inbox.accept(an_event()) is True
        await until_ended(workshop, 1)

    ((where, card),) = platform.said
    assert where == WARD.id
    assert isinstance(card, ReviewCard)


async def test_a_copy_of_an_event_is_accepted_and_changes_nothing(database: Database):
    platform = FakeMessenger()
    async with at_work(a_workshop(database, platform)) as workshop:
        answers = await asyncio.gather(*(workshop.inbox.accept(an_event()) for _ in range(10)))
        await until_ended(workshop, 1)
        assert await workshop.inbox.accept(an_event()) is False

    assert sum(answers) == 1
    assert len(platform.said) == 1
    assert len(await database_decisions(database)) == 1


async def test_what_was_accepted_while_nobody_worked_is_done_at_the_next_start(database: Database):
    closed = a_workshop(database)
    for number in range(5):
        await closed.inbox.accept(an_event(f"fake:event:{number}"))

    platform = FakeMessenger()
    async with at_work(a_workshop(database, platform)) as workshop:
        await until_ended(workshop, 5)

    assert len(platform.said) == 5


async def test_the_payload_is_encrypted_while_it_waits_and_gone_when_it_is_done(database: Database):
    workshop = a_workshop(database)
    await workshop.inbox.accept(an_event(text="the zebra quartet"))
    (row,) = await rows(database)
    assert "zebra" not in str(row)
    assert row.payload

    async with at_work(workshop):
        await until_ended(workshop, 1)

    (row,) = await rows(database)
    assert (row.state, row.payload) == ("done", None)


async def test_work_with_the_same_lock_is_done_in_order_and_other_work_beside_it(database: Database):
    workshop = a_workshop(database)
    both = asyncio.Barrier(2)
    slow = workshop.handlers["note"] = Recorder(held=both.wait)
    async with at_work(workshop):
        await put(workshop.inbox, database, *(note(n, lock="ab"[n % 2]) for n in range(10)))
        await until_ended(workshop, 10)

    assert [n for n in slow.done if int(n) % 2 == 0] == ["0", "2", "4", "6", "8"]
    assert [n for n in slow.done if int(n) % 2 == 1] == ["1", "3", "5", "7", "9"]
    assert slow.most == 2


async def test_a_failed_attempt_is_tried_again_and_later_work_of_the_lock_waits_for_it(database: Database):
    workshop = a_workshop(database)
    flaky = workshop.handlers["note"] = Recorder(RuntimeError(), RuntimeError())
    async with at_work(workshop):
        await put(workshop.inbox, database, note(1), note(2))
        await until_ended(workshop, 2)

    assert flaky.done == ["1", "2"]


async def test_what_was_put_off_is_listed_after_what_was_given_up_and_what_only_waits_is_not(
    database: Database,
):
    kept = a_workshop(database).inbox
    await put(kept, database, note(1), note(2), note(3))
    put_off = await kept.take("note:1")
    assert put_off is not None
    await kept.put_off(put_off, 60, "platform_not_connected", counted=True)
    await kept.dead("note:2", "gave_up")

    told = await kept.troubled()

    assert [(work.key, work.state, work.code, work.attempts) for work in told] == [
        ("note:2", "dead", "gave_up", 0),
        ("note:1", "waiting", "platform_not_connected", 1),
    ]
    assert told[1].due_at > told[1].received_at


async def test_a_platform_that_is_not_connected_is_the_reason_that_is_kept(database: Database):
    workshop = a_workshop(database)
    workshop.handlers["note"] = Recorder(
        DeliveryError("platform_not_connected"), retry=Retry(attempts=3, first_s=60)
    )
    async with at_work(workshop):
        await put(workshop.inbox, database, note(1))
        told = await until_told(workshop.inbox.troubled)

    assert [work.code for work in told] == ["platform_not_connected"]


async def test_after_so_many_attempts_it_is_a_dead_letter_and_the_rest_goes_on(database: Database):
    workshop = a_workshop(database)
    failing = workshop.handlers["note"] = Recorder(*[RuntimeError()] * SOON.attempts)
    async with at_work(workshop):
        await put(workshop.inbox, database, note(1), note(2))
        counts = await until_ended(workshop, 2)

    assert counts == {"done": 1, "dead": 1}
    assert failing.given_up == ["1"]
    (letter,) = await workshop.inbox.troubled()
    assert (letter.key, letter.code, letter.kept) == ("note:1", "gave_up", True)


async def test_a_dead_letter_can_be_tried_again(database: Database):
    workshop = a_workshop(database)
    failing = workshop.handlers["note"] = Recorder(*[RuntimeError()] * SOON.attempts)
    async with at_work(workshop):
        await put(workshop.inbox, database, note(1))
        await until_ended(workshop, 1)
        assert await workshop.inbox.revive("note:1") is True
        await until(lambda: failing.done == ["1"])

    assert await workshop.inbox.revive("note:1") is False


async def test_a_person_whose_event_is_given_up_gets_an_apology_in_the_placeholders_place(
    database: Database,
):
    platform = FakeMessenger(None, *[Unknown("timeout")] * SOON.attempts)  # the placeholder, then silence
    async with at_work(a_workshop(database, platform)) as workshop:
        await workshop.inbox.accept(an_event())
        counts = await until_ended(workshop, 1)

    assert counts == {"dead": 1}
    assert platform.said == [(WARD.id, apology(an_event().key))]


async def test_an_apology_is_replaced_by_the_answer_when_the_dead_letter_is_tried_again(database: Database):
    platform = FakeMessenger()
    workshop = a_workshop(database, platform)
    await workshop.inbox.accept(an_event())
    await workshop.sender.finish(an_event().key, WARD, apology(an_event().key))
    await workshop.inbox.dead(an_event().key, "gave_up")

    async with at_work(workshop):
        assert await workshop.inbox.revive(an_event().key)
        await until_ended(workshop, 1)

    ((_, card),) = platform.said
    assert isinstance(card, ReviewCard)


async def test_a_platform_that_asks_to_wait_costs_no_attempt(database: Database):
    workshop = a_workshop(database)
    patient = workshop.handlers["note"] = Recorder(*[TryLater("throttled", 0.05)] * (SOON.attempts + 3))
    async with at_work(workshop):
        await put(workshop.inbox, database, note(1))
        counts = await until_ended(workshop, 1)

    assert counts == {"done": 1}
    assert patient.given_up == []


@pytest.mark.parametrize(("spread", "least"), [(0.8, 2.0), (1.2, 2.4)])
async def test_nobody_is_asked_again_before_the_time_they_asked_for(
    database: Database, spread: float, least: float
):
    workshop = a_workshop(database)
    workshop.handlers["note"] = Recorder(TryLater("throttled", 2.0), DeliveryError("lost"))
    await put(workshop.inbox, database, note(1))
    attempt = Attempts(workshop.inbox, workshop.handlers, spread=lambda: spread)

    asked, failed = await attempt("note:1"), await attempt("note:1")

    assert asked == pytest.approx(least)
    assert failed == pytest.approx(SOON.first_s * spread)


async def test_throttling_on_the_way_out_is_waited_for(database: Database):
    platform = FakeMessenger(Throttled(0.1), Throttled(0.1))
    async with at_work(a_workshop(database, platform)) as workshop:
        await workshop.inbox.accept(an_event())
        await until_ended(workshop, 1)

    assert len(platform.said) == 1


async def test_an_unknown_outcome_is_looked_up_and_the_person_sees_one_message(database: Database):
    platform = FakeMessenger(Unknown("timeout"))
    platform.reaches = True
    async with at_work(a_workshop(database, platform)) as workshop:
        await workshop.inbox.accept(an_event())
        await until_ended(workshop, 1)

    ((_, card),) = platform.said
    assert isinstance(card, ReviewCard)


async def test_a_conversation_that_died_is_noted_and_speaking_there_again_revives_it(database: Database):
    platform = FakeMessenger(Dead("is_archived"))
    async with at_work(a_workshop(database, platform)) as workshop:
        await workshop.inbox.accept(an_event())
        assert await until_ended(workshop, 1) == {"dead": 1}
        assert await workshop.conversations.dead_reason(WARD) == "is_archived"

        await workshop.inbox.accept(an_event("fake:event:2"))
        assert await workshop.conversations.dead_reason(WARD) is None
        await until_ended(workshop, 2)

    assert len(platform.said) == 1


async def test_work_that_is_not_due_waits(database: Database):
    workshop, clock = a_workshop(database), SystemClock()
    begun: list[datetime] = []

    async def noted() -> None:
        begun.append(clock.now())

    recorder = workshop.handlers["note"] = Recorder(held=noted)
    async with at_work(workshop):
        soon, late = (clock.now() + timedelta(seconds=seconds) for seconds in (1, 3600))
        await put(workshop.inbox, database, note(1, due_at=soon), note(2, lock="b", due_at=late))
        await until(lambda: recorder.done)

    assert recorder.done == ["1"]
    assert begun[0] >= soon
    assert await workshop.inbox.counts() == {"done": 1, "waiting": 1}


async def test_a_stop_lets_running_work_end_and_begins_nothing_new(database: Database):
    workshop, may_end = a_workshop(database), asyncio.Event()
    slow = workshop.handlers["note"] = Recorder(held=may_end.wait)
    workshop.begin()
    await put(workshop.inbox, database, note(1), note(2))
    await until(lambda: slow.running == 1)
    stopping = asyncio.create_task(workshop.end(PATIENCE_S))
    await asyncio.sleep(0.1)  # the stop has begun, whatever else waits
    may_end.set()
    await stopping

    assert slow.done == ["1"]
    assert await workshop.inbox.counts() == {"done": 1, "waiting": 1}


async def test_work_that_outlasts_the_drain_is_left_to_the_next(database: Database):
    workshop = a_workshop(database)
    endless = workshop.handlers["note"] = Recorder(held=asyncio.Event().wait)
    async with at_work(workshop, drain_s=0.2):
        await put(workshop.inbox, database, note(1))
        await until(lambda: endless.running == 1)
    assert await workshop.inbox.counts() == {"waiting": 1}

    again = a_workshop(database)
    quick = again.handlers["note"] = Recorder()
    async with at_work(again):
        await until(lambda: quick.done == ["1"])


async def test_a_transaction_that_fails_leaves_neither_event_nor_job(database: Database):
    workshop = a_workshop(database)
    recorder = workshop.handlers["note"] = Recorder()
    async with at_work(workshop):

        async def step(connection: Transaction) -> None:
            await workshop.inbox.add(connection, note(1))
            raise ZeroDivisionError

        with suppress(ZeroDivisionError):
            await database.write(step)
        await asyncio.sleep(0.4)

    assert recorder.done == []
    assert await workshop.inbox.counts() == {}


async def test_a_kind_that_this_version_does_not_know_is_kept_for_one_that_does(database: Database):
    workshop = a_workshop(database)
    async with at_work(workshop):
        await put(workshop.inbox, database, note(1))
        await asyncio.sleep(0.5)
    assert await workshop.inbox.counts() == {"waiting": 1}


async def test_an_event_beyond_all_measure_is_accepted_and_told_so(database: Database):
    platform = FakeMessenger()
    workshop = a_workshop(database, platform)
    assert await workshop.inbox.accept(an_event(text="x" * 10_000_000))
    (row,) = await rows(database)
    assert len(row.payload) < 2000

    async with at_work(workshop):
        await until_ended(workshop, 1)

    ((_, card),) = platform.said
    assert isinstance(card, NoteCard)
    assert "too long" in card.text


@pytest.mark.parametrize("key", ["nul\0", "half\ud800", "k" * 501])
async def test_a_key_that_no_database_holds_is_refused(database: Database, key: str):
    with pytest.raises(NotAccepted, match="has no form"):
        await a_workshop(database).inbox.accept(an_event(key))


async def test_half_a_character_in_a_draft_is_told_to_the_person(database: Database):
    platform = FakeMessenger()
    async with at_work(a_workshop(database, platform)) as workshop:
        await workshop.inbox.accept(an_event(text="half \ud83d"))
        await until_ended(workshop, 1)

    ((_, card),) = platform.said
    assert isinstance(card, NoteCard)


async def test_what_was_kept_long_enough_is_forgotten(database: Database):
    workshop = a_workshop(database)
    workshop.handlers["note"] = Recorder()
    async with at_work(workshop):
        await put(workshop.inbox, database, note(1))
        await workshop.inbox.accept(an_event())
        await until_ended(workshop, 2)
    await workshop.inbox.tidy()
    assert await workshop.inbox.counts() == {"done": 2}

    for table, column in (("inbox", "finished_at"), ("outbound", "changed_at"), ("once", "at")):
        long_ago = text(f"UPDATE {table} SET {column} = '2020-01-01T00:00:00.000000Z'")
        await database.write(lambda connection, change=long_ago: connection.execute(change))
    await workshop.inbox.tidy()

    assert await workshop.inbox.counts() == {}
    async with database.reader.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM outbound")) == 0
        assert await connection.scalar(text("SELECT count(*) FROM once")) == 0


@pytest.mark.postgres
async def test_two_processes_share_the_work_and_do_none_of_it_twice(postgresql: Database):
    first, second = a_workshop(postgresql), a_workshop(postgresql)

    async def both() -> None:
        await until(lambda: one.most and two.most)

    one = first.handlers["note"] = Recorder(held=both)
    two = second.handlers["note"] = Recorder(held=both)
    async with at_work(first), at_work(second):
        await put(first.inbox, postgresql, *(note(n, lock=str(n)) for n in range(60)))
        await until_ended(first, 60)

    assert sorted(map(int, one.done + two.done)) == list(range(60))
    assert one.done
    assert two.done


@pytest.mark.postgres
async def test_a_connection_of_the_job_engine_loses_what_a_frozen_process_holds(postgresql_url: str):
    url = make_url(postgresql_url)
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(address, **told(url)) as connection:
        held = await connection.execute("SHOW idle_in_transaction_session_timeout")
        waits = await connection.execute("SHOW lock_timeout")

        assert (await held.fetchone(), await waits.fetchone()) == (("5s",), ("10s",))


@pytest.mark.postgres
async def test_the_work_of_a_process_that_died_goes_to_another(postgresql: Database):
    jobs = engine_for(postgresql, heartbeat_s=60, concurrency=1)  # busy with its one job, and silent
    assert isinstance(jobs, ProcrastinateJobs)
    dying = a_workshop(postgresql, jobs=jobs)
    stuck = dying.handlers["note"] = Recorder(held=asyncio.Event().wait)
    dying.begin()
    await put(dying.inbox, postgresql, note(1))
    await until(lambda: stuck.running == 1)

    living = a_workshop(postgresql)
    heir = living.handlers["note"] = Recorder()
    async with at_work(living):
        await until(lambda: heir.done == ["1"])
    await dying.end(0.1)


@pytest.mark.postgres
async def test_a_job_that_was_lost_is_enqueued_again(postgresql: Database):
    workshop = a_workshop(postgresql)
    recorder = workshop.handlers["note"] = Recorder()
    await put(workshop.inbox, postgresql, note(1))
    async with postgresql.reader.begin() as connection:
        await connection.execute(text("DELETE FROM procrastinate_jobs"))
        await connection.execute(text("UPDATE inbox SET due_at = '2020-01-01T00:00:00.000000Z'"))

    async with at_work(workshop):
        await until(lambda: recorder.done == ["1"])


async def test_what_waits_what_is_dead_and_how_long_it_is_due_are_known(database: Database):
    workshop = a_workshop(database, retry=SOON)
    assert await workshop.inbox.backlog_now() == {"waiting": 0, "dead": 0, "overdue_seconds": 0}
    now = SystemClock().now()
    await put(workshop.inbox, database, note(1, due_at=now - timedelta(minutes=5)), note(2), note(3))
    await workshop.inbox.dead("note:3", "gave_up")

    found = await workshop.inbox.backlog_now()

    assert (found["waiting"], found["dead"]) == (2, 1)
    assert 300 <= found["overdue_seconds"] < 330


async def rows(database: Database) -> list[object]:
    async with database.reader.connect() as connection:
        return list((await connection.execute(select(inbox))).all())


async def database_decisions(database: Database) -> list[object]:
    async with database.reader.connect() as connection:
        return list((await connection.execute(text("SELECT id FROM decision"))).all())
