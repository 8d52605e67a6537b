"""A person's own page: presence check, to-dos, what is kept. Each button posts the words behind it.

Names, employers and cities are filled into links by the page's script, in the browser: no field of theirs
has a name, so that no form carries them, and no address of ours does.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from adapters.web import access, bodies
from adapters.web.desk import Desk
from adapters.web.pages import PLATFORM
from adapters.web.problems import problem
from adapters.web.templating import page
from bot import commands, personal_commands, placing_commands
from bot.cards import NoteCard, as_text
from bot.errors import CommandError
from bot.personal_cards import GuideCard
from bot.placing_cards import ASK
from bot.placing_commands import PlaceHelp

FIELDS: Mapping[str, tuple[str, str]] = {
    "name": ("Your name", "as you publish it"),
    "employer": ("Your employer", ""),
    "former": ("A former employer", ""),
    "city": ("Your city", ""),
    "fact": ("A second fact", "if your name is common: your specialty, a middle name"),
}
"""What the browser keeps for links, each with its label and a hint."""

PAGES = {
    "/own": "mine",
    "/own/presence": "presence",
    "/own/accounts": "accounts",
    "/own/profiles": "profile",
    "/own/todos": "todos",
    "/own/ideas": "ideas",
    "/own/start": "start",
}
"""What each address of one's own pages asks for, in the words that are typed in a chat."""

TITLES = {"/own": "My page", "/where": ASK}

SIGN_IN = (
    "What is here belongs to one person alone, so it needs a sign-in of your own. The token of this server, "
    "which others hold as well, does not open it."
)


@dataclass(frozen=True, slots=True)
class _View:
    """A card, which of the browser's fields its links ask for, and where its buttons post.

    ``text`` is what was put in last; it stands in the field again, so that it can be mended.
    """

    card: GuideCard
    fields: tuple[tuple[str, str, str], ...]
    action: str
    text: str = field(repr=False)

    @classmethod
    def of(cls, card: GuideCard, action: str, text: str) -> "_View":
        wanted = (*card.needs, "fact") if card.needs else ()
        return cls(card, tuple((name, *FIELDS[name]) for name in wanted), action, text)


def routes(desk: Desk) -> APIRouter:
    """The routes of a person's own page."""
    router = APIRouter(include_in_schema=False)

    def locked(request: Request) -> Response | None:
        """Beyond this machine only somebody's own session will do: a name beside a shared token is stated."""
        if access.session(request) is not None or not desk.settings.beyond_loopback:
            return None
        if desk.settings.session_of is None:
            return problem(request, 403, SIGN_IN)
        return RedirectResponse("/signin", 303)

    async def asked(request: Request, words: str, text: str = "") -> HTMLResponse:
        command = personal_commands.parse(words)
        if command is None:
            raise CommandError(personal_commands.USAGE)
        return await answered(request, command, "/own", text)

    async def answered(
        request: Request, command: commands.Command, action: str, text: str = ""
    ) -> HTMLResponse:
        who = access.actor(request, desk.settings, "local")
        card = await desk.answer(commands.Request(who, PLATFORM, command))
        if not isinstance(card, GuideCard):
            card = GuideCard(TITLES[action], as_text(card), failed=isinstance(card, NoteCard) and card.failed)
        return page(
            "own.html",
            422 if card.failed else 200,
            active=action.removeprefix("/"),
            connected=desk.settings.connected,
            view=_View.of(card, action, text),
        )

    def opened_by(words: str) -> Callable[[Request], Awaitable[Response]]:
        async def opened(request: Request) -> Response:
            return locked(request) or await asked(request, words)

        return opened

    for path, words in PAGES.items():
        router.add_api_route(path, opened_by(words), methods=["GET"])

    @router.post("/own")
    async def press(request: Request) -> Response:
        if (closed := locked(request)) is not None:
            return closed
        form = await bodies.read_form(request)
        return await asked(request, _words(form), form.get("text", ""))

    @router.get("/where")
    async def where(request: Request) -> Response:
        return await answered(request, PlaceHelp(), "/where")

    @router.post("/where")
    async def place(request: Request) -> Response:
        command = placing_commands.parse(_words(await bodies.read_form(request)))
        return await answered(request, command or PlaceHelp(), "/where")

    return router


def _words(form: Mapping[str, str]) -> str:
    """The words of a button, with the reason that was picked or the text that was put in."""
    text = form.get("text", "").replace("\r\n", "\n")
    words = f"{form.get('words', '')} {form.get('reason', '')}".strip()
    return f"{words}\n{text}" if text.strip() else words
