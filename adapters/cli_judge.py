"""What stands behind ``bedside review``: the bare core, or the whole service with its log."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack, contextmanager
from dataclasses import dataclass
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adapters import cli_options as options
from adapters import policy_files
from adapters.cli_terminal import note
from adapters.local_reader import LocalReader
from adapters.reader_package import ReaderUnavailable
from bot.cards import Card, ReviewCard
from bot.errors import SettingsError
from bot.judging import RULES_ONLY, judge
from bot.model import Actor, Draft, Kind
from bot.praise import praise
from bot.reviewable import check

if TYPE_CHECKING:  # a review alone needs no service
    from adapters.application import Application
    from bot import commands

PLATFORM = "cli"

Judge = Callable[[Draft], Card]
"""Answers one draft; raises ``DraftError`` where none can be given."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and by what drafts are judged.

    ``recorded`` asks for an entry in the decision log, ``model`` for what a language model adds; ``batch``
    says that nobody waits for each answer.
    """

    policies: Path | None
    pack: str
    cache: Path | None
    data: Path | None
    rules_only: bool
    recorded: bool
    model: bool = False
    batch: bool = False

    def judge(self) -> AbstractContextManager[Judge]:
        """Open what is needed, and close it again."""
        return _recording(self) if self.recorded else _bare(self)


_OPTIONS = (
    click.option(
        "--model",
        is_flag=True,
        help="Let the language model of the settings read it, too, as far as the privacy switch allows. Such "
        "answers are always recorded.",
    ),
    click.option("--rules-only", is_flag=True, help="Leave the local reader out."),
    click.option(
        "--log/--no-log",
        default=None,
        help="Record each answer in the decision log. Without either, it is recorded where --data or "
        "DATABASE_URL names a log.",
    ),
    options.policies,
    options.pack,
    options.data,
    options.cache,
    click.option("--reader", envvar="BEDSIDE_READER", default="auto", hidden=True),
    click.option("--database", envvar="DATABASE_URL", default="", hidden=True),
)


def at_a_bench(command: Callable[..., int]) -> Callable[..., int]:
    """Give ``command`` the options that say where and by what to judge; it gets them as one ``bench``."""

    @wraps(command)
    def judging(
        *,
        rules_only: bool,
        log: bool | None,
        policies: Path | None,
        pack: str,
        data: Path | None,
        cache: Path | None,
        reader: str,
        database: str,
        model: bool,
        **own: Any,
    ) -> int:
        bench = Bench(
            policies=policies,
            pack=pack,
            cache=cache,
            data=data,
            rules_only=rules_only or reader == "off",
            recorded=model or (bool(data or database) if log is None else log),
            model=model,
            batch=bool(own.get("jsonl")),
        )
        return command(bench=bench, **own)

    return reduce(lambda made, option: option(made), reversed(_OPTIONS), judging)


@contextmanager
def _bare(bench: Bench) -> Iterator[Judge]:
    """The pure core: no database, no web framework, so that it answers at once."""
    pack = policy_files.load(bench.policies, bench.pack, bench.cache)
    reader = None if bench.rules_only else open_reader(Kind.POST)
    notices = () if reader is not None or bench.rules_only else (RULES_ONLY,)

    def answer(draft: Draft) -> ReviewCard:
        check(draft)
        review, safer = judge(draft, pack, reader)
        good = praise(draft, review, pack)
        return ReviewCard(draft, review, safer, None, good, (*review.notices, *notices))

    yield answer


@contextmanager
def _recording(bench: Bench) -> Iterator[Judge]:
    from bot.commands import ReviewDraft

    with requests(bench) as handle:
        yield lambda draft: handle(ReviewDraft(draft))


@contextmanager
def requests(bench: Bench) -> Iterator["Callable[[commands.Command], Card]"]:
    """The service as the server has it; every answer becomes an entry."""
    import asyncio

    from adapters import bootstrap, observability, settings
    from bot.commands import Request

    chosen = settings.read(
        BEDSIDE_POLICIES=bench.policies,
        BEDSIDE_PACK=bench.pack,
        BEDSIDE_DATA=bench.data,
        BEDSIDE_READER="off" if bench.rules_only else None,
    )
    actor = Actor(f"cli:{user()}", tenant=chosen.tenant)
    with observability.untold(), asyncio.Runner() as runner:
        held = AsyncExitStack()
        opened = bootstrap.open_service(chosen)
        application = runner.run(held.enter_async_context(opened))

        async def answered(asked: Request) -> Card:
            card = await application.service.handle(asked)
            return await application.service.advise(asked, card, batch=bench.batch) if bench.model else card

        def answer(command: "commands.Command") -> Card:
            return runner.run(answered(Request(actor, PLATFORM, command)))

        if bench.model:
            runner.run(_ready(application, chosen.tenant))

        try:
            yield answer
        finally:
            runner.run(held.aclose())


async def _ready(application: "Application", tenant: str) -> None:
    """Load the model's client before the clock runs, or say why there will be nothing of a model.

    Raises:
        SettingsError: There is none, or the workspace's privacy switch is off.
    """
    from bot.model_calls import Mode

    if application.adviser is None:
        raise SettingsError(f"--model needs a model: {dict(application.status)['model']}. See docs/model.md.")
    if await application.switch.mode(tenant) is Mode.OFF:
        raise SettingsError(
            f"The privacy switch of the workspace '{tenant}' is off, so nothing may be sent to a model. Set "
            "BEDSIDE_MODEL_PRIVACY, or use 'bedside model switch'. See docs/privacy.md first."
        )
    await application.adviser.warm()


def user() -> str:
    """Who is signed in to this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def open_reader(*kinds: Kind) -> LocalReader | None:
    """The local reader for ``kinds``, or ``None`` where it is not installed or its weights are damaged."""
    reader = LocalReader()
    if not reader.available():
        return None
    try:
        reader.load(*kinds)  # what is damaged is told before anything is judged
    except ReaderUnavailable as error:
        note(str(error))
        return None
    return reader
