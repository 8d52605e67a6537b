"""Where should this go? Each version is reviewed before anybody sees it, and is on the record."""

from datetime import timedelta

import pytest

from bot.cards import Card, NoteCard, ReviewCard, as_text
from bot.commands import Command, Request, ReviewDraft
from bot.desk import NOT_FOUND, DeskBooks
from bot.errors import CommandError
from bot.model import Actor, Draft, Kind, Outlet
from bot.personal_cards import GuideCard
from bot.placing_commands import PlaceDraft, PlaceHelp, PlaceReviewed, parse
from bot.policy import PolicyPack
from bot.ports import LogQuery
from bot.registers import Freeze
from bot.service import Service
from tests.builders import NOON, a_decision, a_pack, a_rule
from tests.case_fakes import InMemoryCaseBook
from tests.desk_fakes import InMemoryDraftShelf, InMemoryRegisterBook, InMemorySubmissionBook
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped

ARTICLE = shipped("article")
FINE = "The ramp is clear again. Thank you, night crew."
LONG = "The ramp is clear again, and the bus stops there. " * 8
OUTLETS = {
    "linkedin": {"limit": 3000, "good_for": "thoughts", "suits": ["long"]},
    "x": {"limit": 60, "thread": 9, "good_for": "news", "suits": ["short"]},
}


class Office:
    def __init__(self, pack: PolicyPack = ARTICLE, keep: timedelta = timedelta(days=1)) -> None:
        self.clock = FixedClock(NOON)
        self.log = InMemoryDecisionLog()
        self.books = DeskBooks(
            InMemorySubmissionBook(self.log),
            InMemoryDraftShelf(self.clock, self.log),
            InMemoryRegisterBook(self.log),
            InMemoryCaseBook(self.log),
            lambda: "s1",
            keep=keep,
        )
        self.service = Service(pack, self.log, FakeFingerprinter(), self.clock, books=self.books)

    async def ask(self, command: Command, name: str = "U1", key: str | None = None) -> Card:
        return await self.service.handle(Request(Actor(name), "slack", command, key))

    async def guide(self, command: Command, **more: str) -> GuideCard:
        card = await self.ask(command, **more)
        assert isinstance(card, GuideCard), card
        return card

    async def reviewed(self, text: str = FINE, kind: Kind = Kind.POST) -> str:
        card = await self.ask(ReviewDraft(Draft(text, kind)))
        assert isinstance(card, ReviewCard)
        return str(card.decision_id)

    async def events(self) -> list[str]:
        return [
            e.decision.event for e in reversed(await self.log.find("local", LogQuery(limit=99, views=True)))
        ]


async def test_a_draft_is_reviewed_and_placed_in_one():
    office = Office()

    card = await office.guide(PlaceDraft(Draft(FINE)))

    assert card.lines[0].startswith("Bedside says of the draft itself: ")
    assert len(card.facts) == 8
    assert [button.words.split()[2] for button in card.buttons][:2] == ["linkedin", "facebook"]
    assert await office.events() == ["reviewed"]


async def test_below_its_review_a_button_asks_on_without_the_words():
    office = Office()
    card = await office.ask(ReviewDraft(Draft(FINE)))
    assert isinstance(card, ReviewCard)
    (button,) = [one for one in card.buttons if one.label == "Where should it go?"]

    overview = await office.guide(parse(button.words))  # type: ignore[arg-type]
    version = await office.guide(parse(overview.buttons[0].words))  # type: ignore[arg-type]

    assert version.title == "For LinkedIn"
    assert version.copies == (FINE,)
    assert ("Bedside says of this version", "ok") in version.facts
    assert [button.label for button in version.buttons] == ["All outlets"]


async def test_which_version_was_shown_is_on_record_without_a_word_of_it():
    office = Office()
    name = await office.reviewed()

    await office.guide(PlaceReviewed(name, Outlet.X))

    (entry,) = await office.log.find("local", LogQuery(event="adapted"))
    made = entry.decision
    assert (made.subject, made.outlet, made.verdict, dict(made.details)) == (name, "x", "ok", {"posts": 1})
    assert "ramp" not in repr(made)


async def test_asked_again_under_the_same_key_it_is_recorded_once():
    office = Office()
    name = await office.reviewed()

    for _ in range(2):
        await office.guide(PlaceReviewed(name, Outlet.X), key="slack:T1:press:1")

    assert await office.events() == ["reviewed", "adapted"]


async def test_every_post_of_a_thread_is_reviewed_and_so_is_the_whole():
    of_a_post = a_rule(
        {"phrases": ["gadget"]}, id="test.post.rule", surfaces=["x"], severity={"default": "revise"}
    )
    of_all = a_rule(
        {"phrases": ["gizmo"]}, id="test.all.rule", surfaces=["linkedin"], severity={"default": "revise"}
    )
    office = Office(a_pack(of_a_post, of_all, outlets=OUTLETS))
    text = "The gadget is here, and everybody came to see it today. The gizmo is not, and nobody asked."
    name = await office.reviewed(text)

    card = await office.guide(PlaceReviewed(name, Outlet.X))

    assert len(card.copies) == 2
    assert "".join(card.copies) == text.replace(". The", ".The")
    assert ("Bedside says of this version", "revise, see above") in card.facts
    assert sum(line.startswith("▲") for line in card.lines) == 2


