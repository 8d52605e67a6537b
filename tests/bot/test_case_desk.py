"""Public reviews at the desk: in one queue with drafts, settled once, and never a word of them."""

import asyncio
from datetime import timedelta

import pytest

from bot import deadlines
from bot.cards import NoteCard, as_text
from bot.case import CaseState, Ending, EndingReason
from bot.case_cards import NEXT, SEND_IT, CaseCard
from bot.case_commands import HandOver, PassCase, SettleCase, ShowCase, TakeCase, WithdrawCase
from bot.case_notices import CaseWhy
from bot.commands import RespondToReview
from bot.desk_cards import QueueCard
from bot.desk_commands import Action, Decide, Keep, ShowQueue
from bot.desk_words import parse
from bot.errors import CommandError
from bot.figures import count
from bot.model import Complaint
from bot.ports import LogQuery
from bot.queueing import for_whom
from tests.cases import GRAVE, NEVER_SHOWN, ORDINARY, CaseWorld

HOUR = timedelta(hours=1)
FAKE = (Ending.REPORTED, EndingReason.FAKE)


@pytest.fixture
def world() -> CaseWorld:
    return CaseWorld()


async def settle(world: CaseWorld, name: str, case_id: str) -> CaseCard:
    card = await world.ask(name, SettleCase(case_id, *FAKE))
    assert isinstance(card, CaseCard), card
    return card


async def queue(world: CaseWorld, name: str, *, mine: bool = False) -> QueueCard:
    card = await world.ask(name, ShowQueue(mine=mine))
    assert isinstance(card, QueueCard)
    return card


async def test_an_escalated_review_offers_to_hand_it_over_and_an_ordinary_one_does_not(world: CaseWorld):
    grave, plain = await world.answered(), await world.answered(text=ORDINARY)

    first, other = grave.buttons
    assert first.label == "Hand over to Chief Medical Officer"
    assert first.words == f"handover {grave.decision_id} safety"
    assert ("privacy", "Privacy Officer") in other.reasons
    assert "safety" not in dict(other.reasons)
    assert plain.buttons == ()
    note = await world.ask("ann", HandOver(plain.decision_id or ""))
    assert isinstance(note, NoteCard)
    assert note.failed


async def test_a_person_may_escalate_by_hand_and_hand_it_over(world: CaseWorld):
    answer = await world.answered(text=ORDINARY, by_hand=True)

    card = await world.ask("ann", parse(answer.buttons[0].words))

    assert isinstance(card, CaseCard)
    assert card.case.given.role == "approver"
    assert card.waits_for == ("Carl Comms", "Dana Chief")


async def test_handed_over_it_waits_for_the_people_of_the_role_until_the_signs_own_deadline(world: CaseWorld):
    card = await world.handed()

    assert card.told == "Handed over."
    assert card.headline == "Waits for Cleo Compliance, until 13:00 UTC on 2 March 2026."
    assert [(told.person, told.why) for told in world.cases.told] == [("cleo", CaseWhy.ASKED)]
    assert (await world.events())[-1] == "handed_over"


async def test_another_role_may_be_chosen_and_one_that_nobody_knows_is_refused(world: CaseWorld):
    card = await world.handed(role="privacy")
    assert card.waits_for == ("Pia Privacy",)
    answer = await world.answered(text=f"{GRAVE} Again.")

    told = await world.ask("ann", HandOver(answer.decision_id or "", "nobody"))

    assert isinstance(told, NoteCard)
    assert told.text.startswith("Unknown role")


async def test_pressed_twice_it_is_handed_over_once(world: CaseWorld):
    answer = await world.answered()
    cards = [await world.ask("ann", HandOver(answer.decision_id or "")) for _ in range(2)]

    assert [card.told for card in cards if isinstance(card, CaseCard)] == [
        "Handed over.",
        "It was handed over already.",
    ]
    assert (await world.events()).count("handed_over") == 1


@pytest.mark.parametrize("name", ["eve", "otto"])
async def test_nobody_hands_over_what_somebody_else_asked_about_but_those_who_decide(
    world: CaseWorld, name: str
):
    answer = await world.answered()

    assert not isinstance(await world.ask(name, HandOver(answer.decision_id or "")), CaseCard)
    assert isinstance(await world.ask("dana", HandOver(answer.decision_id or "")), CaseCard)


async def test_of_many_clicks_at_once_one_counts_and_the_others_are_told_by_whom_and_when(world: CaseWorld):
    case = (await world.handed(role="approver")).case

    cards = await asyncio.gather(*(settle(world, name, case.id) for name in ["dana", "carl"] * 20))

    assert sum(not card.refused for card in cards) == 1
    late = next(card for card in cards if card.refused)
    assert late.told.startswith("Already decided by ")
    assert "at 12:00 UTC on 2 March 2026: reported to the platform." in late.told
    assert (await world.events()).count("settled") == 1


