"""Submissions as people see them: one with its text, the card of a channel."""

from dataclasses import replace

from bot import desk_commands as ask
from bot.approval import OPEN, OVER, State, Submission
from bot.cards import Card
from bot.commands import Request
from bot.desk import NOT_FOUND, Desk, Details, decides
from bot.desk_buttons import Button
from bot.desk_cards import (
    Became,
    SubmissionCard,
    again,
    closing_buttons,
    decision_buttons,
    keeping_buttons,
    take,
)
from bot.may_move import OUTDATED, VOID
from bot.model import Draft, FindingRecord
from bot.on_file_since import ended, paused
from bot.outcomes import Outcome
from bot.people import DECIDERS, OFFICERS, Person, Role, Step
from bot.ports import Entry, LogQuery
from bot.registers import references

STALE = {
    State.WAITING: OUTDATED.sentence,
    State.BLOCKED: OUTDATED.sentence,
    State.APPROVED: VOID.sentence,
}
"""What changed rules mean for a draft, by where it stands."""

LETS_OUT = ("approve ", "release ")
"""How the words of buttons begin that let a draft go out."""


async def show(desk: Desk, request: Request, command: ask.ShowSubmission) -> Card:
    """One submission; that somebody looked at its text becomes an entry first."""
    person = desk.person(request)
    now = await desk.books.submissions.get(request.actor.tenant, command.submission_id)
    if now is None or not may_see(desk, now, person):
        return NOT_FOUND
    entry = await desk.reviewed(request, now.version.decision_id)
    became = await _became(desk, now, entry)
    if not command.text:
        return replace(card_of(desk, now, person, entry), became=became)
    if not _may_read(desk, now, person):
        hidden = card_of(desk, now, person, entry, notices=("You see the findings and not the draft.",))
        return replace(hidden, became=became)
    details: Details = {"submission": now.id, "revision": now.revision}
    about = entry.decision if entry is not None else None
    await desk.record(desk.made(request, "viewed", about, now.version.decision_id, details), request)
    draft = await desk.books.drafts.read(now.tenant, now.version.decision_id)
    before = await desk.books.drafts.read(now.tenant, now.earlier[-1]) if now.earlier else None
    held = await desk.books.drafts.is_held(now.tenant, now.version.decision_id)
    card = card_of(desk, now, person, entry, notices=_of_the_text(draft, held=held))
    if now.state not in OVER:
        card = _since(card, await ended(desk, entry), await paused(desk, entry), person)
    if draft is None:  # nobody lets out what nobody can look at
        card = replace(card, buttons=_kept_in(card))
    officer = person.may(*OFFICERS)
    keeping = keeping_buttons(now, is_author=person.id == now.author, is_officer=officer, held=held)
    return replace(card, draft=draft, before=before, keeping=keeping, became=became)


def _since(card: SubmissionCard, gone: str | None, pause: str | None, person: Person) -> SubmissionCard:
    """What changed on file since the review; under an authorization that ended nothing is let out."""
    now = card.submission
    notices = (*card.notices, *(told for told in (gone, pause) if told is not None))
    if gone is None or card.outdated or not card.buttons:
        return replace(card, notices=notices)
    closing = closing_buttons(now, is_author=person.id == now.author, outdated=True)
    return replace(card, notices=notices, buttons=(again(now), *_kept_in(card)), closing=closing)


def _kept_in(card: SubmissionCard) -> tuple[Button, ...]:
    return tuple(button for button in card.buttons if not button.words.startswith(LETS_OUT))


def _of_the_text(draft: Draft | None, *, held: bool) -> tuple[str, ...]:
    gone = () if draft is not None else ("Its text is no longer kept.",)
    return (*gone, *(("It is under legal hold: nothing removes it.",) if held else ()))


async def _became(desk: Desk, now: Submission, entry: Entry | None) -> Became | None:
    """What was said last of the version that counts; earlier words on it stay in the log beside it."""
    if entry is None:
        return None
    found = await desk.log.find(now.tenant, LogQuery(event="outcome", about=entry, limit=1))
    return became(found[0]) if found else None


def became(said: Entry) -> Became:
    """What an entry ``outcome`` says."""
    details = said.decision.details
    return Became(Outcome(str(details["outcome"])), said.decision.at, bool(details.get("posted")))


def queue_card(desk: Desk, now: Submission, findings: tuple[FindingRecord, ...]) -> SubmissionCard:
    """A submission as everybody in a channel may see it: no word of it, and what opens it."""
    card = replace(card_of(desk, now, Person(""), None), findings=findings)
    waits = now.state is State.WAITING and now.holder is None
    return replace(card, buttons=(card.look, *((take(now),) if waits else ())))


def _may_read(desk: Desk, now: Submission, person: Person) -> bool:
    """The author, whoever decides on drafts, and whoever a step names; an auditor reads findings only."""
    named = {name for step in now.steps for seat in _all_seats(desk, step, now) for name in seat}
    return person.id == now.author or decides(person) or person.id in named


def may_see(desk: Desk, now: Submission, person: Person) -> bool:
    """Say whether the person may know of it; whether they may read its text is another question."""
    return _may_read(desk, now, person) or person.may(Role.AUDITOR)


def _all_seats(desk: Desk, step: Step, now: Submission) -> tuple[frozenset[str], ...]:
    return desk.policy.seats(step, now.author, desk.clock.now().date(), deputized=True)


def card_of(
    desk: Desk,
    now: Submission,
    person: Person,
    entry: Entry | None,
    *,
    told: str = "",
    refused: bool = False,
    notices: tuple[str, ...] = (),
    decision_id: str | None = None,
) -> SubmissionCard:
    """A submission as ``person`` may see it, without its text; ``entry`` is the one of its review."""
    at, policy = desk.clock.now(), desk.policy.including(person)
    seats = policy.seats(now.waits_in, now.author, at.date(), deputized=now.deputized)
    waits_for = tuple(sorted({policy.named(name) for seat in seats for name in seat}))
    may_release = person.id not in {now.author, now.released_by} and (
        person.may(policy.release) or (now.released_by is not None and person.may(*DECIDERS))
    )
    outdated, is_author = now.version.is_outdated(desk.policy), person.id == now.author
    return SubmissionCard(
        submission=now,
        author=policy.named(now.author),
        step=now.waits_in.told(policy.named),
        waits_for=waits_for,
        holder=policy.named(now.holder) if now.holder and now.state in OPEN else None,
        decided_by=policy.named(now.decided_by) if now.decided_by else None,
        released_by=policy.named(now.released_by) if now.released_by else None,
        findings=entry.decision.findings if entry is not None else (),
        on_file=references(entry.decision.details) if entry is not None else (),
        buttons=decision_buttons(
            now,
            may_decide=any(person.id in seat for seat in seats),
            may_release=may_release,
            is_author=is_author,
            outdated=outdated,
        ),
        closing=closing_buttons(now, is_author=is_author, outdated=outdated),
        outdated=outdated,
        told=told,
        refused=refused,
        notices=(*notices, *((STALE[now.state],) if outdated and now.state in STALE else ())),
        decision_id=decision_id,
    )
