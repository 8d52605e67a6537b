"""How fast and how large: the engine, many rules, start, memory, the command line, the log.

    python -m benchmarks.speed [--quick]

CPU time, best of several rounds, on drafts that were never seen before (a warm cache flatters); the
machine may be shared. Each figure stands beside its bar and, where there is one, a peer in the same run.
"""

import argparse
import asyncio
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from adapters.policy_files import load
from bot.matching import Matcher
from bot.model import Actor, Decision, Draft, FindingRecord
from bot.policy import PolicyPack
from bot.review import review

WORDS = Path(__file__).with_name("data") / "words.txt"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the results."""

    what: str
    value: str
    bar: str
    holds: bool | None

    def __str__(self) -> str:
        mark = {True: "yes", False: "**no**", None: ""}[self.holds]
        return f"| {self.what} | {self.value} | {self.bar} | {mark} |"


def fresh_drafts(count: int, length: int, seed: int) -> list[Draft]:
    """Drafts of plausible prose that no cache has seen: sentences of everyday words, names and numbers."""
    chance = random.Random(seed)
    words, weights = _vocabulary()
    stream = iter(chance.choices(words, weights, k=count * length // 2 + 1_000))
    return [Draft(_prose(chance, stream, length)) for _ in range(count)]


def _vocabulary() -> tuple[list[str], list[int]]:
    """Everyday words of this field, and how often each is used."""
    pairs = [line.split() for line in WORDS.read_text("utf-8").splitlines()]
    return [word for word, _ in pairs], [int(count) for _, count in pairs]


def _prose(chance: random.Random, words: Iterator[str], length: int) -> str:
    sentences: list[str] = []
    while sum(map(len, sentences)) < length:
        picked = [next(words) for _ in range(chance.randint(5, 18))]
        if chance.random() < 0.15:
            picked.insert(chance.randrange(len(picked)), str(chance.randint(2, 4_000)))
        if chance.random() < 0.1:
            picked.append(chance.choice(["#TeamWork", "\u2019tis", "caf\u00e9", "\u2014", "555-0100"]))
        sentences.append(" ".join(picked).capitalize() + chance.choice([". ", ". ", "! ", "? ", ".\n"]))
    return "".join(sentences)[:length]


def cpu_ms(action: Callable[[Draft], object], drafts: list[Draft]) -> float:
    """CPU milliseconds a draft, mean over ``drafts``, each seen once."""
    start = time.process_time()
    for draft in drafts:
        action(draft)
    return (time.process_time() - start) * 1_000 / len(drafts)


def best(action: Callable[[Draft], object], length: int, count: int, rounds: int = 5) -> float:
    """The best round, each over drafts of its own."""
    return min(cpu_ms(action, fresh_drafts(count, length, seed)) for seed in range(rounds))


def engine(pack: PolicyPack, count: int) -> Iterator[Figure]:
    at_500 = best(lambda d: review(d, pack), 500, count)
    at_3000 = best(lambda d: review(d, pack), 3_000, count // 4)
    yield Figure(
        f"review, 500 characters, {len(pack.rules)} rules", f"{at_500:.3f} ms CPU", "0.25 ms", at_500 <= 0.25
    )
    yield Figure("drafts a second on one core", f"{1_000 / at_500:,.0f}", "4,000", at_500 <= 0.25)
    yield Figure("review, 3,000 characters", f"{at_3000:.3f} ms CPU", "1.5 ms", at_3000 <= 1.5)
    floor = best(lambda d: d.text.lower().find("\0"), 500, count)
    yield Figure("floor: lower and find, 500 characters", f"{floor:.4f} ms CPU", "", None)


def many_rules(count: int) -> Iterator[Figure]:
    """The matcher with 80 % phrases and 20 % patterns, and Python's own engine beside it."""
    costs = {}
    for rules in (500, 1_000, 10_000):
        matcher = _synthetic(rules)
        costs[rules] = best(lambda d, m=matcher: _scan(m, d), 500, count)  # type: ignore[misc]
        yield Figure(f"matching, {rules:,} rules, 500 characters", f"{costs[rules]:.3f} ms CPU", "", None)
    ratio = costs[10_000] / costs[1_000]
    yield Figure("10,000 rules against 1,000", f"{ratio:.1f} times", "5 times", ratio <= 5)
    patterns = [re.compile(rf"\b{re.escape(word)}\b", re.I) for word in _phrases(1_000)]
    peer = best(lambda d: [p.search(d.text) for p in patterns], 500, 20, rounds=2)
    yield Figure("peer: re, one by one, 1,000 phrases", f"{peer:.2f} ms CPU", "", None)


def _phrases(count: int) -> list[str]:
    chance = random.Random(7)
    words, _ = _vocabulary()
    return [
        " ".join(chance.choice(words) for _ in range(2)) + f" {chance.choice(words)}" for _ in range(count)
    ]


