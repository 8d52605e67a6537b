"""The playground and the log, told by a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from adapters.web.examples import EXAMPLES
from tests.browser import a_browser, a_context, serving, violations
from tests.web import BOAST, FINE, SELFIE, an_app

pytestmark = pytest.mark.browser

SAFER = "We are a hospital that measures itself, and the new valve is gentle. Tours on Thursday."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def address() -> Iterator[str]:
    with serving(an_app(connected=(("Slack", "no token"), ("model", "none")))) as address:
        yield address


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = a_context(browser, base_url=address, viewport={"width": 1100, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """The playground; a script error or a refused resource fails the test."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto("/")
    yield page
    assert problems == []


def review(page: Page, words: str) -> None:
    page.get_by_label("Your draft", exact=True).fill(words)
    page.get_by_role("button", name="Review", exact=True).click()
    expect(page.locator(".answer").last).to_be_focused()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_a_click_on_an_example_brings_its_verdict(page: Page, example):
    page.get_by_role("button", name=example.title).click()

    answer = page.get_by_role("article")
    expect(answer).to_be_focused()
    expect(answer.get_by_role("heading", level=2)).to_contain_text(re.compile("OK|Revise|Block"))
    expect(page.locator(".yours .words")).to_have_text(example.composer.draft)


def test_the_words_at_fault_are_marked_and_lead_to_the_finding(page: Page):
    review(page, SELFIE)

    expect(page.locator("mark")).to_contain_text("selfie with a patient")
    page.get_by_role("link", name=re.compile("finding 1.*block")).click()
    expect(page.locator(".finding:target")).to_contain_text("needs that person's written authorization")


def test_why_opens_the_guideline_and_its_source(page: Page):
    review(page, SELFIE)

    page.get_by_text("Why?").click()

    expect(page.get_by_text("A face is an identifier.")).to_be_visible()
    expect(page.get_by_text("House")).to_be_visible()


def test_the_safer_version_is_copied_and_the_copy_is_announced(page: Page):
    review(page, BOAST)

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    expect(page.locator("#announce")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == SAFER


def test_what_changed_is_shown_word_by_word(page: Page):
    review(page, BOAST)

    page.get_by_text("What changed").click()

    expect(page.locator("del").last).to_have_text(re.compile("painless"))
    expect(page.locator("ins").last).to_have_text(re.compile("gentle"))


def test_the_safer_version_goes_back_into_the_composer_with_its_outlet(page: Page):
    page.get_by_label("Where it will be published").select_option("facebook")
    review(page, BOAST)
    page.get_by_label("Your draft", exact=True).focus()
    page.get_by_label("Where it will be published").select_option("x")

    page.get_by_role("button", name="Put in the composer").click()

    expect(page.get_by_label("Your draft", exact=True)).to_have_value(SAFER)
    expect(page.get_by_label("Where it will be published")).to_have_value("facebook")


def test_a_disagreement_is_confirmed_in_place(page: Page):
    review(page, SELFIE)

    page.get_by_text("I disagree").click()
    page.get_by_label("Because").select_option("permission_on_file")
    page.get_by_role("button", name="Put on record").click()

    expect(page.locator(".finding .note")).to_contain_text("on the record")
    expect(page.get_by_role("button", name="Put on record")).to_have_count(0)


def test_the_log_shows_what_was_reviewed_and_the_chain_is_whole(page: Page):
    review(page, SELFIE)
    page.get_by_role("link", name="Decision log", exact=True).click()

    expect(page.locator("tbody")).to_contain_text("phi.image")
    expect(page.locator("time + .here")).to_contain_text("your time")
    page.get_by_role("button", name="Check the chain now").click()
    expect(page.get_by_role("status").filter(has_text="chain")).to_contain_text("The chain is whole.")
    page.get_by_role("link", name="Entry 1").click()
    expect(page.get_by_role("heading", name="Entry 1")).to_be_visible()


def test_the_log_is_downloaded(page: Page):
    review(page, FINE)
    page.goto("/log")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download everything").click()

    assert download.value.suggested_filename.startswith("bedside-log-")


def test_the_whole_story_can_be_told_with_the_keyboard_alone(page: Page):
    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches(':focus-visible')") and name in page.evaluate(
                "document.activeElement.innerText || document.activeElement.id || document.activeElement.name"
            ):
                return
        pytest.fail(f"the Tab key does not reach {name!r}")

    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
    tab_to("draft")
    page.keyboard.type(SELFIE)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article")).to_be_focused()
    tab_to("Why?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A face is an identifier.")).to_be_visible()
    tab_to("I disagree")
    page.keyboard.press("Enter")
    tab_to("Put on record")
    page.keyboard.press("Enter")
    expect(page.locator(".finding .note")).to_be_focused()
    tab_to("In the decision log")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Entry 1")).to_be_visible()


def test_the_length_is_counted_as_the_outlet_counts_it(page: Page):
    count = page.locator("#count")
    draft = page.get_by_label("Your draft", exact=True)

    page.get_by_label("Where it will be published").select_option("x")
    draft.fill("https://example.org/a/very/long/path " + "🙂")
    expect(count).to_have_text("26 of 280")
    draft.fill("a" * 290)
    expect(count).to_have_text("290 of 280: 10 too many")
    page.get_by_label("Where it will be published").select_option("linkedin")
    expect(count).to_have_text("290 of 3,000")


def test_a_reply_asks_for_the_review_it_answers(page: Page):
    expect(page.get_by_label("The review you answer")).to_be_hidden()

    page.get_by_label("Reply", exact=True).check()

    expect(page.get_by_label("The review you answer")).to_be_visible()
    expect(page.get_by_label("Where it will be published")).to_have_value("google")


def test_an_authorization_speaks_for_its_own_draft_only(page: Page):
    page.get_by_text("Attachments and what is on file").click()
    page.get_by_label("Patient authorization").select_option("file")
    page.get_by_label("Its reference").fill("AUTH-0418")
    review(page, SELFIE)
    expect(page.get_by_label("Patient authorization")).to_have_value("")

    page.get_by_role("button", name="Edit").click()

    expect(page.get_by_label("Its reference")).to_be_visible()
    expect(page.get_by_label("Its reference")).to_have_value("AUTH-0418")


def test_when_the_server_is_gone_the_draft_stays(context: BrowserContext):
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Your draft", exact=True).fill(FINE)
    page.route("**/review", lambda route: route.abort())

    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.get_by_label("Your draft", exact=True)).to_have_value(FINE)


def test_the_page_works_without_its_script(browser: Browser, address: str):
    context = a_context(browser, base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")

    page.get_by_label("Your draft", exact=True).fill(BOAST)
    page.get_by_role("button", name="Review", exact=True).click()

    expect(page.get_by_text("Almost there.")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    page.get_by_text("I disagree").first.click()
    page.get_by_role("button", name="Put on record").first.click()
    expect(page.get_by_text("on the record")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1100])
def test_every_page_passes_axe_and_nothing_sticks_out(browser: Browser, address: str, scheme, width):
    context = a_context(
        browser,
        base_url=address,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/")
    for words in (SELFIE, BOAST, FINE):
        review(page, words)
    for path in (None, "/log", "/log/entry1", "/digests", "/nowhere"):
        if path is not None:
            page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
    context.close()
