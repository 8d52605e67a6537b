"""A button under a review: its words, and the reason picked or the text pasted, said to the desk."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.web import bodies
from adapters.web.desk import Desk
from adapters.web.desk_door import DeskDoor
from adapters.web.problems import problem, wants_fragment
from adapters.web.templating import page
from bot.cards import Card, NoteCard, as_text
from bot.case_cards import CaseCard
from bot.desk_cards import OutcomeCard, SubmissionCard
from bot.desk_words import parse
from bot.errors import CommandError, DraftError


def routes(desk: Desk) -> APIRouter:
    """``/say``."""
    router = APIRouter(include_in_schema=False)
    door = DeskDoor(desk)

    @router.post("/say")
    async def say(request: Request) -> Response:
        card = await _said(door, request, await bodies.read_form(request))
        failed = getattr(card, "refused", False) or getattr(card, "failed", False)
        status, text = 422 if failed else 200, _short(card)
        if not wants_fragment(request):
            return problem(request, status, text)
        note = NoteCard(text, getattr(card, "decision_id", None), failed=failed)
        offered, chosen = (card.buttons, card.chosen) if isinstance(card, OutcomeCard) else ((), "")
        follow = f"/desk/reviews/{card.case.id}" if isinstance(card, CaseCard) else ""
        return page("note.html", status, note=note, offered=offered, chosen=chosen, follow=follow)

    return router


async def _said(door: DeskDoor, request: Request, fields: Mapping[str, str]) -> Card:
    words = f"{fields.get('words', '')} {fields.get('reason', '')}"[:400]
    try:
        return await door.ask(request, parse(words, fields.get("text", "").replace("\r\n", "\n")))
    except (CommandError, DraftError) as error:
        return NoteCard(str(error), failed=True)


def _short(card: Card) -> str:
    """What happened, without the buttons of a terminal."""
    if isinstance(card, SubmissionCard | CaseCard):
        return " ".join(part for part in (card.told, card.headline) if part)
    return str(getattr(card, "text", as_text(card)))
