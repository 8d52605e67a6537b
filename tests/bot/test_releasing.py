"""A block is released by two people, also where a directory vouches for them; never by one with two ids."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from adapters.session import LASTS
from bot.approval import Refusal, State, Submission, WaiverReason
from bot.model import Actor
from bot.moves import Release, move
from bot.people import VOUCHED_FOR, DeskPolicy, Person
from tests.approvals import FIRST, POLICY, a_policy, a_submission
from tests.builders import NOON

FREE = Release(FIRST.fingerprint, WaiverReason.SOURCE_ON_FILE)
ISSUER = "https://login.example"


def by_directory(
    name: str, subject: str = "", role: str = "compliance", policy: DeskPolicy = POLICY
) -> Person:
    """Somebody who signed in at the page and holds a role by a directory group."""
    return policy.asking("web", Actor(f"person:{name}", role, subject=f"{ISSUER} {subject or name}"))


def released(
    now: Submission, by: Person, policy: DeskPolicy = POLICY, hours: float = 1
) -> Submission | Refusal:
    return move(now, FREE, by, policy.including(by), NOON + timedelta(hours=hours))


def once(by: Person, policy: DeskPolicy = POLICY) -> Submission:
    after = released(a_submission("block"), by, policy)
    assert isinstance(after, Submission)
    assert after.state is State.WAITING
    return after


def test_two_whom_one_directory_knows_release_a_block_together():
    first = once(by_directory("oidc:zoe@h.example"))

    after = released(first, by_directory("oidc:yan@h.example", role="communications"), hours=2)

    assert isinstance(after, Submission)
    assert after.state is State.APPROVED
    assert [one.person for one in after.signatures] == ["oidc:zoe@h.example", "oidc:yan@h.example"]


def test_one_account_under_another_address_is_one_person():
    first = once(by_directory("oidc:zoe@h.example", "248289761001"))

    after = released(first, by_directory("oidc:zoe.new@h.example", "248289761001"))

    assert isinstance(after, Refusal)
    assert after.code == "not_surely_two"
    assert after.sentence.startswith("Bedside cannot tell that oidc:zoe@h.example and you are two people.")


def test_accounts_of_two_issuers_are_not_known_to_be_two_people():
    first = once(by_directory("oidc:zoe@h.example"))
    other = replace(by_directory("oidc:yan@h.example"), subject="https://other.example yan")

    assert isinstance(released(first, other), Refusal)


def test_somebody_whom_the_pack_names_and_a_directorys_are_two_where_both_signed_in():
    cleo = by_directory("cleo", "sub-cleo")
    zoe = by_directory("oidc:zoe@h.example")

    for first, second in ((cleo, zoe), (zoe, cleo)):
        after = released(once(first), second)
        assert isinstance(after, Submission)
        assert after.state is State.APPROVED


def test_somebody_in_a_chat_and_a_directorys_may_be_one_and_the_same():
    after = released(once(POLICY.people["cleo"]), by_directory("oidc:cleo@h.example"))

    assert isinstance(after, Refusal)
    assert after.code == "not_surely_two"


def test_what_a_directory_said_counts_as_long_as_a_session_lasts():
    first = released(
        a_submission("block", due_at=NOON + timedelta(days=9)), by_directory("oidc:zoe@h.example")
    )
    assert isinstance(first, Submission)
    lasts = VOUCHED_FOR.total_seconds() / 3600

    in_time = released(first, by_directory("oidc:yan@h.example"), hours=1 + lasts)
    too_late = released(first, by_directory("oidc:yan@h.example"), hours=1.01 + lasts)

    assert LASTS == VOUCHED_FOR
    assert isinstance(in_time, Submission)
    assert isinstance(too_late, Submission)
    assert in_time.state is State.APPROVED
    assert (too_late.state, too_late.released_by) == (State.WAITING, "oidc:yan@h.example")


def test_a_role_that_the_pack_took_away_meanwhile_does_not_count_and_one_of_a_directory_today_does():
    without = a_policy(people=[{"id": "cleo"}, {"id": "cyd", "roles": ["compliance"]}])
    by_pack = once(POLICY.people["cleo"])
    by_group = once(by_directory("cleo", "sub-cleo", policy=without), without)

    again = released(by_pack, without.people["cyd"], without)
    done = released(by_group, by_directory("cyd", "sub-cyd", policy=without), without)

    assert isinstance(again, Submission)
    assert (again.state, again.released_by) == (State.WAITING, "cyd")
    assert isinstance(done, Submission)
    assert done.state is State.APPROVED


AS = {  # humans, as Bedside may come to know them; Cleo has an account that the pack does not name
    "cleo": (POLICY.people["cleo"], by_directory("oidc:cleo@h.example", "s1")),
    "cyd": (POLICY.people["cyd"], by_directory("cyd", "s2")),
    "zoe": (by_directory("oidc:zoe@h.example", "s3"), by_directory("oidc:zoe@new.example", "s3")),
    "yan": (by_directory("oidc:yan@h.example", "s4"),),
}
ANYBODY = st.sampled_from([(human, person) for human, people in AS.items() for person in people])


@given(st.lists(ANYBODY, min_size=2, max_size=6))
def test_whoever_presses_in_whatever_order_two_humans_released_it_or_nobody(
    presses: list[tuple[str, Person]],
):
    now = a_submission("block", due_at=NOON + timedelta(days=9))
    human_of = {person.id: human for human, people in AS.items() for person in people}
    for human, person in presses:
        after = released(now, person)
        if isinstance(after, Refusal):
            continue
        now = after
        if now.state is State.APPROVED:
            first, second = (human_of[signature.person] for signature in now.signatures)
            assert first != second
            assert human == second
            return
