"""Takes the pictures of the documentation: ``python -m tests.pictures`` from the checkout.

The shipped pack, a log in memory, a clock that stands still. System fonts differ from machine to
machine, so no test compares pictures.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from adapters.server import create_app
from adapters.web.access import WebSettings
from adapters.web.examples import EXAMPLES
from bot.service import Service
from tests.browser import a_browser, serving
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog
from tests.packs import shipped

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
CONNECTED = (("Slack", "no token"), ("Teams", "no app id"), ("model", "none"))
DESK = ViewportSize(width=1100, height=1040)
PHONE = ViewportSize(width=360, height=740)


@dataclass(frozen=True)
class Picture:
    name: str
    shows: Callable[[Page], None]
    scheme: str = "light"
    phone: bool = False


def the_welcome(page: Page) -> None:
    page.get_by_role("heading", level=1).wait_for()


def a_safer_version(page: Page) -> None:
    ask(page, "Seven hashtags")
    page.get_by_text("What changed").click()


def a_selfie(page: Page) -> None:
    ask(page, "A selfie on the ward")


def the_log(page: Page) -> None:
    page.goto("/log")
    page.get_by_role("button", name="Check the chain now").click()
    page.locator(".chain.whole").wait_for()


PICTURES = (
    Picture("welcome", the_welcome),
    Picture("playground-light", a_safer_version),
    Picture("playground-dark", a_safer_version, scheme="dark"),
    Picture("playground-phone", a_selfie, phone=True),
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


def take(picture: Picture, browser: Browser, address: str) -> None:
    with a_page(browser, address, picture.scheme, picture.phone) as page:
        picture.shows(page)
        page.wait_for_timeout(300)
        file = FOLDER / f"{picture.name}.png"
        page.screenshot(path=file)
        print(f"{file.name}: {file.stat().st_size // 1000} kB")


@contextmanager
def a_page(browser: Browser, address: str, scheme: str = "light", phone: bool = False) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport=PHONE if phone else DESK,
        device_scale_factor=2 if phone else 1,
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
