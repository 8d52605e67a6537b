"""``bedside log``: read, prove and export the decision log. It holds no word of any draft."""

import json
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from adapters import cli_options as options
from adapters.cli_exits import ExitCode
from adapters.cli_terminal import InOrder, complain, note, progress, say, teach, visible
from bot.model import ADAPTED, Verdict
from bot.outcomes import outcome_label
from bot.ports import Entry, LogQuery

_FILE = click.Path(path_type=Path)


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def log(context: click.Context) -> None:
    """Read, prove and export the decision log."""
    teach(context)


@log.command()
@click.option("--verdict", type=click.Choice([verdict.value for verdict in Verdict]), help="Only this one.")
@click.option("--category", metavar="NAME", help="Only with such a finding; phi finds phi.name, too.")
@click.option("--person", metavar="ID", help="Only what this person asked.")
@click.option("--about", metavar="ID", help="Only what was recorded about this entry later.")
@click.option("--since", type=options.DAY, metavar="DATE", help="From this day on, in UTC.")
@click.option("--until", type=options.DAY, metavar="DATE", help="Up to this day, which counts.")
@click.option(
    "--limit",
    type=click.IntRange(1, 100_000),
    default=20,
    show_default=True,
    help="How many entries, newest first.",
)
@click.option("--views", is_flag=True, help="Also who looked at the log, and when.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@options.data
def show(
    *,
    verdict: str | None,
    category: str | None,
    person: str | None,
    about: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    views: bool,
    as_json: bool,
    data: Path | None,
) -> None:
    """Show what was decided, newest first.

    \b
    Examples:
      bedside log show
      bedside log show --verdict block --since 2026-11-01
      bedside log show --about 7k2m9q4t1xzb
      bedside log show --json --limit 1000 | jq .decision.verdict
    """  # noqa: D301 - \b keeps the examples' line ends
    from adapters import cli_logbook, settings

    query = LogQuery(
        verdict=verdict,
        category=category,
        actor=person,
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
        views=views,
    )
    entries = cli_logbook.find(settings.read(BEDSIDE_DATA=data), query, about)
    for entry in entries:
        say(json.dumps(asdict(entry), default=_moment) if as_json else visible(_line(entry)))
    if not entries:
        note("No entry fits.")


@log.command()
@click.option("--file", type=_FILE, metavar="EXPORT", help="Verify this export instead of the database.")
@click.option("--key", type=_FILE, metavar="FILE", help="Public keys that you got at another time.")
@click.option("--checkpoint", type=_FILE, metavar="FILE", help="Checkpoints that were kept elsewhere.")
@options.data
def verify(*, file: Path | None, key: Path | None, checkpoint: Path | None, data: Path | None) -> int:
    """Prove that nothing was changed, removed, reordered or cut off; each problem is named.

    The exit code is 0 for a whole log and 65 for a damaged one.

    \b
    Examples:
      bedside log verify
      bedside log verify --checkpoint /mnt/elsewhere/checkpoints.jsonl
      bedside log verify --file export.jsonl --key bedside.pub
    """  # noqa: D301
    if file is not None:
        return _verify_export(file, key, checkpoint)
    from adapters import cli_logbook, settings

    chosen = settings.read(BEDSIDE_DATA=data)
    keys = cli_logbook.public_keys(chosen, key)
    kept = cli_logbook.kept_checkpoints(checkpoint)
    with progress("Verifying", shown=True) as bar:
        status = cli_logbook.verify(chosen, keys, kept, bar.at)
    for problem in status.problems:
        complain(problem)
    if not status.whole:
        complain(f"DAMAGED. {status.entries} entries were read.")
        return ExitCode.BAD_DATA
    say(f"WHOLE. {status.entries} entries and {status.checkpoints} checkpoints; head {status.head}.")
    if status.begins_after:
        say(f"Entries 1 to {status.begins_after} were kept long enough and removed; an entry says so.")
    return ExitCode.OK


@log.command()
@click.argument("file", default="-", metavar="[FILE]")
@options.data
def export(*, file: str, data: Path | None) -> None:
    """Export the whole log as JSON lines that can be verified without Bedside.

    That the log was exported becomes an entry of its own.

    \b
    Example:
      bedside log export export.jsonl
    """  # noqa: D301
    from adapters import cli_logbook, settings

    chosen = settings.read(BEDSIDE_DATA=data)
    if file == "-":
        cli_logbook.export(chosen, lambda line: say(line.rstrip("\n")))
        return
    with cli_logbook.new_file(Path(file)) as write:
        cli_logbook.export(chosen, write)
    note(f"Exported to {file}. Prove it with: bedside log verify --file {file}")


@log.command()
@options.data
def checkpoint(*, data: Path | None) -> None:
    """Sign the last entry and write the line that proves it. Keep that line somewhere else.

    \b
    Example:
      bedside log checkpoint >> /mnt/elsewhere/checkpoints.jsonl
    """  # noqa: D301
    from adapters import cli_logbook, settings

    line = cli_logbook.checkpoint(settings.read(BEDSIDE_DATA=data))
    if line is None:
        note("The log is empty: there is nothing to sign.")
    else:
        say(line)


def _verify_export(file: Path, key: Path | None, kept: Path | None) -> int:
    """The auditor's own program, word for word."""
    from adapters.database import verifier

    asked = [str(file)]
    asked += ["--key", str(key)] if key else []
    asked += ["--checkpoint", str(kept)] if kept else []
    code = verifier.main(asked)
    return ExitCode.BAD_DATA if code == verifier.DAMAGED else code


def _line(entry: Entry) -> str:
    decision = entry.decision
    asked = " ".join(word for word in (decision.kind, decision.outlet) if word)
    found = Counter(finding.category for finding in decision.findings)
    told = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in found.items())
    if decision.event == "outcome":
        told = outcome_label(str(decision.details.get("outcome")))
    if decision.event == ADAPTED:
        version = f"a version of {decision.subject}" if decision.subject else "a version"
        told = f"{version}: {told}" if told else version
    return (
        f"{decision.at:%Y-%m-%d %H:%M}  {entry.id}  {decision.verdict or decision.event:<8} "
        f"{asked:<15} {decision.actor.id}  {told}"
    ).rstrip()


def _moment(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
