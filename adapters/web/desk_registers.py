"""What is on file, in the browser: four registers, one thing on file, and the freeze on top of everything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web.desk import Desk
from adapters.web.desk_door import SIGN_IN, DeskDoor
from adapters.web.problems import problem
from bot.cards import Card, NoteCard, as_text
from bot.desk_cards import OutcomeCard
from bot.desk_commands import EndItem, PutOnFile, ShowItem, ShowRegister
from bot.desk_lists import ItemCard, RegisterCard
from bot.people import DeskPolicy
from bot.registers import AuthorizationOnFile, Freeze, Item, Register


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register's form."""

    name: str
    label: str
    kind: str = "text"
    needed: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """How a register is called, what is asked for, and the word for its end."""

    title: str
    told: str
    fields: tuple[Field, ...]
    end: str


_PERSON = Field("person", "Person", "person", needed=True)
FORMS: Mapping[Register, Form] = {
    Register.FREEZES: Form(
        "Freezes",
        "While one is in force, routine posts wait, and every review says so.",
        (
            Field("why", "Why", needed=True),
            Field("until", "Until, in the organization's time", "datetime-local"),
            Field("holding_line", "Holding line"),
            Field("still", "What still goes out"),
        ),
        "Lift",
    ),
    Register.AUTHORIZATIONS: Form(
        "Authorizations",
        "That a patient's written authorization exists: its reference, what it allows, until when. "
        "Never the form, never a name.",
        (
            Field("scope", "What it allows", needed=True, hint="name and quote; video, one story"),
            Field("expires", "Last day", "date"),
        ),
        "Revoke",
    ),
    Register.INTERESTS: Form(
        "Interests",
        "Ties to companies, as people disclosed them.",
        (
            _PERSON,
            Field("counterpart", "Company", needed=True),
            Field("wording", "Wording of the disclosure", hint="I advise Valvex and am paid for it."),
            Field("approval", "Reference of its approval"),
        ),
        "End",
    ),
    Register.SPOKESPEOPLE: Form(
        "Spokespeople",
        "Who speaks for the organization while a freeze is on.",
        (_PERSON, Field("subjects", "On what")),
        "End",
    ),
}


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
        known = {field.name for field in FORMS[Register(name)].fields}
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

    @router.post("/desk/registers/{name}/{item_id}/end")
    async def end(request: Request, name: str, item_id: str) -> Response:
        fields = await door.form(request)
        if isinstance(fields, Response):
            return fields
        if name not in set(Register):
            return problem(request, 404)
        card = await door.ask(request, EndItem(Register(name), item_id))
        if not isinstance(card, OutcomeCard):
            return told(request, card, 404)
        return RedirectResponse(f"/desk/registers/{name}/{item_id}", 303)

    return router


def _shared(door: DeskDoor) -> dict[str, object]:
    policy = door.room().policy
    return {
        "facts": lambda item: item_facts(item, policy),
        "forms": FORMS,
        "people": policy.people,
        "zone": policy.zone,
    }


def item_facts(item: Item, policy: DeskPolicy) -> tuple[tuple[str, str], ...]:
    """What is on file of one thing, as labels and values; nothing that is empty."""
    zone = policy.zone
    form = FORMS[item.register]
    labels = {field.name: field.label for field in form.fields} | {"until": "Until", "set_by": "Set by"}
    names = ("set_by", *labels) if isinstance(item, Freeze) else tuple(labels)
    found = ((labels[name], getattr(item, name, None)) for name in dict.fromkeys(names))
    people = {labels["set_by"], _PERSON.label}
    facts = [
        (label, policy.named(str(value)) if label in people else _told(value, zone))
        for label, value in found
        if value
    ]
    over = item.revoked_at if isinstance(item, AuthorizationOnFile) else None
    over = over or getattr(item, "lifted_at", None) or getattr(item, "ended_at", None)
    return (*facts, *((("Ended", _told(over, zone)),) if over is not None else ()))


def _told(value: object, zone: str) -> str:
    if isinstance(value, datetime):
        here = value.astimezone(ZoneInfo(zone) if zone else UTC)
        return f"{here:%-d %B %Y, %H:%M} ({zone})"
    return str(value)
