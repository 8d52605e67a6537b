"""Lets a language model look at what the rules answered first: it may add, and takes nothing away.

The way: the card of the deterministic answer -> ``redact`` -> the adviser -> what is believed of it -> the
same card with that added -> an entry of the log about each call. Whatever goes wrong, the card that was there
stays, with the reason on it.
"""

from typing import TypeVar

from bot.advising_complaints import ComplaintTurn
from bot.advising_drafts import DraftTurn
from bot.advising_turn import Ports
from bot.asking import Asker
from bot.cards import ReviewCard
from bot.commands import Request
from bot.model_calls import Mode
from bot.reply_cards import RespondCard

Advised = TypeVar("Advised", ReviewCard, RespondCard)


class Advising:
    """What the service does with a language model. It awaits its ports and does no other I/O."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def allowed(self, tenant: str) -> bool:
        """Say whether texts of this workspace may go to a model."""
        return await self._ports.switch.mode(tenant) is not Mode.OFF

    async def concerns(self, request: Request, card: object) -> bool:
        """Say whether a model is to look at ``card``."""
        return isinstance(card, ReviewCard | RespondCard) and await self.allowed(request.actor.tenant)

    async def look(
        self, request: Request, card: ReviewCard | RespondCard, *, batch: bool = False
    ) -> ReviewCard | RespondCard:
        """As ``advise``, for whoever does not care which kind of card it is."""
        if isinstance(card, ReviewCard):
            return await self.advise(request, card, batch=batch)
        return await self.advise(request, card, batch=batch)

    async def advise(self, request: Request, card: Advised, *, batch: bool = False) -> Advised:
        """``card`` with what the model adds, or with the reason why it adds nothing.

        Args:
            request: What was asked; with a key each entry is written once.
            card: The deterministic answer.
            batch: Nobody waits: the longer deadline holds.
        """
        mode = await self._ports.switch.mode(request.actor.tenant)
        if mode is Mode.OFF:
            return card
        pack = self._ports.pack()
        turn = (
            self._ports,
            request,
            pack,
            Asker(request.actor.tenant, self._ports.prompts, pack),
            mode,
            self._ports.adviser.limit(batch=batch),
        )
        if isinstance(card, ReviewCard):
            return await DraftTurn(*turn).advised(card)
        return await ComplaintTurn(*turn).advised(card)
