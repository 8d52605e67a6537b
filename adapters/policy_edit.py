"""Small edits to a pack on disk, for people who would rather not open YAML; comments and order stay."""

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from adapters.policy_files import check, load, places
from adapters.policy_patch import Patch, rule_in
from bot.errors import PolicyError, unknown_name

STATUSES = ("active", "shadow", "off")
CHANGES = "changes.yaml"
"""The file of a pack that takes changes to rules of the packs below it."""


def set_status(folder: Path, name: str, rule_id: str, status: str) -> Path:
    """Make ``rule_id`` active, shadow or off in pack ``name`` below ``folder``; returns the file changed.

    A rule of a pack that this one extends gets an entry of its own here; the pack below stays as it is.

    Raises:
        PolicyError: No such rule or status, or the pack would not load; then nothing was changed.
    """
    if status not in STATUSES:
        raise PolicyError.unknown("status", status, STATUSES, rule_id)
    load(folder, name).rule(rule_id)
    path, document, entry = _entry(_home(folder, name), rule_id)
    entry["status"] = status
    return _write_checked(path, document, folder, name)


def put_in(folder: Path, name: str, patch: Patch) -> Path:
    """Add what ``patch`` holds to its rule in pack ``name`` below ``folder``; returns the file changed.

    Where the pack has an entry for the rule, its own fields are added to; a field of a pack below is
    written whole, since the layer above replaces it.

    Raises:
        PolicyError: No such rule, or the pack would not load with it; then nothing was changed.
    """
    whole = patch.fields(rule_in(places(folder, name).data, patch.rule))
    path, document, entry = _entry(_home(folder, name), patch.rule)
    added: dict[str, tuple[Any, ...]] = {"flags": patch.flags, "passes": patch.passes}
    for field, value in whole.items():
        if field in entry and field in added:
            entry[field].extend(added[field])
        elif field in entry and field == "detect":
            entry[field].setdefault("unless", []).extend(patch.unless)
        else:
            entry[field] = value
    return _write_checked(path, document, folder, name)


def accept(
    folder: Path, name: str, phrase: str, *, reason: str, by: str, until: date, rule: str | None = None
) -> Path:
    """Accept ``phrase`` until a day, for one rule or category or for all; returns the file changed.

    Raises:
        PolicyError: The pack would not load; then nothing was changed.
    """
    place = _home(folder, name)
    path = place / CHANGES
    document = _read(path)
    entry = CommentedMap(phrase=phrase, reason=reason, by=by, until=until)
    if rule is not None:
        entry["rule"] = rule
    document.setdefault("accept", []).append(entry)
    return _write_checked(path, document, folder, name)


def _entry(place: Path, rule_id: str) -> tuple[Path, Any, Any]:
    """The file and the entry of a pack that say something of a rule; else a new one in its changes."""
    for path in sorted(place.rglob("*.yaml")):
        document = _read(path)
        for rule in document.get("rules") or []:
            if rule.get("id") == rule_id:
                return path, document, rule
    path = place / CHANGES
    document = _read(path)
    entry = CommentedMap(id=rule_id)
    document.setdefault("rules", []).append(entry)
    return path, document, entry


def _home(folder: Path, name: str) -> Path:
    place = folder / name
    if not place.is_dir():
        known = [item.name for item in folder.iterdir() if item.is_dir()] if folder.is_dir() else []
        raise PolicyError(
            f"{folder}: {unknown_name('pack', name, known)} "
            "Copy the shipped packs to a folder of yours first."
        )
    return place


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4_096
    return yaml


def _read(path: Path) -> Any:
    """What stands in a file; nothing where there is none yet."""
    return (_yaml().load(path.read_text("utf-8")) if path.exists() else None) or CommentedMap()


def _write_checked(path: Path, document: Any, folder: Path, name: str) -> Path:
    """Write, check the whole pack, and put the old text back if it would not load."""
    before = path.read_text("utf-8") if path.exists() else None
    fresh = path.with_suffix(".tmp")
    with fresh.open("w", encoding="utf-8") as stream:
        _yaml().dump(document, stream)
    fresh.replace(path)
    problems = check(folder, name)
    if problems:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, "utf-8")
        raise PolicyError(*problems, f"{path.name} was left as it was.")
    return path
