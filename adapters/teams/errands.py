"""What needs more than the database before it is answered: a file to fetch, a draft that was changed."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from adapters.jobs.errand import Before, Errand, reviewing
from adapters.teams.asking import PHOTO, command_of
from adapters.teams.files import Files
from adapters.teams.withdrawing import Withdrawing
from adapters.teams.wording import SOME_UNREAD
from bot.answering import WORKING, Answering
from bot.cards import NoteCard
from bot.commands import ReviewDraft
from bot.delivery import Event
from bot.errors import DraftError
from bot.sending import Sender

WORK = "teams.errand"
"""The kind of work in the inbox."""


class Kind(StrEnum):
    """What is to be done before the answer: ``files`` and ``changed`` in the detail say with what."""

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
        """Take back what was said about the words before, fetch the files, then answer.

        Raises:
            TryLater: Teams asks to wait.
            Undeliverable: Nobody can be told.
            BedsideError: It did not work this time; run it again.
        """
        errand = Errand.read(work, Kind)
        event, before = errand.event, Before()
        if changed := errand.detail.get("changed"):
            before = await self._withdrawing.take_back(changed)
        if (sent := errand.detail.get("files")) is not None:
            event = await self._with_words(errand, sent)
        await self._answering.answer(_beside(event, before))
        if errand.detail.get("unread") and event.refusal is None:
            await self._sender.finish(f"{event.key}:files", event.conversation, NoteCard(SOME_UNREAD))

    async def give_up(self, key: str, work: str) -> None:
        """Tell whoever waits for an answer."""
        await self._answering.apologize(Errand.read(work, Kind).event)

    async def _with_words(self, errand: Errand, sent: Sequence[Sequence[str]]) -> Event:
        """The event with the words of the files, as if they had been typed behind those of the message."""
        event, typed = errand.event, errand.draft
        if event.privately is None:
            await self._sender.announce(event.key, event.conversation, WORKING)
        try:
            texts = [typed.text, *[await self._files.text(kind, url) for kind, url in sent]]
        except DraftError as error:
            return replace(event, refusal=str(error))
        words = "\n\n".join(text for text in texts if text.strip())
        command, refusal = command_of(words, picture=typed.context.attachments == PHOTO)
        return replace(event, request=replace(event.request, command=command), refusal=refusal)


def _beside(event: Event, before: Before) -> Event:
    """A review beside the version before it; anything else that was asked stays what it is."""
    command = event.request.command
    if event.refusal is not None or not isinstance(command, ReviewDraft):
        return event
    return reviewing(event, command.draft, before)
