"""In a browser somebody picks what to write, takes its outline over, fills it in and has it reviewed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from adapters.server import create_app
from adapters.web.access import WebSettings
from tests.browser import a_browser, a_context, serving, violations
from tests.packs import shipped
from tests.personal import OwnWorld

pytestmark = pytest.mark.browser


@pytest.fixture
def site() -> Iterator[tuple[str, OwnWorld]]:
    world = OwnWorld(shipped())
    with serving(create_app(world.service, settings=WebSettings())) as address:
        yield address, world


@pytest.mark.parametrize("width", [360, 1280])
def test_an_outline_is_picked_filled_and_reviewed_and_counts(site: tuple[str, OwnWorld], width: int):
    address, world = site
    with a_browser() as browser:
        page: Page = a_context(browser, viewport={"width": width, "height": 800}).new_page()
        page.goto(address)
        page.get_by_role("link", name="Pick what to write").click()
        assert violations(page) == []
        page.get_by_role("button", name="A spotlight on a colleague").click()
        expect(page.get_by_text("The yes of whoever you show")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("link", name="Use this as my draft").click()
        draft = page.get_by_label("Your draft")
        assert draft.input_value().startswith("Meet [name], [role] in our [team].")
        draft.fill("Meet Jordan, a dispatcher in our team. Thank you, Jordan.")
        page.get_by_role("button", name="Review", exact=True).click()
        expect(page.locator(".chat")).to_contain_text("Jordan")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address}/own")
        page.get_by_role("button", name="What I wrote about").click()
        expect(page.get_by_text("1 of 1, last on")).to_be_visible()
        assert violations(page) == []

    assert [item.pillars for item in world.kept("web:local").written] == [("people",)]
