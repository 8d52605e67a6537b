"""Brings a notice to a person: in a direct message on a platform where the person has an account."""

from collections.abc import AsyncIterator

from bot.approval import Submission
from bot.delivery import Conversation
from bot.desk import Desk
from bot.errors import Undeliverable
from bot.notices import Notice, card_for, still_concerns
from bot.ports import ConversationBook
from bot.sending import Sender


class NoticeSending:
    """What a job does with a notice; a second run of the same job changes nothing."""

    def __init__(self, desk: Desk, conversations: ConversationBook, sender: Sender) -> None:
        self._desk = desk
        self._conversations = conversations
        self._sender = sender

    async def send(self, notice: Notice) -> bool:
        """Tell the person, unless it is no news any more; returns whether anybody was told.

        Somebody without an account on a connected platform is told by the desk's page alone.

        Raises:
            TryLater: The platform asks to wait.
            BedsideError: It did not work this time; run it again.
        """
        desk, now = self._desk, await self._desk.books.submissions.get(notice.tenant, notice.submission_id)
        at = desk.clock.now()
        if now is None or not still_concerns(notice, now, desk.policy, at):
            return False
        card = card_for(notice, now, desk.policy, at)
        async for through, account in self._ways(notice.person, now):
            try:
                place = await self._sender.direct(through, account)
                await self._sender.finish(f"{notice.key}:{through.lock}", place, card)
            except Undeliverable:  # known under another account, or in another installation
                continue
            return True
        return False

    async def _ways(self, person_id: str, now: Submission) -> AsyncIterator[tuple[Conversation, str]]:
        """Each installation to try with the person's account there; where it was sent from comes first."""
        person = self._desk.policy.people.get(person_id)
        accounts = [account.partition(":") for account in (person.accounts if person else (person_id,))]
        asked_on = now.conversation.get("platform")
        for platform, _, account in sorted(accounts, key=lambda parts: parts[0] != asked_on):
            if account and self._sender.speaks(platform):
                for through in await self._installations(platform, now):
                    yield through, account

    async def _installations(self, platform: str, now: Submission) -> list[Conversation]:
        found = await self._conversations.installations(platform)
        where = now.conversation
        home = (where.get("platform"), where.get("tenant"))
        return sorted(found, key=lambda seen: (seen.platform, seen.tenant) != home)
