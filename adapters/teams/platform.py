"""Teams put together: settings in, an endpoint and a messenger out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.kept import Chores, KeptCards
from adapters.teams.actions import Actions, Answers, explainer
from adapters.teams.activity import Activity
from adapters.teams.clouds import Cloud
from adapters.teams.connector import Connector
from adapters.teams.credentials import Tokens
from adapters.teams.endpoint import Reply, TeamsEndpoint
from adapters.teams.errands import WORK, Errands
from adapters.teams.files import Files, Get
from adapters.teams.gate import Gate, OpenGate, TokenGate
from adapters.teams.inbound import Inbound
from adapters.teams.invokes import Invokes
from adapters.teams.outbound import TeamsMessenger
from adapters.teams.reference import References
from adapters.teams.signing_keys import SigningKeys
from adapters.teams.withdrawing import WITHDRAW, Withdrawing
from bot.answering import Answering
from bot.ports import ConversationBook, Inbox
from bot.sending import Sender


@dataclass(frozen=True, slots=True)
class Ground:
    """What the platform stands on."""

    inbox: Inbox
    conversations: ConversationBook
    answers: Answers
    kept: KeptCards
    chores: Chores
    references: References
    answering: Answering
    sender: Sender
    tenant: str
    retry: Any


@dataclass(frozen=True, slots=True)
class Teams:
    """The platform, ready: mount ``endpoint``, add ``messenger`` and ``handlers`` to the workshop."""

    endpoint: TeamsEndpoint
    messenger: TeamsMessenger
    handlers: Mapping[str, Any]
    keys: SigningKeys | None
    _actions: Actions

    async def close(self) -> None:
        """Let what runs end."""
        await self._actions.close()
        await self.messenger.close()


def connect(
    ground: Ground,
    cloud: Cloud,
    tokens: Tokens,
    *,
    app_id: str,
    tenants: frozenset[str],
    anonymous: bool = False,
    get: Get | None = None,
) -> Teams:
    """Put the platform together.

    Args:
        ground: What it stands on.
        cloud: Microsoft's, or one on this machine.
        tokens: With which it speaks.
        app_id: Whose tokens it lets in.
        tenants: Whose people it serves.
        anonymous: Let everybody in. Only for a server that nobody but this machine can reach.
        get: Fetches files; another one in tests.
    """
    keys = None if anonymous else SigningKeys(cloud.openid_url)
    gate: Gate = OpenGate() if keys is None else TokenGate(app_id, cloud, keys)
    messenger = TeamsMessenger(
        Connector(cloud.hosts, tokens), ground.references, ground.kept, explainer(ground.answers)
    )
    files = Files(cloud.download_hosts, get)
    withdrawing = Withdrawing(ground.answers, messenger, ground.kept, ground.retry)
    errands = Errands(ground.answering, ground.sender, files, withdrawing, ground.retry)
    actions = Actions(ground.answers, ground.kept, messenger, ground.inbox)
    inbound = Inbound(
        ground.inbox,
        ground.conversations,
        ground.references,
        actions,
        files=files,
        chores=ground.chores,
        tenant=ground.tenant,
    )
    turns = _Turns(inbound, Invokes(inbound, actions, ground.inbox, ground.references))
    return Teams(
        TeamsEndpoint(gate, turns, tenants=() if anonymous else tenants, hosts=cloud.hosts),
        messenger,
        {WITHDRAW: withdrawing, WORK: errands},
        keys,
        actions,
    )


class _Turns:
    def __init__(self, inbound: Inbound, invokes: Invokes) -> None:
        self._inbound = inbound
        self._invokes = invokes

    async def take(self, activity: Activity) -> Reply:
        taker = self._invokes if activity.type == "invoke" else self._inbound
        return await taker.take(activity)
