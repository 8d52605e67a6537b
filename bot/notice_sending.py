"""Brings a notice to a person: in a direct message on a platform where the person has an account."""

from bot.approval import Submission
from bot.desk import Desk
from bot.notices import Notice, Why, card_for, still_concerns
from bot.reaching import Reaching
from bot.showing import queue_card


class NoticeSending:
    """What a job does with a notice; a second run of the same job changes nothing."""

    def __init__(self, desk: Desk, reaching: Reaching) -> None:
        self._desk = desk
        self._reaching = reaching

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
        if notice.why is Why.QUEUE:
            return await self._put_right(notice.person, now)
        card, where = card_for(notice, now, desk.policy, at), now.conversation
        home = (where.get("platform", ""), where.get("tenant", ""))
        return await self._reaching.tell(notice.key, notice.person, card, home)

    async def _put_right(self, channel: str, now: Submission) -> bool:
        """The one card of a submission in a channel says how it stands now."""
        entry = await self._desk.log.entry(now.tenant, now.version.decision_id)
        card = queue_card(self._desk, now, entry.decision.findings if entry is not None else ())
        return await self._reaching.put_right(f"queue:{now.tenant}:{now.id}", channel, card)
