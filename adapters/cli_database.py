"""``bedside migrate``, ``database copy``, ``backup`` and ``restore``: what an operator does."""

from pathlib import Path

import click

from adapters import cli_options as options
from adapters.cli_terminal import InOrder, note, progress, say, teach

_FILE = click.Path(path_type=Path)


@click.command()
@options.data
def migrate(*, data: Path | None) -> None:
    """Bring the database to the schema of this version. A server does that by itself when it starts.

    With several processes on PostgreSQL, run it once before the new version is rolled out.

    \b
    Example:
      bedside migrate
    """  # noqa: D301
    from adapters import cli_databases, settings

    say(cli_databases.migrated(settings.read(BEDSIDE_DATA=data)))


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def database(context: click.Context) -> None:
    """Move everything to another database."""
    teach(context)


@database.command("copy")
@click.option(
    "--to",
    "target",
    metavar="URL",
    envvar="BEDSIDE_COPY_TO",
    help="The new database, which must be empty.  [env var: BEDSIDE_COPY_TO]",
)
@options.data
def copy_database(*, target: str | None, data: Path | None) -> None:
    """Copy everything from DATABASE_URL into another database, and prove that it arrived.

    Rows are counted and every chain of the decision log is verified in its new place. Stop the
    server first; start it again with the new DATABASE_URL.

    \b
    Examples:
      bedside database copy --to postgresql://bedside@db/bedside
      BEDSIDE_COPY_TO=postgresql://bedside:secret@db/bedside bedside database copy
    """  # noqa: D301
    if target is None:
        raise click.UsageError("Name the new database with --to, or in BEDSIDE_COPY_TO.")
    from adapters import cli_databases, settings

    with progress("Copying", shown=True) as bar:
        told = cli_databases.copied(settings.read(BEDSIDE_DATA=data), target, bar.at)
    say(told)


@click.command()
@click.argument("file", type=_FILE)
@options.data
def backup(*, file: Path, data: Path | None) -> None:
    """Write everything to one file, while the server runs, and prove that it is whole.

    The file is an SQLite database, whatever DATABASE_URL is. The keys are not in it: keep them apart.

    \b
    Example:
      bedside backup /mnt/backups/bedside-monday.db
    """  # noqa: D301
    from adapters import cli_databases, settings

    chosen = settings.read(BEDSIDE_DATA=data)
    with progress("Writing", shown=True) as bar:
        told = cli_databases.backed_up(chosen, file, bar.at)
    say(told)
    note("The keys are not in it. Keep a copy of them somewhere else.")
    if (key := cli_databases.signing_key(chosen)) is not None:
        note(f"Where it is checked without them, 'restore --key FILE' needs this public key in a file: {key}")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--check", is_flag=True, help="Rehearse: restore into a throw-away database and prove it.")
@click.option(
    "--key", type=_FILE, metavar="FILE", help="Public keys, where this machine has none of its own."
)
@options.data
def restore(*, file: Path, check: bool, key: Path | None, data: Path | None) -> None:
    """Bring a backup back into DATABASE_URL, which must be empty.

    \b
    Examples:
      bedside restore --check /mnt/backups/bedside-monday.db
      bedside restore --check --key bedside.pub /mnt/backups/bedside-monday.db
      DATABASE_URL=postgresql://bedside@db/new bedside restore /mnt/backups/bedside-monday.db
    """  # noqa: D301
    from adapters import cli_databases, settings

    with progress("Restoring", shown=True) as bar:
        chosen = settings.read(BEDSIDE_DATA=data)
        told = cli_databases.restored(chosen, file, bar.at, rehearsal=check, key=key)
    say(told)
