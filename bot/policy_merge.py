"""Layers of packs become one: guidelines and rules merge by id, field by field; each value keeps its place.

A layer is one pack's raw data with the place (file and line) of every value, lowest layer first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.errors import PolicyError, unknown_name
from bot.matching import BadPattern, compile_pattern
from bot.policy import MOST_PHRASES, with_families
from bot.policy_entries import ENTRIES, check_entries, noun, origin_of, partial_errors
from bot.policy_messages import Path
from bot.policy_messages import said_of as _said
from bot.policy_schema import (
    FAMILY,
    GuidelineData,
    PackData,
    PackFile,
    RuleChange,
    RuleData,
    TipChange,
)
from bot.policy_tips import check_tips


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
    """All layers as one, and where each field of a rule or tip came from: their ids never look alike."""

    data: dict[str, Any]
    origins: dict[tuple[str, str], tuple[RawFile, Path]] = field(default_factory=dict)

    def place(self, rule: str, path: Path) -> str:
        """``file:line`` of a value of a rule or tip."""
        name = str(path[0]) if path else "id"
        origin = self.origins.get((rule, name)) or self.origins.get((rule, "id"))
        if origin is None:
            return rule
        file, base = origin
        return file.place((*base, *path))


_WHOLE = ("organization", "triage", "replies")
"""Sections that a layer replaces as a whole."""


def merge(layers: Sequence[Layer]) -> Merged:
    """Put ``layers`` on top of each other and check the whole.

    Raises:
        PolicyError: Every problem at once, each with file, line, rule, what stands there, what would do.
    """
    problems: list[str] = []
    merged = Merged(
        {
            "families": {},
            "guidelines": {},
            "rules": {},
            "tips": {},
            "tip_order": [],
            "accept": [],
            "reader": {},
            **{kind: {} for kind in ENTRIES},
            "outlets": {},
            **dict.fromkeys(_WHOLE),
        }
    )
    for layer in layers:
        _add_layer(merged, layer, problems)
    data = merged.data
    if "pack" not in data:
        raise PolicyError(*problems)
    problems += _check_rules(merged)
    problems += check_tips(
        merged.data["tips"], merged.data["tip_order"], guidelines=data["guidelines"], place=merged.place
    )
    problems += check_entries(data, merged.place)
    if problems:
        raise PolicyError(*problems)
    whole = {
        "pack": data["pack"],
        "families": data["families"],
        "guidelines": list(data["guidelines"].values()),
        "rules": [],
        "tips": list(data["tips"].values()),
        "tip_order": data["tip_order"],
        "accept": data["accept"],
        "reader": data["reader"],
        **{kind: list(data[kind].values()) for kind in ENTRIES},
        "outlets": data["outlets"],
        **{name: data[name] for name in _WHOLE},
    }
    try:
        model = PackData.model_validate(whole)
    except ValidationError as error:
        problems += [
            f"{layers[-1].id}: {'.'.join(map(str, e['loc']))}: {_said(e, PackData)}" for e in error.errors()
        ]
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
        problems += _check_file(file)
        families = _mapping(file.data.get("families"))
        merged.data["families"].update(families)
        for name in families:
            problems += _twice(("families", name), "family", file.place(("families", name)), seen)
        merged.data["reader"].update(_mapping(file.data.get("reader")))
        for outlet, fields in _mapping(file.data.get("outlets")).items():
            merged.data["outlets"][outlet] = {**merged.data["outlets"].get(outlet, {}), **_mapping(fields)}
        merged.data["accept"] += _entries(file.data.get("accept"))
        merged.data["tip_order"] = file.data.get("tip_order") or merged.data["tip_order"]
        for name in _WHOLE:
            merged.data[name] = file.data.get(name) or merged.data[name]
        for kind in _ENTRY_MODELS:
            for index, item in enumerate(_entries(file.data.get(kind))):
                base: Path = (kind, index)
                found = _check_entry(kind, item, file, base)
                key = (kind, str(item.get("id") if isinstance(item, dict) else ""))
                found += _twice(key, noun(kind), file.place(base), seen)
                problems += found
                if not found:
                    _put(merged, kind, item, file, base)


def _twice(key: tuple[str, str], kind: str, place: str, seen: dict[tuple[str, str], str]) -> list[str]:
    """Say that one layer gives ``key`` a second meaning; remember where it was met first."""
    first = seen.setdefault(key, place)
    return [] if first == place else [f"{place}: {kind} {key[1]} stands twice; first at {first}"]


def _put(merged: Merged, kind: str, item: Mapping[str, Any], file: RawFile, base: Path) -> None:
    merged.data[kind][item["id"]] = {**merged.data[kind].get(item["id"], {}), **item}
    if kind != "guidelines":
        origin = origin_of(kind, item["id"])
        for name in item:
            merged.origins.setdefault((origin, "id"), (file, base))
            merged.origins[origin, name] = (file, base)


def _check_file(file: RawFile) -> list[str]:
    """What is wrong with the shape of one file, its guidelines and rules left out."""
    rest = {name: value for name, value in file.data.items() if name not in _ENTRY_MODELS}
    shape = [
        f"{file.place((name,))}: {name}: should be a list"
        for name in _ENTRY_MODELS
        if not isinstance(file.data.get(name) or [], list)
    ]
    return shape + _shape_problems(PackFile, rest, file, (), "")


_ENTRY_MODELS: Mapping[str, type[BaseModel]] = {
    "guidelines": GuidelineData,
    "rules": RuleChange,
    "tips": TipChange,
    **ENTRIES,
}


def _check_entry(kind: str, item: Any, file: RawFile, base: Path) -> list[str]:
    """What is wrong with the shape of one guideline or rule."""
    name = f", {noun(kind)} {item['id']}" if isinstance(item, dict) and "id" in item else ""
    return _shape_problems(_ENTRY_MODELS[kind], item, file, base, name)


def _shape_problems(model: type[BaseModel], value: Any, file: RawFile, base: Path, who: str) -> list[str]:
    try:
        model.model_validate(value)
    except ValidationError as error:
        found = []
        for item in partial_errors(error) if model in ENTRIES.values() else error.errors():
            path = _as_written(item["loc"])
            name = ".".join(str(part) for part in path if isinstance(part, str))
            said = f"{name}: {_said(item, model)}" if name else _said(item, model)
            found.append(f"{file.place((*base, *path))}{who}: {said}")
        return list(dict.fromkeys(found))
    return []


def _as_written(loc: tuple[str | int, ...]) -> Path:
    """A place as the author wrote it: without pydantic's names for alternatives."""
    return tuple(part for part in loc if isinstance(part, int) or ("[" not in part and part != "str"))


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


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
                path = _as_written(item["loc"])
                name = ".".join(str(part) for part in path if isinstance(part, str))
                place = merged.place(rule_id, path)
                problems.append(f"{place}, rule {rule_id}: {name or 'rule'}: {_said(item, RuleData)}")
            continue
        if rule["guideline"] not in guidelines:
            place = merged.place(rule_id, ("guideline",))
            problems.append(
                f"{place}, rule {rule_id}: {unknown_name('guideline', rule['guideline'], guidelines)}"
            )
        for path, text in _texts(rule["detect"]):
            place = merged.place(rule_id, ("detect", *path))
            problems += [f"{place}, rule {rule_id}: {said}" for said in _check_text(path, text, families)]
        if (
            not any("[[" in _text(example) for example in rule["flags"])
            and rule["detect"].get("detector") is None
        ):
            place = merged.place(rule_id, ("flags",))
            problems.append(
                f"{place}, rule {rule_id}: mark the words to report with [[ ]] in at least one of 'flags'"
            )
    return problems


def _check_text(path: Path, text: str, families: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """What is wrong with one phrase or pattern."""
    size = 1
    for name in FAMILY.findall(text):
        if name not in families:
            yield unknown_name("family", name, families)
            return
        size *= len(families[name])
    if not any("patterns" in str(part) for part in path):
        if size > MOST_PHRASES:
            yield f"the families multiply to {size:,} phrases; at most {MOST_PHRASES:,} are allowed"
        return
    try:
        compile_pattern(with_families(text, families))
    except BadPattern as refusal:
        yield f"pattern refused: {refusal}"


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
