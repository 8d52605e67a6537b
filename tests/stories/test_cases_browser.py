"""A public review that must not wait, told by a real browser: handed over, taken, settled, and heard of."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import a_browser, serving, violations
from tests.cases import GRAVE, NEVER_SHOWN, CaseWorld
from tests.desk_browser import People, no_look_in_vain
from tests.desk_web import DeskSite

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 800}, "is_mobile": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture
def site() -> DeskSite:
    return DeskSite(world=CaseWorld())


@pytest.fixture
def address(site: DeskSite) -> Iterator[str]:
    with serving(site.app) as address:
        yield address


@pytest.mark.parametrize("how", [{}, PHONE], ids=["desk", "phone"])
def test_from_the_answer_to_what_became_of_it(browser: Browser, site: DeskSite, address: str, how: object):
    people = People(browser, site, address, **how)  # type: ignore[arg-type]
    ann, cleo = people.page("ann"), people.page("cleo")

    ann.goto("/respond")
    ann.get_by_label("The public review").fill(GRAVE)
    ann.get_by_role("button", name="Respond", exact=True).click()
    expect(ann.get_by_label("Hand it over to")).to_have_value("safety")
    ann.get_by_role("button", name="Hand over", exact=True).click()
    expect(ann.get_by_text("Handed over. Waits for Cleo Compliance")).to_be_visible()
    with no_look_in_vain(ann):
        assert violations(ann) == []

    cleo.goto("/desk")
    expect(cleo.get_by_role("heading", name="One public review waits")).to_be_visible()
    with no_look_in_vain(cleo):
        assert violations(cleo) == []
    cleo.get_by_role("link", name="Google review").click()
    cleo.get_by_role("button", name="I have it").click()
    expect(cleo.get_by_text("Cleo Compliance has it, and says by")).to_be_visible()
    expect(cleo.get_by_text("A public review on Google needs attention.").first).to_be_visible()
    with no_look_in_vain(cleo):
        assert violations(cleo) == []
    assert not any(word in cleo.content() for word in NEVER_SHOWN)
    cleo.get_by_label("Reported to the platform, because").select_option("fake")
    cleo.get_by_role("button", name="Reported to the platform").click()
    expect(cleo.get_by_text("Reported to the platform, said Cleo Compliance")).to_be_visible()
    expect(cleo.get_by_role("button", name="Pass it on")).to_have_count(0)

    ann.get_by_role("link", name="See how it stands").click()
    expect(ann.get_by_text("Reported to the platform, said Cleo Compliance")).to_be_visible()
    ann.goto("/desk")
    expect(ann.get_by_role("heading", name="Yours")).to_be_visible()
    expect(ann.get_by_text("It seems fake or paid.")).to_be_visible()
    assert people.problems == []