async def test_a_version_that_should_not_go_out_is_not_given_away():
    only_there = a_rule({"phrases": ["gadget"]}, surfaces=["x"])
    office = Office(a_pack(only_there, outlets=OUTLETS))
    name = await office.reviewed("A gadget.")

    card = await office.guide(PlaceReviewed(name, Outlet.X))

    assert card.copies == ()
    assert ("Bedside says of this version", "block, see above") in card.facts


async def test_a_blocked_draft_goes_nowhere():
    office = Office(a_pack(a_rule({"phrases": ["gadget"]}), outlets=OUTLETS))
    name = await office.reviewed("A gadget.")

    for outlet in (None, Outlet.X):
        card = await office.guide(PlaceReviewed(name, outlet))
        assert (card.facts, card.buttons, card.copies) == ((), (), ())
        assert "see to the review" in card.told
    card = await office.ask(ReviewDraft(Draft("A gadget.")))
    assert not any(button.words.startswith("where") for button in card.buttons)  # type: ignore[union-attr]


async def test_what_does_not_fit_says_by_how_much():
    office = Office(a_pack(outlets={**OUTLETS, "x": {"limit": 20, "good_for": "news"}}))

    card = await office.guide(PlaceReviewed(await office.reviewed(), Outlet.X))

    assert card.failed
    assert card.lines[0].startswith(f"It is {len(FINE) - 20} too long for X")
    assert await office.events() == ["reviewed"]


async def test_what_the_registers_know_counts_for_every_version():
    paused = a_rule(
        {"phrases": ["ramp"], "when": {"freeze": ["yes"]}}, surfaces=["x"], severity={"default": "revise"}
    )
    office = Office(a_pack(paused, outlets=OUTLETS))
    name = await office.reviewed()
    await office.books.registers.put("local", Freeze("F-1", "dana", "storm"), a_decision("filed"))

    card = await office.guide(PlaceReviewed(name, Outlet.X))

    assert any(line.startswith("▲") for line in card.lines)


async def test_only_its_author_may_ask_and_only_while_the_draft_is_kept():
    office = Office()
    name = await office.reviewed()

    assert await office.ask(PlaceReviewed(name), name="U2") == NOT_FOUND
    assert await office.ask(PlaceReviewed("nobody")) == NOT_FOUND
    office.clock.move(timedelta(days=2))
    gone = await office.ask(PlaceReviewed(name))
    assert isinstance(gone, NoteCard)
    assert (gone.failed, "no longer kept" in gone.text) == (True, True)


async def test_where_no_draft_is_kept_there_is_no_button_for_a_version():
    office = Office(keep=timedelta())

    card = await office.guide(PlaceDraft(Draft(FINE)))

    assert card.buttons == ()
    assert len(card.facts) == 8


async def test_a_reply_has_its_place_already():
    office = Office()
    name = await office.reviewed("Thank you for taking the time to write. Please call 555-0160.", Kind.REPLY)

    assert "belongs below the review" in (await office.guide(PlaceReviewed(name))).told


async def test_a_pack_that_says_nothing_of_outlets_cannot_say_where():
    office = Office(a_pack())

    card = await office.guide(PlaceDraft(Draft(FINE)))

    assert card.failed


async def test_without_a_log_no_version_is_shown():
    office = Office()
    name = await office.reviewed()
    office.log.down = True

    card = await office.ask(PlaceReviewed(name, Outlet.X))

    assert isinstance(card, NoteCard)
    assert card.failed


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("where", PlaceHelp()),
        ("Where  ", PlaceHelp()),
        ("where 0a1b2c3d4e5f", PlaceReviewed("0a1b2c3d4e5f")),
        ("where 0a1b2c3d4e5f x", PlaceReviewed("0a1b2c3d4e5f", Outlet.X)),
        ("where\nWe open on Monday.\n\nCome in.", PlaceDraft(Draft("We open on Monday.\n\nCome in."))),
        ("where we open x", PlaceDraft(Draft("we open x"))),
        ("whereas we open", None),
        ("review x", None),
    ],
)
def test_words_are_understood(words: str, command: object):
    assert parse(words) == command


def test_a_review_site_is_no_place_for_a_draft():
    with pytest.raises(CommandError, match="outlet"):
        parse("where 0a1b2c3d4e5f yelp")


async def test_without_a_list_of_groups_somebody_is_sent_to_their_own_professional_body():
    group = {"id": "acme", "guideline": "do.test", "name": "Acme", "what": "Talk.", "when": ["rural"]}
    cases = {"without": ARTICLE, "with": a_pack(outlets=OUTLETS, groups=[group])}

    told = {name: as_text(await Office(pack).guide(PlaceDraft(Draft(FINE)))) for name, pack in cases.items()}

    assert "ask the professional body that you belong to" in told["without"]
    assert "professional body" not in told["with"]  # the list has none for this draft
