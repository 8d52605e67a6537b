"""The evidence pack: a period of the log as a zip that an auditor can read, and check without Bedside.

It is made in one walk along the chain and sent while it is made, in constant memory: what has to wait
for its turn in the zip lies in temporary files, which hold codes and no word of a draft. A download that
was cut off is no readable zip, so that a half one is never taken for a whole one.
"""

import asyncio
import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import date
from importlib.resources import files
from typing import IO, Any

from adapters import evidence_page
from adapters.evidence_cells import cell
from adapters.evidence_page import Summary
from adapters.evidence_rules import NOT_KEPT, rules_files, rules_table, versions_of, versions_table
from adapters.kept_rules import KeptRules

PERIOD_COLUMNS = (
    "seq",
    "id",
    "at",
    "event",
    "actor",
    "role",
    "platform",
    "kind",
    "outlet",
    "verdict",
    "policy_version",
    "reader_version",
    "fingerprint",
    "length",
    "subject",
)
BREATH = 250
"""Entries after which others get their turn."""

_CHUNK = 1 << 16


class _Sink(io.RawIOBase):
    """What the zip writes, until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """Everything written since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


async def evidence(
    chain: AsyncIterator[str], since: date, until: date, kept: KeptRules
) -> AsyncIterator[bytes]:
    """The pack in pieces.

    Args:
        chain: The log's export, line by line.
        since: The first day of the period, in UTC.
        until: Its last day, which counts.
        kept: The rules of every policy version.
    """
    pack = _Pack()
    with tempfile.TemporaryFile() as table, tempfile.TemporaryFile() as reading:
        period = _Period(since, until, table, reading)
        async for piece in pack.member("chain.jsonl", _walked(chain, period)):
            yield piece
        period.end()
        rules = await versions_of(kept, period.summary.versions)
        opening = evidence_page.opening(period.summary, rules)
        parts = (
            ("entries.csv", _pieces("", table, "")),
            ("evidence.html", _pieces(opening, reading, evidence_page.CLOSING)),
            ("policy-versions.csv", _text(versions_table(period.summary.versions, rules))),
            ("rules-in-force.csv", rules_table(kept, rules)),
        )
        for name, content in parts:
            async for piece in pack.member(name, content):
                yield piece
    async for name, text in rules_files(kept, rules):
        async for piece in pack.member(name, _text(text)):
            yield piece
    for name, text in _small(period.summary):
        async for piece in pack.member(name, _text(text)):
            yield piece
    yield pack.end()


class _Pack:
    """A zip that leaves while it is made; the digest of each of its files goes into the last one."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._archive = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._digests: dict[str, str] = {}

    async def member(self, name: str, content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """Put one file in, and give on what of the zip is ready; others get their turn meanwhile."""
        digest = hashlib.sha256()
        with self._archive.open(name, "w", force_zip64=True) as member:
            async for piece in content:
                digest.update(piece)
                member.write(piece)
                if ready := self._sink.take():
                    yield ready
        self._digests[name] = digest.hexdigest()
        yield self._sink.take()

    def end(self) -> bytes:
        """The digests and the zip's directory; without it nobody takes the file for a whole one."""
        lines = "".join(f"{value}  {name}\n" for name, value in sorted(self._digests.items()))
        self._archive.writestr("SHA256SUMS", lines)
        self._archive.close()
        return self._sink.take()


async def _walked(chain: AsyncIterator[str], period: "_Period") -> AsyncIterator[bytes]:
    """The chain as it is, ``BREATH`` lines at a time, while ``period`` takes what is of it."""
    lines: list[bytes] = []
    async for line in chain:
        lines.append(line.encode("ascii") if line.endswith("\n") else f"{line}\n".encode("ascii"))
        period.add(line)
        if len(lines) == BREATH:
            yield b"".join(lines)
            lines.clear()
            await asyncio.sleep(0)
    yield b"".join(lines)


async def _pieces(before: str, content: IO[bytes], after: str) -> AsyncIterator[bytes]:
    content.seek(0)
    yield before.encode()
    while piece := content.read(_CHUNK):
        yield piece
        await asyncio.sleep(0)
    yield after.encode()


async def _text(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


class _Period:
    """Writes the entries of a period as a table and as the rows of a page, and counts them."""

    def __init__(self, since: date, until: date, table: IO[bytes], reading: IO[bytes]) -> None:
        self.first, self.last = f"{since.isoformat()}T", f"{until.isoformat()}T99"
        self.summary = Summary(f"Bedside, {since.isoformat()} to {until.isoformat()}")
        self._table = io.TextIOWrapper(table, "utf-8", newline="", write_through=True)
        self._reading = io.TextIOWrapper(reading, "utf-8", newline="\n", write_through=True)
        self._rows = csv.writer(self._table)
        self._rows.writerow([*PERIOD_COLUMNS, "findings", "details", "hash"])

    def add(self, line: str) -> None:
        """Take one line of the export; what is no entry of the period is let be."""
        if line.startswith('{"header":'):
            self.summary.header = json.loads(line)["header"]
        if not line.startswith('{"entry":'):
            return
        told = json.loads(line)
        entry = told["entry"]
        if not self.first <= entry["at"] <= self.last:
            return
        self.summary.add(entry, told["hash"])
        found = " ".join(f"{item['rule']}:{item['severity']}" for item in entry["findings"])
        details = " ".join(f"{name}={value}" for name, value in sorted(entry["details"].items()))
        values = [*(entry[name] for name in PERIOD_COLUMNS), found, details, told["hash"]]
        self._rows.writerow([cell(value) for value in values])
        self._reading.write(evidence_page.row(entry))

    def end(self) -> None:
        """Nothing more comes; the files stay open for whoever reads them."""
        self._table.detach()
        self._reading.detach()


def _small(summary: Summary) -> Iterator[tuple[str, str]]:
    yield "verifier.py", files("adapters.database").joinpath("verifier.py").read_text("utf-8")
    yield "README.txt", _README.format(title=summary.title, entries=summary.entries, not_kept=NOT_KEPT)


_README = """{title}
{entries} entries in the period.

  evidence.html               the period to read and to print: open it in a browser; Print makes the PDF
  entries.csv                 the same for a spreadsheet; cells that it would work out begin with '
  policy-versions.csv         the policy versions in force, when, and by which rules version each judged
  rules-in-force.csv          the rules of each of those rules versions: how grave, where, what they say
  rules/                      each rules version whole, with its words and patterns; a file's name begins
                              its SHA-256: sha256sum rules/*.json
  chain.jsonl                 the whole log since its beginning, as it is chained and signed
  verifier.py                 proves the chain, with Python alone:
                              python verifier.py chain.jsonl --key signing.pub
  SHA256SUMS                  sha256sum -c SHA256SUMS

A policy version also changes with people, absences and tips; its rules version does not. Where "{not_kept}"
stands, that version judged before Bedside kept its rules, and they are not in here.
The entries of reviews and approvals name both versions, so that the chain proves which rules were meant.

Get signing.pub from the organization at another time and by another way than this file.
One changed byte in chain.jsonl and the verifier names the entry. The tables are copies: the chain counts.
"""
