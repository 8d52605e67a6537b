"""The playground's second tab: a public review in, triage and calm replies out."""

import secrets

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from adapters.web import bodies
from adapters.web.access import actor
from adapters.web.desk import Desk
from adapters.web.examples import REVIEWS
from adapters.web.problems import wants_fragment
from adapters.web.respond_inbound import Asked
from adapters.web.templating import page
from bot.cards import Card, NoteCard
from bot.commands import Command, OverruleReason
from bot.commands import Request as Asking
from bot.errors import DraftError, PolicyError
from bot.model import Outcome, Outlet
from bot.reply_cards import TONES, ReplyCheckCard, RespondCard
from bot.reviewable import MAX_CHARACTERS

PLATFORM = "web"
OUTLETS = (
    Outlet.GOOGLE,
    Outlet.YELP,
    Outlet.HEALTHGRADES,
    Outlet.FACEBOOK,
    Outlet.X,
    Outlet.INSTAGRAM,
    Outlet.YOUTUBE,
    Outlet.TIKTOK,
    Outlet.LINKEDIN,
    Outlet.WEBSITE,
)
SIGNS = {
    Outcome.ESCALATE: "block",
    Outcome.REPORT: "revise",
    Outcome.OFFLINE: "revise",
    Outcome.REPLY: "ok",
    Outcome.SILENT: "revise",
}
"""The mark and the colour of an outcome: those of the verdict that it comes nearest to."""


def routes(desk: Desk) -> APIRouter:
    """The routes of the page for replies."""
    router = APIRouter(include_in_schema=False)

    async def responded(request: Request, form: Asked) -> tuple[Card, str | None]:
        """The answer, and the word by which a language model is asked, where one is to be."""
        made = Asking(actor(request, desk.settings, "local"), PLATFORM, form.command())
        card = await desk.answer(made)
        return card, await desk.pend(made, card, form)

    async def asked(request: Request, command: Command) -> Card:
        return await desk.answer(Asking(actor(request, desk.settings, "local"), PLATFORM, command))

    async def whole(request: Request, form: Asked, status: int = 200, /, **turn: object) -> HTMLResponse:
        by = actor(request, desk.settings, "local")
        return _whole(desk, form, status, model_reads=await desk.service.may_ask_model(by), **turn)

    async def answered(
        request: Request, card: Card, form: Asked, status: int = 200, pending: str | None = None
    ) -> HTMLResponse:
        """The page's script takes the answer alone; without it the whole page comes again."""
        template, values = _part(card, form, pending)
        failed = isinstance(card, NoteCard) and card.failed
        status = 422 if failed else status
        if wants_fragment(request):
            return page(template, status, **values)
        kept = form if failed else Asked(outlet=form.outlet)
        return await whole(request, kept, status, part=template, **values)

    @router.get("/respond")
    async def open_page(request: Request) -> HTMLResponse:
        return await whole(request, Asked())

    @router.post("/respond")
    async def respond(request: Request) -> HTMLResponse:
        form = Asked.of(await bodies.read_form(request))
        try:
            card, pending = await responded(request, form)
        except (DraftError, PolicyError) as error:
            return await answered(request, NoteCard(str(error), failed=True), form)
        return await answered(request, card, form, pending=pending)

    @router.post("/respond/model")
    async def respond_with_model(request: Request) -> HTMLResponse:
        """The answer that was given, with what a language model adds."""
        word = (await bodies.read_form(request)).get("pending", "")
        card, form = await desk.advised(word, actor(request, desk.settings, "local"))
        return await answered(request, card, Asked.of(form))

    @router.post("/respond/check")
    async def check(request: Request) -> HTMLResponse:
        form = Asked.of(await bodies.read_form(request))
        try:
            card = await asked(request, form.check())
        except (DraftError, PolicyError) as error:
            card = NoteCard(str(error), failed=True)
        return await answered(request, card, form)

    @router.post("/respond/choose")
    async def choose(request: Request) -> HTMLResponse:
        """An edited reply is checked again before anybody uses it."""
        form = Asked.of(await bodies.read_form(request))
        try:
            choice = form.choice()
            if choice.edits:
                checked = await asked(request, form.check())
                if isinstance(checked, ReplyCheckCard) and not checked.passes:
                    return await answered(request, checked, form, 422)
            card = await asked(request, choice)
        except (DraftError, PolicyError) as error:
            card = NoteCard(str(error), failed=True)
        return await answered(request, card, form)

    return router


def _part(card: Card, form: Asked, pending: str | None = None) -> tuple[str, dict[str, object]]:
    turn = secrets.token_hex(4)
    if isinstance(card, RespondCard):
        return "respond_turn.html", {
            "card": card,
            "form": form,
            "turn": turn,
            "sign": SIGNS[card.outcome],
            "tones": TONES,
            "outcomes": tuple(Outcome),
            "overrule_reasons": tuple(OverruleReason),
            "pending": pending,
        }
    if isinstance(card, ReplyCheckCard):
        return "check_turn.html", {"card": card, "turn": turn}
    return "note.html", {"note": card}


def _whole(desk: Desk, form: Asked, status: int = 200, /, **turn: object) -> HTMLResponse:
    return page(
        "respond.html",
        status,
        active="respond",
        asked=form,
        connected=desk.settings.connected,
        examples=REVIEWS,
        longest=MAX_CHARACTERS,
        outlets=OUTLETS,
        **turn,
    )
