"""Professional profiles: shown, reviewed, approved; what differs later; when to look again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Span
from bot.personal import Personal, Profile, Shown
from bot.profile_commands import (
    ApproveProfile,
    CheckProfile,
    ForgetProfile,
    ReviewBy,
    ShowProfiles,
    StillRight,
    read,
)
from bot.profile_parts import Part, part_of, pieces
from bot.profiles import Drift, drift, marks
from bot.reminding import reasons
from tests.packs import shipped
from tests.personal import OwnWorld, a_presence_pack

PROFILES = [
    {
        "id": "linkedin",
        "guideline": "do.test",
        "name": "LinkedIn",
        "outlet": "linkedin",
        "looks": ["Is the photograph recent?"],
        "limits": {"headline": 20},
        "review_days": 100,
    },
    {"id": "x", "guideline": "do.test", "name": "X", "outlet": "x", "looks": ["Is it you?"]},
]
BIO = "Chief Nursing Officer. I write about staffing."


@pytest.fixture
def world() -> OwnWorld:
    return OwnWorld(a_presence_pack(profiles=PROFILES))


def mark(sentence: str) -> str:
    return f"<{sentence}>".ljust(40, "=")


async def test_a_profile_is_shown_reviewed_and_approved(world: OwnWorld):
    shown = await world.guide(f"profile linkedin {BIO}")
    approved = await world.guide("profile linkedin approve")

    assert ("Bedside says", "Good to go.") in shown.facts
    assert shown.buttons[0].words == "profile linkedin approve"
    assert approved.told == "Noted: this is what stands there now."
    assert ("Stands", "you said right on 2 March 2026, again by 10 June 2026") in approved.facts
    made = await world.decisions()
    assert [one.event for one in made] == ["reviewed", "own_presence", "own_presence"]
    assert [one.details.get("profiles") for one in made[1:]] == ["open 2026-03-02", "done 2026-03-02"]
    assert (made[0].kind, made[0].outlet) == ("profile", "linkedin")


async def test_no_word_of_it_is_kept(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")

    kept = repr(world.kept())
    assert "Nursing" not in kept
    assert "staffing" not in kept
    assert len(world.kept().profiles["linkedin"].approved.marks) == 2


async def test_pasted_again_it_is_known_however_its_lines_break(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")
    world.clock.move(timedelta(days=30))

    card = await world.guide("profile linkedin\nChief Nursing Officer.\n\nI write  about staffing.")

    assert card.told == "This is what you approved on 2 March 2026, word for word."
    assert card.buttons[0].words == "profile linkedin still"


async def test_what_differs_is_shown_and_what_is_gone_is_counted(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")

    card = await world.guide("profile linkedin Chief Executive. I write about staffing.")

    assert card.told == (
        "This differs from what you approved on 2 March 2026: one sentence is new, and one sentence is gone."
    )
    assert ("New since then", "Chief Executive.") in card.facts


async def test_what_should_not_stand_in_public_cannot_be_approved(world: OwnWorld):
    card = await world.guide("profile linkedin I sell a gadget.")
    refused = await world.guide("profile linkedin approve")

    assert not any("approve" in button.words for button in card.buttons)
    assert (refused.failed, "cannot be approved" in refused.told) == (True, True)
    assert world.kept().profiles["linkedin"].approved is None


async def test_there_is_nothing_to_approve_before_something_was_shown(world: OwnWorld):
    card = await world.guide("profile linkedin approve")

    assert card.failed
    assert card.told == "Please show me the text first; there is nothing to approve yet."


async def test_a_second_press_of_approve_changes_nothing(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")
    before = world.kept()

    card = await world.guide("profile linkedin approve")

    assert (card.failed, world.kept()) == (False, before)


async def test_whoever_looked_says_so_without_pasting(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")
    world.clock.move(timedelta(days=50))

    card = await world.guide("profile linkedin still")

    assert ("Stands", "you said right on 21 April 2026, again by 30 July 2026") in card.facts


async def test_its_owner_says_when_to_look_again(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")

    by_day = await world.guide("profile linkedin by 2026-04-01")
    by_term = await world.guide("profile linkedin by quarter")

    assert "again by 1 April 2026" in dict(by_day.facts)["Stands"]
    assert "again by 1 June 2026" in dict(by_term.facts)["Stands"]
    assert (await world.ask("profile linkedin by yesterday")).failed  # type: ignore[union-attr]
    assert (await world.ask("profile linkedin by 2020-01-01")).failed  # type: ignore[union-attr]


async def test_a_reminder_comes_a_week_before_and_once(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")

    (reason,) = [one for one in reasons(world.kept()) if one.key.startswith("profile:")]

    assert (reason.day, reason.key) == (date(2026, 6, 3), "profile:linkedin:2026-06-10")
    assert "LinkedIn" not in reason.text
    told = replace(
        world.kept(), reminders=replace(world.kept().reminders, told={reason.key: date(2026, 6, 3)})
    )
    assert not [one for one in reasons(told) if one.key.startswith("profile:")]


async def test_a_part_that_is_too_long_and_the_part_of_a_finding_are_named(world: OwnWorld):
    world.use(a_presence_pack(profiles=PROFILES))

    card = await world.guide(
        "profile linkedin Headline: Chief Nursing Officer of all\nBio: My gadget is new."
    )

    assert "Headline: 28 characters, 8 over." in card.lines
    assert any(line.startswith("■ Bio, “gadget”: ") for line in card.lines)


async def test_a_profile_that_went_from_the_pack_is_told_kindly_and_nothing_is_lost(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    world.use(a_presence_pack(profiles=PROFILES[1:]))

    card = await world.guide("profile linkedin approve")

    assert (card.failed, card.told) == (True, "That profile is not on the list any more. Nothing was lost.")
    assert "linkedin" in world.kept().profiles


async def test_without_profiles_in_the_pack_it_says_so():
    card = await OwnWorld().guide("profile")

    assert (card.title, card.failed) == ("Professional profiles", True)


async def test_somebody_without_that_profile_has_it_forgotten(world: OwnWorld):
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin forget")

    assert world.kept().profiles == {}


async def test_my_page_says_how_they_stand(world: OwnWorld):
    assert ("Professional profiles", "none shown yet") in (await world.guide("mine")).facts
    await world.guide(f"profile linkedin {BIO}")
    await world.guide("profile linkedin approve")
    assert ("Professional profiles", "1 looked at") in (await world.guide("mine")).facts
    world.clock.move(timedelta(days=101))
    assert ("Professional profiles", "1 to be looked at again") in (await world.guide("mine")).facts


async def test_the_shipped_pack_finds_what_goes_stale():
    world = OwnWorld(shipped("article"))

    card = await world.guide(
        "profile linkedin Headline: Interim Chief Executive | Views my own\n"
        "Bio: Over 20 years of experience. Member of the board through 2024. See https://plus.google.com/zoe\n"
        "Pinned post: Register by 12 May 2024!"
    )

    told = "\n".join(card.lines)
    for words in ("Interim", "Views my own", "Over 20 years", "2024", "plus.google.com", "12 May 2024"):
        assert words in told
    assert not any(value == "Good to go." for _, value in card.facts)


@pytest.mark.parametrize(
    ("rest", "command"),
    [
        ("", ShowProfiles()),
        (" LinkedIn", ShowProfiles("linkedin")),
        (" linkedin approve", ApproveProfile("linkedin")),
        (" linkedin still", StillRight("linkedin")),
        (" linkedin by 2027-03-01", ReviewBy("linkedin", "2027-03-01")),
        (" linkedin forget", ForgetProfile("linkedin")),
        (" linkedin: by the lake\nI live.", CheckProfile("linkedin", "by the lake\nI live.")),
        (" x approve of\nthis", CheckProfile("x", "approve of\nthis")),
    ],
)
def test_words_are_understood(rest: str, command: object):
    assert read(rest) == command


def test_a_text_falls_into_its_parts():
    text = "Hello\nHEADLINE: Chief\n about : I lead.\nPinned post: Come!\nPhoto caption:\nOur lobby"

    found = pieces(text)

    assert [(one.part, one.text) for one in found] == [
        (Part.BIO, "Hello"),
        (Part.HEADLINE, "Chief"),
        (Part.BIO, "I lead."),
        (Part.PINNED, "Come!"),
        (Part.CAPTION, "Our lobby"),
    ]
    assert all(one.span.of(text) == one.text for one in found)
    assert part_of(found, Span(text.index("Come"), text.index("Come") + 4)) is Part.PINNED
    assert part_of(pieces("Only this."), Span(0, 4)) is None


@given(st.text(max_size=300))
def test_a_text_has_no_drift_from_itself(text: str):
    assert drift(Shown(date(2026, 1, 1), marks(text, mark), "ok"), text, mark).none


@given(st.lists(st.sampled_from(["One. ", "Two. ", "Three. ", "Four. "]), max_size=6), st.integers(0, 5))
def test_drift_is_what_came_and_what_went(parts: list[str], at: int):
    before, after = "".join(parts), "".join([*parts[:at], "New here. ", *parts[at:]])

    found = drift(Shown(date(2026, 1, 1), marks(before, mark), "ok"), after, mark)

    assert (found.new, found.gone) == (("New here.",), 0)


def test_another_order_is_told_as_that():
    approved = Shown(date(2026, 1, 1), marks("One. Two.", mark), "ok")

    assert drift(approved, "Two. One.", mark) == Drift(moved=True)


def test_a_record_from_before_profiles_reads_as_before():
    assert Personal().profiles == {}
    assert Profile() == Profile(None, None, None, None, None)
