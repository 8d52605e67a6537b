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
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import IO, Any

from adapters import evidence_page
from adapters.evidence_page import Summary, plain

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

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
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
    chain: AsyncIterator[str], since: date, until: date, rules: Mapping[str, str]
) -> AsyncIterator[bytes]:
    """The pack in pieces.

    Args:
        chain: The log's export, line by line.
        since: The first day of the period, in UTC.
        until: Its last day, which counts.
        rules: Each rule in force by its id, with its message.
    """
    sink = _Sink()
    with tempfile.TemporaryFile() as table, tempfile.TemporaryFile() as reading:
        archive = zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        period = _Period(since, until, table, reading)
        digest = hashlib.sha256()
        with archive.open("chain.jsonl", "w", force_zip64=True) as member:
            number = 0
            async for line in chain:
                raw = line.encode("ascii") if line.endswith("\n") else f"{line}\n".encode("ascii")
                digest.update(raw)
                member.write(raw)
                period.add(line)
                number += 1
                if number % BREATH == 0:
                    yield sink.take()
                    await asyncio.sleep(0)
        period.end()
        digests = {"chain.jsonl": digest.hexdigest()}
        opening = evidence_page.opening(period.summary)
        for name, before, content, after in (
            ("entries.csv", "", table, ""),
            ("evidence.html", opening, reading, evidence_page.CLOSING),
        ):
            digest = hashlib.sha256()
            content.seek(0)
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in _pieces(before, content, after):
                    digest.update(piece)
                    member.write(piece)
                    yield sink.take()
                    await asyncio.sleep(0)
            digests[name] = digest.hexdigest()
        for name, text in _small(period, rules):
            archive.writestr(name, text)
            digests[name] = hashlib.sha256(text.encode()).hexdigest()
        lines = "".join(f"{value}  {name}\n" for name, value in sorted(digests.items()))
        archive.writestr("SHA256SUMS", lines)
        archive.close()
        yield sink.take()


def _pieces(before: str, content: IO[bytes], after: str) -> Iterator[bytes]:
    if before:
        yield before.encode()
    while piece := content.read(_CHUNK):
        yield piece
    if after:
        yield after.encode()


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


def cell(value: object) -> str:
    """A value as a table shows it: no control character, and nothing that a spreadsheet would work out."""
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _small(period: _Period, rules: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(("policy_version", "first_used", "last_used", "entries"))
    rows.writerows([cell(version), *seen] for version, seen in period.summary.versions.items())
    yield "policy-versions.csv", table.getvalue()
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(("rule", "message"))
    rows.writerows((cell(rule), cell(message)) for rule, message in sorted(rules.items()))
    yield "rules-in-force.csv", table.getvalue()
    yield "verifier.py", files("adapters.database").joinpath("verifier.py").read_text("utf-8")
    yield "README.txt", _README.format(title=period.summary.title, entries=period.summary.entries)


_README = """{title}
{entries} entries in the period.

  evidence.html               the period to read and to print: open it in a browser; Print makes the PDF
  entries.csv                 the same for a spreadsheet; cells that it would work out begin with '
  policy-versions.csv         the policy versions in force, and when
  rules-in-force.csv          the rules of the version in use when this was made
  chain.jsonl                 the whole log since its beginning, as it is chained and signed
  verifier.py                 proves the chain, with Python alone:
                              python verifier.py chain.jsonl --key signing.pub
  SHA256SUMS                  sha256sum -c SHA256SUMS

Get signing.pub from the organization at another time and by another way than this file.
One changed byte in chain.jsonl and the verifier names the entry. The tables are copies: the chain counts.
"""
