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

    async def _ways(self, person_id: str, home: tuple[str, str]) -> AsyncIterator[tuple[Conversation, str]]:
        """Each installation to try with the person's account there; home comes first."""
        person = self._people.people.get(person_id)
        accounts = [account.partition(":") for account in (person.accounts if person else (person_id,))]
        for platform, _, account in sorted(accounts, key=lambda parts: parts[0] != home[0]):
            if account and self._sender.speaks(platform):
                found = await self._conversations.installations(platform)
                for through in sorted(found, key=lambda seen: (seen.platform, seen.tenant) != home):
                    yield through, account
