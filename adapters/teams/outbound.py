"""Speaks in Teams: implements ``bot.ports.Messenger``."""

import asyncio
import contextlib
import json
import secrets
from dataclasses import dataclass, replace

import structlog

from adapters.kept import KeptCard, KeptCards
from adapters.teams.connector import FORBIDDEN, Answer, Connector
from adapters.teams.pressable import addressed
from adapters.teams.reference import PLATFORM, Reference, References, address
from adapters.teams.render import Outgoing, has_buttons, message, parts
from adapters.teams.render_desk import Explain
from bot.answering import PLACEHOLDERS
from bot.cards import Card, Part, ReviewCard
from bot.delivery import (
    Conversation,
    Dead,
    Found,
    Missing,
    Opened,
    Pace,
    Paces,
    Posted,
    Refused,
    Sent,
    Throttled,
    Unknown,
    Updated,
)
from bot.errors import BookUnavailable
from bot.reply_cards import RespondCard

PACES = Paces(conversation=Pace(1.8, burst=4), tenant=Pace(25.0, burst=20))
"""Teams takes 8 messages in 2 s and 60 in 30 s of one conversation, 50 calls a second of one tenant."""


@dataclass(frozen=True, slots=True)
class Typing:
    """The sign that somebody types: Teams shows it for a few seconds; after a minute it would only mislead.

    Attributes:
        every_s: How often it is shown again.
        for_s: When it ends, whatever comes.
        first_s: How long a message waits for it; a slow one is overtaken.
    """

    every_s: float = 3.0
    for_s: float = 60.0
    first_s: float = 0.5


PATIENCE_S = 2.0
"""How long to wait where Teams asks for patience and does not say how much."""

_random = secrets.SystemRandom()


