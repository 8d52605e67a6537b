"""The desk, told by a real browser: sent, returned, mended, approved, changed by one letter, and proven."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bot.advising import Advising
from bot.advising_turn import Ports
from bot.model_calls import Mode, Task
from tests.advisers import PROMPTS, FakeAdviser, FixedSwitch
from tests.browser import a_browser, serving, violations
from tests.desk_browser import People, no_look_in_vain
from tests.desk_web import DeskSite
from tests.desks import ASK, NO, OK
from tests.fakes import FixedClock

pytestmark = pytest.mark.browser

MENDED = "A quiet day on the ward, with thanks to the night team."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def site() -> DeskSite:
    return DeskSite()


@pytest.fixture
def address(site: DeskSite) -> Iterator[str]:
    with serving(site.app) as address:
        yield address


@pytest.fixture
def people(browser: Browser, site: DeskSite, address: str) -> Iterator[People]:
    people = People(browser, site, address)
    yield people
    assert people.problems == []


def write(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_label("Your draft", exact=True).fill(words)
    page.get_by_role("button", name="Review", exact=True).click()
    expect(page.locator(".answer").last).to_be_focused()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send to communications").click()
    expect(page.locator(".note")).to_contain_text("Sent. Waits for Carl Comms or Dana Chief")


def open_first(page: Page) -> None:
    page.goto("/desk")
    page.locator(".queue tbody a").first.click()


def revise(page: Page, words: str) -> None:
    words_box = page.get_by_label("New words", exact=True)
    if not words_box.is_visible():  # it is open where a draft came back to its author
        page.get_by_text("Change the words").click()
    words_box.fill(words)
    page.get_by_role("button", name="Send as a new version").click()


def test_the_whole_story(people: People, site: DeskSite, tmp_path: Path):
    ann, dana, carl, otto = [people.page(name) for name in ("ann", "dana", "carl", "otto")]
    write(ann, OK)
    send(ann)

    open_first(dana)
    expect(dana.locator(".marked")).to_contain_text(OK)
    dana.get_by_label("Return, because").select_option("tone")
    dana.get_by_role("button", name="Return", exact=True).click()
    expect(dana.locator(".facts")).to_contain_text("Returned by Dana Chief")

    ann.goto(dana.url)
    expect(ann.locator(".facts")).to_contain_text("The tone.")
    revise(ann, MENDED)
    expect(ann.locator(".facts")).to_contain_text("Waits for")

    open_first(carl)
    expect(carl.locator("ins").first).to_be_visible()
    carl.get_by_role("button", name="Approve", exact=True).click()
    expect(carl.locator(".facts")).to_contain_text("Approved by Carl Comms")
    dana.goto(carl.url)
    expect(dana.get_by_role("button", name="Approve", exact=True)).to_have_count(0)

    ann.goto(carl.url)
    revise(ann, MENDED + "!")
    expect(ann.get_by_role("status").first).to_contain_text("The approval is void")
    expect(ann.locator(".facts")).to_contain_text("Waits for")

    otto.goto(carl.url)
    expect(otto.locator(".marked")).to_have_count(0)
    otto.goto("/desk/policy?days=3660")
    otto.get_by_label("From", exact=True).fill("2026-03-01")
    otto.get_by_label("To", exact=True).fill("2026-03-31")
    with otto.expect_download() as download:
        otto.get_by_role("button", name="Download").click()
    pack = tmp_path / "evidence.zip"
    download.value.save_as(pack)
    zipfile.ZipFile(pack).extractall(tmp_path)
    verify = [sys.executable, str(tmp_path / "verifier.py"), str(tmp_path / "chain.jsonl")]
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
    chain = bytearray((tmp_path / "chain.jsonl").read_bytes())
    chain[chain.index(b"approved")] ^= 1
    (tmp_path / "chain.jsonl").write_bytes(bytes(chain))
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 1
    assert MENDED.encode() not in pack.read_bytes() + bytes(chain)


def test_a_stale_button_is_told_who_decided(people: People):
    ann, dana, carl = [people.page(name) for name in ("ann", "dana", "carl")]
    write(ann, OK)
    send(ann)
    open_first(dana)
    open_first(carl)
    dana.get_by_role("button", name="Approve", exact=True).click()
    expect(dana.locator(".facts")).to_contain_text("Approved by Dana Chief")

    carl.get_by_role("button", name="Approve", exact=True).click()

    expect(carl.get_by_role("alert")).to_contain_text("Already approved by Dana Chief")


@pytest.mark.parametrize("how", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 740}}])
def test_every_page_of_the_desk_is_accessible_and_fits(
    browser: Browser, site: DeskSite, address: str, how: dict[str, object]
):
    people = People(browser, site, address, **how)
    ann, cleo = people.page("ann"), people.page("cleo")
    write(ann, NO)
    expect(ann.locator(".after")).to_be_visible()
    assert violations(ann) == []
    ann.get_by_role("button", name="Send to communications").click()
    expect(ann.locator(".note")).to_contain_text("Sent.")
    dana = people.page("dana")
    pages = [(dana, "/desk"), (cleo, "/desk/policy?days=3660"), (cleo, "/desk/replay"), (dana, "/signin")]
    open_first(dana)
    pages.insert(0, (dana, dana.url))
    for page, place in pages:
        page.goto(place)
        page.locator("details.edit > summary").click() if page.locator("details.edit").count() else None
        with no_look_in_vain(page):
            assert violations(page) == [], place
    assert people.problems == []


@pytest.mark.parametrize("how", [{}, {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}}])
def test_an_author_says_what_became_of_it_changes_the_word_and_compares_what_went_out(
    browser: Browser, site: DeskSite, address: str, how: dict[str, object]
):
    people = People(browser, site, address, **how)
    ann, pia = people.page("ann"), people.page("pia")
    write(ann, OK)
    after = ann.locator(".after")
    for label in ("Published as reviewed", "Published with changes"):
        after.get_by_role("button", name=label).press("Enter")
        expect(after.locator(".note")).to_contain_text(f"On record: “{label}”")
        expect(after.get_by_role("button", name=label)).to_have_attribute("aria-pressed", "true")
    expect(after.locator("[aria-pressed=true]")).to_have_count(1)
    after.get_by_text("Compare what was posted").press("Enter")
    after.get_by_label("The text as it was posted").fill("A gadget went out.")
    after.get_by_role("button", name="Compare").press("Enter")
    expect(after.locator(".note")).to_contain_text("is not what was reviewed")
    with no_look_in_vain(ann):
        assert violations(ann) == []
    after.get_by_role("button", name="Tell Privacy").press("Enter")
    expect(after.locator(".note")).to_contain_text("Sent. Waits for")

    pia.goto("/desk/registers")
    pia.locator("#authorizations summary").press("Enter")
    pia.get_by_label("Reference").fill("AUTH-9")
    pia.get_by_label("What it allows").fill("Jane Doe's video")
    pia.get_by_role("button", name="Put on file").press("Enter")
    expect(pia.locator("#authorizations")).to_contain_text("In force")
    pia.wait_for_load_state()  # while it loads, the address's own place takes the focus from what has it
    pia.get_by_role("link", name="AUTH-9").press("Enter")
    pia.get_by_text("Remove it for good").press("Enter")
    with no_look_in_vain(pia):
        assert violations(pia) == []
    pia.get_by_role("button", name="Remove AUTH-9").press("Enter")
    expect(pia.locator("#authorizations")).to_contain_text("Nothing is on file.")
    assert people.problems == []


def test_what_an_author_said_stays_said_when_a_model_has_read_the_draft_too(people: People, site: DeskSite):
    service = site.world.service
    answers = {Task.FINDINGS: {"findings": []}, Task.REWRITE: {"rewrite": ""}}
    reads = Ports(FakeAdviser(answers), FixedSwitch(Mode.LOCAL), PROMPTS, lambda: service.pack, FixedClock())
    service.advising = Advising(reads)
    ann = people.page("ann")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    ann.route("**/review/model", hold)
    write(ann, ASK)
    after, will = ann.locator(".after"), ann.get_by_role("button", name="I will revise it")
    will.press("Enter")
    expect(after.locator(".note")).to_contain_text("On record")

    held[0].continue_()

    expect(ann.locator(".answer")).to_contain_text("A language model (fake-model) read this too")
    expect(will).to_have_attribute("aria-pressed", "true")
    expect(after.locator(".note")).to_contain_text("On record")


def test_a_freeze_an_appeal_and_a_patch(people: People, site: DeskSite):
    dana, ann, cleo = [people.page(name) for name in ("dana", "ann", "cleo")]
    dana.goto("/desk")
    dana.get_by_role("link", name="On file").click()
    dana.get_by_text("Set a freeze").click()
    freezes = dana.locator("#freezes")
    freezes.get_by_label("Reference").fill("F1")
    freezes.get_by_label("Why").fill("Flood")
    freezes.get_by_label("Holding line").fill("We are open.")
    freezes.get_by_role("button", name="Set it").click()
    expect(dana.locator("#freezes")).to_contain_text("In force")
    assert violations(dana) == []

    write(ann, ASK)
    expect(ann.locator(".answer").last).to_contain_text("We are open.")
    ann.get_by_text("I disagree").first.click()
    ann.get_by_role("button", name="Put on record").first.click()
    expect(ann.locator(".note").last).to_contain_text("on the record")

    cleo.goto("/desk/appeals")
    cleo.locator("tbody a").first.click()
    assert violations(cleo) == []
    cleo.get_by_label("Uphold, because").select_option("exception_fits")
    cleo.get_by_role("button", name="Uphold").click()
    cleo.get_by_label("A sentence to pass").fill("A widget press opens.")
    cleo.get_by_label("Let it pass within this phrase").fill("widget press")
    with no_look_in_vain(cleo):
        cleo.get_by_role("button", name="Work out the change").click()
        expect(cleo.locator("#patch")).to_contain_text("- id: claim.source.widget")
        expect(cleo.locator(".proposal")).to_contain_text("0 come out differently")
        assert violations(cleo) == []

    dana.locator("#freezes").get_by_role("link", name="F1").click()
    dana.get_by_role("button", name="Lift F1").click()
    expect(dana.locator(".facts")).to_contain_text("Over")
