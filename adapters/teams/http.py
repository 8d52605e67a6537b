"""The route of the platform: hands bytes and headers to the endpoint."""

from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from adapters.teams.endpoint import MOST_BYTES, PATH, TeamsEndpoint

__all__ = ["PATH", "routes"]


def routes(endpoint: TeamsEndpoint) -> APIRouter:
    """``POST /api/messages``."""
    router = APIRouter(include_in_schema=False)

    async def messages(request: Request) -> Response:
        status, body = await endpoint.handle(await _read(request), request.headers)
        return Response(status_code=status) if body is None else JSONResponse(body, status)

    router.add_api_route(PATH, messages, methods=["POST"])
    return router


async def _read(request: Request) -> bytes:
    """The body, or a little more than is taken, which the endpoint refuses."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                break
    except ClientDisconnect:
        return b""
    return bytes(body)
