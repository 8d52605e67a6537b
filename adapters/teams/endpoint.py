"""The one door for Teams: bytes and headers in, a status and JSON out. No web framework."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from adapters.observability import place
from adapters.teams.activity import Activity, NotAnActivity, read
from adapters.teams.clouds import may_be_sent_to
from adapters.teams.gate import Gate, Stranger
from adapters.teams.signing_keys import KeysUnavailable
from bot.errors import BookUnavailable, LogUnavailable, NotAccepted

PATH = "/api/messages"
MOST_BYTES = 1_000_000
"""Of a request. Longer than the longest draft, so that whoever sends too much is told so in words."""

CHANNEL = "msteams"


@dataclass(frozen=True, slots=True)
class Reply:
    """What Teams is answered at once: HTTP status, and JSON for an invoke."""

    status: int = 200
    body: Mapping[str, Any] | None = None


class Turns(Protocol):
    """Takes what came through the door."""

    async def take(self, activity: Activity) -> Reply:
        """Keep it, or answer it from what is kept already."""
        ...


class TeamsEndpoint:
    """Checks size, type, form, token, tenant and service URL, in this order; then it is a turn.

    Args:
        gate: Checks the token.
        turns: Takes what passed.
        tenants: The Microsoft tenants that are served.
        hosts: The hosts that Bedside may answer to.
    """

    def __init__(self, gate: Gate, turns: Turns, *, tenants: Collection[str], hosts: Collection[str]) -> None:
        self._gate = gate
        self._turns = turns
        self._tenants = frozenset(tenant.lower() for tenant in tenants)
        self._hosts = frozenset(hosts)
        self._log = structlog.get_logger("bedside.teams")

    async def handle(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, Any] | None]:
        """Answer one request.

        400 it has no form, 401 it is not from Teams or not for us, 413 and 415 it is too large or not JSON,
        501 nobody here knows what it asks, 503 it could not be kept: Teams will send it again.
        """
        low = {name.lower(): value for name, value in headers.items()}
        reply, code = await self._reply(body, low.get("content-type", ""), low.get("authorization", ""))
        if reply.status >= 400:
            self._log.warning("teams_refused", status=reply.status, code=code)
        return reply.status, reply.body

    async def _reply(self, body: bytes, kind: str, authorization: str) -> tuple[Reply, str]:
        if len(body) > MOST_BYTES:
            return Reply(413), "too_large"
        if kind.partition(";")[0].strip().lower() != "application/json":
            return Reply(415), "not_json"
        try:
            activity = read(body)
            await self._gate.check(activity, authorization)
            self._check_origin(activity)
        except NotAnActivity:
            # A caller without a token learns nothing about forms.
            return (Reply(400), "no_form") if authorization else (Reply(401), "no_token")
        except Stranger as stranger:
            return Reply(401), stranger.code
        except KeysUnavailable:
            return Reply(503), "no_keys"
        try:
            return await self._turns.take(activity), ""
        except (NotAccepted, BookUnavailable, LogUnavailable) as error:
            return Reply(503), type(error).__name__
        except Exception as error:  # noqa: BLE001 - its message may quote a draft, so nobody sees it
            self._log.error("teams_failed", kind=type(error).__name__, at=place(error))
            return Reply(500), type(error).__name__

    def _check_origin(self, activity: Activity) -> None:
        """A good token says that it is Teams; not that it is our customer's, nor where answers may go."""
        if activity.channel_id != CHANNEL:
            raise Stranger("other_channel")
        if not may_be_sent_to(activity.service_url, self._hosts):
            raise Stranger("other_host")
        if self._tenants and activity.tenant.lower() not in self._tenants:
            raise Stranger("other_tenant")
