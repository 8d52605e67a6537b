"""What every page of the desk needs: who is there, the form's own token, the service behind it."""

import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from adapters.session import Session
from adapters.web import access, bodies
from adapters.web.desk import Desk
from adapters.web.problems import problem
from adapters.web.templating import page
from bot.cards import Card
from bot.commands import Request as Ask
from bot.desk import Desk as Room
from bot.desk_commands import DeskCommand, ShowQueue
from bot.errors import BedsideError
from bot.people import DECIDERS, Person, Role
from bot.queueing import sees_all

PLATFORM = "web"
SIGN_IN = "/signin"
KEEPERS = (*DECIDERS, Role.AUDITOR, Role.ADMIN)
"""Who sees one register or another."""
STALE = "This form is older than your session. Please open the page again; nothing was changed."


class NoDesk(BedsideError):
    """This installation has nobody who decides."""


@dataclass(frozen=True, slots=True)
class DeskDoor:
    """The desk as one browser's session sees it."""

    desk: Desk

    def who(self, request: Request) -> Session | None:
        """Who is signed in, where there is a desk at all."""
        return access.session(request) if self.desk.service.desk is not None else None

    def room(self) -> Room:
        """The desk of the service.

        Raises:
            NoDesk: There is none.
        """
        if self.desk.service.desk is None:
            raise NoDesk("There is no desk here.")
        return self.desk.service.desk

    async def ask(self, request: Request, command: DeskCommand) -> Card:
        """The desk's answer to the person of the session."""
        asked = access.actor(request, self.desk.settings, "local")
        return await self.desk.answer(Ask(asked, PLATFORM, command))

    def person(self, request: Request) -> Person:
        """Who is there, with the roles held now."""
        asked = access.actor(request, self.desk.settings, "local")
        return self.room().person(Ask(asked, PLATFORM, ShowQueue()))

    def page(self, template: str, request: Request, status: int = 200, /, **values: object) -> HTMLResponse:
        """A page of the desk."""
        shared = {
            "active": "desk",
            "connected": self.desk.settings.connected,
            "session": self.who(request),
            "place": "queue",
            "places": self._places(request),
        }
        return page(template, status, **{**shared, **values})

    def _places(self, request: Request) -> tuple[tuple[str, str, str], ...]:
        """The pages of the desk that this person can use: name, path, words."""
        person = self.person(request)
        registers = person.may(*KEEPERS)
        return (
            ("queue", "/desk", "Queue" if sees_all(person) else "Yours"),
            *((("registers", "/desk/registers", "On file"),) if registers else ()),
            ("appeals", "/desk/appeals", "Appeals"),
            ("policy", "/desk/policy", "Policy and evidence"),
        )

    async def form(self, request: Request) -> dict[str, str] | Response:
        """The fields, where the form carries the session's own token; else the refusal."""
        fields, session = await bodies.read_form(request), self.who(request)
        if session is None:
            return RedirectResponse(SIGN_IN, 303)
        given = fields.pop("csrf", "")
        if not secrets.compare_digest(given.encode("utf-8", "replace"), session.csrf.encode()):
            return problem(request, 403, STALE)
        return fields
