"""What the log keeps of a change of a submission. Pure."""

from bot.approval import Submission
from bot.commands import Request
from bot.desk import Desk, Details
from bot.model import Decision


def entry_of(desk: Desk, request: Request, event: str, after: Submission, **more: bool) -> Decision:
    """The entry of ``event``, which made ``after`` of a submission; ``more`` says what else is true of it."""
    version = after.version
    about = Decision(
        event,
        request.actor,
        desk.clock.now(),
        kind=after.kind,
        outlet=after.outlet,
        fingerprint=version.fingerprint,
        verdict=version.verdict,
        policy_version=version.policy_version,
    )
    told: Details = {**details_of(after), **{name: True for name, yes in more.items() if yes}}
    return desk.made(request, event, about, version.decision_id, told)


def details_of(now: Submission) -> dict[str, str | int | bool | None]:
    """Where a submission stands: ids, codes and counts."""
    return {
        "submission": now.id,
        "purpose": now.purpose,
        "state": now.state.value,
        "step": now.step + 1,
        "revision": now.revision,
        "rules_version": now.version.rules_version or None,
        "reason": now.reason,
        "waiver": now.waiver.reason.value if now.waiver is not None else None,
    }
