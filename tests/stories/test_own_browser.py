"""A new user walks through the presence check in a browser; what they type stays there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from adapters.server import create_app
from adapters.web.access import WebSettings
from tests.browser import a_browser, a_context, serving, violations
from tests.packs import shipped
from tests.personal import OwnWorld

pytestmark = pytest.mark.browser
NAME = "Zoë Ibañez"
STEPS = [item["id"] for item in shipped("article").lists["presence"]]


@pytest.fixture
def site() -> Iterator[tuple[str, OwnWorld]]:
    world = OwnWorld(shipped("article"))
    with serving(create_app(world.service, settings=WebSettings())) as address:
        yield address, world


@pytest.fixture
def page() -> Iterator[Page]:
    with a_browser() as browser:
        context = a_context(browser, viewport={"width": 390, "height": 844})
        yield context.new_page()


def test_a_check_takes_two_taps_a_step_and_the_name_never_leaves_the_browser(
    site: tuple[str, OwnWorld], page: Page
):
    address, world = site
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 - it asks its handler for more
    page.goto(f"{address}/own/presence")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Your name").fill(NAME)
    link = page.get_by_role("link", name="Search Google")
    expect(link).to_have_attribute(
        "href", "https://www.google.com/search?pws=0&q=%22Zo%C3%AB%20Iba%C3%B1ez%22"
    )

    taps = 0
    for number in range(1, 13):
        expect(page.get_by_text(f"Step {number} of 12")).to_be_visible()
        expect(page.locator("a[data-template]")).to_have_attribute("href", re.compile("Zo%C3%AB"))
        answer = "Something is wrong" if number == 1 else "All fine"
        page.get_by_role("button", name=answer).click()
        taps += 2  # the link, which opens elsewhere, and the answer

    assert taps == 24
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("is done$"))
    assert not any("Zo" in request.url or "Zo" in (request.post_data or "") for request in sent)
    assert all(request.url.startswith(address) for request in sent)
    assert len(world.kept("web:local").check.answers) == 12

    page.get_by_role("button", name="What is left to do").click()
    page.get_by_role("button", name="Look at: Your name on Google").click()
    page.get_by_role("button", name="Write the request").click()
    expect(page.get_by_text("[address of the page]")).to_be_visible()
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("look again on")).to_be_visible()


def test_personal_accounts_are_gone_through_one_by_one(site: tuple[str, OwnWorld], page: Page):
    address, world = site
    page.goto(f"{address}/own")
    page.get_by_role("link", name="Accounts").click()
    expect(page.get_by_text("Account 1 of 12")).to_be_visible()
    _press(page, "I have one")
    expect(page.get_by_text("Limit past posts", exact=False)).to_be_visible()
    assert violations(page) == []
    _press(page, "It is all done")
    expect(page.get_by_text("Account 2 of 12")).to_be_visible()
    _press(page, "Never")
    _press(page, "None of the rest")
    while page.get_by_role("button", name="It is all done").count():
        _press(page, "It is all done")

    expect(page.get_by_text("says done on", exact=False).first).to_be_visible()
    assert "verified" not in page.inner_text("main").lower()
    assert all(not item.waits for item in world.kept("web:local").accounts.values())


def test_a_profile_comes_from_a_text_file_is_checked_approved_and_known_again(
    site: tuple[str, OwnWorld], page: Page, tmp_path: Path
):
    address, world = site
    profile = tmp_path / "profile.txt"
    profile.write_text(
        f"Headline: Interim Chief Nursing Officer\nBio: {NAME} writes about staffing.", "utf-8"
    )
    page.goto(f"{address}/own/profiles")
    assert violations(page) == []
    _press(page, "LinkedIn")
    page.get_by_label("From a text file").set_input_files(profile)
    expect(page.get_by_label("What stands there")).to_have_value(re.compile("Interim"))
    _press(page, "Check this text")
    expect(page.get_by_text("Headline, “Interim”")).to_be_visible()
    assert violations(page) == []
    _press(page, "Approve this text")
    expect(page.get_by_text("Noted: this is what stands there now.")).to_be_visible()
    page.get_by_label("What stands there").fill(profile.read_text("utf-8"))
    _press(page, "Check this text")

    expect(page.get_by_text("word for word")).to_be_visible()
    assert NAME not in repr(world.kept("web:local"))


def test_the_time_zone_of_the_device_is_taken_with_one_tap_and_not_offered_again(site: tuple[str, OwnWorld]):
    address, world = site
    with a_browser() as browser:
        page = a_context(browser, timezone_id="Asia/Tokyo").new_page()
        page.goto(f"{address}/own/presence")
        _press(page, "Begin")
        page.goto(f"{address}/own")
        _press(page, "Use Tokyo time, as on this device")

        assert world.kept("web:local").reminders.zone == "Asia/Tokyo"
        expect(page.get_by_text("17:00, Tokyo time")).to_be_visible()
        expect(page.get_by_role("button", name="as on this device")).to_have_count(0)


def test_on_a_narrow_phone_nothing_is_wider_than_the_page(site: tuple[str, OwnWorld], page: Page):
    address, _ = site
    page.set_viewport_size({"width": 360, "height": 740})
    for words in ("presence begin", *(f"presence {step} wrong" for step in STEPS), "accounts none"):
        assert page.request.post(f"{address}/own", form={"words": words}).ok
    for path in ("/own", "/own/presence", "/own/todos", "/own/accounts", "/own/profiles", "/where"):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.goto(f"{address}/own/accounts")
    _press(page, "All of them")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{address}/where")
    page.get_by_label("Your draft").fill("Thank you to the families who came. " * 30 + "#nightcrew")
    _press(page, "Say where")
    expect(page.get_by_text("Suits it well").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []


def test_every_page_of_it_can_be_used_by_everybody(site: tuple[str, OwnWorld], page: Page):
    address, _ = site
    for path in ("/own", "/own/presence", "/own/todos"):
        page.goto(f"{address}{path}")
        assert violations(page) == []
    page.goto(f"{address}/own/presence")
    _press(page, "Begin")
    assert violations(page) == []
    _press(page, "Something is wrong")
    page.goto(f"{address}/own/todos")
    _press(page, "Look at: Your name on Google")
    assert violations(page) == []


def _press(page: Page, name: str) -> None:
    """Press and wait until the page that answers stands whole, with its style."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=name).click()
