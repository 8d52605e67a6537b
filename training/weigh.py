"""Choose how rules and reader add up: ``python -m training.weigh FILE.jsonl ... [--side open]``.

Runs in the project's own environment, with the packaged reader. The files must be by writers that neither
rules nor reader have met. For each kind it walks over the weights and thresholds of ``policies/article/rules/
reader.yaml``, one at a time, keeps what judges best, and prints a line to paste there. What counts: blocks
found, fine drafts left alone, findings that point at a labelled place of their family.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from adapters.local_reader import LocalReader
from adapters.policy_files import load
from benchmarks.quality import draft_of, overlaps, rows
from bot import evidence
from bot.model import Draft, Finding, Reading, Severity
from bot.page import Page
from bot.policy import PolicyPack, ReaderWeights
from bot.review import findings_of

GRID: Mapping[str, tuple[float, ...]] = {
    "block_at": tuple(n / 50 for n in range(15, 48)),
    "ask_at": tuple(n / 50 for n in range(15, 46)),
    "passage_at": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "block_rule": (0.5, 1.0, 1.5, 2.0, 2.5, 3.0),
    "further_rule": (0.0, 0.25, 0.5),
    "ask_rule": (0.0, 0.25, 0.5),
    "any_rule": (0.5, 1.0, 1.5, 2.0, 2.5),
}
OK_BLOCKED, OK_CALLED, ROUNDS = 0.015, 0.08, 3


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled draft with what rules and reader said of it apart from each other."""

    row: Mapping[str, Any]
    draft: Draft
    findings: tuple[Finding, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Figures:
    """What one choice of weights does, as shares."""

    found: float
    ok_blocked: float
    ok_called: float
    revise_blocked: float
    precise: float
    recalled: float

    @property
    def worth(self) -> float:
        """One number to compare by; passing a limit costs far more than any gain brings."""
        over = max(0.0, self.ok_blocked - OK_BLOCKED) * 8 + max(0.0, self.ok_called - OK_CALLED) * 4
        return self.found + 0.4 * self.recalled + 0.5 * self.precise - 0.2 * self.revise_blocked - over


def cases(paths: Sequence[Path], side: str, pack: PolicyPack, reader: LocalReader) -> Iterator[Case]:
    """All labelled drafts of ``paths``, judged once by each."""
    for row in rows(paths, side):
        draft = draft_of(row)
        page = Page(draft)
        matches = pack.matcher.scan(page.text, page.typed)
        active = [rule for rule in pack.rules if rule.status == "active"]
        found = tuple(finding for rule in active for finding in findings_of(rule, page, matches))
        yield Case(row, draft, found, reader.read(draft))


def figures(every: Sequence[Case], pack: PolicyPack) -> Figures:
    """Weigh every case and count."""
    count = {word: sum(c.row["verdict"] == word for c in every) or 1 for word in ("ok", "revise", "block")}
    hits = dict.fromkeys(("found", "ok_blocked", "ok_called", "revise_blocked"), 0)
    told = right = labels = met = 0
    for case in every:
        found = evidence.weigh(case.findings, case.reading, case.draft, pack).findings
        worst = max((finding.severity for finding in found), default=Severity.ADVISE)
        truth = case.row["verdict"]
        hits["found"] += truth == "block" and worst is Severity.BLOCK
        hits["ok_blocked"] += truth == "ok" and worst is Severity.BLOCK
        hits["ok_called"] += truth == "ok" and worst is not Severity.ADVISE
        hits["revise_blocked"] += truth == "revise" and worst is Severity.BLOCK
        marks = [(label["category"].split(".")[0], label["quote"]) for label in case.row["labels"]]
        text = case.row["text"]
        for finding in found:
            if finding.severity is not Severity.ADVISE:
                told += 1
                right += any(_meets(finding, family, quote, text) for family, quote in marks)
        labels += len(marks)
        met += sum(any(_meets(f, family, quote, text) for f in found) for family, quote in marks)
    return Figures(
        hits["found"] / count["block"],
        hits["ok_blocked"] / count["ok"],
        hits["ok_called"] / count["ok"],
        hits["revise_blocked"] / count["revise"],
        right / max(1, told),
        met / max(1, labels),
    )


def _meets(finding: Finding, family: str, quote: str, text: str) -> bool:
    start, end = (finding.span.start, finding.span.end) if finding.span else (None, None)
    return finding.rule.split(".")[0] == family and overlaps(quote, text, start, end)


def with_weights(pack: PolicyPack, kind: str, weights: ReaderWeights) -> PolicyPack:
    """``pack`` with other weights for one kind."""
    return replace(pack, reader={**pack.reader, kind: weights})


def best(every: Sequence[Case], pack: PolicyPack, kind: str) -> tuple[ReaderWeights, Figures]:
    """Walk over the grid, one weight at a time, until a round brings nothing."""
    weights = pack.reader[kind]
    now = figures(every, with_weights(pack, kind, weights))
    for _ in range(ROUNDS):
        before = now.worth
        for name, values in GRID.items():
            for value in values:
                tried = replace(weights, **{name: value})
                then = figures(every, with_weights(pack, kind, tried))
                if then.worth > now.worth + 1e-6:
                    weights, now = tried, then
        if now.worth <= before + 1e-6:
            break
    return weights, now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--side", choices=("open", "aside", "all"), default="open")
    parser.add_argument("--weights", type=Path, help="another folder of reader weights")
    arguments = parser.parse_args()
    pack = load()
    reader = LocalReader(arguments.weights) if arguments.weights else LocalReader()
    every = list(cases(arguments.files, arguments.side, pack, reader))
    for kind in pack.reader:
        mine = [case for case in every if case.draft.kind.value == kind]
        if mine:
            print(kind, "now ", figures(mine, pack))
            weights, then = best(mine, pack, kind)
            print(kind, "best", then)
            told = ", ".join(f"{name}: {getattr(weights, name):g}" for name in GRID)
            print(f"  {kind}: {{{told}}}")


if __name__ == "__main__":
    main()
