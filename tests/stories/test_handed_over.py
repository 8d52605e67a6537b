"""A public review that must not wait is handed over from a chat: alike everywhere, and never its words."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from adapters.database.engine import Database
from bot.policy import PolicyPack
from tests.approvals import DESK
from tests.cases import GRAVE, HOUSE, NEVER_SHOWN, TAKERS
from tests.packs import shipped
from tests.slack import ANN
from tests.stories.chats import WAYS, Chat, a_chat
from tests.waiting import until

HAND_OVER = "Hand over to Chief Medical Officer"
ACCOUNTS = {"ann": [f"slack:{ANN}", "teams:aad-ann"]}


def house() -> PolicyPack:
    """The shipped triage, and Ann known on every platform."""
    people = [{**one, "accounts": ACCOUNTS.get(one["id"], [])} for one in DESK["people"]]
    desk: dict[str, Any] = {**DESK, "people": people, "takers": TAKERS}
    return replace(shipped("article"), organization={**HOUSE, "desk": desk})


@pytest.fixture(params=WAYS)
async def chat(request: pytest.FixtureRequest, sqlite: Database) -> AsyncIterator[Chat]:
    async with a_chat(request.param, sqlite, pack=house()) as made:
        yield made


def all_of(chat: Chat) -> str:
    return "\n".join(chat.answers())


async def entries_of(chat: Chat, event: str) -> int:
    return len(await chat.entries(event))


async def test_a_grave_review_is_handed_over_once_and_stands_in_the_queue(
    chat: Chat,
):
    await chat.respond(GRAVE)
    await chat.settled(1)
    await chat.press(HAND_OVER, times=3)
    await until(lambda: "Waits for Cleo Compliance" in all_of(chat))

    (entry,) = await chat.entries("handed_over")
    assert entry.decision.details["to"] == "safety"
    assert await entries_of(chat, "responded") == 1

    await chat.command("queue")
    await until(lambda: "Google review, handed over by Ann Author" in all_of(chat))
    told = repr(await chat.entries()) + chat.among_others()
    assert not any(word in told for word in NEVER_SHOWN)
