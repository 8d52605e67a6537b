"""What the commands about a person's own presence do with the database."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from adapters.bootstrap import open_service
from adapters.cli_judge import PLATFORM, user
from adapters.settings import Settings
from bot.cards import Card
from bot.commands import Request
from bot.errors import CommandError
from bot.model import Actor
from bot.personal_cards import GuideCard
from bot.personal_commands import USAGE, parse
from bot.presence_links import Link


def ask(settings: Settings, words: str, facts: Mapping[str, str]) -> Card:
    """The answer to ``words``, links filled with ``facts``.

    Raises:
        CommandError: They cannot be understood.
    """
    command = parse(words)
    if command is None:
        raise CommandError(USAGE)

    async def asked() -> Card:
        async with open_service(settings) as application:
            actor = Actor(f"cli:{user()}", tenant=settings.tenant)
            card = await application.service.handle(Request(actor, PLATFORM, command))
        if isinstance(card, GuideCard) and facts:
            card = replace(card, links=tuple(Link(link.label, link.filled(facts)) for link in card.links))
        return card

    return asyncio.run(asked())
