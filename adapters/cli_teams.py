"""``bedside teams``: the app package for Microsoft Teams, and whether everything for it is in place."""

from pathlib import Path

import click

from adapters.cli_terminal import InOrder, report, say


@click.group(cls=InOrder)
def teams() -> None:
    """Connect Microsoft Teams: docs/teams.md goes from nothing to a first review."""


@teams.command()
@click.option("--app-id", metavar="ID", help="The app's id in Entra.  [env var: MicrosoftAppId]")
@click.option(
    "--organization", required=True, metavar="NAME", help="Who runs Bedside, at most 32 characters."
)
@click.option("--website", required=True, metavar="URL", help="Your website.")
@click.option("--privacy", required=True, metavar="URL", help="Your privacy notice.")
@click.option("--terms", required=True, metavar="URL", help="Your terms of use.")
@click.option(
    "--version", "number", default="1.0.0", show_default=True, metavar="N.N.N", help="Raise it to update."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("bedside-teams.zip"),
    show_default=True,
    metavar="FILE",
    help="Where to write it.",
)
def package(
    *, app_id: str | None, organization: str, website: str, privacy: str, terms: str, number: str, out: Path
) -> None:
    """Write the app package that you upload to Teams.

    \b
    Example:
      bedside teams package --organization "Mercy Hospital" --website https://mercy.example \\
        --privacy https://mercy.example/privacy --terms https://mercy.example/terms
    """  # noqa: D301 - \b keeps the example's line ends
    from adapters import settings
    from adapters.teams.package import About
    from adapters.teams.package import package as packed
    from adapters.teams_examining import refuse_package

    chosen = settings.read(MicrosoftAppId=app_id)
    about = About(chosen.teams_app_id or "", organization, website, privacy, terms, number)
    refuse_package(about)
    try:
        out.write_bytes(packed(about))
    except OSError as error:
        from bot.errors import SettingsError

        raise SettingsError(f"{out} cannot be written: {error.strerror}.") from error
    say(f"Wrote {out}. Upload it in the Teams admin center under 'Manage apps', or in Teams under 'Apps'.")


@teams.command()
@click.pass_context
def check(context: click.Context) -> None:
    """See that Teams can be let in and answered; the part of 'bedside doctor' that is about Teams.

    Asks Microsoft's servers twice; sends nothing to anybody. Exits with 69 when something is not well.
    """
    from adapters import settings
    from adapters.teams_examining import examined

    report(context, [*examined(settings.read())])
