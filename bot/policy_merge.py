"""Layers of packs become one: guidelines and rules merge by id, field by field; each value keeps its place.

A layer is one pack's raw data with the place (file and line) of every value, lowest layer first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bot.errors import PolicyError, unknown_name
from bot.policy import MOST_PHRASES
from bot.policy_schema import FAMILY, PackData, PackFile, RuleData

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file as read: its name, its data, and the line of every value by path."""

    name: str
    data: Mapping[str, Any]
    lines: Mapping[Path, int]

    def place(self, path: Path) -> str:
        """``file:line`` of the value at ``path``, or of the nearest thing above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"


@dataclass(frozen=True, slots=True)
class Layer:
    """One pack: its files in the order of their names."""

    id: str
    files: tuple[RawFile, ...]


@dataclass(slots=True)
class Merged:
    """All layers as one, and where each rule's field came from."""

    data: dict[str, Any]
    origins: dict[tuple[str, str], tuple[RawFile, Path]] = field(default_factory=dict)

    def place(self, rule: str, path: Path) -> str:
        """``file:line`` of a rule's value."""
        name = str(path[0]) if path else "id"
        origin = self.origins.get((rule, name)) or self.origins.get((rule, "id"))
        if origin is None:
            return rule
        file, base = origin
        return file.place((*base, *path))


def merge(layers: Sequence[Layer]) -> Merged:
    """Put ``layers`` on top of each other and check the whole.

    Raises:
        PolicyError: Every problem at once, each with file, line, rule, what stands there, what would do.
    """
    problems: list[str] = []
    merged = Merged({"families": {}, "guidelines": {}, "rules": {}, "accept": [], "organization": None})
    for layer in layers:
        _add_layer(merged, layer, problems)
    data = merged.data
    if problems:
        raise PolicyError(*problems)
    problems += _check_rules(merged)
    whole = {
        "pack": data["pack"],
        "families": data["families"],
        "guidelines": list(data["guidelines"].values()),
        "rules": [],
        "accept": data["accept"],
        "organization": data["organization"],
    }
    try:
        model = PackData.model_validate(whole)
    except ValidationError as error:
        problems += [f"{layers[-1].id}: {'.'.join(map(str, e['loc']))}: {_said(e)}" for e in error.errors()]
    if problems:
        raise PolicyError(*problems)
    plain: dict[str, Any] = model.model_dump(mode="json", by_alias=True, exclude_none=True)
    plain["rules"] = [
        RuleData.model_validate(rule).model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
        )
        for rule in data["rules"].values()
    ]
    merged.data = plain
    return merged


def _add_layer(merged: Merged, layer: Layer, problems: list[str]) -> None:
    headers = [file for file in layer.files if "pack" in file.data]
    if len(headers) != 1:
        problems.append(
            f"{layer.id}: needs exactly one 'pack:' header among its files, and has {len(headers)}"
        )
        return
    merged.data["pack"] = headers[0].data["pack"]
    seen: dict[tuple[str, str], str] = {}
    for file in layer.files:
        before = len(problems)
        problems += _check_file(file)
        if len(problems) > before:
            continue
        merged.data["families"].update(file.data.get("families") or {})
        merged.data["accept"] += file.data.get("accept") or []
        merged.data["organization"] = file.data.get("organization") or merged.data["organization"]
        for kind in ("guidelines", "rules"):
            for index, item in enumerate(file.data.get(kind) or []):
                base: Path = (kind, index)
                key = (kind, item["id"])
                if key in seen:
                    problems.append(
                        f"{file.place(base)}: {kind[:-1]} {item['id']} stands twice; the first is at {seen[key]}"
                    )
                    continue
                seen[key] = file.place(base)
                _put(merged, kind, item, file, base)


