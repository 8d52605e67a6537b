"""The files of the local reader, loaded: each is checked against its card, and only when it is needed.

The libraries are an extra, so they are imported by name, and what is used of them stands here as protocols.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol, cast

from adapters.reader_card import CARD, FILES, NETWORKS, TOKENS, WORDS, Card, fingerprint, sha256
from adapters.reader_words import Matrix, WordTables
from bot.errors import BedsideError

LIBRARIES: Final = ("numpy", "onnxruntime", "tokenizers")
MISFIT: Final = "The local reader is off: its weights do not match their card."


class ReaderUnavailable(BedsideError):
    """The local reader cannot be used: what is missing or damaged and what would help."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether the reader can be used; false carries the reason."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


class Session(Protocol):
    """What is used of an onnxruntime session."""

    def run(self, names: None, inputs: Mapping[str, Matrix]) -> list[Matrix]:
        """All outputs for ``inputs``."""
        ...


class Encoding(Protocol):
    """What is used of a tokenizer's answer; offsets count characters of the text as given."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Tokens(Protocol):
    """What is used of a tokenizer."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Encoding:
        """Word pieces of ``sequence``."""
        ...


class MakeArray(Protocol):
    """What is used of numpy."""

    def __call__(self, rows: list[list[int]], *, dtype: str) -> Matrix:
        """An array of ``rows``."""
        ...


@dataclass(frozen=True, slots=True)
class Shared:
    """What every kind of text is read with."""

    card: Card
    tokens: Tokens = field(repr=False)
    array: MakeArray = field(repr=False)


@dataclass(frozen=True, slots=True)
class Half:
    """What drafts, or public reviews, are read with besides: a network, and the words beside it."""

    session: Session = field(repr=False)
    words: WordTables = field(repr=False)


def available(folder: Path) -> Availability:
    """Say whether libraries and weights are there, without loading them."""
    missing = [name for name in LIBRARIES if not _is_installed(name)]
    if missing:
        return Availability(f"not installed: {', '.join(missing)} (the extra `reader`)")
    absent = [name for name in FILES if not (folder / name).is_file()]
    return Availability(f"weights missing: {', '.join(absent)}" if absent else "")


def load_shared(folder: Path) -> Shared:
    """Load the card and the tokenizer.

    Raises:
        ReaderUnavailable: Libraries or weights are missing or damaged.
    """
    there = available(folder)
    if not there:
        raise ReaderUnavailable(f"The local reader is off: {there.reason}.")
    with _loading():
        told = json.loads((folder / CARD).read_text(encoding="utf-8"))
        if fingerprint(told) != told["version"]:
            raise ReaderUnavailable(MISFIT)
        card = Card.of(told)
        tokens = import_module("tokenizers").Tokenizer.from_file(str(_whole(folder, TOKENS, card)))
        return Shared(card, cast("Tokens", tokens), cast("MakeArray", import_module("numpy").array))


def load_half(folder: Path, kind: str, card: Card) -> Half:
    """Load what texts of ``kind`` are read with.

    Raises:
        ReaderUnavailable: Libraries or weights are missing or damaged.
    """
    with _loading():
        return Half(_network(_whole(folder, NETWORKS[kind], card)), _words(folder, WORDS[kind], card))


def _network(path: Path) -> Session:
    runtime = import_module("onnxruntime")
    runtime.disable_telemetry_events()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return cast("Session", runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"]))


def _words(folder: Path, name: str, card: Card) -> WordTables:
    rows = card.words[name]
    numbers = import_module("numpy").frombuffer(_whole(folder, name, card).read_bytes(), dtype="int8")
    return WordTables(tuple(rows), tuple(rows.values()), numbers.reshape(len(rows), -1))


def _whole(folder: Path, name: str, card: Card) -> Path:
    """A file of the package, if it is the one that its card describes."""
    if sha256(folder / name) != card.files[name]:
        raise ReaderUnavailable(MISFIT)
    return folder / name


@contextmanager
def _loading() -> Iterator[None]:
    try:
        yield
    except (ImportError, OSError, KeyError, TypeError, ValueError, RuntimeError) as cause:
        raise ReaderUnavailable(f"The local reader is off: {type(cause).__name__} while loading.") from cause


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module without a spec: somebody put a stand-in there
        return False
