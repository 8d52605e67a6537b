"""From the click on Review to the verdict on the screen: a real server, a real headless Chromium."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRAFT = "Proud of our night team. We are the best heart hospital in the country."
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WATCH = """() => {
    addEventListener("submit", () => { window.clicked = performance.now(); }, true);
    const shown = () => { window.took = performance.now() - window.clicked; };
    new MutationObserver(() => requestAnimationFrame(shown))
        .observe(document.querySelector("#chat"), { childList: true });
}"""


def click_to_verdict(rounds: int = 8) -> float | None:
    """Milliseconds, the median of ``rounds`` after one to warm up; ``None`` without a browser."""
    if CHROMIUM is None:
        return None
    from playwright.sync_api import sync_playwright

    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page()
        page.goto(address)
        page.evaluate(WATCH)
        took = []
        for number in range(rounds + 1):
            page.get_by_role("textbox", name="draft").first.fill(f"{DRAFT} {number}")
            page.evaluate("window.took = null")
            page.get_by_role("button", name="Review", exact=True).click()
            took.append(_told(page))
        browser.close()
    return sorted(took[1:])[rounds // 2]


def _told(page: "Page") -> float:
    """What the page measured; the policy of the page forbids Playwright's own waiting on an expression."""
    for _ in range(200):
        page.wait_for_timeout(20)
        told = page.evaluate("window.took")
        if told is not None:
            return float(told)
    raise SystemExit("no verdict came within four seconds")


@contextmanager
def _served() -> Iterator[str]:
    """``bedside serve`` on a free port with a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "BEDSIDE_PORT": "0", "BEDSIDE_DATA": folder}
        process = subprocess.Popen(
            [sys.executable, "-m", "adapters.cli", "serve"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
        assert process.stdout is not None
        try:
            for line in process.stdout:
                found = re.search(r"http://127\.0\.0\.1:\d+", line)
                if found:
                    yield found[0]
                    break
        finally:
            process.terminate()
            process.wait(20)
