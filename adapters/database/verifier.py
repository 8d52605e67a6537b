#!/usr/bin/env python3
"""Proves that an export of Bedside's decision log is whole. Needs Python 3.9 or later, nothing else.

    python verifier.py export.jsonl [--key PUBLIC_KEY_FILE] [--checkpoint KEPT_FILE]

It exits with 0 when the log is whole, 1 when it is damaged and 64 when it was called wrongly. It reads
line by line in constant memory and imports nothing of Bedside; Bedside imports it, so that the
database and an export are judged by the same lines of code.

What an export looks like: JSON lines in ASCII, each exactly as Bedside wrote it.

    {"header":{..., "entries":250, "head":"…", "public_keys":["…"], "tenant":"…"},"signature":"…"}
    {"entry":{..., "previous_hash":"…", "seq":1, "tenant":"…"},"hash":"…"}
    {"checkpoint":{"entries":100, "head":"…", "key":"…", "seq":100, ...},"signature":"…"}

Where old entries were removed because they had been kept long enough, a signed line after the header says
after which entry the chain begins, and an entry of the chain says the same:

    {"beginning":{"head":"…", "key":"…", "seq":1200, ...},"signature":"…"}

A hash is SHA-256 over ENTRY_LABEL and the bytes of the entry; a signature is Ed25519 (RFC 8032) over
its label and the bytes of the header or checkpoint. A checkpoint follows the entry that it seals.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, BinaryIO, NoReturn

FORMAT = "bedside-log/1"
ENTRY_LABEL = b"bedside-log/1 entry\n"
CHECKPOINT_LABEL = b"bedside-log/1 checkpoint\n"
HEADER_LABEL = b"bedside-log/1 header\n"
BEGINNING_LABEL = b"bedside-log/1 beginning\n"
PRUNED = "pruned"
"""The event of an entry that says which entries before it were removed, because they were old enough."""
GENESIS = "0" * 64
"""What the first entry of a chain names as the hash before it."""
EVERY = 100
"""A checkpoint is signed at least every so many entries."""
MAX_LINE = 4 * 1024 * 1024
MAX_PROBLEMS = 1000
"""Beyond so many, problems are counted and no longer told one by one."""

WHOLE, DAMAGED, USAGE = 0, 1, 64


# --- Canonical form and hashes -------------------------------------------------------------------


def canonical(value: object) -> str:
    """The one way in which Bedside writes a value: ASCII JSON, sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_of(body: bytes) -> str:
    """The hash of an entry, given the bytes of its canonical form."""
    return hashlib.sha256(ENTRY_LABEL + body).hexdigest()


def short(key: str) -> str:
    """A public key as people compare it: the first 16 digits of its SHA-256, in fours."""
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest()
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


# --- Ed25519, RFC 8032: verification only ---------------------------------------------------------

_Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
_Table = list[list[_Point]]

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_SQRT_MINUS_1 = pow(2, (_P - 1) // 4, _P)
_NEUTRAL: _Point = (0, 1, 1, 0)


def _add(one: _Point, other: _Point) -> _Point:
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = other
    a, b = (y1 - x1) * (y2 - x2) % _P, (y1 + x1) * (y2 + x2) % _P
    c, d = 2 * t1 * t2 * _D % _P, 2 * z1 * z2 % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _decompress(encoded: bytes) -> _Point | None:
    """The point that 32 bytes stand for, or ``None`` when they stand for none."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _SQRT_MINUS_1 % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _compress(point: _Point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, _P - 2, _P)
    x, y = x * inverse % _P, y * inverse % _P
    return int(y | (x & 1) << 255).to_bytes(32, "little")


def _table(point: _Point) -> _Table:
    """Multiples ``d * 16**i`` of a point, so that multiplying by it takes 64 additions."""
    rows = []
    for _ in range(64):
        row = [_NEUTRAL]
        for _ in range(15):
            row.append(_add(row[-1], point))
        rows.append(row)
        point = _add(row[-1], point)
    return rows


@lru_cache(maxsize=16)
def _table_of_minus(key: bytes) -> _Table | None:
    point = _decompress(key)
    if point is None:
        return None
    x, y, z, t = point
    return _table((_P - x, y, z, _P - t))


@lru_cache(maxsize=1)
def _table_of_base() -> _Table:
    return _table(_decompress((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little")) or _NEUTRAL)


def signature_fits(key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether ``signature`` is the Ed25519 signature of ``message`` under the public ``key``."""
    if len(key) != 32 or len(signature) != 64:
        return False
    minus_key = _table_of_minus(key)
    s = int.from_bytes(signature[32:], "little")
    if minus_key is None or s >= _ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(digest, "little") % _ORDER
    base, total = _table_of_base(), _NEUTRAL
    for window in range(64):
        total = _add(total, base[window][s >> 4 * window & 15])
        total = _add(total, minus_key[window][k >> 4 * window & 15])
    return _compress(total) == signature[:32]


def signed(label: bytes, body: bytes, signature: str, key: str) -> bool:
    """Say whether the hexadecimal ``signature`` over ``body`` was made with ``key``."""
    try:
        raw = bytes.fromhex(signature)
        return raw.hex() == signature and signature_fits(bytes.fromhex(key), label + body, raw)
    except ValueError:
        return False


# --- What is missing from a chain ----------------------------------------------------------------


class _Gaps:
    """Ranges of entries that do not stand where they belong; some of them may stand elsewhere."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def add(self, first: int, last: int) -> bool:
        """Note a range; returns whether there was room for it."""
        if self._ranges and self._ranges[-1][1] == first - 1:
            self._ranges[-1] = (self._ranges[-1][0], last)
        elif len(self._ranges) < MAX_PROBLEMS:
            self._ranges.append((first, last))
        else:
            return False
        return True

    def take(self, seq: int) -> bool:
        """Take an entry out of them, because it stands elsewhere; returns whether it was missed."""
        for at, (first, last) in enumerate(self._ranges):
            if first <= seq <= last:
                rest = [(first, seq - 1), (seq + 1, last)]
                self._ranges[at : at + 1] = [(low, high) for low, high in rest if low <= high]
                return True
        return False

    def told(self, end: int) -> Iterator[str]:
        """What is missing, a sentence each; what reaches to the ``end`` of the chain was cut off."""
        for first, last in self._ranges:
            yield f"{_range(first, last)} {'cut off' if last == end else 'removed'}."


class _Garble:
    """Lines since the last good one that Bedside did not write."""

    def __init__(self) -> None:
        self._first = self._last = self._count = 0

    def add(self, line: int) -> None:
        """Note a line."""
        self._first, self._last, self._count = self._first or line, line, self._count + 1

    def take(self) -> tuple[int, str]:
        """How many there were and where they stand; from now on there are none."""
        count, first, last = self._count, self._first, self._last
        self._first = self._last = self._count = 0
        return count, f"line {first}" if first == last else f"what stands on lines {first} to {last}"


# --- Walking a chain -----------------------------------------------------------------------------


class Walk:
    """Walks a chain in order and says in plain sentences what is wrong with it.

    Feed it every entry and, after the entry that it seals, every checkpoint; then call ``finish``.
    ``keys`` are the public keys whose checkpoints count. ``kept`` are checkpoint lines that were stored
    elsewhere: they show a tail that was cut off together with its checkpoints.
    """

    def __init__(self, tenant: str, keys: Iterable[str], every: int = EVERY, kept: Iterable[str] = ()):
        self.tenant = tenant
        self.keys = frozenset(keys)
        self.every = every
        self.entries = self.checkpoints = self.last = self.sealed = self.untold = 0
        self.head = GENESIS
        self.problems: list[str] = []
        self._heads = {GENESIS}  # what the next entry may name as the hash before it; empty: unknown
        self._gaps = _Gaps()
        self._garble = _Garble()
        self._last_entry = 0
        self.begins_after = self._pruned = 0
        self._stood = 0  # where the last checkpoint stands, be it good or forged
        self._kept: dict[int, str] = {}
        for line in kept:
            self._keep(line)

    def problem(self, sentence: str) -> None:
        """Note a problem; beyond MAX_PROBLEMS it is only counted."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(sentence)
        else:
            self.untold += 1

    def unreadable(self, line: int) -> None:
        """On this line of an export stands something that Bedside did not write."""
        self._garble.add(line)

    def beginning(self, body: bytes, signature: str) -> None:
        """Take the signed statement that the chain begins after an entry; it stands before all else."""
        sealed = self._authentic(body, signature, "The beginning of the log", BEGINNING_LABEL)
        if sealed is None:
            return
        if self.last or self.entries or self.checkpoints:
            self.problem("The beginning of the log stands out of order.")
            return
        seq, head = sealed
        for kept in [number for number in self._kept if number < seq]:
            del self._kept[kept]  # what it seals was removed lawfully; the chain goes on from ``head``
        self._advance(seq, head, {head})
        self.begins_after = self.sealed = self._stood = self._last_entry = seq

    def entry(self, body: bytes, recorded: str) -> dict[str, Any] | None:
        """Take the next entry with the hash recorded for it; returns what it says when the two fit."""
        self.entries += 1
        computed, told = hash_of(body), _object(body)
        intact = computed == recorded
        seq = self._numbered(told, intact=intact)
        if not seq:
            return None
        if seq <= self.last:
            self._out_of_order(seq)
            return told if intact else None
        self._gap(seq - 1)
        if intact:
            self._follows(seq, told.get("previous_hash"))
        self._advance(seq, recorded, {recorded, computed})
        self._last_entry = seq
        if intact and told.get("event") == PRUNED:
            self._pruned = max(self._pruned, _number(_details(told).get("until")))
        return told if intact else None

    def checkpoint(self, body: bytes, signature: str) -> None:
        """Take a checkpoint that stands after the entry which it seals."""
        self.checkpoints += 1
        sealed = self._authentic(body, signature, f"The checkpoint after entry {self.last}")
        if sealed is None:
            self._stood = self.last
            return
        seq, head = sealed
        if seq < self.last:
            self.problem(f"The checkpoint of entry {seq} is out of order: it stands after entry {self.last}.")
            return
        absent = seq > self.last
        self._gap(seq)
        if absent:
            self._advance(seq, head, {head})
        elif self._heads and head not in self._heads:
            self._rewritten(seq, "the checkpoint signed then")
        if seq - self._stood > self.every:
            self._unsealed(seq)
        self.sealed = self._stood = seq

    def finish(self, announced: int | None = None) -> None:
        """Say what is missing now that nothing more comes; ``announced`` entries should be here."""
        found, extra = self.last, self._last_entry
        self._gap(max(self.last, announced or 0))
        if announced is not None and extra > announced:
            self.problem(f"{_range(announced + 1, extra)} added: the header counts {announced} entries.")
        for sentence in self._gaps.told(self.last):
            self.problem(sentence)
        for seq in sorted(self._kept):
            self.problem(f"Entry {seq} was cut off or removed: a checkpoint kept elsewhere seals it.")
        if found - self._stood >= self.every:
            self._unsealed(found)
        if self._pruned != self.begins_after:
            self.problem(
                f"The log begins after entry {self.begins_after}, but its entries say that those up to "
                f"{self._pruned} were removed."
            )
        if self.untold:
            self.problems.append(f"And {self.untold} more problems.")

    def _numbered(self, told: dict[str, Any], *, intact: bool) -> int:
        """Which entry this is; 0 when it is none."""
        seq = _number(told.get("seq"))
        if not intact:
            if not seq or told.get("previous_hash") in self._heads:
                seq = self.last + 1  # what a changed entry says of itself counts for little
            self.problem(f"Entry {seq} was changed: its content does not fit its hash.")
        elif not seq:
            self.problem(f"What stands after entry {self.last} is not an entry.")
        elif told.get("tenant") != self.tenant:
            self.problem(f"Entry {seq} belongs to the log of another tenant.")
        return seq

    def _follows(self, seq: int, before: object) -> None:
        if not self._heads or before in self._heads:
            return
        self.problem(
            f"Entry {seq} does not follow from entry {seq - 1}: one of the two was replaced."
            if seq > 1
            else "Entry 1 does not begin the chain: what was before it is missing, or it was replaced."
        )

    def _keep(self, line: str) -> None:
        where = "A checkpoint kept elsewhere"
        parts = split(line.strip(), "checkpoint", "signature")
        if parts is None or not line.isascii():
            self.problem(f"{where} cannot be read.")
            return
        sealed = self._authentic(parts[0].encode(), parts[1], where)
        if sealed is not None:
            self._kept[sealed[0]] = sealed[1]

    def _authentic(
        self, body: bytes, signature: str, where: str, label: bytes = CHECKPOINT_LABEL
    ) -> tuple[int, str] | None:
        """The entry that a checkpoint seals and its hash, when it is for this log and truly signed."""
        what = "checkpoint of" if label == CHECKPOINT_LABEL else "beginning after"
        told = _object(body)
        seq, key, head = _number(told.get("seq")), told.get("key"), told.get("head")
        if not seq or not isinstance(key, str) or not isinstance(head, str):
            self.problem(f"{where} cannot be read: it was changed or forged.")
        elif key not in self.keys:
            self.problem(
                f"The {what} entry {seq} is signed with another key: forged, or the key was replaced."
            )
        elif not signed(label, body, signature, key):
            self.problem(f"The {what} entry {seq} is forged or changed: its signature does not fit.")
        elif told.get("tenant") != self.tenant:
            self.problem(f"The {what} entry {seq} belongs to the log of another tenant.")
        else:
            return seq, head
        return None

    def _advance(self, seq: int, head: str, heads: set[str]) -> None:
        self.last, self.head, self._heads = seq, head, heads
        kept = self._kept.pop(seq, None)
        if kept is not None and kept not in heads:
            self._rewritten(seq, "a checkpoint kept elsewhere")

    def _rewritten(self, seq: int, witness: str) -> None:
        first = self.sealed + 1
        what = f"Entry {seq} was" if first >= seq else f"One or more of the entries {first} to {seq} were"
        self.problem(f"{what} rewritten: {witness} does not fit entry {seq} as it stands.")

    def _unsealed(self, until: int) -> None:
        self.problem(
            f"A checkpoint between entries {self._stood + 1} and {until} is missing: "
            f"one is signed every {self.every} entries, so it was removed."
        )

    def _gap(self, until: int) -> None:
        """Whatever belongs after the last entry and up to ``until`` does not stand here."""
        first, absent = self.last + 1, until - self.last
        lines, where = self._garble.take()
        explained = 0 < absent <= lines
        if explained:
            self.problem(f"{_range(first, until)} changed: {where} cannot be read.")
        elif lines:
            self.problem(f"{where[0].upper()}{where[1:]} was changed or cut short: it cannot be read.")
        if absent > 0:
            self.last, self._heads = until, set()
        if absent > 0 and not explained and not self._gaps.add(first, until):
            self.problem(f"{_range(first, until)} removed.")

    def _out_of_order(self, seq: int) -> None:
        self._kept.pop(seq, None)
        if not self._gaps.take(seq):
            self.problem(f"Entry {seq} stands there twice.")
            return
        after = "the checkpoint that seals it" if seq == self.last else f"entry {self.last}"
        self.problem(f"Entry {seq} is out of order: it stands after {after}.")


def _number(value: object) -> int:
    """The number that ``value`` is, or 0 when it is none that an entry can have."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _object(body: bytes) -> dict[str, Any]:
    """What ``body`` says, or nothing when it is not a JSON object."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _details(told: dict[str, Any]) -> dict[str, Any]:
    details = told.get("details")
    return details if isinstance(details, dict) else {}


def _range(first: int, last: int) -> str:
    return f"Entry {first} was" if first == last else f"Entries {first} to {last} were"


# --- Reading an export ---------------------------------------------------------------------------


def join(name: str, body: str, seal_name: str, seal: str) -> str:
    """One line of an export, without its end."""
    return f'{{"{name}":{body},"{seal_name}":"{seal}"}}'


def split(line: str, name: str, seal_name: str) -> tuple[str, str] | None:
    """The body and the seal of a line that ``join`` made, or ``None`` for any other line."""
    head, middle = f'{{"{name}":', f',"{seal_name}":"'
    cut = line.rfind(middle)
    if not line.startswith(head) or not line.endswith('"}') or cut < len(head):
        return None
    return line[len(head) : cut], line[cut + len(middle) : -2]


def lines_of(file: BinaryIO) -> Iterator[str | None]:
    """The lines of ``file`` without their ends; ``None`` for a line that Bedside cannot have written."""
    while line := file.readline(MAX_LINE):
        if not line.endswith(b"\n") or not line.isascii():
            yield None
        else:
            yield line[:-1].decode("ascii")


def verify_export(lines: Iterable[str | None], pinned: Iterable[str] = (), kept: Iterable[str] = ()) -> Walk:
    """Walk the lines of an export and return what was found.

    Args:
        lines: Without their ends, header first; ``None`` stands for a line that cannot be read.
        pinned: Public keys the auditor got at another time; without any, the header's own are used.
        kept: Checkpoint lines that were stored elsewhere.
    """
    rows = iter(lines)
    pins = frozenset(pinned)
    header, fault = _header(next(rows, None), pins)
    keys = pins or header.get("public_keys") or ()
    walk = Walk(str(header.get("tenant")), keys, int(header.get("every") or EVERY), kept)
    if fault:
        walk.problem(fault)
    if not header:
        return walk
    for number, line in enumerate(rows, start=2):
        if line is None or not _fed(walk, line):
            walk.unreadable(number)
    _compare(walk, header)
    walk.finish(header["entries"])
    return walk


def _fed(walk: Walk, line: str) -> bool:
    """Hand a line to ``walk``; returns whether it is one of those that Bedside writes."""
    if parts := split(line, "entry", "hash"):
        walk.entry(parts[0].encode(), parts[1])
    elif parts := split(line, "checkpoint", "signature"):
        walk.checkpoint(parts[0].encode(), parts[1])
    elif parts := split(line, "beginning", "signature"):
        walk.beginning(parts[0].encode(), parts[1])
    return parts is not None


def _header(line: str | None, pins: frozenset[str]) -> tuple[dict[str, Any], str | None]:
    """What the header says and what is wrong with it; nothing at all when it is of no use."""
    if line is None:
        return {}, "The export has no header: it is empty, or its first line was removed or changed."
    parts = split(line, "header", "signature")
    header = _object(parts[0].encode()) if parts else {}
    keys = header.get("public_keys")
    if parts is None or header.get("format") != FORMAT or not isinstance(keys, list) or not keys:
        return {}, f"The first line is not the header of a {FORMAT} export: it was removed or changed."
    if not all(isinstance(key, str) for key in keys):
        return {}, "The header was changed: its public keys cannot be read."
    if not all(type(header.get(name)) is int for name in ("entries", "checkpoints", "every")):
        return {}, "The header was changed: its numbers cannot be read."
    if pins and keys[0] not in pins:
        return header, "The header is signed with a key that is not the one you gave: the export is forged."
    if not signed(HEADER_LABEL, parts[0].encode(), parts[1], keys[0]):
        return header, "The header was changed: its signature does not fit."
    return header, None


def _compare(walk: Walk, header: dict[str, Any]) -> None:
    """Hold the head and the checkpoints that were found against what the header announces."""
    if walk.last == header["entries"] and not walk.problems and walk.head != header.get("head"):
        walk.problem(f"Entry {walk.last} is not the one that stood last when the log was exported.")
    if walk.checkpoints != header["checkpoints"]:
        walk.problem(
            f"The header counts {header['checkpoints']} checkpoints, {walk.checkpoints} are here: "
            "a checkpoint was added, removed or changed."
        )


# --- The command ---------------------------------------------------------------------------------


def read_keys(text: str) -> tuple[str, ...]:
    """The public keys in a key file, one a line in hexadecimal or base64; ``#`` begins a comment."""
    words = (line.split("#")[0].strip() for line in text.splitlines())
    return tuple(_key(word) for word in words if word)


def _key(word: str) -> str:
    try:
        raw = bytes.fromhex(word) if len(word) == 64 else base64.b64decode(word, validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    if len(raw) != 32:
        raise ValueError("a public key is 32 bytes, written as 64 hexadecimal digits or in base64")
    return raw.hex()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        sys.stderr.write(f"{self.prog}: {message}\n")
        raise SystemExit(USAGE)


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = _Parser(
        prog="verifier.py",
        description="Prove that an export of Bedside's decision log is whole.",
        epilog="Exit codes: 0 whole, 1 damaged, 64 called wrongly.",
    )
    parser.add_argument("export", help="the exported file, or - for standard input")
    parser.add_argument("--key", help="file with the public keys you got at another time, one a line")
    parser.add_argument("--checkpoint", help="file with checkpoint lines that were kept elsewhere")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Verify one export and print the answer; returns the exit code."""
    asked = _arguments(arguments)
    try:
        pinned = read_keys(_text(asked.key)) if asked.key else ()
        if asked.key and not pinned:
            raise ValueError("it holds no key")
    except (OSError, ValueError) as error:
        return _usage(f"the key file cannot be used: {_reason(error)}")
    try:
        kept = [line for line in _text(asked.checkpoint).splitlines() if line] if asked.checkpoint else []
    except (OSError, ValueError) as error:
        return _usage(f"the checkpoint file cannot be read: {_reason(error)}")
    try:
        if asked.export == "-":
            return _tell(verify_export(lines_of(sys.stdin.buffer), pinned, kept), pinned)
        with open(asked.export, "rb") as file:
            return _tell(verify_export(lines_of(file), pinned, kept), pinned)
    except OSError as error:
        return _usage(f"the export cannot be read: {_reason(error)}")


def _tell(walk: Walk, pinned: tuple[str, ...]) -> int:
    for sentence in walk.problems:
        print(sentence)
    if walk.problems:
        print(f"DAMAGED. {walk.entries} entries were read.")
        return DAMAGED
    print(f"WHOLE. {walk.entries} entries and {walk.checkpoints} checkpoints; head {walk.head}.")
    if walk.begins_after:
        print(
            f"Entries 1 to {walk.begins_after} were kept long enough and removed; entry and signature say so."
        )
    if pinned:
        print("Signed with a key that you gave.")
    else:
        for key in sorted(walk.keys):
            print(f"Signed with the key {short(key)}.")
        print("Compare it with a key that you got at another time, or give that one with --key.")
    return WHOLE


def _text(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _usage(message: str) -> int:
    sys.stderr.write(f"verifier.py: {message}\n")
    return USAGE


if __name__ == "__main__":
    raise SystemExit(main())
