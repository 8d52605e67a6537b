"""Score labelled files with trained weights and print figures: ``python -m training.evaluate``.

Of rows kept aside only aggregates are printed, never words.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from training.dataset import Example, is_aside, load
from training.encoding import base_tokenizer, collate, encode
from training.figures import Rate, auc, found_at
from training.labels import BLOCK, CATEGORIES
from training.model import ReaderNetwork

FALSE_ALARMS = (0.02, 0.05, 0.10)


@dataclass(frozen=True, slots=True)
class Scores:
    """Raw logits for a list of examples, and whether the strongest token lies in a mark."""

    verdict: np.ndarray
    categories: np.ndarray
    pointed: np.ndarray

    @property
    def block(self) -> np.ndarray:
        """Log odds of block against the rest."""
        rest = np.logaddexp(self.verdict[:, 0], self.verdict[:, 1])
        return np.asarray(self.verdict[:, 2] - rest)

    @property
    def trouble(self) -> np.ndarray:
        """Log odds of revise or block against ok."""
        worse = np.logaddexp(self.verdict[:, 1], self.verdict[:, 2])
        return np.asarray(worse - self.verdict[:, 0])


def load_network(weights: Path) -> ReaderNetwork:
    """The network with trained weights, ready to score."""
    network = ReaderNetwork()
    network.load_state_dict(torch.load(weights, weights_only=True))
    return network.eval()


def score(networks: Sequence[ReaderNetwork], examples: Sequence[Example]) -> Scores:
    """Score ``examples``; several networks are averaged."""
    tokenizer = base_tokenizer()
    encoded = [encode(example, tokenizer) for example in examples]
    order = sorted(range(len(encoded)), key=lambda place: len(encoded[place].ids))
    verdict = np.zeros((len(encoded), 3))
    categories = np.zeros((len(encoded), len(CATEGORIES)))
    pointed = np.full((len(encoded), len(CATEGORIES)), np.nan)
    with torch.inference_mode():
        for at in range(0, len(order), 32):
            places = order[at : at + 32]
            batch = collate([encoded[place] for place in places])
            for network in networks:
                heads = network(batch.ids, batch.mask, batch.types)
                verdict[places] += heads[0].numpy() / len(networks)
                categories[places] += heads[1].numpy() / len(networks)
            draft = (batch.mask * batch.types).unsqueeze(-1)
            best = heads[2].masked_fill(draft == 0, -1e4).argmax(1)
            hit = batch.tokens.gather(1, best.unsqueeze(1)).squeeze(1).numpy()
            pointed[places] = np.where(batch.tokens.amax(1).numpy() > 0, hit, np.nan)
    return Scores(verdict, categories, pointed)


def report(name: str, examples: Sequence[Example], scores: Scores) -> dict[str, object]:
    """Print and return the figures of one set of rows."""
    given = np.array([example.given_verdict for example in examples])
    block, trouble = scores.block, scores.trouble
    wrong, fine = block[given == "block"].tolist(), block[given == "ok"].tolist()
    found = [found_at(wrong, fine, rate) for rate in FALSE_ALARMS]
    # platform and accessibility advice is not for the reader to find
    revise = np.array([example.verdict == "revise" for example in examples])
    pointed = scores.pointed[~np.isnan(scores.pointed)]
    figures: dict[str, object] = {
        "rows": len(examples),
        "block": len(wrong),
        "ok": len(fine),
        "auc_block_ok": round(auc(wrong, fine), 3),
        "auc_revise_ok": round(auc(trouble[revise].tolist(), trouble[given == "ok"].tolist()), 3),
        "found_at_2_5_10": [round(rate.value, 3) for rate in found],
        "strongest_token_in_quote": round(float(pointed.mean()), 3) if len(pointed) else None,
    }
    print(
        f"{name:28s} n={len(examples):4d} auc {figures['auc_block_ok']:.3f} "
        f"revise {figures['auc_revise_ok']:.3f} found "
        + " ".join(str(rate) for rate in found)
        + f" pointed {figures['strongest_token_in_quote']}",
        flush=True,
    )
    return figures


def by_category(examples: Sequence[Example], scores: Scores, false_alarms: float) -> None:
    """For every category: drafts with it called wrong, and ranked above fine drafts by its head."""
    given = np.array([example.given_verdict for example in examples])
    bars = {
        True: np.quantile(scores.block[given == "ok"], 1 - false_alarms),
        False: np.quantile(scores.trouble[given == "ok"], 1 - false_alarms),
    }
    for index, category in enumerate(CATEGORIES):
        has = np.array([category in example.categories for example in examples])
        if not has.any():
            continue
        called = (scores.block if category in BLOCK else scores.trouble) > bars[category in BLOCK]
        head = scores.categories[:, index]
        print(
            f"  {category:26s} called {Rate(int((called & has).sum()), int(has.sum()))!s:28s}"
            f" head auc {auc(head[has].tolist(), head[~has].tolist()):.2f}"
            f" pointed {np.nanmean(scores.pointed[has, index]) if has.any() else 0:.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+", help="weights.pt files; averaged")
    parser.add_argument("--files", type=Path, nargs="+", required=True)
    parser.add_argument("--categories", action="store_true")
    parser.add_argument("--save", type=Path)
    arguments = parser.parse_args()
    networks = [load_network(path) for path in arguments.weights]
    examples = load(arguments.files)
    scores = score(networks, examples)
    for kind in ("post", "reply", "review"):
        for side in ("all", "open", "aside"):
            keep = [
                place
                for place, example in enumerate(examples)
                if example.kind == kind and (side == "all" or is_aside(example.id) == (side == "aside"))
            ]
            if keep:
                report(
                    f"{kind} {side}",
                    [examples[place] for place in keep],
                    Scores(scores.verdict[keep], scores.categories[keep], scores.pointed[keep]),
                )
    if arguments.categories:
        by_category(examples, scores, 0.05)
    if arguments.save:
        np.savez(
            arguments.save,
            ids=[example.id for example in examples],
            verdict=scores.verdict,
            categories=scores.categories,
            pointed=scores.pointed,
        )


if __name__ == "__main__":
    main()
