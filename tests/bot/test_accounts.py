"""Personal accounts kept private: which somebody has or had, and what they say is done."""

from datetime import date, timedelta

import pytest

from bot import accounts
from bot.accounts import kinds_of, next_kind
from bot.cards import as_text
from bot.personal import Has, Personal, states
from bot.personal_cards import GuideCard
from bot.pressed import command_of
from bot.reminding import reasons
from tests.builders import DAY
from tests.packs import shipped
from tests.personal import OwnWorld, a_presence_pack

ACCOUNTS = [
    {"id": "facebook", "name": "Facebook", "checks": ["Limit past posts."], "verified": "2026-02-01"},
    {"id": "reddit", "name": "Reddit", "checks": ["Hide your activity."]},
    {"id": "sign-in", "name": "Sign-in", "checks": ["Use two factors."], "always": True},
]
KINDS = kinds_of({"accounts": ACCOUNTS})
FACEBOOK, REDDIT, SIGN_IN = KINDS


def a_world() -> OwnWorld:
    return OwnWorld(a_presence_pack(accounts=ACCOUNTS))


async def everything_said(world: OwnWorld) -> None:
    for words in (
        "accounts facebook have",
        "accounts facebook done",
        "accounts none",
        "accounts sign-in done",
    ):
        await world.guide(words)


async def test_somebody_goes_through_them_one_by_one_and_says_done():
    world = a_world()
    card = await world.guide("accounts")
    assert (card.title, card.place) == ("Facebook", "Account 1 of 3")
    card = await world.guide("accounts facebook had")
    assert "Limit past posts." in card.lines
    assert "Looked at on 1 February 2026." in card.lines
    card = await world.guide("accounts facebook done")
    assert card.title == "Reddit"
    card = await world.guide("accounts reddit never")
    assert card.title == "Sign-in"  # which concerns everybody, so nobody is asked whether they have it
    assert "Use two factors." in card.lines

    card = await world.guide("accounts sign-in done")

    assert dict(card.facts) == {
        "Facebook": "says done on 2 March 2026",
        "Reddit": "none",
        "Sign-in": "says done on 2 March 2026",
    }
    assert "verified" not in as_text(card).lower()
    assert ("Personal accounts", "you said done on 2 March 2026") in (await world.guide("mine")).facts


async def test_somebody_without_accounts_says_so_once():
    world = a_world()

    card = await world.guide("accounts none")

    assert card.title == "Sign-in"
    assert {name: item.has for name, item in world.kept().accounts.items()} == {
        "facebook": Has.NEVER,
        "reddit": Has.NEVER,
    }


async def test_the_log_learns_open_and_done_and_no_platform():
    world = a_world()
    await everything_said(world)

    told = [dict(decision.details) for decision in await world.decisions()]

    assert told == [{"accounts": "open 2026-03-02"}, {"accounts": "done 2026-03-02"}]


async def test_a_year_later_what_is_there_is_looked_at_anew():
    world = a_world()
    await everything_said(world)
    (reason,) = [one for one in reasons(world.kept()) if one.key.startswith("accounts:")]
    assert reason.day == DAY + timedelta(days=365)
    world.clock.move(timedelta(days=365))

    card = await world.guide("accounts again")

    assert card.title == "Facebook"
    assert world.kept().accounts["reddit"].has is Has.NEVER
    assert states(world.kept()) == {"accounts": "open 2027-03-02"}


async def test_a_platform_that_goes_from_the_list_is_passed_over_kindly():
    world = a_world()
    await world.guide("accounts facebook have")
    world.use(a_presence_pack(accounts=ACCOUNTS[1:]))

    card = await world.guide("accounts facebook done")

    assert card.failed
    assert "Nothing was lost" in card.told
    assert (await world.guide("accounts")).title == "Reddit"


async def test_a_pack_without_accounts_says_so():
    assert (await OwnWorld().guide("accounts")).failed


async def test_every_button_says_words_that_are_understood():
    world = a_world()
    for words in (
        "accounts",
        "accounts list",
        "accounts facebook have",
        "accounts reddit never",
        "accounts reddit",
    ):
        card = await world.guide(words)
        assert isinstance(card, GuideCard)
        for button in card.buttons:
            command_of(button.words)


def test_what_was_done_stays_when_somebody_only_says_that_they_had_it():
    kept = accounts.done(accounts.said(Personal(), FACEBOOK, Has.NOW, DAY), FACEBOOK, DAY)

    assert accounts.said(kept, FACEBOOK, Has.ONCE, DAY).accounts["facebook"].private == DAY
    assert accounts.said(kept, FACEBOOK, Has.NEVER, DAY).accounts["facebook"].private is None
    assert next_kind(kept, KINDS) == REDDIT


def test_the_shipped_list_has_the_articles_platforms_and_claims_no_day_that_nobody_looked():

    known = {kind.id: kind for kind in kinds_of(shipped("article").lists)}

    wanted = {"facebook", "youtube", "whatsapp", "instagram", "tiktok", "snapchat", "reddit", "pinterest"}
    assert wanted <= set(known)
    assert all(kind.checks for kind in known.values())
    assert all(kind.verified is None for kind in known.values())


@pytest.mark.parametrize("day", ["2026-13-01", "soon"])
def test_a_day_that_is_none_is_refused(day: str):
    from bot.presence_schema import AccountData

    with pytest.raises(ValueError, match="verified"):
        AccountData.model_validate({**ACCOUNTS[0], "guideline": "do.x", "verified": day})


def test_a_day_of_the_organization_is_read():
    assert FACEBOOK.verified == date(2026, 2, 1)
    assert SIGN_IN.always


async def test_whoever_pressed_the_wrong_button_takes_it_back_from_the_list():
    world = a_world()
    await world.guide("accounts facebook never")
    listed = await world.guide("accounts list")
    (change,) = [button for button in listed.buttons if button.label == "Change an answer"]
    assert change.reasons[0] == ("facebook", "Facebook: none")

    wrong = await world.guide(f"{change.words} facebook")
    have = next(button for button in wrong.buttons if button.label == "I have one")
    mended = await world.guide(have.words)
    never = next(
        button for button in (await world.guide("accounts facebook")).buttons if button.label == "Never"
    )
    await world.guide(never.words)

    assert mended.title == "Facebook"
    assert world.kept().accounts["facebook"].has is Has.NEVER
