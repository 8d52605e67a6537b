"""Takes back what was said about words that were changed or deleted, when its turn comes."""

import json
from enum import StrEnum
from typing import Any

from adapters.kept import KeptCards
from adapters.teams.actions import Answers
from adapters.teams.outbound import TeamsMessenger
from adapters.teams.reference import PLATFORM
from adapters.teams.render import outgoing
from adapters.teams.wording import DELETED, EDITED
from bot.commands import Request
from bot.delivery import Conversation, Throttled, Unknown
from bot.desk_commands import Keep
from bot.errors import DeliveryError, TryLater
from bot.model import Actor

WITHDRAW = "teams.withdraw"
"""The kind of work in the inbox."""


class Why(StrEnum):
    """What happened to the words."""

    EDITED = "edited"
    DELETED = "deleted"


NOTES = {Why.EDITED: EDITED, Why.DELETED: DELETED}


def payload(conversation: Conversation, actor: Actor, key: str, version: str, why: Why) -> str:
    """What the work says; no word of a draft."""
    return json.dumps(
        {
            "actor": actor.id,
            "organization": actor.tenant,
            "tenant": conversation.tenant,
            "place": conversation.id,
            "reference": dict(conversation.reference),
            "key": key,
            "version": version,
            "why": why.value,
        }
    )


class Withdrawing:
    """Does the work; doing it twice changes nothing. ``retry`` is the workshop's: how often it is tried."""

    def __init__(self, answers: Answers, messenger: TeamsMessenger, kept: KeptCards, retry: Any) -> None:
        self.retry = retry
        self._answers = answers
        self._messenger = messenger
        self._kept = kept

    async def handle(self, key: str, work: str) -> None:
        """Put a sentence in place of every message about the old words; forget the cards and the words.

        Raises:
            TryLater: Teams asks to wait.
            DeliveryError: It is not known to have worked.
        """
        told: Any = json.loads(work)
        newest = f"{told['key']}:edit:{told['version']}"
        for message in await self._kept.standing(told["key"]):
            if message.key.endswith(":pointer") or message.key.startswith(newest):
                continue
            place = Conversation(PLATFORM, told["tenant"], message.conversation, reference=told["reference"])
            await self._forget(place, message.message_id, told)
            shown = await self._messenger.show(place, message.message_id, outgoing(NOTES[Why(told["why"])]))
            if isinstance(shown, Throttled):
                raise TryLater("throttled", shown.after)
            if isinstance(shown, Unknown):
                raise DeliveryError(shown.code)

    async def _forget(self, place: Conversation, message_id: str, told: Any) -> None:
        """The words first: while the card is there, another attempt still finds them."""
        card = await self._kept.recall(place, message_id)
        if card is not None and card.decision_id:
            actor = Actor(told["actor"], tenant=told["organization"])
            key = f"{told['key']}:forget:{card.decision_id}"
            command = Keep(card.decision_id, "deleted")
            await self._answers.handle(Request(actor, PLATFORM, command, key))
        await self._kept.forget(place, message_id)

    async def give_up(self, key: str, work: str) -> None:
        """Nobody waits for it."""
