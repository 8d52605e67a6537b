"""Teams as the server sees it: the endpoint among its routes, told and closed like any other platform."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from adapters.database.kept_cards import SqlChores, SqlKeptCards
from adapters.keys import Cipher
from adapters.quarterly_offers import QuarterlyOffers
from adapters.settings import Settings
from adapters.teams import http
from adapters.teams.platform import Ground, Teams
from adapters.teams.platform import connect as opened
from adapters.teams.reference import References
from adapters.teams_opening import (
    PLAYGROUND_APP,
    cloud_of,
    refuse_open_teams,
    tenants_of,
    tokens_of,
    told,
)
from adapters.workshop import USUAL, Workshop
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
) -> TeamsPlatform:
    """Connect Teams to ``workshop``.

    Raises:
        SettingsError: A setting is missing or wrong.
    """
    refuse_open_teams(settings)
    ground = Ground(
        inbox=workshop.inbox,
        conversations=workshop.conversations,
        answers=service,
        kept=SqlKeptCards(workshop.database, cipher, clock),
        chores=SqlChores(workshop.inbox),
        references=References(cipher),
        answering=workshop.answering,
        sender=workshop.sender,
        tenant=settings.tenant,
        retry=USUAL,
    )
    cloud = cloud_of(settings)
    teams = opened(
        ground,
        cloud,
        tokens_of(settings, cloud),
        app_id=settings.teams_app_id or PLAYGROUND_APP,
        tenants=frozenset(tenants_of(settings)),
        anonymous=settings.teams_anonymous,
    )
    workshop.messengers[teams.messenger.platform] = teams.messenger
    workshop.handlers.update(teams.handlers)
    if service.own is not None:
        offers = QuarterlyOffers(service.own, clock, settings.tenant, teams.messenger.platform)
        workshop.sweepers.append(offers.sweep)
    return TeamsPlatform(teams, told(settings), settings.teams_anonymous)
