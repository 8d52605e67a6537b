"""Sends one digest to one conversation; a second run of the same job changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.delivery import Conversation
from bot.digest import key_of
from bot.digest_book import SubscriptionBook
from bot.digests import Digests
from bot.errors import TryLater, Undeliverable
from bot.ports import Clock, ConversationBook
from bot.sending import Sender

HOLD_S = 300.0
"""How long to wait before looking again whether a held digest may go."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A digest on its way.

    Attributes:
        day: The local day that it belongs to.
        until: From then on it is too late.
        asked: Somebody asked for this one; it needs no subscription.
        mark: Tells it from another of the same day, where somebody asked for a second one.
    """

    conversation: Conversation
    organization: str
    day: date
    until: datetime
    asked: bool = False
    mark: str = ""

    @property
    def key(self) -> str:
        """One for each conversation and local day."""
        key = key_of(self.conversation.lock, self.day)
        return f"{key}:{self.mark}" if self.mark else key


class DigestSending:
    """What a job does with a dispatch."""

    def __init__(
        self,
        digests: Digests,
        book: SubscriptionBook,
        conversations: ConversationBook,
        sender: Sender,
        clock: Clock,
    ) -> None:
        self._digests = digests
        self._book = book
        self._conversations = conversations
        self._sender = sender
        self._clock = clock

    async def send(self, dispatch: Dispatch) -> None:
        """Send it, unless nobody wants it any more or it is too late.

        Raises:
            TryLater: It is held, or the platform asks to wait.
            Undeliverable: Nobody can be reached there; that is written down.
            BedsideError: It did not work this time; run it again.
        """
        if (obstacle := await self._obstacle(dispatch)) is not None:
            await self.skip(dispatch, obstacle)
            return
        standing = await self._book.standing(dispatch.organization)
        if standing.obstacle is not None:
            raise TryLater(standing.obstacle, HOLD_S)
        card = await self._digests.card(dispatch.organization, dispatch.day)
        if card is None:
            await self.skip(dispatch, "no_tip")
            return
        try:
            await self._sender.finish(dispatch.key, await self._where(dispatch), card)
        except Undeliverable as error:
            await self.skip(dispatch, str(error))
            raise
        await self._book.settle(dispatch.conversation, dispatch.day, "sent")

    async def skip(self, dispatch: Dispatch, code: str) -> None:
        """Write down that this one does not come."""
        await self._book.settle(dispatch.conversation, dispatch.day, "skipped", code)

    async def _obstacle(self, dispatch: Dispatch) -> str | None:
        if self._clock.now() >= dispatch.until:
            return "late"
        if dispatch.asked or await self._book.subscription(dispatch.conversation) is not None:
            return None
        return "unsubscribed"

    async def _where(self, dispatch: Dispatch) -> Conversation:
        """The conversation as it was last seen: its address may have changed."""
        place = dispatch.conversation
        return await self._conversations.recall(place.platform, place.tenant, place.id) or place
