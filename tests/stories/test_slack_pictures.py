"""How Slack's cards look, drawn by a renderer that is not ours, beside the words that stand in for them."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from adapters.slack import actions, home, redrawn, stale
from adapters.slack.render import render
from bot.desk_buttons import Button
from tests.browser import a_browser, a_context
from tests.builders import NOON
from tests.slack_cards import at_home, cards, reviews, windows
from tests.slack_emulator import ROOT, module
from tests.waiting import PATIENCE_S

PHONE, DESK = 390, 1200


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture(scope="module", params=["light", "dark"])
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with every card, window and tab, each beside its words."""
    module("slack-blocks-to-jsx")
    page = tmp_path_factory.mktemp("slack") / f"slack-{request.param}.html"
    given = page.with_suffix(".json")  # from a pipe that is not full yet, node reads an error
    given.write_text(json.dumps(everything()), "utf-8")
    ran = subprocess.run(
        ["node", str(ROOT / "tests" / "slack_pictures.mjs"), str(given), request.param],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    page.write_text(ran.stdout, "utf-8")
    return page


def everything() -> list[dict[str, Any]]:
    found = [
        {"name": name, "messages": [{"text": m.text, "blocks": list(m.blocks)} for m in render(card)]}
        for name, card in cards().items()
    ]
    found += [{"name": name, "messages": [shown]} for name, shown in standing().items()]
    views = [*((view["title"]["text"], view) for view in windows()), ("Home", home.home(at_home()))]
    return found + [{"name": n, "messages": [{"text": n, "blocks": v["blocks"]}]} for n, v in views]


def standing() -> dict[str, dict[str, Any]]:
    """Reviews that changed after they were sent: what became of the draft is on them, or it was edited."""
    first, *_ = render(reviews()["block"])
    privacy = Button("Tell Privacy", "send d-1 privacy", grave=True)
    told = redrawn.Told("outcome d-1 withdrawn", "On record: “Not publishing it”.", NOON, "o-1", (privacy,))
    made = redrawn.redrawn(first.text, first.blocks, told)
    assert made is not None
    edited = stale.marked(made.text, made.blocks, actions.Edit("1.1", "1.1", "2.2"))
    shown = {"outcome on its review": made, "edited afterwards": edited}
    return {name: {"text": m.text, "blocks": list(m.blocks)} for name, m in shown.items()}


def opened(browser: Browser, page: Path, width: int) -> Page:
    shown = a_context(browser, viewport={"width": width, "height": 900}).new_page()
    shown.goto(page.as_uri())
    return shown


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_is_wider_than_the_screen(browser: Browser, drawn: Path, width: int):
    shown = opened(browser, drawn, width)
    folder = os.environ.get("BEDSIDE_PICTURES")
    if folder:
        shown.screenshot(path=Path(folder) / f"{drawn.stem}-{width}.png", full_page=True)

    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()


def test_every_word_that_stands_in_for_a_card_is_seen_on_it(browser: Browser, drawn: Path):
    shown = opened(browser, drawn, DESK)
    pairs = shown.locator(".pair").all()
    told = [(p.locator(".card").inner_text(), p.locator("pre").inner_text()) for p in pairs]
    shown.close()

    messages = [message for card in everything() for message in card["messages"]]
    assert len(told) == len(messages)
    for (card, words), message in zip(told, messages, strict=True):
        if message["text"] in message_titles():
            continue
        missing = _words(words) - _words(card)
        assert not missing or '"type": "date"' in json.dumps(message["blocks"]), missing


def message_titles() -> set[str]:
    """Windows and the tab have a title instead of words that stand in."""
    return {"Home", *(view["title"]["text"] for view in windows())}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))
