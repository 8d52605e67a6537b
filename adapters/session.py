"""A signed-in person, and where sessions are kept."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from adapters.offers import Offers
from bot.people import VOUCHED_FOR

LASTS = VOUCHED_FOR
"""A session ends after so long, whatever is done in it."""

IDLE = timedelta(hours=1)
"""And after so long in which nothing is."""


LINK_LASTS = timedelta(minutes=10)
"""How long a one-time link, or a trip to the issuer, may take."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person, by the pack's id; ``roles`` are those that a directory vouched for.

    ``subject`` is the issuer and its name for the account; empty after a one-time link.
    """

    person: str
    name: str
    roles: tuple[str, ...]
    tenant: str
    csrf: str
    subject: str = field(default="", repr=False)


class Sessions(Offers, Protocol):
    """Who is signed in, and ways to sign in that were begun."""

    async def begin(
        self, person: str, name: str, roles: tuple[str, ...], tenant: str, subject: str = ""
    ) -> str:
        """Sign somebody in; returns the key for the browser's cookie."""
        ...

    async def find(self, key: str) -> Session | None:
        """Who holds this key, if the session has not ended."""
        ...

    async def end(self, key: str) -> None:
        """Sign out."""
        ...
