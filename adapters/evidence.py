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
from html import escape
from importlib.resources import files
from typing import IO, Any

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
        for name, content in (("entries.csv", table), ("entries.html", reading)):
            digest = hashlib.sha256()
            content.seek(0)
            with archive.open(name, "w", force_zip64=True) as member:
                while piece := content.read(_CHUNK):
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


class _Period:
    """Writes the entries of a period as a table and as a page, and counts policy versions."""

    def __init__(self, since: date, until: date, table: IO[bytes], reading: IO[bytes]) -> None:
        self.first, self.last = f"{since.isoformat()}T", f"{until.isoformat()}T99"
        self.title = f"Bedside, {since.isoformat()} to {until.isoformat()}"
        self.versions: dict[str, list[str]] = {}
        self.entries = 0
        self._table = io.TextIOWrapper(table, "utf-8", newline="", write_through=True)
        self._reading = io.TextIOWrapper(reading, "utf-8", newline="\n", write_through=True)
        self._rows = csv.writer(self._table)
        self._rows.writerow([*PERIOD_COLUMNS, "findings", "details", "hash"])
        self._reading.write(_PAGE_HEAD.format(title=escape(self.title)))

    def add(self, line: str) -> None:
        """Take one line of the export; what is no entry of the period is let be."""
        if not line.startswith('{"entry":'):
            return
        told = json.loads(line)
        entry = told["entry"]
        if not self.first <= entry["at"] <= self.last:
            return
        self.entries += 1
        version, at = entry["policy_version"], entry["at"]
        if version:
            seen = self.versions.setdefault(version, [at, at, "0"])
            seen[1], seen[2] = at, str(int(seen[2]) + 1)
        found = " ".join(f"{item['rule']}:{item['severity']}" for item in entry["findings"])
        details = " ".join(f"{name}={value}" for name, value in sorted(entry["details"].items()))
        values = [*(entry[name] for name in PERIOD_COLUMNS), found, details, told["hash"]]
        self._rows.writerow([cell(value) for value in values])
        shown = (entry["seq"], at[:16].replace("T", " "), entry["event"], entry["verdict"] or "")
        row = (*shown, entry["actor"], entry["role"], found, details)
        self._reading.write("<tr>" + "".join(f"<td>{escape(plain(value))}</td>" for value in row) + "</tr>\n")

    def end(self) -> None:
        """Nothing more comes; the files stay open for whoever reads them."""
        self._reading.write(f"</tbody></table><p>{self.entries} entries.</p></body></html>\n")
        self._table.detach()
        self._reading.detach()


def cell(value: object) -> str:
    """A value as a table shows it: no control character, and nothing that a spreadsheet would work out."""
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(value: object) -> str:
    """A value as text without control characters or half characters."""
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() or c == " " else "\ufffd" for c in text)


def _small(period: _Period, rules: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(("policy_version", "first_used", "last_used", "entries"))
    rows.writerows([cell(version), *seen] for version, seen in period.versions.items())
    yield "policy-versions.csv", table.getvalue()
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(("rule", "message"))
    rows.writerows((cell(rule), cell(message)) for rule, message in sorted(rules.items()))
    yield "rules-in-force.csv", table.getvalue()
    yield "verifier.py", files("adapters.database").joinpath("verifier.py").read_text("utf-8")
    yield "README.txt", _README.format(title=period.title, entries=period.entries)


_PAGE_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }}
table {{ border-collapse: collapse; }} td, th {{ border: 1px solid #bbb; padding: .25rem .5rem;
text-align: left; vertical-align: top; }} thead {{ display: table-header-group; }}
@page {{ size: A4 landscape; margin: 1cm; }}
</style></head><body><h1>{title}</h1>
<p>Codes and counts; no draft is in the log. Print this page for a PDF.</p>
<table><thead><tr><th>No.</th><th>When (UTC)</th><th>Event</th><th>Verdict</th><th>Person</th><th>Role</th>
<th>Findings</th><th>Details</th></tr></thead><tbody>
"""
_README = """{title}
{entries} entries in the period.

  entries.csv, entries.html   the period, for people; cells that a spreadsheet would work out begin with '
  policy-versions.csv         the policy versions in force, and when
  rules-in-force.csv          the rules of the version in use when this was made
  chain.jsonl                 the whole log since its beginning, as it is chained and signed
  verifier.py                 proves the chain, with Python alone:
                              python verifier.py chain.jsonl --key signing.pub
  SHA256SUMS                  sha256sum -c SHA256SUMS

Get signing.pub from the organization at another time and by another way than this file.
One changed byte in chain.jsonl and the verifier names the entry. The tables are copies: the chain counts.
"""
