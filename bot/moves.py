"""What leads a submission from one state to another. Pure: who moves, by which pack and when are arguments.

There is one way to ``approved``: every step signed (or a block released by two) by people who may, for
exactly the text that stands, judged by the rules in use; and ``published`` only while those are in use.
``tests/bot/test_moves.py`` holds it to that.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.approval import (
    OVER,
    Refusal,
    ReturnReason,
    Signature,
    State,
    Submission,
    Version,
    Waiver,
    WaiverReason,
)
from bot.may_move import (
    CHANGED,
    VOID,
    YOUR_OWN,
    may_revise,
    may_sign,
    over,
    same_as_seen,
    seats_now,
    undecided,
)
from bot.model import Verdict
from bot.people import DECIDERS, DeskPolicy, Person
from bot.releasing import first_of_two, not_two, still_counts

SOON = timedelta(hours=2)
"""How long before a deadline the author is told, or a quarter of the time given where that is less."""


@dataclass(frozen=True, slots=True)
class Approve:
    """It may go out: the text with this fingerprint, as the rules in use judge it."""

    fingerprint: str
    waiver: WaiverReason | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Back to the author, to be changed."""

    reason: ReturnReason


@dataclass(frozen=True, slots=True)
class Block:
    """It must not go out as it is."""

    reason: ReturnReason


@dataclass(frozen=True, slots=True)
class Release:
    """A block does not hold; a second person has to say so, too."""

    fingerprint: str
    reason: WaiverReason


@dataclass(frozen=True, slots=True)
class Take:
    """I have it."""


@dataclass(frozen=True, slots=True)
class Revise:
    """Here is another text, or the same one reviewed again."""

    version: Version


@dataclass(frozen=True, slots=True)
class Withdraw:
    """It will not be published."""


@dataclass(frozen=True, slots=True)
class Publish:
    """It was published, as it was approved."""

    fingerprint: str


Move = Approve | Return | Block | Release | Take | Revise | Withdraw | Publish


