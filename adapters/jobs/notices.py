"""A notice on its way, as it lies in the inbox; and what a job does with it."""

import structlog
from pydantic import TypeAdapter, ValidationError

from adapters.jobs.attempt import Retry
from adapters.jobs.payload import UnknownPayload
from bot.notice_sending import NoticeSending
from bot.notices import Notice

KIND = "notice"
PATIENT = Retry(first_s=5.0, most_s=900.0)
"""A platform that is down gets time to come back; what is no news by then is not sent."""
_FORM = TypeAdapter(Notice)


class Noticing:
    """Implements ``adapters.jobs.attempt.Handler`` for notices."""

    def __init__(self, sending: NoticeSending, retry: Retry = PATIENT) -> None:
        self._sending = sending
        self.retry = retry

    async def handle(self, key: str, work: str) -> None:
        """Send it."""
        if not await self._sending.send(read(work)):
            structlog.get_logger("bedside.desk").debug("notice_not_sent", id=key)

    async def give_up(self, key: str, work: str) -> None:
        """It was tried often enough; the desk's page shows the same."""


def write(notice: Notice) -> str:
    """``notice`` as text."""
    return _FORM.dump_json(notice).decode()


def read(text: str) -> Notice:
    """The notice that ``write`` was given.

    Raises:
        UnknownPayload: It was written by a newer version, or by nobody.
    """
    try:
        return _FORM.validate_json(text)
    except ValidationError:
        raise UnknownPayload("A notice in the inbox cannot be read by this version of Bedside.") from None
