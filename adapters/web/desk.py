"""What the routes of the web platform share: the core's door, what was set, the figures."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from adapters.policy_proposal import Proposals
from adapters.web.access import WebSettings
from adapters.web.meters import Meters
from adapters.web.pending import Pending, PendingAnswers
from bot.cards import Card, ReviewCard
from bot.commands import Request
from bot.service import Service


@dataclass(frozen=True, slots=True)
class Desk:
    """Hands requests to the service and counts its answers."""

    service: Service
    settings: WebSettings
    meters: Meters
    proposals: Proposals | None = None
    """Works out changes of the pack, where it is known where the pack lies."""
    pending: PendingAnswers = field(default_factory=PendingAnswers)

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

    async def pend(self, asked: Request, card: Card, form: object) -> str | None:
        """Keep ``card`` where a model is to read it, too; the word by which the page asks for that."""
        if not await self.service.asks_model(asked, card):
            return None
        return self.pending.keep(Pending(asked, card, form))


def today() -> date:
    """The day on which an authorization must be in force."""
    return datetime.now(UTC).date()
