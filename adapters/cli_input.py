"""Bytes from a file or a pipe become text, within bounds."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from adapters.cli_exits import NoInput
from adapters.cli_terminal import note
from bot.errors import DraftError
from bot.reviewable import MAX_CHARACTERS

STDIN = "-"
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of one line that are read; a longer one is no draft."""

_MOST_BYTES = 4 * MAX_CHARACTERS


class BadLine(DraftError):
    """A line of JSON lines cannot be read; ``row`` is what of it can."""

    def __init__(self, message: str, row: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.row = row or {}


def read_draft(source: str) -> str:
    """The text in the file ``source``, or on standard input for ``-``.

    Raises:
        NoInput: There is no such file, or it cannot be read.
        DraftError: It is no UTF-8 text, or longer than anything that is reviewed.
    """
    name = "Standard input" if source == STDIN else source
    raw = _standard_input() if source == STDIN else _file(source)
    if len(raw) > _MOST_BYTES:
        raise DraftError(
            f"The draft is longer than the {MAX_CHARACTERS:,} characters that are reviewed. "
            "Nothing was recorded. Please send it in parts."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DraftError(
            f"{name} is not UTF-8 text (byte {error.start}). Nothing was recorded. "
            "Please save it as UTF-8 and try again."
        ) from None


def standard_input() -> BinaryIO:
    """Standard input as bytes.

    Raises:
        NoInput: It is closed.
    """
    if sys.stdin is None:
        raise NoInput("Standard input is closed. Name a file, or pipe the draft in.")
    return sys.stdin.buffer


def lines(source: BinaryIO) -> Iterator[bytes]:
    """Each line of ``source``; one that is too long is cut to ``LONGEST_LINE`` and one byte more."""
    while line := source.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = source.readline(LONGEST_LINE + 1)
            if not line:
                return


def read_row(line: bytes) -> Mapping[str, object]:
    """The JSON object on ``line``.

    Raises:
        BadLine: It is none; no word of it is repeated.
    """
    if len(line) > LONGEST_LINE:
        raise BadLine(f"The line is longer than {LONGEST_LINE:,} bytes.")
    if not line.strip():
        raise BadLine("The line is empty.")
    try:
        text, wrong = line.decode("utf-8"), None
    except UnicodeDecodeError as error:
        text = line.decode("utf-8", "replace")
        wrong = f"The line is not UTF-8 text (byte {error.start})."
    row = _object(text)
    if wrong is not None:
        raise BadLine(wrong, row)
    return row


def _object(text: str) -> Mapping[str, object]:
    try:
        row = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise BadLine(f"The line is not JSON (column {error.colno}).") from None
    except (ValueError, RecursionError):  # a number or a nesting beyond all measure
        raise BadLine("The line is not JSON of a reasonable shape.") from None
    if not isinstance(row, dict):
        raise BadLine("The line must be a JSON object with id, kind, platform and text.")
    return row


def _standard_input() -> bytes:
    source = standard_input()
    if source.isatty():
        note("Type or paste the draft, then press Ctrl-D on a line of its own.")
    return source.read(_MOST_BYTES + 1)


def _file(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise NoInput(f"{name} cannot be read: {error.strerror}.") from None
    except ValueError:  # a NUL in the name
        raise NoInput("That file name cannot be used.") from None