async def test_the_one_who_asked_hears_who_has_it_and_what_became_of_it(world: CaseWorld):
    case = (await world.handed()).case

    await world.ask("cleo", TakeCase(case.id))
    taken = await world.ask("ann", ShowCase(case.id))
    await settle(world, "cleo", case.id)
    settled = await world.ask("ann", ShowCase(case.id))

    assert isinstance(taken, CaseCard)
    assert isinstance(settled, CaseCard)
    assert taken.headline.startswith("Cleo Compliance has it, and says by 18:00 UTC")
    assert settled.headline.startswith("Reported to the platform, said Cleo Compliance at 12:00 UTC")
    assert settled.notices == (NEXT,)
    assert settled.buttons == ()
    asked = [told.why for told in world.cases.told if told.person == "ann"]
    assert asked == [CaseWhy.TAKEN, CaseWhy.SETTLED]


async def test_passed_on_the_others_have_it_with_the_signs_own_deadline_anew(world: CaseWorld):
    case = (await world.handed()).case
    world.clock.move(HOUR / 2)

    card = await world.ask("cleo", PassCase(case.id, "privacy"))

    assert isinstance(card, CaseCard)
    assert card.headline == "Waits for Pia Privacy, until 13:30 UTC on 2 March 2026."
    assert card.buttons == ()
    assert (await settle(world, "cleo", case.id)).refused
    assert not (await settle(world, "pia", case.id)).refused
    assert (await world.events())[-2:] == ["passed_on", "settled"]


async def test_one_queue_shows_drafts_and_reviews_oldest_deadline_first_in_pages(world: CaseWorld):
    draft = (await world.sent()).submission
    case = (await world.handed()).case

    whole = await queue(world, "dana")
    first = await world.ask("dana", ShowQueue(limit=1))
    rest = await world.ask("dana", ShowQueue(after=(case.due_at, case.id)))

    assert [item.look.words for item in whole.items] == [f"show {case.id}", f"show {draft.id}"]
    assert (whole.waiting, whole.reviews) == (2, 1)
    assert isinstance(first, QueueCard)
    assert isinstance(rest, QueueCard)
    assert [item.look.words for item in (*first.items, *rest.items)] == [
        f"show {case.id}",
        f"show {draft.id}",
    ]
    assert f"{case.id}  Google review, handed over by Ann Author, to chief medical" in as_text(
        whole
    ).lower().replace("google review, handed over by ann author", "Google review, handed over by Ann Author")


async def test_whoever_is_given_a_review_sees_it_in_the_queue_though_nothing_else_of_others():
    world = CaseWorld(takers={"safety": {"people": ["root"]}})
    await world.sent()
    case = (await world.handed()).case

    assert [item.look.words for item in (await queue(world, "root")).items] == [f"show {case.id}"]
    assert (await queue(world, "eve")).items == ()
    assert [item.look.words for item in (await queue(world, "ann", mine=True)).items][-1] == f"show {case.id}"


async def test_a_home_tab_shows_the_queue_to_those_who_decide_and_to_others_what_they_were_given():
    world = CaseWorld(takers={"safety": {"people": ["root"]}})
    await world.handed()
    desk = world.service.desk
    assert desk is not None

    shown = {
        name: for_whom(await queue(world, name), desk.policy.people[name])
        for name in ("dana", "root", "otto", "ann")
    }

    assert [name for name, card in shown.items() if card is not None] == ["dana", "root"]


async def test_what_became_of_it_stays_among_ones_own(world: CaseWorld):
    case = (await world.handed()).case
    await settle(world, "cleo", case.id)

    (item,) = (await queue(world, "ann", mine=True)).items

    assert isinstance(item, CaseCard)
    assert item.case.state is CaseState.SETTLED
    assert (await queue(world, "cleo")).items == ()


async def test_time_brings_in_the_deputies_and_then_leaves_it_overdue_at_the_top(world: CaseWorld):
    desk = world.service.desk
    assert desk is not None
    case = (await world.handed()).case
    world.cases.told.clear()

    for hours, changed in ((0.7, 0), (0.1, 1), (0.1, 0), (0.2, 1), (1, 1), (9, 0)):
        world.clock.move(hours * HOUR)
        assert await deadlines.look(desk) == changed

    assert [(told.person, told.why.value) for told in world.cases.told] == [
        ("ann", "near"),
        ("cleo", "yours_near"),
        ("ann", "deputized"),
        ("cyd", "deputy"),
        ("ann", "lapsed"),
        ("cleo", "yours_lapsed"),
        ("cyd", "yours_lapsed"),
    ]
    (item,) = (await queue(world, "dana")).items
    assert item.look.words == f"show {case.id}"
    assert (await world.events())[-3:] == ["reminded", "deputized", "lapsed"]
    assert not (await settle(world, "cyd", case.id)).refused


async def test_who_asked_takes_it_back_before_somebody_has_it(world: CaseWorld):
    case = (await world.handed()).case

    card = await world.ask("ann", WithdrawCase(case.id))

    assert isinstance(card, CaseCard)
    assert card.headline.startswith("Taken back by Ann Author at")
    assert (await queue(world, "dana")).items == ()


