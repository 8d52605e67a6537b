"""``--jsonl``: each line gets its answer, in order, as soon as it is known."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, BinaryIO

from adapters import cli_input
from adapters.cli_exits import ExitCode, unexpected
from adapters.cli_input import BadLine
from adapters.cli_judge import Bench, Judge
from adapters.cli_terminal import note, progress, say, size_of
from adapters.rows import draft_from_row, review_row, row_id
from bot.cards import ReviewCard, as_text
from bot.errors import BedsideError, DraftError


def answer(bench: Bench, today: date) -> ExitCode:
    """Answer every line of standard input."""
    with bench.judge() as judge:
        return answer_all(cli_input.standard_input(), judge, today)


def answer_all(source: BinaryIO, judge: Judge, today: date) -> ExitCode:
    """Review every line of ``source``."""
    return answer_each(source, lambda row: _reviewed(row, judge, today))


def answer_each(source: BinaryIO, answer: Callable[[Mapping[str, object]], Mapping[str, Any]]) -> ExitCode:
    """Answer every line of ``source``; only a mistake of ours makes the run fail."""
    refused = mistakes = read = 0
    size = size_of(source)
    with progress("Reviewing", shown=not sys.stdout.isatty()) as bar:
        for number, line in enumerate(cli_input.lines(source), start=1):
            try:
                answered: Mapping[str, Any] = answer(cli_input.read_row(line))
            except BedsideError as error:
                refused += 1
                answered = {"id": _id(line, error), "error": str(error)}
            except Exception as error:  # noqa: BLE001 - one line must not cost the others their answer
                mistakes += 1
                answered = {"id": _id(line, error), "error": unexpected(error)}
            say(json.dumps(answered))
            read += len(line)
            bar.at(read if size else number, size)
    if refused or mistakes:
        note(f"{refused + mistakes} lines could not be reviewed; each has an answer with 'error'.")
    return ExitCode.SOFTWARE if mistakes else ExitCode.OK


def _reviewed(row: Mapping[str, object], judge: Judge, today: date) -> Mapping[str, Any]:
    card = judge(draft_from_row(row, today))
    if not isinstance(card, ReviewCard):
        raise DraftError(as_text(card))
    return review_row(row_id(row), card.review, card.safer)


def _id(line: bytes, error: Exception) -> str | int | None:
    """The sender's name for a line that failed, as far as it can be read."""
    if isinstance(error, BadLine):
        return row_id(error.row)
    return row_id(cli_input.read_row(line))
