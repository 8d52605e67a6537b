"""What somebody is told without having asked, as it lies in the inbox; and what a job does with it."""

from collections.abc import Awaitable, Callable
from typing import Generic, Protocol, TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError

from adapters.database.inbox import Work
from adapters.jobs.attempt import PATIENT
from adapters.jobs.payload import UnknownPayload
from bot.case_notices import CaseNotice
from bot.notices import Notice
from bot.reminder_sending import Reminder


class News(Protocol):
    """One piece of news. Its fields are all there is of it."""

    @property
    def key(self) -> str:
        """The same however often it is worked out."""
        ...

    @property
    def lock(self) -> str:
        """News with the same lock go out one after another."""
        ...


Told = TypeVar("Told", bound=News)


class Kind(Generic[Told]):
    """One kind of news: what its work is called in the inbox, and how it is written there."""

    def __init__(self, name: str, form: type[Told], log: str) -> None:
        """``log`` is the name of the logger that says what was not sent."""
        self.name = name
        self.log = log
        self._form = TypeAdapter(form)

    def work(self, news: Told) -> Work:
        """The job that tells ``news``."""
        return Work(news.key, self.name, news.lock, self.write(news))

    def write(self, news: Told) -> str:
        """``news`` as text."""
        return self._form.dump_json(news).decode()

    def read(self, text: str) -> Told:
        """The news that ``write`` was given.

        Raises:
            UnknownPayload: It was written by a newer version, or by nobody.
        """
        try:
            return self._form.validate_json(text)
        except ValidationError:
            raise UnknownPayload(
                f"A {self.name} in the inbox cannot be read by this version of Bedside."
            ) from None


NOTICE = Kind("notice", Notice, "bedside.desk")
CASE_NOTICE = Kind("case_notice", CaseNotice, "bedside.desk")
REMINDER = Kind("reminder", Reminder, "bedside.presence")


class Telling(Generic[Told]):
    """Implements ``adapters.jobs.attempt.Handler`` for one kind of news."""

    def __init__(self, kind: Kind[Told], send: Callable[[Told], Awaitable[bool]]) -> None:
        """``send`` returns whether anybody was told; news that are none by then are not sent."""
        self._kind = kind
        self._send = send
        self.retry = PATIENT

    async def handle(self, key: str, work: str) -> None:
        """Send it."""
        if not await self._send(self._kind.read(work)):
            structlog.get_logger(self._kind.log).debug(f"{self._kind.name}_not_sent", id=key)

    async def give_up(self, key: str, work: str) -> None:
        """It was tried often enough; the page shows the same, and what is still due is looked for again."""
