"""A signed-in person, and where sessions are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

LASTS = timedelta(hours=12)
"""A session ends after so long, whatever is done in it."""

IDLE = timedelta(hours=1)
"""And after so long in which nothing is."""


LINK_LASTS = timedelta(minutes=10)
"""How long a one-time link, or a trip to the issuer, may take."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person, by the pack's id; ``roles`` are those that a directory vouched for."""

    person: str
    name: str
    roles: tuple[str, ...]
    tenant: str
    csrf: str


class Sessions(Protocol):
    """Who is signed in, and ways to sign in that were begun."""

    async def begin(self, person: str, name: str, roles: tuple[str, ...], tenant: str) -> str:
        """Sign somebody in; returns the key for the browser's cookie."""
        ...

    async def find(self, key: str) -> Session | None:
        """Who holds this key, if the session has not ended."""
        ...

    async def end(self, key: str) -> None:
        """Sign out."""
        ...

    async def offer(self, what: Mapping[str, str], within: timedelta) -> str:
        """Keep ``what`` until it is taken with the key that is returned, once, or the time is over."""
        ...

    async def take(self, key: str) -> dict[str, str] | None:
        """What was offered under this key; a second time it is not there any more."""
        ...
