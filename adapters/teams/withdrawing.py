"""Takes back what was said about words that were changed or deleted, when its turn comes."""

import json
from enum import StrEnum
from typing import Any

from adapters.jobs.errand import Before
from adapters.kept import KeptCards, Standing
from adapters.teams.actions import Answers
from adapters.teams.outbound import TeamsMessenger
from adapters.teams.reference import PLATFORM
from adapters.teams.render import outgoing
from bot.cards import Card, NoteCard
from bot.commands import Request
from bot.delivery import Conversation, Throttled, Unknown
from bot.desk_commands import Keep
from bot.errors import DeliveryError, TryLater
from bot.model import Actor
from bot.taking_back import EDITED, deleted

WITHDRAW = "teams.withdraw"
"""The kind of work in the inbox."""


class Why(StrEnum):
    """What happened to the words."""

    EDITED = "edited"
    DELETED = "deleted"


def payload(conversation: Conversation, actor: Actor, key: str, version: str, why: Why) -> str:
    """What the work says; no word of a draft."""
    return json.dumps(told(conversation, actor, key, version, why))


def told(conversation: Conversation, actor: Actor, key: str, version: str, why: Why) -> dict[str, Any]:
    """Whose words were changed or deleted, where, and which version came then; ids and codes."""
    return {
        "actor": actor.id,
        "organization": actor.tenant,
        "tenant": conversation.tenant,
        "place": conversation.id,
        "reference": dict(conversation.reference),
        "key": key,
        "version": version,
        "why": why.value,
    }


class Withdrawing:
    """Does the work; doing it twice changes nothing. ``retry`` is the workshop's: how often it is tried."""

    def __init__(self, answers: Answers, messenger: TeamsMessenger, kept: KeptCards, retry: Any) -> None:
        self.retry = retry
        self._answers = answers
        self._messenger = messenger
        self._kept = kept

    async def handle(self, key: str, work: str) -> None:
        """Take back what ``payload`` was given; see ``take_back``."""
        await self.take_back(json.loads(work))

    async def give_up(self, key: str, work: str) -> None:
        """Nobody waits for it."""

    async def take_back(self, told: Any) -> Before:
        """Put a sentence in place of every message about the old words; forget the cards and the words.

        Returns:
            The words as they were, while they were kept, and the entries of their reviews.

        Raises:
            TryLater: Teams asks to wait.
            DeliveryError: It is not known to have worked.
        """
        messages = [one for one in await self._kept.standing(told["key"]) if _is_old(one, told)]
        reviews = [one for message in messages if (one := await self._review_of(message, told))]
        before = Before(await self._words(reviews, told), tuple(reviews))
        # The words first: while the cards are there, another attempt still finds them.
        answers = [await self._forget(review, told) for review in reviews]
        note = EDITED if Why(told["why"]) is Why.EDITED else deleted(answers)
        for message in messages:
            await self._kept.forget(_place(message, told), message.message_id)
            await self._show(message, told, note)
        return before

    async def _review_of(self, message: Standing, told: Any) -> str:
        card = await self._kept.recall(_place(message, told), message.message_id)
        return card.decision_id if card is not None else ""

    async def _words(self, reviews: list[str], told: Any) -> str | None:
        """The latest of them that are still kept; ``standing`` gives the oldest message first."""
        for review in reversed(reviews):
            draft = await self._answers.kept_draft(told["organization"], review)
            if draft is not None:
                return draft.text
        return None

    async def _forget(self, review: str, told: Any) -> Card:
        actor = Actor(told["actor"], tenant=told["organization"])
        key = f"{told['key']}:forget:{review}"
        return await self._answers.handle(Request(actor, PLATFORM, Keep(review, "deleted"), key))

    async def _show(self, message: Standing, told: Any, note: NoteCard) -> None:
        place = _place(message, told)
        shown = await self._messenger.show(place, message.message_id, outgoing(note))
        if isinstance(shown, Throttled):
            raise TryLater("throttled", shown.after)
        if isinstance(shown, Unknown):
            raise DeliveryError(shown.code)


def _is_old(message: Standing, told: Any) -> bool:
    """Whether it answers the words that were there before; a pointer says nothing of them."""
    newest = f"{told['key']}:edit:{told['version']}"
    return not message.key.endswith(":pointer") and not message.key.startswith(newest)


def _place(message: Standing, told: Any) -> Conversation:
    return Conversation(PLATFORM, told["tenant"], message.conversation, reference=told["reference"])
