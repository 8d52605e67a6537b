"""What the local reader's weights say of themselves: categories, limits, calibration, version."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DRAFTS: Final = "drafts.onnx"
REVIEWS: Final = "reviews.onnx"
NETWORKS: Final = {"post": DRAFTS, "reply": DRAFTS, "review": REVIEWS}
"""Which network reads which kind of text: what is about to be published, and what was published about us."""
CARD: Final = "card.json"
TOKENS: Final = "tokenizer.json"
WORDS: Final = {"post": "words.bin", "reply": "words.bin", "review": "review_words.bin"}
"""Linear models over words beside the networks."""
WEIGHED: Final = (DRAFTS, REVIEWS, TOKENS, *sorted(set(WORDS.values())))
FILES: Final = (CARD, *WEIGHED)

ONLY_IN: Final = {"reply": "reply", "triage": "review", "theme": "review"}
THEME: Final = "theme."
"""What a public review is about is no trouble by itself."""


def possible(category: str, kind: str) -> bool:
    """Say whether a text of ``kind`` can be of ``category``: only replies answer, only reviews are sorted."""
    only = ONLY_IN.get(category.split(".", maxsplit=1)[0])
    return only == kind if only else kind != "review"


@dataclass(frozen=True, slots=True)
class Blend:
    """A calibration: probability = sigmoid(weights * evidence + offset)."""

    weights: tuple[float, ...]
    offset: float

    def probability(self, *evidence: float) -> float:
        """The calibrated probability, rounded so that processors agree."""
        total = self.offset + sum(w * e for w, e in zip(self.weights, evidence, strict=True))
        return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)


@dataclass(frozen=True, slots=True)
class Card:
    """What the weights were trained to say and how it is read.

    Attributes:
        files: Of every other file of the package, its SHA-256.
        category: By kind and category, from its logit, and for reviews what its words say, to a probability.
        words: By file, what each row of it scores, and its scale.
    """

    version: str
    files: Mapping[str, str]
    categories: tuple[str, ...]
    blocking: tuple[str, ...]
    context_tokens: int
    draft_tokens: int
    windows: int
    characters: int
    block: Mapping[str, Blend]
    trouble: Mapping[str, Blend]
    category: Mapping[str, Mapping[str, Blend]]
    words: Mapping[str, Mapping[str, float]]
    passage_floor: float
    token_floor: float

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> "Card":
        """The card as ``card.json`` holds it."""
        limits, calibration = card["limits"], card["calibration"]

        def blends(lines: Mapping[str, Sequence[float]]) -> dict[str, Blend]:
            return {name: Blend(tuple(line[:-1]), line[-1]) for name, line in lines.items()}

        return cls(
            version=card["version"],
            files=card["files"],
            categories=tuple(card["categories"]),
            blocking=tuple(card["categories"][: card["block_categories"]]),
            context_tokens=limits["context_tokens"],
            draft_tokens=limits["draft_tokens"],
            windows=limits["windows"],
            characters=limits["characters"],
            block=blends(calibration["block"]),
            trouble=blends(calibration["trouble"]),
            category={kind: blends(lines) for kind, lines in calibration["category"].items()},
            words=calibration["words"],
            passage_floor=card["floors"]["passage"],
            token_floor=card["floors"]["token"],
        )


def fingerprint(card: Mapping[str, object]) -> str:
    """The version of the weights that ``card`` describes: a hash of everything that decides a reading."""
    decides = {key: card[key] for key in ("calibration", "categories", "files", "floors", "limits")}
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:16]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
