"""What needs more than the database before it is answered: a file to fetch, a draft that was changed."""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from adapters.jobs.errand import Before, Errand, reviewing
from adapters.teams.files import Files
from adapters.teams.withdrawing import Withdrawing
from bot.answering import WORKING, Answering
from bot.commands import ReviewDraft
from bot.delivery import Event
from bot.errors import DraftError
from bot.model import Draft
from bot.sending import Sender

WORK = "teams.errand"
"""The kind of work in the inbox."""


class Kind(StrEnum):
    """What is to be done before the answer: ``file`` and ``changed`` in the detail say with what."""

    READ = "read"


class Errands:
    """Does errands; every one may run again at any point. ``retry`` says how often one is tried."""

    def __init__(
        self, answering: Answering, sender: Sender, files: Files, withdrawing: Withdrawing, retry: Any
    ) -> None:
        self.retry = retry
        self._answering = answering
        self._sender = sender
        self._files = files
        self._withdrawing = withdrawing

    async def handle(self, key: str, work: str) -> None:
        """Take back what was said about the words before, fetch the file, then answer.

        Raises:
            TryLater: Teams asks to wait.
            Undeliverable: Nobody can be told.
            BedsideError: It did not work this time; run it again.
        """
        errand = Errand.read(work, Kind)
        event, before = errand.event, Before()
        if changed := errand.detail.get("changed"):
            before = await self._withdrawing.take_back(changed)
        if url := errand.detail.get("file"):
            event = await self._with_words(event, str(url))
        await self._answering.answer(_beside(event, before))

    async def give_up(self, key: str, work: str) -> None:
        """Tell whoever waits for an answer."""
        await self._answering.apologize(Errand.read(work, Kind).event)

    async def _with_words(self, event: Event, url: str) -> Event:
        """``event`` with the words of a file; the person sees meanwhile that it is being read."""
        if event.privately is None:
            await self._sender.announce(event.key, event.conversation, WORKING)
        try:
            return reviewing(event, Draft(await self._files.text(url)))
        except DraftError as error:
            return replace(event, refusal=str(error))


def _beside(event: Event, before: Before) -> Event:
    """A review beside the version before it; anything else that was asked stays what it is."""
    command = event.request.command
    if event.refusal is not None or not isinstance(command, ReviewDraft):
        return event
    return reviewing(event, command.draft, before)
