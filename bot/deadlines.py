"""Watches deadlines: the author is told before one, deputies come in after it, nothing lies forgotten."""

from datetime import timedelta

from bot import deciding
from bot.approval import State, Submission, clock
from bot.cards import NoteCard
from bot.delivery import Conversation
from bot.desk import Desk
from bot.errors import DeliveryError
from bot.moves import is_near
from bot.ports import ConversationBook
from bot.sending import Sender

AHEAD = timedelta(hours=3)
"""Further than any warning is given; see ``bot.moves.SOON``."""


class Deadlines:
    """Looks now and then. Two that look at the same time change and say nothing twice."""

    def __init__(self, desk: Desk, conversations: ConversationBook, sender: Sender) -> None:
        self._desk = desk
        self._conversations = conversations
        self._sender = sender

    async def look(self) -> int:
        """Do what is due now; returns how many submissions changed."""
        now = self._desk.clock.now()
        changed = 0
        for submission in await self._desk.books.submissions.due(now + AHEAD):
            after = await deciding.tick(self._desk, submission)
            if after is None and is_near(submission, now):
                after = await deciding.warn(self._desk, submission)
            if after is not None:
                changed += 1
                await self._tell(after)
        return changed

    async def _tell(self, now: Submission) -> None:
        """The author, where the question was asked; one who asked on the page sees it at the desk."""
        where = now.conversation
        if not where.get("id"):
            return
        found = await self._conversations.recall(where["platform"], where["tenant"], where["id"])
        if found is None:
            return
        where_to = Conversation(found.platform, found.tenant, found.id, "", found.reference, found.zone)
        try:
            await self._sender.finish(f"deadline:{now.id}:{now.revision}", where_to, NoteCard(told(now)))
        except DeliveryError:
            return  # the desk still shows it


def told(now: Submission) -> str:
    """What an author is told of a deadline, without a word of the draft."""
    what = f"Your {now.outlet} {now.kind} ({now.id})"
    if now.state is State.EXPIRED:
        return f"{what} was not answered in time. You can send it again; the deputies were asked as well."
    if now.deputized:
        return f"{what} was not answered in time, so the deputies were asked, until {clock(now.due_at)}."
    return f"{what} still waits. Answer is due by {clock(now.due_at)}; after that the deputies are asked."
