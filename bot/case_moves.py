"""What leads a case from one state to another. Pure: who moves, by which pack and when are arguments.

There is one way out that says what became of it: somebody who has a seat, or has it in hand, settles it,
once. ``tests/bot/test_case_moves.py`` holds it to that.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.approval import Refusal, clock
from bot.case import OPEN, REASONS, Case, CaseState, Ending, EndingReason, Given
from bot.moves import SOON
from bot.people import DeskPolicy, Person


@dataclass(frozen=True, slots=True)
class TakeUp:
    """I have it."""


@dataclass(frozen=True, slots=True)
class Settle:
    """This became of it."""

    ending: Ending
    reason: EndingReason


@dataclass(frozen=True, slots=True)
class PassOn:
    """It belongs to another role."""

    to: Given


@dataclass(frozen=True, slots=True)
class TakeBack:
    """It should not have been handed over."""


CaseMove = TakeUp | Settle | PassOn | TakeBack


def move(case: Case, wanted: CaseMove, by: Person, policy: DeskPolicy, at: datetime) -> Case | Refusal:
    """What ``case`` becomes when ``by`` makes the move, or why it does not.

    Args:
        case: As it stands.
        wanted: The move.
        by: Who makes it.
        policy: Who has which role, by the pack in use now.
        at: An aware moment; one before the last change counts as that change's, whatever a clock says.
    """
    at = max(at, case.since, case.decided_at or at)
    if case.state not in OPEN:
        return _over(case, policy)
    standing = overdue(case, policy, at) or case
    after = _MOVES[type(wanted)](standing, wanted, by, policy, at)
    return after if isinstance(after, Refusal) else replace(after, revision=case.revision + 1)


def overdue(case: Case, policy: DeskPolicy, at: datetime) -> Case | None:
    """What a passed deadline makes of it: deputies come in, once; then it has lapsed. ``None``: nothing."""
    if case.state is not CaseState.WAITING or at < case.due_at:
        return None
    later = case.due_at + case.allowed
    deputies = frozenset(case.given.step.deputies) & frozenset(policy.people)
    if not case.deputized and at < later and deputies - seated(case, policy, at):
        after = replace(case, deputized=True, since=case.due_at, due_at=later, warned=False)
    else:
        after = replace(case, state=CaseState.LAPSED, deputized=True)
    return replace(after, revision=case.revision + 1)


def is_near(case: Case, at: datetime) -> bool:
    """Say whether those concerned should be told now that the time is nearly over."""
    if case.state is not CaseState.WAITING or case.warned:
        return False
    return case.due_at - min(SOON, case.allowed / 4) <= at < case.due_at


def seated(case: Case, policy: DeskPolicy, at: datetime) -> frozenset[str]:
    """Who may say what becomes of it now, by id. Who asked may be among them: nothing is approved here."""
    seats = policy.seats(case.given.step, "", at.astimezone(UTC).date(), deputized=case.deputized)
    return frozenset[str]().union(*seats, {case.holder} if case.holder else ())


def _take_up(now: Case, _: TakeUp, by: Person, policy: DeskPolicy, at: datetime) -> Case | Refusal:
    if (refusal := _no_seat(now, by, policy, at)) is not None:
        return refusal
    if now.holder is not None and (now.holder == by.id or now.state is CaseState.WAITING):
        return Refusal("already_taken", f"{policy.named(now.holder)} has it already.")
    due = at + timedelta(hours=now.given.step.hours)
    return replace(_afresh(now, at, due), holder=by.id)


def _settle(now: Case, wanted: Settle, by: Person, policy: DeskPolicy, at: datetime) -> Case | Refusal:
    if (refusal := _no_seat(now, by, policy, at)) is not None:
        return refusal
    if wanted.reason not in REASONS[wanted.ending]:
        return Refusal("no_reason", "Please pick a reason from the list. Nothing was recorded.")
    settled = replace(now, state=CaseState.SETTLED, ending=wanted.ending, reason=wanted.reason)
    return replace(settled, decided_by=by.id, decided_at=at)


def _pass_on(now: Case, wanted: PassOn, by: Person, policy: DeskPolicy, at: datetime) -> Case | Refusal:
    of_the_asker = by.id == now.asker and now.holder is None
    if not of_the_asker and (refusal := _no_seat(now, by, policy, at)) is not None:
        return refusal
    if wanted.to.role == now.given.role:
        return Refusal("same_role", f"{now.given.title} has it already.")
    due = max(wanted.to.due_at, at)
    return replace(_afresh(now, at, due), given=wanted.to, holder=None)


def _take_back(now: Case, _: TakeBack, by: Person, policy: DeskPolicy, at: datetime) -> Case | Refusal:
    if by.id != now.asker:
        return Refusal("not_entitled", "Only who handed it over can take it back.")
    if now.holder is not None:
        return Refusal("already_taken", f"{policy.named(now.holder)} has it already.")
    return replace(now, state=CaseState.WITHDRAWN, decided_by=by.id, decided_at=at)


_MOVES: dict[type, Callable[..., Case | Refusal]] = {
    TakeUp: _take_up,
    Settle: _settle,
    PassOn: _pass_on,
    TakeBack: _take_back,
}


def _no_seat(now: Case, by: Person, policy: DeskPolicy, at: datetime) -> Refusal | None:
    if by.id in seated(now, policy, at):
        return None
    return Refusal("not_entitled", f"This is with {now.given.title}, and that is not you.")


def _afresh(now: Case, at: datetime, due: datetime) -> Case:
    """Another time begins to run."""
    return replace(now, state=CaseState.WAITING, since=at, due_at=due, deputized=False, warned=False)


def _over(now: Case, policy: DeskPolicy) -> Refusal:
    who, when = policy.named(now.decided_by or now.asker), clock(now.decided_at or now.asked_at)
    if now.ending is None:
        return Refusal("already_decided", f"Already taken back by {who} at {when}.")
    what = now.ending.label.lower()
    return Refusal("already_decided", f"Already decided by {who} at {when}: {what}.")
