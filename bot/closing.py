"""What became of a draft, and whether what was posted is what was reviewed."""

from dataclasses import replace

from bot import desk_commands as ask
from bot.approval import GOING_AHEAD, OUT_ALREADY, State, Submission, WaiverReason
from bot.cards import Card
from bot.commands import Request
from bot.desk import NOT_FOUND, Desk, decides
from bot.desk_buttons import Button
from bot.desk_cards import WAIVERS, OutcomeCard, again, out_already, outcome_words
from bot.may_move import VOID
from bot.model import Draft, Kind, Outlet, Verdict
from bot.moves import Move, Publish, Withdraw, move
from bot.on_file_since import ended
from bot.outcomes import Outcome, is_same, morning
from bot.ports import Entry

PRIVACY_NOW = (
    "If it is public already: tell Privacy now, before anything is edited or deleted; a disclosure stays one."
)
TELL_PRIVACY = f"Bedside had said block. {PRIVACY_NOW}"
UNAPPROVED = "It is on record as published without an approval that holds."
OUTDATED = "It is on record as published under an approval that no longer holds."
IF_OUT = "If it is out already, please pick why; your name goes with it."


async def record(
    desk: Desk, request: Request, command: ask.RecordOutcome, *, posted: str | None = None
) -> Card:
    """Put an outcome on record; going ahead against *revise* asks for a reason first.

    ``posted`` names the review of the very words that went out, where they were compared.
    """
    entry = await _own(desk, request, command.decision_id)
    if entry is None:
        return NOT_FOUND
    publishes = command.outcome is Outcome.PUBLISHED
    void, why = await _void(desk, request, entry) if publishes else (None, "")
    if void is not None:
        if command.waiver not in OUT_ALREADY and posted is None:
            buttons = (again(void), out_already(entry.id))
            return OutcomeCard(f"{why} {IF_OUT}", failed=True, buttons=buttons)
        return await _record(
            desk, request, entry, command.outcome, waiver=command.waiver, posted=posted, void=void
        )
    verdict = Verdict(entry.decision.verdict or Verdict.OK)
    against = publishes and verdict is not Verdict.OK
    given = command.waiver if command.waiver in GOING_AHEAD else None
    waiver = await _waived(desk, request, entry) if against and given is None else given
    if against and verdict is Verdict.REVISE and waiver is None:
        ahead = Button("Go ahead", f"outcome {entry.id} published", WAIVERS, grave=True)
        return OutcomeCard(
            "Bedside asked for changes. To go ahead all the same, please pick why; your name goes with it.",
            failed=True,
            buttons=(ahead,),
        )
    return await _record(desk, request, entry, command.outcome, waiver=waiver, posted=posted)


async def check_posted(desk: Desk, request: Request, command: ask.CheckPosted) -> Card:
    """Say whether a posted text is what was reviewed; another text is reviewed, too late but on record."""
    entry = await _own(desk, request, command.decision_id)
    if entry is None:
        return NOT_FOUND
    decision = entry.decision
    if is_same(command.text, decision.fingerprint or "", desk.fingerprinter.fingerprint):
        card = await record(desk, request, ask.RecordOutcome(entry.id, Outcome.PUBLISHED), posted=entry.id)
        told = "What was posted is what was reviewed."
        return replace(card, text=f"{told} {card.text}") if isinstance(card, OutcomeCard) else card
    draft = Draft(command.text, Kind(decision.kind or "post"), Outlet(decision.outlet or "linkedin"))
    review = await desk.review(request, draft, desk.author_of(entry).id)
    card = await _record(
        desk, request, entry, Outcome.PUBLISHED_CHANGED, posted=review.decision_id or "unrecorded"
    )
    says = {
        Verdict.OK: "Bedside has nothing against it.",
        Verdict.REVISE: "Bedside would have asked for changes.",
        Verdict.BLOCK: f"Bedside would have said block. {PRIVACY_NOW}",
    }[review.review.verdict]
    other = replace(card, text=f"What was posted is not what was reviewed. {says} {card.text}")
    if review.review.verdict is not Verdict.BLOCK:
        return other
    return replace(other, buttons=(_tell_privacy(review.decision_id or entry.id),))