def move(
    submission: Submission, wanted: Move, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    """What ``submission`` becomes when ``by`` makes the move, or why it does not.

    Args:
        submission: As it stands.
        wanted: The move.
        by: Who makes it.
        policy: Who may do what, by the pack in use now.
        at: An aware moment; one before the last change counts as that change's, whatever a clock says.
    """
    at = max(at, submission.asked_at, submission.decided_at or at)
    standing = overdue(submission, policy, at) or submission
    after = _MOVES[type(wanted)](standing, wanted, by, policy, at)
    if isinstance(after, Refusal):
        return after
    return replace(after, revision=submission.revision + 1)


def overdue(submission: Submission, policy: DeskPolicy, at: datetime) -> Submission | None:
    """What a passed deadline makes of it: the deputies come in, once; then it expires. ``None``: nothing."""
    if submission.state is not State.WAITING or at < submission.due_at:
        return None
    step = submission.waits_in
    later = submission.due_at + timedelta(hours=step.hours)
    deputies = frozenset(step.deputies) & frozenset(policy.people) - {submission.author}
    if deputies and not submission.deputized and at < later:
        after = replace(submission, deputized=True, due_at=later, warned=False)
    else:
        after = replace(submission, state=State.EXPIRED, decided_at=at, decided_by=None)
    return replace(after, revision=submission.revision + 1)


def is_near(submission: Submission, at: datetime) -> bool:
    """Say whether the author should be told now that the deadline is near."""
    if submission.state is not State.WAITING or submission.warned:
        return False
    ahead = min(SOON, timedelta(hours=submission.waits_in.hours) / 4)
    return submission.due_at - ahead <= at < submission.due_at


def _approve(
    now: Submission, wanted: Approve, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    refusal = (
        undecided(now, policy)
        or may_sign(now, by, policy, at)
        or same_as_seen(now, wanted.fingerprint, policy)
    )
    if refusal is not None:
        return refusal
    if now.version.verdict == Verdict.BLOCK:
        return Refusal(
            "needs_release",
            f"Bedside says block. Only the role '{policy.release}' can release that, with a second person.",
        )
    if now.version.verdict == Verdict.REVISE and wanted.waiver is None and now.waiver is None:
        return Refusal(
            "needs_waiver", "Bedside says revise. To go ahead, please pick a reason from the list."
        )
    waiver = Waiver(by.id, wanted.waiver) if wanted.waiver is not None else now.waiver
    signed = replace(now, signatures=(*now.signatures, Signature(by.id, now.step, at)), waiver=waiver)
    return _advanced(signed, by, policy, at)


def _advanced(now: Submission, by: Person, policy: DeskPolicy, at: datetime) -> Submission:
    """To the next step where this one's seats are filled, to ``approved`` after the last."""
    here = {signature.person for signature in now.signatures if signature.step == now.step}
    if not all(seat & here for seat in seats_now(now, policy, at)):
        return now
    if now.step + 1 < len(now.steps):
        due = at + timedelta(hours=now.steps[now.step + 1].hours)
        return replace(now, step=now.step + 1, due_at=due, holder=None, deputized=False, warned=False)
    return _decided(now, State.APPROVED, by, at)


def _return(
    now: Submission, wanted: Return, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    refusal = undecided(now, policy) or may_sign(now, by, policy, at, again=True)
    return refusal or _decided(_unsigned(now), State.RETURNED, by, at, wanted.reason)


def _block(
    now: Submission, wanted: Block, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    refusal = undecided(now, policy) or may_sign(now, by, policy, at, again=True)
    return refusal or _decided(_unsigned(now), State.BLOCKED, by, at, wanted.reason)


def _release(
    now: Submission, wanted: Release, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    blocked = now.state is State.BLOCKED
    if not blocked and (refusal := undecided(now, policy)) is not None:
        return refusal
    if not blocked and now.version.verdict != Verdict.BLOCK:
        return Refusal("not_blocked", "There is no block to release.")
    if by.id == now.author:
        return YOUR_OWN
    if (refusal := same_as_seen(now, wanted.fingerprint, policy)) is not None:
        return refusal
    first = now.released
    if first is None or first.person == by.id or not still_counts(first, policy, at):
        if not by.may(policy.release):
            return Refusal("not_entitled", f"Only the role '{policy.release}' can release a block.")
        return replace(now, released=first_of_two(by, policy, at), waiver=Waiver(by.id, wanted.reason))
    if not by.may(policy.release, *DECIDERS):
        return Refusal("not_entitled", "The second person must be one who decides on drafts.")
    if (refusal := not_two(first, by, policy)) is not None:
        return refusal
    signatures = tuple(Signature(name, now.step, at) for name in (first.person, by.id))
    return _decided(replace(now, signatures=signatures), State.APPROVED, by, at)


def _take(now: Submission, _: Take, by: Person, policy: DeskPolicy, at: datetime) -> Submission | Refusal:
    refusal = undecided(now, policy) or may_sign(now, by, policy, at, again=True)
    if refusal is None and now.holder is not None:
        return Refusal("already_taken", f"{policy.named(now.holder)} has it already.")
    return refusal or replace(now, holder=by.id)


def _revise(
    now: Submission, wanted: Revise, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    """Any change voids what was decided; only its author, or somebody asked to decide, may make one.

    It waits for those whom the pack in use names, from the first step on.
    """
    if now.state in OVER:
        return over(now, policy)
    if by.id != now.author and (refusal := may_revise(now, by, policy, at)):
        return refusal
    earlier, steps = (*now.earlier, now.version.decision_id), policy.steps_for(now.purpose)
    due = at + timedelta(hours=steps[0].hours)
    fresh = replace(_unsigned(now), version=wanted.version, earlier=earlier, steps=steps, step=0, due_at=due)
    fresh = replace(fresh, holder=None)
    fresh = replace(fresh, state=State.WAITING, decided_by=None, decided_at=None, reason=None)
    return replace(fresh, deputized=False, warned=False)


def _withdraw(
    now: Submission, _: Withdraw, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    if now.state in OVER:
        return over(now, policy)
    if by.id != now.author:
        return Refusal("not_entitled", "Only its author can withdraw a draft.")
    return _decided(_unsigned(now), State.WITHDRAWN, by, at)


def _publish(
    now: Submission, wanted: Publish, by: Person, policy: DeskPolicy, at: datetime
) -> Submission | Refusal:
    if now.state in OVER:
        return over(now, policy)
    if by.id != now.author and not by.may(*DECIDERS):
        return Refusal("not_entitled", "Only its author, or somebody who decides on drafts, can say so.")
    if now.state is not State.APPROVED:
        return Refusal("not_approved", "This draft is not approved.")
    if wanted.fingerprint != now.version.fingerprint:
        return CHANGED
    return VOID if now.is_void(policy) else replace(now, state=State.PUBLISHED)


_MOVES: dict[type, Callable[..., Submission | Refusal]] = {
    Approve: _approve,
    Return: _return,
    Block: _block,
    Release: _release,
    Take: _take,
    Revise: _revise,
    Withdraw: _withdraw,
    Publish: _publish,
}


def _unsigned(now: Submission) -> Submission:
    return replace(now, signatures=(), waiver=None, released=None)


def _decided(
    now: Submission, state: State, by: Person, at: datetime, reason: ReturnReason | None = None
) -> Submission:
    return replace(
        now, state=state, decided_by=by.id, decided_at=at, reason=reason.value if reason is not None else None
    )
