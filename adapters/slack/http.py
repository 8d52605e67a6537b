"""Slack over HTTP: the edge, then Bolt, then one of the few answers that do no harm.

Slack switches off an app most of whose deliveries fail, so whatever Slack signed is answered 200, but
for the one case in which nothing was kept and Slack shall send it again.
"""

from collections.abc import Sequence
from typing import Protocol

import structlog
from fastapi import APIRouter
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from adapters.slack.edge import MOST_BYTES, Edge, Refusal

EVENTS = "/slack/events"
INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
TIMESTAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"


class Installer(Protocol):
    """Lets an administrator of a workspace add Bedside to it."""

    async def handle_installation(self, request: AsyncBoltRequest) -> BoltResponse:
        """The page that leads to Slack's consent."""
        ...

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        """Where Slack sends the administrator back to."""
        ...


def routes(app: AsyncApp, edge: Edge, installer: Installer | None = None) -> APIRouter:
    """The routes of the platform; those of the installer only where there is one."""
    router = APIRouter(include_in_schema=False)

    async def events(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return _refused(Refusal.TOO_LARGE)
        told = (request.headers.get(name, "") for name in (TIMESTAMP, SIGNATURE))
        refusal = edge.refusal(body, *told)
        return await _answer(app, body, request) if refusal is None else _refused(refusal)

    router.add_route(EVENTS, events, methods=["POST"])
    if installer is not None:
        _add_installer(router, installer)
    return router


def _add_installer(router: APIRouter, installer: Installer) -> None:
    async def install(request: Request) -> Response:
        return _response(await installer.handle_installation(_bolt_request("", request)))

    async def redirect(request: Request) -> Response:
        return _response(await installer.handle_callback(_bolt_request("", request)))

    router.add_route(INSTALL, install, methods=["GET"])
    router.add_route(REDIRECT, redirect, methods=["GET"])


async def _answer(app: AsyncApp, body: bytes, request: Request) -> Response:
    try:
        made = _bolt_request(body.decode("utf-8"), request)
    except Exception as error:  # noqa: BLE001 - signed, and yet not what Slack sends: Bolt fails in many ways
        structlog.get_logger("bedside.slack").warning("slack_unreadable", kind=type(error).__name__)
        return Response(status_code=200)
    return _response(await app.async_dispatch(made))


def _bolt_request(body: str, request: Request) -> AsyncBoltRequest:
    headers: dict[str, str | Sequence[str]] = dict(request.headers)
    return AsyncBoltRequest(body=body, query=request.scope["query_string"].decode("latin-1"), headers=headers)


def _response(answer: BoltResponse) -> Response:
    response = Response(content=answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        for value in values:
            response.headers.append(name, value)
    return response


def _refused(refusal: Refusal) -> Response:
    structlog.get_logger("bedside.slack").warning("slack_refused", code=refusal.name.lower())
    return PlainTextResponse("This request was not signed by Slack just now.", refusal.status)


async def _read(request: Request) -> bytes | None:
    """The body, ``None`` when it says it is, or turns out, too large."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MOST_BYTES:
        return None
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return None
    except ClientDisconnect:
        return b""
    return bytes(body)
