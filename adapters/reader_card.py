"""What the local reader's weights say of themselves: categories, limits, calibration, version."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILES: Final = ("card.json", "model.onnx", "tokenizer.json", "words.bin")


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
    """What the weights were trained to say and how it is read."""

    version: str
    categories: tuple[str, ...]
    blocking: tuple[str, ...]
    context_tokens: int
    draft_tokens: int
    windows: int
    characters: int
    block: Mapping[str, Blend]
    trouble: Mapping[str, Blend]
    category: Blend
    word_scales: tuple[float, float]
    passage_floor: float
    token_floor: float

    @classmethod
    def read(cls, path: Path) -> "Card":
        """Read ``card.json``."""
        card = json.loads(path.read_text(encoding="utf-8"))
        limits, calibration = card["limits"], card["calibration"]

        def blends(of: str) -> dict[str, Blend]:
            return {kind: Blend(tuple(w[:-1]), w[-1]) for kind, w in calibration[of].items()}

        return cls(
            version=card["version"],
            categories=tuple(card["categories"]),
            blocking=tuple(card["categories"][: card["block_categories"]]),
            context_tokens=limits["context_tokens"],
            draft_tokens=limits["draft_tokens"],
            windows=limits["windows"],
            characters=limits["characters"],
            block=blends("block"),
            trouble=blends("trouble"),
            category=blends("category")["any"],
            word_scales=(calibration["word_scales"][0], calibration["word_scales"][1]),
            passage_floor=card["floors"]["passage"],
            token_floor=card["floors"]["token"],
        )


def fingerprint(folder: Path) -> str:
    """The version of the weights in ``folder``: a hash of everything that decides a reading."""
    digest = hashlib.sha256()
    for name in ("model.onnx", "tokenizer.json", "words.bin"):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    decides = {key: card[key] for key in ("calibration", "categories", "floors", "limits")}
    digest.update(json.dumps(decides, sort_keys=True).encode())
    return digest.hexdigest()[:16]
