"""A reminder on its way, as it lies in the inbox; and what a job does with it."""

import structlog
from pydantic import TypeAdapter, ValidationError

from adapters.jobs.attempt import Retry
from adapters.jobs.notices import PATIENT
from adapters.jobs.payload import UnknownPayload
from bot.reminder_sending import Reminder, ReminderSending

KIND = "reminder"
_FORM = TypeAdapter(Reminder)


class Reminding:
    """Implements ``adapters.jobs.attempt.Handler`` for reminders."""

    def __init__(self, sending: ReminderSending, retry: Retry = PATIENT) -> None:
        self._sending = sending
        self.retry = retry

    async def handle(self, key: str, work: str) -> None:
        """Send it."""
        if not await self._sending.send(read(work)):
            structlog.get_logger("bedside.presence").debug("reminder_not_sent")

    async def give_up(self, key: str, work: str) -> None:
        """It was tried often enough; a day later the sweep looks again."""


def write(reminder: Reminder) -> str:
    """``reminder`` as text."""
    return _FORM.dump_json(reminder).decode()


def read(text: str) -> Reminder:
    """The reminder that ``write`` was given.

    Raises:
        UnknownPayload: It was written by a newer version, or by nobody.
    """
    try:
        return _FORM.validate_json(text)
    except ValidationError:
        raise UnknownPayload("A reminder in the inbox cannot be read by this version of Bedside.") from None
