"""What is on file, in the browser: four registers, one thing on file, and the freeze on top of everything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.problems import problem
from bot.cards import Card, NoteCard, as_text
from bot.desk_cards import OutcomeCard
from bot.desk_commands import DeskCommand, EndItem, PutOnFile, RemoveItem, ShowItem, ShowRegister
from bot.desk_lists import ItemCard, RegisterCard
from bot.register_words import WORDS
from bot.registers import Register


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register's form."""

    name: str
    kind: str = "text"
    needed: bool = False
    hint: str = ""


_PERSON = Field("person", "person", needed=True)
FORMS: Mapping[Register, tuple[Field, ...]] = {
    Register.FREEZES: (
        Field("why", needed=True),
        Field("until", "datetime-local"),
        Field("holding_line"),
        Field("still"),
    ),
    Register.AUTHORIZATIONS: (
        Field("scope", needed=True, hint="name and quote; video, one story"),
        Field("expires", "date"),
    ),
    Register.INTERESTS: (
        _PERSON,
        Field("counterpart", needed=True),
        Field("wording", hint="I advise Valvex and am paid for it."),
        Field("approval"),
    ),
    Register.SPOKESPEOPLE: (_PERSON, Field("subjects")),
}
"""What the form of each register asks for; ``bot.register_words`` says how it is called."""


def routes(desk: Desk) -> APIRouter:
    """``/desk/registers``."""
    router = APIRouter(include_in_schema=False)
    door = DeskDoor(desk)

    def told(request: Request, card: Card, status: int = 403) -> Response:
        return problem(request, status, as_text(card))

    @router.get("/desk/registers")
    async def everything(request: Request) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        cards = [await door.ask(request, ShowRegister(register)) for register in FORMS]
        shown = [card for card in cards if isinstance(card, RegisterCard)]
        if not shown:
            return told(request, NoteCard("The registers are kept by the people who decide on drafts."))
        return door.page("registers.html", request, place="registers", cards=shown, **_shared(door))

    @router.post("/desk/registers/{name}")
    async def put(request: Request, name: str) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        if name not in set(Register):
            return problem(request, 404)
        known = {field.name for field in FORMS[Register(name)]}
        given = {key: value for key, value in fields.items() if key in known and value.strip()}
        command = PutOnFile(Register(name), fields.get("id", ""), given)
        card = await door.ask(request, command)
        if isinstance(card, OutcomeCard):
            return RedirectResponse(f"/desk/registers#{name}", 303)
        return told(request, card, 422)

    @router.get("/desk/registers/{name}/{item_id}")
    async def show(request: Request, name: str, item_id: str) -> Response:
        if door.who(request) is None:
            return RedirectResponse(SIGN_IN, 303)
        if name not in set(Register):
            return problem(request, 404)
        card = await door.ask(request, ShowItem(Register(name), item_id))
        if not isinstance(card, ItemCard):
            return told(request, card, 404)
        return door.page("register_item.html", request, place="registers", card=card, **_shared(door))

    async def changed(
        request: Request, name: str, change: Callable[[Register], DeskCommand], refused: int, then: str
    ) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        if name not in set(Register):
            return problem(request, 404)
        card = await door.ask(request, change(Register(name)))
        if not isinstance(card, OutcomeCard):
            return told(request, card, refused)
        return RedirectResponse(then, 303)

    @router.post("/desk/registers/{name}/{item_id}/end")
    async def end(request: Request, name: str, item_id: str) -> Response:
        then = f"/desk/registers/{name}/{item_id}"
        return await changed(request, name, lambda register: EndItem(register, item_id), 404, then)

    @router.post("/desk/registers/{name}/{item_id}/remove")
    async def remove(request: Request, name: str, item_id: str) -> Response:
        then = f"/desk/registers#{name}"
        return await changed(request, name, lambda register: RemoveItem(register, item_id), 409, then)

    return router


def _shared(door: DeskDoor) -> dict[str, object]:
    policy = door.room().policy
    return {
        "forms": FORMS,
        "words": WORDS,
        "people": policy.people,
        "zone": policy.zone,
    }