async def test_no_word_of_the_review_is_in_what_is_kept_shown_or_told(world: CaseWorld):
    case = (await world.handed()).case
    shown = await world.ask("cleo", ShowCase(case.id))
    await world.ask("cleo", TakeCase(case.id))
    await settle(world, "cleo", case.id)

    assert isinstance(shown, CaseCard)
    assert shown.note.startswith("A public review on Google needs attention. Proposed: escalate.")
    entries = await world.log.find("local", LogQuery(limit=100, views=True))
    for what in (world.cases.rows, world.cases.told, shown, as_text(shown), entries):
        assert not any(word in repr(what) for word in NEVER_SHOWN), what


async def test_the_note_is_the_one_that_whoever_asked_has_read(world: CaseWorld):
    answer = await world.answered()
    handed = await world.ask("ann", HandOver(answer.decision_id or ""))
    assert isinstance(handed, CaseCard)
    assert (handed.note, handed.notices) == ("", (SEND_IT,))

    shown = await world.ask("cleo", ShowCase(handed.case.id))

    assert isinstance(shown, CaseCard)
    assert shown.note == answer.handover


async def test_that_a_review_was_handed_over_keeps_its_text_no_longer_for_another_set(world: CaseWorld):
    answer = await world.answered("slack:U-ann", platform="slack")
    kept = answer.decision_id or ""
    assert await world.drafts.read("local", kept) is not None

    await world.ask("slack:U-ann", HandOver(kept), "slack")
    await world.ask("cleo", TakeCase((await queue(world, "cleo")).items[0].look.words.split()[1]))
    world.clock.move(timedelta(days=1))

    assert await world.drafts.read("local", kept) is None
    assert await world.drafts.tidy() == 1


async def test_deleting_the_text_of_the_review_leaves_the_case_which_holds_none_of_it(world: CaseWorld):
    answer = await world.answered("slack:U-ann", platform="slack")
    await world.ask("slack:U-ann", HandOver(answer.decision_id or ""), "slack")

    await world.ask("slack:U-ann", Keep(answer.decision_id or "", "forget"), "slack")

    assert await world.drafts.read("local", answer.decision_id or "") is None
    assert len((await queue(world, "cleo")).items) == 1


async def test_nothing_that_lets_a_draft_out_reaches_a_review(world: CaseWorld):
    case = (await world.handed()).case

    for action in Action:
        card = await world.ask("cleo", Decide(case.id, action, "ab" * 32, "source_on_file"))
        assert isinstance(card, NoteCard), action
        assert card.failed
    with pytest.raises(CommandError):
        parse(f"settle {case.id} approved fake")
    assert world.cases.rows["local", case.id] == case


async def test_only_those_concerned_those_who_decide_and_auditors_see_a_case(
    world: CaseWorld,
):
    case = (await world.handed()).case

    seen = [
        name
        for name in ("ann", "cleo", "cyd", "dana", "pia", "otto", "root", "eve")
        if isinstance(await world.ask(name, ShowCase(case.id)), CaseCard)
    ]

    assert seen == ["ann", "cleo", "cyd", "dana", "pia", "otto"]


async def test_reviews_count_in_the_figures_beside_drafts(world: CaseWorld):
    case = (await world.handed()).case
    world.clock.move(HOUR / 2)
    await world.ask("cleo", TakeCase(case.id))
    world.clock.move(2 * HOUR)
    await settle(world, "cleo", case.id)

    figures = count(await world.log.find("local", LogQuery(limit=100)))

    assert (figures.taken, figures.settled, figures.endings) == ((0.5,), (2.5,), {"reported": 1})
    assert (figures.median_taken, figures.hours) == (0.5, ())


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("handover e1", HandOver("e1")),
        ("handover e1 self-harm", HandOver("e1", "self-harm")),
        ("show case-1", ShowCase("case-1")),
        ("take case-1", TakeCase("case-1")),
        ("withdraw case-1", WithdrawCase("case-1")),
        ("pass case-1 privacy", PassCase("case-1", "privacy")),
        ("settle case-1 reported fake", SettleCase("case-1", *FAKE)),
    ],
)
def test_words_become_commands_about_a_review(words: str, command: object):
    assert parse(words) == command


@pytest.mark.parametrize(
    "words", ["handover", "pass case-1", "settle case-1 reported", "settle case-1 reported by_counsel"]
)
def test_words_that_lack_something_are_refused_with_what_would_do(words: str):
    with pytest.raises(CommandError):
        parse(words)


async def test_at_a_prompt_it_says_what_can_be_typed_and_a_program_is_offered_nothing(world: CaseWorld):
    typed = await world.ask("ann", RespondToReview(Complaint(GRAVE)), "cli")
    program = await world.ask("ann", RespondToReview(Complaint(GRAVE)), "api")

    assert "  Hand over to Chief Medical Officer: handover entry1 safety" in as_text(typed)
    assert getattr(program, "buttons", None) == ()
