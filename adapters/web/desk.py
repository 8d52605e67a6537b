"""What the routes of the web platform share: the core's door, what was set, the figures."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from adapters.policy_proposal import Proposals
from adapters.web.access import WebSettings
from adapters.web.meters import Meters
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


def today() -> date:
    """The day on which an authorization must be in force."""
    return datetime.now(UTC).date()
