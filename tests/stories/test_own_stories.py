"""Somebody's own presence, accounts and profiles on every chat platform, and where their drafts should go."""

import time
from collections.abc import AsyncIterator

import pytest

from adapters.database.engine import Database
from tests.packs import shipped
from tests.stories.chats import WAYS, Chat, a_chat
from tests.waiting import until

THANKS = "Thank you to the families who came to our food drive on the lawn."
BIO = "Headline: Interim Chief Nursing Officer\nBio: I write about staffing. Views my own."
SOON_S = 0.3
"""Seconds of work that a card may take on a stand-in; what else the machine does is not counted."""


@pytest.fixture(params=WAYS)
async def chat(request: pytest.FixtureRequest, sqlite: Database) -> AsyncIterator[Chat]:
    async with a_chat(request.param, sqlite, pack=shipped("article")) as made:
        yield made


async def seen(chat: Chat, *wanted: str) -> str:
    """What stands in the chat once all of ``wanted`` does."""

    def said() -> str:
        told = "\n".join(chat.answers())
        return told if all(words in told for words in wanted) else ""

    return await until(said)


async def test_a_presence_check_begins_and_goes_on_by_its_buttons(chat: Chat):
    await chat.command("presence")
    await seen(chat, "What do people find when they look for you?")
    await chat.press("Begin")
    await seen(chat, "Step 1 of 12")
    await chat.press("Something is wrong")
    await seen(chat, "Step 2 of 12", "It is on your list, with a day.")

    told = [dict(entry.decision.details) for entry in await chat.entries("own_presence")]
    assert [sorted(one) for one in told] == [["todos"], ["presence"]]
    assert "Step" not in chat.among_others()


async def test_what_is_left_is_looked_at_and_a_request_is_written_to_copy(chat: Chat):
    await chat.command("presence")
    await seen(chat, "What do people find when they look for you?")
    await chat.press("Begin")
    await seen(chat, "Step 1 of 12")
    await chat.press("Something should go")
    await seen(chat, "Step 2 of 12")
    await chat.command("todos")
    await seen(chat, "One thing is left to see to")
    await chat.press("Look at: Your name on Google")
    await seen(chat, "Seen to by")
    await chat.press("Write the request")

    await seen(chat, "[address of the page]", "Bedside sends nothing.")


async def test_accounts_are_walked_through_and_said_done_never_verified(chat: Chat):
    await chat.command("accounts")
    await seen(chat, "Do you have this, or did you once?")
    await chat.press("I have one")
    await seen(chat, "Limit past posts")
    await chat.press("It is all done")
    said = await seen(chat, "Account 2 of")

    (done,) = [e for e in await chat.entries("own_presence") if e.decision.details.get("accounts")][:1]
    assert str(done.decision.details["accounts"]).startswith(("open", "done"))
    assert "verified" not in said.replace("never verified", "")
    assert "Account" not in chat.among_others()


async def test_a_profile_is_put_in_checked_and_approved(chat: Chat):
    await chat.command("profile")
    await seen(chat, "Professional profiles")
    await chat.press("LinkedIn")
    await seen(chat, "Open it signed out")
    await chat.paste("Check this text", BIO)
    await seen(chat, "Headline, “Interim”", "Views my own")
    await chat.press("Approve this text")
    await seen(chat, "Noted: this is what stands there now.")

    (reviewed,) = await chat.entries("reviewed")
    assert reviewed.decision.kind == "profile"
    assert "Interim" not in chat.among_others()


async def test_below_a_review_somebody_asks_where_it_should_go_and_how_it_would_stand_there(chat: Chat):
    await chat.say(THANKS)
    await chat.settled(1)
    await chat.press("Where should it go?")
    await seen(chat, "Suits it well", "Rather not: it needs a video.")
    await chat.press("For Facebook")
    await seen(chat, "Bedside says of this version")

    (entry,) = await chat.entries("adapted")
    assert (entry.decision.outlet, entry.decision.verdict) == ("facebook", "ok")
    assert "Suits it well" not in chat.among_others()


async def test_where_alone_asks_for_a_draft(chat: Chat):
    await chat.command("where")
    await seen(chat, "Where should this go?")
    await chat.paste("Say where", THANKS)

    await seen(chat, "Suits it well")
    assert len(await chat.entries("reviewed")) == 1


async def test_a_card_is_there_at_once(chat: Chat):
    await chat.command("profile")
    await seen(chat, "Professional profiles")
    took = []
    for words, wanted in (
        ("mine", "My page"),
        ("accounts", "Do you have this"),
        ("presence", "look for you?"),
    ):
        begun = time.process_time()
        await chat.command(words)
        await seen(chat, wanted)
        took.append(time.process_time() - begun)

    assert max(took) <= SOON_S, took
