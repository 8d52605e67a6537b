"""A rule explained: every value with the file and line it comes from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from adapters import policy_files
from bot.policy import PolicyPack, Rule


def explain(pack: PolicyPack, rule_id: str, folder: Path | None = None, name: str | None = None) -> str:
    """Lay out one rule in plain text, for the people who own it.

    Args:
        pack: The pack in use.
        rule_id: Which rule.
        folder: Where the packs were read from, as for ``policy_files.load``.
        name: The pack's folder name; ``None`` takes the pack's own id.

    Raises:
        PolicyError: There is no such rule.
    """
    rule = pack.rule(rule_id)
    merged = policy_files.places(folder, name or policy_files.DEFAULT_PACK)
    lines = [f"{rule.id}  ({rule.status})", ""]
    for label, value in _values(rule):
        place = merged.place(rule_id, (_FIELD_OF.get(label, label),))
        lines += [f"{label}  [{place}]", *(f"  {line}" for line in value), ""]
    return "\n".join(lines).rstrip()


_FIELD_OF = {"sources": "guideline", "why": "guideline"}


def _values(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    data = rule.data
    yield "guideline", [f"{rule.guideline.title} ({rule.guideline.id})", rule.guideline.text]
    yield "severity", [f"{surface}: {severity.word}" for surface, severity in rule.severities.items()]
    if rule.surfaces:
        yield "surfaces", [", ".join(sorted(rule.surfaces))]
    yield "detect", list(_laid_out(data["detect"]))
    yield "message", [rule.message]
    yield "why", [rule.why]
    if rule.suggest:
        yield "suggest", [rule.suggest]
    if rule.rewrite:
        yield "rewrite", [f"{rule.rewrite.replaces} -> {rule.rewrite.text or '(removed)'}"]
    yield "sources", [str(source) for source in rule.sources]
    yield "flags", [example["text"] for example in data["flags"]]
    yield "passes", [example["text"] for example in data["passes"]]


def _laid_out(value: Any, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield f"{indent}{key}:"
                yield from _laid_out(inner, depth + 1)
            else:
                yield f"{indent}{key}: {inner}"
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list):
                yield from _laid_out(inner, depth + 1)
            else:
                yield f"{indent}- {inner}"