def _put(merged: Merged, kind: str, item: Mapping[str, Any], file: RawFile, base: Path) -> None:
    merged.data[kind][item["id"]] = {**merged.data[kind].get(item["id"], {}), **item}
    if kind == "rules":
        for name in item:
            merged.origins.setdefault((item["id"], "id"), (file, base))
            merged.origins[item["id"], name] = (file, base)


def _check_file(file: RawFile) -> list[str]:
    """What is wrong with the shape of one file."""
    try:
        PackFile.model_validate(file.data)
    except ValidationError as error:
        found = []
        for item in error.errors():
            loc = item["loc"]
            rule = ""
            if len(loc) > 1 and loc[0] == "rules" and isinstance(loc[1], int):
                entry = file.data["rules"][loc[1]]
                rule = f", rule {entry['id']}" if isinstance(entry, dict) and "id" in entry else ""
            path = tuple("with" if part == "with_" else part for part in loc)
            name = (
                ".".join(str(part) for part in path[2:] if isinstance(part, str)) or str(path[-1])
                if path
                else ""
            )
            found.append(f"{file.place(path)}{rule}: {name}: {_said(item)}")
        return list(dict.fromkeys(found))
    return []


def _check_rules(merged: Merged) -> list[str]:
    """What is wrong with the rules once all layers lie on top of each other."""
    problems: list[str] = []
    guidelines = merged.data["guidelines"]
    families = merged.data["families"]
    for rule_id, rule in merged.data["rules"].items():
        try:
            RuleData.model_validate(rule)
        except ValidationError as error:
            for item in error.errors():
                name = ".".join(str(part) for part in item["loc"])
                place = merged.place(rule_id, item["loc"])
                problems.append(f"{place}, rule {rule_id}: {name or 'rule'}: {_said(item)}")
            continue
        if rule["guideline"] not in guidelines:
            place = merged.place(rule_id, ("guideline",))
            problems.append(
                f"{place}, rule {rule_id}: {unknown_name('guideline', rule['guideline'], guidelines)}"
            )
        for path, text in _texts(rule["detect"]):
            place = merged.place(rule_id, ("detect", *path))
            problems += [f"{place}, rule {rule_id}: {said}" for said in _check_families(text, families)]
        if (
            not any("[[" in _text(example) for example in rule["flags"])
            and rule["detect"].get("detector") is None
        ):
            place = merged.place(rule_id, ("flags",))
            problems.append(
                f"{place}, rule {rule_id}: mark the words to report with [[ ]] in at least one of 'flags'"
            )
    return problems


def _check_families(text: str, families: Mapping[str, Sequence[str]]) -> Iterable[str]:
    size = 1
    for name in FAMILY.findall(text):
        if name not in families:
            yield unknown_name("family", name, families)
            return
        size *= len(families[name])
    if size > MOST_PHRASES:
        yield f"the families multiply to {size:,} phrases; at most {MOST_PHRASES:,} are allowed. Use a pattern."


def _texts(detect: Mapping[str, Any]) -> Iterable[tuple[Path, str]]:
    for name in ("phrases", "patterns", "cased_patterns", "unless", "unless_patterns"):
        for index, text in enumerate(detect.get(name) or ()):
            yield (name, index), text
    for name in ("near", "not_near"):
        for index, near in enumerate(detect.get(name) or ()):
            for key in ("any_of", "patterns"):
                for at, text in enumerate(near.get(key) or ()):
                    yield (name, index, key, at), text


def _text(example: Any) -> str:
    return example if isinstance(example, str) else str(example.get("text", ""))


def _said(item: Any) -> str:
    """A validation message in plain words, with what stands there when that is short and harmless."""
    message = str(item["msg"]).removeprefix("Value error, ")
    value = item.get("input")
    if item["type"] == "missing":
        return "is missing"
    if item["type"] == "extra_forbidden":
        return f"unknown field '{item['loc'][-1]}'"
    return (
        f"{message} (got '{value}')"
        if isinstance(value, str | int | float) and len(str(value)) < 60
        else message
    )
