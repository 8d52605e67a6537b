"""In Microsoft's own playground, with authentication on: a draft, its review, a button, a decision."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Page, async_playwright

from adapters.database.engine import Database
from adapters.teams import http
from adapters.teams.wording import ON_ITS_WAY, WELCOME
from bot.answering import POINTER
from bot.taking_back import DELETED, EDITED
from tests.adapters.test_teams_digests import let_it_be_due
from tests.adapters.test_teams_platform import PICKED, execute
from tests.browser import CHROMIUM_FLAGS, chromium
from tests.packs import shipped
from tests.teams.channel import Channel
from tests.teams.desk import Bench, a_bench
from tests.teams.playground import Playground
from tests.waiting import PATIENCE_S
from tests.web import BOAST, FINE, SELFIE

OFFLINE = (
    *CHROMIUM_FLAGS,
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
ITS_TENANT = "00000000-0000-0000-0000-0000000000001"


@asynccontextmanager
async def on_a_port(bench: Bench) -> AsyncIterator[str]:
    """The endpoint as a server; gives its address."""
    app = FastAPI()
    app.include_router(http.routes(bench.teams.endpoint))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}{http.PATH}"
        finally:
            server.should_exit = True
            await serving


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    async with Channel() as running:
        yield running


@pytest.fixture
async def playground(channel: Channel) -> AsyncIterator[Playground]:
    async with Playground(f"{channel.base}/shim") as running:
        yield running


@pytest.fixture
async def bench(sqlite: Database, channel: Channel, playground: Playground) -> AsyncIterator[Bench]:
    async with a_bench(sqlite, channel, tenant=ITS_TENANT) as made, on_a_port(made) as address:
        channel.bot_url = address
        yield made


def says(words: str) -> Any:
    """Whether an event of the playground shows these words."""
    return lambda event: words in json.dumps(event, ensure_ascii=False)


def card_of(event: dict[str, Any]) -> dict[str, Any]:
    """The card in an event of the playground."""
    found = event["message"]["attachments"][0]["content"]
    return json.loads(found) if isinstance(found, str) else found  # type: ignore[no-any-return]


async def test_a_draft_is_reviewed_in_place_and_a_press_is_one_decision(
    bench: Bench, channel: Channel, playground: Playground
):
    await playground.install()
    await playground.until(says(WELCOME))
    await playground.say(SELFIE)
    reviewed = await playground.until(says("A picture of a patient needs"))
    placeholder = await playground.until(says("is reading your draft"))
    assert reviewed["message"]["messageId"] == placeholder["message"]["messageId"]

    button = execute(card_of(reviewed))
    action = {"type": "Action.Execute", "verb": button["verb"], "data": {**button["data"], **PICKED}}
    for _ in range(2):
        answer = await playground.invoke(
            "adaptiveCard/action", {"action": action, "trigger": "manual"}, reviewed["message"]["messageId"]
        )
        assert "disagreement is on the record" in json.dumps(answer)
    await playground.until(says("is on the record"))

    assert len(await bench.entries("disagreed")) == 1
    assert len(await bench.entries("reviewed")) == 1
    assert "refused" not in playground.refused


async def test_a_mention_in_a_channel_leaves_only_a_pointer_there(bench: Bench, playground: Playground):
    await playground.say(SELFIE, playground.general, mention=True)

    pointed = await playground.until(says(POINTER.text))
    reviewed = await playground.until(says("A picture of a patient needs"))

    assert pointed["actionConversationId"].startswith(playground.general)
    assert not reviewed["actionConversationId"].startswith(playground.general)


async def test_a_group_that_talks_to_itself_is_left_alone(
    bench: Bench, channel: Channel, playground: Playground
):
    await playground.say(SELFIE, playground.group)
    await playground.say(FINE)
    await playground.until(says("Good to go"))

    assert await bench.accepted() == 1


async def test_the_message_extension_reviews_somebody_elses_words(bench: Bench, playground: Playground):
    payload = {"id": "x", "body": {"contentType": "html", "content": f"<p>{SELFIE}</p>"}}
    dialog = await playground.invoke(
        "composeExtension/fetchTask", {"commandId": "review", "messagePayload": payload}
    )
    card = json.loads(json.dumps(dialog))
    assert SELFIE in json.dumps(card)
    ask = {"what": "review", "ask": "aa11", "text": SELFIE}

    answer = await playground.invoke("composeExtension/submitAction", {"commandId": "review", "data": ask})

    assert ON_ITS_WAY in json.dumps(answer)
    await playground.until(says("A picture of a patient needs"))


async def test_an_edit_and_a_deletion_take_the_review_along(
    bench: Bench, channel: Channel, playground: Playground
):
    await playground.say(SELFIE)
    await playground.until(says("A picture of a patient needs"))
    said = next(a for a in channel.shimmed if a["type"] == "message")
    edit = {**said, "type": "messageUpdate", "text": BOAST}
    edit["channelData"] = {**said["channelData"], "eventType": "editMessage"}

    await playground.post("/_internal/v1/customActivities", edit)
    await playground.until(says(EDITED.text))
    await playground.until(says("This claim has no source."))
    await playground.post("/_internal/v1/customActivities", {**edit, "type": "messageDelete"})
    await playground.until(says(DELETED))


async def test_a_public_review_gets_three_replies_and_none_says_that_somebody_was_here(
    sqlite: Database, channel: Channel, playground: Playground
):
    opened = a_bench(sqlite, channel, pack=shipped(), tenant=ITS_TENANT)
    async with opened as bench, on_a_port(bench) as address:
        channel.bot_url = address
        await playground.say("respond-review I waited three hours in the lobby. Never again.")
        answered = await playground.until(says("We use this one"))

    card = card_of(answered)
    assert json.dumps(card).count('"verb": "choose"') >= 3
    for words in ("lobby", "your visit", "as our patient", "your care here"):
        assert words not in json.dumps(card).lower()


async def test_a_digest_begins_a_thread_in_a_channel_and_comes_once_a_week(
    bench: Bench, channel: Channel, playground: Playground
):
    await playground.say("subscribe monday 9:00 America/Chicago", playground.general, mention=True)
    subscribed = await playground.until(says("The weekly digest comes here on Mondays"))
    assert subscribed["actionConversationId"].startswith(playground.general)
    await bench.workshop.subscriptions.approve("local", "dana")

    await let_it_be_due(bench, times=2)
    await bench.idle()
    await playground.until(says("This week's tip"))

    digests = [e for e in playground.events if says("In five minutes: ")(e) and "message" in e]
    assert len({e["message"]["messageId"] for e in digests}) == 1


@pytest.mark.browser
async def test_in_the_browser_an_outcome_is_one_press_and_the_card_says_so(
    bench: Bench, playground: Playground, tmp_path: Path
):
    async with in_a_browser(playground, height=1000) as page:
        await type_and_send(page, FINE)
        await page.get_by_role("button", name="Send to communications").last.wait_for()
        await page.screenshot(path=tmp_path / "offered.png")

        await page.get_by_role("button", name="Published as reviewed").last.click()
        await page.get_by_text("On record: “Published as reviewed”.").last.wait_for()
        await page.screenshot(path=tmp_path / "published.png")
        await page.get_by_role("button", name="Send to communications").last.click()
        await page.get_by_text("Waits for Carl or Dana").last.wait_for()
        await page.screenshot(path=tmp_path / "sent.png")

    assert [e.decision.event for e in await bench.entries()] == ["sent", "outcome", "reviewed"]


@pytest.mark.browser
async def test_in_the_browser_a_draft_is_reviewed_a_button_pressed_and_the_card_replaced(
    bench: Bench, playground: Playground, tmp_path: Path
):
    async with in_a_browser(playground) as page:
        await type_and_send(page, SELFIE)
        await page.get_by_text("A picture of a patient needs").first.wait_for()
        await page.screenshot(path=tmp_path / "reviewed.png")

        await page.get_by_role("button", name="I disagree").last.click()
        await page.get_by_role("combobox", name="Why do you disagree?").last.click()
        await page.get_by_role("option", name="Permission is on file").click()
        await page.screenshot(path=tmp_path / "asking.png")
        await page.get_by_role("button", name="Put it on the record").last.click()
        await page.get_by_text("Your disagreement is on the record").last.wait_for()
        await page.screenshot(path=tmp_path / "decided.png")

    (entry,) = await bench.entries("disagreed")
    assert entry.decision.details == PICKED


@asynccontextmanager
async def in_a_browser(playground: Playground, *, height: int = 900) -> AsyncIterator[Page]:
    """The private chat with Bedside, in a browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=[*OFFLINE])
        page = await browser.new_page(viewport={"width": 1280, "height": height})
        page.set_default_timeout(1000 * PATIENCE_S)
        await page.goto(playground.url, timeout=4000 * PATIENCE_S)
        await page.get_by_role("treeitem", name="Personal Chat").first.click()
        yield page
        await browser.close()


async def type_and_send(page: Page, words: str) -> None:
    """As a person does it."""
    box = page.get_by_role("textbox").first
    await box.click()
    await page.keyboard.type(words)
    await page.get_by_role("button", name="Send Message").click()
