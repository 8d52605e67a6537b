"""Takes the pictures of the documentation: ``python -m tests.pictures`` from the checkout.

The shipped pack, a log in memory, a clock that stands still. System fonts differ from machine to
machine, so no test compares pictures. ``teams-review.png`` is cut from what the story in the Agents
Playground saves (``tests/stories/test_teams_playground.py``).
"""

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from adapters.server import create_app
from adapters.slack.render import render
from adapters.web.access import WebSettings
from adapters.web.examples import EXAMPLES
from bot.cards import ReviewCard
from bot.desk_cards import outcome_buttons
from bot.judging import judge
from bot.model import Draft
from bot.service import Service
from tests.browser import a_browser, a_context, serving
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
CONNECTED = (("Slack", "no token"), ("Teams", "no app id"), ("model", "none"))
DESK = ViewportSize(width=1100, height=1040)
CHAT = ViewportSize(width=430, height=300)
CHATTED = "So glad Mrs. Okafor is back home after her surgery!"
ONLY_THE_CARD = "h2, pre { display: none } .pair { border: 0 }"


@dataclass(frozen=True)
class Picture:
    name: str
    shows: Callable[[Page], None]


def a_safer_version(page: Page) -> None:
    ask(page, "Seven hashtags")
    page.get_by_text("What changed").click()


def the_log(page: Page) -> None:
    page.goto("/log")
    page.get_by_role("button", name="Check the chain now").click()
    page.locator(".chain.whole").wait_for()


PICTURES = (
    Picture("playground-light", a_safer_version),
    Picture("log", the_log),
)


def main() -> None:
    clock = FixedClock(datetime(2026, 11, 24, 14, 3, tzinfo=UTC))
    service = Service(shipped(), InMemoryDecisionLog(), FakeFingerprinter(), clock)
    app = create_app(service, settings=WebSettings(connected=CONNECTED))
    with serving(app) as address, a_browser() as browser:
        with a_page(browser, address) as page:
            for example in EXAMPLES:
                ask(page, example.title)
                clock.move(timedelta(minutes=47))
        for picture in PICTURES:
            take(picture, browser, address)
        a_chat(browser)


def take(picture: Picture, browser: Browser, address: str) -> None:
    with a_page(browser, address) as page:
        picture.shows(page)
        page.wait_for_timeout(300)
        kept(page, picture.name)


def a_chat(browser: Browser) -> None:
    """A review as Slack draws it, by the renderer that the tests use."""
    draft = Draft(CHATTED)
    review, safer = judge(draft, shipped())
    card = ReviewCard(draft, review, safer, "7f3a91", buttons=outcome_buttons("7f3a91", review.verdict))
    messages = [{"text": message.text, "blocks": list(message.blocks)} for message in render(card)]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as given:
        given.write(json.dumps([{"name": "review", "messages": messages}]))
        given.flush()
        script = FOLDER.parent.parent / "tests" / "slack_pictures.mjs"
        drawn = subprocess.run(
            ["node", script, given.name, "light"], capture_output=True, text=True, check=True
        )
    page = a_context(browser, viewport=CHAT).new_page()
    page.set_content(drawn.stdout)
    page.add_style_tag(content=ONLY_THE_CARD)
    kept(page, "slack-review")
    page.close()


def kept(page: Page, name: str) -> None:
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file, full_page=name == "slack-review")
    print(f"{file.name}: {file.stat().st_size // 1000} kB")


@contextmanager
def a_page(browser: Browser, address: str) -> Iterator[Page]:
    context = a_context(
        browser,
        base_url=address,
        color_scheme="light",
        viewport=DESK,
        reduced_motion="reduce",
        timezone_id="America/Chicago",
        locale="en-US",
    )
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def ask(page: Page, title: str) -> None:
    page.get_by_role("button", name=title).click()
    page.locator(".answer:focus").wait_for()


if __name__ == "__main__":
    main()
