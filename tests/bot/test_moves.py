"""The states of a draft that people decide on: what may happen, and what never does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.approval import Refusal, ReturnReason, State, Submission, Version, WaiverReason
from bot.model import Actor
from bot.moves import (
    Approve,
    Block,
    Move,
    Publish,
    Release,
    Return,
    Revise,
    Take,
    Withdraw,
    is_near,
    move,
    overdue,
)
from bot.people import DeskPolicy, Person, Step, missing
from tests.approvals import FIRST, OTHER_RULES, POLICY, RULES, SECOND, a_policy, a_submission
from tests.builders import NOON

YES = Approve(FIRST.fingerprint)
SOURCE = WaiverReason.SOURCE_ON_FILE
FREE = Release(FIRST.fingerprint, SOURCE)
HOUR = timedelta(hours=1)


def by(name: str) -> Person:
    return POLICY.people.get(name) or Person(name)


def moved(
    before: Submission, wanted: Move, name: str, policy: DeskPolicy = POLICY, hours: float = 1
) -> Submission:
    after = move(before, wanted, policy.people.get(name) or Person(name), policy, NOON + hours * HOUR)
    assert isinstance(after, Submission), after
    return after


def refused(
    before: Submission, wanted: Move, name: str, policy: DeskPolicy = POLICY, hours: float = 1
) -> str:
    after = move(before, wanted, policy.people.get(name) or Person(name), policy, NOON + hours * HOUR)
    assert isinstance(after, Refusal), after
    return after.code


def test_one_of_communications_approves_and_a_late_click_is_told_by_whom_and_when():
    approved = moved(a_submission(), YES, "dana")

    assert (approved.state, approved.decided_by) == (State.APPROVED, "dana")
    late = move(approved, Return(ReturnReason.TONE), by("carl"), POLICY, NOON + 2 * HOUR)
    assert late == Refusal("already_decided", "Already approved by Dana Chief at 13:00 UTC on 2 March 2026.")


@pytest.mark.parametrize("wanted", [YES, Return(ReturnReason.TONE), Block(ReturnReason.TONE), Take()])
def test_nobody_decides_on_a_draft_of_their_own(wanted: Move):
    assert refused(a_submission(author="dana"), wanted, "dana") == "your_own"


def test_an_author_is_known_on_every_platform():
    assert POLICY.person_of("slack", Actor("U-dana")).id == "dana"
    assert POLICY.person_of("cli", Actor("cli:ann")).id == "ann"
    assert POLICY.person_of("teams", Actor("29:x")).roles == frozenset()


@pytest.mark.parametrize("name", ["ann", "otto", "root", "cleo", "stranger"])
def test_whoever_the_step_does_not_name_cannot_approve(name: str):
    assert refused(a_submission(), YES, name) in {"your_own", "not_entitled"}


def test_an_approver_who_was_removed_meanwhile_cannot_approve():
    without = a_policy(people=[{"id": "carl", "roles": ["communications"]}])

    assert refused(a_submission(), YES, "dana", without) == "not_entitled"


def test_another_text_or_other_rules_are_not_what_was_seen():
    assert refused(a_submission(), Approve(SECOND.fingerprint), "dana") == "changed"
    assert refused(a_submission(), YES, "dana", a_policy(OTHER_RULES)) == "policy_changed"


def test_a_pack_in_which_only_people_changed_voids_nothing_and_holds_nothing_up():
    away = a_policy(version="test@2")

    approved = moved(a_submission(), YES, "dana", away)

    assert not approved.is_void(away)
    assert (
        moved(approved, Publish(FIRST.fingerprint), "ann", a_policy(version="test@3")).state
        is State.PUBLISHED
    )


def test_other_rules_void_what_was_approved_until_it_is_reviewed_again_and_approved_anew():
    other = a_policy(OTHER_RULES)
    approved = moved(a_submission(), YES, "dana")
    assert approved.is_void(other)
    assert not approved.is_void(POLICY)

    for wanted, name in (
        (Publish(FIRST.fingerprint), "ann"),
        (YES, "dana"),
        (Return(ReturnReason.TONE), "carl"),
    ):
        assert refused(approved, wanted, name, other) == "policy_changed"
    assert refused(approved, Revise(FIRST), "carl") == "already_decided"
    assert refused(approved, Revise(FIRST), "otto", other) == "not_entitled"

    for name in ("ann", "carl", "dana"):  # its author, and whoever decides on it
        waiting = moved(approved, Revise(replace(FIRST, rules_version=OTHER_RULES)), name, other, hours=2)
        assert (waiting.state, waiting.signatures) == (State.WAITING, ())
        assert moved(waiting, YES, "dana", other, hours=3).state is State.APPROVED


def test_a_review_from_before_rules_had_a_version_holds_for_the_whole_policy():
    old = a_submission(version=replace(FIRST, rules_version=""))

    assert moved(old, YES, "dana").state is State.APPROVED
    assert refused(old, YES, "dana", a_policy(version="test@2")) == "policy_changed"


def test_whatever_is_reviewed_again_waits_for_whom_the_pack_names_now():
    stricter = a_policy(OTHER_RULES, approval=[{"role": "communications"}, {"role": "privacy", "hours": 2}])
    approved = moved(a_submission(), YES, "dana")

    again = moved(approved, Revise(replace(FIRST, rules_version=OTHER_RULES)), "ann", stricter, hours=2)

    assert [step.role for step in again.steps] == ["communications", "privacy"]


def test_one_changed_letter_voids_the_approval():
    approved = moved(a_submission(), YES, "dana")

    changed = moved(approved, Revise(SECOND), "ann", hours=2)

    assert (changed.state, changed.signatures, changed.decided_by) == (State.WAITING, (), None)
    assert changed.earlier == (FIRST.decision_id,)
    assert refused(changed, YES, "dana", hours=3) == "changed"
    assert refused(changed, Publish(SECOND.fingerprint), "ann", hours=3) == "not_approved"


def test_going_ahead_against_revise_needs_a_reason_and_a_name():
    waiting = a_submission("revise")

    assert refused(waiting, YES, "dana") == "needs_waiver"
    approved = moved(waiting, replace(YES, waiver=SOURCE), "dana")
    assert approved.waiver is not None
    assert (approved.waiver.person, approved.waiver.reason) == ("dana", SOURCE)


def test_a_block_is_released_by_the_packs_role_and_a_second_person():
    waiting = a_submission("block")
    assert refused(waiting, replace(YES, waiver=SOURCE), "dana") == "needs_release"
    assert refused(waiting, FREE, "dana") == "not_entitled"

    once = moved(waiting, FREE, "cleo")
    assert once.state is State.WAITING
    assert moved(once, FREE, "cleo").state is State.WAITING
    assert refused(once, FREE, "otto") == "not_entitled"
    assert refused(once, FREE, "ann") == "your_own"

    assert moved(once, FREE, "dana").state is State.APPROVED


def test_what_a_person_blocked_is_released_the_same_way():
    blocked = moved(a_submission(), Block(ReturnReason.IDENTIFIES_SOMEONE), "carl")
    assert refused(blocked, YES, "dana") == "already_decided"

    assert moved(moved(blocked, FREE, "cleo"), FREE, "cyd").state is State.APPROVED


def test_a_release_by_someone_who_lost_the_role_counts_no_longer():
    once = moved(a_submission("block"), FREE, "cleo")
    without = a_policy(people=[{"id": "cleo"}, {"id": "dana", "roles": ["communications"]}])

    assert refused(once, FREE, "dana", without) == "not_entitled"


def test_all_of_a_step_must_agree_and_then_the_next_step():
    steps = (Step("communications", need="all"), Step("privacy"))
    waiting = a_submission(steps=steps)

    half = moved(waiting, YES, "dana")
    assert (half.state, half.step) == (State.WAITING, 0)
    assert refused(half, YES, "dana") == "already_signed"
    second = moved(half, YES, "carl")
    assert (second.state, second.step) == (State.WAITING, 1)
    assert refused(second, YES, "carl") == "not_entitled"

    assert moved(second, YES, "pia").state is State.APPROVED


def test_a_deputy_sits_in_for_someone_out_of_office():
    people = [
        {
            "id": "carl",
            "roles": ["communications"],
            "deputy": "pia",
            "away": {"since": "2026-03-01", "until": "2026-03-09"},
        },
        {"id": "pia", "roles": ["privacy"]},
    ]

    assert moved(a_submission(), YES, "pia", a_policy(people=people)).state is State.APPROVED


def test_deputies_come_in_after_the_deadline_once_and_then_it_expires():
    waiting = a_submission()
    assert refused(waiting, YES, "pia", hours=7) == "not_entitled"
    assert is_near(waiting, NOON + 6 * HOUR)

    deputized = overdue(waiting, POLICY, NOON + 8 * HOUR)
    assert deputized is not None
    assert (deputized.deputized, deputized.due_at) == (True, NOON + 16 * HOUR)
    assert moved(waiting, YES, "pia", hours=9).state is State.APPROVED

    expired = overdue(deputized, POLICY, NOON + 16 * HOUR)
    assert expired is not None
    assert expired.state is State.EXPIRED
    assert refused(waiting, YES, "dana", hours=17) == "expired"
    assert moved(expired, Revise(FIRST), "ann", hours=18).state is State.WAITING


def test_a_clock_that_runs_behind_does_not_put_a_decision_before_its_question():
    approved = moved(a_submission(), YES, "dana", hours=-3)

    assert approved.decided_at == NOON


def test_a_pack_that_names_nobody_is_told_so():
    told = missing(a_policy(people=[], approval=[{"role": "privacy"}] * 5))

    assert any("'patient safety'" in line for line in told)
    assert any("step 5" in line for line in told)
    assert any("5 approval steps" in line for line in told)
    assert missing(POLICY)


def test_withdrawing_and_publishing_end_it():
    assert refused(a_submission(), Withdraw(), "dana") == "not_entitled"
    withdrawn = moved(a_submission(), Withdraw(), "ann")
    assert refused(withdrawn, Revise(SECOND), "ann") == "already_decided"

    published = moved(moved(a_submission(), YES, "dana"), Publish(FIRST.fingerprint), "ann", hours=2)
    assert published.state is State.PUBLISHED
    assert refused(published, Publish(FIRST.fingerprint), "ann") == "already_decided"


PRINTS = ("aa" * 32, "bb" * 32)
NAMES = st.sampled_from([*POLICY.people, "stranger"])
WAIVERS = st.sampled_from([None, SOURCE])
RETURNS = st.sampled_from(ReturnReason)
PRINT, RULES_OF = st.sampled_from(PRINTS), st.sampled_from([RULES, OTHER_RULES])
MOVES = st.one_of(
    st.builds(Approve, PRINT, WAIVERS),
    st.builds(Return, RETURNS),
    st.builds(Block, RETURNS),
    st.builds(Release, PRINT, st.just(SOURCE)),
    st.builds(Take),
    st.builds(
        Revise,
        st.builds(
            Version,
            st.just("e"),
            PRINT,
            st.just("test@1"),
            st.sampled_from(["ok", "revise", "block"]),
            RULES_OF,
        ),
    ),
    st.builds(Withdraw),
    st.builds(Publish, PRINT),
)
DESKS = st.sampled_from(
    [POLICY, a_policy(approval=[{"role": "communications", "need": "all"}, {"role": "privacy"}])]
)
PATHS = st.lists(st.tuples(NAMES, MOVES, st.integers(-2, 6), RULES_OF), max_size=14)


@settings(max_examples=300, deadline=None)
@given(DESKS, st.sampled_from(["ann", "dana", "cleo"]), PATHS)
def test_no_path_leads_to_approved_without_valid_approvers_hash_and_rules_nor_to_published_under_others(
    desk: DeskPolicy, author: str, path: list[tuple[str, Move, int, str]]
):
    now = a_submission(author=author, steps=desk.steps)
    at = NOON
    for name, wanted, hours, rules in path:
        at += hours * HOUR
        policy = replace(desk, rules_version=rules, version=f"test@{rules[0]}")
        after = move(now, wanted, policy.people.get(name) or Person(name), policy, at)
        if isinstance(after, Refusal):
            continue
        assert after.revision == now.revision + 1
        if after.state is State.APPROVED:
            assert isinstance(wanted, Approve | Release)
            assert wanted.fingerprint == after.version.fingerprint == now.version.fingerprint
            assert after.version.rules_version == rules
            assert author not in {signature.person for signature in after.signatures}
            _assert_signed(after, now, wanted, policy)
        if isinstance(wanted, Revise):
            assert (after.signatures, after.waiver, after.released_by) == ((), None, None)
            assert after.state is State.WAITING
        if after.state is State.PUBLISHED:
            assert now.state is State.APPROVED
            assert now.version.rules_version == rules
        now = after


def _assert_signed(after: Submission, now: Submission, wanted: Move, policy: DeskPolicy) -> None:
    if isinstance(wanted, Release):
        first, second = (policy.people[s.person] for s in after.signatures)
        assert first.id != second.id
        assert first.may(policy.release)
        assert second.roles - {"auditor", "admin", "author"}
        return
    assert after.version.verdict != "block"
    assert after.version.verdict == "ok" or after.waiver is not None
    for number, step in enumerate(after.steps):
        here = {signature.person for signature in after.signatures if signature.step == number}
        assert all(seat & here for seat in policy.seats(step, after.author, date(2026, 3, 2), deputized=True))


@given(NAMES, MOVES)
def test_the_same_move_twice_changes_nothing_twice(name: str, wanted: Move):
    once = move(a_submission(), wanted, by(name), POLICY, NOON)
    if isinstance(once, Submission) and not isinstance(wanted, Revise):
        again = move(once, wanted, by(name), POLICY, NOON)
        assert isinstance(again, Refusal) or again.state is once.state
