"""The playground: a conversation with Bedside, with or without the page's script."""

import secrets

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from adapters.web import bodies, inbound, render
from adapters.web.access import actor
from adapters.web.desk import Desk, today
from adapters.web.examples import EXAMPLES
from adapters.web.inbound import Composer
from adapters.web.problems import wants_fragment
from adapters.web.templating import page
from bot import commands
from bot.cards import Card, NoteCard, ReviewCard, as_text
from bot.commands import DisagreeReason
from bot.content_desk import strategy_of
from bot.errors import DraftError
from bot.outlet_names import OUTLETS, REVIEW_SITES
from bot.reviewable import MAX_CHARACTERS
from bot.starters import outline_of

PLATFORM = "web"


def routes(desk: Desk) -> APIRouter:
    """The playground's routes."""
    router = APIRouter(include_in_schema=False)
    limits = render.limits(desk.service.pack)
    strategy = strategy_of(desk.service.pack)

    async def playground(
        request: Request, composer: Composer, status: int = 200, /, **turn: object
    ) -> HTMLResponse:
        by = actor(request, desk.settings, "local")
        return page(
            "playground.html",
            status,
            active="review",
            composer=composer,
            connected=desk.settings.connected,
            examples=EXAMPLES,
            inbound=inbound,
            limits=limits,
            longest=MAX_CHARACTERS,
            model_reads=await desk.service.may_ask_model(by),
            outlets=OUTLETS,
            review_sites=REVIEW_SITES,
            strategy=strategy,
            **turn,
        )

    async def answered(
        request: Request, card: Card, composer: Composer, pending: str | None = None
    ) -> HTMLResponse:
        """The page's script takes the answer alone; without it the whole page comes again."""
        alone = wants_fragment(request)
        if not isinstance(card, ReviewCard):
            card = card if isinstance(card, NoteCard) else NoteCard(as_text(card))
            status = 422 if card.failed else 200
            if alone:
                return page("note.html", status, note=card)
            return await playground(request, composer, status, note=card)
        turn = {**_turn(card, composer), "pending": pending}
        if alone:
            return page("turn.html", **turn)
        return await playground(request, composer.cleared(), **turn)

    def _turn(card: ReviewCard, composer: Composer) -> dict[str, object]:
        return {
            "view": render.review_view(card, desk.service.pack),
            "turn": secrets.token_hex(4),
            "fields": composer.as_fields(),
            "reasons": tuple(DisagreeReason),
        }

    @router.get("/")
    async def open_playground(request: Request, start: str = "") -> HTMLResponse:
        begun = outline_of(desk.service.pack.lists, start)
        composer = Composer(draft=begun[0], outlet=begun[1].value) if begun else Composer()
        return await playground(request, composer)

    @router.post("/review")
    async def review_draft(request: Request) -> HTMLResponse:
        composer = Composer.of(await bodies.read_form(request))
        asked = actor(request, desk.settings, "local")
        try:
            made = commands.Request(asked, PLATFORM, composer.command(today()))
            card = await desk.answer(made)
        except DraftError as error:
            return await answered(request, NoteCard(str(error), failed=True), composer)
        return await answered(request, card, composer, await desk.pend(made, card, composer))

    @router.post("/review/model")
    async def review_with_model(request: Request) -> HTMLResponse:
        """The answer that was given, with what a language model adds; asked for once, by the script."""
        word = (await bodies.read_form(request)).get("pending", "")
        card, form = await desk.advised(word, actor(request, desk.settings, "local"))
        return await answered(request, card, Composer.of(form))

    @router.post("/disagree")
    async def disagree(request: Request) -> HTMLResponse:
        command = inbound.disagree(await bodies.read_form(request))
        asked = actor(request, desk.settings, "local")
        card = await desk.answer(commands.Request(asked, PLATFORM, command))
        return await answered(request, card, Composer())

    return router
