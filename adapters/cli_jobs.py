"""``bedside jobs``: what waits, what was given up, and one more try for it. No word of a draft shows."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters import cli_options as options
from adapters.cli_terminal import InOrder, note, say, teach, visible
from bot.delivery import reference

if TYPE_CHECKING:
    from adapters.database.inbox import Troubled


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def jobs(context: click.Context) -> None:
    """See what waits to be answered, what is tried again, and what was given up."""
    teach(context)


@jobs.command()
@options.data
def show(*, data: Path | None) -> None:
    """Count the work in each state, and list what was given up and what is tried again.

    A line is: when it came, the reference that its sender was told, its key, how often it was tried, and
    why it was given up, or put off and until when.

    \b
    Example:
      bedside jobs show
    """  # noqa: D301
    from adapters import cli_databases, settings

    counts, troubled = cli_databases.work(settings.read(BEDSIDE_DATA=data))
    say(", ".join(f"{counts.get(state, 0)} {state}" for state in ("waiting", "done", "dead")))
    for work in troubled:
        say(visible(_told(work)))


@jobs.command()
@click.argument("key")
@options.data
def retry(*, key: str, data: Path | None) -> None:
    """Try again what was given up; a running worker takes it up within seconds.

    \b
    Example:
      bedside jobs retry slack:event:Ev0123456789
    """  # noqa: D301
    from adapters import cli_databases, settings

    cli_databases.retry(settings.read(BEDSIDE_DATA=data), key)
    note("It will be tried again.")


def _told(work: "Troubled") -> str:
    what = (
        f"{work.received_at[:16]}  {reference(work.key)}  {work.key}  {work.attempts} attempts  {work.code}"
    )
    if work.state == "waiting":
        return f"{what}, again at {work.due_at[:19]}"
    return what if work.kept else f"{what}  (its content is gone)"
