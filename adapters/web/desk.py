"""What the routes of the web platform share: the core's door, what was set, the figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from adapters.kept_rules import KeptRules
from adapters.policy_proposal import Proposals
from adapters.web.access import WebSettings
from adapters.web.meters import Meters
from adapters.web.pending import ASK_AGAIN, PendingAnswers
from bot.cards import Card, ReviewCard
from bot.commands import Request
from bot.model import Actor
from bot.service import Service

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Desk:
    """Hands requests to the service and counts its answers."""

    service: Service
    settings: WebSettings
    meters: Meters
    rules: KeptRules
    proposals: Proposals | None = None
    """Works out changes of the pack, where it is known where the pack lies."""
    pending: PendingAnswers | None = None
    """Where there is none, no language model is asked from the page."""

    async def answer(self, request: Request) -> Card:
        """The service's answer.

        Raises:
            DraftError: The draft cannot be reviewed as it is.
        """
        with self.meters.review_timed():
            card = await self.service.handle(request)
        if isinstance(card, ReviewCard):
            self.meters.reviewed(card, request.platform)
        return card

    async def pend(self, asked: Request, card: Card, form: "DataclassInstance") -> str | None:
        """Keep ``card`` where a model is to read it, too; the word by which the page asks for that."""
        if self.pending is None or not await self.service.asks_model(asked, card):
            return None
        return await self.pending.keep(asked, card, form)

    async def advised(self, word: str, actor: Actor) -> tuple[Card, Mapping[str, str]]:
        """The answer kept under ``word`` with what a model adds, and the form that it was asked with."""
        pending = await self.pending.take(word, actor) if self.pending is not None else None
        if pending is None:
            return ASK_AGAIN, {}
        return await self.service.advise(pending.asked, pending.card), pending.form


def today() -> date:
    """The day on which an authorization must be in force."""
    return datetime.now(UTC).date()
