"""Fit the weights of the signs that somebody in care is spoken of: ``python -m training.signs``.

Rows are sentences of posts: those that a label of the family ``phi`` touches against those of drafts that
carry none. A sign keeps to its side: one of care can only raise the sum, one against it only lower it, so
that the explanation a person reads ("a part of their body", "a day") never argues the other way. What brings
nothing gets no weight (L1). The strength is chosen with writers left out; then all rows are fitted once.
"""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot import context
from bot.detectors import evidence, spotting
from bot.detectors.authorization import standing
from bot.detectors.signs import ABOUT_ME, LETTERS, SIGNS, STAFFED, TIED
from bot.detectors.tagging import tag
from bot.model import Draft, Outlet
from bot.page import Page
from training.dataset import Example, load, training_files

TARGET = Path(__file__).resolve().parents[1] / "bot" / "detectors" / "evidence_weights.py"
READ_ON = date(2026, 11, 1)
AGAINST = frozenset(
    """anyone business command counted_people drill facility i i_in_care invented more_business my my_kin
    name_is_staff not our_staff own people permitted phone public question staff staff_first staff_words you
    a_person checked holds""".split()
) | {"media checked"}
"""Signs that can only lower the sum, wherever they stand; ``d2:`` (twice or more) may do either."""
STRENGTHS = (2.0, 4.0, 8.0)
MOST = 120
FALSE_ALARMS = 0.02
NEVER = -99.0

EVERY = spotting.Wanted.of(SIGNS.keys() | LETTERS.keys())

Row = tuple[list[str], bool]


def names_of(example: Example) -> list[Row]:
    """For each sentence the names of its signs, as the detector adds them up, and whether it is at fault."""
    draft = Draft(
        example.text, outlet=Outlet(example.outlet), context=context.parse(example.context, READ_ON)
    )
    page = Page(draft)
    tagged = tag(page)
    parts = evidence.sentences(tagged)
    found = [EVERY.signs(letters) for _, _, letters in parts]
    alone = [spotting.names(signs) for signs in found]
    shared = [*_of_draft(found), f"file:{standing(draft)}"]
    spans = tagged.spans()
    marks = [mark for mark in example.marks if mark.category.startswith("phi.")]
    rows: list[Row] = []
    for at, (first, last, _) in enumerate(parts):
        place = page.span(spans[first][0], spans[last - 1][1])
        touched = any(mark.start < place.end and place.start < mark.end for mark in marks)
        rows.append(([*shared, *_of_sentence(alone, at)], touched))
    return rows


def _of_draft(alone: Sequence[int]) -> list[str]:
    size, once, twice = spotting.anywhere(alone)
    told = (("d:", once), ("d2:", twice))
    return [size, *(prefix + name for prefix, signs in told for name in spotting.names(signs))]


def _of_sentence(alone: Sequence[set[str]], at: int) -> list[str]:
    signs = alone[at]
    names = list(signs)
    if "people?" in signs:
        names += [f"p:{name}" for name in signs]
        if signs & TIED:
            names += [f"t:{name}" for name in signs]
    if signs & STAFFED:
        names += [f"f:{name}" for name in signs]
    if signs & ABOUT_ME:
        names += [f"me:{name}" for name in signs]
    names += [f"<{name}" for name in (alone[at - 1] if at else ())]
    names += [f">{name}" for name in (alone[at + 1] if at + 1 < len(alone) else ())]
    return names


class Table:
    """Sentences as a sparse matrix over signs; ``owner`` says which draft each belongs to."""

    def __init__(self, examples: Sequence[Example], names: Sequence[str] | None = None) -> None:
        rows = [(number, row) for number, e in enumerate(examples) for row in names_of(e)]
        self.owner = np.array([number for number, _ in rows])
        self.truth = np.array([touched for _, (_, touched) in rows])
        if names is None:
            counts: dict[str, int] = {}
            for _, (signs, _) in rows:
                for name in signs:
                    counts[name] = counts.get(name, 0) + 1
            names = sorted(name for name, count in counts.items() if count >= 25)
        self.names = list(names)
        index = {name: column for column, name in enumerate(self.names)}
        columns = [[index[name] for name in set(signs) if name in index] for _, (signs, _) in rows]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.array([column for row in columns for column in row], dtype=np.int64)
        self.matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(self.names)))
        # A sentence without a label, in a draft that has one, may well be part of the story.
        told = {number for number, (_, touched) in rows if touched}
        self.clear = np.array([touched or number not in told for number, (_, touched) in rows])

    def best(self, weights: np.ndarray, bias: float, drafts: int) -> np.ndarray:
        """The score of each draft's strongest sentence."""
        found = np.full(drafts, NEVER)
        np.maximum.at(found, self.owner, self.matrix @ weights + bias)
        return found


