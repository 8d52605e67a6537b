"""The linear models over words beside the networks: fitted in seconds, small integer tables.

For drafts they score block and any trouble; for public reviews also every sign and theme.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from adapters.reader_card import possible
from adapters.reader_words import REVIEW_BUCKETS, WORD_BUCKETS, word_features
from training.dataset import Example
from training.labels import CATEGORIES

STRENGTH = 60.0
REVIEW_STRENGTH = 2.0
REVIEW = "review"

Weights = Mapping[str, np.ndarray]
"""By name, one weight a bucket."""


def fit(examples: Sequence[Example]) -> Weights:
    """Weights for block and for any trouble; of reviews also for what a review can be and be about.

    The intercept is left to calibration. Examples are all reviews or none is.
    """
    targets = {
        "block": [example.verdict == "block" for example in examples],
        "trouble": [example.verdict != "ok" for example in examples],
    }
    if examples[0].kind != REVIEW:
        return _fitted(_matrix(examples), targets, C=STRENGTH)
    for name in filter(_of_reviews, CATEGORIES):
        targets[name] = [name in example.categories for example in examples]
    matrix = _matrix(examples)
    rarity = _rarity(matrix)
    made = _fitted(matrix.multiply(rarity).tocsr(), targets, C=REVIEW_STRENGTH, class_weight="balanced")
    return {name: row * rarity for name, row in made.items()}


def scores(weights: Weights, examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """Scores of ``examples`` by name, as many as there are examples."""
    matrix = _matrix(examples)
    return {name: np.asarray(matrix @ row) for name, row in weights.items()}


def write(weights: Weights, target: Path) -> dict[str, float]:
    """Write the table as signed bytes; return what each row scores, and its scale."""
    scales = {name: float(np.abs(row).max()) / 127 for name, row in weights.items()}
    table = np.vstack([np.round(row / scales[name]).astype(np.int8) for name, row in weights.items()])
    target.write_bytes(table.tobytes())
    return scales


def _of_reviews(category: str) -> bool:
    return possible(category, REVIEW)


def _fitted(matrix: csr_matrix, targets: Mapping[str, Sequence[bool]], **how: Any) -> Weights:
    return {
        name: np.asarray(
            LogisticRegression(solver="liblinear", random_state=0, **how).fit(matrix, told).coef_[0]
        )
        for name, told in targets.items()
        if any(told)
    }


def _rarity(matrix: csr_matrix) -> np.ndarray:
    """By bucket, the logarithm of how few examples have it; the weights take it in, so that none is kept."""
    having = np.asarray((matrix > 0).sum(axis=0)).ravel()
    return np.asarray(np.log((1 + matrix.shape[0]) / (1 + having)))


def _matrix(examples: Sequence[Example]) -> csr_matrix:
    reviews = examples[0].kind == REVIEW
    if any((example.kind == REVIEW) != reviews for example in examples):
        raise ValueError("reviews have tables of their own")
    buckets = REVIEW_BUCKETS if reviews else WORD_BUCKETS
    rows = [word_features(e.kind, e.context, e.text, buckets) for e in examples]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in rows])
    return csr_matrix((values, np.concatenate(rows), ends), shape=(len(rows), buckets))
