"""How to reach a person directly: through which installation, under which account."""

from collections.abc import AsyncIterator

from bot.cards import Card
from bot.delivery import Conversation
from bot.errors import Undeliverable
from bot.people import DeskPolicy
from bot.ports import ConversationBook
from bot.sending import Sender


class Reaching:
    """Speaks to a person wherever they have an account on a connected platform."""

    def __init__(self, people: DeskPolicy, conversations: ConversationBook, sender: Sender) -> None:
        self._people = people
        self._conversations = conversations
        self._sender = sender

    async def tell(self, key: str, person: str, card: Card, home: tuple[str, str] = ("", "")) -> bool:
        """Bring ``card`` to ``person``, once under ``key``; returns whether anybody was told.

        Args:
            key: The message's own key.
            person: The person's id.
            card: What to say.
            home: Platform and tenant to try first.

        Raises:
            TryLater: The platform asks to wait.
            BedsideError: It did not work this time; run it again.
        """
        async for through, account in self._ways(person, home):
            try:
                place = await self._sender.direct(through, account)
                await self._sender.finish(f"{key}:{through.lock}", place, card)
            except Undeliverable:  # known under another account, or in another installation
                continue
            return True
        return False

    async def put_right(self, key: str, channel: str, card: Card) -> bool:
        """Have ``channel``, such as ``slack:T1:C1``, show ``card``, in place of what ``key`` showed before.

        A channel that Bedside is not in, or that was archived, is passed over. Raises as ``tell`` does.
        """
        platform, tenant, conversation = channel.split(":", 2)
        place = await self._channel(platform, tenant, conversation) if self._sender.speaks(platform) else None
        if place is None:
            return False
        try:
            await self._sender.show(f"{key}:{place.lock}", place, card)
        except Undeliverable:
            return False
        return True

    async def _channel(self, platform: str, tenant: str, conversation: str) -> Conversation | None:
        """The channel as it was last seen, else by way of its installation."""
        seen = await self._conversations.recall(platform, tenant, conversation)
        if seen is not None:
            return seen
        for through in await self._conversations.installations(platform):
            if through.tenant == tenant:
                return Conversation(platform, tenant, conversation, reference=through.reference)
        return None

    async def _ways(self, person_id: str, home: tuple[str, str]) -> AsyncIterator[tuple[Conversation, str]]:
        """Each installation to try with the person's account there; home comes first."""
        person = self._people.people.get(person_id)
        accounts = [account.partition(":") for account in (person.accounts if person else (person_id,))]
        for platform, _, account in sorted(accounts, key=lambda parts: parts[0] != home[0]):
            if account and self._sender.speaks(platform):
                found = await self._conversations.installations(platform)
                for through in sorted(found, key=lambda seen: (seen.platform, seen.tenant) != home):
                    yield through, account