def _synthetic(rules: int) -> Matcher:
    matcher = Matcher()
    for index, phrase in enumerate(_phrases(rules)):
        if index % 5:
            matcher.words([phrase])
        else:
            first, second, third = phrase.split()
            matcher.pattern(rf"\b{first} (?:\w+ ){{0,2}}{second}\b|\b{second}s? {third}\b")
    matcher.build()
    return matcher


def _scan(matcher: Matcher, draft: Draft) -> object:
    text = draft.text.lower()
    return matcher.scan(text, draft.text)


START = (
    "import time; t=time.perf_counter(); from pathlib import Path; from adapters.policy_files import load;"
    "p=load(cache=Path({cache!r})); from bot.review import review; from bot.model import Draft;"
    "review(Draft('Hello'), p); took=time.perf_counter()-t;"
    "peak=[x for x in open('/proc/self/status') if x.startswith('VmHWM')] or ['VmHWM: 0 kB'];"
    "print(took, int(peak[0].split()[1])/1024)"
)


def start(cache: Path) -> Iterator[Figure]:
    runs = [_run([sys.executable, "-c", START.format(cache=str(cache))]) for _ in range(6)][1:]
    seconds = min(float(out.split()[0]) for out, _ in runs)
    memory = max(float(out.split()[1]) for out, _ in runs)
    yield Figure(
        "core start (imports, cached pack, first review)", f"{seconds:.3f} s", "0.25 s", seconds <= 0.25
    )
    yield Figure("memory after it", f"{memory:.0f} MB", "60 MB", memory <= 60)
    draft = cache / "draft.txt"
    draft.write_text("Proud of our night team.", "utf-8")
    command = [sys.executable, "-m", "adapters.cli", "review", str(draft), "--no-log"]
    took = min(_run(command)[1] for _ in range(6))
    yield Figure("bedside review draft.txt, whole process", f"{took:.3f} s", "0.5 s", took <= 0.5)
    bare = min(_run([sys.executable, "-c", "pass"])[1] for _ in range(4))
    yield Figure("limit: python -c pass", f"{bare:.3f} s", "", None)


def _run(command: list[str]) -> tuple[str, float]:
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    took = time.perf_counter() - begun
    if done.returncode > 2:
        raise SystemExit(f"{command[2]} failed: {done.stderr[-500:]}")
    return done.stdout, took


async def _log(entries: int, folder: Path) -> tuple[float, float, int]:
    from benchmarks.log_bench import append_and_verify

    return await append_and_verify(folder, entries, _decision)


def _decision(number: int) -> Decision:
    return Decision(
        "reviewed",
        Actor(f"U{number % 50}"),
        datetime.now(UTC),
        kind="post",
        outlet="linkedin",
        fingerprint=f"{number:064x}",
        length=500,
        verdict="block",
        policy_version="organization@1+abc",
        findings=(FindingRecord("phi.name.title", "phi.name", "block", 3, 9),),
    )


def log(entries: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        rate, seconds, walked = asyncio.run(_log(entries, Path(folder)))
    yield Figure("log: durable appends, one chain", f"{rate:,.0f} /s", "", None)
    yield Figure(f"log: {walked:,} entries verified", f"{seconds:.1f} s", "10 s for 100,000", seconds <= 10)


def reading(count: int) -> Iterator[Figure]:
    """The review with the local reader, and the reader's own start."""
    from adapters.local_reader import LocalReader

    pack, reader = load(), LocalReader()
    begun = time.perf_counter()
    reader.read(Draft("Hello"))
    took = time.perf_counter() - begun
    yield Figure("local reader: load and first reading", f"{took:.2f} s", "0.35 s", took <= 0.35)
    cost = best(lambda d: review(d, pack, reader.read(d)), 500, max(count // 10, 20), rounds=3)
    yield Figure("review with the local reader, 500 characters", f"{cost:.1f} ms CPU", "20 ms", cost <= 20)
    yield Figure("drafts a second with it, one core", f"{1_000 / cost:.0f}", "60", cost <= 1_000 / 60)


def on_screen() -> Iterator[Figure]:
    """A person's wait on the page."""
    from benchmarks.playground import click_to_verdict

    took = click_to_verdict()
    if took is not None:
        yield Figure("playground: click to verdict on screen", f"{took:.0f} ms", "300 ms", took <= 300)


def table(*, quick: bool) -> list[str]:
    """Every figure as a row of a table."""
    count = 60 if quick else 600
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        figures = [*engine(load(cache=cache), count), *many_rules(count), *start(cache), *reading(count)]
    figures += on_screen()
    figures += log(2_000 if quick else 100_000)
    return ["| what | measured | bar | holds |", "| --- | --- | --- | --- |", *map(str, figures)]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of the rounds")
    sys.stdout.write("\n".join(table(quick=parser.parse_args().quick)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
