"""What changed on file after a review: an authorization that ended lets nothing out, a freeze is told."""

from datetime import timedelta

import pytest

from bot.approval import State, Submission, WaiverReason
from bot.commands import ReviewDraft
from bot.desk_cards import OutcomeCard, SubmissionCard
from bot.desk_commands import (
    Action,
    Decide,
    EndItem,
    PutOnFile,
    RecordOutcome,
    RemoveItem,
    ReviewAgain,
    Send,
    ShowSubmission,
)
from bot.outcomes import Outcome
from bot.registers import Register
from tests.builders import a_draft
from tests.desks import OK, DeskWorld

AUTHORIZED = {"scope": "name and quote", "expires": "2027-03-01"}
REVOKE = EndItem(Register.AUTHORIZATIONS, "AUTH-1")


@pytest.fixture
async def world() -> DeskWorld:
    world = DeskWorld()
    await world.ask("pia", PutOnFile(Register.AUTHORIZATIONS, "AUTH-1", AUTHORIZED))
    return world


async def sent(world: DeskWorld) -> Submission:
    draft = a_draft(OK, about="authorization: AUTH-1 on file")
    review = await world.ask("ann", ReviewDraft(draft))
    card = await world.ask("ann", Send(review.decision_id or ""))
    assert isinstance(card, SubmissionCard)
    world.clock.move(timedelta(minutes=5))
    return card.submission


async def approve(world: DeskWorld, now: Submission) -> SubmissionCard:
    card = await world.ask("dana", Decide(now.id, Action.APPROVE, now.version.fingerprint))
    assert isinstance(card, SubmissionCard)
    return card


async def published(world: DeskWorld, now: Submission, waiver: WaiverReason | None = None) -> OutcomeCard:
    card = await world.ask("ann", RecordOutcome(now.version.decision_id, Outcome.PUBLISHED, waiver))
    assert isinstance(card, OutcomeCard)
    return card


@pytest.mark.parametrize("gone", [REVOKE, RemoveItem(Register.AUTHORIZATIONS, "AUTH-1")])
async def test_nobody_approves_under_an_authorization_that_ended_after_the_review(
    world: DeskWorld, gone: EndItem | RemoveItem
):
    now = await sent(world)
    await world.ask("pia", gone)

    refused = await approve(world, now)
    shown = await world.ask("dana", ShowSubmission(now.id))

    assert refused.refused
    assert refused.told.startswith("The authorization AUTH-1 no longer counts")
    assert isinstance(shown, SubmissionCard)
    assert refused.told in shown.notices
    assert [button.label for button in shown.buttons] == ["Review it again", "Return", "Block", "I have it"]


async def test_what_was_approved_does_not_go_out_under_one_that_was_revoked_since(world: DeskWorld):
    now = await sent(world)
    await approve(world, now)
    await world.ask("pia", REVOKE)

    refused = await published(world, now)
    said = await published(world, now, WaiverReason.OUT_BEFORE_CHANGE)

    assert refused.failed
    assert "AUTH-1 no longer counts" in refused.text
    assert [button.label for button in refused.buttons] == ["Review it again", "It is out already"]
    assert not said.failed
    assert world.submissions.rows["local", now.id].state is State.WITHDRAWN


async def test_once_reviewed_again_the_end_was_weighed_and_people_may_decide(world: DeskWorld):
    now = await sent(world)
    await approve(world, now)
    await world.ask("pia", REVOKE)
    world.clock.move(timedelta(minutes=5))

    again = await world.ask("ann", ReviewAgain(now.id))

    assert isinstance(again, SubmissionCard)
    assert not (await approve(world, again.submission)).refused
    assert not (await published(world, again.submission)).failed


async def test_an_authorization_in_force_holds_nothing_up(world: DeskWorld):
    now = await sent(world)

    assert not (await approve(world, now)).refused
    assert not (await published(world, now)).failed
    assert world.submissions.rows["local", now.id].state is State.PUBLISHED


async def test_a_freeze_set_after_the_review_is_told_to_whoever_looks(world: DeskWorld):
    now = await sent(world)
    await world.ask("dana", PutOnFile(Register.FREEZES, "F1", {"why": "an outage"}))

    shown = await world.ask("dana", ShowSubmission(now.id))

    assert "Communications paused routine posts after this was reviewed (F1)." in shown.notices  # type: ignore[union-attr]
