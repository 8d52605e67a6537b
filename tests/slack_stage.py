"""Bedside connected to a Slack of our own: what people do there, and what they then see."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI

from adapters.clock import SystemClock
from adapters.connect_slack import SlackPlatform, connect
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox
from adapters.jobs.attempt import Retry
from adapters.keys import Ed25519Signer
from adapters.server import create_app
from adapters.settings import read
from adapters.web.access import WebSettings
from adapters.workshop import Workshop, equip
from bot.answering import WORKING
from bot.policy import PolicyPack
from bot.ports import Entry, LogQuery, Reader
from bot.service import Service
from tests.adapters.workshops import engine_for
from tests.services import CIPHER, a_service_over
from tests.slack import SECRET, TEAM, TOKEN, SignedClient, an_event
from tests.slack_server import SlackServer
from tests.waiting import PATIENCE_S, until, until_told
from tests.web import the_pack

QUICK = Retry(attempts=3, first_s=0.05, factor=1.0)
SINGLE = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET.decode(), "SLACK_APP_TOKEN": ""}


@dataclass
class Stage:
    """One server and its Slack."""

    slack: SlackServer
    database: Database
    workshop: Workshop
    platform: SlackPlatform
    log: SqlDecisionLog
    service: Service
    app: FastAPI
    client: SignedClient
    tenant: str = TEAM
    keys: list[str] = field(default_factory=list)

    async def decisions(self, tenant: str | None = None) -> tuple[Entry, ...]:
        """What is on the record, newest first."""
        return await self.log.find(tenant or self.tenant, LogQuery())

    async def settled(self, count: int, patience_s: float = PATIENCE_S) -> dict[str, int]:
        """Wait until so much work ended, and nothing is left to do."""

        async def ended() -> dict[str, int]:
            counts = await self.workshop.inbox.counts()
            left = count - counts.get("done", 0) - counts.get("dead", 0)
            return counts if left <= 0 and not counts.get("waiting") else {}

        return await until_told(ended, patience_s)

    def final(self, channel: str | None = None) -> list[str]:
        """The texts of Bedside's messages that are no placeholder."""
        return [m["text"] for m in self.slack.answers(channel) if m["text"] != WORKING.text]


def a_stage(
    slack: SlackServer,
    database: Database,
    environ: Mapping[str, str] = SINGLE,
    *,
    retry: Retry = QUICK,
    pack: PolicyPack | None = None,
    reader: Reader | None = None,
) -> Stage:
    """Put a server together; it does not work yet."""
    given = {"BEDSIDE_TENANT": TEAM, "SLACK_API_URL": slack.api, **environ}
    settings = read({name: value for name, value in given.items() if value})
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), SystemClock())
    clock, pack = SystemClock(), pack or the_pack()
    jobs = engine_for(database)
    inbox = SqlInbox(database, jobs, CIPHER, clock)
    service = a_service_over(database, log, pack, inbox, reader)
    workshop = equip(database, jobs, CIPHER, clock, service, retry=retry, inbox=inbox)
    platform = connect(settings, workshop, service, CIPHER, SystemClock())
    app = create_app(service, settings=WebSettings(), platforms=[platform])
    return Stage(slack, database, workshop, platform, log, service, app, SignedClient(app))


@asynccontextmanager
async def playing(stage: Stage) -> AsyncIterator[Stage]:
    """The server listens and works."""
    stage.workshop.begin()
    await stage.platform.begin()
    try:
        yield stage
    finally:
        await stage.workshop.end(5.0)
        await stage.platform.end()
        await stage.client.close()


@dataclass
class Answered:
    """An acknowledgement over Socket Mode, as a client over HTTP would see it."""

    payload: Any
    status_code: int = 200

    @property
    def text(self) -> str:
        payload = self.payload or {}
        return str(payload["text"]) if set(payload) == {"text"} else json.dumps(payload) if payload else ""

    def json(self) -> Any:
        return self.payload


class SocketClient:
    """Sends through Socket Mode what ``SignedClient`` sends over HTTP."""

    def __init__(self, slack: SlackServer) -> None:
        self._slack = slack

    async def event(self, event: Mapping[str, Any], **more: Any) -> Answered:
        retry = more.pop("retry", None) or 0
        return Answered(await self._slack.push("events_api", an_event(event, **more), retry=retry))

    async def command(self, fields: Mapping[str, str]) -> Answered:
        return Answered(await self._slack.push("slash_commands", dict(fields)))

    async def interaction(self, payload: Mapping[str, Any]) -> Answered:
        return Answered(await self._slack.push("interactive", dict(payload)))

    async def close(self) -> None:
        """Nothing to close: the line is the server's."""


SOCKET = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": "xapp-bed"}


@asynccontextmanager
async def playing_over_a_socket(
    slack: SlackServer, database: Database, *, pack: PolicyPack | None = None, reader: Reader | None = None
) -> AsyncIterator[Stage]:
    """As ``playing``, but Bedside calls Slack."""
    stage = a_stage(slack, database, SOCKET, pack=pack, reader=reader)
    stage.client = SocketClient(slack)  # type: ignore[assignment]
    async with playing(stage):
        await until(lambda: slack.sockets)
        yield stage
