"""Turn raw evidence into probabilities and thresholds, with writers that a rotation never saw.

A rotation is a run with some files held out. Its scores on those files, pooled over rotations, are what
the reader says of new writers; on them a logistic line is fitted and thresholds are chosen.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from adapters.reader_card import possible
from training import words
from training.dataset import DATA, Example, load
from training.evaluate import Scores, load_network, score
from training.figures import precision_in_stream
from training.labels import BLOCK, CATEGORIES, KINDS, REVISE

PAIRED = re.compile(r"\d-?[a-d]$")
"""Ids of nearly equal pairs with opposite verdicts: good to learn from, unlike any real stream."""
BARS = np.round(np.arange(0.30, 1.0, 0.01), 2)
ENOUGH = 200
"""Rows of a kind that a rotation must have learned from, or it says little of a reader that did."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What network and words say of examples by writers they never saw."""

    examples: list[Example]
    scores: Scores
    words: Mapping[str, np.ndarray]

    @property
    def block(self) -> np.ndarray:
        """Columns: verdict head, strongest blocking category, words."""
        strongest = self._known()[:, : len(BLOCK)].max(1)
        return np.column_stack([self.scores.block, strongest, self.words["block"]])

    @property
    def trouble(self) -> np.ndarray:
        """Columns: verdict head, strongest category that is trouble, words."""
        strongest = self._known()[:, : len(BLOCK) + len(REVISE)].max(1)
        return np.column_stack([self.scores.trouble, strongest, self.words["trouble"]])

    def _known(self) -> np.ndarray:
        """Category logits; what a text of its kind cannot be is left out."""
        able = {kind: np.array([possible(name, kind) for name in CATEGORIES]) for kind in KINDS}
        mask = np.array([able[example.kind] for example in self.examples])
        return np.where(mask, self.scores.categories, -np.inf)


def held_out(runs: Sequence[str], of: Sequence[str]) -> Evidence:
    """Pool the evidence of rotations on the files that each did not train on.

    Args:
        of: The kinds of text to look at.
        runs: Folders of runs; ``FOLDER=extra-8,extra-9`` takes only these of the files it did not see.
    """
    examples: list[Example] = []
    parts: list[Scores] = []
    by_words: list[dict[str, np.ndarray]] = []
    for name in runs:
        folder, _, chosen = name.partition("=")
        run = Path(folder)
        record = json.loads((run / "run.json").read_text())
        seen, unseen = record["files"], record["held_out"]
        if chosen:
            unseen = [f"{stem}.jsonl" for stem in chosen.split(",")]
            if not set(unseen).isdisjoint(seen):
                raise ValueError(f"{run} was trained on one of {chosen}")
        learned = [e for e in load([DATA / name for name in seen]) if e.kind in of]
        kinds = [kind for kind in of if sum(e.kind == kind for e in learned) >= ENOUGH]
        test = [
            example
            for example in load([DATA / name for name in unseen])
            if example.kind in kinds and not PAIRED.search(example.id)
        ]
        if not test:
            raise ValueError(f"{name} holds nothing of {', '.join(of)} to test on")
        examples += test
        parts.append(score([load_network(run / "weights.pt")], test))
        by_words.append(words.scores(words.fit(learned), test))
    return Evidence(
        examples,
        Scores(
            np.concatenate([part.verdict for part in parts]),
            np.concatenate([part.categories for part in parts]),
            np.concatenate([part.pointed for part in parts]),
        ),
        {name: np.concatenate([part[name] for part in by_words]) for name in by_words[0]},
    )


