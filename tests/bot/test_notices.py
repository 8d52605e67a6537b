"""Whoever a change concerns is told of it, once, in words that hold nothing of the draft."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.approval import ReturnReason, State, Submission
from bot.cards import as_text
from bot.moves import Approve, Move, Return, Revise, Take, Withdraw, move, overdue
from bot.notices import Notice, Why, card_for, notices, still_concerns
from tests.approvals import FIRST, POLICY, SECOND, a_policy, a_submission
from tests.builders import NOON

SENT = a_submission()
YES = Approve(FIRST.fingerprint)


def told(before: Submission | None, after: Submission, by: str | None = None) -> dict[str, Why]:
    return {notice.person: notice.why for notice in notices(before, after, POLICY, NOON, by)}


def made(submission: Submission, wanted: Move, by: str) -> Submission:
    after = move(submission, wanted, POLICY.people[by], POLICY, NOON)
    assert isinstance(after, Submission), after
    return after


def test_everybody_of_the_step_is_asked_and_the_sender_is_not_told():
    assert told(None, SENT, "ann") == {"carl": Why.ASKED, "dana": Why.ASKED}


@pytest.mark.parametrize(
    ("wanted", "why"),
    [(YES, Why.DECIDED), (Return(ReturnReason.TONE), Why.DECIDED), (Take(), Why.TAKEN)],
)
def test_the_author_hears_who_has_it_and_what_was_decided(wanted: Move, why: Why):
    assert told(SENT, made(SENT, wanted, "dana"), "dana") == {"ann": why}


def test_the_key_of_a_notice_names_nobody_and_is_the_same_each_time():
    for_dana, for_ann = (
        Notice("local", "s1", 0, person, Why.ASKED) for person in ("slack:UDANA", "slack:UANN")
    )

    assert not any(name in (for_dana.key + for_dana.lock) for name in ("slack", "UDANA"))
    assert for_dana.key == Notice("local", "s1", 0, "slack:UDANA", Why.DEPUTY).key
    assert for_dana.key != for_ann.key
    assert for_dana.lock != for_ann.lock


def test_a_new_version_asks_again_and_a_withdrawn_one_spares_whoever_has_it():
    taken = made(SENT, Take(), "dana")

    assert told(taken, made(taken, Revise(SECOND), "ann"), "ann") == {"carl": Why.ASKED, "dana": Why.ASKED}
    assert told(taken, made(taken, Withdraw(), "ann"), "ann") == {"dana": Why.WITHDRAWN}


def test_deputies_are_asked_once_the_time_is_over_and_the_author_hears_of_it():
    late = SENT.due_at + timedelta(minutes=1)
    deputized = overdue(SENT, POLICY, late)
    assert deputized is not None

    assert told(SENT, deputized) == {"ann": Why.DEPUTIZED, "pia": Why.DEPUTY}
    expired = overdue(deputized, POLICY, deputized.due_at)
    assert expired is not None
    assert told(deputized, expired) == {"ann": Why.EXPIRED}
    assert told(SENT, replace(SENT, warned=True)) == {"ann": Why.NEAR}


@pytest.mark.parametrize(
    ("sent_from", "heard"),
    [
        ({}, {"slack:T1:C1", "teams:acme:19:a@thread"}),
        ({"platform": "slack", "tenant": "T1", "id": "D1"}, {"slack:T1:C1", "teams:acme:19:a@thread"}),
        ({"platform": "slack", "tenant": "T2", "id": "D1"}, {"teams:acme:19:a@thread"}),
    ],
)
def test_channels_hear_of_every_change_but_for_what_was_sent_in_another_workspace(
    sent_from: dict[str, str], heard: set[str]
):
    policy = a_policy(channels=["slack:T1:C1", "teams:acme:19:a@thread"])
    sent = replace(SENT, conversation=sent_from)

    changes = [(None, sent), (sent, replace(made(sent, Take(), "dana"), conversation=sent_from))]

    for before, after in changes:
        queued = [n for n in notices(before, after, policy, NOON) if n.why is Why.QUEUE]
        assert {notice.person for notice in queued} == heard


def test_the_next_step_is_asked_and_whoever_signed_is_not_asked_twice():
    policy = a_policy(approval=[{"role": "communications", "need": "all"}, {"role": "compliance"}])
    first = a_submission(steps=policy.steps)
    one = move(first, YES, policy.people["dana"], policy, NOON)
    assert isinstance(one, Submission)
    two = move(one, YES, policy.people["carl"], policy, NOON)
    assert isinstance(two, Submission)

    assert notices(first, one, policy, NOON, "dana") == ()
    assert {n.person: n.why for n in notices(one, two, policy, NOON, "carl")} == {
        "ann": Why.MOVED_ON,
        "cleo": Why.ASKED,
        "cyd": Why.ASKED,
    }


def test_news_that_are_none_any_more_are_not_sent():
    asked = Notice("local", "s1", 0, "carl", Why.ASKED)
    near = Notice("local", "s1", 0, "ann", Why.NEAR)
    approved = made(SENT, YES, "dana")
    taken = made(SENT, Take(), "dana")

    assert still_concerns(asked, taken, POLICY, NOON)
    assert still_concerns(near, taken, POLICY, NOON)
    assert not still_concerns(asked, approved, POLICY, NOON)
    assert not still_concerns(near, approved, POLICY, NOON)
    assert not still_concerns(asked, SENT, a_policy(people=[]), NOON)


@pytest.mark.parametrize("why", [why for why in Why if why is not Why.QUEUE])
def test_a_notice_says_what_and_by_when_and_never_offers_to_approve_unseen(why: Why):
    now = replace(SENT, holder="dana")
    if why is Why.DECIDED:
        now = made(SENT, Return(ReturnReason.TONE), "dana")

    card = card_for(Notice("local", "s1", 0, "carl", why), now, POLICY, NOON)

    words = as_text(card)
    assert "LinkedIn post" in words
    assert "approve" not in " ".join(button.words for button in card.buttons)
    assert (card.until == now.due_at) == (now.state is State.WAITING)
    if why is Why.DECIDED:
        assert words.startswith("Dana Chief returned your LinkedIn post.\n")
        assert "Because: The tone" in words
