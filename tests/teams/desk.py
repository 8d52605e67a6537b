"""Bedside's Teams platform around a local channel: real endpoint, real sends, real database."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from adapters.chart import draw_mix
from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox
from adapters.database.kept_cards import SqlChores, SqlKeptCards
from adapters.keys import Cipher, Ed25519Signer
from adapters.teams.activity import Activity, read
from adapters.teams.clouds import CLOUDS
from adapters.teams.connector import AT_ONCE, Connector
from adapters.teams.outbound import TeamsMessenger, Typing
from adapters.teams.platform import Ground, Teams, connect
from adapters.teams.reference import References
from adapters.workshop import Workshop, equip
from bot.delivery import Conversation
from bot.policy import PolicyPack
from bot.ports import Entry, LogQuery, Reader
from bot.service import Service
from tests.adapters.workshops import SOON, engine_for, until_ended
from tests.services import a_service_over
from tests.teams.channel import APP_ID, TENANT, Channel
from tests.waiting import until_told
from tests.web import the_pack

PEOPLE = {"dana": "communications", "carl": "communications", "cleo": "compliance", "pia": "privacy"}
MERCY = {
    "name": "Mercy",
    "desk": {
        "people": [
            {"id": name, "name": name.capitalize(), "roles": [role], "accounts": [f"teams:aad-{name}"]}
            for name, role in PEOPLE.items()
        ]
        + [{"id": "ann", "name": "Ann", "roles": [], "accounts": ["teams:aad-ann"]}],
        "approval": [{"role": "communications", "need": "any", "hours": 8}],
    },
}
HOSTS = frozenset({"127.0.0.1", "localhost"})
HASTY = Typing(every_s=0.05)
REFERENCES = References(Cipher([bytes(32)]))


def a_token() -> str:
    """What Bedside shows the connector."""
    return "our-token"


def local_cloud(channel: Channel) -> Any:
    """The commercial cloud, as it looks on this machine."""
    return replace(CLOUDS["commercial"], openid_url=channel.openid_url, hosts=HOSTS)


def an_activity(channel: Channel, **changes: Any) -> Activity:
    """An activity as the endpoint reads it."""
    return read(json.dumps(channel.activity(**changes)).encode())


def a_place(channel: Channel, **changes: Any) -> Conversation:
    """Where an activity was said."""
    return REFERENCES.conversation(an_activity(channel, **changes))


@asynccontextmanager
async def a_messenger(
    tokens: Any = a_token, *, typing: Typing = HASTY, deadline_s: float = 30.0, at_once: int = AT_ONCE
) -> AsyncIterator[TeamsMessenger]:
    """A messenger that reaches this machine only."""
    connector = Connector(HOSTS, tokens, at_once=at_once, deadline_s=deadline_s)
    messenger = TeamsMessenger(connector, REFERENCES, typing=typing)
    try:
        yield messenger
    finally:
        await messenger.close()


def a_person(name: str) -> dict[str, Any]:
    """What is said in somebody's private conversation."""
    return {
        "from": {"id": f"29:{name}", "name": name.capitalize(), "aadObjectId": f"aad-{name}"},
        "conversation": {"id": f"a:{name}", "conversationType": "personal", "tenantId": TENANT},
    }


def a_service(
    database: Database,
    log: SqlDecisionLog,
    pack: PolicyPack,
    inbox: SqlInbox | None = None,
    reader: Reader | None = None,
) -> Service:
    """The service with a desk and digests, all of it in ``database``."""
    return a_service_over(database, log, pack, inbox, reader, draw=draw_mix)