async def _record(
    desk: Desk,
    request: Request,
    entry: Entry,
    outcome: Outcome,
    *,
    waiver: WaiverReason | None = None,
    posted: str | None = None,
    void: Submission | None = None,
) -> OutcomeCard:
    decision, notes = entry.decision, []
    details: dict[str, str | int | bool | None] = {"outcome": outcome.value, "posted": posted}
    for name in ("authorizations", "interests"):
        details[name] = decision.details.get(name)
    if waiver is not None and outcome.went_out:
        details["waiver"] = waiver.value
    if outcome is Outcome.HELD:
        until = morning(desk.clock.now(), desk.policy)
        details["until"] = until.isoformat()
        notes.append(f"It can wait until {until:%H:%M} tomorrow; nothing was published.")
    over = waiver in OUT_ALREADY
    approved = await _settle(desk, request, entry, outcome, void=void is not None, over=over)
    if outcome is Outcome.PUBLISHED and decision.verdict == Verdict.BLOCK and not approved:
        details["against"] = Verdict.BLOCK.value
        notes.append(TELL_PRIVACY)
    elif void is not None:
        details["void"] = True
        notes.append(OUTDATED)
    elif outcome is Outcome.PUBLISHED and approved is False:
        details["unapproved"] = True
        notes.append(UNAPPROVED)
    made = desk.made(request, "outcome", decision, entry.id, details)
    if "waiver" in details and void is None:  # what was waived, for the figures of those rules
        made = replace(made, findings=decision.findings)
    kept = await desk.record(made, request)
    told = f"On record: “{outcome.label}”. You can change this by another tap; both stay on record."
    further = [_tell_privacy(entry.id)] if TELL_PRIVACY in notes else []
    further += [again(void)] if void is not None and not over else []
    return OutcomeCard(
        " ".join([told, *notes]),
        kept.id,
        buttons=tuple(further),
        chosen=outcome_words(entry.id, outcome),
    )


def _tell_privacy(decision_id: str) -> Button:
    """Hands the words that went out to Privacy."""
    return Button("Tell Privacy", f"send {decision_id} privacy", grave=True)


async def _void(desk: Desk, request: Request, entry: Entry) -> tuple[Submission | None, str]:
    """The submission whose approval of exactly this review no longer holds, and why."""
    now = await desk.books.submissions.of_review(request.actor.tenant, entry.id)
    if now is None or now.state is not State.APPROVED or now.version.decision_id != entry.id:
        return None, ""
    why = VOID.sentence if now.is_void(desk.policy) else await ended(desk, entry)
    return (now, why) if why is not None else (None, "")


async def _settle(
    desk: Desk, request: Request, entry: Entry, outcome: Outcome, *, void: bool = False, over: bool = False
) -> bool | None:
    """Take a submission of this review to its end; returns whether it was approved, ``None`` without one.

    What went out under an approval that is ``void`` waits to be reviewed again, unless it is ``over``.
    """
    now = await desk.books.submissions.of_review(request.actor.tenant, entry.id)
    if now is None:
        return None
    void = void or now.is_void(desk.policy)
    was_approved = now.state in {State.APPROVED, State.PUBLISHED} and not void
    fingerprint = entry.decision.fingerprint or ""
    same = fingerprint == now.version.fingerprint
    ends: dict[Outcome, Move] = {Outcome.PUBLISHED: Publish(fingerprint), Outcome.WITHDRAWN: Withdraw()}
    if was_approved or void:  # something else went out, so nothing is left to do with what was approved
        ends[Outcome.PUBLISHED_CHANGED] = Withdraw()
    if void:
        del ends[Outcome.PUBLISHED]
    if void and over:
        ends[Outcome.PUBLISHED] = Withdraw()
    wanted = ends.get(outcome)
    after = move(now, wanted, desk.person(request), desk.policy, desk.clock.now()) if wanted else None
    if isinstance(after, Submission):
        event = "concluded"
        details = {"submission": now.id, "state": after.state.value, "revision": after.revision}
        made = desk.made(request, event, entry.decision, entry.id, details)
        await desk.change(now, after, made, replace(request, key=None))  # the outcome has the key
    return was_approved and same


async def _own(desk: Desk, request: Request, decision_id: str) -> Entry | None:
    """The review, for its author or somebody who decides on drafts."""
    entry, person = await desk.reviewed(request, decision_id), desk.person(request)
    if entry is None or not (desk.author_of(entry).id == person.id or decides(person)):
        return None
    return entry


async def _waived(desk: Desk, request: Request, entry: Entry) -> WaiverReason | None:
    """The waiver that an approver gave for exactly this review."""
    now = await desk.books.submissions.of_review(request.actor.tenant, entry.id)
    if now is None or now.state is not State.APPROVED or now.version.decision_id != entry.id:
        return None
    return now.waiver.reason if now.waiver is not None else None