def calibration(evidence: Evidence, of: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Weights and offset of every blend, by kind; of categories by kind and name."""
    kinds = np.array([example.kind for example in evidence.examples])
    verdicts = np.array([example.verdict for example in evidence.examples])
    lines: dict[str, dict[str, Any]] = {"block": {}, "trouble": {}}
    for kind in of:
        keep = kinds == kind
        lines["block"][kind] = _line(evidence.block[keep], verdicts[keep] == "block")
        lines["trouble"][kind] = _line(evidence.trouble[keep], verdicts[keep] != "ok")
    own = _category_lines(evidence)
    lines["category"] = {kind: {n: line for n, line in own.items() if possible(n, kind)} for kind in of}
    return lines


def _category_lines(evidence: Evidence) -> dict[str, list[float]]:
    """A line for each category that words score; where they score none, one for all of them."""
    truth, lines = _truth(evidence.examples), {}
    for place, name in enumerate(CATEGORIES):
        if name in evidence.words:
            told = np.column_stack([evidence.scores.categories[:, place], evidence.words[name]])
            lines[name] = _line(told, truth[:, place])
    if lines:
        return lines
    able = np.array([[possible(name, e.kind) for name in CATEGORIES] for e in evidence.examples])
    return dict.fromkeys(CATEGORIES, _line(evidence.scores.categories[able].reshape(-1, 1), truth[able]))


def _truth(examples: Sequence[Example]) -> np.ndarray:
    return np.array([[name in e.categories for name in CATEGORIES] for e in examples])


def _line(evidence: np.ndarray, truth: np.ndarray) -> list[float]:
    model = LogisticRegression(C=1.0).fit(evidence, truth)
    return [round(float(value), 4) for value in (*model.coef_[0], model.intercept_[0])]


def probability(line: Sequence[float], evidence: np.ndarray) -> np.ndarray:
    """What the adapter computes for one row, for many."""
    return np.asarray(1 / (1 + np.exp(-(evidence @ np.array(line[:-1]) + line[-1]))))


def thresholds(
    evidence: Evidence, lines: dict[str, dict[str, Any]], of: Sequence[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """By kind, the bars that held-out writers recommend.

    ``block`` is the lowest bar with precision >= 0.90 at the mix of the held-out files and at most 2 %
    of fine drafts called; ``block_alone`` the lowest with that precision where of a hundred drafts 10
    must be blocked, 15 revised and 75 are fine; ``revise`` the lowest with at most 8 % of fine drafts
    called. Where no bar reaches a precision, the false alarms alone decide, and the figures say so.
    """
    kinds = np.array([example.kind for example in evidence.examples])
    verdicts = np.array([example.verdict for example in evidence.examples])
    chosen: dict[str, dict[str, dict[str, float]]] = {}
    for kind in of:
        keep = kinds == kind
        truth = verdicts[keep]
        block = probability(lines["block"][kind], evidence.block[keep])
        trouble = np.maximum(block, probability(lines["trouble"][kind], evidence.trouble[keep]))
        blocks = [_at(block, truth, float(bar)) for bar in BARS]
        quiet = [row for row in blocks if row["ok_called"] <= 0.02]
        chosen[kind] = {
            "block": _first(quiet, "precision_here") or quiet[0],
            "block_alone": _first(quiet, "precision_10_15_75") or quiet[-1],
            "revise": next(
                row for bar in BARS if (row := _at(trouble, truth, float(bar)))["ok_called"] <= 0.08
            ),
        }
    return chosen


def _first(rows: Sequence[dict[str, float]], precision: str) -> dict[str, float] | None:
    """The lowest bar that is precise and still finds one in twenty."""
    return next((r for r in rows if r[precision] >= 0.90 and r["block_called"] >= 0.05), None)


def _at(chance: np.ndarray, truth: np.ndarray, bar: float) -> dict[str, float]:
    called = chance >= bar
    rates = {name: float(called[truth == name].mean()) for name in ("block", "revise", "ok")}
    right = float((called & (truth == "block")).sum() / max(1, called.sum()))
    return {
        "threshold": bar,
        **{f"{name}_called": round(rate, 3) for name, rate in rates.items()},
        "precision_here": round(right, 3),
        "precision_10_15_75": round(precision_in_stream(rates["block"], rates["revise"], rates["ok"]), 3),
    }
