"""The desk in a browser for tests: sessions in a dict, people of the test desk, an app around them."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx
from fastapi import FastAPI

from adapters.database.sessions import csrf_of
from adapters.policy_proposal import Proposals
from adapters.server import create_app
from adapters.session import IDLE, LASTS, Session
from adapters.web.access import WebSettings
from adapters.web.oidc import OpenId
from adapters.web.signing_in import Ways
from bot.ports import Clock
from tests.approvals import POLICY
from tests.builders import a_rule, pack_data
from tests.desks import DeskWorld
from tests.fakes import InMemoryOffers
from tests.web import a_client

PACK_DATA: Mapping[str, Any] = pack_data(
    a_rule(
        {"phrases": ["widget"]},
        id="claim.source.widget",
        severity={"default": "revise"},
        flags=[{"text": "A [[widget]] for all."}],
        passes=[{"text": "A quiet day."}],
    )
)
"""Where the widget rule of the desk's small pack lies, for changes that are proposed to it."""


class InMemorySessions(InMemoryOffers):
    """Sessions in a dict."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.rows: dict[str, tuple[Session, datetime, datetime]] = {}

    async def begin(
        self, person: str, name: str, roles: tuple[str, ...], tenant: str, subject: str = ""
    ) -> str:
        key, now = secrets.token_urlsafe(16), self._clock.now()
        self.rows[key] = (Session(person, name, roles, tenant, csrf_of(key), subject), now, now + LASTS)
        return key

    async def find(self, key: str) -> Session | None:
        found, now = self.rows.get(key), self._clock.now()
        if found is None or now >= found[2] or now >= found[1] + IDLE:
            return None
        self.rows[key] = (found[0], now, found[2])
        return found[0]

    async def end(self, key: str) -> None:
        self.rows.pop(key, None)


class DeskSite:
    """A desk world with a web server around it."""

    def __init__(
        self, *, issuer: OpenId | None = None, world: DeskWorld | None = None, **settings: object
    ) -> None:
        self.world = world or DeskWorld()
        self.sessions = InMemorySessions(self.world.clock)
        web = WebSettings(**settings)  # type: ignore[arg-type]
        self.ways = Ways(
            self.sessions, POLICY, "local", secure=False, links=not web.beyond_loopback, issuer=issuer
        )
        self.app: FastAPI = create_app(
            self.world.service,
            settings=web,
            ways=self.ways,
            proposals=Proposals(lambda: PACK_DATA),
            pending=self.sessions,
        )

    def visitor(self, **headers: str) -> httpx.AsyncClient:
        """Somebody whom nobody knows yet."""
        return a_client(self.app, **headers)

    async def as_(self, person: str) -> httpx.AsyncClient:
        """Somebody who came by a one-time link."""
        client = self.visitor()
        response = await client.get(await self.ways.link(person))
        assert response.status_code == 303, response.text
        return client

    def csrf(self, client: httpx.AsyncClient) -> str:
        """The token of that session's forms."""
        return csrf_of(client.cookies[self.ways.cookie])
