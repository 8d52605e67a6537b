"""Calls to Slack: one session, one deadline, no hidden retries, and an outcome instead of an exception."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installations import Installations
from adapters.slack.outcomes import Failure, failure
from bot.delivery import Conversation, Dead, Refused, Throttled, Unknown

SLACK = "https://slack.com/api/"
DEADLINE_S = 10.0
UNREACHABLE_S = 5.0
"""When to try again after no connection could be made: nothing was sent then, so it is a wait."""

ENTERPRISE = "enterprise"
"""The key in a conversation's reference under which a Grid organization's id is kept."""

Found = Mapping[str, Any]
"""What Slack answered, where it is ``ok``."""


class Api:
    """Slack's Web API for every workspace that Bedside is installed in."""

    def __init__(
        self, installations: Installations, base_url: str = SLACK, deadline_s: float = DEADLINE_S
    ) -> None:
        self._installations = installations
        self._base_url = base_url if base_url.endswith("/") else f"{base_url}/"
        self._deadline_s = deadline_s
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self, conversation: Conversation, method: str, arguments: Mapping[str, Any]
    ) -> Found | Failure:
        """Call ``method`` as the installation that speaks in ``conversation``."""
        enterprise = conversation.reference.get(ENTERPRISE)
        installation = await self._installations.fresh(enterprise, conversation.tenant)
        if installation is None:
            return Dead("not_installed", whole_tenant=True)
        return await self.ask(installation.token, method, arguments)

    async def ask(self, token: str, method: str, arguments: Mapping[str, Any]) -> Found | Failure:
        """Call ``method`` with ``token``."""
        client = self.client(token)
        try:
            async with asyncio.timeout(self._deadline_s):
                answer = await client.api_call(method, json=dict(arguments))
        except SlackApiError as error:
            response = error.response
            return failure(response.status_code, str(response.get("error") or ""), response.headers)
        except (TimeoutError, aiohttp.ClientError, SlackClientError, OSError, ValueError) as error:
            return _unheard(error)
        return answer.data if isinstance(answer.data, dict) else Unknown("no_json")

    async def respond(self, url: str, message: Mapping[str, Any]) -> Failure | None:
        """Post to a ``response_url``; ``None`` when Slack took it."""
        if not self._is_slacks(url):
            return Refused("foreign_url")
        try:
            async with (
                asyncio.timeout(self._deadline_s),
                self.session().post(url, json=dict(message), allow_redirects=False) as answer,
            ):
                said = (await answer.content.read(2000)).decode("utf-8", "replace")
                return None if answer.status == 200 else failure(answer.status, _code(said), answer.headers)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return _unheard(error)

    async def download(self, conversation: Conversation, url: str, most: int) -> bytes | Failure:
        """A file that somebody sent; ``Refused("too_large")`` beyond ``most`` bytes."""
        if not self._is_slacks(url):  # the token goes to Slack and to nobody else
            return Refused("foreign_url")
        installation = await self._installations.fresh(
            conversation.reference.get(ENTERPRISE), conversation.tenant
        )
        if installation is None:
            return Dead("not_installed", whole_tenant=True)
        headers = {"Authorization": f"Bearer {installation.token}"}
        try:
            async with (
                asyncio.timeout(self._deadline_s),
                self.session().get(url, headers=headers, allow_redirects=False) as answer,
            ):
                if answer.status != 200 or answer.content_type == "text/html":  # the sign-in page
                    return failure(answer.status if answer.status != 200 else 403, "", answer.headers)
                body = await answer.content.read(most + 1)
                while len(body) <= most and (more := await answer.content.read(most + 1 - len(body))):
                    body += more
                return body if len(body) <= most else Refused("too_large")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return _unheard(error)

    def client(self, token: str) -> AsyncWebClient:
        """Slack's own client, with none of its retries, over the one session."""
        client = self.loose_client(token)
        client.session = self.session()
        return client

    def loose_client(self, token: str | None = None) -> AsyncWebClient:
        """The same with a session of its own for each call, so that nothing needs to be closed."""
        return AsyncWebClient(
            token=token,
            base_url=self._base_url,
            timeout=int(self._deadline_s) or 1,
            retry_handlers=[],
            trust_env_in_session=True,
        )

    def session(self) -> aiohttp.ClientSession:
        """One session for all calls, opened at the first."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._deadline_s), trust_env=True
            )
        return self._session

    async def close(self) -> None:
        """Close what is open."""
        if self._session is not None:
            await self._session.close()

    def _is_slacks(self, url: str) -> bool:
        """Whether ``url`` leads to Slack, or to where ``SLACK_API_URL`` says that Slack is."""
        try:
            parts, own = urlsplit(url), urlsplit(self._base_url)
            host = parts.hostname or ""
            if host == own.hostname and parts.scheme == own.scheme:
                return True
        except ValueError:
            return False
        names = ("slack.com", "slack-files.com", "slack-gov.com")
        return parts.scheme == "https" and any(host == name or host.endswith(f".{name}") for name in names)


def _unheard(error: Exception) -> Failure:
    """What a call without an answer means."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return Throttled(UNREACHABLE_S)
    if isinstance(error, TimeoutError):
        return Unknown("timeout")
    return Unknown(type(error).__name__)


def _code(said: str) -> str:
    """Slack's code in an answer of a ``response_url``, which is sometimes JSON and sometimes a word."""
    try:
        told = json.loads(said)
    except ValueError:
        return "".join(said.split())[:60]
    return str(told.get("error") or "") if isinstance(told, dict) else ""
