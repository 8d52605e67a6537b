"""``bedside model``: see what an endpoint can do, how far texts may go, and what was spent."""

import click

from adapters.cli_exits import ExitCode
from adapters.cli_terminal import InOrder, say, teach


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def model(context: click.Context) -> None:
    """The language model: what it can do, how far texts may go, what it cost."""
    teach(context)


@model.command()
def check() -> int:
    """Ask the endpoint a made-up question, say what it can do, and remember it.

    No text of anybody is sent. A server whose key or quota was refused asks again after this.

    \b
    Examples:
      OPENAI_BASE_URL=http://127.0.0.1:11434/v1 BEDSIDE_MODEL=llama3.2 bedside model check
    """  # noqa: D301 - \b keeps the examples' line ends
    from adapters import settings
    from adapters.model.checking import run

    told = run(settings.read())
    for line in told.lines:
        say(line)
    return ExitCode.OK if told.well else ExitCode.UNAVAILABLE


@model.command()
@click.argument("mode", type=click.Choice(["off", "local", "baa"]))
@click.option("--workspace", metavar="NAME", help="The workspace; by default that of BEDSIDE_TENANT.")
def switch(*, mode: str, workspace: str | None) -> int:
    """Say how far the texts of a workspace may go; it is put on record.

    off: nowhere. local: to a model on this machine or a private network. baa: also further, encrypted, to an
    endpoint that a business associate agreement covers. Identifiers that are found are taken out in any case.

    \b
    Examples:
      bedside model switch local
      bedside model switch baa --workspace T0123ABC
    """  # noqa: D301 - \b keeps the examples' line ends
    from adapters import settings
    from adapters.model.switching import turn

    chosen = settings.read()
    say(turn(chosen, workspace or chosen.tenant, mode))
    return ExitCode.OK


@model.command()
def spent() -> int:
    """What each workspace spent on the model this month: tokens, and money where prices are set."""
    from adapters import settings
    from adapters.model.switching import spending

    lines = spending(settings.read())
    for line in lines or ["Nothing was spent on a model this month."]:
        say(line)
    return ExitCode.OK
