"""``bedside serve``: the web page, the JSON API and every connected platform, until a signal comes."""

from pathlib import Path

import click

from adapters import cli_options as options
from adapters.cli_terminal import say


@click.command()
@click.option("--host", metavar="ADDRESS", help="The address to listen on.  [env var: BEDSIDE_HOST]")
@click.option("--port", metavar="PORT", help="The port; 0 takes any free one.  [env var: BEDSIDE_PORT]")
@click.option(
    "--role",
    type=click.Choice(["all", "web", "worker"]),
    help="Answer the door, work, or both.  [env var: BEDSIDE_ROLE]",
)
@options.data
@click.pass_context
def serve(
    context: click.Context, *, host: str | None, port: str | None, role: str | None, data: Path | None
) -> None:
    """Serve the page, the JSON API and the decision log, and do the work that comes in.

    On PostgreSQL there may be any number of processes: some with --role web take requests and keep
    them, some with --role worker answer them. A worker's port serves only /healthz, /readyz and /metrics.

    Everything comes from the environment (docs/operations.md lists it). With nothing set, the page is
    at http://127.0.0.1:8080 and the log is an SQLite file in the data folder. Ctrl-C stops it.

    \b
    Examples:
      bedside serve
      bedside serve --port 8090
      BEDSIDE_HOST=0.0.0.0 BEDSIDE_API_TOKEN=... bedside serve
      DATABASE_URL=postgresql://bedside@db/bedside bedside serve --role worker
    """  # noqa: D301 - \b keeps the examples' line ends
    from adapters import settings

    chosen = settings.read(BEDSIDE_HOST=host, BEDSIDE_PORT=port, BEDSIDE_ROLE=role, BEDSIDE_DATA=data)
    chosen.refuse_open_doors()

    from adapters import cli_server

    cli_server.serve(chosen, settings.misspelt(), colours=context.color is not False)


@click.command()
@click.argument("person")
@options.data
def signin(*, person: str, data: Path | None) -> None:
    """Write a link that signs PERSON in at the desk, once, within ten minutes.

    It works only while the server listens on this machine alone. PERSON is an id of the policy pack.

    \b
    Example:
      bedside signin dana.reyes
    """  # noqa: D301
    from adapters import cli_deskbook, settings

    say(cli_deskbook.link(settings.read(BEDSIDE_DATA=data), person))
