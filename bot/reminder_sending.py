"""Reminds a person of what is due in their own presence, in a direct message; each reason once."""

from dataclasses import dataclass

from bot.people import nameless
from bot.personal_desk import PersonalDesk
from bot.ports import Clock
from bot.presence_cards import reminder_card
from bot.reaching import Reaching
from bot.reminding import due


@dataclass(frozen=True, slots=True)
class Reminder:
    """That it is time to look whether ``person`` is to be reminded of something.

    ``at`` is the moment for which that was planned, by which it is known again.
    """

    tenant: str
    person: str
    at: str

    @property
    def key(self) -> str:
        """The same however often it is put on its way."""
        return f"{self.lock}:{self.at}"

    @property
    def lock(self) -> str:
        """One reminder a person at a time."""
        return f"reminder:{nameless(self.tenant, self.person)}"


class ReminderSending:
    """What a job does with a reminder; a second run of the same job changes nothing."""

    def __init__(self, own: PersonalDesk, reaching: Reaching, clock: Clock) -> None:
        self._own = own
        self._reaching = reaching
        self._clock = clock

    async def send(self, reminder: Reminder) -> bool:
        """Remind the person of everything that is due; returns whether anybody was told.

        Whoever cannot be reached directly finds the same on their page, and is not tried again for it.

        Raises:
            TryLater: The platform asks to wait.
            BedsideError: It did not work this time; run it again.
        """
        kept = (await self._own.record(reminder.tenant, reminder.person)).personal
        found, told = due(kept, self._clock.now()), False
        if found:
            card = reminder_card(tuple(dict.fromkeys(reason.text for reason in found)))
            told = await self._reaching.tell(reminder.key, reminder.person, card)
        await self._own.told(reminder.tenant, reminder.person, tuple(reason.key for reason in found))
        return told
