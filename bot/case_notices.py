"""Who is told what when a case changes, and in which words. Pure; never a word of the public review."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.approval import clock
from bot.case import OPEN, Case, CaseState
from bot.case_cards import look, take
from bot.case_moves import seated
from bot.desk_cards import NoticeCard
from bot.outlet_names import outlet_name
from bot.people import DeskPolicy, nameless


class CaseWhy(StrEnum):
    """What somebody is told."""

    ASKED = "asked"
    DEPUTY = "deputy"
    YOURS_NEAR = "yours_near"
    YOURS_LAPSED = "yours_lapsed"
    SPARED = "spared"
    TAKEN = "taken"
    PASSED_ON = "passed_on"
    DEPUTIZED = "deputized"
    NEAR = "near"
    LAPSED = "lapsed"
    SETTLED = "settled"
    QUEUE = "queue"


ASKING = frozenset({CaseWhy.ASKED, CaseWhy.DEPUTY})
YOURS = ASKING | {CaseWhy.YOURS_NEAR, CaseWhy.YOURS_LAPSED}
"""What only somebody hears who may take it."""


@dataclass(frozen=True, slots=True)
class CaseNotice:
    """That ``person`` should be told of a case as it became with ``revision``.

    For ``CaseWhy.QUEUE`` it is a channel, as the pack names it, whose card should be right again.
    """

    tenant: str
    case_id: str
    revision: int
    person: str
    why: CaseWhy

    @property
    def key(self) -> str:
        """The same however often it is worked out."""
        return f"notice:{self.tenant}:{self.case_id}:{self.revision}:{nameless(self.person)}"

    @property
    def lock(self) -> str:
        """What a person is told comes in its order, whatever it is about."""
        return f"notice:{nameless(self.person)}"


def case_notices(
    before: Case | None, after: Case, policy: DeskPolicy, at: datetime, by: str | None = None
) -> tuple[CaseNotice, ...]:
    """Whom the change from ``before`` to ``after`` concerns, but for ``by``, who made it."""
    told = (*_for_takers(before, after, policy, at), *_for_asker(before, after), *_spared(before, after))
    found = {
        person: CaseNotice(after.tenant, after.id, after.revision, person, why)
        for person, why in reversed(told)
        if person != by
    }
    channels = (channel for channel in policy.channels if _hears(channel, after))
    queues = (CaseNotice(after.tenant, after.id, after.revision, one, CaseWhy.QUEUE) for one in channels)
    return (*(found[person] for person in sorted(found)), *queues)


def still_concerns(notice: CaseNotice, now: Case, policy: DeskPolicy, at: datetime) -> bool:
    """Say whether the news is still one when it goes out: somebody may have been faster."""
    if notice.why in YOURS:
        mine = now.holder in {None, notice.person}
        return now.state in OPEN and mine and notice.person in seated(now, policy, at)
    return now.revision == notice.revision or (notice.why is CaseWhy.NEAR and now.state in OPEN)


def card_for(
    notice: CaseNotice, now: Case, policy: DeskPolicy, at: datetime, signs: tuple[str, ...] = ()
) -> NoticeCard:
    """What that person reads; ``signs`` is what the triage saw, in words."""
    taking = (take(now),) if notice.why in YOURS and now.holder is None else ()
    facts = [("What", f"{outlet_name(now.outlet)} review"), ("For", now.given.title)]
    facts += [("Signs", "; ".join(signs))] if signs else []
    facts += [("How fast", now.given.within)] if now.given.within and now.holder is None else []
    facts += list(_facts(notice, now, policy, at))
    return NoticeCard(
        _sentence(notice.why, now, policy),
        tuple(facts),
        now.due_at if now.state is CaseState.WAITING else None,
        (look(now), *taking),
    )


def _hears(channel: str, now: Case) -> bool:
    """A channel of one workspace says nothing of what was handed over from another."""
    platform, tenant, _ = channel.split(":", 2)
    where = now.conversation
    return where.get("platform") != platform or where.get("tenant") == tenant


def _for_takers(
    before: Case | None, after: Case, policy: DeskPolicy, at: datetime
) -> Iterator[tuple[str, CaseWhy]]:
    if after.state not in OPEN:
        return
    seats = seated(after, policy, at)
    concerned = {after.holder} if after.holder is not None else seats
    if before is None or before.given != after.given:
        yield from ((person, CaseWhy.ASKED) for person in seats)
    elif after.state is CaseState.LAPSED and before.state is not CaseState.LAPSED:
        yield from ((person, CaseWhy.YOURS_LAPSED) for person in seats)
    elif after.deputized and not before.deputized:
        yield from ((person, CaseWhy.DEPUTY) for person in seats - seated(before, policy, at))
    elif after.warned and not before.warned:
        yield from ((person, CaseWhy.YOURS_NEAR) for person in concerned)


def _for_asker(before: Case | None, after: Case) -> Iterator[tuple[str, CaseWhy]]:
    if before is None:
        return
    if after.state is not before.state and after.state is not CaseState.WAITING:
        why = {CaseState.SETTLED: CaseWhy.SETTLED, CaseState.LAPSED: CaseWhy.LAPSED}.get(after.state)
    elif after.given != before.given:
        why = CaseWhy.PASSED_ON
    elif after.holder not in {before.holder, None}:
        why = CaseWhy.TAKEN
    elif after.deputized and not before.deputized:
        why = CaseWhy.DEPUTIZED
    else:
        why = CaseWhy.NEAR if after.warned and not before.warned else None
    if why is not None:
        yield after.asker, why


def _spared(before: Case | None, after: Case) -> Iterator[tuple[str, CaseWhy]]:
    """Whoever had it, and has not any more, need not go on."""
    if (
        before is not None
        and before.holder is not None
        and (after.holder != before.holder or after.state is CaseState.SETTLED)
    ):
        yield before.holder, CaseWhy.SPARED


def _sentence(why: CaseWhy, now: Case, policy: DeskPolicy) -> str:
    asker, who = policy.named(now.asker), policy.named(now.decided_by or now.holder or "")
    match why:
        case CaseWhy.ASKED:
            return f"{asker} hands you a public review. Please take it, or pass it on."
        case CaseWhy.DEPUTY:
            return "Nobody took a public review in time. You are a deputy: please take it."
        case CaseWhy.YOURS_NEAR if now.holder is not None:
            return "The time for the public review that you have is nearly over. What became of it?"
        case CaseWhy.YOURS_NEAR:
            return "A public review still waits for you, and its time is nearly over."
        case CaseWhy.YOURS_LAPSED:
            return f"The time for a public review is over. It still waits for you, and {asker} was told."
        case CaseWhy.SPARED:
            return "Somebody else has or settled the public review that you had. You need not do more."
        case CaseWhy.TAKEN:
            return f"{who} has the public review that you handed over."
        case CaseWhy.PASSED_ON:
            return f"The public review that you handed over was passed on to {now.given.title}."
        case CaseWhy.DEPUTIZED:
            return "Nobody saw in time to the public review that you handed over: deputies were asked, too."
        case CaseWhy.NEAR:
            return "The public review that you handed over still waits, and its time is nearly over."
        case CaseWhy.LAPSED:
            return "Nobody saw in time to the public review that you handed over. Please call them now."
    ending = now.ending.label.lower() if now.ending is not None else "over"
    return f"The public review that you handed over: {ending}, says {who}."


def _facts(notice: CaseNotice, now: Case, policy: DeskPolicy, at: datetime) -> Iterator[tuple[str, str]]:
    if notice.why in YOURS:
        yield "Handed over by", policy.named(now.asker)
    elif now.state in OPEN and now.holder is None:
        names = sorted(policy.named(person) for person in seated(now, policy, at))
        yield "Waits for", ", ".join(names) or "nobody named"
    if now.holder is not None and now.state in OPEN and now.holder != notice.person:
        yield "Who has it", policy.named(now.holder)
    if now.reason is not None:
        yield "Because", now.reason.label
    if now.decided_at is not None:
        yield "Said", clock(now.decided_at)
