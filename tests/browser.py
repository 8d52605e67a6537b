"""A real server on loopback and a real headless Chromium, for the stories that a browser tells."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.waiting import PATIENCE_S

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Root has no sandbox; the rest keeps Chromium from calling its maker, which no test machine allows."""

expect.set_options(timeout=1000 * PATIENCE_S)

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
"""Put there by ``npm install axe-core``; its licence (MPL-2.0) is why it is not in the repository."""


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve ``app`` on a free loopback port; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def chromium() -> str:
    """Where Chromium is; without one the test is skipped."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium: install it or name it in CHROMIUM")
    return found


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A headless Chromium."""
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def a_context(browser: Browser, **how: Any) -> BrowserContext:
    """A window of its own, as ``how`` says to Playwright, that waits for a busy machine."""
    context = browser.new_context(**how)
    context.set_default_timeout(1000 * PATIENCE_S)
    context.set_default_navigation_timeout(4000 * PATIENCE_S)
    return context


def violations(page: Page) -> list[str]:
    """What axe-core finds on ``page`` against WCAG 2.2 AA, one line each."""
    if not AXE.is_file():
        pytest.skip("no axe-core: npm install --no-save axe-core@4.14.1")
    page.wait_for_load_state("load")  # words are there before the style sheet that gives links their size
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    return [
        f"{item['id']}: {node['target']} {node.get('failureSummary', '')}"
        for item in found["violations"]
        for node in item["nodes"]
    ]
