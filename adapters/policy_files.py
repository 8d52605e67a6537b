"""YAML on disk or in the package becomes a ``PolicyPack``; a cache keeps what was validated once."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapters.policy_header import extends
from bot.errors import PolicyError, unknown_name
from bot.policy import PolicyPack, compile_pack, prepare

if TYPE_CHECKING:
    from bot.policy_examples import Failure
    from bot.policy_merge import Merged

FORMAT = "11"
"""Raise it when the code reads or checks packs differently: caches of another format are not used."""

DEFAULT_PACK = "organization"


def load(folder: Path | None = None, name: str = DEFAULT_PACK, cache: Path | None = None) -> PolicyPack:
    """Read pack ``name`` and the packs it extends.

    Args:
        folder: Where packs live, one folder each; ``None`` takes the ones in the package. Packs that
            are not there are looked for in the package, so that one's own pack can extend ``article``.
        name: The pack's folder name.
        cache: A folder that keeps validated packs; ``None`` validates every time.

    Raises:
        PolicyError: Every problem at once.
    """
    sources = _sources(folder, name)
    digest = _digest(sources)
    kept = cache / f"pack-{digest[:32]}.json" if cache is not None else None
    data = _from_cache(kept)
    if data is None:
        data, pack = _checked(sources, digest)
        _to_cache(kept, data)
        return pack
    return compile_pack(data, _version(data, digest))


def check(folder: Path | None = None, name: str = DEFAULT_PACK) -> tuple[str, ...]:
    """Every problem of a pack, its rules' examples included; empty when it can be used."""
    try:
        sources = _sources(folder, name)
        _checked(sources, _digest(sources))
    except PolicyError as error:
        return error.problems
    return ()


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack's file, for editors."""
    from bot.policy_entries import ENTRIES  # noqa: PLC0415 - pydantic costs start time
    from bot.policy_schema import PackFile  # noqa: PLC0415

    made = PackFile.model_json_schema(by_alias=True)
    for model in ENTRIES.values():  # one layer may hold only what differs
        made["$defs"][model.__name__]["required"] = ["id"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bedside policy pack",
        **made,
    }


def places(folder: Path | None = None, name: str = DEFAULT_PACK) -> "Merged":
    """The merged data of a pack with the place of every value, for explanations."""
    return _merged(_sources(folder, name))


def pack_folder(folder: Path | None, name: str) -> Traversable | Path:
    """Where pack ``name`` lives.

    Raises:
        PolicyError: There is no such pack.
    """
    shipped = files("policies")
    homes: list[Traversable | Path] = [folder, shipped] if folder is not None else [shipped]
    for home in homes:
        place = home / name
        if place.is_dir():
            return place
    known = {item.name for home in homes if home.is_dir() for item in home.iterdir() if _is_pack(item)}
    raise PolicyError(f"{folder or 'shipped packs'}: {unknown_name('pack', name, known)}")


def _is_pack(place: Traversable | Path) -> bool:
    return place.is_dir() and any(item.name.endswith((".yaml", ".yml")) for item in place.iterdir())