def side(name: str) -> tuple[float | None, float | None]:
    """The bounds of a sign's weight."""
    if name.startswith("d2:"):
        return (None, None)
    bare = name.split(":", 1)[-1].lstrip("<>")
    if name.startswith("file:"):
        return (None, 0.0) if bare in {"checked", "media checked", "holds"} else (0.0, None)
    return (None, 0.0) if bare in AGAINST or name.startswith(("f:", "me:")) else (0.0, None)


def fit(table: Table, strength: float) -> tuple[np.ndarray, float]:
    """Weights and bias; with every weight on one side, L1 is a plain slope."""
    keep = table.clear
    matrix, truth = table.matrix[keep], table.truth[keep].astype(float)
    bounds = [*map(side, table.names), (None, None)]
    slope = np.array([strength if low == 0.0 else -strength if high == 0.0 else 0.0 for low, high in bounds])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        logits = matrix @ point[:-1] + point[-1]
        misfit = np.logaddexp(0, logits) - truth * logits
        error = 1 / (1 + np.exp(-logits)) - truth
        slack = 0.5 * strength * 0.05
        gradient = np.append(matrix.T @ error, error.sum()) + slope + 2 * slack * point * (slope == 0)
        gradient[-1] -= 2 * slack * point[-1]
        value = misfit.sum() + slope @ point + slack * (point[:-1] ** 2 * (slope[:-1] == 0)).sum()
        return float(value), gradient

    start = np.append(np.zeros(len(table.names)), -3.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400})
    return found.x[:-1], float(found.x[-1])


def fewest(table: Table, strength: float) -> tuple[np.ndarray, float]:
    """The same with no more than ``MOST`` signs: every further one is looked for in every sentence."""
    weights, bias = fit(table, strength)
    dropped = np.argsort(-np.abs(weights))[MOST:]
    if not np.abs(weights[dropped]).any():
        return weights, bias
    whole = table.matrix
    kept = np.ones(len(weights))
    kept[dropped] = 0.0
    table.matrix = csr_matrix(whole.multiply(kept))
    weights, bias = fit(table, strength / 2)
    table.matrix = whole
    return weights * kept, bias


def found_at(best: np.ndarray, examples: Sequence[Example], rate: float) -> float:
    """The share of drafts with a ``phi`` label found when ``rate`` of the fine ones are called."""
    guilty = np.array([any(c.startswith("phi.") for c in e.categories) for e in examples])
    fine = np.array([e.given_verdict == "ok" for e in examples])
    bar = np.quantile(best[fine], 1 - rate)
    return float((best[guilty] > bar).mean())


def chosen_strength(examples: Sequence[Example]) -> float:
    """The strength that finds most with a third of the writers left out, in turn."""
    writers = sorted({e.writer for e in examples})
    results: dict[float, list[float]] = {strength: [] for strength in STRENGTHS}
    for turn in range(3):
        out = set(writers[turn::3])
        test = [e for e in examples if e.writer in out]
        table = Table([e for e in examples if e.writer not in out])
        unseen = Table(test, table.names)
        for strength in STRENGTHS:
            weights, bias = fewest(table, strength)
            results[strength].append(found_at(unseen.best(weights, bias, len(test)), test, FALSE_ALARMS))
    for strength, rates in results.items():
        print(f"strength {strength}: found {np.mean(rates):.3f} at {FALSE_ALARMS:.0%} {np.round(rates, 3)}")
    return max(results, key=lambda strength: np.mean(results[strength]))


def written(names: Sequence[str], weights: np.ndarray, bias: float) -> str:
    """The module that holds the weights."""
    kept = sorted(
        ((name, float(w)) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.1),
        key=lambda item: -item[1],
    )
    lines = "\n".join(f'    "{name}": {weight:.2f},' for name, weight in kept)
    head = TARGET.read_text(encoding="utf-8").split("BIAS")[0]
    return f"{head}BIAS = {bias:.2f}\nWEIGHTS: dict[str, float] = {{\n{lines}\n}}\n"


def posts(paths: Iterable[Path]) -> list[Example]:
    """The posts of ``paths``."""
    return [example for example in load(paths) if example.kind == "post"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="labelled files, aggregates only")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    examples = posts(training_files())
    strength = chosen_strength(examples)
    table = Table(examples)
    weights, bias = fewest(table, strength)
    for path in arguments.test:
        rows = posts([path])
        best = Table(rows, table.names).best(weights, bias, len(rows))
        print(path.name, *(f"{found_at(best, rows, rate):.3f}" for rate in (0.02, 0.05, 0.10)))
    if not arguments.dry:
        TARGET.write_text(written(table.names, weights, bias), encoding="utf-8")


if __name__ == "__main__":
    main()
