"""The Reader: two small encoders in int8 ONNX in the package, one for drafts and one for public reviews.

No network, no telemetry.

The libraries it needs (onnxruntime, tokenizers, and numpy beneath them) are an extra: they are looked
for only when asked, loaded once at the first draft, and without them `LocalReader.available` says why.

Source: docs/adr/0006-a-local-reader-beside-the-rules.md
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from adapters import reader_package
from adapters.reader_card import NETWORKS, THEME, Card, possible
from adapters.reader_package import Availability, Half, Shared
from adapters.reader_words import REVIEW_BUCKETS, WORD_BUCKETS, Matrix, snapped, windows_of, word_features
from bot.model import Draft, Kind, Passage, Reading, Span

WEIGHTS: Final = Path(__file__).parent / "reader_weights"

CLS, SEP = 101, 102
RUNS_PER_CATEGORY: Final = 3
GAP: Final = 2
"""Tokens between two marked ones that still count as one passage."""
REACH: Final = 2.0
"""How far below the strongest token, in log odds, a token may lie and still belong to a passage."""

SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Sitting:
    """One draft before the network that reads its kind; ``head`` is what is told besides the words."""

    shared: Shared
    half: Half
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
        self._shared: Shared | None = None
        self._halves: dict[str, Half] = {}

    def available(self) -> Availability:
        """Say whether libraries and weights are there, without loading them."""
        return reader_package.available(self._folder)

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
        for kind in kinds or Kind:
            if kind.value in NETWORKS:
                self._half(kind)

    def read(self, draft: Draft) -> Reading:
        """Score ``draft``. ``revise`` is the probability of revise *or worse*; never below ``block``.

        A draft beyond the card's limits is read up to them and says so with ``truncated``.

        Raises:
            ReaderUnavailable: Libraries or weights are missing or damaged; never for a text.
        """
        shared = self._load()
        card = shared.card
        if draft.kind.value not in NETWORKS:  # no network has seen this kind: they say nothing
            return Reading(card.version, 0.0, 0.0, {})
        half = self._half(draft.kind)
        text = SURROGATES.sub("\ufffd", draft.text[: card.characters])
        encoded = shared.tokens.encode(text, add_special_tokens=False)
        bounds = windows_of(text, encoded.offsets, card.draft_tokens)
        sitting = Sitting(shared, half, draft, text, _heading(shared, draft))
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

    def _load(self) -> Shared:
        if self._shared is None:
            with self._lock:
                if self._shared is None:
                    self._shared = reader_package.load_shared(self._folder)
        return self._shared

    def _half(self, kind: Kind) -> Half:
        name = NETWORKS[kind.value]
        if name not in self._halves:
            card = self._load().card
            with self._lock:
                if name not in self._halves:
                    self._halves[name] = reader_package.load_half(self._folder, kind.value, card)
        return self._halves[name]


def _heading(shared: Shared, draft: Draft) -> list[int]:
    told = SURROGATES.sub("\ufffd", draft.context.text[: shared.card.characters])
    words = f"{draft.kind.value} {draft.outlet.value}. {told}".strip()
    encoded = shared.tokens.encode(words, add_special_tokens=False)
    return [CLS, *encoded.ids[: shared.card.context_tokens], SEP]


def _read_window(sitting: Sitting, ids: list[int], offsets: list[tuple[int, int]]) -> Window:
    shared, head = sitting.shared, sitting.head
    card, kind = shared.card, sitting.draft.kind.value
    row, types = [*head, *ids, SEP], [0] * len(head) + [1] * (len(ids) + 1)
    verdict, categories, tokens = sitting.half.session.run(
        None,
        {"ids": shared.array([row], dtype="int64"), "types": shared.array([types], dtype="int64")},
    )
    fine, revise, block = verdict.tolist()
    known = {
        name: logit
        for name, logit in zip(card.categories, categories.tolist(), strict=True)
        if possible(name, kind)
    }
    worst = max(logit for name, logit in known.items() if not name.startswith(THEME))
    worst_block = max(known[name] for name in card.blocking if name in known)
    blends = card.category[kind]
    said = _said(sitting, sitting.text[offsets[0][0] : offsets[-1][1]])
    blocking = card.block[kind].probability(block - _log_add(fine, revise), worst_block, said["block"])
    troubling = card.trouble[kind].probability(_log_add(block, revise) - fine, worst, said["trouble"])
    return Window(
        offsets=offsets,
        block=blocking,
        revise=max(blocking, troubling),
        categories={
            name: blends[name].probability(known[name], *_heard(said, name)) if name in known else 0.0
            for name in card.categories
        },
        tokens=tokens[len(head) : len(head) + len(ids)],
    )


def _said(sitting: Sitting, text: str) -> Mapping[str, float]:
    """What the words alone say: of block and of any trouble; of a review also of each sign and theme."""
    draft = sitting.draft
    buckets = REVIEW_BUCKETS if draft.kind is Kind.REVIEW else WORD_BUCKETS
    told = draft.context.text[: sitting.shared.card.characters]
    return sitting.half.words.scores(word_features(draft.kind.value, told, text, buckets))


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
