"""Bolt, with as little of it as possible: it finds the listener, we do the rest."""

import logging

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installations import ByInstallation, Installations, NotInstalled
from bot.errors import BookUnavailable, NotAccepted

NOT_KEPT = (
    "I am sorry: I cannot keep your request just now, so I did not take it. Nothing was recorded. "
    "Please try again in a minute; if that does not help, tell your administrator."
)


def build(client: AsyncWebClient, installations: Installations) -> AsyncApp:
    """An app without listeners.

    Args:
        client: Leads to Slack; its base URL and proxy are used for every token.
        installations: Asked before each acknowledgement.
    """
    quiet = logging.getLogger("slack_bolt")
    app = AsyncApp(
        client=client,
        authorize=ByInstallation(installations),
        request_verification_enabled=False,  # our edge did, over the raw bytes
        ssl_check_enabled=True,
        ignoring_self_events_enabled=False,  # what no person wrote is told apart in ``requests``
        process_before_response=True,  # kept first, acknowledged then
        raise_error_for_unhandled_request=True,
        logger=quiet,
    )
    app.error(told)
    return app


async def told(error: Exception, request: AsyncBoltRequest) -> BoltResponse:
    """What Slack, or the person, is answered when a listener failed or there is none."""
    log = structlog.get_logger("bedside.slack")
    if isinstance(error, BoltUnhandledRequestError):
        log.debug("slack_unhandled")
        return BoltResponse(status=200, body="")
    log.error("slack_listener_failed", kind=type(error).__name__)
    if isinstance(error, NotInstalled):
        return _sentence(request, str(error))
    if "event" in request.body:
        kept_nothing = isinstance(error, NotAccepted | BookUnavailable)
        return BoltResponse(status=503 if kept_nothing else 200, body="")
    return _sentence(request, NOT_KEPT)


def _sentence(request: AsyncBoltRequest, text: str) -> BoltResponse:
    """Commands and buttons are never sent again, so the person is told."""
    if "command" in request.body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
    if request.body.get("type") == "view_submission":
        return BoltResponse(status=200, body={"response_action": "update", "view": _apology(text)})
    return BoltResponse(status=200, body="")


def _apology(text: str) -> dict[str, object]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "That did not work"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}],
    }
