"""The Reader: two small encoders in int8 ONNX in the package, one for drafts and one for public reviews.

No network, no telemetry.

The libraries it needs (onnxruntime, tokenizers, and numpy beneath them) are an extra: they are looked
for only when asked, loaded once at the first draft, and without them `LocalReader.available` says why.

Source: docs/adr/0006-a-local-reader-beside-the-rules.md
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Final, Protocol, cast

from adapters.reader_card import (
    CARD,
    FILES,
    NETWORKS,
    THEME,
    TOKENS,
    WORDS,
    Card,
    fingerprint,
    possible,
    sha256,
)
from adapters.reader_words import (
    REVIEW_BUCKETS,
    WORD_BUCKETS,
    Matrix,
    WordTables,
    snapped,
    windows_of,
    word_features,
)
from bot.errors import BedsideError
from bot.model import Draft, Kind, Passage, Reading, Span

MISFIT: Final = "The local reader is off: its weights do not match their card."
WEIGHTS: Final = Path(__file__).parent / "reader_weights"
LIBRARIES: Final = ("numpy", "onnxruntime", "tokenizers")

CLS, SEP = 101, 102
RUNS_PER_CATEGORY: Final = 3
GAP: Final = 2
"""Tokens between two marked ones that still count as one passage."""
REACH: Final = 2.0
"""How far below the strongest token, in log odds, a token may lie and still belong to a passage."""

SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


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
class Loaded:
    """What both encoders share; loaded once."""

    card: Card
    tokens: Tokens = field(repr=False)
    words: Mapping[str, WordTables] = field(repr=False)
    array: MakeArray = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One draft before the network that reads its kind; ``head`` is what is told besides the words."""

    loaded: Loaded
    session: Session = field(repr=False)
    draft: Draft = field(repr=False)
    text: str = field(repr=False)
    head: list[int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Window:
    """A run of a draft's tokens, with their places, and what was read there."""

    offsets: Sequence[tuple[int, int]]
    block: float
    revise: float
    categories: Mapping[str, float]
    tokens: Matrix = field(repr=False)


class LocalReader:
    """Reads drafts with the weights in ``folder``.

    One instance serves all threads: loading is locked, running shares nothing. A reading depends on
    the draft and the weights only; every window runs alone, so no neighbour changes its numbers.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._folder = folder
        self._lock = Lock()
        self._loaded: Loaded | None = None
        self._sessions: dict[str, Session] = {}

    def available(self) -> Availability:
        """Say whether libraries and weights are there, without loading them."""
        missing = [name for name in LIBRARIES if not _is_installed(name)]
        if missing:
            return Availability(f"not installed: {', '.join(missing)} (the extra `reader`)")
        absent = [name for name in FILES if not (self._folder / name).is_file()]
        return Availability(f"weights missing: {', '.join(absent)}" if absent else "")

    @property
    def version(self) -> str:
        """The version of the weights, as every reading carries it; loads what both encoders share.

        Raises:
            ReaderUnavailable: Libraries or weights are missing or damaged.
        """
        return self._load().card.version

    def load(self, *kinds: Kind) -> None:
        """Load what is needed to read ``kinds``; without any, everything. A first reading does it by itself.

        Raises:
            ReaderUnavailable: Libraries or weights are missing or damaged.
        """
        for name in {NETWORKS[kind.value] for kind in kinds or Kind if kind.value in NETWORKS}:
            self._network(name)

    def read(self, draft: Draft) -> Reading:
        """Score ``draft``. ``revise`` is the probability of revise *or worse*; never below ``block``.

        A draft beyond the card's limits is read up to them and says so with ``truncated``.

        Raises:
            ReaderUnavailable: Libraries or weights are missing or damaged; never for a text.
        """
        loaded = self._load()
        card = loaded.card
        if draft.kind.value not in NETWORKS:  # no network has seen this kind: they say nothing
            return Reading(card.version, 0.0, 0.0, {})
        session = self._network(NETWORKS[draft.kind.value])
        text = SURROGATES.sub("\ufffd", draft.text[: card.characters])
        encoded = loaded.tokens.encode(text, add_special_tokens=False)
        bounds = windows_of(text, encoded.offsets, card.draft_tokens)
        sitting = Sitting(loaded, session, draft, text, _heading(loaded, draft))
        windows = [
            _read_window(sitting, encoded.ids[start:end], encoded.offsets[start:end])
            for start, end in bounds[: card.windows]
        ]
        return Reading(
            version=card.version,
            block=max((window.block for window in windows), default=0.0),
            revise=max((window.revise for window in windows), default=0.0),
            categories={
                name: max((window.categories[name] for window in windows), default=0.0)
                for name in card.categories
            },
            passages=tuple(_passages(text, card, windows)),
            truncated=len(draft.text) > card.characters or len(bounds) > card.windows,
        )

    def read_many(self, drafts: Iterable[Draft]) -> list[Reading]:
        """Read ``drafts`` in order; each reading is what `read` gives."""
        return [self.read(draft) for draft in drafts]

    def _load(self) -> Loaded:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = _load(self._folder, self.available())
        return self._loaded

    def _network(self, name: str) -> Session:
        if name not in self._sessions:
            card = self._load().card
            with self._lock:
                if name not in self._sessions:
                    self._sessions[name] = _network(self._folder, name, card)
        return self._sessions[name]


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module without a spec: somebody put a stand-in there
        return False


def _load(folder: Path, available: Availability) -> Loaded:
    if not available:
        raise ReaderUnavailable(f"The local reader is off: {available.reason}.")
    with _loading():
        told = json.loads((folder / CARD).read_text(encoding="utf-8"))
        if fingerprint(told) != told["version"]:
            raise ReaderUnavailable(MISFIT)
        card = Card.of(told)
        tokens = import_module("tokenizers").Tokenizer.from_file(str(_whole(folder, TOKENS, card)))
        words = {name: _words(folder, name, card) for name in card.words}
        array = import_module("numpy").array
    return Loaded(card, cast("Tokens", tokens), words, cast("MakeArray", array))


def _words(folder: Path, name: str, card: Card) -> WordTables:
    rows = card.words[name]
    numbers = import_module("numpy").frombuffer(_whole(folder, name, card).read_bytes(), dtype="int8")
    return WordTables(tuple(rows), tuple(rows.values()), numbers.reshape(len(rows), -1))


def _network(folder: Path, name: str, card: Card) -> Session:
    with _loading():
        runtime = import_module("onnxruntime")
        runtime.disable_telemetry_events()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        path = str(_whole(folder, name, card))
        return cast("Session", runtime.InferenceSession(path, options, providers=["CPUExecutionProvider"]))


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


def _heading(loaded: Loaded, draft: Draft) -> list[int]:
    told = SURROGATES.sub("\ufffd", draft.context.text[: loaded.card.characters])
    words = f"{draft.kind.value} {draft.outlet.value}. {told}".strip()
    encoded = loaded.tokens.encode(words, add_special_tokens=False)
    return [CLS, *encoded.ids[: loaded.card.context_tokens], SEP]


def _read_window(sitting: Sitting, ids: list[int], offsets: list[tuple[int, int]]) -> Window:
    loaded, draft, head = sitting.loaded, sitting.draft, sitting.head
    card, kind = loaded.card, draft.kind.value
    row, types = [*head, *ids, SEP], [0] * len(head) + [1] * (len(ids) + 1)
    verdict, categories, tokens = sitting.session.run(
        None,
        {"ids": loaded.array([row], dtype="int64"), "types": loaded.array([types], dtype="int64")},
    )
    fine, revise, block = verdict.tolist()
    known = {
        name: logit
        for name, logit in zip(card.categories, categories.tolist(), strict=True)
        if possible(name, kind)
    }
    worst = max(logit for name, logit in known.items() if not name.startswith(THEME))
    worst_block = max(known[name] for name in card.blocking if name in known)
    said = _said(loaded, draft, sitting.text[offsets[0][0] : offsets[-1][1]])
    blocking = card.block[kind].probability(block - _log_add(fine, revise), worst_block, said["block"])
    troubling = card.trouble[kind].probability(_log_add(block, revise) - fine, worst, said["trouble"])
    return Window(
        offsets=offsets,
        block=blocking,
        revise=max(blocking, troubling),
        categories={
            name: card.category[kind].probability(known[name], *_heard(said, name)) if name in known else 0.0
            for name in card.categories
        },
        tokens=tokens[len(head) : len(head) + len(ids)],
    )


def _said(loaded: Loaded, draft: Draft, text: str) -> Mapping[str, float]:
    """What the words alone say: of block and of any trouble; of a review also of each sign and theme."""
    tables = loaded.words[WORDS[draft.kind.value]]
    buckets = REVIEW_BUCKETS if draft.kind is Kind.REVIEW else WORD_BUCKETS
    told = draft.context.text[: loaded.card.characters]
    return tables.scores(word_features(draft.kind.value, told, text, buckets))


def _heard(said: Mapping[str, float], name: str) -> tuple[float, ...]:
    return (said[name],) if name in said else ()


def _log_add(one: float, other: float) -> float:
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def _passages(text: str, card: Card, windows: Sequence[Window]) -> Iterable[Passage]:
    """Every passage of every category above the floor, surest first, then in reading order."""
    found: dict[tuple[Span, str], float] = {}
    for window in windows:
        for index, category in enumerate(card.categories):
            score = window.categories[category]
            if score >= card.passage_floor:
                for span in _marked(text, window, index, card.token_floor):
                    found[span, category] = max(score, found.get((span, category), 0.0))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0][0], item[0][1]))
    return (Passage(span, category, score) for (span, category), score in ranked)


def _marked(text: str, window: Window, index: int, floor: float) -> Iterable[Span]:
    """The runs of words that carry one category, strongest first; none if no word stands out."""
    logits = window.tokens[:, index].tolist()
    bar = max(math.log(floor / (1 - floor)), max(logits) - REACH)
    runs: list[list[int]] = []
    for place, logit in enumerate(logits):
        if logit >= bar and runs and place - runs[-1][-1] <= GAP + 1:
            runs[-1].append(place)
        elif logit >= bar:
            runs.append([place])
    runs.sort(key=lambda run: -max(logits[place] for place in run))
    for run in runs[:RUNS_PER_CATEGORY]:
        span = snapped(text, window.offsets[run[0]][0], window.offsets[run[-1]][1])
        if span is not None:
            yield span
