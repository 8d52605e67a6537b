"""The linear model over words beside the network: fitted in seconds, two small integer tables."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from adapters.reader_words import WORD_BUCKETS, word_features
from training.dataset import Example

STRENGTH = 60.0


def _matrix(examples: Sequence[Example]) -> csr_matrix:
    rows = [word_features(e.kind, e.context, e.text) for e in examples]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in rows])
    return csr_matrix((values, np.concatenate(rows), ends), shape=(len(rows), WORD_BUCKETS))


def fit(examples: Sequence[Example]) -> np.ndarray:
    """Weights over buckets for block (first row) and for any trouble (second row).

    The intercept is left to calibration.
    """
    matrix = _matrix(examples)
    targets = (
        [example.verdict == "block" for example in examples],
        [example.verdict != "ok" for example in examples],
    )
    return np.vstack(
        [
            LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(matrix, target).coef_[0]
            for target in targets
        ]
    )


def quantised(weights: np.ndarray) -> tuple[np.ndarray, tuple[float, float]]:
    """``weights`` as signed bytes, and the scale of each row."""
    scales = np.abs(weights).max(axis=1) / 127
    return np.round(weights / scales[:, None]).astype(np.int8), (float(scales[0]), float(scales[1]))


def scores(weights: np.ndarray, examples: Sequence[Example]) -> np.ndarray:
    """Scores of ``examples``: one row each, block and trouble."""
    return np.asarray(_matrix(examples) @ weights.T)


def write(weights: np.ndarray, target: Path) -> tuple[float, float]:
    """Write the tables and return their scales."""
    table, scales = quantised(weights)
    target.write_bytes(table.tobytes())
    return scales
