"""The page for replies, told by a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from adapters.web.examples import REVIEWS
from tests.adapters.test_web_respond import the_app
from tests.browser import a_browser, a_context, serving, violations
from tests.complaints import THREAT, WAIT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The page for replies; a script error or a refused resource fails the test."""
    with serving(the_app()) as address:
        context = a_context(browser, base_url=address, viewport={"width": 1100, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto("/respond")
        yield page
        context.close()
        assert problems == []


def respond(page: Page, review: str) -> None:
    page.get_by_label("The public review").fill(review)
    page.get_by_role("button", name="Respond", exact=True).click()
    expect(page.locator(".answer").last).to_be_focused()


@pytest.mark.parametrize("example", REVIEWS, ids=lambda example: example.title)
def test_a_click_on_an_example_brings_its_outcome(page: Page, example):
    page.get_by_role("button", name=example.title).click()

    expect(page.get_by_role("article")).to_contain_text("Bedside recommends; you decide.")


def test_the_tab_is_reached_from_the_first_page(page: Page):
    page.goto("/")

    page.get_by_role("link", name="Respond").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("find out who must know")


def test_the_next_review_starts_empty_on_the_same_site_and_without_the_last_one_s_stars(page: Page):
    page.get_by_label("Where the review stands").select_option("yelp")
    page.get_by_label("Its stars").select_option("1")
    page.get_by_text("When it appeared").click()
    page.get_by_label("Day of the review").fill("2025-10-01")
    respond(page, WAIT)

    expect(page.get_by_label("The public review")).to_have_value("")
    expect(page.get_by_label("Where the review stands")).to_have_value("yelp")
    expect(page.get_by_label("Its stars")).to_have_value("")
    expect(page.get_by_label("Day of the review")).to_have_value("")

    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("The public review")).to_have_value(WAIT)
    expect(page.get_by_label("Its stars")).to_have_value("1")
    expect(page.get_by_label("Day of the review")).to_have_value("2025-10-01")


def test_a_reply_that_is_used_stays_readable_and_its_note_keeps_away_from_the_edges(page: Page):
    respond(page, WAIT)
    page.get_by_role("button", name="We use this one").first.click()

    note = page.get_by_text("Noted. The tone")
    expect(note).to_be_visible()
    expect(page.get_by_role("textbox", name="Brief")).not_to_be_editable()
    box = page.locator(".note").bounding_box()
    card = page.locator(".answer").bounding_box()
    assert box is not None
    assert card is not None
    assert box["x"] >= card["x"] + 12
    assert box["x"] + box["width"] <= card["x"] + card["width"] - 12


def test_a_reply_is_copied_as_offered(page: Page):
    respond(page, WAIT)

    page.get_by_role("button", name="Copy as offered").first.click()

    expect(page.locator("#announce")).to_have_text("Copied")
    assert "555-0160" in page.evaluate("navigator.clipboard.readText()")


def test_another_set_reads_differently(page: Page):
    respond(page, WAIT)
    first = page.get_by_role("textbox", name="Brief").last.input_value()

    page.get_by_role("button", name="Another set").click()

    expect(page.locator(".turn")).to_have_count(2)
    assert page.get_by_role("textbox", name="Brief").last.input_value() != first


def test_a_threat_names_who_must_know_and_can_be_overruled_with_a_reason(page: Page):
    respond(page, THREAT)
    expect(page.get_by_text("Who must know: Director of Security")).to_be_visible()

    page.get_by_text("Decide otherwise").click()
    page.get_by_label("What should happen").select_option("reply")
    page.get_by_role("combobox", name="Why").select_option("figure_of_speech")
    page.get_by_role("button", name="Decide, on the record").click()

    expect(page.get_by_text("You decided this.")).to_be_visible()
    expect(page.get_by_role("button", name="We use this one")).to_have_count(3)


def test_an_own_answer_is_put_right(page: Page):
    respond(page, WAIT)

    page.get_by_text("Check my own reply").click()
    page.get_by_label("Your answer to this review").fill(
        "Thank you for writing. You should have called ahead."
    )
    page.get_by_role("button", name="Check it").click()

    expect(page.get_by_role("heading", name="Your answer, put right")).to_be_visible()


def test_an_edited_reply_with_a_fault_is_not_taken(page: Page):
    respond(page, WAIT)

    page.get_by_role("textbox", name="Brief").fill("We are sorry that your visit ran late.")
    page.get_by_role("button", name="We use this one").first.click()

    expect(page.get_by_text("This answer should not stand as it is.")).to_be_visible()


def test_the_page_is_accessible(page: Page):
    page.emulate_media(reduced_motion="reduce")  # colours are judged at rest, not while they fade in
    respond(page, WAIT)

    assert violations(page) == []
