"""The Reader: a small encoder in int8 ONNX that lies in the package. No network, no telemetry.

The libraries it needs (onnxruntime, tokenizers, and numpy beneath them) are an extra: they are looked
for only when asked, loaded once at the first draft, and without them `LocalReader.available` says why.

Source: docs/adr/0006-a-local-reader-beside-the-rules.md
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Final, Protocol, cast

from adapters.reader_card import FILES, THEME, Card, fingerprint, possible
from adapters.reader_words import snapped, windows_of, word_features, word_scores
from bot.errors import BedsideError
from bot.model import Draft, Passage, Reading, Span

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


class Matrix(Protocol):
    """What is used of a numpy array."""

    def tolist(self) -> list[float]:
        """Its numbers."""
        ...

    def __getitem__(self, key: object) -> "Matrix": ...


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
    """Everything that is loaded once."""

    card: Card
    session: Session = field(repr=False)
    tokens: Tokens = field(repr=False)
    words: memoryview = field(repr=False)
    array: MakeArray = field(repr=False)


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

    def available(self) -> Availability:
        """Say whether libraries and weights are there, without loading them."""
        missing = [name for name in LIBRARIES if not _is_installed(name)]
        if missing:
            return Availability(f"not installed: {', '.join(missing)} (the extra `reader`)")
        absent = [name for name in FILES if not (self._folder / name).is_file()]
        return Availability(f"weights missing: {', '.join(absent)}" if absent else "")

    @property
    def version(self) -> str:
        """The version of the weights, as every reading carries it; loads them.

        Raises:
            ReaderUnavailable: Libraries or weights are missing or damaged.
        """
        return self._load().card.version

    def read(self, draft: Draft) -> Reading:
        """Score ``draft``. ``revise`` is the probability of revise *or worse*; never below ``block``.

        A draft beyond the card's limits is read up to them and says so with ``truncated``.

        Raises:
            ReaderUnavailable: Libraries or weights are missing or damaged; never for a text.
        """
        loaded = self._load()
        card = loaded.card
        if draft.kind.value not in card.block:  # these weights never saw this kind: they say nothing
            return Reading(card.version, 0.0, 0.0, {})
        text = SURROGATES.sub("\ufffd", draft.text[: card.characters])
        encoded = loaded.tokens.encode(text, add_special_tokens=False)
        bounds = windows_of(text, encoded.offsets, card.draft_tokens)
        head = _heading(loaded, draft)
        windows = [
            _read_window(loaded, draft, text, head, (encoded.ids[start:end], encoded.offsets[start:end]))
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


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module without a spec: somebody put a stand-in there
        return False


def _load(folder: Path, available: Availability) -> Loaded:
    if not available:
        raise ReaderUnavailable(f"The local reader is off: {available.reason}.")
    try:
        card = Card.read(folder / "card.json")
        if fingerprint(folder) != card.version:
            raise ReaderUnavailable("The local reader is off: its weights do not match their card.")
        runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        runtime.disable_telemetry_events()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        session = runtime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokens = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        words = memoryview((folder / "words.bin").read_bytes()).cast("b")
        array = import_module("numpy").array
    except (ImportError, OSError, KeyError, TypeError, ValueError, RuntimeError) as cause:
        raise ReaderUnavailable(f"The local reader is off: {type(cause).__name__} while loading.") from cause
    return Loaded(card, cast("Session", session), cast("Tokens", tokens), words, cast("MakeArray", array))


def _heading(loaded: Loaded, draft: Draft) -> list[int]:
    told = SURROGATES.sub("\ufffd", draft.context.text[: loaded.card.characters])
    words = f"{draft.kind.value} {draft.outlet.value}. {told}".strip()
    encoded = loaded.tokens.encode(words, add_special_tokens=False)
    return [CLS, *encoded.ids[: loaded.card.context_tokens], SEP]


def _read_window(
    loaded: Loaded, draft: Draft, text: str, head: list[int], piece: tuple[list[int], list[tuple[int, int]]]
) -> Window:
    card, kind, (ids, offsets) = loaded.card, draft.kind.value, piece
    row, types = [*head, *ids, SEP], [0] * len(head) + [1] * (len(ids) + 1)
    verdict, categories, tokens = loaded.session.run(
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
    said = word_features(kind, draft.context.text[: card.characters], text[offsets[0][0] : offsets[-1][1]])
    words_block, words_trouble = word_scores(loaded.words, said, card.word_scales)
    blocking = card.block[kind].probability(block - _log_add(fine, revise), worst_block, words_block)
    troubling = card.trouble[kind].probability(_log_add(block, revise) - fine, worst, words_trouble)
    return Window(
        offsets=offsets,
        block=blocking,
        revise=max(blocking, troubling),
        categories={
            name: card.category.probability(known[name]) if name in known else 0.0 for name in card.categories
        },
        tokens=tokens[len(head) : len(head) + len(ids)],
    )


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
