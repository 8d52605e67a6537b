"""Teams as the server sees it: the endpoint among its routes, told and closed like any other platform."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from adapters.keys import Cipher
from adapters.settings import Settings
from adapters.teams import http
from adapters.teams.platform import Teams
from adapters.teams_opening import open_teams, told
from adapters.workshop import Workshop
from bot.ports import Clock
from bot.service import Service


@dataclass(frozen=True, slots=True)
class TeamsPlatform:
    """Implements ``adapters.platform.Platform``. ``anonymous``: the web page's door guards its route, too."""

    teams: Teams
    status: str
    anonymous: bool
    name: str = "Teams"

    @property
    def routes(self) -> APIRouter:
        """Where Microsoft sends what people say."""
        return http.routes(self.teams.endpoint)

    @property
    def paths(self) -> Sequence[str]:
        """What lets callers in by itself, by what Microsoft signed."""
        return () if self.anonymous else (http.PATH,)

    async def begin(self) -> None:
        """Teams calls; there is nothing to start."""

    async def end(self) -> None:
        """Let what runs end."""
        await self.teams.close()


def connect(
    settings: Settings, workshop: Workshop, service: Service, cipher: Cipher, clock: Clock
) -> TeamsPlatform | None:
    """Connect Teams to ``workshop``; ``None`` when nothing of it is set.

    Raises:
        SettingsError: A setting is missing or wrong.
    """
    opened = open_teams(settings, workshop, service, workshop.database, cipher=cipher, clock=clock)
    return TeamsPlatform(opened, told(settings), settings.teams_anonymous) if opened else None
