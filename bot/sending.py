"""Sends a message so that a second run of the same job changes nothing that people see.

Nobody can make a platform create a message exactly once. So it is created once as a placeholder, its
id is kept, and from then on it is updated, which may be repeated. Where nobody knows whether it was
created, it is looked for; it is only created again with the answer itself, because a person waits.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import Card, NoteCard, Part, as_text
from bot.delivery import (
    Conversation,
    Dead,
    Missing,
    Opened,
    Outbound,
    Posted,
    Refused,
    Sent,
    Throttled,
    Unknown,
    Updated,
)
from bot.errors import DeliveryError, TryLater, Undeliverable
from bot.ports import ConversationBook, Messenger, OutboundBook

REPLACED = NoteCard("This part was replaced: the answer above has the newest words.")
MOST_CREATIONS = 4
"""How often a message is created at most, when nobody knows what became of the earlier attempts."""


class Sender:
    """Sends cards to conversations of any platform that has a messenger."""

    def __init__(
        self, book: OutboundBook, conversations: ConversationBook, messengers: Mapping[str, Messenger]
    ) -> None:
        self._book = book
        self._conversations = conversations
        self._messengers = messengers

    async def announce(self, key: str, conversation: Conversation, card: Card) -> None:
        """Post ``card`` as the placeholder of what ``finish`` will say under the same key, at most once.

        Raises:
            TryLater: The platform, or our own pace, asks to wait.
            Overtaken: Another worker does it.
            Undeliverable: Nobody can be reached there.
        """
        standing = await self._book.standing(key)
        if standing is None:
            await self._create(key, conversation, card, state="sent")
        elif standing.message_id is None:
            await self._look(standing, conversation)

    async def show(self, key: str, conversation: Conversation, card: Card) -> None:
        """Say ``card`` under this key until ``finish`` says the last words; raises as ``finish`` does."""
        await self._say(key, conversation, card, "sent")

    async def is_over(self, key: str) -> bool:
        """Whether the last words under this key were said, or nothing more is to be said there."""
        standing = await self._book.standing(key)
        return standing is not None and standing.state in {"settled", "dead"}

    async def finish(
        self, key: str, conversation: Conversation, card: Card, *, instead_of: Card | None = None
    ) -> None:
        """Make ``card`` the last words of the message with this key.

        A card that takes several messages here gets further ones below it, under keys of their own.

        Args:
            key: The message's own.
            conversation: Where it stands.
            card: What to say.
            instead_of: What ``show`` said: of its messages, those that are not needed any more say so.

        Raises:
            TryLater: The platform, or our own pace, asks to wait.
            Overtaken: Another worker does it.
            Undeliverable: Nobody can be reached there, or nobody knows whether anything arrives.
            DeliveryError: It is not known to have worked; run it again.
        """
        count = await self._say(key, conversation, card, "settled")
        shown = self._messenger(conversation).parts(instead_of) if instead_of is not None else 0
        for number in range(count, shown):
            await self._say_one(_key_of(key, number), conversation, REPLACED, "settled")

    async def _say(self, key: str, conversation: Conversation, card: Card, state: str) -> int:
        """Every message of ``card``; returns how many."""
        count = self._messenger(conversation).parts(card)
        for number in range(count):
            part = card if count == 1 else Part(card, number)
            await self._say_one(_key_of(key, number), conversation, part, state)
        return count

    async def _say_one(self, key: str, conversation: Conversation, card: Card | Part, state: str) -> None:
        standing = await self._book.standing(key)
        if standing is not None:
            if standing.state == "settled":
                return
            if standing.message_id is None:
                standing = await self._look(standing, conversation)
            if standing.message_id is not None and await self._update(standing, conversation, card, state):
                return
        created = await self._create(key, conversation, card, state=state, after=standing)
        if created.message_id is None:
            raise DeliveryError("unknown")

    async def private(self, conversation: Conversation, person: str) -> Conversation:
        """The private conversation with ``person``.

        Raises:
            TryLater: The platform asks to wait.
            Undeliverable: That person cannot be reached.
            DeliveryError: It is not known; run it again.
        """
        return _opened(await self._messenger(conversation).private(conversation, person))

    async def direct(self, conversation: Conversation, person: str) -> Conversation:
        """The direct message with somebody who is not asked for by an event; raises as ``private`` does."""
        return _opened(await self._messenger(conversation).direct(conversation, person))

    def speaks(self, platform: str) -> bool:
        """Say whether the platform is connected."""
        return platform in self._messengers

    async def _create(
        self,
        key: str,
        conversation: Conversation,
        card: Card | Part,
        *,
        state: str,
        after: Outbound | None = None,
    ) -> Outbound:
        if after is not None and after.attempts >= MOST_CREATIONS:
            raise Undeliverable("unknown")
        messenger = self._messenger(conversation)
        message = await self._book.intend(key, conversation, messenger.paces, after)
        posted: Posted = await messenger.post(conversation, card, key)
        if isinstance(posted, Refused) and not isinstance(card, NoteCard):
            posted = await messenger.post(conversation, plain(card), key)
        match posted:
            case Sent(message_id):
                return await self._book.settle(message, state, message_id=message_id)
            case Throttled(after_s):
                await self._book.settle(message, "held")
                raise TryLater("throttled", after_s)
            case Unknown(code):
                return await self._book.settle(message, "unknown", code=code)
            case Refused(code):
                await self._book.settle(message, "dead", code=code)
                raise Undeliverable(code)
            case Dead() as dead:
                raise await self._give_up(message, conversation, dead)

    async def _update(
        self, message: Outbound, conversation: Conversation, card: Card | Part, state: str
    ) -> bool:
        """Say ``card`` in the message's place; False when the message is not there any more."""
        messenger, message_id = self._messenger(conversation), message.message_id or ""
        updated: Updated = await messenger.update(conversation, message_id, card)
        if isinstance(updated, Refused) and not isinstance(card, NoteCard):
            updated = await messenger.update(conversation, message_id, plain(card))
        match updated:
            case Sent():
                await self._book.settle(message, state, message_id=message_id)
                return True
            case Missing():
                return False
            case Throttled(after):
                raise TryLater("throttled", after)
            case Unknown(code):
                raise DeliveryError(code)
            case Refused(code):
                await self._book.settle(message, "dead", message_id=message_id, code=code)
                raise Undeliverable(code)
            case Dead() as dead:
                raise await self._give_up(message, conversation, dead)

    async def _look(self, message: Outbound, conversation: Conversation) -> Outbound:
        """See whether an attempt without an outcome reached the platform after all."""
        if message.state == "held":
            return message
        found = await self._messenger(conversation).find(conversation, message.key)
        if isinstance(found, Sent):
            return await self._book.settle(message, "sent", message_id=found.id)
        return message

    async def _give_up(self, message: Outbound, conversation: Conversation, dead: Dead) -> Undeliverable:
        await self._conversations.mark_dead(conversation, dead.reason, whole_tenant=dead.whole_tenant)
        await self._book.settle(message, "dead", message_id=message.message_id, code=dead.reason)
        return Undeliverable(dead.reason)

    def _messenger(self, conversation: Conversation) -> Messenger:
        try:
            return self._messengers[conversation.platform]
        except KeyError:
            raise DeliveryError("platform_not_connected") from None


def _opened(opened: Opened) -> Conversation:
    match opened:
        case Conversation() as conversation:
            return conversation
        case Throttled(after):
            raise TryLater("throttled", after)
        case Dead() as dead:
            raise Undeliverable(dead.reason)
        case Unknown(code):
            raise DeliveryError(code)


def _key_of(key: str, number: int) -> str:
    """The key of one of a card's messages: the first has the card's own."""
    return key if number == 0 else f"{key}:{number + 1}"


def plain(card: Card | Part) -> NoteCard | Part:
    """The card in words alone, for a platform that refused its layout."""
    if isinstance(card, Part):
        return replace(card, in_words=True)
    return NoteCard(as_text(card), decision_id=card.decision_id)
