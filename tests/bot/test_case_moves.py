"""The states of a public review that was handed over: what may happen, and what never does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.approval import Refusal
from bot.case import OPEN, REASONS, Case, CaseState, Ending, EndingReason
from bot.case_moves import CaseMove, PassOn, Settle, TakeBack, TakeUp, is_near, move, overdue, seated
from bot.people import DeskPolicy, Person, Step
from tests.builders import NOON
from tests.cases import HOUSE_POLICY, a_case, a_given

HOUR = timedelta(hours=1)
FAKE = Settle(Ending.REPORTED, EndingReason.FAKE)
TO_PRIVACY = PassOn(a_given("privacy", Step(role="privacy", hours=4), title="Privacy Officer"))


def by(name: str) -> Person:
    return HOUSE_POLICY.people.get(name) or Person(name)


def moved(
    before: Case, wanted: CaseMove, name: str, hours: float = 0.1, policy: DeskPolicy = HOUSE_POLICY
) -> Case:
    after = move(before, wanted, policy.people.get(name) or Person(name), policy, NOON + hours * HOUR)
    assert isinstance(after, Case), after
    return after


def refused(before: Case, wanted: CaseMove, name: str, hours: float = 0.1) -> str:
    after = move(before, wanted, by(name), HOUSE_POLICY, NOON + hours * HOUR)
    assert isinstance(after, Refusal), after
    return after.code


def test_who_takes_it_has_the_hours_of_the_step_to_say_what_became_of_it():
    taken = moved(a_case(), TakeUp(), "cleo")

    assert (taken.holder, taken.state, taken.revision) == ("cleo", CaseState.WAITING, 1)
    assert taken.due_at == NOON + 6.1 * HOUR
    assert refused(taken, TakeUp(), "cleo") == "already_taken"


def test_somebody_who_has_a_seat_settles_it_once_and_a_late_click_is_told_by_whom_and_when():
    settled = moved(a_case(), FAKE, "cleo")

    assert (settled.state, settled.ending, settled.reason) == (
        CaseState.SETTLED,
        Ending.REPORTED,
        EndingReason.FAKE,
    )
    late = move(settled, FAKE, by("cyd"), HOUSE_POLICY, NOON + HOUR)
    assert late == Refusal(
        "already_decided",
        "Already decided by Cleo Compliance at 12:06 UTC on 2 March 2026: reported to the platform.",
    )


@pytest.mark.parametrize("name", ["ann", "dana", "cyd", "otto", "root", "stranger"])
@pytest.mark.parametrize("wanted", [TakeUp(), FAKE])
def test_whoever_has_no_seat_can_neither_take_nor_settle_it(name: str, wanted: CaseMove):
    assert refused(a_case(), wanted, name) == "not_entitled"


def test_who_asked_may_see_to_it_where_the_role_is_their_own():
    own = a_case(asker="cleo")

    assert moved(own, FAKE, "cleo").state is CaseState.SETTLED


@pytest.mark.parametrize("ending", Ending)
def test_an_ending_takes_a_reason_of_its_own_list(ending: Ending):
    for reason in EndingReason:
        after = move(a_case(), Settle(ending, reason), by("cleo"), HOUSE_POLICY, NOON)
        assert isinstance(after, Case) is (reason in REASONS[ending])


def test_passed_on_it_waits_anew_for_the_other_role_and_keeps_what_was_seen():
    taken = moved(a_case(), TakeUp(), "cleo")

    passed = moved(taken, TO_PRIVACY, "cleo", 0.5)

    assert (passed.given.role, passed.holder, passed.state) == ("privacy", None, CaseState.WAITING)
    assert (passed.signs, passed.decision_id, passed.asker) == (taken.signs, taken.decision_id, "ann")
    assert refused(passed, FAKE, "cleo", 0.6) == "not_entitled"
    assert moved(passed, FAKE, "pia", 0.6).decided_by == "pia"
    assert refused(a_case(), PassOn(a_given()), "cleo") == "same_role"


def test_who_asked_may_pass_it_on_or_take_it_back_until_somebody_has_it():
    assert moved(a_case(), TO_PRIVACY, "ann").given.role == "privacy"
    assert moved(a_case(), TakeBack(), "ann").state is CaseState.WITHDRAWN
    taken = moved(a_case(), TakeUp(), "cleo")
    assert refused(taken, TO_PRIVACY, "ann") == "not_entitled"
    assert refused(taken, TakeBack(), "ann") == "already_taken"
    assert refused(a_case(), TakeBack(), "cleo") == "not_entitled"


def test_deputies_come_in_once_then_it_has_lapsed_and_still_waits():
    late = overdue(a_case(), HOUSE_POLICY, NOON + HOUR)
    assert late is not None
    assert (late.deputized, late.due_at, seated(late, HOUSE_POLICY, NOON)) == (
        True,
        NOON + 2 * HOUR,
        {"cleo", "cyd"},
    )
    lapsed = overdue(late, HOUSE_POLICY, NOON + 2 * HOUR)
    assert lapsed is not None
    assert (lapsed.state, lapsed.due_at) == (CaseState.LAPSED, NOON + 2 * HOUR)
    assert overdue(lapsed, HOUSE_POLICY, NOON + 99 * HOUR) is None

    assert moved(lapsed, FAKE, "cyd", 50).state is CaseState.SETTLED
    taken = moved(lapsed, TakeUp(), "cyd", 50)
    assert (taken.state, taken.due_at) == (CaseState.WAITING, NOON + 56 * HOUR)


def test_a_click_after_the_deadline_meets_the_deputies_although_nobody_looked_meanwhile():
    assert moved(a_case(), TakeUp(), "cyd", 1.5).holder == "cyd"


def test_out_of_office_the_deputy_sits_beside():
    away = {
        **HOUSE_POLICY.people,
        "cleo": replace(HOUSE_POLICY.people["cleo"], away=(date(2026, 3, 1), date(2026, 3, 5)), deputy="pia"),
    }

    assert seated(a_case(), replace(HOUSE_POLICY, people=away), NOON) == {"cleo", "pia"}


def test_who_has_it_keeps_it_although_the_pack_names_others_by_now():
    taken = moved(a_case(), TakeUp(), "cleo")
    elsewhere = replace(taken, given=a_given(step=Step(people=("pia",), hours=6)))

    assert moved(elsewhere, FAKE, "cleo", 1).state is CaseState.SETTLED


def test_those_concerned_are_told_before_the_time_is_over_and_once():
    assert [is_near(a_case(), NOON + HOUR * part) for part in (0.7, 0.8, 1)] == [False, True, False]
    assert not is_near(a_case(warned=True), NOON + 0.8 * HOUR)


def test_a_clock_that_runs_behind_moves_no_moment_back():
    taken = moved(a_case(), TakeUp(), "cleo", 0.5)

    assert moved(taken, FAKE, "cleo", -5).decided_at == taken.since


PEOPLE = ["ann", "cleo", "cyd", "dana", "pia", "otto", "stranger"]
MOVES = st.one_of(
    st.just(TakeUp()),
    st.just(TakeBack()),
    st.builds(
        lambda e, n: Settle(e, REASONS[e][n % len(REASONS[e])]), st.sampled_from(Ending), st.integers(0, 9)
    ),
    st.sampled_from([TO_PRIVACY, PassOn(a_given())]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(MOVES, st.sampled_from(PEOPLE), st.floats(0, 9)), max_size=12))
def test_on_every_path_one_settles_it_who_may_and_nothing_changes_after(steps):  # type: ignore[no-untyped-def]
    now, at, settled = a_case(), NOON, 0
    for wanted, name, hours in steps:
        at += hours * HOUR
        ticked = overdue(now, HOUSE_POLICY, at)
        if ticked is not None:
            assert ticked.state in OPEN
            assert ticked.revision == now.revision + 1
            now = ticked
        might = seated(now, HOUSE_POLICY, at)
        after = move(now, wanted, by(name), HOUSE_POLICY, at)
        if isinstance(after, Refusal):
            continue
        assert now.state in OPEN
        assert after.revision == now.revision + 1
        assert (after.id, after.asker, after.decision_id, after.signs) == (
            now.id,
            now.asker,
            now.decision_id,
            now.signs,
        )
        if after.state is CaseState.SETTLED:
            settled += 1
            might |= seated(
                replace(now, deputized=True), HOUSE_POLICY, at
            )  # the deadline may pass with the click
            assert name in might
            assert after.decided_by == name
            assert after.reason in REASONS[after.ending]  # type: ignore[index]
        elif after.state is CaseState.WITHDRAWN:
            assert name == now.asker
        elif after.state is CaseState.WAITING:
            assert after.due_at >= at or after.due_at == now.due_at
        now = after
    assert settled <= 1
    assert (settled == 1) == (now.state is CaseState.SETTLED)
