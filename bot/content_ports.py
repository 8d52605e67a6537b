"""Where it is kept when an organization last wrote about each of its pillars: a day each, and no person."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol


class PillarBook(Protocol):
    """Keeps one day for each pillar. Raises ``BookUnavailable`` when nothing was read or changed."""

    async def saw(self, tenant: str, counted: Collection[str], touched: Collection[str], on: date) -> None:
        """Somebody wrote about ``touched``; of the others in ``counted``, the first day is kept as theirs."""
        ...

    async def last(self, tenant: str) -> Mapping[str, date]:
        """The last day on which somebody wrote about each pillar, or since when it is counted."""
        ...
