"""Who gets the digest when, what went out, and whether it may: the nouns, and the port that keeps them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.delivery import Conversation
from bot.digest_numbers import WeekNumbers
from bot.schedule import Run, Schedule
from bot.tips import Used


@dataclass(frozen=True, slots=True)
class Subscription:
    """A conversation with its schedule.

    Attributes:
        organization: Whose tips rotate here, and whose numbers are told: the tenant of the decision log.
        next: The next run.
    """

    conversation: Conversation
    organization: str
    schedule: Schedule
    next: Run


@dataclass(frozen=True, slots=True)
class Week:
    """What every digest of an organization says in one week, fixed when the first of them is made."""

    week: date
    tip: str
    numbers: WeekNumbers | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether digests of an organization may go out: a person approved them, and nobody holds them."""

    approved_by: str | None = None
    approved_at: datetime | None = None
    held_by: str | None = None
    held_since: datetime | None = None

    @property
    def obstacle(self) -> str | None:
        """Why nothing goes out, as a code; ``None`` when nothing is in the way."""
        if self.held_since is not None:
            return "held"
        return None if self.approved_at is not None else "not_approved"


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of a week's digest in one conversation: ``queued``, ``sent`` or ``skipped``, and why."""

    conversation: Conversation
    day: date
    state: str
    code: str = ""


class SubscriptionBook(Protocol):
    """Keeps subscriptions and what was sent. Raises ``BookUnavailable`` when nothing was read or changed."""

    async def subscribe(
        self, conversation: Conversation, organization: str, schedule: Schedule
    ) -> Subscription:
        """Keep or change the subscription; its next run is never in a week that had its digest here."""
        ...

    async def unsubscribe(self, conversation: Conversation) -> bool:
        """Forget it; False when there was none."""
        ...

    async def subscription(self, conversation: Conversation) -> Subscription | None:
        """The subscription of this conversation."""
        ...

    async def subscriptions(self, organization: str, limit: int = 200) -> tuple[Subscription, ...]:
        """Those of an organization, the next to go out first."""
        ...

    async def sendings(self, organization: str, limit: int = 20) -> tuple[Sending, ...]:
        """What became of digests, newest first."""
        ...

    async def settle(self, conversation: Conversation, day: date, state: str, code: str = "") -> None:
        """Write down what became of a queued digest."""
        ...

    async def used(self, organization: str) -> tuple[Used, ...]:
        """Which tips the organization had, oldest first."""
        ...

    async def week(self, organization: str, week: date) -> Week | None:
        """What that week's digests say; ``None`` before the first of them was made."""
        ...

    async def keep_week(self, organization: str, made: Week) -> Week:
        """Fix what the week's digests say; returns what was fixed before, if it was."""
        ...

    async def standing(self, organization: str) -> Standing:
        """Whether digests may go out."""
        ...

    async def approve(self, organization: str, by: str) -> None:
        """They may, from now on."""
        ...

    async def hold(self, organization: str, by: str | None) -> None:
        """Hold them all; ``None`` lets them go again."""
        ...
