"""One public review that was handed over, in the browser: how it stands, the note, what can be done."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.problems import problem
from bot.cards import Card, as_text
from bot.case import PREFIX
from bot.case_cards import CaseCard, is_late
from bot.case_commands import ShowCase
from bot.desk import NOT_FOUND
from bot.desk_commands import DeskCommand
from bot.desk_words import parse
from bot.errors import CommandError

VERBS = frozenset({"take", "settle", "pass", "withdraw"})
USE_THE_BUTTONS = "Please use the buttons of the page. Nothing was changed."


def routes(desk: Desk) -> APIRouter:
    """``/desk/reviews``."""
    router = APIRouter(include_in_schema=False)
    door = DeskDoor(desk)

    @router.get("/desk/reviews/{case_id}")
    async def show(request: Request, case_id: str) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        return _page(door, request, await door.ask(request, ShowCase(case_id)))

    @router.post("/desk/reviews/{case_id}")
    async def act(request: Request, case_id: str) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        try:
            card = await door.ask(request, _command(case_id, fields))
        except CommandError as error:
            return problem(request, 422, str(error))
        if isinstance(card, CaseCard) and not card.refused:
            return RedirectResponse(f"/desk/reviews/{case_id}", 303)
        return _page(door, request, card, 409)

    return router


def _page(door: DeskDoor, request: Request, card: Card, status: int = 200) -> Response:
    """The page of the review; else what the card says."""
    if not isinstance(card, CaseCard):
        return problem(request, 404 if card is NOT_FOUND else 422, as_text(card))
    late = is_late(card.case, door.room().clock.now())
    return door.page("case.html", request, status, card=card, late=late, note=card.note.split("\n"))


def _command(case_id: str, fields: Mapping[str, str]) -> DeskCommand:
    """What a button of the page says; it is about this review and no other thing.

    Raises:
        CommandError: It is none of the page's buttons, or nothing was picked.
    """
    words = fields.get("words", "").split()
    if words[:1] == [] or words[0] not in VERBS or words[1:2] != [case_id] or not case_id.startswith(PREFIX):
        raise CommandError(USE_THE_BUTTONS)
    return parse(f"{' '.join(words)} {fields.get('reason', '')}"[:400])
