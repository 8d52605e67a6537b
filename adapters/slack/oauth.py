"""Installing Bedside in any number of workspaces, and speaking in each with its own token."""

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installations import Installation
from adapters.slack.manifest import SCOPES

Revive = Callable[[str], Awaitable[None]]
"""Told the workspace, or the organization, in which Bedside works again."""


class Vault(Protocol):
    """Keeps installations, encrypted, by the id of a workspace or of an organization."""

    async def keep(self, place: str, body: str) -> None:
        """Keep what is known of ``place``."""
        ...

    async def find(self, place: str) -> str | None:
        """What was kept of ``place``."""
        ...

    async def drop(self, place: str) -> None:
        """Forget ``place``."""
        ...

    async def begin(self, state: str) -> None:
        """An installation was begun."""
        ...

    async def end(self, state: str) -> bool:
        """Whether it was begun here, not long ago, and not ended yet."""
        ...


class ManyWorkspaces(AsyncInstallationStore):
    """Implements ``Installations`` and what Slack's own OAuth flow needs, over a vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._rotator: AsyncTokenRotator | None = None
        self._turns: dict[str, asyncio.Lock] = {}

    def rotate_with(self, client: Callable[[], AsyncWebClient], client_id: str, client_secret: str) -> None:
        """Exchange tokens that are about to expire; needed where an app has rotation switched on."""
        self._client = client
        self._rotator = AsyncTokenRotator(client_id=client_id, client_secret=client_secret)

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """See ``Installations``."""
        found = await self._find(enterprise, team)
        return None if found is None else _ours(found)

    async def fresh(self, enterprise: str | None, team: str | None) -> Installation | None:
        """See ``Installations``."""
        found = await self._find(enterprise, team)
        if found is not None and found.bot_refresh_token and self._rotator is not None:
            async with self._turns.setdefault(_place(found), asyncio.Lock()):
                found = await self._rotated(await self._find(enterprise, team), self._rotator)
        return None if found is None else _ours(found)

    async def forget(self, enterprise: str | None, team: str | None) -> None:
        """See ``Installations``."""
        for place in (team, enterprise):
            if place:
                await self._vault.drop(place)

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep a new installation."""
        body = json.dumps(installation.to_dict_for_copying(), default=str)
        await self._vault.keep(_place(installation), body)

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot of an installation."""
        found = await self._find(enterprise_id, None if is_enterprise_install else team_id)
        return None if found is None else found.to_bot()

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> SlackInstallation | None:
        """An installation; who installed it makes no difference."""
        return await self._find(enterprise_id, None if is_enterprise_install else team_id)

    async def _find(self, enterprise: str | None, team: str | None) -> SlackInstallation | None:
        for place in (team, enterprise):
            body = await self._vault.find(place) if place else None
            if body is not None:
                return SlackInstallation(**json.loads(body))
        return None

    async def _rotated(
        self, found: SlackInstallation | None, rotator: AsyncTokenRotator
    ) -> SlackInstallation | None:
        """Before a token expires it still works: when Slack cannot exchange it now, it is tried again."""
        if found is None:
            return None
        rotator.client = self._client()
        try:
            rotated = await rotator.perform_token_rotation(installation=found)
        except (SlackTokenRotationError, SlackApiError, OSError, TimeoutError):
            return found
        if rotated is None:
            return found
        await self.async_save(rotated)
        return rotated


class States(AsyncOAuthStateStore):
    """The states of installations that are under way."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def async_issue(self, *_: object, **__: object) -> str:
        """A new state."""
        state = secrets.token_urlsafe(32)
        await self._vault.begin(state)
        return state

    async def async_consume(self, state: str) -> bool:
        """Whether this state is one of ours; it is spent by that."""
        return await self._vault.end(state or "")


class Flow(AsyncOAuthFlow):
    """Slack's own flow; what had died comes back to life when somebody installs again."""

    def __init__(self, client: AsyncWebClient, settings: AsyncOAuthSettings, revive: Revive) -> None:
        super().__init__(client=client, settings=settings, logger=logging.getLogger("slack_bolt.oauth"))
        self._revive = revive

    async def store_installation(self, request: AsyncBoltRequest, installation: SlackInstallation) -> None:
        """Keep it, and speak there again."""
        await super().store_installation(request, installation)
        await self._revive(_place(installation))


def flow(
    client: AsyncWebClient,
    workspaces: ManyWorkspaces,
    states: States,
    revive: Revive,
    *,
    client_id: str,
    client_secret: str,
    redirect_uri: str | None = None,
    authorization_url: str | None = None,
) -> Flow:
    """What ``/slack/install`` and ``/slack/oauth_redirect`` do."""
    settings: Any = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=sorted(SCOPES),
        user_scopes=[],
        redirect_uri=redirect_uri,
        authorization_url=authorization_url,
        installation_store=workspaces,
        installation_store_bot_only=True,
        state_store=states,
        logger=logging.getLogger("slack_bolt.oauth"),
    )
    return Flow(client, settings, revive)


def _place(installation: SlackInstallation) -> str:
    whole = installation.is_enterprise_install or not installation.team_id
    return str((installation.enterprise_id if whole else installation.team_id) or "")


def _ours(found: SlackInstallation) -> Installation:
    scopes = found.bot_scopes or ()
    return Installation(
        team=found.team_id,
        token=found.bot_token or "",
        enterprise=found.enterprise_id,
        bot_user=found.bot_user_id or "",
        scopes=tuple(scopes.split(",") if isinstance(scopes, str) else scopes),
    )
