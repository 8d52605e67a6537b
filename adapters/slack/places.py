"""What is shown to somebody who did not send a draft: the home tab, the welcome, one's own latest reviews."""

from dataclasses import dataclass, replace

from adapters.jobs.errand import Errand
from adapters.slack import home
from adapters.slack.api import Api
from adapters.slack.origin import PLATFORM
from adapters.slack.outcomes import raise_unless_final
from bot.cards import NoteCard, as_text
from bot.commands import Request
from bot.desk_cards import QueueCard
from bot.desk_commands import ShowQueue
from bot.digest_commands import ShowDigest
from bot.personal_cards import GuideCard
from bot.personal_commands import ShowMine
from bot.ports import ConversationBook, Entry, LogQuery
from bot.queueing import for_whom
from bot.sending import Sender
from bot.service import Service

LATEST = 5
QUEUE = 10
"""Drafts listed on the home tab; all of them are on the desk page."""


@dataclass(frozen=True, slots=True)
class Places:
    """Shows them; each may be shown again."""

    api: Api
    sender: Sender
    conversations: ConversationBook
    service: Service

    async def show_home(self, errand: Errand) -> None:
        """Publish the home tab of whoever opened it."""
        where, actor = errand.event.conversation, errand.event.request.actor
        view = home.home(await self._shown_at_home(errand))
        answer = await self.api.call(where, "views.publish", {"user_id": actor.id, "view": view})
        raise_unless_final(answer)

    async def _shown_at_home(self, errand: Errand) -> home.Shown:
        request, direct = errand.event.request, str(errand.detail.get("direct") or "")
        mine, queue = await self._queue(request, mine=True), None
        own = await self.service.handle(replace(request, command=ShowMine()))
        if self.service.desk is not None:
            queue = for_whom(await self._queue(request), self.service.desk.person(request))
        place = replace(errand.event.conversation, id=direct or request.actor.id)
        tips = await self.service.handle(replace(request, command=ShowDigest()), place)
        page = own if isinstance(own, GuideCard) else None
        return home.Shown(await self._latest(errand), mine, queue, as_text(tips), direct, page)

    async def _queue(self, request: Request, *, mine: bool = False) -> QueueCard | None:
        card = await self.service.handle(replace(request, command=ShowQueue(limit=QUEUE, mine=mine)))
        return card if isinstance(card, QueueCard) else None

    async def welcome(self, errand: Errand) -> None:
        """Once per person: afterwards the conversation is known."""
        where = errand.event.conversation
        if await self.conversations.recall(where.platform, where.tenant, where.id) is None:
            key = f"slack:welcome:{where.tenant}:{where.id}"
            await self.sender.finish(key, where, NoteCard(home.WELCOME))
            await self.conversations.remember(where)

    async def tell_status(self, errand: Errand) -> None:
        """Tell somebody, and nobody else, the own latest reviews."""
        event = errand.event
        where = await self.sender.private(event.conversation, event.request.actor.id)
        await self.sender.finish(event.key, where, NoteCard(home.status(await self._latest(errand))))

    async def _latest(self, errand: Errand) -> tuple[Entry, ...]:
        actor = errand.event.request.actor
        query = LogQuery(event="reviewed", actor=actor.id, limit=LATEST)
        return (await self.service.entries(actor, query, PLATFORM)).entries
