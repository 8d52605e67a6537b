"""The cards as people see them: in light and dark, on a phone of 320 pixels, every button with a name."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from adapters.teams.forms import What, dialog
from adapters.teams.render import outgoing
from tests.adapters.test_teams_render import CARDS, elements
from tests.browser import a_browser, a_context
from tests.teams import node
from tests.teams.every_card import every_card

MOST_ACTIONS = 6
"""Teams shows no more in a row of a card; what is beyond it cannot be reached."""

DARK = {"default": {"default": "#fff", "subtle": "#ccc"}}
STYLES = {
    "default": "#1f1f1f",
    "emphasis": "#333",
    "attention": "#5c1f22",
    "warning": "#5c4a10",
    "good": "#1d4d24",
    "accent": "#1f3a5c",
}
PAINT = """([cards, dark]) => {
  document.body.style.cssText = `margin:0;font-family:sans-serif;background:${dark ? "#1f1f1f" : "#fff"}`;
  const orientation = innerWidth < 400 ? "vertical" : "horizontal";  // as Teams has it on a phone
  const actions = {actionsOrientation: orientation, maxActions: 6};
  const config = {supportsInteractivity: true, fontFamily: "sans-serif", actions};
  if (dark) config.containerStyles = dark;
  for (const json of cards) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(config);
    card.parse(json);
    document.body.appendChild(card.render());
  }
  for (const button of [...document.querySelectorAll("button")]) button.click();
  const named = (n) => n.getAttribute("aria-label") || n.innerText || n.getAttribute("aria-labelledby");
  return {
    wide: document.documentElement.scrollWidth,
    unnamed: [...document.querySelectorAll("button,select,input")]
      .filter((n) => !(named(n) || "").trim()).length,
    links: document.links.length,
    cut: [...document.querySelectorAll("button")]
      .filter((n) => n.getBoundingClientRect().right > innerWidth).map(named),
  };
}"""


@pytest.fixture(scope="module")
def painted() -> dict[str, Any]:
    cards = {**CARDS, **asyncio.run(every_card())}
    drawn = {name: outgoing(card).card for name, card in cards.items()}
    return {**drawn, **{what.value: dialog(what, "Some words.", "ab") for what in What}}


def test_every_kind_of_card_is_a_card_and_passes_the_independent_judge(painted: dict[str, Any]):
    found = node.judged("judge_cards.mjs", node.module("adaptivecards"), painted.values())

    assert [name for name, card in painted.items() if card is None] == []
    assert dict(zip(painted, found, strict=True)) == {name: [] for name in painted}


def test_no_card_has_more_actions_side_by_side_than_teams_shows(painted: dict[str, Any]):
    counted = {name: max(len(e.get("actions", ())) for e in elements(card)) for name, card in painted.items()}

    assert {name: count for name, count in counted.items() if count > MOST_ACTIONS} == {}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(480, False), (480, True), (320, False), (320, True)])
def test_every_card_is_painted_within_its_width_with_names_and_without_links(
    tmp_path: Path, painted: dict[str, Any], width: int, dark: bool
):
    library = node.module("adaptivecards") / "dist" / "adaptivecards.min.js"
    styles: Any = {
        name: {"backgroundColor": colour, "foregroundColors": DARK} for name, colour in STYLES.items()
    }
    with a_browser() as browser:
        page = a_context(browser, viewport={"width": width, "height": 800}).new_page()
        page.add_script_tag(path=library)

        seen = page.evaluate(PAINT, [list(painted.values()), styles if dark else None])
        page.screenshot(path=tmp_path / f"{width}{'-dark' if dark else ''}.png", full_page=True)

    assert seen == {"wide": width, "unnamed": 0, "links": 0, "cut": []}
