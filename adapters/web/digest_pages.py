"""The weekly digest for a communications manager: what comes next, may it go out, which tips, who gets it."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from adapters.web.access import actor
from adapters.web.desk import Desk
from adapters.web.pages import PLATFORM
from adapters.web.templating import page
from bot import commands
from bot.cards import Card, NoteCard
from bot.digest_card import EXAMPLE, MINUTES, DigestCard
from bot.digest_commands import ApproveDigests, DigestCommand, HoldDigests, ResumeDigests
from bot.digests import Digests
from bot.model import Actor

ASKED: Mapping[str, DigestCommand] = {
    "approve": ApproveDigests(),
    "hold": HoldDigests(),
    "resume": ResumeDigests(),
}
"""What the page's buttons ask for."""


def routes(desk: Desk) -> APIRouter:
    """The digests' routes."""
    router = APIRouter(include_in_schema=False)
    service = desk.service

    def asking(request: Request) -> Actor:
        return actor(request, desk.settings, "local")

    def digests() -> Digests:
        if service.digests is None:
            raise HTTPException(404, "Weekly digests are not available here.")
        return service.digests

    async def wanted(request: Request) -> DigestCard | None:
        return await digests().preview(asking(request).tenant, _day(request.query_params.get("week", "")))

    async def shown(request: Request, note: Card | None = None) -> HTMLResponse:
        return page(
            "digests.html",
            active="digests",
            connected=desk.settings.connected,
            card=await wanted(request),
            chosen=_day(request.query_params.get("week", "")),
            example=EXAMPLE,
            guidelines=service.pack.guidelines,
            minutes=MINUTES,
            may=digests().may_decide(asking(request), PLATFORM),
            note=note,
            overview=await digests().overview(asking(request).tenant),
            titles={tip.id: tip.title for tip in service.pack.tips},
        )

    @router.get("/digests")
    async def open_digests(request: Request) -> HTMLResponse:
        return await shown(request)

    @router.get("/digests/picture")
    async def picture(request: Request) -> Response:
        card = await wanted(request)
        if card is None or card.image is None:
            raise HTTPException(404, "This digest has no picture.")
        return Response(card.image.png, media_type="image/png")

    @router.post("/digests/{asked}")
    async def decide(request: Request, asked: str) -> HTMLResponse:
        if asked not in ASKED:
            raise HTTPException(404)
        digests()
        card = await desk.answer(commands.Request(asking(request), PLATFORM, ASKED[asked]))
        return await shown(request, card if isinstance(card, NoteCard) else None)

    return router


def _day(got: str) -> date | None:
    """The day in an address; what cannot be read counts as not said."""
    try:
        day = date.fromisoformat(got.strip())
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
