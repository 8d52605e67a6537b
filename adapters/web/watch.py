"""The outermost layer: times and counts every request, and turns the unexpected into a code."""

import secrets
import time

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.observability import place
from adapters.web.meters import Meters
from adapters.web.problems import problem

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_GONE = 499
"""The caller hung up before the whole request was there; the number that web servers use for it."""


class Watch:
    """Nothing passes it unanswered; what is logged of a failure is a code, a type and a line, no message.

    The message of an unknown exception may quote a draft, so nobody gets to see it.
    """

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app = app
        self._meters = meters
        self._log = structlog.get_logger("bedside.web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0
        start = time.perf_counter()

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except ClientDisconnect:
            status = _GONE
        except Exception as error:  # noqa: BLE001 - the last door: everything ends here
            code = secrets.token_hex(4)
            kind, route = type(error).__name__, _route(scope)
            self._log.error("failed", code=code, kind=kind, at=place(error), route=route)
            if status == 0:  # else the answer breaks off, which the caller notices
                sentence = f"It is not your doing. Please tell your administrator this code: {code}."
                await problem(Request(scope), 500, sentence)(scope, receive, send_noting)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._meters.answered(method, _route(scope), status, time.perf_counter() - start)


def _route(scope: Scope) -> str:
    """The route's template, so that no id or query reaches a log or a figure."""
    return str(getattr(scope.get("route"), "path", "none"))
