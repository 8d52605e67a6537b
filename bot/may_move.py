"""Whether somebody may make a move of a submission now, and what is said where not. Pure."""

from datetime import UTC, datetime

from bot.approval import Refusal, State, Submission, clock
from bot.people import DeskPolicy, Person

YOUR_OWN = Refusal("your_own", "Nobody decides on a draft of their own. Somebody else has to look at it.")
CHANGED = Refusal("changed", "The text was changed since you saw it. Please look at the version that stands.")
OUTDATED = Refusal(
    "policy_changed", "The rules were changed since this was reviewed. Please have it reviewed again."
)
VOID = Refusal(
    "policy_changed",
    "The rules were changed since this was approved, so the approval no longer holds. "
    "Please have it reviewed again.",
)

_DONE = {
    State.RETURNED: "returned",
    State.BLOCKED: "blocked",
    State.APPROVED: "approved",
    State.WITHDRAWN: "withdrawn",
    State.PUBLISHED: "approved and published",
}


def undecided(now: Submission, policy: DeskPolicy) -> Refusal | None:
    """That somebody may still decide on it; else who did, and when."""
    if now.state is State.WAITING:
        return None
    if now.is_void(policy):
        return VOID
    if now.state is State.EXPIRED:
        return Refusal(
            "expired", "Nobody answered in time, so this went back to its author, who can ask again."
        )
    return over(now, policy)


def over(now: Submission, policy: DeskPolicy) -> Refusal:
    """Who decided on it, and when."""
    who, when = policy.named(now.decided_by or now.author), now.decided_at or now.asked_at
    return Refusal("already_decided", f"Already {_DONE.get(now.state, 'decided')} by {who} at {clock(when)}.")


def may_sign(
    now: Submission, by: Person, policy: DeskPolicy, at: datetime, *, again: bool = False
) -> Refusal | None:
    """That the step which waits is this person's; ``again`` where having signed it is no hindrance."""
    if by.id == now.author:
        return YOUR_OWN
    if not any(by.id in seat for seat in seats_now(now, policy, at)):
        return Refusal("not_entitled", f"This waits for {now.waits_in.label}, and that is not you.")
    if not again and any(s.person == by.id and s.step == now.step for s in now.signatures):
        when = next(s.at for s in now.signatures if s.person == by.id and s.step == now.step)
        return Refusal(
            "already_signed", f"You approved it at {clock(when)}; it waits for somebody else, too."
        )
    return None


def seats_now(now: Submission, policy: DeskPolicy, at: datetime) -> tuple[frozenset[str], ...]:
    """Whose agreement the step that waits takes at a moment; see ``DeskPolicy.seats``."""
    day = at.astimezone(UTC).date()
    return policy.seats(now.waits_in, now.author, day, deputized=now.deputized)


def may_revise(now: Submission, by: Person, policy: DeskPolicy, at: datetime) -> Refusal | None:
    """Whoever is asked to decide may, and whoever may see to an approval that is void."""
    if now.is_void(policy):
        return may_sign(now, by, policy, at, again=True)
    return undecided(now, policy) or may_sign(now, by, policy, at)


def same_as_seen(now: Submission, fingerprint: str, policy: DeskPolicy) -> Refusal | None:
    """That the text which was seen stands, as the rules in use judge it."""
    if fingerprint != now.version.fingerprint:
        return CHANGED
    return OUTDATED if now.version.is_outdated(policy) else None
