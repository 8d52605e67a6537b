"""Measure everything and write ``benchmarks/RESULTS.md``.

    python -m benchmarks [--quick] [CORPUS.jsonl ...]

Speed and the safety of replies always; quality on the project's own labelled drafts, and on every further
file that is named. Of a further file, the side kept aside (a third, by a hash of the row's id) stands apart.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from adapters.local_reader import LocalReader
from adapters.policy_files import load
from benchmarks import quality, replies, speed
from bot.policy import PolicyPack
from bot.ports import Reader

HERE = Path(__file__).parent
OWN = HERE / "data" / "drafts.jsonl"
APART = ("QUEUE.md", "DESK.md", "SLACK.md", "TEAMS.md", "MODEL.md")
"""What takes servers and minutes is measured by programs of its own; their last results are read in."""
PACKAGES = ("google-re2", "ahocorasick-rs", "pydantic", "sqlalchemy", "onnxruntime", "tokenizers")


def machine() -> Iterator[str]:
    """Where and with what this was measured."""
    model = next(
        (line.split(":")[1].strip() for line in _read("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    memory = next((int(line.split()[1]) >> 20 for line in _read("/proc/meminfo") if "MemTotal" in line), 0)
    yield f"- {datetime.now(UTC):%Y-%m-%d}, {model}, {os.cpu_count()} cores (shared), {memory} GiB memory"
    yield f"- {platform.python_implementation()} {platform.python_version()}; " + ", ".join(
        f"{name} {version(name)}" for name in PACKAGES
    )


def _read(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []


def quality_of(paths: Sequence[Path], side: str, pack: PolicyPack, reader: Reader | None) -> Iterator[str]:
    """One quality section: the figures, then the misses by id."""
    for kind in ("post", "reply"):
        chosen = [row for row in quality.rows(paths, side) if row["kind"] == kind]
        if not chosen:
            continue
        report = quality.measure(pack, chosen, reader)
        yield f"\n**{kind}** ({len(chosen)} rows)\n"
        yield "```"
        yield from quality.lines(report)
        yield "```"
        yield from _misses(report)


def _misses(report: quality.Report) -> Iterator[str]:
    kinds = {
        "block called ok": ("block", "ok"),
        "block called revise": ("block", "revise"),
        "ok called block": ("ok", "block"),
        "ok called revise": ("ok", "revise"),
    }
    for name, (truth, said) in kinds.items():
        ids = [row["id"] for wanted, got, row, _ in report.missed if (wanted, got) == (truth, said)]
        if ids:
            yield f"\n{name}: {' '.join(ids)}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="*", type=Path, help="labelled drafts besides the project's own")
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of the speed rounds; nothing is written"
    )
    options = parser.parse_args()
    pack, reader = load(), LocalReader()
    lines = ["# Results", "", "Written by `make bench`; bars are what the design asks for.", "", *machine()]
    lines += ["", "## Speed", "", "`python -m benchmarks.speed`", ""]
    lines += speed.table(quick=options.quick)
    for name in APART:
        lines += ["", *_read(str(HERE / name))]
    lines += [
        "",
        "## Quality, the project's own drafts (never trained on, no rule was written from them)",
        "",
    ]
    lines += ["### Rules and reader", *quality_of([OWN], "all", pack, reader)]
    lines += ["", "### Rules only", *quality_of([OWN], "all", pack, None)]
    if options.corpus:
        names = ", ".join(path.name for path in options.corpus)
        for side in ("aside", "open"):
            lines += [
                "",
                f"## Quality, {names}, the side {'kept ' if side == 'aside' else 'left '}{side}",
                "",
            ]
            lines += ["### Rules and reader", *quality_of(options.corpus, side, pack, reader)]
            lines += ["", "### Rules only", *quality_of(options.corpus, side, pack, None)]
    lines += ["", "## Replies to public reviews", "", "`python -m benchmarks.replies`", ""]
    count = replies.GENERATED // 10 if options.quick else replies.GENERATED
    lines += replies.section(pack, reader, options.corpus, count)
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    if not options.quick:
        (HERE / "RESULTS.md").write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
