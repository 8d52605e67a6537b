"""The ``bedside`` command. What a subcommand alone needs is imported inside it, so that each starts fast.

Click and not Typer: Typer brings pydantic to every command, a third of the time that a review may take.
"""

import sys
from importlib import import_module
from typing import Any, NoReturn

import click
from click.exceptions import NoSuchCommand

from adapters import cli_exits
from adapters.cli_terminal import InOrder, forgiving_streams, say, teach

COMMANDS = {
    "review": "cli_review",
    "where": "cli_where",
    "respond": "cli_respond",
    "serve": "cli_serve",
    "policy": "cli_policy",
    "log": "cli_log",
    "jobs": "cli_jobs",
    "migrate": "cli_database",
    "database": "cli_database",
    "backup": "cli_database",
    "restore": "cli_database",
    "digest": "cli_digest",
    "model": "cli_model",
    "slack": "cli_slack",
    "teams": "cli_teams",
    "doctor": "cli_slack",
    "presence": "cli_own",
    "todos": "cli_own",
    "accounts": "cli_own",
    "profile": "cli_own",
    "ideas": "cli_own",
    "start": "cli_own",
    "pillars": "cli_own",
    "mine": "cli_own",
    "remind": "cli_own",
    "queue": "cli_desk",
    "approve": "cli_desk",
    "return": "cli_desk",
    "outcome": "cli_desk",
    "desk": "cli_desk",
    "register": "cli_desk",
    "freeze": "cli_desk",
    "signin": "cli_serve",
}
"""The module of each command, imported when it is asked for, in the order in which people need them."""

NAMES = {"return": "give_back"}
"""What a command is called in its module, where Python keeps its own name for itself."""


class _Bedside(InOrder):
    """A group with our exit codes: Click's own 2 for bad usage would read as a block."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Our own, then what stands elsewhere."""
        return [*super().list_commands(ctx), *COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now where it stands elsewhere."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"adapters.{COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, NAMES.get(cmd_name, cmd_name))
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does it, with every command among those that may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as unknown:
            raise NoSuchCommand(
                unknown.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None

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


def main() -> None:
    """The console script."""
    bedside(prog_name="bedside")


if __name__ == "__main__":
    main()
