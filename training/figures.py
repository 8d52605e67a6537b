"""The figures a reader is judged by. Standard library only: the benchmark uses them too."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """``hits`` out of ``total``, with its 95 % Wilson interval."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share, 0 when nothing was counted."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval: honest for small counts."""
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.96, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.2f} ({self.hits}/{self.total}, {low:.2f}-{high:.2f})"


def auc(wrong: Sequence[float], fine: Sequence[float]) -> float:
    """Chance that a wrong draft scores above a fine one, ties counted half."""
    if not wrong or not fine:
        return float("nan")
    ranked = sorted([(score, 1) for score in wrong] + [(score, 0) for score in fine])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += (at + 1 + end) / 2 * sum(kind for _, kind in ranked[at:end])
        at = end
    return (total - len(wrong) * (len(wrong) + 1) / 2) / (len(wrong) * len(fine))


def threshold_at(fine: Sequence[float], false_alarms: float) -> float:
    """The score above which at most a share ``false_alarms`` of the fine drafts lies."""
    ranked = sorted(fine, reverse=True)
    return ranked[min(len(ranked) - 1, math.floor(false_alarms * len(ranked)))]


def found_at(wrong: Sequence[float], fine: Sequence[float], false_alarms: float) -> Rate:
    """Wrong drafts found when a share ``false_alarms`` of the fine ones is called wrong too."""
    bar = threshold_at(fine, false_alarms)
    return Rate(sum(score > bar for score in wrong), len(wrong))


def precision_in_stream(found: float, revise_called: float, ok_called: float) -> float:
    """Precision of "block" where of 100 drafts 10 must be blocked, 15 revised and 75 are fine."""
    called = 0.10 * found + 0.15 * revise_called + 0.75 * ok_called
    return 0.10 * found / called if called else 0.0
