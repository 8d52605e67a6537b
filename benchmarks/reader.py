"""The local reader alone: speed, memory, and what it finds in labelled drafts.

    python -m benchmarks.reader [FILE.jsonl ...] [--side open|aside|all]

CPU time on one core, best of several rounds; the machine may be shared. Of rows only aggregates are shown.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from adapters.local_reader import WEIGHTS, LocalReader
from adapters.reader_card import FILES
from bot.model import Context, Draft, Kind, Outlet, Reading
from training.dataset import is_aside
from training.figures import Rate, auc, found_at

PROSE = (
    "Last week our teams opened the new outpatient entrance, and more than two hundred neighbours came by. "
    "Thank you to facilities, to security, and to the volunteers who showed people the way. "
    "We learned that the signs are too small and that the coffee is good. "
    "Both will be looked after by Friday. If you have not seen the garden behind the building yet, it is "
    "open to everyone from eight to six, and the benches were built by students of the technical college. "
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--side", choices=("open", "aside", "all"), default="all")
    options = parser.parse_args()
    reader = LocalReader()
    if not reader.available():
        raise SystemExit(f"The local reader is off: {reader.available().reason}")
    speed(reader)
    rows = [
        row
        for path in options.files
        for line in path.read_text("utf-8").splitlines()
        if (row := json.loads(line))["kind"] in set(Kind)
        and options.side in ("all", "aside" if is_aside(row["id"]) else "open")
    ]
    thresholds = json.loads((WEIGHTS / "card.json").read_text("utf-8"))["thresholds"]
    for kind in Kind:
        chosen = [row for row in rows if row["kind"] == kind]
        if chosen:
            quality(kind, chosen, reader.read_many(map(draft_of, chosen)), thresholds[kind])


def draft_of(row: dict[str, str]) -> Draft:
    context = Context(text=row.get("context") or "")
    return Draft(row["text"], Kind(row["kind"]), Outlet(row["platform"]), context)


def speed(reader: LocalReader) -> None:
    before, began = _megabytes(), time.perf_counter()
    reader.load(Kind.POST)
    loading, grown = time.perf_counter() - began, _megabytes() - before
    began = time.perf_counter()
    reader.load(Kind.REVIEW)
    further, whole = time.perf_counter() - began, _megabytes() - before
    five_hundred = Draft((PROSE * 2)[:500])
    short = Draft(PROSE[:220])
    article = Draft(PROSE * 65)
    single = _best(lambda: reader.read(five_hundred), 20)
    typical = _best(lambda: reader.read(short), 20)
    long = _best(lambda: reader.read(article), 1)
    size = sum((WEIGHTS / name).stat().st_size for name in FILES) / 1e6
    print(f"version {reader.version}, {size:.1f} MB in the package")
    print(f"for drafts: loads in {loading:.2f} s (bar 0.35); memory grew by {grown:.0f} MB (bar 120)")
    print(f"for reviews too: {further:.2f} s more; memory grew by {whole:.0f} MB in all")
    print(f"500 characters: {single * 1e3:.1f} ms CPU (bar 20), {1 / single:.0f} drafts/s on one core")
    print(f"220 characters, the usual post: {typical * 1e3:.1f} ms CPU, {1 / typical:.0f} drafts/s (bar 60)")
    review = Draft(PROSE[:220], Kind.REVIEW)
    print(f"220 characters as a review: {_best(lambda: reader.read(review), 20) * 1e3:.1f} ms CPU")
    print(f"an article of {len(article.text.split())} words: {long:.2f} s CPU")


def quality(
    kind: str, rows: Sequence[dict[str, str]], readings: Sequence[Reading], bars: dict[str, dict[str, float]]
) -> None:
    def scores(verdict: str, score: Callable[[Reading], float]) -> list[float]:
        return [score(r) for row, r in zip(rows, readings, strict=True) if row["verdict"] == verdict]

    def called(values: Sequence[float], bar: float) -> Rate:
        return Rate(sum(value >= bar for value in values), len(values))

    block, trouble = (lambda r: r.block), (lambda r: r.revise)
    wrong, fine = scores("block", block), scores("ok", block)
    high, low = bars["block"]["threshold"], bars["revise"]["threshold"]
    print(f"\n{kind}: {len(rows)} drafts, block against ok AUC {auc(wrong, fine):.3f}")
    for rate in (0.02, 0.05, 0.10):
        print(f"  block found at {rate:.0%} false alarms: {found_at(wrong, fine, rate)}")
    print(f"  at the block bar {high}: found {called(wrong, high)}, ok blocked {called(fine, high)}")
    for verdict in ("block", "revise", "ok"):
        print(f"  {verdict} at or above the revise bar {low}: {called(scores(verdict, trouble), low)}")


def _best(work: Callable[[], object], repeats: int) -> float:
    """Seconds of CPU per call, best of five rounds."""
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(repeats):
            work()
        rounds.append((time.process_time() - began) / repeats)
    return min(rounds)


def _megabytes() -> float:
    """Resident memory now, where the system tells; else its peak."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
