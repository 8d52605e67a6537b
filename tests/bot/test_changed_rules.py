"""The pack changes while drafts lie at the desk: what still holds, what is asked for, what is on record."""

import pytest

from bot.approval import State, WaiverReason
from bot.cards import NoteCard
from bot.desk_cards import OutcomeCard, SubmissionCard
from bot.desk_commands import (
    Action,
    CheckPosted,
    Decide,
    Keep,
    RecordOutcome,
    ReviewAgain,
    ShowQueue,
    ShowSubmission,
)
from bot.outcomes import Outcome
from bot.ports import LogQuery
from tests.builders import a_rule
from tests.desks import OK, DeskWorld

GIZMO = a_rule({"phrases": ["gizmo"]}, id="claim.source.gizmo")
DANA_IS_AWAY = [
    {"id": "ann", "name": "Ann Author"},
    {"id": "dana", "roles": ["communications"], "away": {"since": "2026-03-01", "until": "2026-03-09"}},
]


@pytest.fixture
def world() -> DeskWorld:
    return DeskWorld()


async def approved(world: DeskWorld, text: str = OK) -> SubmissionCard:
    now = (await world.sent(text)).submission
    return await approve(world, now.id, now.version.fingerprint)


async def approve(world: DeskWorld, submission_id: str, seen: str) -> SubmissionCard:
    card = await world.ask("dana", Decide(submission_id, Action.APPROVE, seen))
    assert isinstance(card, SubmissionCard)
    return card


async def said(world: DeskWorld, review: str, waiver: WaiverReason | None = None) -> OutcomeCard:
    card = await world.ask("ann", RecordOutcome(review, Outcome.PUBLISHED, waiver))
    assert isinstance(card, OutcomeCard)
    return card


def words(card: SubmissionCard | OutcomeCard) -> set[str]:
    return {button.words.partition(" ")[0] for button in card.buttons}


async def test_somebody_goes_on_leave_and_nothing_is_asked_of_anybody(world: DeskWorld):
    fine, waits = await approved(world), (await world.sent(f"{OK} Still.")).submission

    world.change_pack(people=DANA_IS_AWAY)

    assert not (await approve(world, waits.id, waits.version.fingerprint)).refused
    assert not (await said(world, fine.submission.version.decision_id)).failed
    assert world.submissions.rows["local", fine.submission.id].state is State.PUBLISHED


async def test_a_rule_changes_and_what_was_approved_no_longer_goes_out_by_that_approval(world: DeskWorld):
    now = (await approved(world)).submission
    world.change_pack(GIZMO)

    refusal = await said(world, now.version.decision_id)

    assert refusal.failed
    assert refusal.text.startswith("The rules were changed since this was approved")
    assert [button.label for button in refusal.buttons] == ["Review it again", "It is out already"]
    assert "outcome" not in await world.events()
    assert world.submissions.rows["local", now.id].state is State.APPROVED


@pytest.mark.parametrize("name", ["ann", "carl"])
async def test_its_author_and_an_approver_see_it_and_one_press_has_it_reviewed_again(
    world: DeskWorld, name: str
):
    now = (await approved(world)).submission
    world.change_pack(GIZMO)
    shown = await world.ask(name, ShowSubmission(now.id))
    assert isinstance(shown, SubmissionCard)
    assert shown.headline.endswith("by rules that were changed since: it no longer holds.")
    assert "again" in words(shown)

    again = await world.ask(name, ReviewAgain(now.id))

    assert isinstance(again, SubmissionCard)
    assert again.told == "The approval is void, because the same text was reviewed again. It waits again."
    queue = await world.ask("dana", ShowQueue())
    assert [item.submission.id for item in queue.items] == [now.id]  # type: ignore[union-attr]
    renewed = again.submission.version
    assert not (await approve(world, now.id, renewed.fingerprint)).refused
    assert not (await said(world, renewed.decision_id)).failed
    assert world.submissions.rows["local", now.id].state is State.PUBLISHED


async def test_the_new_rules_judge_what_is_reviewed_again(world: DeskWorld):
    now = (await approved(world, "A gizmo for the ward.")).submission
    assert now.version.verdict == "ok"
    world.change_pack(GIZMO)

    again = await world.ask("ann", ReviewAgain(now.id))

    assert isinstance(again, SubmissionCard)
    assert again.submission.version.verdict == "block"


async def test_whoever_may_not_decide_cannot_have_it_reviewed_again(world: DeskWorld):
    now = (await approved(world)).submission
    world.change_pack(GIZMO)

    assert (await world.ask("otto", ReviewAgain(now.id))).refused  # type: ignore[union-attr]
    assert isinstance(await world.ask("root", ReviewAgain(now.id)), NoteCard)


async def test_without_its_text_it_cannot_be_reviewed_again_and_that_is_said(world: DeskWorld):
    now = (await approved(world)).submission
    await world.ask("pia", Keep(now.version.decision_id, "forget"))
    world.change_pack(GIZMO)

    card = await world.ask("ann", ReviewAgain(now.id))

    assert isinstance(card, NoteCard)
    assert "no longer kept" in card.text
    assert world.submissions.rows["local", now.id].state is State.APPROVED


async def test_what_is_out_already_is_on_record_with_a_reason_and_is_over(world: DeskWorld):
    waits = (await world.sent("A widget for all.")).submission
    agreed = Decide(waits.id, Action.APPROVE, waits.version.fingerprint, reason="source_on_file")
    now = (await world.ask("dana", agreed)).submission  # type: ignore[union-attr]
    world.change_pack(GIZMO)

    card = await said(world, now.version.decision_id, WaiverReason.OUT_BEFORE_CHANGE)

    assert not card.failed
    assert "an approval that no longer holds" in card.text
    (entry,) = await world.log.find("local", LogQuery(event="outcome"))
    assert entry.decision.details["void"] is True
    assert entry.decision.details["waiver"] == "out_before_change"
    assert entry.decision.findings == ()  # it overrules no rule
    assert entry.decision.policy_version == now.version.policy_version
    assert world.submissions.rows["local", now.id].state is State.WITHDRAWN


async def test_what_was_posted_is_on_record_as_it_is_and_can_be_reviewed_again(world: DeskWorld):
    now = (await approved(world)).submission
    world.change_pack(GIZMO)

    card = await world.ask("ann", CheckPosted(now.version.decision_id, OK))

    assert isinstance(card, OutcomeCard)
    assert card.text.startswith("What was posted is what was reviewed.")
    assert "an approval that no longer holds" in card.text
    assert words(card) == {"again"}
    assert world.submissions.rows["local", now.id].state is State.APPROVED


async def test_a_reason_for_late_word_waives_no_verdict(world: DeskWorld):
    now = (await world.sent("A widget for all.")).submission

    card = await said(world, now.version.decision_id, WaiverReason.OUT_BEFORE_CHANGE)

    assert card.failed
    assert "please pick why" in card.text


async def test_the_record_names_the_whole_policy_and_the_rules_that_an_approval_depends_on(world: DeskWorld):
    pack = world.service.pack
    await approved(world)

    entries = [(await world.log.find("local", LogQuery(event=name)))[0] for name in ("reviewed", "approved")]

    for entry in entries:
        assert entry.decision.policy_version == pack.version
        assert entry.decision.details["rules_version"] == pack.rules_version
