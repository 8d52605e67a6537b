"""Somebody is about to write: what they are offered, and what is kept of what they then wrote."""

from datetime import timedelta

import pytest

from bot.cards import NoteCard, ReviewCard
from bot.errors import BookUnavailable, CommandError
from bot.personal import Personal
from bot.personal_cards import guide_text
from bot.personal_commands import parse
from tests.builders import DAY
from tests.packs import shipped
from tests.personal import OwnWorld, a_presence_pack

HOSPITAL = shipped()


@pytest.fixture
def world() -> OwnWorld:
    return OwnWorld(HOSPITAL)


async def test_a_kind_is_picked_and_says_what_it_needs_first_for_whom_and_how_it_may_begin(world: OwnWorld):
    picker = await world.guide("start")
    card = await world.guide(next(b.words for b in picker.buttons if b.label == "A spotlight on a colleague"))

    assert len(picker.facts) == 10
    assert "The yes of whoever you show" in dict(card.facts)
    assert "kitchen table" in dict(card.facts)["We sound like this"]
    assert card.copies[0].startswith("Meet [name]")
    assert card.begins == "spotlight 1"
    assert "[name]" in guide_text(card)


async def test_another_outline_is_a_tap_away_and_after_the_last_comes_the_first(world: OwnWorld):
    first = await world.guide("start post")
    (more,) = [b for b in first.buttons if b.label == "Another outline"]
    second = await world.guide(more.words)
    (again,) = [b for b in second.buttons if b.label == "Another outline"]

    assert second.copies != first.copies
    assert (await world.guide(again.words)).copies == first.copies


async def test_a_kind_or_a_subject_that_is_not_there_is_told_kindly(world: OwnWorld):
    assert (await world.guide("start poem")).failed
    assert (await world.guide("start white paper")).title == "A white paper"
    assert (await world.guide("ideas nothing")).failed
    with pytest.raises(CommandError):
        parse("pillars perhaps")


async def test_ideas_come_from_the_organizations_own_subjects_and_calendar(world: OwnWorld):
    world.clock.move(timedelta(days=49))

    card = await world.guide("ideas")
    community = await world.guide("ideas community")

    assert ("9 May 2026", "Open house of Sample Hospital. Doors that are closed on other days. "
            "Ask everybody who is filmed.") in card.facts  # fmt: skip
    assert "Safe care, and openness about it" in dict(card.facts)
    assert community.title == "Health of the whole community"
    assert "9 May 2026" in dict(community.facts)
    assert "start video" in [button.words for button in community.buttons]


async def test_without_subjects_of_its_own_an_organization_gets_the_questions_of_the_kinds():
    world = OwnWorld(shipped("article"))

    card = await world.guide("ideas")
    mine = await world.guide("mine")

    assert "no subjects of its own" in card.lines[0]
    assert len(card.facts) == 10
    assert "What I wrote about" not in [button.label for button in mine.buttons]


async def test_a_pack_without_kinds_says_so():
    assert (await OwnWorld(a_presence_pack()).guide("start")).failed


async def test_what_was_written_is_counted_for_its_author_alone_on_every_platform(world: OwnWorld):
    await world.review("Our walk-in clinic opens at seven now.", who="person:lee.park")
    await world.review("A checklist is only as good as whoever may say stop.", who="person:lee.park")
    await world.review("Our walk-in clinic opens at eight now.", who="U9", platform="slack")

    card = await world.guide("pillars", who="person:lee.park")
    other = await world.guide("pillars")

    assert dict(card.facts)["Drafts in the last half year"] == "2"
    assert dict(card.facts)["Access to care close to home"] == "1 of 2, last on 2 March 2026"
    assert dict(card.facts)["The people who work here, and joining them"] == "not yet"
    assert dict(other.facts)["Drafts in the last half year"] == "0"


async def test_a_reply_a_program_and_a_request_of_a_presence_check_are_nobodys_own_writing(world: OwnWorld):
    await world.review("Thank you. Our walk-in clinic listens.", kind="reply")
    await world.review("Our walk-in clinic opens at seven now.", platform="api")
    await world.guide("presence begin")
    await world.guide(f"presence {world.service.own.steps[0].id} wrong")
    (todo,) = world.kept().todos
    await world.guide(f"todos {todo.id} request")

    assert world.kept().written == ()


async def test_a_version_of_a_draft_takes_the_place_of_the_one_before(world: OwnWorld):
    first = await world.review("Our walk-in clinic opens at seven now.")
    world.clock.move(timedelta(days=1))
    await world.review("Thank you to our nurses.", earlier=(first.decision_id,))

    assert [item.pillars for item in world.kept().written] == [("people",)]


async def test_what_was_written_about_least_stands_first_and_is_the_next_small_step(world: OwnWorld):
    for text in ("Our walk-in opens.", "A checklist helps.", "The blood drive is on.", "I testified today."):
        await world.review(text)

    ideas = await world.guide("ideas")
    mine = await world.guide("mine")

    assert ideas.buttons[0].words == "ideas people"
    assert dict(mine.facts)["To write about"].startswith(
        "The people who work here, and joining them (no draft yet): "
    )
    assert dict(mine.facts)["Your subjects"].startswith("4 drafts in the last half year, most often about: ")


async def test_whoever_does_not_want_it_has_nothing_kept(world: OwnWorld):
    await world.review("Our walk-in opens.")
    off = await world.guide("pillars stop")
    await world.review("A checklist helps.")

    assert world.kept().written == ()
    assert off.buttons[0].words == "pillars start"
    assert dict((await world.guide("mine")).facts)["Your subjects"] == "not counted"
    assert world.pillars.days["local", "safety"] == DAY


async def test_export_and_delete_cover_it_and_the_log_has_no_word_of_it(world: OwnWorld):
    await world.review("Our walk-in opens.")

    exported = (await world.guide("mine export")).copies[0]
    await world.guide("mine delete yes")

    assert '"access"' in exported
    assert world.kept() == Personal()
    said = str([decision.details for decision in await world.decisions()])
    assert "access" not in said
    assert "pillar" not in said


async def test_for_the_organization_there_is_a_day_a_subject_and_no_person(world: OwnWorld):
    await world.review("Our walk-in opens.")
    world.clock.move(timedelta(days=40))
    await world.review("Our walk-in opens at night.", who="bob")

    assert world.pillars.days["local", "access"] == DAY + timedelta(days=40)
    assert world.pillars.days["local", "safety"] == DAY
    assert "bob" not in str(world.pillars.days)


async def test_a_book_that_is_down_costs_the_count_and_not_the_review(world: OwnWorld):
    async def down(*_: object) -> None:
        raise BookUnavailable("The database does not answer.")

    world.book.read = down  # type: ignore[method-assign,assignment]

    assert isinstance(await world.review("Our walk-in opens."), ReviewCard)
    assert isinstance(await world.ask("pillars"), NoteCard)


async def test_the_zone_of_whoever_asks_first_is_still_learned_after_a_review(world: OwnWorld):
    await world.review("Our walk-in opens.")

    assert world.kept().reminders.zone == "America/Chicago"


async def test_nobody_is_offered_a_check_because_they_wrote_but_whoever_the_pack_names(world: OwnWorld):
    await world.review("Our walk-in opens.", who="U9", platform="slack")
    await world.review("Our walk-in opens.", who="person:lee.park")

    assert world.kept("slack:U9").offer_from is None
    assert world.kept("lee.park").offer_from is not None
