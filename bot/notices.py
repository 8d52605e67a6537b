"""Who is told what when a submission changes, and in which words. Pure; never a word of a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.approval import ReturnReason, State, Submission, clock
from bot.desk_cards import NoticeCard, look, purpose_of, take
from bot.outlet_names import outlet_name
from bot.people import DeskPolicy, nameless


class Why(StrEnum):
    """What somebody is told."""

    ASKED = "asked"
    DEPUTY = "deputy"
    TAKEN = "taken"
    MOVED_ON = "moved_on"
    DEPUTIZED = "deputized"
    NEAR = "near"
    EXPIRED = "expired"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Notice:
    """That ``person`` should be told of a submission as it became with ``revision``.

    For ``Why.QUEUE`` it is a channel, as the pack names it, whose card should be right again.
    """

    tenant: str
    submission_id: str
    revision: int
    person: str
    why: Why

    @property
    def key(self) -> str:
        """The same however often it is worked out."""
        return f"notice:{self.tenant}:{self.submission_id}:{self.revision}:{nameless(self.person)}"

    @property
    def lock(self) -> str:
        """What a person is told comes in its order."""
        return f"notice:{nameless(self.person)}"


def notices(
    before: Submission | None, after: Submission, policy: DeskPolicy, at: datetime, by: str | None = None
) -> tuple[Notice, ...]:
    """Whom the change from ``before`` to ``after`` concerns, but for ``by``, who made it."""
    told = (*_asked(before, after, policy, at), *_for_author(before, after), *_spared(before, after))
    found = {
        person: Notice(after.tenant, after.id, after.revision, person, why)
        for person, why in reversed(told)
        if person != by
    }
    people = tuple(found[person] for person in sorted(found))
    return (*people, *(_queued(channel, after) for channel in policy.channels if _hears(channel, after)))


def still_concerns(notice: Notice, now: Submission, policy: DeskPolicy, at: datetime) -> bool:
    """Say whether the news is still one when it goes out: somebody may have been faster."""
    if notice.why in {Why.ASKED, Why.DEPUTY}:
        signed = {s.person for s in now.signatures if s.step == now.step}
        return now.state is State.WAITING and notice.person in _seated(now, policy, at) - signed
    return now.revision == notice.revision or (notice.why is Why.NEAR and now.state is State.WAITING)


def card_for(notice: Notice, now: Submission, policy: DeskPolicy, at: datetime) -> NoticeCard:
    """What that person reads."""
    asked = notice.why in {Why.ASKED, Why.DEPUTY}
    waits = now.state is State.WAITING
    taking = (take(now),) if asked and now.holder is None else ()
    facts = [("What", f"{outlet_name(now.outlet)} {now.kind}, {purpose_of(now).lower()}")]
    facts += [("Bedside says", now.version.verdict), *_facts(now, policy, at, asked=asked)]
    return NoticeCard(
        _sentence(notice.why, now, policy),
        tuple(facts),
        now.due_at if waits else None,
        () if notice.why is Why.WITHDRAWN else (look(now), *taking),
    )


def _queued(channel: str, now: Submission) -> Notice:
    return Notice(now.tenant, now.id, now.revision, channel, Why.QUEUE)


def _hears(channel: str, now: Submission) -> bool:
    """A channel of one workspace says nothing of what was sent from another."""
    platform, tenant, _ = channel.split(":", 2)
    where = now.conversation
    return where.get("platform") != platform or where.get("tenant") == tenant


def _asked(
    before: Submission | None, after: Submission, policy: DeskPolicy, at: datetime
) -> Iterator[tuple[str, Why]]:
    if after.state is not State.WAITING:
        return
    fresh = (
        before is None
        or before.state is not State.WAITING
        or (before.step, before.version) != (after.step, after.version)
    )
    if fresh:
        signed = {s.person for s in after.signatures if s.step == after.step}
        yield from ((person, Why.ASKED) for person in _seated(after, policy, at) - signed)
    elif before is not None and after.deputized and not before.deputized:
        known = _seated(before, policy, at)
        yield from ((person, Why.DEPUTY) for person in _seated(after, policy, at) - known)


def _for_author(before: Submission | None, after: Submission) -> Iterator[tuple[str, Why]]:
    if before is None:
        return
    if after.state is not before.state:
        why = {
            State.RETURNED: Why.DECIDED,
            State.BLOCKED: Why.DECIDED,
            State.APPROVED: Why.DECIDED,
            State.EXPIRED: Why.EXPIRED,
        }.get(after.state)
    elif after.deputized and not before.deputized:
        why = Why.DEPUTIZED
    elif after.warned and not before.warned:
        why = Why.NEAR
    elif after.step > before.step:
        why = Why.MOVED_ON
    else:
        why = Why.TAKEN if after.holder not in {before.holder, None} else None
    if why is not None:
        yield after.author, why


def _spared(before: Submission | None, after: Submission) -> Iterator[tuple[str, Why]]:
    """Whoever said "I have it" need not go on."""
    if before is not None and before.holder is not None and after.state is State.WITHDRAWN:
        yield before.holder, Why.WITHDRAWN


def _seated(now: Submission, policy: DeskPolicy, at: datetime) -> set[str]:
    day = at.astimezone(UTC).date()
    seats = policy.seats(now.waits_in, now.author, day, deputized=now.deputized)
    return {name for seat in seats for name in seat}


def _sentence(why: Why, now: Submission, policy: DeskPolicy) -> str:
    author, who = policy.named(now.author), policy.named(now.decided_by or now.holder or "")
    what = f"{outlet_name(now.outlet)} {now.kind}"
    match why:
        case Why.ASKED:
            again = " again, since it was reviewed anew" if now.earlier else ""
            return f"{author} asks you to decide on a draft{again}."
        case Why.DEPUTY:
            return f"Nobody answered {author} in time. You are a deputy: please decide on this draft."
        case Why.TAKEN:
            return f"{who} has your {what} now."
        case Why.MOVED_ON:
            return (
                f"Your {what} was agreed to, and goes to the next step ({now.step + 1} of {len(now.steps)})."
            )
        case Why.DEPUTIZED:
            return f"Your {what} was not answered in time, so the deputies were asked, too."
        case Why.NEAR:
            return f"Your {what} still waits, and its time is nearly over. After that the deputies are asked."
        case Why.EXPIRED:
            return f"Your {what} was not answered in time, by the deputies neither. You can send it again."
        case Why.WITHDRAWN:
            return f"{author} withdrew the draft that you have. There is nothing left to do."
    return f"{who} {_DONE[now.state]} your {what}."


_DONE = {State.RETURNED: "returned", State.BLOCKED: "blocked", State.APPROVED: "approved"}


def _facts(now: Submission, policy: DeskPolicy, at: datetime, *, asked: bool) -> Iterator[tuple[str, str]]:
    if now.state is State.WAITING and not asked:
        names = policy.waits_for(now.waits_in, now.author, at, deputized=now.deputized)
        yield "Waits for", ", ".join(names) or "nobody named"
    if asked and now.holder is not None:
        yield "Who has it", policy.named(now.holder)
    if now.reason is not None:
        yield "Because", ReturnReason(now.reason).label if now.reason in set(ReturnReason) else now.reason
    if now.waiver is not None:
        yield "Going ahead, because", now.waiver.reason.label
    if now.state is State.APPROVED and now.decided_at is not None:
        when = clock(now.decided_at)
        yield "It holds for", f"exactly the text of {when} and the rules of then; any change makes it void"
