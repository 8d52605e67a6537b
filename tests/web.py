"""The web platform for tests: a small pack that shows every part of a card, and an app around it."""

import re
from typing import Any

import httpx
from fastapi import FastAPI

from adapters.chart import draw_mix
from adapters.server import create_app
from adapters.web.access import WebSettings
from bot.digests import Digests
from bot.policy import PolicyPack
from bot.service import Service
from tests.builders import a_pack, a_rule
from tests.digests import InMemorySubscriptionBook, a_tip_entry, kept_by
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog

SELFIE = "What a morning! A selfie with a patient made my day."
BOAST = "We are the best hospital in the country, and the new valve is painless. Tours on Thursday."
FINE = "Thank you to the night team for the quiet floors and the good coffee."


def the_pack(**more: Any) -> PolicyPack:
    """A block without a way out, two revises that mend themselves, an advice, something missing."""
    return a_pack(
        a_rule(
            {"phrases": ["selfie with a patient"]},
            id="phi.image.selfie",
            message="A picture of a patient needs that person's written authorization.",
            why="A face is an identifier.",
            suggest="Post the team instead, or name the authorization on file.",
        ),
        a_rule(
            {"phrases": ["the best hospital in the country"]},
            id="claim.superlative.best",
            severity={"default": "revise"},
            message="This claim has no source.",
            suggest="Name the source, the year and the category, or drop it.",
            rewrite={"replaces": "span", "with": "a hospital that measures itself"},
        ),
        a_rule(
            {"phrases": ["painless"]},
            id="claim.guarantee.painless",
            severity={"default": "revise"},
            message="Nobody can promise that.",
            rewrite={"replaces": "span", "with": "gentle"},
        ),
        a_rule(
            {"phrases": ["quiet"]},
            id="tone.word.quiet",
            severity={"default": "advise"},
            message="Some people find this word unlucky on a ward.",
        ),
        a_rule({"phrases": ["country"]}, id="tone.word.country", severity={"default": "advise"}),
        a_rule(
            {"detector": "no_media"},
            id="platform.media.missing",
            severity={"default": "revise"},
            surfaces=["instagram"],
            message="Instagram needs a picture or a video.",
        ),
        a_rule(
            {"detector": "too_long"},
            id="platform.length.limit",
            severity={"default": "revise"},
        ),
        outlets={
            "linkedin": {"limit": 3000},
            "x": {"limit": 280, "counts": "weighted", "link": 23, "wide": 2},
            "press": {"hashtags": 1},
        },
        tips=[
            a_tip_entry("ask", title="Ask before you show"),
            a_tip_entry("look", title="Look twice", pin="2026-02-04"),
            a_tip_entry("rest", title="Not for us", status="off"),
        ],
        **{"organization": kept_by("web:local"), **more},
    )


def a_service(log: InMemoryDecisionLog | None = None) -> Service:
    """The service on fakes, with the small pack."""
    kept, clock, pack = log or InMemoryDecisionLog(), FixedClock(), the_pack()
    digests = Digests(pack, kept, InMemorySubscriptionBook(clock), clock, draw_mix)
    return Service(pack, kept, FakeFingerprinter(), clock, digests=digests)


def a_client(app: FastAPI, host: str = "127.0.0.1:8080", **headers: str) -> httpx.AsyncClient:
    """A caller of ``app`` without a network."""
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(transport=transport, base_url=f"http://{host}", headers=headers)


def an_app(log: InMemoryDecisionLog | None = None, **changes: object) -> FastAPI:
    """The app on fakes."""
    return create_app(a_service(log), settings=WebSettings(**changes))  # type: ignore[arg-type]


FRAGMENT = {"X-Bedside": "fragment"}
"""What the page's script sends, so that it gets the answer alone."""

_PENDING = re.compile(r'action="([^"]+/model)"[^>]*>\s*<input type="hidden" name="pending" value="([^"]+)"')


async def asked_for_the_model(client: httpx.AsyncClient, answer: httpx.Response) -> httpx.Response:
    """What the page's script does with ``answer`` at once: ask for the language model's part."""
    found = _PENDING.search(answer.text)
    assert found is not None, "the answer does not ask for a model"
    return await client.post(found[1], data={"pending": found[2]}, headers=FRAGMENT)
