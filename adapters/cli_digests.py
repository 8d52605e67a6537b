"""What ``bedside digest`` does with the service and the database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from adapters.application import Application
from adapters.bootstrap import open_service
from adapters.cli_exits import ExitCode, NoOutput
from adapters.cli_judge import PLATFORM, user
from adapters.clock import SystemClock
from adapters.connecting import connects
from adapters.settings import Settings
from bot.cards import NoteCard, as_text
from bot.commands import Request
from bot.delivery import Conversation
from bot.digest_book import Standing
from bot.digest_commands import parse
from bot.digest_words import NO_TIPS
from bot.digests import Digests, Overview
from bot.errors import BedsideError, CommandError, unknown_name
from bot.model import Actor

PLATFORMS = ("slack", "teams")
"""Where digests go."""

_Result = TypeVar("_Result")


class NotNow(BedsideError):
    """What is asked for cannot be done as things stand."""

    exit_code = ExitCode.BAD_DATA


@dataclass(frozen=True, slots=True)
class Preview:
    """A digest as a terminal shows it, and its picture."""

    text: str
    png: bytes | None = field(default=None, repr=False)


def ask(settings: Settings, words: str, to: str | None) -> NoteCard:
    """Do what the ``words`` say about the conversation ``to``.

    Raises:
        CommandError: They, or the place, cannot be understood.
    """
    command = parse(words)
    if command is None:
        raise CommandError("These words are not about the digest.")
    where = place(to) if to is not None else None

    async def asked(application: Application) -> NoteCard:
        actor = Actor(f"cli:{user()}", tenant=settings.tenant)
        card = await application.service.handle(Request(actor, PLATFORM, command), where)
        return card if isinstance(card, NoteCard) else NoteCard(as_text(card))

    return _with_service(settings, asked)


def preview(settings: Settings, to: str | None, day: date | None) -> Preview:
    """The next digest, or that of another week.

    Raises:
        NotNow: There is no tip to send.
    """
    where = place(to) if to is not None else None

    async def looked(application: Application) -> Preview:
        found, wanted = digests_of(application), day
        if wanted is None and where is not None:
            subscription = await application.workshop.subscriptions.subscription(where)
            wanted = subscription.next.day if subscription is not None else None
        card = await found.preview(settings.tenant, wanted)
        if card is None:
            raise NotNow(NO_TIPS)
        return Preview(as_text(card), card.image.png if card.image is not None else None)

    return _with_service(settings, looked)


def send(settings: Settings, to: str, *, again: bool) -> bool:
    """Put this week's digest on its way; False when it went there already.

    Raises:
        NotNow: Nobody approved digests yet, or they are held.
    """
    where = place(to)

    async def sent(application: Application) -> bool:
        book = application.workshop.subscriptions
        _refuse_obstacle(await book.standing(settings.tenant))
        subscription = await book.subscription(where)
        now = SystemClock().now()
        zone = ZoneInfo(subscription.schedule.zone) if subscription is not None else now.tzinfo
        day = now.astimezone(zone).date()
        return await application.workshop.sweeper.send_now(where, settings.tenant, day, again=again)

    return _with_service(settings, sent)


def is_connected(settings: Settings, to: str) -> bool:
    """Whether workers with these settings speak to the platform of the conversation ``to``."""
    return connects(settings, place(to).platform)


def listing(settings: Settings) -> tuple[str, ...]:
    """Standing, subscriptions and what became of the last digests, one line each."""
    return tuple(_listed(_overview(settings)))


def rotation(settings: Settings) -> tuple[str, ...]:
    """Every tip with its place in the rotation."""
    overview = _overview(settings)
    return tuple(
        f"{turn.state:<8} {turn.week or '':<11} {turn.tip.id:<28} {turn.tip.title}" for turn in overview.turns
    )


def write_image(path: Path, png: bytes) -> None:
    """Write the picture.

    Raises:
        NoOutput: It cannot be written.
    """
    try:
        path.write_bytes(png)
    except OSError as error:
        raise NoOutput(f"{path} cannot be written: {error.strerror}.") from error


def place(text: str) -> Conversation:
    """The conversation named ``PLATFORM:TENANT:ID``; the id may hold colons itself.

    Raises:
        CommandError: It is not written so.
    """
    parts = text.split(":", 2)
    if len(parts) != 3 or not all(part.strip() for part in parts):
        raise CommandError("--to names a conversation as PLATFORM:TENANT:ID, such as slack:T01:C02.")
    platform, tenant, name = parts
    if platform not in PLATFORMS:
        raise CommandError(f"--to: {unknown_name('platform', platform[:40], PLATFORMS)}")
    return Conversation(platform, tenant, name)


def digests_of(application: Application) -> Digests:
    """The service's digests."""
    digests = application.service.digests
    if digests is None:
        raise NotNow("Weekly digests are not available here.")
    return digests


def _overview(settings: Settings) -> Overview:
    return _with_service(settings, lambda application: digests_of(application).overview(settings.tenant))


def _listed(overview: Overview) -> Iterator[str]:
    standing = overview.standing
    yield _STANDING[standing.obstacle or ""].format(standing.approved_by, standing.held_by)
    for item in overview.subscriptions:
        yield f"{item.conversation.lock}  {item.schedule}, next {item.next.day}"
    if not overview.subscriptions:
        yield "Nobody subscribed yet."
    for sending in overview.sendings:
        yield f"{sending.day}  {sending.conversation.lock}  {sending.state} {sending.code}".rstrip()


_STANDING = {
    "": "Approved by {0}: digests go out.",
    "not_approved": "Not approved yet: see 'bedside digest preview', then 'bedside digest approve'.",
    "held": "Held by {1}: nothing goes out until 'bedside digest resume'.",
}


def _refuse_obstacle(standing: Standing) -> None:
    if standing.obstacle is not None:
        raise NotNow(_STANDING[standing.obstacle].format(standing.approved_by, standing.held_by))


def _with_service(settings: Settings, work: Callable[[Application], Awaitable[_Result]]) -> _Result:
    async def done() -> _Result:
        async with open_service(settings) as application:
            return await work(application)

    return asyncio.run(done())
