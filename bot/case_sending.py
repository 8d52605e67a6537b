"""Brings news of a case to a person, or to the card of a channel."""

from bot.case_desk import channel_card
from bot.case_notices import CaseNotice, CaseWhy, card_for, still_concerns
from bot.desk import Desk
from bot.reaching import Reaching
from bot.recalled import labels


class CaseSending:
    """What a job does with such news; a second run of the same job changes nothing."""

    def __init__(self, desk: Desk, reaching: Reaching) -> None:
        self._desk = desk
        self._reaching = reaching

    async def send(self, notice: CaseNotice) -> bool:
        """Tell the person, unless it is no news any more; returns whether anybody was told.

        Raises:
            TryLater: The platform asks to wait.
            BedsideError: It did not work this time; run it again.
        """
        desk, at = self._desk, self._desk.clock.now()
        now = await desk.books.cases.get(notice.tenant, notice.case_id)
        if now is None or not still_concerns(notice, now, desk.policy, at):
            return False
        if notice.why is CaseWhy.QUEUE:
            key = f"queue:{now.tenant}:{now.id}"
            return await self._reaching.put_right(key, notice.person, channel_card(desk, now))
        card, where = card_for(notice, now, desk.policy, at, labels(now.signs, desk.pack)), now.conversation
        home = (where.get("platform", ""), where.get("tenant", ""))
        return await self._reaching.tell(notice.key, notice.person, card, home)
