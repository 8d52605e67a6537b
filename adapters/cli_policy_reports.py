"""``bedside policy coverage`` and ``replay``: what a pack covers, and what a change to it would do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from adapters import policy_files
from adapters.cli_exits import ExitCode
from adapters.cli_input import lines, read_row
from adapters.cli_terminal import note, say
from adapters.rows import draft_from_row, row_id
from bot.errors import BedsideError, PolicyError
from bot.model import Draft, Reading
from bot.policy import PolicyPack
from bot.policy_reports import YOURS, Coverage, coverage, led_to, replay, told
from bot.ports import Reader

YOURS_FOR = {"do.join-professional-groups": "groups", "do.align-with-strategy": "pillars"}
"""Guidelines that lead to a list which only an organization can write."""


def tell_coverage(pack: PolicyPack, against: Path | None) -> None:
    """Lay out clause, guideline and rules, with examples and hits; name what has none."""
    drafts = (draft for _, draft in _drafts(against)) if against is not None else ()
    report = coverage(pack, drafts)
    for line in _told(report):
        say(line)


def _told(report: Coverage) -> Iterator[str]:
    for clause, guidelines in report.clauses:
        for guideline in guidelines:
            rows = report.rules[guideline.id]
            active = sum(row.rule.status == "active" for row in rows)
            flags, passes = sum(row.flags for row in rows), sum(row.passes for row in rows)
            hits = f", {sum(row.hits for row in rows)} hits" if report.drafts else ""
            yield f"{clause:<7} {guideline.title} ({guideline.id})"
            yield f"        {active} active rules, {flags} flags, {passes} passes{hits}"
            yield from (f'        {told}, by "{word}"' for told, word in led_to(report, guideline.id))
            wanted = YOURS_FOR.get(guideline.id)
            if wanted and wanted not in report.cards.get(guideline.id, {}):
                yield f"        {YOURS[wanted]}"
            if report.drafts:
                yield from (f"        {row.hits:>5}  {row.rule.id}" for row in rows if row.hits)
    if report.bare:
        yield f"Upheld by nothing: {', '.join(report.bare)}."
    if report.drafts:
        yield f"{report.drafts} drafts read."


def tell_replay(before: PolicyPack, after: PolicyPack, against: Path, reader: Reader | None) -> ExitCode:
    """Say of every draft in ``against`` what ``after`` judges differently; 1 when anything is."""
    count = 0

    def read() -> Iterator[tuple[str, Draft, Reading | None]]:
        nonlocal count
        for name, draft in _drafts(against):
            count += 1
            yield name, draft, reader.read(draft) if reader is not None else None

    changes = list(replay(before, after, read()))
    for line in told(changes, count):
        say(line)
    return ExitCode.REVISE if changes else ExitCode.OK


def _drafts(path: Path) -> Iterator[tuple[str, Draft]]:
    """The drafts in a file of JSON lines; what is no draft is counted and left out."""
    today = datetime.now(UTC).date()
    skipped = 0
    with path.open("rb") as source:
        for number, line in enumerate(lines(source), start=1):
            try:
                row = read_row(line)
                yield str(row_id(row) or f"line {number}"), draft_from_row(row, today)
            except BedsideError:
                skipped += 1
    if skipped:
        note(f"{skipped} lines of {path.name} are no drafts and were left out.")


def loaded(path: Path) -> PolicyPack:
    """The pack in the folder ``path``.

    Raises:
        PolicyError: It is no folder, or cannot be used.
    """
    whole = path.resolve()
    if not whole.is_dir():
        raise PolicyError(f"{click.format_filename(path)}: is not a folder; a pack is a folder of YAML files")
    return policy_files.load(whole.parent, whole.name)
