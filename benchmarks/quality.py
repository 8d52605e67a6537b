"""How well Bedside judges labelled drafts: verdicts, categories, spans; worst first, misses by id.

    python -m benchmarks.quality FILE.jsonl ... [--side open|aside|all] [--reader] [--misses N] [--category C]

A third of every file is the side kept aside, by a hash of the row's id: rules are written without reading it.
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from adapters.policy_files import load
from bot import context
from bot.model import Draft, Kind, Outlet, Review, Severity
from bot.policy import PolicyPack
from bot.ports import Reader
from bot.review import review
from training.dataset import is_aside

READ_ON = date(2026, 11, 1)
ADVICE = ("platform.", "a11y.")


@dataclass(slots=True)
class Tally:
    """Hits and chances of one question."""

    hits: int = 0
    chances: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.chances += 1

    def __str__(self) -> str:
        if not self.chances:
            return "    -            "
        low, high = wilson(self.hits, self.chances)
        return f"{self.hits / self.chances:.3f} [{low:.2f}, {high:.2f}] n={self.chances}"


@dataclass(slots=True)
class Report:
    """What one run over labelled rows shows."""

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    recall: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    family: Tally = field(default_factory=Tally)
    precision: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    relationship: Tally = field(default_factory=Tally)
    missed: list[tuple[str, str, Mapping[str, Any], Review]] = field(default_factory=list)


def wilson(hits: int, chances: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a rate, 95 % by default."""
    rate = hits / chances
    middle = (rate + z * z / (2 * chances)) / (1 + z * z / chances)
    half = z * math.sqrt(rate * (1 - rate) / chances + z * z / (4 * chances**2)) / (1 + z * z / chances)
    return max(0.0, middle - half), min(1.0, middle + half)


def rows(paths: Iterable[Path], side: str) -> Iterator[Mapping[str, Any]]:
    """Labelled posts and replies of the chosen side."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] not in {"post", "reply"}:
                continue
            if side == "all" or is_aside(row["id"]) == (side == "aside"):
                yield row


def draft_of(row: Mapping[str, Any]) -> Draft:
    return Draft(
        row["text"],
        Kind(row["kind"]),
        Outlet(row["platform"]),
        context.parse(row.get("context") or "", READ_ON),
    )


def overlaps(quote: str, text: str, start: int | None, end: int | None) -> bool:
    """Say whether a finding's span meets the quoted words; nothing to point at meets nothing to point at."""
    if not quote or start is None or end is None:
        return True
    at = text.find(quote)
    return at < end and start < at + len(quote)


def measure(pack: PolicyPack, labelled: Iterable[Mapping[str, Any]], reader: Reader | None = None) -> Report:
    report = Report()
    for row in labelled:
        draft = draft_of(row)
        result = review(draft, pack, reader.read(draft) if reader else None)
        report.verdicts[row["verdict"], result.verdict.value] += 1
        if result.verdict.value != row["verdict"]:
            report.missed.append((row["verdict"], result.verdict.value, row, result))
        labels = row["labels"]
        found = [
            (f.category, f.span.start if f.span else None, f.span.end if f.span else None, f.severity)
            for f in result.findings
        ]
        for label in labels:
            near = [f for f in found if overlaps(label["quote"], row["text"], f[1], f[2])]
            report.recall[label["category"]].add(any(f[0] == label["category"] for f in near))
            report.family.add(any(f[0].split(".")[0] == label["category"].split(".")[0] for f in near))
            if label["category"] == "phi.relationship":
                report.relationship.add(any(f[0].startswith("phi.") for f in found))
        for category, start, end, severity in found:
            if severity is Severity.ADVISE:
                continue
            families = [lab for lab in labels if lab["category"].split(".")[0] == category.split(".")[0]]
            report.precision[category].add(
                any(overlaps(lab["quote"], row["text"], start, end) for lab in families)
            )
    return report


def lines(report: Report) -> Iterator[str]:
    v = report.verdicts
    totals = {
        word: sum(n for (truth, _), n in v.items() if truth == word) for word in ("ok", "revise", "block")
    }

    def rate(hits: int, word: str) -> str:
        return str(Tally(hits, totals[word])) if totals[word] else "-"

    yield f"block found as block        {rate(v['block', 'block'], 'block')}"
    yield f"block found as block/revise {rate(v['block', 'block'] + v['block', 'revise'], 'block')}"
    yield f"revise found as revise+     {rate(v['revise', 'revise'] + v['revise', 'block'], 'revise')}"
    yield f"revise called block         {rate(v['revise', 'block'], 'revise')}"
    yield f"ok called block             {rate(v['ok', 'block'], 'ok')}"
    yield f"ok called revise or block   {rate(v['ok', 'block'] + v['ok', 'revise'], 'ok')}"
    yield f"labels in the right family  {report.family}"
    yield f"phi.relationship (any phi)  {report.relationship}"
    kept = Tally(
        sum(t.hits for t in report.precision.values()), sum(t.chances for t in report.precision.values())
    )
    yield f"precision of findings       {kept}"
    yield ""
    yield f"{'category':28} {'recall':32} precision"
    names = sorted(
        {*report.recall, *report.precision},
        key=lambda c: report.recall[c].hits / report.recall[c].chances if report.recall[c].chances else 2,
    )
    for name in names:
        yield f"{name:28} {report.recall[name]!s:32} {report.precision[name]}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--side", choices=("open", "aside", "all"), default="all")
    parser.add_argument("--reader", action="store_true", help="with the local reader")
    parser.add_argument("--kind", choices=("post", "reply"))
    parser.add_argument("--misses", type=int, default=0, help="show so many rows judged wrongly")
    parser.add_argument("--category", help="only misses that have or lack this category")
    options = parser.parse_args()
    if options.misses and options.side != "open":
        parser.error("texts are shown on the open side only")
    reader: Reader | None = None
    if options.reader:
        from adapters.local_reader import LocalReader

        reader = LocalReader()
    chosen = (r for r in rows(options.files, options.side) if options.kind in {None, r["kind"]})
    report = measure(load(), chosen, reader)
    sys.stdout.write("\n".join(lines(report)) + "\n")
    shown = 0
    for truth, said, row, result in report.missed:
        categories = [lab["category"] for lab in row["labels"]] + [f.category for f in result.findings]
        if options.category and not any(c.startswith(options.category) for c in categories):
            continue
        if shown >= options.misses:
            break
        shown += 1
        found = [(f.rule, f.span.of(row["text"]) if f.span else None) for f in result.findings]
        wanted = [(lab["category"], lab["quote"]) for lab in row["labels"]]
        sys.stdout.write(
            f"\n{row['id']} {row['kind']} {row['platform']} wanted {truth} got {said}\n  {row['text']}\n"
            f"  context: {row.get('context')}\n  wanted: {wanted}\n  found: {found}\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