class TeamsMessenger:
    """One call a message; what became of it is an outcome, never an exception."""

    platform = PLATFORM
    paces = PACES

    def __init__(
        self,
        connector: Connector,
        references: References,
        kept: KeptCards | None = None,
        explain: Explain = str,
        typing: Typing = Typing(),
    ) -> None:
        self._typing_sign = typing
        self._connector = connector
        self._references = references
        self._kept = kept
        self._explain = explain
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._log = structlog.get_logger("bedside.teams")

    def parts(self, card: Card) -> int:
        """How many messages ``card`` takes."""
        return parts(card)

    async def post(self, conversation: Conversation, card: Card | Part, key: str) -> Posted:
        """Post ``card``; while it only says that an answer comes, people see somebody type."""
        reference = self._references.of(conversation)
        if reference is None:
            return Dead("reference_unreadable")
        if card in PLACEHOLDERS:
            await self._begin_typing(conversation, reference)
        else:
            self._end_typing(conversation)
        outgoing = message(card, self._explain)
        sent = _for(reference, outgoing)
        posted = self._posted(await self._connector.post(reference, address(conversation), sent))
        if isinstance(posted, Sent):
            await self._keep(conversation, posted.id, card, outgoing)
        return posted

    async def update(self, conversation: Conversation, message_id: str, card: Card | Part) -> Updated:
        """Put ``card`` in place of what the message said."""
        self._end_typing(conversation)
        outgoing = message(card, self._explain)
        updated = await self.show(conversation, message_id, outgoing)
        if isinstance(updated, Sent):
            await self._keep(conversation, message_id, card, outgoing)
        return updated

    async def show(self, conversation: Conversation, message_id: str, outgoing: Outgoing) -> Updated:
        """Put something of Teams' own in place of what the message said."""
        reference = self._references.of(conversation)
        if reference is None:
            return Dead("reference_unreadable")
        sent = _for(reference, outgoing)
        answer = await self._connector.update(reference, address(conversation), message_id, sent)
        return self._updated(answer, message_id)

    async def find(self, conversation: Conversation, key: str) -> Found:
        """Bots cannot read what stands in a conversation of Teams."""
        return Unknown("cannot_look")

    async def private(self, conversation: Conversation, person: str) -> Opened:
        """Open the private conversation with ``person``."""
        reference = self._references.of(conversation)
        if reference is None:
            return Dead("reference_unreadable")
        answer = await self._connector.meet(reference, conversation.tenant, person)
        if answer.worked and answer.id:
            return self._references.with_person(conversation, answer.id, person)
        outcome = self._failed(answer)
        return Unknown(outcome.code) if isinstance(outcome, Refused) else outcome

    async def direct(self, conversation: Conversation, person: str) -> Opened:
        """The private conversation, which Teams opens with anybody for whom the app is installed."""
        return await self.private(conversation, person)

    async def close(self) -> None:
        """Stop typing, let the threads go."""
        for task in list(self._typing.values()):
            task.cancel()
        await asyncio.gather(*self._typing.values(), return_exceptions=True)
        await self._connector.close()

    async def _keep(
        self, conversation: Conversation, message_id: str, card: Card | Part, outgoing: Outgoing
    ) -> None:
        """Keep a card with buttons, so that a press changes it; without it, a press still counts."""
        whole = card.card if isinstance(card, Part) else card
        if self._kept is None or outgoing.card is None or not has_buttons(outgoing.card):
            return
        kept = KeptCard(_entry_of(whole), message_id, json.dumps(outgoing.card))
        try:
            await self._kept.keep(conversation, kept)
        except BookUnavailable:
            self._log.warning("teams_card_not_kept", id=kept.decision_id)

    def _posted(self, answer: Answer) -> Posted:
        """A 5xx may have been delivered all the same, so it is not known; a 429 or 412 was not."""
        if answer.worked:
            return Sent(answer.id) if answer.id else Unknown("no_id")
        return self._failed(answer)

    def _updated(self, answer: Answer, message_id: str) -> Updated:
        if answer.worked:
            return Sent(message_id)
        if answer.status == 404 and answer.code != "ConversationNotFound":
            return Missing()
        return self._failed(answer)

    def _failed(self, answer: Answer) -> Throttled | Unknown | Refused | Dead:
        self._log.warning("teams_send_failed", status=answer.status, code=answer.code)
        if answer == FORBIDDEN:
            return Dead(answer.code)
        match answer.status:
            case 429 | 412:
                wait = PATIENCE_S if answer.retry_after is None else answer.retry_after
                return Throttled(wait + _random.uniform(0.0, 0.5))
            case 403 | 404:
                return Dead(answer.code)
            case 400 | 413 | 415 | 422:
                return Refused(answer.code)
            case 0:
                return Unknown(answer.code)
        return Unknown(f"http_{answer.status}")

    async def _begin_typing(self, conversation: Conversation, reference: Reference) -> None:
        """The sign goes first: one that comes after a message stays although nobody types any more."""
        lock, shown = conversation.lock, asyncio.Event()
        if lock not in self._typing:
            task = asyncio.create_task(self._type(reference, address(conversation), shown))
            self._typing[lock] = task
            task.add_done_callback(lambda done: self._forget(lock, done))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._typing_sign.first_s):
                    await shown.wait()

    def _end_typing(self, conversation: Conversation) -> None:
        if (task := self._typing.pop(conversation.lock, None)) is not None:
            task.cancel()

    def _forget(self, lock: str, done: asyncio.Task[None]) -> None:
        if self._typing.get(lock) is done:
            del self._typing[lock]

    async def _type(self, reference: Reference, place: str, shown: asyncio.Event) -> None:
        """Until the answer is there, something is in the way, or it would only mislead."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._typing_sign.for_s):
                worked = True
                while worked:
                    worked = (await self._connector.typing(reference, place)).worked
                    shown.set()
                    await asyncio.sleep(self._typing_sign.every_s)


def _for(reference: Reference, outgoing: Outgoing) -> Outgoing:
    """``outgoing`` for whoever reads there."""
    if outgoing.card is None:
        return outgoing
    return replace(outgoing, card=addressed(outgoing.card, reference.person))


def _entry_of(card: Card) -> str:
    """The entry that a card answers with; empty where it only shows what others decided."""
    return (card.decision_id or "") if isinstance(card, ReviewCard | RespondCard) else ""
