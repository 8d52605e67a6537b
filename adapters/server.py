"""One FastAPI app; every configured platform is mounted on it."""

from collections.abc import Sequence
from dataclasses import replace

from fastapi import FastAPI
from prometheus_client.registry import Collector
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from adapters.kept_rules import KeptRules, RulesInUse
from adapters.offers import Offers
from adapters.platform import Platform
from adapters.policy_proposal import Proposals
from adapters.web import (
    api,
    desk_appeals,
    desk_cases,
    desk_pages,
    desk_proposals,
    desk_queue,
    desk_registers,
    desk_reports,
    digest_pages,
    health,
    log_pages,
    own_pages,
    pages,
    respond_pages,
    saying,
    signing_in,
)
from adapters.web.access import Door, WebSettings
from adapters.web.bodies import BodyTooLarge, BodyUnreadable
from adapters.web.desk import Desk
from adapters.web.meters import Meters
from adapters.web.pending import PendingAnswers
from adapters.web.problems import problem
from adapters.web.signing_in import Ways
from adapters.web.templating import STATIC
from adapters.web.watch import Watch
from bot.errors import (
    BedsideError,
    BookUnavailable,
    CommandError,
    DraftError,
    LogUnavailable,
    NotAccepted,
    SettingsError,
)
from bot.service import Service

STATUS_OF: dict[type[BedsideError], int] = {
    BodyTooLarge: 413,
    BodyUnreadable: 400,
    CommandError: 422,
    DraftError: 422,
    LogUnavailable: 503,
    NotAccepted: 503,
    BookUnavailable: 503,
    BedsideError: 500,
}


def create_app(
    service: Service,
    *,
    settings: WebSettings,
    role: str = "all",
    platforms: Sequence[Platform] = (),
    ways: Ways | None = None,
    proposals: Proposals | None = None,
    figures: Sequence[Collector] = (),
    pending: Offers | None = None,
    rules: KeptRules | None = None,
) -> FastAPI:
    """Build the app around ``service``.

    Args:
        service: Answers.
        settings: What the web platform is told.
        role: A ``worker`` answers only to those who watch it.
        platforms: What else people can reach Bedside through.
        ways: How people may sign in at the desk.
        proposals: Works out changes of the policy pack.
        figures: What else ``/metrics`` tells.
        rules: By which rules earlier policy versions judged; without it those in use are known alone.
        pending: Keeps answers of the page until a language model read them, too; without it none does.

    Raises:
        SettingsError: It would listen beyond loopback without a token.
    """
    if settings.beyond_loopback and not settings.token:
        raise SettingsError(
            "Listening beyond this machine needs a token, so that not everyone on the network can "
            "read the decision log. Set one, or listen on 127.0.0.1."
        )
    if ways is not None:
        settings = replace(settings, session_of=ways.session_of)
    desk = Desk(
        service,
        settings,
        Meters(),
        rules or RulesInUse(service.pack),
        proposals,
        PendingAnswers(pending) if pending is not None else None,
    )
    for collector in figures:
        desk.meters.include(collector)
    app = FastAPI(
        title="Bedside",
        summary="Reviews what healthcare executives are about to say in public.",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    shown = (
        pages.routes,
        respond_pages.routes,
        log_pages.routes,
        digest_pages.routes,
        own_pages.routes,
        api.routes,
        desk_reports.routes,
        desk_registers.routes,
        desk_appeals.routes,
        desk_proposals.routes,
        desk_queue.routes,
        desk_pages.routes,
        desk_cases.routes,
        saying.routes,
    )
    for platform in platforms if role != "worker" else ():  # first: these are asked most, and wait least
        if platform.routes is not None:
            app.include_router(platform.routes)
    doors = () if role == "worker" else shown
    for routes in (*doors, health.routes):
        app.include_router(routes(desk))
    if ways is not None and role != "worker":
        app.include_router(signing_in.routes(desk, ways))
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(HTTPException, _refused)
    for kind in STATUS_OF:
        app.add_exception_handler(kind, _told)
    app.add_middleware(Door, settings=settings, elsewhere=tuple(p for one in platforms for p in one.paths))
    app.add_middleware(Watch, meters=desk.meters)  # added last, so outermost
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """Starlette's own refusals; its standard phrases are replaced by sentences for people."""
    if not isinstance(error, HTTPException):
        raise error
    own = error.detail if error.detail.endswith(".") else None
    return problem(request, error.status_code, own)


async def _told(request: Request, error: Exception) -> Response:
    """An error made for a person: its message is the answer."""
    status = next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
    return problem(request, status, str(error))
