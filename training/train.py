"""Fine-tune the reader: ``python -m training.train --out DIR [--hold-out train-2 train-6]``.

A run is a function of its arguments, the data and the library versions: chance comes from the seed
and the epoch. After every epoch all state is kept in ``DIR/checkpoint.pt``; the same command goes on.
"""

import argparse
import copy
import json
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.augment import augmented, sentences
from training.dataset import Example, data_hash, load, training_files
from training.encoding import MASK, Batch, Encoded, base_tokenizer, collate, encode
from training.labels import KINDS
from training.model import LAYERS, ReaderNetwork, averaged, base_folder

ROWS, SMOOTHING, WARMING, DECAY_BY_LAYER, AVERAGE = 16, 0.05, 0.06, 0.9, 0.995
KEPT = ("network", "average", "optimizer", "schedule")
CATEGORY_WEIGHT, TOKEN_WEIGHT, MARKED_WEIGHT, TOKENS_HIDDEN = 0.08, 0.5, 2.0, 0.06


def groups(network: ReaderNetwork, rate: float, head_rate: float) -> list[dict[str, object]]:
    """Parameters with their rates: the deeper in the encoder, the smaller."""
    rates: dict[float, list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if name.startswith("body.encoder.layer."):
            depth = LAYERS - 1 - int(name.split(".")[3])
            own = rate * DECAY_BY_LAYER**depth
        elif name.startswith("body."):
            own = rate * DECAY_BY_LAYER**LAYERS
        else:
            own = head_rate
        rates.setdefault(own, []).append(parameter)
    return [{"params": parameters, "lr": own} for own, parameters in rates.items()]


def loss_of(network: ReaderNetwork, batch: Batch) -> Tensor:
    """Verdict, categories and tokens, summed."""
    verdict, categories, tokens = network(batch.ids, batch.mask, batch.types)
    by_verdict = functional.cross_entropy(verdict, batch.verdict, label_smoothing=SMOOTHING)
    by_category = functional.binary_cross_entropy_with_logits(categories, batch.categories, reduction="none")
    weight = (batch.mask * batch.types).unsqueeze(-1) * (1.0 + MARKED_WEIGHT * batch.tokens)
    by_token = functional.binary_cross_entropy_with_logits(
        tokens, batch.tokens, weight=weight, reduction="none"
    )
    drafts = (batch.mask * batch.types).sum()
    return by_verdict + CATEGORY_WEIGHT * by_category.sum(1).mean() + TOKEN_WEIGHT * by_token.sum() / drafts


def batches(rows: list[Encoded], random: Random) -> list[Batch]:
    """Shuffled batches of like lengths, a few tokens hidden so that no single word decides."""
    order = list(range(len(rows)))
    random.shuffle(order)
    pool = ROWS * 24
    chunks = [
        sorted(order[at : at + pool], key=lambda place: len(rows[place].ids))
        for at in range(0, len(order), pool)
    ]
    picks = [chunk[at : at + ROWS] for chunk in chunks for at in range(0, len(chunk), ROWS)]
    random.shuffle(picks)
    made = []
    for pick in picks:
        batch = collate([rows[place] for place in pick])
        generator = torch.Generator().manual_seed(random.getrandbits(32))
        hidden = torch.rand(batch.ids.shape, generator=generator) < TOKENS_HIDDEN
        hidden &= (batch.mask * batch.types).bool() & (batch.ids > MASK)
        batch.ids[hidden] = MASK
        made.append(batch)
    return made


def epoch_rows(examples: list[Example], seed: int, epoch: int) -> list[Encoded]:
    """The rows of one epoch, each changed a little by its own chance."""
    tokenizer, random = base_tokenizer(), Random(f"{seed}-{epoch}")
    harmless = [
        text
        for example in examples
        if example.given_verdict == "ok" and example.kind == "post"
        for start, end in sentences(example.text)
        if 25 < len(text := example.text[start:end]) < 160
    ]
    return [encode(augmented(example, random, harmless), tokenizer) for example in examples]


@dataclass(slots=True)
class Run:
    """Everything that changes while training; kept whole in a checkpoint."""

    network: ReaderNetwork
    average: ReaderNetwork
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    epochs: int = 0

    @classmethod
    def begun(cls, arguments: argparse.Namespace, rows: int) -> "Run":
        """A run before its first step."""
        torch.manual_seed(arguments.seed)
        if arguments.start:
            network = averaged([run / "weights.pt" for run in arguments.start])
        else:
            network = ReaderNetwork()
            network.load_base(base_folder() / "model.safetensors")
        optimizer = torch.optim.AdamW(
            groups(network, arguments.rate, arguments.head_rate), weight_decay=0.01, fused=True
        )
        total = arguments.epochs * -(-rows // ROWS)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / (WARMING * total), max(0.0, 1 - step / total))
        )
        return cls(network, copy.deepcopy(network).eval(), optimizer, schedule)

    def keep(self, path: Path) -> None:
        """Write all state to ``path``, whole or not at all."""
        state = {name: getattr(self, name).state_dict() for name in KEPT}
        torch.save({**state, "epochs": self.epochs}, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def resume(self, path: Path) -> None:
        """Go on from what `keep` wrote, if there is anything."""
        if path.exists():
            state = torch.load(path, weights_only=True)
            for name in KEPT:
                getattr(self, name).load_state_dict(state[name])
            self.epochs = state["epochs"]

    def epoch(self, examples: list[Example], seed: int) -> None:
        """One pass over ``examples``; what chance decides depends on seed and epoch only."""
        torch.manual_seed(seed * 1000 + self.epochs)
        began, losses = time.monotonic(), []
        self.network.train()
        rows = epoch_rows(examples, seed, self.epochs)
        made = batches(rows, Random(f"order-{seed}-{self.epochs}"))
        for step, batch in enumerate(made, start=1):
            losses.append(self._step(batch, self.epochs * len(made) + step))
            if step % 50 == 0:
                mean, spent = sum(losses[-50:]) / 50, time.monotonic() - began
                print(f"epoch {self.epochs} step {step}/{len(made)} loss {mean:.3f} {spent:.0f}s", flush=True)
        self.epochs += 1

    def _step(self, batch: Batch, steps: int) -> float:
        loss = loss_of(self.network, batch)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        keep = min(AVERAGE, steps / (steps + 9))
        with torch.no_grad():
            for kept, new in zip(self.average.parameters(), self.network.parameters(), strict=True):
                kept.lerp_(new, 1 - keep)
        return loss.item()


def train(arguments: argparse.Namespace) -> None:
    """Run all epochs that a checkpoint has not run yet, then write the averaged weights."""
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    every = training_files(include_extra=not arguments.no_extra)
    files = [path for path in every if path.stem not in arguments.hold_out]
    examples = [example for example in load(files) if example.kind in arguments.kinds]
    content = data_hash(files)
    run = Run.begun(arguments, len(examples))
    run.resume(out / "checkpoint.pt")
    while run.epochs < arguments.epochs:
        run.epoch(examples, arguments.seed)
        run.keep(out / "checkpoint.pt")
    torch.save(run.average.state_dict(), out / "weights.pt")
    record = {
        "start": [run.name for run in arguments.start],
        "seed": arguments.seed,
        "epochs": arguments.epochs,
        "rate": arguments.rate,
        "head_rate": arguments.head_rate,
        "kinds": list(arguments.kinds),
        "rows": len(examples),
        "files": [path.name for path in files],
        "held_out": [path.name for path in every if path not in files],
        "data_sha256": content,
    }
    (out / "run.json").write_text(json.dumps(record, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--start",
        type=Path,
        nargs="+",
        default=[],
        help="finished runs beside OUT to go on from, averaged, not the base",
    )
    parser.add_argument("--hold-out", nargs="*", default=[], help="stems of files not to train on")
    parser.add_argument("--kinds", nargs="+", default=KINDS, help="train on texts of these kinds only")
    parser.add_argument("--no-extra", action="store_true", help="train on train-*.jsonl only")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    train(arguments)


if __name__ == "__main__":
    main()
