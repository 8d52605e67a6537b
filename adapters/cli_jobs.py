"""``bedside jobs``: what waits, what was given up, and one more try for it. No word of a draft shows."""

from pathlib import Path

import click

from adapters import cli_options as options
from adapters.cli_terminal import InOrder, note, say, teach, visible
from bot.delivery import reference


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def jobs(context: click.Context) -> None:
    """See what waits to be answered, and what was given up."""
    teach(context)


@jobs.command()
@options.data
def show(*, data: Path | None) -> None:
    """Count the work in each state, and list what was given up.

    A line is: when it came, the reference that its sender was told, its key, how often it was tried, and
    why it was given up.

    \b
    Example:
      bedside jobs show
    """  # noqa: D301
    from adapters import cli_databases, settings

    counts, letters = cli_databases.work(settings.read(BEDSIDE_DATA=data))
    say(", ".join(f"{counts.get(state, 0)} {state}" for state in ("waiting", "done", "dead")))
    for letter in letters:
        again = "" if letter.kept else "  (its content is gone)"
        tried = f"{letter.attempts} attempts  {letter.code}{again}"
        say(visible(f"{letter.received_at[:16]}  {reference(letter.key)}  {letter.key}  {tried}"))


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
