"""What is kept of a model between calls: what each workspace spent, and what an endpoint understands."""

import time
from collections import defaultdict
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from adapters.model.ladder import Abilities
from bot.errors import BedsideError

Kept = TypeVar("Kept")


async def quietly(kept: Awaitable[Kept]) -> Kept | None:
    """What a book says; nothing where it is down, which costs the limits and not the answer."""
    with suppress(BedsideError):
        return await kept
    return None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens read and written together, of a day and of its month."""

    day: int = 0
    month: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one question took: requests, tokens, and money in millionths of the currency of the prices."""

    calls: int
    tokens_in: int
    tokens_out: int
    millionths: int


class UsageBook(Protocol):
    """What workspaces spent, by day."""

    async def used(self, tenant: str, day: date) -> Usage:
        """What ``tenant`` spent on ``day`` and in its month."""
        ...

    async def add(self, tenant: str, day: date, cost: Cost) -> None:
        """Add to what ``tenant`` spent on ``day``."""
        ...


class AbilityBook(Protocol):
    """What endpoints understand, by address and model."""

    async def known(self, endpoint: str, model: str) -> tuple[Abilities, float] | None:
        """What was found, and when somebody last checked that it works, in seconds since 1970."""
        ...

    async def keep(self, endpoint: str, model: str, abilities: Abilities, *, checked: bool = False) -> None:
        """Keep what was found; ``checked`` says that somebody just tried it."""
        ...


class UsageInMemory:
    """For one process and its life: the bare command line, and evaluation."""

    def __init__(self) -> None:
        self.days: defaultdict[tuple[str, date], list[Cost]] = defaultdict(list)

    async def used(self, tenant: str, day: date) -> Usage:
        """As ``UsageBook.used``."""
        costs = {
            of: sum(cost.tokens_in + cost.tokens_out for cost in costs)
            for (who, of), costs in self.days.items()
            if who == tenant and (of.year, of.month) == (day.year, day.month)
        }
        return Usage(costs.get(day, 0), sum(costs.values()))

    async def add(self, tenant: str, day: date, cost: Cost) -> None:
        """As ``UsageBook.add``."""
        self.days[tenant, day].append(cost)


class AbilitiesInMemory:
    """For one process and its life."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[Abilities, float]] = {}

    async def known(self, endpoint: str, model: str) -> tuple[Abilities, float] | None:
        """As ``AbilityBook.known``."""
        return self._known.get((endpoint, model))

    async def keep(self, endpoint: str, model: str, abilities: Abilities, *, checked: bool = False) -> None:
        """As ``AbilityBook.keep``."""
        _, before = self._known.get((endpoint, model), (abilities, 0.0))
        self._known[endpoint, model] = (abilities, time.time() if checked else before)
