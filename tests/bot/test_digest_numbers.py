"""A week in counts: never about fewer than five people, never about one of them."""

import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.digest_numbers import (
    CHANGE,
    FEWEST,
    HOLD,
    IMPROVE,
    READY,
    Share,
    WeekNumbers,
    as_data,
    from_data,
    numbers_of,
)
from bot.model import Actor, Decision, FindingRecord
from tests.builders import NOON, a_decision

GUIDELINES = {"phi.name.title": "dont.violate-patient-privacy", "tone.word.loud": "practice.calm-tone"}


def a_review(person: int, verdict: str = "ok", hours: float = 0, *rules: str, **more: object) -> Decision:
    findings = tuple(FindingRecord(rule, ".".join(rule.split(".")[:2]), "revise", 0, 1) for rule in rules)
    at = NOON + timedelta(hours=hours)
    return a_decision(actor=Actor(f"U{person}"), verdict=verdict, findings=findings, at=at, **more)


def told(*decisions: Decision) -> WeekNumbers | None:
    return numbers_of(decisions, GUIDELINES)


def test_nothing_is_told_of_four_people_however_much_they_write():
    assert told(*(a_review(number % 4) for number in range(40))) is None


def test_five_people_are_enough():
    assert told(*(a_review(number) for number in range(5))) == WeekNumbers(
        5, (Share(READY, 5), Share(IMPROVE, 0), Share(HOLD, 0))
    )


def test_what_concerns_few_people_is_told_together_with_more():
    reviews = [a_review(number) for number in range(6)]
    reviews += [a_review(number, "revise", 1) for number in range(5)]
    reviews += [a_review(9, "block", 2)]

    numbers = told(*reviews)

    assert numbers is not None
    assert numbers.mix == (Share(READY, 6), Share(CHANGE, 6))


def test_the_mix_is_left_out_where_even_that_would_point_at_few():
    numbers = told(*(a_review(number) for number in range(6)), a_review(1, "block", 1))

    assert numbers is not None
    assert numbers.mix == ()
    assert numbers.drafts == 7


def test_a_draft_that_comes_back_ready_within_a_day_counts_as_improved_once():
    reviews = [a_review(number, "revise", 0) for number in range(10)]
    reviews += [a_review(0, "revise", 1), a_review(0, "ok", 2), *(a_review(n, "ok", 23) for n in range(1, 5))]
    reviews += [a_review(5, "ok", 25), a_review(6, "ok", 1, outlet="x")]

    numbers = told(*reviews)

    assert numbers is not None
    assert (numbers.worked_on, numbers.improved) == (10, 5)


def test_what_few_people_improved_is_not_told():
    reviews = [a_review(number, "revise", 0) for number in range(10)]

    numbers = told(*reviews, *(a_review(number, "ok", 3) for number in range(4)))

    assert numbers is not None
    assert (numbers.worked_on, numbers.improved) == (0, 0)


def test_work_on_drafts_by_few_people_is_not_told():
    numbers = told(*(a_review(number) for number in range(9)), *(a_review(n, "revise", 5) for n in range(4)))

    assert numbers is not None
    assert (numbers.worked_on, numbers.improved) == (0, 0)


def test_the_most_frequent_guideline_is_told_if_five_people_met_it():
    reviews = [a_review(number, "revise", 0, "tone.word.loud") for number in range(5)]
    reviews += [a_review(1, "block", number, "phi.name.title") for number in range(1, 9)]

    numbers = told(*reviews)

    assert numbers is not None
    assert numbers.guideline == "practice.calm-tone"


def test_other_events_are_no_drafts():
    others = [a_decision(event="disagreed", verdict=None, actor=Actor(f"U{n}")) for n in range(9)]

    assert told(*others) is None


people = st.integers(0, 9)
reviews_of_any_week = st.lists(
    st.builds(
        lambda person, verdict, hours, rules: a_review(person, verdict, hours, *rules),
        people,
        st.sampled_from(["ok", "revise", "block"]),
        st.integers(0, 167),
        st.lists(st.sampled_from(sorted(GUIDELINES)), max_size=2, unique=True),
    ),
    max_size=60,
)


@given(reviews_of_any_week)
def test_every_number_that_is_told_is_about_nobody_or_at_least_five(reviews):
    numbers = told(*reviews)

    if numbers is None:
        return
    groups = {
        READY: ["ok"],
        IMPROVE: ["revise"],
        HOLD: ["block"],
        CHANGE: ["revise", "block"],
    }
    for share in numbers.mix:
        concerned = {review.actor.id for review in reviews if review.verdict in groups[share.label]}
        assert not concerned or len(concerned) >= FEWEST
    assert not numbers.mix or sum(share.drafts for share in numbers.mix) == numbers.drafts == len(reviews)
    assert 0 <= numbers.improved <= numbers.worked_on
    assert from_data(json.loads(json.dumps(as_data(numbers)))) == numbers
