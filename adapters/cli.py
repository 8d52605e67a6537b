"""The ``bedside`` command. What a subcommand alone needs is imported inside it, so that each starts fast.

Click and not Typer: Typer brings pydantic to every command, a third of the time that a review may take.
"""

import sys
from typing import Any, NoReturn

import click

from adapters import cli_exits
from adapters.cli_database import backup, database, migrate, restore
from adapters.cli_desk import approve, desk, freeze, give_back, outcome, queue, register
from adapters.cli_digest import digest
from adapters.cli_jobs import jobs
from adapters.cli_log import log
from adapters.cli_model import model
from adapters.cli_own import (
    accounts,
    ideas,
    mine,
    pillars,
    presence,
    profile,
    remind,
    start,
    todos,
)
from adapters.cli_policy import policy
from adapters.cli_respond import respond
from adapters.cli_review import review
from adapters.cli_serve import serve, signin
from adapters.cli_slack import doctor, slack
from adapters.cli_teams import teams
from adapters.cli_terminal import InOrder, forgiving_streams, say, teach
from adapters.cli_where import where


class _Bedside(InOrder):
    """A group with our exit codes: Click's own 2 for bad usage would read as a block."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run and exit."""
        forgiving_streams()
        extra["standalone_mode"] = False
        begin = super().main
        sys.exit(cli_exits.run(lambda: begin(*args, **extra)))


@click.group(
    cls=_Bedside,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--no-colour", envvar="NO_COLOR", default="", hidden=True)
@click.option("--debug", envvar="BEDSIDE_DEBUG", default="", hidden=True)
@click.pass_context
def bedside(context: click.Context, *, no_colour: str, debug: str) -> None:
    """Reviews what healthcare executives are about to say in public: ok, revise or block.

    \b
    Start here:
      bedside review draft.txt     judge one draft
      bedside where draft.txt      where it should go, and how it would stand there
      bedside respond review.txt   who must know, and calm replies to a public review
      bedside serve                the web page, at http://127.0.0.1:8080
      bedside policy list          the rules that drafts are judged by
      bedside log show             what was decided so far
      bedside jobs show            what waits to be answered, and what was given up
      bedside queue                what waits to be decided by people
      bedside presence             what strangers find when they look for you

    \b
    Exit codes:
      0 ok   1 revise   2 block
      64 bad usage      65 a draft, pack or log that cannot be used
      66 no such file   69 port, database or log not available
      70 our mistake    73 a folder that cannot be written    78 settings
    """  # noqa: D301 - \b keeps the line ends
    if no_colour:
        context.color = False
    if debug:
        context.with_resource(cli_exits.traced())
    teach(context)


@bedside.command()
def version() -> None:
    """Say which version this is."""
    from importlib.metadata import version as installed

    say(f"bedside {installed('bedside')}")


for command in (
    review,
    where,
    respond,
    serve,
    policy,
    log,
    jobs,
    migrate,
    database,
    backup,
    restore,
    digest,
    model,
    slack,
    teams,
    doctor,
):
    bedside.add_command(command)
for command in (presence, todos, accounts, profile, ideas, start, pillars, mine, remind):
    bedside.add_command(command)
for command in (queue, approve, give_back, outcome, desk, register, freeze, signin):
    bedside.add_command(command)


def main() -> None:
    """The console script."""
    bedside(prog_name="bedside")


if __name__ == "__main__":
    main()
