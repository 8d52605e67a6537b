"""Bolt, with as little of it as possible: it finds the listener, we do the rest."""

import logging
import secrets
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.api import Api
from adapters.slack.installations import ByInstallation, Installations, NotInstalled
from adapters.slack.reception import tell
from bot.errors import BookUnavailable, NotAccepted

NOT_KEPT = (
    "I am sorry: I cannot keep your request just now, so I did not take it. Nothing was recorded. "
    "Please try again in a minute; if that does not help, tell your administrator. Reference {}."
)


def build(api: Api, installations: Installations) -> AsyncApp:
    """An app without listeners.

    Args:
        api: Leads to Slack; its base URL and proxy are used for every token.
        installations: Asked before each acknowledgement.
    """
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)  # it warns of settings that it finds in the environment and does not use
    app = AsyncApp(
        client=api.loose_client(),
        authorize=ByInstallation(installations),
        request_verification_enabled=False,  # our edge did, over the raw bytes
        ssl_check_enabled=True,
        ignoring_self_events_enabled=False,  # what no person wrote is told apart in ``requests``
        process_before_response=True,  # kept first, acknowledged then
        raise_error_for_unhandled_request=True,
        logger=quiet,
    )
    app.error(_telling(api))
    return app


def _telling(api: Api) -> Callable[..., Awaitable[BoltResponse]]:
    async def told(error: Exception, request: AsyncBoltRequest) -> BoltResponse:
        """What Slack, or the person, is answered when a listener failed or there is none."""
        log = structlog.get_logger("bedside.slack")
        if isinstance(error, BoltUnhandledRequestError):
            log.debug("slack_unhandled")
            return BoltResponse(status=200, body="")
        code = secrets.token_hex(4)
        log.error("slack_listener_failed", kind=type(error).__name__, code=code)
        if "event" in request.body and not isinstance(error, NotInstalled):
            kept_nothing = isinstance(error, NotAccepted | BookUnavailable)
            return BoltResponse(status=503 if kept_nothing else 200, body="")
        text = str(error) if isinstance(error, NotInstalled) else NOT_KEPT.format(code)
        return await _sentence(api, request, text)

    return told


async def _sentence(api: Api, request: AsyncBoltRequest, text: str) -> BoltResponse:
    """Commands and buttons are never sent again, so the person is told."""
    if "command" in request.body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
    if request.body.get("type") == "view_submission":
        return BoltResponse(status=200, body={"response_action": "update", "view": _apology(text)})
    await tell(api, request.body, text)
    return BoltResponse(status=200, body="")


def _apology(text: str) -> dict[str, object]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "That did not work"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}],
    }
