"""People of the test desk, each with a browser of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser import a_context
from tests.desk_web import DeskSite


class People:
    """Each person has a browser of their own; a script error or a refused resource fails the test."""

    def __init__(self, browser: Browser, site: DeskSite, address: str, **how: object) -> None:
        self._browser = browser
        self._site = site
        self._address = address
        self._how = {"viewport": {"width": 1100, "height": 900}, "reduced_motion": "reduce", **how}
        self.problems: list[str] = []

    def page(self, person: str) -> Page:
        """Somebody who came by a one-time link."""
        context = a_context(self._browser, base_url=self._address, **self._how)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._heard)
        key = f"link-{person}-{len(self._site.sessions.offers)}-{len(self._site.sessions.rows)}"
        ends = self._site.world.clock.now().replace(year=2100)
        self._site.sessions.offers[key] = ({"person": person}, ends)
        page.goto(f"/signin/link?key={key}")
        return page

    def _heard(self, said: object) -> None:
        text = str(getattr(said, "text", ""))
        refused_on_purpose = "409" in text or "422" in text
        if getattr(said, "type", "") == "error" and not refused_on_purpose:
            self.problems.append(text)


@contextmanager
def no_look_in_vain(page: Page) -> Iterator[None]:
    yield
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, f"{page.url} is {width} px too wide"
