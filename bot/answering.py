"""Answers one event: placeholder, review, the answer in the placeholder's place.

Every step may run again after a crash: the placeholder is posted once, the decision is recorded once
under the event's key, the answer is an update.
"""

from dataclasses import replace

from bot.advice_told import interrupted, waiting
from bot.cards import Card, NoteCard
from bot.commands import Request, ReviewDraft
from bot.delivery import Conversation, Event, reference
from bot.errors import DraftError, PolicyError, Undeliverable
from bot.ports import Afterwards
from bot.sending import Sender
from bot.service import Service

WORKING = NoteCard("Bedside is reading your draft…")
MOMENT = NoteCard("One moment…")
PLACEHOLDERS = (WORKING, MOMENT)
"""What stands until the answer does; a platform that said so already need not say it again."""
POINTER = NoteCard("I answered you in a direct message, so that only you see it.")
UNREACHABLE = NoteCard(
    "I answer in private only, and could not reach you there. Please add me to your own apps, or write to me "
    "directly; then ask again.",
    failed=True,
)
APOLOGY = (
    "I am sorry: this could not be answered, although I tried several times. What you sent is kept encrypted "
    "for a week, so that your administrator can try it once more; or send it again. Reference {}."
)


def apology(key: str) -> NoteCard:
    """What whoever sent the event with this key is told in the end; the reference finds it again."""
    return NoteCard(APOLOGY.format(reference(key)), failed=True)


class Answering:
    """What a job does with an event."""

    def __init__(self, service: Service, sender: Sender, afterwards: Afterwards | None = None) -> None:
        """Stand on the service and the sender.

        Args:
            service: Answers.
            sender: Sends.
            afterwards: Goes on where a language model reads, too; without it none is asked.
        """
        self._service = service
        self._sender = sender
        self._afterwards = afterwards

    async def answer(self, event: Event) -> None:
        """Answer ``event``; running it again changes nothing that was done.

        Raises:
            TryLater: The platform asks to wait.
            Undeliverable: Nobody can be told.
            BedsideError: It did not work this time; run it again.
        """
        try:
            where = await self._where(event)
        except Undeliverable:
            if event.privately is None or event.quietly:
                raise
            await self._sender.finish(f"{event.key}:pointer", event.conversation, UNREACHABLE)
            return
        if event.refusal is None:  # a sentence that is known already needs no placeholder
            reads = isinstance(event.request.command, ReviewDraft)
            await self._sender.announce(event.key, where, WORKING if reads else MOMENT)
        await self._say(event, where, await self.card(event))
        if event.privately is not None and not event.quietly and where.lock != event.conversation.lock:
            await self._sender.finish(f"{event.key}:pointer", event.conversation, POINTER)

    async def _say(self, event: Event, where: Conversation, card: Card) -> None:
        """The answer, for good; or for the moment, while a language model reads, too."""
        asked = _with_key(event)
        if self._afterwards is None or not await self._service.asks_model(asked, card):
            await self._sender.finish(event.key, where, card)
        elif not await self._sender.is_over(event.key):
            await self._afterwards.promise(event)
            await self._sender.show(event.key, where, waiting(card))
            self._afterwards.begin(event, lambda: self._advise(event, where, card))

    async def _advise(self, event: Event, where: Conversation, card: Card) -> None:
        """Put what the model adds in the answer's place, unless the answer was taken back meanwhile."""
        better = await self._service.advise(_with_key(event), card)
        if not await self._sender.is_over(event.key):
            await self._sender.finish(event.key, where, better, instead_of=waiting(card))

    async def conclude(self, event: Event) -> None:
        """End what was left undone when a process stopped between an answer and the model's part in it.

        Raises:
            TryLater: The platform asks to wait.
            Undeliverable: Nobody can be told.
            BedsideError: It did not work this time; run it again.
        """
        if await self._sender.is_over(event.key):
            return
        card = await self.card(event)
        await self._sender.finish(
            event.key, await self._where(event), interrupted(card), instead_of=waiting(card)
        )

    async def apologize(self, event: Event) -> None:
        """Tell the person that there will be no answer; raises as ``answer`` does."""
        await self._sender.finish(event.key, await self._where(event), apology(event.key))

    async def _where(self, event: Event) -> Conversation:
        if event.privately is None:
            return event.conversation
        return await self._sender.private(event.conversation, event.privately)

    async def card(self, event: Event) -> Card:
        """What is said to ``event``; nothing is sent.

        The request's own key counts where it has one: what is done under it is recorded once.
        """
        if event.refusal is not None:
            return NoteCard(event.refusal, failed=True)
        try:
            return await self._service.handle(_with_key(event), event.conversation)
        except (DraftError, PolicyError) as error:  # another attempt would say the same
            return NoteCard(str(error), failed=True)


def _with_key(event: Event) -> Request:
    return event.request if event.request.key is not None else replace(event.request, key=event.key)
