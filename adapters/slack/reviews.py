"""What happens to a review that stands: its draft is changed, deleted, or said to be published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.jobs.errand import Errand
from adapters.kept import KeptCards, Standing
from adapters.slack import actions, redrawn, stale, thread
from adapters.slack.messages import Messages
from adapters.slack.render import render
from bot.advice_told import READING_TOO
from bot.answering import Answering
from bot.cards import Card
from bot.commands import Request
from bot.desk_cards import SubmissionCard
from bot.desk_commands import Keep
from bot.ports import Clock, OutboundBook
from bot.sending import Sender
from bot.service import Service
from bot.taking_back import deleted

THREAD = 200
"""Messages of a thread among which a review is looked for."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """Changes them; every change may be made again."""

    messages: Messages
    answering: Answering
    sender: Sender
    outbound: OutboundBook
    kept: KeptCards
    service: Service
    clock: Clock

    async def mark_stale(self, errand: Errand) -> None:
        """The draft was changed: its review says so."""
        where = errand.event.conversation
        standing = await self.outbound.standing(errand.detail["draft"])
        if standing is None or standing.message_id is None:
            return  # it was never answered: nothing there that could be out of date
        said = await self.messages.one(where, standing.message_id)
        if said is None:
            return
        edit = actions.Edit.read(errand.detail["edit"])
        message = stale.marked(str(said.get("text") or ""), said.get("blocks") or (), edit)
        await self.messages.change(where, standing.message_id, message)
        # Nothing is added any more: what a language model may still say is about the earlier wording.
        await self.outbound.settle(standing, "settled", message_id=standing.message_id)

    async def pressed(self, errand: Errand) -> None:
        """Do what a button says, and show on the review what is on record from now on.

        Where the review cannot show it, and where there is more to say, it is said below.
        """
        event = errand.event
        key = str(errand.detail.get("once") or event.key)
        card = await self.answering.card(replace(event, request=replace(event.request, key=key)))
        if not await self._redrawn(errand, card) or isinstance(card, SubmissionCard):
            await self.sender.finish(event.key, event.conversation, card)

    async def _redrawn(self, errand: Errand, card: Card) -> bool:
        where, review = errand.event.conversation, str(errand.detail["review"])
        told = redrawn.told_by(card, str(errand.detail.get("words") or ""), self.clock.now())
        if told is None or not where.thread:  # seen once by one person, it cannot be changed
            return False
        said = thread.review_among(await self.messages.of_thread(where, limit=THREAD), review)
        text = str((said or {}).get("text") or "")
        if said is None or READING_TOO in text:  # what is added in a moment would take the line away
            return False
        message = redrawn.redrawn(text, said.get("blocks") or (), told)
        return message is not None and await self.messages.change(where, str(said["ts"]), message)

    async def take_back(self, errand: Errand) -> None:
        """The draft was deleted: its words go, then every message that answered it.

        One sentence stays, in the place of the review, and says whether the words are gone.
        """
        where, request = errand.event.conversation, errand.event.request
        messages = await self.kept.standing(errand.detail["draft"])
        answers = [
            await self._forgotten(request, review)
            for message in messages
            if (review := await self.service.reviewed_under(request.actor.tenant, message.key))
        ]
        for message in messages:
            await self.kept.forget(replace(where, id=message.conversation), message.message_id)
        if messages:
            (note,) = render(deleted(answers))
            await self.messages.change(where, _first(messages, errand).message_id, note)
            for message in messages:
                if message is not _first(messages, errand):
                    await self.messages.remove(where, message.message_id)

    async def _forgotten(self, request: Request, review: str) -> Card:
        key = f"{request.key}:{review}"
        return await self.service.handle(replace(request, command=Keep(review, "deleted"), key=key))


def _first(messages: Sequence[Standing], errand: Errand) -> Standing:
    """The review itself, beside which further parts and versions stand."""
    return next((one for one in messages if one.key == errand.detail["draft"]), messages[0])
