"""What the listeners hand things to, before they acknowledge."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from adapters.jobs.errand import Errand
from adapters.slack import origin
from adapters.slack.api import Api
from adapters.slack.errands import Withdrawal, Work
from adapters.slack.forms import View
from adapters.slack.installations import Installations
from adapters.slack.origin import Payload
from bot.cards import Card, NoteCard
from bot.commands import Command, Request
from bot.delivery import Conversation, Event
from bot.outcomes import is_same
from bot.policy import PolicyPack
from bot.ports import Clock, ConversationBook, Inbox
from bot.service import Service

LATE = "Slack did not let me open the window in time. Please press once more."
TELL_S = 2.0
"""How long it may take to tell somebody what failed: the acknowledgement, due in three, waits for it."""


class Later(Protocol):
    """Where errands are left, and drafts taken back."""

    async def accept(self, errand: Errand) -> bool:
        """Keep ``errand`` with its job, once per key.

        Raises:
            NotAccepted: Nothing was kept.
        """
        ...

    async def withdraw(self, key: str) -> None:
        """What waits under ``key`` is not to be done any more."""
        ...


@dataclass(frozen=True, slots=True)
class Reception:
    """What the listeners hand things to.

    Attributes:
        tenant: Whose decision log is written where one workspace is served; ``None`` gives each its own.
    """

    inbox: Inbox
    later: Later
    conversations: ConversationBook
    installations: Installations
    api: Api
    pack: PolicyPack
    service: Service
    clock: Clock
    tenant: str | None = None

    async def take(self, work: Work | Withdrawal | None) -> None:
        """Keep ``work``; after this it may be acknowledged."""
        match work:
            case Event():
                await self.inbox.accept(work)
            case Errand():
                await self.later.accept(work)
            case Withdrawal(key, after):
                await self.later.withdraw(key)
                await self.later.accept(after)

    async def open(self, body: Payload, view: View, *, method: str = "views.open") -> bool:
        """Open a form for whoever pressed or typed; False when Slack would not.

        ``views.push`` lays it over the form in which a button was pressed.
        """
        who = origin.of_body(body)
        arguments = {"trigger_id": body["trigger_id"], "view": view}
        return isinstance(await self.api.call(who.place(""), method, arguments), Mapping)

    async def show(self, body: Payload, view: View, *, method: str = "views.open") -> None:
        """As ``open``, for a button: whoever pressed it is told when Slack would not."""
        if not await self.open(body, view, method=method):
            await tell(self.api, body, LATE)

    async def ask(self, body: Payload, command: Command, where: Conversation | None = None) -> Card:
        """What the core answers at once, without a key: what cannot be recorded is told on the card."""
        if origin.of_body(body).stranger:
            return NoteCard(origin.STRANGER, failed=True)
        return await self.service.handle(self.request(body, command), where)

    def request(self, body: Payload, command: Command) -> Request:
        """``command`` as asked by whoever pressed, typed or sent."""
        return Request(origin.of_body(body).actor(self.tenant), origin.PLATFORM, command)

    def is_as_reviewed(self, text: str, fingerprint: str) -> bool:
        """Say whether ``text`` is what was reviewed; a form changes blanks at the ends and line ends."""
        desk = self.service.desk
        return desk is not None and is_same(text, fingerprint, desk.fingerprinter.fingerprint)


async def tell(api: Api, body: Payload, text: str) -> None:
    """Say it to whoever pressed a button or a shortcut, and to nobody else.

    On the home tab and in a window Slack gives no way to; there the button only does nothing.
    """
    url = body.get("response_url")
    if url:
        said = {"response_type": "ephemeral", "replace_original": False, "text": text}
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TELL_S):
                await api.respond(str(url), said)
