"""What every DecisionLog promises: the same suite on the fake, on SQLite and on PostgreSQL."""

import asyncio
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from adapters.database.verifier import verify_export
from bot.errors import LogUnavailable
from bot.ports import DecisionLog, LogQuery
from tests.adapters.decisions import REVIEWED, SELFIE, SHOUTING, a_decision
from tests.fakes import InMemoryDecisionLog

ANY = LogQuery()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def log(request: pytest.FixtureRequest) -> DecisionLog:
    if request.param == "memory":
        return InMemoryDecisionLog(every=5)
    return request.getfixturevalue(f"{request.param}_log")


async def seqs(log: DecisionLog, query: LogQuery) -> list[int]:
    return [entry.seq for entry in await log.find("mercy", query)]


async def test_an_entry_is_numbered_chained_and_found_again_as_it_was(log: DecisionLog):
    first = await log.record(REVIEWED)
    second = await log.record(REVIEWED)

    assert (first.seq, second.seq) == (1, 2)
    assert second.previous_hash == first.entry_hash
    assert first.decision == REVIEWED
    assert first.id != second.id
    assert await log.entry("mercy", first.id) == first
    assert await log.find("mercy", ANY) == (second, first)


async def test_a_decision_about_the_same_event_is_kept_once(log: DecisionLog):
    first = await log.record(REVIEWED, once="slack:event:Ev1")
    again = await log.record(a_decision(verdict="ok", findings=()), once="slack:event:Ev1")
    other = await log.record(REVIEWED, once="slack:event:Ev2")

    assert again == first
    assert other.seq == 2
    assert await log.answer_to("mercy", "slack:event:Ev1") == first
    assert await log.answer_to("mercy", "slack:event:Ev3") is None
    assert await log.answer_to("saint-anne", "slack:event:Ev1") is None
    assert await seqs(log, ANY) == [2, 1]


async def test_the_same_event_key_in_another_tenant_is_another_event(log: DecisionLog):
    await log.record(a_decision("mercy"), once="slack:event:Ev1")

    assert (await log.record(a_decision("saint-anne"), once="slack:event:Ev1")).seq == 1


async def test_many_decisions_about_one_event_at_once_become_one(log: DecisionLog):
    kept = await asyncio.gather(*(log.record(REVIEWED, once="teams:19:1") for _ in range(8)))

    assert len({entry.id for entry in kept}) == 1
    assert await seqs(log, ANY) == [1]


async def test_each_tenant_has_its_own_chain_and_sees_no_other(log: DecisionLog):
    ours = await log.record(a_decision("mercy"))
    theirs = await log.record(a_decision("saint-anne"))

    assert (ours.seq, theirs.seq) == (1, 1)
    assert await log.find("mercy", ANY) == (ours,)
    assert await log.entry("mercy", theirs.id) is None
    assert (await log.verify("saint-anne")).entries == 1


async def test_an_empty_log_is_whole(log: DecisionLog):
    status = await log.verify("nobody")

    assert status.whole
    assert status.entries == 0
    assert await log.find("nobody", ANY) == ()


async def test_a_moment_is_kept_in_utc_to_the_microsecond(log: DecisionLog):
    in_chicago = datetime(2025, 11, 24, 16, 0, 5, 7, tzinfo=timezone(timedelta(hours=-6)))

    entry = await log.record(a_decision(at=in_chicago))

    kept = await log.entry("mercy", entry.id)
    assert kept is not None
    assert kept.decision.at == in_chicago
    assert kept.decision.at.tzinfo is UTC


async def test_entries_are_found_by_verdict_event_person_and_category(log: DecisionLog):
    await log.record(a_decision(verdict="ok", findings=()))
    await log.record(a_decision(verdict="block", findings=(SELFIE, SHOUTING)))
    await log.record(a_decision(actor="U777", verdict="revise", findings=(SHOUTING,)))
    await log.record(a_decision(event="disagreed", verdict=None, findings=(), subject="abc"))

    assert await seqs(log, LogQuery(verdict="block")) == [2]
    assert await seqs(log, LogQuery(event="disagreed")) == [4]
    assert await seqs(log, LogQuery(actor="U777")) == [3]
    assert await seqs(log, LogQuery(category="phi.image")) == [2]
    assert await seqs(log, LogQuery(category="tone.shouting")) == [3, 2]
    assert await seqs(log, LogQuery(category="tone.shouting", verdict="revise")) == [3]


async def test_a_family_finds_its_categories_and_nothing_else(log: DecisionLog):
    await log.record(a_decision(findings=(SELFIE,)))
    await log.record(a_decision(findings=(SHOUTING,)))

    assert await seqs(log, LogQuery(category="phi")) == [1]
    assert await seqs(log, LogQuery(category="PHI.image")) == [1]
    for nothing in ("ph", "phi.ima", "image", "%", "phi_image", "|"):
        assert await seqs(log, LogQuery(category=nothing)) == []


