"""Where people live, as Slack says; asked once a day, and never in anybody's way."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from adapters.slack.api import Api
from bot.delivery import Conversation

FOR_S = 24 * 3600.0
LOOK_S = 2.0
"""Somebody waits for an answer meanwhile; without a zone the organization's counts."""
MOST = 10_000


class Whereabouts:
    """The time zones of people, by what Slack says of them."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[tuple[str, str], tuple[str, float]] = {}

    async def zone(self, where: Conversation, person: str) -> str | None:
        """The zone of ``person`` there, an IANA name; ``None`` where nobody says it."""
        key, now = (where.tenant, person), time.monotonic()
        zone, until = self._known.get(key, ("", 0.0))
        if until < now and (asked := await self._asked(where, person)) is not None:
            if len(self._known) >= MOST:
                self._known.clear()
            zone = asked
            self._known[key] = (zone, now + FOR_S)
        return zone or None

    async def _asked(self, where: Conversation, person: str) -> str | None:
        """What Slack says; ``None`` where it does not answer in time."""
        try:
            async with asyncio.timeout(LOOK_S):
                said = await self._api.call(where, "users.info", {"user": person})
        except TimeoutError:
            return None
        return zone_in(said) if isinstance(said, Mapping) else None


def zone_in(said: Mapping[str, Any]) -> str:
    """The zone in what ``users.info`` says of somebody; empty where it says none."""
    return str((said.get("user") or {}).get("tz") or "")