def _sources(folder: Path | None, name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The files of ``name`` and of all it extends, lowest layer first: (pack, [(file, text)])."""
    layers: list[tuple[str, list[tuple[str, str]]]] = []
    done: set[str] = set()

    def visit(pack: str, trail: tuple[str, ...]) -> None:
        if pack in trail:
            raise PolicyError(f"{pack}: packs extend each other in a circle: {' -> '.join((*trail, pack))}")
        if pack in done:
            return
        texts = list(_texts(pack_folder(folder, pack)))
        for below in extends(texts):
            visit(below, (*trail, pack))
        done.add(pack)
        layers.append((pack, texts))

    visit(name, ())
    return layers


def _texts(place: Traversable | Path) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, Traversable | Path]] = []
    for item in place.iterdir():
        if item.is_dir():
            found += [(f"{place.name}/{item.name}/{sub.name}", sub) for sub in item.iterdir()]
        else:
            found.append((f"{place.name}/{item.name}", item))
    for label, item in sorted(found, key=lambda pair: pair[0]):
        if not label.endswith((".yaml", ".yml")):
            continue
        try:
            raw = item.read_bytes()
            yield label, raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise PolicyError(f"{label}: is not UTF-8 text (byte {error.start})") from error
        except OSError as error:
            raise PolicyError(f"{label}: cannot be read ({error.strerror})") from error


def _digest(sources: Sequence[tuple[str, list[tuple[str, str]]]]) -> str:
    digest = hashlib.sha256(FORMAT.encode())
    for pack, texts in sources:
        for label, text in texts:
            digest.update(f"\0{pack}\0{label}\0".encode())
            digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _version(data: dict[str, Any], digest: str) -> str:
    header = data["pack"]
    return f"{header['id']}@{header['version']}+{digest[:12]}"


def _merged(sources: Sequence[tuple[str, list[tuple[str, str]]]]) -> "Merged":
    from adapters.policy_yaml import read  # noqa: PLC0415 - only on a cache miss
    from bot.policy_merge import Layer, merge  # noqa: PLC0415

    problems: list[str] = []
    layers = []
    for pack, texts in sources:
        raw = []
        for label, text in texts:
            try:
                raw.append(read(label, text))
            except PolicyError as error:
                problems += error.problems
        layers.append(Layer(pack, tuple(raw)))
    if problems:
        raise PolicyError(*problems)
    return merge(layers)


def proven(folder: Path | None, name: str) -> tuple[PolicyPack, list[tuple[str, "Failure"]]]:
    """A pack compiled from its files, and each example that does not hold with its ``file:line``.

    Raises:
        PolicyError: The pack cannot be compiled at all; every problem at once.
    """
    sources = _sources(folder, name)
    _, pack, failed = _proven(sources, _digest(sources))
    return pack, failed


def _proven(
    sources: Sequence[tuple[str, list[tuple[str, str]]]], digest: str
) -> tuple[dict[str, Any], PolicyPack, list[tuple[str, "Failure"]]]:
    """The merged data with what compiling it worked out, the pack, and what its examples say of it."""
    from bot.policy_examples import failures  # noqa: PLC0415 - only on a cache miss

    merged = _merged(sources)
    try:
        data = {**merged.data, "prepared": prepare(merged.data)}
    except PolicyError as error:
        raise PolicyError(*(_placed(merged, problem) for problem in error.problems)) from error
    pack = compile_pack(data, _version(data, digest))
    return data, pack, [(merged.place(one.rule, (one.kind,)), one) for one in failures(pack)]


def _checked(
    sources: Sequence[tuple[str, list[tuple[str, str]]]], digest: str
) -> tuple[dict[str, Any], PolicyPack]:
    """The pack, proven on its own examples."""
    from bot.starter_examples import troubled  # noqa: PLC0415 - only on a cache miss

    data, pack, failed = _proven(sources, digest)
    problems = [f"{place}, rule {one.rule}: {one.said}" for place, one in failed]
    problems += [f"{pack.id}, content type {name}: {said}" for name, said in troubled(pack)]
    if problems:
        raise PolicyError(*problems)
    return data, pack


def _placed(merged: "Merged", problem: str) -> str:
    rule, _, said = problem.partition(": ")
    return f"{merged.place(rule, ('detect',))}, rule {rule}: {said}"


def _from_cache(kept: Path | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    try:
        data: dict[str, Any] = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        return None
    return data


def _to_cache(kept: Path | None, data: dict[str, Any]) -> None:
    """A cache that cannot be written costs time, nothing else."""
    if kept is None:
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = kept.with_suffix(f".{os.getpid()}.tmp")
        fresh.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        fresh.replace(kept)
    except OSError:
        return
