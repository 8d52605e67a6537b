"""Puts the quarterly offer of a presence check within reach of people who never asked, once a day."""

from datetime import date

from bot.personal_desk import PersonalDesk
from bot.ports import Clock


class QuarterlyOffers:
    """Any number of workers may do it at once: a record that is there already is left as it is."""

    def __init__(self, own: PersonalDesk, clock: Clock, tenant: str, platform: str) -> None:
        self._own = own
        self._clock = clock
        self._tenant = tenant
        self._platform = platform
        self._done: date | None = None

    async def sweep(self) -> int:
        """Look once a day whether somebody new is named by the pack; returns how many there were.

        Raises:
            BookUnavailable: The database cannot be reached; the next sweep tries again.
        """
        today = self._clock.now().date()
        if today == self._done:
            return 0
        count = await self._own.offer(self._tenant, self._platform)
        self._done = today
        return count
