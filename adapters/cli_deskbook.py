"""What the desk's commands do with the database."""

import asyncio

from adapters.bootstrap import open_service
from adapters.cli_exits import ExitCode
from adapters.cli_judge import PLATFORM, user
from adapters.cli_terminal import complain, say, visible
from adapters.session import LINK_LASTS
from adapters.settings import Settings
from bot.cards import as_text
from bot.commands import Request
from bot.desk_lists import ItemCard, row_text
from bot.errors import CommandError, StartError
from bot.model import Actor
from bot.register_words import facts
from bot.registers import Register


def ask(settings: Settings, command: object) -> int:
    """Ask the desk as the user of this machine; the exit code says whether anything was done."""

    async def asked() -> int:
        async with open_service(settings) as application:
            actor = Actor(f"cli:{user()}", tenant=settings.tenant)
            card = await application.service.handle(Request(actor, PLATFORM, command))  # type: ignore[arg-type]
        refused = getattr(card, "refused", False) or getattr(card, "failed", False)
        (complain if refused else say)(visible(as_text(card)))
        return ExitCode.BAD_DATA if refused else ExitCode.OK

    return asyncio.run(asked())


def on_file(settings: Settings, name: str | None) -> list[str]:
    """What is on file, a line each."""
    if name is not None and name not in set(Register):
        raise CommandError.unknown("register", name, Register)
    wanted = (Register(name),) if name is not None else ()

    async def listed() -> list[str]:
        async with open_service(settings) as application:
            desk = application.service.desk
            if desk is None:
                return []
            items = await desk.books.registers.items(settings.tenant, *wanted)
            now, policy = desk.clock.now(), desk.policy
        return [row_text(ItemCard(item, now, facts=facts(item, policy))) for item in items]

    return asyncio.run(listed())


def link(settings: Settings, person: str) -> str:
    """A one-time link that signs ``person`` in.

    Raises:
        StartError: The server can be reached from other machines, where no link counts.
        CommandError: The pack names nobody of that id.
    """
    if not settings.loopback:
        raise StartError("One-time links work only while BEDSIDE_HOST is this machine alone.")

    async def offered() -> str:
        async with open_service(settings) as application:
            people = application.service.desk.policy.people if application.service.desk is not None else {}
            if person not in people:
                raise CommandError.unknown("person", person, people)
            key = await application.sessions.offer({"person": person}, LINK_LASTS)
            return f"http://{settings.host}:{settings.port}/signin/link?key={key}"

    return asyncio.run(offered())
