"""``bedside where``: which outlets suit a draft, and how it would stand there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from adapters import cli_input, policy_files
from adapters import cli_options as options
from adapters.cli_exits import ExitCode, told
from adapters.cli_judge import PLATFORM, Bench, at_a_bench, open_reader, requests, user
from adapters.cli_terminal import note
from adapters.clock import SystemClock
from bot import context
from bot.cards import Card, ReviewCard
from bot.commands import Command, Request, ReviewDraft
from bot.judging import judge
from bot.model import Actor, Draft, Kind, Review
from bot.outlet_names import OUTLETS
from bot.placing import Placing
from bot.placing_commands import PlaceDraft, outlet_of
from bot.reviewable import check


@click.command()
@click.argument("file", default=cli_input.STDIN, metavar="[FILE]")
@click.option(
    "--outlet",
    type=click.Choice([outlet.value for outlet in OUTLETS]),
    metavar="NAME",
    help="Show the draft as it would stand on this outlet, reviewed again.",
)
@click.option(
    "--context",
    "about",
    default="",
    metavar="PHRASES",
    help='What is known besides the words: "attachments: photo of the lobby; alt text present".',
)
@click.option("--as-of", type=options.DAY, metavar="DATE", help="The day for authorizations; today.")
@at_a_bench
def where(*, file: str, outlet: str | None, about: str, as_of: datetime | None, bench: Bench) -> int:
    """Say where a draft should go, and show it as it would stand there.

    No word is invented: a text is cut at the ends of sentences, or not at all.

    \b
    Examples:
      bedside where draft.txt
      bedside where draft.txt --outlet x
      bedside where draft.txt --context "attachments: photo of the lobby"
    """  # noqa: D301 - \b keeps the examples' line ends
    today = as_of.date() if as_of else SystemClock().now().date()
    draft = Draft(cli_input.read_draft(file), context=context.parse(about, today))
    check(draft)
    with _placing(bench) as answer:
        card = answer(PlaceDraft(draft, outlet_of(outlet) if outlet else None))
    ended = told(card)
    if outlet is None and ended is ExitCode.OK:
        note("To see it as it would stand on one of them, add its name: --outlet linkedin")
    return ended


@contextmanager
def _placing(bench: Bench) -> Iterator[Callable[[Command], Card]]:
    """The service with its log, where one is wanted; else the bare core."""
    if bench.recorded:
        with requests(bench) as handle:
            yield handle
        return
    import asyncio

    pack = policy_files.load(bench.policies, bench.pack, bench.cache)
    reader = None if bench.rules_only else open_reader(Kind.POST)

    async def judged(draft: Draft) -> Review:
        return judge(draft, pack, reader)[0]

    async def reviewed(request: Request) -> ReviewCard:
        assert isinstance(request.command, ReviewDraft)  # noqa: S101 - nothing else is asked here
        review, safer = judge(request.command.draft, pack, reader)
        return ReviewCard(request.command.draft, review, safer)

    placing = Placing(pack, reviewed, judged)
    yield lambda command: asyncio.run(placing.handle(Request(Actor(f"cli:{user()}"), PLATFORM, command)))
