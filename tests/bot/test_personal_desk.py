"""Somebody walks through a presence check: privately, on any platform, and with odd answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.cards import NoteCard, ReviewCard, as_text
from bot.commands import Request, ReviewDraft
from bot.delivery import Conversation
from bot.errors import BookUnavailable, CommandError, LogUnavailable
from bot.model import Actor
from bot.personal import Check, Owner, Personal, Reminders, Said
from bot.personal_cards import GuideCard
from bot.personal_commands import parse
from bot.personal_ports import Record
from bot.pressed import command_of
from bot.service import Service
from tests.builders import NOON, a_draft, a_pack
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped
from tests.personal import STEPS, OwnWorld, a_presence_pack


async def test_whoever_asks_first_is_told_what_it_is_and_what_stays_private():
    card = await OwnWorld().guide("presence")

    assert "3 searches, ten minutes" in card.lines[0]
    assert "Only you see this" in card.facts[0][1]
    assert [button.words for button in card.buttons] == ["presence begin"]


async def test_a_check_goes_step_by_step_with_one_link_and_one_tap_each():
    world = OwnWorld()
    card = await world.guide("presence begin")
    places = []
    while card.links:
        places.append((card.place, len(card.links)))
        fine = next(button for button in card.buttons if button.words.endswith("fine"))
        card = await world.guide(fine.words)

    assert places == [("Step 1 of 3", 1), ("Step 2 of 3", 1), ("Step 3 of 3", 1)]
    assert card.title == "Your presence check of 2 March 2026 is done"
    assert "1 June 2026" in " ".join(card.lines)


async def test_somebody_goes_on_elsewhere_where_they_left_off():
    world = OwnWorld()
    await world.guide("presence begin", who="U1", platform="slack")
    await world.guide("presence name fine", who="U1", platform="slack")

    card = await world.guide("presence", who="aad-1", platform="teams")

    assert card.title == "With your employer"
    assert list(world.book.records) == [("local", "ann")]


async def test_nobody_sees_the_answers_of_somebody_else():
    world = OwnWorld()
    await world.guide("presence begin")
    await world.guide("presence name wrong")

    assert (await world.guide("presence", who="person:bob")).place == ""
    assert "Nothing is left to do" in as_text(await world.guide("todos", who="U2", platform="slack"))


async def test_the_log_learns_what_is_open_or_done_and_when_and_nothing_else():
    world = OwnWorld()
    for words in ("presence begin", "presence name wrong", "presence employer fine", "presence news skip"):
        await world.guide(words)
    (todo,) = world.kept().todos
    await world.guide(f"todos {todo.id} done")

    told = [dict(decision.details) for decision in await world.decisions()]

    assert told == [
        {"presence": "open 2026-03-02"},
        {"todos": "open 2026-03-02"},
        {"presence": "done 2026-03-02"},
        {"todos": "done 2026-03-02"},
    ]


async def test_a_request_is_reviewed_like_any_draft_and_sent_by_the_person():
    world = OwnWorld()
    await world.guide("presence begin")
    await world.guide("presence name wrong")
    (todo,) = world.kept().todos

    card = await world.guide(f"todos {todo.id} request")

    assert "[your name]" in card.copies[0]
    assert ("Bedside says", "Good to go.") in card.facts
    assert (await world.decisions())[-1].event == "reviewed"
    sent = await world.guide(f"todos {todo.id} asked")
    assert ("When", "asked, look again on 1 April 2026") in sent.facts
    world.clock.move(timedelta(days=30))
    assert ("When", "look again now") in (await world.guide(f"todos {todo.id}")).facts
    next_way = await world.guide(f"todos {todo.id} still")
    assert next_way.lines[0] == "Ask the engine."
    assert next_way.links[0].address == "https://search.example/removal"


async def test_a_request_against_the_rules_says_so():
    requests = [
        {"id": "a", "title": "Ask", "answers": ["wrong"], "how": "Write.", "text": "A gadget for you."}
    ]
    world = OwnWorld(a_presence_pack(requests=requests))
    await world.guide("presence name wrong")

    card = await world.guide(f"todos {world.kept().todos[0].id} request")

    assert "These words are at fault." in card.lines


async def test_somebody_with_a_common_name_is_asked_for_a_second_fact_that_stays_with_them():
    world = OwnWorld()
    await world.guide("presence begin")

    card = await world.guide("presence name common")

    assert "second fact" in card.told
    assert card.title == "Your name"
    assert world.kept().check.answers == {}


@pytest.mark.parametrize(
    "pasted", ["presence https://www.example.com/zoe-example", "presence name www.example.com"]
)
async def test_a_link_instead_of_an_answer_is_not_kept_and_the_step_comes_again(pasted: str):
    world = OwnWorld()
    await world.guide("presence begin")
    before = world.kept()

    card = await world.guide(pasted)

    assert card.failed
    assert "I keep no links" in card.told
    assert card.title == "Your name"
    assert world.kept() == before
    assert "example.com" not in as_text(card).replace("search.example", "")


async def test_a_step_that_was_deleted_while_somebody_stands_on_it_is_passed_over_kindly():
    world = OwnWorld()
    await world.guide("presence begin")
    world.use(a_presence_pack(presence=STEPS[1:]))

    card = await world.guide("presence name wrong")

    assert card.failed
    assert "not part of the check any more" in card.told
    assert card.title == "With your employer"
    assert world.kept().todos == ()


async def test_two_checks_at_once_lose_no_answer():
    world = OwnWorld()
    await world.guide("presence begin")
    standing = world.book.records["local", "ann"]
    other = replace(standing.personal.check, answers={})
    world.book.first = [Record(replace(standing.personal, check=other, todos=()), standing.revision + 1)]

    await world.guide("presence name wrong")

    assert world.kept().check.answers["name"].said is Said.WRONG
    assert len(world.kept().todos) == 1


async def test_somebody_who_is_always_overtaken_is_told_to_try_again():
    world = OwnWorld()
    world.book.first = [Record(Personal(Check(date(2026, 1, 1))), number) for number in range(200, 0, -1)]

    card = await world.ask("presence name wrong")

    assert isinstance(card, NoteCard)
    assert card.failed


async def test_a_log_that_is_down_lets_nothing_happen():
    world = OwnWorld()
    world.log.down = True

    card = await world.ask("presence begin")

    assert isinstance(card, NoteCard)
    assert card.failed
    assert world.book.records == {}
    with pytest.raises(LogUnavailable):
        await world.ask("presence begin", key="slack:event:1")


async def test_the_same_event_twice_is_recorded_once():
    world = OwnWorld()
    for _ in range(2):
        await world.ask("presence begin", key="slack:event:1")

    assert len(await world.decisions()) == 1


async def test_a_person_lives_in_the_zone_of_where_they_ask_first():
    world = OwnWorld()
    where = Conversation("slack", "T1", "D1", zone="Europe/Berlin")
    await world.ask("presence begin", who="U1", platform="slack", where=where)
    assert world.kept().reminders.zone == "Europe/Berlin"

    card = await world.guide("remind zone America/Denver")

    assert "Denver time" in dict(card.facts)["Reminders"]
    assert isinstance(await world.ask("remind zone Nowhere"), NoteCard)


async def test_the_platforms_zone_counts_until_it_is_kept_with_one_tap():
    world = OwnWorld()
    await world.guide("presence begin")  # where no platform says it, the organization's
    berlin = Conversation("teams", "T1", "D1", zone="Europe/Berlin")

    page = await world.ask("mine", where=berlin)
    (keep,) = [button for button in page.buttons if button.label == "Keep Berlin time"]
    kept = await world.ask(keep.words, where=berlin)
    abroad = await world.ask("mine", where=replace(berlin, zone="Asia/Tokyo"))

    assert world.kept().reminders == Reminders("Europe/Berlin", kept=True)
    assert not [button for button in kept.buttons if button.label.startswith(("Keep ", "Use "))]
    assert [button.words for button in abroad.buttons if button.label == "Use Tokyo time"] == [
        "remind zone Asia/Tokyo"
    ]


async def test_a_zone_is_picked_from_a_list_and_one_that_nobody_knows_changes_nothing():
    world = OwnWorld()
    await world.guide("presence begin")
    page = await world.guide("mine")
    (pick,) = [button for button in page.buttons if button.label == "Another time zone"]

    for code, _ in pick.reasons:
        await world.guide(f"{pick.words} {code}")
        assert world.kept().reminders == Reminders(code, kept=True)

    await world.ask("mine", where=Conversation("slack", "T1", "D1", zone="Mars/Olympus"))
    assert world.kept().reminders.zone == "UTC"


async def test_a_wrong_tap_is_taken_back_by_buttons_alone():
    world = OwnWorld()
    await world.guide("presence begin")
    second = await world.guide("presence name wrong")
    (back,) = [button for button in second.buttons if button.label == "Back"]

    first = await world.guide(back.words)
    assert ("You said", "Something is wrong") in first.facts
    assert (await world.guide(words_of(first, "Leave it as it is"))).title == "With your employer"
    mended = await world.guide("presence name fine")

    assert mended.title == "With your employer"
    assert world.kept().open == ()


async def test_after_the_last_step_every_answer_can_still_be_changed():
    world = OwnWorld()
    await world.guide("presence begin")
    for step in STEPS:
        card = await world.guide(f"presence {step['id']} fine")
    (change,) = [button for button in card.buttons if button.label == "Change an answer"]

    assert change.reasons[0] == ("name", "Your name: all fine")
    assert (await world.guide(f"{change.words} news")).title == "In the news"


async def test_my_page_names_one_small_step_and_leads_there_first():
    world = OwnWorld()
    seen = []
    for words in (
        "mine",
        "presence begin",
        "presence name wrong",
        "presence employer fine",
        "presence news fine",
    ):
        await world.guide(words)
        page = await world.guide("mine")
        seen.append((dict(page.facts)["Next small step"], page.buttons[0].words))
    world.clock.move(timedelta(days=14))
    page = await world.guide("mine")

    assert seen == [
        ("See what strangers find: 3 searches, ten minutes.", "presence"),
        ("Go on with your check: 3 of 3 steps are left.", "presence begin"),
        ("Go on with your check: 2 of 3 steps are left.", "presence begin"),
        ("Go on with your check: 1 of 3 steps are left.", "presence begin"),
        ("Your name, by 16 March 2026.", "todos"),
    ]
    assert dict(page.facts)["Next small step"] == "Your name: this is due."


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_a_link_sent_in_a_chat_in_the_middle_of_a_check_is_no_draft(platform: str):
    world = OwnWorld()
    link = Request(Actor("person:ann"), platform, ReviewDraft(a_draft("https://gossip.example/zoe")))
    assert isinstance(await world.service.handle(link), ReviewCard)  # nobody is in a check yet
    await world.guide("presence begin")

    card = await world.service.handle(link)

    assert isinstance(card, GuideCard)
    assert card.told.startswith("I keep no links")
    assert "gossip" not in as_text(card)
    assert isinstance(await world.service.handle(replace(link, platform="web")), ReviewCard)


def words_of(card: GuideCard, label: str) -> str:
    """The words behind the button that says so."""
    return next(button.words for button in card.buttons if button.label == label)


async def test_reminders_can_be_stopped_and_put_off():
    world = OwnWorld()
    await world.guide("presence begin")
    assert world.book.remind_at["local", "ann"] is not None

    stopped = await world.guide("remind stop")
    assert dict(stopped.facts)["Reminders"] == "stopped"
    assert world.book.remind_at["local", "ann"] is None
    assert dict((await world.guide("remind later")).facts)["Reminders"] == "stopped"
    await world.guide("remind start")
    assert "not before 16 March 2026" in dict((await world.guide("remind later")).facts)["Reminders"]


async def test_where_somebody_said_that_they_live_holds_although_they_ask_from_elsewhere():
    world = OwnWorld()
    await world.guide("remind zone America/Denver")

    await world.ask("presence begin", where=Conversation("slack", "T1", "D1", zone="Europe/Berlin"))

    assert world.kept().reminders.zone == "America/Denver"


async def test_whoever_deleted_everything_and_wants_no_reminders_lives_where_they_ask_next():
    world = OwnWorld()
    for words in ("presence begin", "remind stop", "mine delete yes"):
        await world.guide(words)

    await world.ask("presence begin", where=Conversation("slack", "T1", "D1", zone="Europe/Berlin"))

    assert world.kept().reminders == Reminders("Europe/Berlin", stopped=True)


async def test_my_page_says_where_i_stand_and_what_is_kept_and_lets_me_take_or_delete_it():
    world = OwnWorld()
    await world.guide("presence begin")
    await world.guide("presence name wrong")

    page = await world.guide("mine")
    assert ("Presence check", "1 of 3 steps, begun on 2 March 2026") in page.facts
    assert '"wrong"' in (await world.guide("mine export")).copies[0]
    assert (await world.guide("mine delete")).title.endswith("?")
    assert world.kept() != Personal()

    gone = await world.guide("mine delete yes")

    assert gone.told.startswith("Deleted")
    assert world.book.records == {}
    assert (await world.decisions())[-1].event == "own_presence_deleted"
    assert (await world.guide("mine delete yes")).told == "Nothing is kept about you."
    assert (await world.guide("mine export")).copies == ()


async def test_a_todo_of_nobody_changes_nothing():
    world = OwnWorld()

    card = await world.guide("todos something done")

    assert card.failed
    assert world.book.records == {}


async def test_somebody_else_can_see_to_it():
    world = OwnWorld()
    await world.guide("presence name wrong")
    name = world.kept().todos[0].id

    card = await world.guide(f"todos {name} owner legal")

    assert ("Seen to by", "Legal") in card.facts
    assert world.kept().todos[0].owner is Owner.LEGAL


async def test_a_pack_without_steps_says_so():
    card = await OwnWorld(a_presence_pack(presence=[])).guide("presence")

    assert card.failed


async def test_without_a_book_there_is_no_check():
    service = Service(a_pack(), InMemoryDecisionLog(), FakeFingerprinter(), FixedClock(NOON))

    card = await service.handle(Request(Actor("ann"), "web", parse("presence")))  # type: ignore[arg-type]

    assert isinstance(card, NoteCard)
    assert card.failed


@pytest.mark.parametrize(
    "words",
    [
        "presence name nice",
        "presence name fine and more",
        "todos a b c d",
        "todos a owner nobody",
        "todos a explode",
        "mine everything",
        "remind",
        "remind never",
    ],
)
def test_what_cannot_be_understood_says_what_would_be(words: str):
    with pytest.raises(CommandError):
        parse(words)


@pytest.mark.parametrize("words", ["", "hello", "publish my presence", "subscribe monday"])
def test_words_about_something_else_are_left_to_others(words: str):
    assert parse(words) is None


async def test_every_button_says_words_that_are_understood():
    world = OwnWorld()
    cards = [
        await world.guide(words) for words in ("presence", "presence begin", "presence name not me", "todos")
    ]
    name = world.kept().todos[0].id
    cards += [await world.guide(f"todos {name}"), await world.guide("mine"), await world.guide("mine delete")]
    cards += [await world.guide(f"todos {name} asked"), await world.guide(f"todos {name} done")]

    for button in (button for card in cards for button in card.buttons):
        command_of(f"{button.words} {button.reasons[0][0] if button.reasons else ''}")


async def test_a_database_that_is_down_is_told():
    world = OwnWorld()

    async def refuse(tenant: str, person: str) -> Record:
        raise BookUnavailable("The database is down.")

    world.book.read = refuse  # type: ignore[method-assign]
    card = await world.ask("mine")

    assert isinstance(card, NoteCard)
    assert card.failed


async def test_a_newcomer_sees_the_organizations_zone_and_reminders_keep_the_whole_page():
    world = OwnWorld(shipped())

    before = await world.guide("mine")
    after = await world.guide("remind stop")

    assert dict(before.facts)["Reminders"].endswith("Chicago time")
    assert {"Your subjects", "Next small step", "To write about"} <= dict(after.facts).keys()
    assert dict(after.facts)["Reminders"] == "stopped"
