"""The cards as people see them: in light and dark, on a phone of 320 pixels, every button with a name."""

from pathlib import Path
from typing import Any

import pytest

from adapters.teams.render import outgoing
from tests.adapters.test_teams_render import CARDS
from tests.browser import a_browser
from tests.teams import node

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
      .filter((n) => n.getBoundingClientRect().right > innerWidth).length,
  };
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(480, False), (480, True), (320, False)])
def test_the_gallery_is_painted_within_its_width_with_names_and_without_links(
    tmp_path: Path, width: int, dark: bool
):
    library = node.module("adaptivecards") / "dist" / "adaptivecards.min.js"
    cards = [outgoing(card).card for card in CARDS.values()]
    styles: Any = {
        name: {"backgroundColor": colour, "foregroundColors": DARK} for name, colour in STYLES.items()
    }
    with a_browser() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.add_script_tag(path=library)

        seen = page.evaluate(PAINT, [cards, styles if dark else None])
        page.screenshot(path=tmp_path / f"{width}{'-dark' if dark else ''}.png", full_page=True)

    assert seen == {"wide": width, "unnamed": 0, "links": 0, "cut": 0}
