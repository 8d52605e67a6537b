"""A digest on its way, as it lies in the inbox; and what a job does with it."""

import json
from datetime import date, datetime

from adapters.jobs.attempt import PATIENT, Retry
from adapters.jobs.payload import UnknownPayload
from bot.delivery import Conversation
from bot.digest_sending import DigestSending, Dispatch

KIND = "digest"


class Digesting:
    """Implements ``adapters.jobs.attempt.Handler`` for digests."""

    def __init__(self, sending: DigestSending, retry: Retry = PATIENT) -> None:
        self._sending = sending
        self.retry = retry

    async def handle(self, key: str, work: str) -> None:
        """Send it."""
        await self._sending.send(read(work))

    async def give_up(self, key: str, work: str) -> None:
        """It was tried often enough. Nobody waits for a digest, so nobody is told but the administrator."""
        await self._sending.skip(read(work), "gave_up")


def write(dispatch: Dispatch) -> str:
    """``dispatch`` as text."""
    place = dispatch.conversation
    told = {
        "platform": place.platform,
        "tenant": place.tenant,
        "conversation": place.id,
        "organization": dispatch.organization,
        "day": dispatch.day.isoformat(),
        "until": dispatch.until.isoformat(),
        "asked": dispatch.asked,
        "mark": dispatch.mark,
    }
    return json.dumps(told)


def read(text: str) -> Dispatch:
    """The dispatch that ``write`` was given.

    Raises:
        UnknownPayload: It was written by a newer version, or by nobody.
    """
    try:
        told = json.loads(text)
        return Dispatch(
            Conversation(told["platform"], told["tenant"], told["conversation"]),
            told["organization"],
            date.fromisoformat(told["day"]),
            datetime.fromisoformat(told["until"]),
            bool(told["asked"]),
            str(told["mark"]),
        )
    except (ValueError, KeyError, TypeError):
        raise UnknownPayload("A digest in the inbox cannot be read by this version of Bedside.") from None
