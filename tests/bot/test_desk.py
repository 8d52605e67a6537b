"""The desk's door: what is sent, decided, changed and said afterwards, and what the record keeps of it."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.approval import State, WaiverReason
from bot.cards import NoteCard, ReviewCard, as_text
from bot.commands import Disagree, DisagreeReason, ReviewDraft
from bot.context import parse as parsed
from bot.deciding import tick, warn
from bot.desk import NOT_FOUND
from bot.desk_cards import Became, OutcomeCard, QueueCard, SubmissionCard
from bot.desk_commands import (
    Action,
    Adjudicate,
    AppealReason,
    CheckPosted,
    Decide,
    DeskCommand,
    EndItem,
    HandIn,
    Keep,
    PutOnFile,
    RecordOutcome,
    Resubmit,
    Send,
    ShowQueue,
    ShowSubmission,
)
from bot.desk_words import SYNTAX, parse
from bot.digest_commands import PreviewDigest, Subscribe
from bot.errors import CommandError
from bot.model import Verdict
from bot.outcomes import Outcome
from bot.people import CATEGORIES
from bot.ports import LogQuery
from bot.pressed import command_of
from bot.registers import Register
from tests.builders import NOON, a_draft
from tests.desks import ASK, NO, OK, DeskWorld

AUTHORIZED = {"scope": "name", "expires": "2027-03-01"}
WRONG: list[dict[str, str]] = [
    {},
    {"why": ""},
    {"why": "a\nb"},
    {"why": "x" * 700},
    {"why": "x", "until": "soon"},
    {"nothing": "x"},
]


@pytest.fixture
def world() -> DeskWorld:
    return DeskWorld()


def a_click(card: SubmissionCard, action: Action = Action.APPROVE, reason: str | None = None) -> Decide:
    return Decide(card.submission.id, action, card.submission.version.fingerprint[:16], reason)


async def decided(world: DeskWorld, name: str, command: DeskCommand) -> SubmissionCard:
    card = await world.ask(name, command)
    assert isinstance(card, SubmissionCard), card
    return card


async def test_a_draft_goes_to_communications_and_comes_back_approved(world: DeskWorld):
    sent = await world.sent()
    assert sent.headline == "Waits for Carl Comms or Dana Chief, until 20:00 UTC on 2 March 2026."

    approved = await decided(world, "dana", a_click(sent))

    assert approved.headline == "Approved by Dana Chief at 12:00 UTC on 2 March 2026."
    late = await decided(world, "carl", a_click(sent, Action.RETURN, "tone"))
    assert (late.refused, late.told) == (True, "Already approved by Dana Chief at 12:00 UTC on 2 March 2026.")
    assert await world.events() == ["reviewed", "sent", "approved"]


async def test_a_changed_letter_voids_the_approval_and_says_so(world: DeskWorld):
    sent = await world.sent()
    await decided(world, "dana", a_click(sent))

    changed = await decided(world, "ann", Resubmit(sent.submission.id, a_draft(OK + "!")))

    assert "The approval is void" in changed.told
    assert changed.submission.state is State.WAITING
    stale = await decided(world, "carl", a_click(sent))
    assert "changed since you saw it" in stale.told
    assert (await decided(world, "carl", a_click(changed))).submission.state is State.APPROVED


async def test_a_version_reviewed_in_a_thread_is_handed_in_by_a_button_and_voids_approval(
    world: DeskWorld,
):
    sent = await world.sent()
    first = sent.submission.version.decision_id
    await decided(world, "dana", a_click(sent))

    again = await world.ask("ann", ReviewDraft(a_draft(OK + "!"), OK, (first,)))
    assert isinstance(again, ReviewCard)
    (button,) = [b for b in again.buttons if b.label == "Send the new version"]
    handed = await decided(world, "ann", parse(button.words))

    assert not [b for b in again.buttons if b.words.startswith("send ") and "privacy" not in b.words]
    assert "The approval is void" in handed.told
    assert handed.submission.version.decision_id == again.decision_id
    assert handed.submission.earlier == (first,)
    twice = await decided(world, "ann", parse(button.words))
    assert twice.told == "That version was handed in already."
    assert (await world.events()).count("resubmitted") == 1


async def test_nobody_hands_in_a_version_of_somebody_elses_draft(world: DeskWorld):
    sent = await world.sent()
    own = await world.review("carl", "Something else.")

    assert await world.ask("carl", HandIn(sent.submission.id, own.decision_id or "")) == NOT_FOUND
    assert await world.ask("ann", HandIn(sent.submission.id, own.decision_id or "")) == NOT_FOUND
    other = await world.ask("carl", ReviewDraft(a_draft(OK), None, (sent.submission.version.decision_id,)))
    assert isinstance(other, ReviewCard)
    assert "Send the new version" not in [button.label for button in other.buttons]


async def test_an_approver_may_change_words_and_approves_exactly_those(world: DeskWorld):
    sent = await world.sent()
    seen = sent.submission.version.fingerprint
    edit = Decide(sent.submission.id, Action.APPROVE, seen, None, a_draft("Better."))

    approved = await decided(world, "dana", edit)

    version = approved.submission.version
    kept = await world.drafts.read("local", version.decision_id)
    assert (approved.submission.state, kept) == (State.APPROVED, a_draft("Better."))
    worse = await world.sent(name="ann", text=OK + " ")
    bad = Decide(worse.submission.id, Action.APPROVE, worse.submission.version.fingerprint, None, a_draft(NO))
    refused = await decided(world, "dana", bad)
    assert refused.refused
    assert "In your words: " in refused.told


async def test_who_would_release_a_block_is_named_until_a_second_person_agrees(world: DeskWorld):
    sent = await world.sent(NO)
    version = sent.submission.version.fingerprint
    release = Decide(sent.submission.id, Action.RELEASE, version, WaiverReason.AUTHORIZATION_ON_FILE.value)

    first = await decided(world, "cleo", release)
    second = await world.ask("cyd", ShowSubmission(sent.submission.id))

    assert (
        first.headline == "Cleo Compliance would release it. Somebody else who decides on drafts must agree."
    )
    assert isinstance(second, SubmissionCard)
    assert second.headline == first.headline
    offered = [[button.label for button in card.buttons] for card in (first, second)]
    assert ["Release the block" in labels for labels in offered] == [False, True]
    assert (await decided(world, "cyd", release)).headline.startswith("Approved by Cyd Compliance")


async def test_nobody_has_a_draft_any_more_that_went_back_to_its_author(world: DeskWorld):
    sent = await world.sent()
    taken = await decided(world, "dana", Decide(sent.submission.id, Action.TAKE))

    returned = await decided(world, "dana", Decide(sent.submission.id, Action.RETURN, reason="tone"))

    assert (taken.holder, returned.holder) == ("Dana Chief", None)


async def test_a_hundred_clicks_are_one_decision_and_ninety_nine_answers(world: DeskWorld):
    sent = await world.sent()

    cards = await asyncio.gather(*(decided(world, n, a_click(sent)) for n in ("dana", "carl") * 50))

    assert sum(not card.refused for card in cards) == 1
    assert all("Already approved by" in card.told for card in cards if card.refused)
    assert (await world.events()).count("approved") == 1


async def test_sending_twice_is_told_and_opens_nothing(world: DeskWorld):
    card = await world.review()
    for told in ("Sent.", "It was sent already."):
        sent = await world.ask("ann", Send(card.decision_id or ""))
        assert isinstance(sent, SubmissionCard)
        assert sent.told == told
    assert (await world.events()).count("sent") == 1


async def test_a_category_goes_to_its_owner_and_what_nobody_owns_to_communications(world: DeskWorld):
    private = await world.sent(NO, purpose="privacy")
    crisis = await world.sent(NO + " ", purpose="crisis")

    assert private.waits_for == ("Pia Privacy",)
    assert crisis.waits_for == ("Carl Comms", "Dana Chief")


async def test_a_text_that_is_gone_is_asked_for_again(world: DeskWorld):
    card = await world.review()
    world.clock.move(timedelta(days=2))

    gone = await world.ask("ann", Send(card.decision_id or ""))
    other = await world.ask("ann", Send(card.decision_id or "", draft=a_draft("something else")))
    again = await world.ask("ann", Send(card.decision_id or "", draft=a_draft(OK)))

    assert isinstance(gone, NoteCard)
    assert "no longer kept" in gone.text
    assert isinstance(other, NoteCard)
    assert isinstance(again, SubmissionCard)


async def test_a_stranger_sees_nothing_and_an_auditor_no_word(world: DeskWorld):
    sent = await world.sent(NO)

    stranger = await world.ask("eve", ShowSubmission(sent.submission.id))
    auditor = await world.ask("otto", ShowSubmission(sent.submission.id))
    dana = await world.ask("dana", ShowSubmission(sent.submission.id))

    assert isinstance(stranger, NoteCard)
    assert isinstance(auditor, SubmissionCard)
    assert auditor.draft is None
    assert {finding.rule for finding in auditor.findings} == {"phi.image.gadget", "claim.source.widget"}
    assert isinstance(dana, SubmissionCard)
    assert dana.draft == a_draft(NO)
    assert NO in as_text(dana)
    assert (await world.events()).count("viewed") == 1


async def test_the_queue_shows_all_to_those_who_decide_and_to_others_their_own(world: DeskWorld):
    await world.sent()
    await world.sent(ASK, name="bob")

    for name, waiting in (("dana", 2), ("otto", 2), ("ann", 1), ("eve", 0)):
        card = await world.ask(name, ShowQueue())
        assert isinstance(card, QueueCard)
        assert (card.waiting, len(card.items)) == (waiting, waiting)
    assert "Ann Author" in as_text(await world.ask("dana", ShowQueue()))


async def test_the_author_is_told_before_a_deadline_and_deputies_come_in_after(world: DeskWorld):
    sent = await world.sent()
    assert world.service.desk is not None
    warned = await warn(world.service.desk, sent.submission)
    assert warned is not None
    world.clock.move(timedelta(hours=9))

    deputized = await tick(world.service.desk, warned)

    assert deputized is not None
    assert deputized.deputized
    world.clock.move(timedelta(hours=9))
    expired = await tick(world.service.desk, deputized)
    assert expired is not None
    assert expired.state is State.EXPIRED
    assert await tick(world.service.desk, expired) is None
    assert (await world.events())[-3:] == ["reminded", "deputized", "expired"]


async def test_an_outcome_is_one_tap_and_a_later_one_stands_beside_it(world: DeskWorld):
    card = await world.review()
    assert next(button.label for button in card.buttons) == "Published as reviewed"

    for outcome in (Outcome.REVISED, Outcome.PUBLISHED):
        told = await world.ask("ann", RecordOutcome(card.decision_id or "", outcome))
        assert isinstance(told, OutcomeCard)
    assert isinstance(await world.ask("eve", RecordOutcome(card.decision_id or "", Outcome.HELD)), NoteCard)

    found = await world.log.find("local", LogQuery(event="outcome"))
    assert [entry.decision.details["outcome"] for entry in found] == ["published", "revised"]


async def test_the_last_word_on_a_draft_is_shown_where_people_look_at_it(world: DeskWorld):
    sent = await world.sent()
    review = sent.submission.version.decision_id
    await decided(world, "dana", a_click(sent))
    approved = await world.ask("ann", ShowSubmission(sent.submission.id))
    assert isinstance(approved, SubmissionCard)
    assert approved.became is None
    assert [button.label for button in approved.closing] == [
        "Published as reviewed",
        "Published with changes",
        "Not publishing it",
        "Compare what was posted",
    ]

    first = await world.ask("ann", parse(approved.closing[2].words))
    second = await world.ask("ann", parse(approved.closing[3].words, f"{OK}\n"))
    for name, whole in (("ann", True), ("otto", True), ("dana", False)):
        shown = await world.ask(name, ShowSubmission(sent.submission.id, text=whole))
        assert isinstance(shown, SubmissionCard)
        assert shown.became == Became(Outcome.PUBLISHED, world.clock.now(), compared=True)
        assert "Published as reviewed, on record at" in as_text(shown)

    assert isinstance(first, OutcomeCard)
    assert isinstance(second, OutcomeCard)
    assert (first.chosen, second.chosen) == (f"outcome {review} withdrawn", f"outcome {review} published")
    found = await world.log.find("local", LogQuery(event="outcome"))
    assert [entry.decision.details["outcome"] for entry in found] == ["published", "withdrawn"]


async def test_only_its_author_is_asked_what_became_of_a_draft(world: DeskWorld):
    sent = await world.sent()
    assert sent.closing == ()
    await decided(world, "dana", a_click(sent))

    shown = await world.ask("dana", ShowSubmission(sent.submission.id))

    assert isinstance(shown, SubmissionCard)
    assert shown.closing == ()


async def test_going_ahead_against_revise_needs_a_reason(world: DeskWorld):
    card = await world.review(text=ASK)

    refused = await world.ask("ann", RecordOutcome(card.decision_id or "", Outcome.PUBLISHED))
    assert isinstance(refused, OutcomeCard)
    assert refused.failed
    words = f"outcome {card.decision_id} published source_on_file"
    done = await world.ask("ann", parse(words))

    assert isinstance(done, OutcomeCard)
    assert not done.failed
    (entry,) = await world.log.find("local", LogQuery(event="outcome"))
    assert entry.decision.details["waiver"] == "source_on_file"


async def test_what_went_out_against_a_block_is_recorded_and_privacy_offered(world: DeskWorld):
    card = await world.review(text=NO)

    told = await world.ask("ann", RecordOutcome(card.decision_id or "", Outcome.PUBLISHED))

    assert isinstance(told, OutcomeCard)
    assert "tell Privacy now" in told.text
    assert told.buttons[0].words == f"send {card.decision_id} privacy"


@pytest.mark.parametrize("posted", [OK, f"  {OK}\r\n", OK + "\n"])
async def test_a_posted_text_is_known_again(world: DeskWorld, posted: str):
    card = await world.review()

    told = await world.ask("ann", CheckPosted(card.decision_id or "", posted))

    assert isinstance(told, OutcomeCard)
    assert told.text.startswith("What was posted is what was reviewed.")
    assert told.chosen == f"outcome {card.decision_id} published"


async def test_another_posted_text_is_reviewed_and_said_to_be_another(world: DeskWorld):
    card = await world.review()

    told = await world.ask("ann", CheckPosted(card.decision_id or "", OK + " With a gadget."))

    assert isinstance(told, OutcomeCard)
    assert "is not what was reviewed" in told.text
    (privacy,) = told.buttons
    handed = await world.ask("ann", parse(privacy.words))
    assert isinstance(handed, SubmissionCard)
    assert handed.submission.version.verdict == Verdict.BLOCK  # of the words that went out
    assert told.chosen == f"outcome {card.decision_id} published_changed"
    assert "tell Privacy now" in told.text


async def test_publishing_ends_an_approved_submission(world: DeskWorld):
    sent = await world.sent()
    await decided(world, "dana", a_click(sent))

    await world.ask("ann", RecordOutcome(sent.submission.version.decision_id, Outcome.PUBLISHED))

    now = await world.submissions.get("local", sent.submission.id)
    assert now is not None
    assert now.state is State.PUBLISHED


async def test_what_went_out_changed_ends_what_was_approved_and_the_word_can_still_be_changed(
    world: DeskWorld,
):
    sent = (await world.sent()).submission
    await world.ask("dana", Decide(sent.id, Action.APPROVE, sent.version.fingerprint))

    await world.ask("ann", RecordOutcome(sent.version.decision_id, Outcome.PUBLISHED_CHANGED))

    assert world.submissions.rows["local", sent.id].state is State.WITHDRAWN
    mine = await world.ask("ann", ShowQueue(mine=True))
    assert isinstance(mine, QueueCard)
    assert mine.items == ()
    card = await world.ask("ann", ShowSubmission(sent.id))
    assert isinstance(card, SubmissionCard)
    assert card.became is not None
    assert card.became.outcome is Outcome.PUBLISHED_CHANGED
    assert [button.label for button in card.closing][:2] == [
        "Published as reviewed",
        "Published with changes",
    ]


async def test_what_was_published_names_the_approver_as_one_who_approved(world: DeskWorld):
    sent = (await world.sent()).submission
    await world.ask("dana", Decide(sent.id, Action.APPROVE, sent.version.fingerprint))
    await world.ask("ann", RecordOutcome(sent.version.decision_id, Outcome.PUBLISHED))

    card = await world.ask("ann", ShowSubmission(sent.id))

    assert isinstance(card, SubmissionCard)
    assert card.headline == "Approved by Dana Chief at 12:00 UTC on 2 March 2026, and published."


async def test_a_block_can_be_escalated_for_every_category(world: DeskWorld):
    card = await world.review(text=NO)
    escalate = next(button for button in card.buttons if button.label == "Escalate")

    for category, _ in escalate.reasons:
        sent = await world.ask("ann", parse(f"{escalate.words} {category}"))
        assert isinstance(sent, SubmissionCard)
        assert sent.submission.purpose == category

    assert {category for category, _ in escalate.reasons} == set(CATEGORIES) - {"privacy"}
    assert escalate.picking == "Escalate, to"


async def test_an_angry_draft_at_night_may_wait_until_the_morning(world: DeskWorld):
    day = await world.review(text="Those idiots again.")
    world.clock.move(timedelta(hours=10.5))

    night = await world.review(text="Those idiots again.")
    held = await world.ask("ann", parse(night.buttons[0].words))

    assert not any("late" in notice for notice in day.notices)
    assert night.buttons[0].label == "Hold until morning"
    assert isinstance(held, OutcomeCard)
    assert "07:00" in held.text


async def test_an_appeal_is_settled_once_and_never_by_its_author(world: DeskWorld):
    card = await world.review("cleo", ASK)
    appeal = Disagree(card.decision_id or "", "claim.source.widget", DisagreeReason.SOURCE_EXISTS)
    note = await world.ask("cleo", appeal)  # type: ignore[arg-type]
    assert isinstance(note, NoteCard)
    up = Adjudicate(note.decision_id or "", True, AppealReason.RULE_TOO_BROAD)

    assert isinstance(await world.ask("cleo", up), NoteCard)
    assert isinstance(await world.ask("dana", up), NoteCard)
    upheld = await world.ask("cyd", up)
    late = await world.ask("pia", Adjudicate(note.decision_id or "", False, AppealReason.RULE_STANDS))

    assert isinstance(upheld, OutcomeCard)
    assert "bedside policy propose claim.source.widget --passes" in upheld.text
    assert isinstance(late, OutcomeCard)
    assert late.text == "Already upheld by Cyd Compliance."


async def test_a_list_that_is_longer_than_it_shows_says_how_much_is_left(world: DeskWorld):
    for number in range(4):
        await world.sent(f"{OK} Number {number}.")

    everybodys = await world.ask("dana", ShowQueue(limit=3))
    own = await world.ask("ann", ShowQueue(limit=3))

    for card in (everybodys, own):
        assert isinstance(card, QueueCard)
        assert (len(card.items), card.waiting) == (3, 4)
        assert as_text(card).endswith("And 1 more, at the desk on Bedside's page.")


async def test_an_approver_who_mends_a_draft_lends_it_neither_ties_nor_the_right_to_speak(world: DeskWorld):
    await world.ask("pia", PutOnFile(Register.AUTHORIZATIONS, "AUTH-1", AUTHORIZED))
    await world.ask("dana", PutOnFile(Register.SPOKESPEOPLE, "S1", {"person": "dana", "subjects": "all"}))
    await world.ask("cleo", PutOnFile(Register.INTERESTS, "COI-1", {"person": "dana", "counterpart": "Acme"}))
    await world.ask("cleo", PutOnFile(Register.INTERESTS, "COI-2", {"person": "ann", "counterpart": "Bolt"}))
    sent = (await world.sent()).submission

    mended = Decide(sent.id, Action.APPROVE, sent.version.fingerprint, draft=a_draft(f"{OK} Mended."))
    approved = await world.ask("dana", mended)

    assert isinstance(approved, SubmissionCard)
    review = await world.log.entry("local", approved.submission.version.decision_id)
    assert review is not None
    assert (review.decision.actor.id, review.decision.details["author"]) == ("person:dana", "ann")
    assert review.decision.details["interests"] == "COI-2"


async def test_an_author_says_what_became_of_words_that_an_approver_mended(world: DeskWorld):
    sent = (await world.sent()).submission
    mended = Decide(sent.id, Action.APPROVE, sent.version.fingerprint, draft=a_draft(f"{OK} Mended."))
    approved = await world.ask("dana", mended)
    assert isinstance(approved, SubmissionCard)

    said = await world.ask("ann", RecordOutcome(approved.submission.version.decision_id, Outcome.PUBLISHED))

    assert isinstance(said, OutcomeCard)
    assert world.submissions.rows["local", sent.id].state is State.PUBLISHED


async def test_what_is_on_file_rides_with_a_draft_and_is_on_the_record(world: DeskWorld):
    await world.ask("pia", PutOnFile(Register.AUTHORIZATIONS, "AUTH-0418", AUTHORIZED))
    draft = a_draft(OK, about="authorization: AUTH-0418 on file, expires 2020-01-01")

    card = await world.ask("ann", ReviewDraft(draft))
    unknown = await world.ask("ann", ReviewDraft(a_draft(OK, about="authorization: AUTH-9 on file")))

    assert card.draft.context.authorized  # type: ignore[union-attr]
    assert not unknown.draft.context.authorized  # type: ignore[union-attr]
    assert any("not in the register" in notice for notice in unknown.notices)  # type: ignore[union-attr]
    (_, entry) = await world.log.find("local", LogQuery(event="reviewed"))
    assert entry.decision.details["authorizations"] == "AUTH-0418"
    await world.ask("ann", RecordOutcome(entry.id, Outcome.PUBLISHED))

    revoked = await world.ask("pia", EndItem(Register.AUTHORIZATIONS, "AUTH-0418"))

    assert isinstance(revoked, OutcomeCard)
    assert f"linkedin, review {entry.id}" in revoked.text
    again = await world.ask("ann", ReviewDraft(draft))
    assert not again.draft.context.authorized  # type: ignore[union-attr]


async def test_what_is_removed_for_good_is_an_entry_and_an_emptied_register_still_counts(world: DeskWorld):
    put = PutOnFile(Register.AUTHORIZATIONS, "AUTH-1", {"scope": "of Jane Doe"})
    await world.ask("dana", put)
    refused = await world.ask("dana", parse("unfile authorizations AUTH-1"))
    done = await world.ask("pia", parse("unfile authorizations AUTH-1"))
    assert isinstance(refused, NoteCard)
    assert isinstance(done, OutcomeCard)
    assert await world.ask("pia", parse("unfile authorizations AUTH-1")) == NOT_FOUND

    stated = replace(a_draft(OK), context=parsed("authorization: AUTH-1 on file", NOON.date()))
    card = await world.ask("ann", ReviewDraft(stated))

    (entry,) = await world.log.find("local", LogQuery(event="unfiled"))
    assert entry.decision.details == {"register": "authorizations", "item": "AUTH-1"}
    assert isinstance(card, ReviewCard)
    assert "is not in the register, so it does not count" in " ".join(card.notices)


async def test_what_a_review_under_legal_hold_names_cannot_be_removed(world: DeskWorld):
    await world.ask(
        "cleo", PutOnFile(Register.INTERESTS, "COI-7", {"person": "ann", "counterpart": "Valvex"})
    )
    card = await world.review("ann")
    world.registers.held.add(card.decision_id or "")

    told = await world.ask("cleo", parse("unfile interests COI-7"))

    assert isinstance(told, NoteCard)
    assert "legal hold" in told.text
    assert len(await world.registers.items("local")) == 1


async def test_a_freeze_is_set_by_communications_and_told_to_everybody(world: DeskWorld):
    fields = {"why": "flood", "holding_line": "We are open.", "still": "grief posts"}
    assert isinstance(await world.ask("ann", PutOnFile(Register.FREEZES, "F1", fields)), NoteCard)
    await world.ask("dana", PutOnFile(Register.FREEZES, "F1", fields))
    await world.ask("dana", PutOnFile(Register.SPOKESPEOPLE, "S1", {"person": "dana"}))

    card, spokes = await world.review(), await world.review("dana")

    assert card.draft.context.freeze == "active"
    assert 'The holding line is: "We are open."' in card.notices[-1]
    assert "spokesperson" in (spokes.draft.context.freeze or "")
    await world.ask("dana", EndItem(Register.FREEZES, "F1"))
    assert (await world.review()).draft.context.freeze is None


async def test_an_interest_on_file_reaches_the_review_of_that_person_alone(world: DeskWorld):
    fields = {"person": "ann", "counterpart": "Valvex", "wording": "I advise Valvex.", "approval": "COI-7"}
    await world.ask("cleo", PutOnFile(Register.INTERESTS, "I1", fields))

    assert (await world.review()).draft.context.disclosure == "Valvex: I advise Valvex., approval COI-7"
    assert (await world.review("bob")).draft.context.disclosure is None


@pytest.mark.parametrize("fields", WRONG)
async def test_what_cannot_be_filed_is_told(world: DeskWorld, fields: dict[str, str]):
    told = await world.ask("dana", PutOnFile(Register.FREEZES, "F1", fields))

    assert isinstance(told, NoteCard)
    assert told.failed


async def test_a_draft_is_forgotten_on_request_and_leaves_a_tombstone(world: DeskWorld):
    card = await world.review()
    assert isinstance(await world.ask("ann", Keep(card.decision_id or "", "hold")), NoteCard)
    await world.ask("pia", Keep(card.decision_id or "", "hold"))
    held = await world.ask("ann", Keep(card.decision_id or "", "forget"))
    assert isinstance(held, NoteCard)
    await world.ask("pia", Keep(card.decision_id or "", "release"))

    assert isinstance(await world.ask("ann", Keep(card.decision_id or "", "forget")), OutcomeCard)

    assert await world.drafts.read("local", card.decision_id or "") is None
    assert (await world.events())[-3:] == ["held", "unheld", "forgotten"]


async def test_no_word_of_a_draft_reaches_the_log(world: DeskWorld):
    sent = await world.sent("The zebra quartet and a widget.")
    await decided(world, "ann", Resubmit(sent.submission.id, a_draft("The zebra trio.")))
    await world.ask("dana", ShowSubmission(sent.submission.id))
    await world.ask("ann", CheckPosted(sent.submission.version.decision_id, "The zebra band."))

    exported = "".join([line async for line in world.log.export("local")])
    assert "zebra" not in json.dumps(exported)
    assert "zebra" not in repr(world.submissions.rows)


async def test_a_log_that_is_down_is_told_and_nothing_is_decided(world: DeskWorld):
    sent = await world.sent()
    world.log.down = True

    told = await world.ask("dana", a_click(sent))

    assert isinstance(told, NoteCard)
    assert "Nothing was recorded" in told.text
    now = await world.submissions.get("local", sent.submission.id)
    assert now == sent.submission


def test_every_typed_command_is_understood_and_a_wrong_one_teaches():
    assert set(SYNTAX) >= {action.value for action in Action}
    assert parse("send e1 patient safety") == Send("e1", "patient safety")
    assert parse("approve s1 abcdef12 source_on_file").reason == "source_on_file"  # type: ignore[union-attr]
    assert parse("posted e1", "What went out.") == CheckPosted("e1", "What went out.")
    wrong = (
        "posted e1",
        "",
        "aprove s1",
        "return s1",
        "return s1 nonsense",
        "send e1 nobody",
        "outcome e1 gone",
    )
    for words in (*wrong, "x" * 200_000):
        with pytest.raises(CommandError):
            parse(words)


async def test_buttons_carry_words_that_do_what_they_say(world: DeskWorld):
    sent = await world.sent(ASK)
    shown = await world.ask("dana", ShowSubmission(sent.submission.id))
    assert isinstance(shown, SubmissionCard)
    button = next(button for button in shown.buttons if button.label == "Approve")

    done = await world.ask("carl", parse(f"{button.words} {button.reasons[1][0]}"))

    assert isinstance(done, SubmissionCard)
    assert (done.submission.state, done.submission.version.verdict) == (State.APPROVED, Verdict.REVISE)


async def test_a_deleted_message_takes_the_text_along_unless_people_decide_on_it(world: DeskWorld):
    card, sent = await world.review(text=ASK), await world.sent(OK)
    asked_about = sent.submission.version.decision_id

    gone = await world.ask("ann", Keep(card.decision_id or "", "deleted"))
    stays = await world.ask("ann", Keep(asked_about, "deleted"))
    stranger = await world.ask("eve", Keep(card.decision_id or "", "deleted"))

    assert isinstance(gone, OutcomeCard)
    assert await world.drafts.read("local", card.decision_id or "") is None
    assert [getattr(answer, "failed", False) for answer in (stays, stranger)] == [True, True]
    assert await world.drafts.read("local", asked_about) is not None


async def test_where_a_submission_stands_is_told_without_its_text_and_without_an_entry(world: DeskWorld):
    sent = await world.sent()
    before = await world.events()

    card = await world.ask("dana", ShowSubmission(sent.submission.id, text=False))

    assert isinstance(card, SubmissionCard)
    assert card.draft is None
    assert await world.events() == before


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("digest preview", PreviewDigest()),
        ("subscribe tuesday", Subscribe(1)),
        ("show s1", ShowSubmission("s1")),
        ("outcome d1 withdrawn", RecordOutcome("d1", Outcome.WITHDRAWN)),
    ],
)
def test_the_words_of_a_button_are_a_command_of_the_digest_or_of_the_desk(words: str, command: object):
    assert command_of(words) == command


async def test_nobody_lets_out_what_nobody_can_look_at_any_more(world: DeskWorld):
    sent = await world.sent()
    await world.ask("ann", Keep(sent.submission.version.decision_id, "forget"))

    shown = await world.ask("dana", ShowSubmission(sent.submission.id))
    refused = await world.ask("dana", a_click(sent))

    assert isinstance(shown, SubmissionCard)
    assert not [button for button in shown.buttons if button.words.startswith(("approve", "release"))]
    assert isinstance(refused, SubmissionCard)
    assert (refused.refused, "no longer kept" in refused.told) == (True, True)
    back = await world.ask("ann", Resubmit(sent.submission.id, a_draft("Other words.")))
    assert isinstance(back, SubmissionCard)
    assert back.submission.state is State.WAITING


async def test_the_text_stays_as_long_as_somebody_may_still_decide_on_it(world: DeskWorld):
    slow = DeskWorld(approval=[{"role": "communications", "hours": 24 * 30, "deputies": ["pia"]}])
    sent = await slow.sent()
    slow.clock.move(timedelta(days=59))

    shown = await slow.ask("dana", ShowSubmission(sent.submission.id))

    assert shown.draft is not None  # type: ignore[union-attr]
    short = await world.sent()
    world.clock.move(timedelta(days=29))
    assert await world.drafts.read("local", short.submission.version.decision_id) is not None
    world.clock.move(timedelta(days=2))
    assert await world.drafts.read("local", short.submission.version.decision_id) is None


async def test_deleting_on_request_takes_every_version_and_proves_what_it_was(world: DeskWorld):
    sent = await world.sent("The zebra quartet.")
    again = await world.ask("ann", Resubmit(sent.submission.id, a_draft("The zebra trio.")))
    assert isinstance(again, SubmissionCard)

    told = await world.ask("pia", Keep(again.submission.version.decision_id, "forget"))

    assert isinstance(told, OutcomeCard)
    for decision_id in (sent.submission.version.decision_id, again.submission.version.decision_id):
        assert await world.drafts.read("local", decision_id) is None
    tombstone = await world.log.entry("local", told.decision_id or "")
    assert tombstone is not None
    assert (tombstone.decision.event, tombstone.decision.details) == ("forgotten", {"texts": 2})
    assert tombstone.decision.fingerprint == again.submission.version.fingerprint


async def test_a_hold_is_put_and_lifted_by_officers_and_covers_entries_whose_text_is_gone(world: DeskWorld):
    sent = await world.sent()
    review = sent.submission.version.decision_id
    world.clock.move(timedelta(days=40))
    await world.drafts.tidy()

    assert isinstance(await world.ask("dana", parse(f"hold {review}")), NoteCard)
    held = await world.ask("pia", parse(f"hold {review}"))

    assert isinstance(held, OutcomeCard)
    assert "gone already" in held.text
    assert await world.drafts.is_held("local", review)
    await world.ask("cleo", parse(f"unhold {review}"))
    assert not await world.drafts.is_held("local", review)
