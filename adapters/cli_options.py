"""Options that several commands share; those that an environment variable can set say which."""

from pathlib import Path

import click

FOLDER = click.Path(path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])

policies = click.option(
    "--policies",
    type=FOLDER,
    metavar="FOLDER",
    envvar="BEDSIDE_POLICIES",
    show_envvar=True,
    help="A folder of your own policy packs, one folder each.",
)
pack = click.option(
    "--pack",
    default="organization",
    metavar="NAME",
    envvar="BEDSIDE_PACK",
    show_envvar=True,
    show_default=True,
    help="The pack to judge by.",
)
data = click.option(
    "--data",
    type=FOLDER,
    metavar="FOLDER",
    envvar="BEDSIDE_DATA",
    show_envvar=True,
    help="The folder with the decision log and its keys.",
)
cache = click.option(
    "--cache", type=FOLDER, envvar="BEDSIDE_CACHE", hidden=True, callback=lambda *got: _home(got[2])
)
"""Where validated packs are kept between runs."""


def _home(cache: Path | None) -> Path | None:
    """A folder of the user's; ``None`` for a user without a home."""
    try:
        return cache or Path.home() / ".cache" / "bedside"
    except RuntimeError:
        return None
