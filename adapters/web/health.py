"""For operators: alive, ready, figures."""

import structlog
from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.web.access import trusted
from adapters.web.desk import Desk


def routes(desk: Desk) -> APIRouter:
    """``/healthz``, ``/readyz`` and ``/metrics``."""
    router = APIRouter(include_in_schema=False)
    log = structlog.get_logger("bedside.web")

    @router.get("/healthz")
    async def alive() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @router.get("/readyz")
    async def ready(request: Request) -> JSONResponse:
        checks = await desk.settings.readiness()
        wrong = {name: said for name, said in checks.items() if said is not None}
        if wrong:
            log.warning("not_ready", checks=sorted(wrong))
        told = trusted(request, desk.settings)  # what is wrong may name a path: not for everyone
        return JSONResponse(
            {
                "status": "failing" if wrong else "ok",
                "checks": {
                    name: "ok" if said is None else said if told else "failing"
                    for name, said in checks.items()
                },
            },
            503 if wrong else 200,
        )

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(desk.meters.text(await desk.settings.work()), media_type=CONTENT_TYPE_LATEST)

    return router