class Bench:
    """The whole platform over a local channel: what Teams sends goes in at ``post``."""

    def __init__(
        self, channel: Channel, teams: Teams, workshop: Workshop, log: SqlDecisionLog, service: Service
    ) -> None:
        self.channel, self.teams, self.workshop = channel, teams, workshop
        self.log, self.service = log, service

    async def post(self, activity: dict[str, Any]) -> tuple[int, Any]:
        """Send an activity, signed as Teams signs."""
        token = self.channel.token(serviceurl=activity["serviceUrl"])
        return await self.teams.endpoint.handle(json.dumps(activity).encode(), self.channel.headers(token))

    async def say(self, text: str, **changes: Any) -> dict[str, Any]:
        """Send a message; gives the activity."""
        activity = self.channel.activity(text, **changes)
        assert (await self.post(activity))[0] == 200
        return activity

    async def press(
        self, button: dict[str, Any], picked: dict[str, str] | None = None, who: str = "ann", **changes: Any
    ) -> Any:
        """Press a button of the last message that somebody has; gives what Teams is answered."""
        data = {**button["data"], **(picked or {})}
        value = {
            "action": {"type": "Action.Execute", "verb": button["verb"], "data": data},
            "trigger": "manual",
        }
        said = {"replyToId": self.message_id(who), **a_person(who), **changes}
        return await self.post(self.channel.invoke("adaptiveCard/action", value, **said))

    def message_id(self, who: str = "ann") -> str:
        """The last message in somebody's private conversation."""
        return next((c["id"] for c in reversed(self._to(who))), "m0")

    def card_of(self, who: str = "ann") -> dict[str, Any]:
        """The card that stands last in somebody's private conversation."""
        return self._to(who)[-1]["body"]["attachments"][0]["content"]  # type: ignore[no-any-return]

    def _to(self, who: str) -> list[dict[str, Any]]:
        calls = [c for c in self.channel.calls if f"/a:{who}/" in c["path"] and c["id"]]
        return [c for c in calls if c["body"].get("type") == "message"]

    async def accepted(self) -> int:
        """How much work was taken in, done or not: what was not asked for is not among it."""
        return sum((await self.workshop.inbox.counts()).values())

    async def idle(self) -> None:
        """Wait until nothing is left to do."""

        async def idle() -> bool:
            return not set(await self.workshop.inbox.counts()) - {"done", "dead"}

        await until_told(idle)

    async def settled(self, count: int = 1) -> None:
        """Wait until so much work is done."""
        await until_ended(self.workshop, count)

    async def entries(self, event: str | None = None) -> tuple[Entry, ...]:
        """What the log keeps."""
        return await self.log.find("local", LogQuery(event=event))

    @property
    def last(self) -> dict[str, Any]:
        """The last message as Teams was told to show it."""
        return self.channel.messages[-1]

    @property
    def last_id(self) -> str:
        """The id of the last message that arrived."""
        return next(
            c["id"] for c in reversed(self.channel.calls) if c["id"] and c["body"]["type"] == "message"
        )

    @property
    def card(self) -> dict[str, Any]:
        """The card of the last message."""
        return self.last["attachments"][0]["content"]  # type: ignore[no-any-return]


@asynccontextmanager
async def a_bench(
    database: Database,
    channel: Channel,
    *,
    pack: PolicyPack | None = None,
    judging: Callable[[SqlDecisionLog], Service] | None = None,
    get: Any = None,
    work: bool = True,
    tenant: str = TENANT,
) -> AsyncIterator[Bench]:
    """The platform at work, judging by ``pack``, else by the small one of the web's tests."""
    clock, cipher = SystemClock(), Cipher([bytes(32)])
    log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), clock)
    jobs = engine_for(database)
    inbox = SqlInbox(database, jobs, cipher, clock)
    service = (
        judging(log)
        if judging is not None
        else a_service(database, log, pack or the_pack(organization=MERCY), inbox)
    )
    workshop = equip(database, jobs, cipher, clock, service, inbox=inbox, retry=SOON)
    ground = Ground(
        inbox=workshop.inbox,
        conversations=workshop.conversations,
        answers=service,
        kept=SqlKeptCards(database, cipher, clock),
        chores=SqlChores(workshop.inbox),
        references=REFERENCES,
        answering=workshop.answering,
        sender=workshop.sender,
        tenant="local",
        retry=SOON,
    )
    teams = connect(
        ground,
        local_cloud(channel),
        a_token,
        app_id=APP_ID,
        tenants=frozenset({tenant}),
        get=get,
    )
    workshop.messengers["teams"] = teams.messenger
    workshop.handlers.update(teams.handlers)
    if work:
        workshop.begin()
    try:
        yield Bench(channel, teams, workshop, log, service)
    finally:
        await workshop.end(2.0)
        await teams.close()