async def test_what_was_recorded_about_an_entry_later_is_found_newest_first(log: DecisionLog):
    first = await log.record(a_decision(findings=()))
    second = await log.record(a_decision(findings=(), details={"reason": f'"subject":"{first.id}"'}))
    await log.record(a_decision(event="outcome", verdict=None, findings=(), subject=first.id))
    await log.record(a_decision(event="viewed", verdict=None, findings=(), subject=first.id))
    await log.record(a_decision(event="outcome", verdict=None, findings=(), subject=second.id))
    await log.record(a_decision(event="disagreed", verdict=None, findings=(), subject=first.id))

    assert await seqs(log, LogQuery(about=first)) == [6, 3]
    assert await seqs(log, LogQuery(about=first, event="outcome")) == [3]
    assert await seqs(log, LogQuery(about=first, event="outcome", limit=0)) == []
    assert await seqs(log, LogQuery(about=second)) == [5]


async def test_days_are_found_from_the_first_to_the_last_one_included(log: DecisionLog):
    for day in (1, 2, 3):
        await log.record(a_decision(at=datetime(2025, 11, day, 23, 59, 59, 999999, tzinfo=UTC)))

    assert await seqs(log, LogQuery(since=date(2025, 11, 2))) == [3, 2]
    assert await seqs(log, LogQuery(until=date(2025, 11, 2))) == [2, 1]
    assert await seqs(log, LogQuery(since=date(2025, 11, 2), until=date(2025, 11, 2))) == [2]
    assert await seqs(log, LogQuery(since=date.min, until=date.max)) == [3, 2, 1]


async def test_pages_follow_one_another_without_gap_or_overlap(log: DecisionLog):
    for _ in range(7):
        await log.record(REVIEWED)

    first = await log.find("mercy", LogQuery(limit=3))
    second = await log.find("mercy", LogQuery(limit=3, before=first[-1].seq))
    third = await log.find("mercy", LogQuery(limit=3, before=second[-1].seq))

    assert [entry.seq for entry in (*first, *second, *third)] == [7, 6, 5, 4, 3, 2, 1]
    assert await seqs(log, LogQuery(limit=0)) == []
    assert len(await log.find("mercy", LogQuery(limit=10**30, before=10**30))) == 7


@pytest.mark.parametrize("strange", ["", "nothing", "a\0b", "\ud800", "' OR 1=1 --", "x" * 100_000])
async def test_what_is_not_there_is_not_found_however_strange_its_name(log: DecisionLog, strange: str):
    await log.record(REVIEWED)

    assert await log.entry("mercy", strange) is None
    assert await log.entry(strange, "entry1") is None
    assert await log.find("mercy", LogQuery(actor=strange)) == ()
    assert await log.find(strange, ANY) == ()


@pytest.mark.parametrize("impossible", ["a\0b", "\ud800"])
async def test_an_entry_no_database_can_hold_is_refused_and_leaves_no_trace(
    log: DecisionLog, impossible: str
):
    with pytest.raises(LogUnavailable):
        await log.record(a_decision(actor=impossible))
    with pytest.raises(LogUnavailable):
        await log.record(a_decision(tenant=impossible))
    with pytest.raises(LogUnavailable):
        await log.record(a_decision(details={"score": 0.5}))
    with pytest.raises(LogUnavailable):
        await log.record(a_decision(details={"long": "x" * 3_000_000}))

    assert (await log.record(REVIEWED)).seq == 1


async def test_strange_values_that_are_not_searched_come_back_as_they_were(log: DecisionLog):
    strange = a_decision(details={"code": 'q"\\\n\0\ud800é🏥'}, subject="\u2028</script>")

    entry = await log.record(strange)

    kept = await log.entry("mercy", entry.id)
    assert kept is not None
    assert kept.decision == strange
    assert (await log.verify("mercy")).whole


async def test_many_at_once_make_one_whole_chain(log: DecisionLog):
    entries = await asyncio.gather(*(log.record(REVIEWED) for _ in range(23)))

    status = await log.verify("mercy")
    assert sorted(entry.seq for entry in entries) == list(range(1, 24))
    assert status.whole
    assert (status.entries, status.checkpoints) == (23, 4)


async def test_an_export_verifies_and_its_last_line_is_a_checkpoint(log: DecisionLog):
    for _ in range(12):
        last = await log.record(REVIEWED)

    lines = [line async for line in log.export("mercy")]

    walk = verify_export(line.rstrip("\n") for line in lines)
    assert walk.problems == []
    assert (walk.entries, walk.checkpoints, walk.head) == (12, 3, last.entry_hash)
    assert all(line.endswith("\n") and line.isascii() for line in lines)
    assert lines[-1].startswith('{"checkpoint":')


async def test_an_export_of_an_empty_log_is_a_header_that_verifies(log: DecisionLog):
    lines = [line async for line in log.export("mercy")]

    assert len(lines) == 1
    assert verify_export(line.rstrip("\n") for line in lines).problems == []


async def test_exporting_twice_signs_the_same_entry_once(log: DecisionLog):
    await log.record(REVIEWED)

    first = [line async for line in log.export("mercy")]
    second = [line async for line in log.export("mercy")]

    assert first[1:] == second[1:]
    assert (await log.verify("mercy")).checkpoints == 1
