"""Puts Slack together: settings and a workshop become a platform that the server can begin and end."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from fastapi import APIRouter

from adapters.database.conversations import WHOLE_TENANT
from adapters.database.inbox import SqlInbox
from adapters.database.inbox import Work as Kept
from adapters.database.kept_cards import SqlKeptCards
from adapters.database.slack_vault import SqlSlackVault
from adapters.jobs.attempt import Retry
from adapters.jobs.errand import Errand
from adapters.keys import Cipher
from adapters.quarterly_offers import QuarterlyOffers
from adapters.settings import Settings
from adapters.slack import app, http, inbound, oauth
from adapters.slack.api import SLACK, Api
from adapters.slack.edge import Edge
from adapters.slack.errands import WORK
from adapters.slack.installations import Installations, OneWorkspace
from adapters.slack.messages import Messages
from adapters.slack.outbound import SlackMessenger
from adapters.slack.places import Places
from adapters.slack.reception import Reception
from adapters.slack.reviews import Reviews
from adapters.slack.socket import Socket
from adapters.slack.whereabouts import Whereabouts
from adapters.slack.worker import Errands
from adapters.workshop import Workshop
from bot.delivery import Conversation
from bot.ports import Clock, ConversationBook
from bot.service import Service

LEARN_S = 30.0
"""How soon Slack is asked again whose token it is, when it could not be asked."""


@dataclass(slots=True)
class SlackPlatform:
    """Slack, connected; implements ``adapters.platform.Platform``."""

    api: Api
    status: str
    clock: Clock
    routes: APIRouter | None = None
    socket: Socket | None = None
    one: OneWorkspace | None = None
    conversations: ConversationBook | None = None
    token: str = field(default="", repr=False)
    name: str = "Slack"
    paths: Sequence[str] = ("/slack/",)
    _learning: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Start to listen."""
        if self.one is not None:
            self._learning = asyncio.create_task(
                self._learn(self.one, self.clock.now()), name="slack identity"
            )
        if self.socket is not None:
            self.socket.begin()

    async def end(self) -> None:
        """Take in nothing new."""
        if self.socket is not None:
            await self.socket.end()
        if self._learning is not None:
            self._learning.cancel()
            await asyncio.gather(self._learning, return_exceptions=True)
        await self.api.close()

    async def _learn(self, one: OneWorkspace, began: datetime) -> None:
        """Ask Slack whose token it is: until then every workspace is taken for its own."""
        while True:
            answer = await self.api.ask(self.token, "auth.test", {})
            if isinstance(answer, Mapping):
                team = str(answer["team_id"])
                one.knows(bot_user=str(answer.get("user_id") or ""), team=team, scopes=())
                await self._revive(team, began)
                return
            structlog.get_logger("bedside.slack").warning("slack_unknown_token", kind=type(answer).__name__)
            await asyncio.sleep(LEARN_S)

    async def _revive(self, team: str, began: datetime) -> None:
        """The workspace was given up with an earlier token: this one works, if that was before ``began``."""
        book = self.conversations
        if book is not None and await book.dead_reason(
            Conversation(SlackMessenger.platform, team, WHOLE_TENANT)
        ):
            await book.revive_tenant(SlackMessenger.platform, team, began)


