"""``bedside slack`` and ``bedside doctor``: connect Slack, and find out what is in the way."""

import json

import click

from adapters.cli_terminal import InOrder, note, report, say, teach


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def slack(context: click.Context) -> None:
    """Connect Bedside to Slack."""
    teach(context)


@slack.command()
@click.option("--url", metavar="URL", help="Where Slack reaches this server.  [env var: BEDSIDE_PUBLIC_URL]")
@click.option("--socket", is_flag=True, help="For Socket Mode: nothing needs to be reachable.")
@click.option("--name", default="Bedside", show_default=True, help="As people see it.")
def manifest(*, url: str | None, socket: bool, name: str) -> None:
    """Print the app's manifest.

    Paste it at https://api.slack.com/apps, Create New App, From a manifest.

    \b
    Examples:
      bedside slack manifest --socket
      bedside slack manifest --url https://bedside.example.org > manifest.json
    """  # noqa: D301 - \b keeps the examples' line ends
    from adapters import settings
    from adapters.slack.manifest import EXAMPLE_URL
    from adapters.slack.manifest import manifest as made

    address = settings.read(BEDSIDE_PUBLIC_URL=url).public_url
    if address and not socket and not address.startswith("https://"):
        raise click.UsageError(f"Slack sends to only https:// addresses, and not to {address}.")
    if not address and not socket:
        note(f"bedside: {EXAMPLE_URL} stands for your address; give your own with --url.")
    say(json.dumps(made(address or EXAMPLE_URL, socket=socket, name=name), indent=2))


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """See whether Slack, Teams and the model are connected as they should be, and what to do where not.

    Nothing is changed or sent to anybody; a model is asked a made-up question. Exits with 69 when something
    is not well.
    """
    import asyncio

    from adapters import cli_doctor, settings

    report(context, asyncio.run(cli_doctor.examine(settings.read())))
