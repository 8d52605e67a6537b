"""The rules in an evidence pack: by which ones each policy version judged, to read and to prove."""

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from adapters.evidence_cells import cell
from adapters.kept_rules import KeptRules
from bot.policy import blanked

NOT_KEPT = "not kept: in use before Bedside kept rules"
RULE_COLUMNS = ("rules_version", "rule", "guideline", "severity", "status", "surfaces", "message")
VERSION_COLUMNS = ("policy_version", "rules_version", "first_used", "last_used", "entries")


async def versions_of(kept: KeptRules, policy_versions: Iterable[str]) -> dict[str, str | None]:
    """The rules version of each policy version; ``None`` where none was kept."""
    return {version: await kept.version_of(version) for version in policy_versions}


def versions_table(seen: Mapping[str, Sequence[str]], rules: Mapping[str, str | None]) -> str:
    """Which policy version was in force when, and by which rules."""
    rows = (
        (cell(version), rules.get(version) or NOT_KEPT, *map(cell, used)) for version, used in seen.items()
    )
    return _lines((VERSION_COLUMNS, *rows))


async def rules_table(kept: KeptRules, rules: Mapping[str, str | None]) -> AsyncIterator[bytes]:
    """A line for each rule of each rules version, one version in memory at a time."""
    yield _lines([RULE_COLUMNS]).encode()
    for version in _distinct(rules):
        text = await kept.text_of(version)
        yield _lines(_rows(version, json.loads(text) if text is not None else {})).encode()
    for policy_version in (name for name, version in rules.items() if version is None):
        yield _lines([("", "", "", "", "", "", f"{policy_version}: {NOT_KEPT}")]).encode()


async def rules_files(kept: KeptRules, rules: Mapping[str, str | None]) -> AsyncIterator[tuple[str, str]]:
    """Each rules version whole, as its version was worked out of it: name and text."""
    for version in _distinct(rules):
        text = await kept.text_of(version)
        if text is not None:
            yield f"rules/{version}.json", text


def _distinct(rules: Mapping[str, str | None]) -> Iterator[str]:
    return iter(dict.fromkeys(version for version in rules.values() if version is not None))


def _rows(version: str, part: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for rule in sorted(part.get("rules", ()), key=lambda item: str(item["id"])):
        yield (
            version,
            cell(rule["id"]),
            cell(rule["guideline"]),
            cell("; ".join(f"{where}: {severity}" for where, severity in sorted(rule["severity"].items()))),
            cell(rule.get("status", "active")),
            cell(", ".join(rule.get("surfaces", ())) or "all"),
            cell(blanked(rule["message"])),
        )


def _lines(rows: Iterable[Sequence[str]]) -> str:
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    return table.getvalue()