def connect(
    settings: Settings, workshop: Workshop, service: Service, cipher: Cipher, clock: Clock
) -> SlackPlatform:
    """Connect Slack to ``workshop``; ``settings.slack`` is true."""
    token = settings.slack_token.get_secret_value() if settings.slack_token else ""
    one = OneWorkspace(token) if token else None
    vault = SqlSlackVault(workshop.database, cipher, clock)
    many = oauth.ManyWorkspaces(vault)
    installations: Installations = one or many
    api = Api(installations, settings.slack_api_url or SLACK)
    workshop.messengers[SlackMessenger.platform] = SlackMessenger(api)
    kept = SqlKeptCards(workshop.database, cipher, clock)
    workshop.handlers[WORK] = _Handler(_errands(api, workshop, service, kept, clock))
    bolt = app.build(api, installations)
    inbound.mount(
        bolt,
        Reception(
            inbox=workshop.inbox,
            later=_Later(workshop.inbox),
            conversations=workshop.conversations,
            installations=installations,
            api=api,
            pack=service.pack,
            service=service,
            clock=clock,
            tenant=settings.tenant if one is not None else None,
        ),
    )
    if service.own is not None and one is not None:
        offers = QuarterlyOffers(service.own, clock, settings.tenant, SlackMessenger.platform)
        workshop.sweepers.append(offers.sweep)
    secrets = settings.slack_secrets
    flow = _flow(settings, api, many, oauth.States(vault), workshop) if one is None else None
    return SlackPlatform(
        api=api,
        status=_status(settings, one is not None),
        clock=clock,
        routes=http.routes(bolt, Edge(secrets, time.time), flow) if secrets else None,
        socket=Socket(bolt, api, settings.slack_app_token.get_secret_value())
        if settings.slack_app_token
        else None,
        one=one,
        conversations=workshop.conversations,
        token=token,
    )


def _errands(api: Api, workshop: Workshop, service: Service, kept: SqlKeptCards, clock: Clock) -> Errands:
    messages, answering, sender = Messages(api), workshop.answering, workshop.sender
    reviews = Reviews(messages, answering, sender, workshop.outbound, kept, service, clock)
    places = Places(api, sender, workshop.conversations, service)
    return Errands(api, messages, answering, sender, reviews, places, Whereabouts(api))


def _flow(
    settings: Settings, api: Api, many: oauth.ManyWorkspaces, states: oauth.States, workshop: Workshop
) -> oauth.Flow:
    client_id = settings.slack_client_id or ""
    secret = settings.slack_client_secret.get_secret_value() if settings.slack_client_secret else ""
    many.rotate_with(api.loose_client, client_id, secret)

    async def revive(place: str) -> None:
        await workshop.conversations.revive_tenant(SlackMessenger.platform, place)

    url = settings.public_url
    return oauth.flow(
        api.loose_client(),
        many,
        states,
        revive,
        client_id=client_id,
        client_secret=secret,
        redirect_uri=url.rstrip("/") + http.REDIRECT if url else None,
        authorization_url=_authorization_url(settings.slack_api_url),
    )


def _authorization_url(api_url: str | None) -> str | None:
    """Where administrators consent: beside the API, wherever that is."""
    if not api_url or api_url.rstrip("/") == SLACK.rstrip("/"):
        return None
    return api_url.rstrip("/").removesuffix("/api") + "/oauth/v2/authorize"


def _status(settings: Settings, single: bool) -> str:
    whose = "one workspace, by its token" if single else "every workspace that installs it, at /slack/install"
    ways = [
        *(["Socket Mode"] if settings.slack_app_token else []),
        *(["POST /slack/events"] if settings.slack_secrets else []),
    ]
    if not ways:
        return "a token is set, but neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET: nothing can come in"
    return f"{whose}; {' and '.join(ways)}"


class _Later:
    """Leaves errands in the inbox."""

    def __init__(self, inbox: SqlInbox) -> None:
        self._inbox = inbox

    async def accept(self, errand: Errand) -> bool:
        """See ``adapters.slack.inbound.Later``."""
        return await self._inbox.leave(Kept(errand.key, WORK, errand.lock, errand.written()))

    async def withdraw(self, key: str) -> None:
        """See ``adapters.slack.inbound.Later``."""
        await self._inbox.done(key)  # which takes its words away


class _Handler:
    """Errands as a job engine knows work."""

    retry = Retry()

    def __init__(self, errands: Errands) -> None:
        self._errands = errands

    async def handle(self, key: str, work: str) -> None:
        """Do it."""
        await self._errands.do(key, work)

    async def give_up(self, key: str, work: str) -> None:
        """Tell whoever waits."""
        await self._errands.give_up(key, work)
