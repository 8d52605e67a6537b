"""Things that are kept for somebody for a few minutes, and taken once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol


class Offers(Protocol):
    """One for each kind of thing."""

    async def offer(self, what: Mapping[str, str], within: timedelta) -> str:
        """Keep ``what`` until it is taken with the key that is returned, once, or the time is over.

        Raises:
            BookUnavailable: Nothing was kept.
        """
        ...

    async def take(self, key: str) -> dict[str, str] | None:
        """What was offered under this key; a second time, in whatever process, it is not there any more.

        Raises:
            BookUnavailable: It was not taken.
        """
        ...
