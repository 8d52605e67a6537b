"""What the command writes: plain in a pipe, coloured on a terminal, never able to steer it."""

import io
import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

import click
from click.exceptions import Exit

from adapters.checks import Check

PATIENCE_S = 1.0
"""A run shorter than this shows no progress."""

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls that could move the cursor or turn the writing direction, and halves of a character."""

_BROKEN_PIPE = 141


def forgiving_streams() -> None:
    """Let no character that an output cannot show end the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def report(context: click.Context, checks: Sequence[Check]) -> None:
    """Write each check with a line of its own and what to do below it.

    Raises:
        Exit: With 69 where something is not well.
    """
    for check in checks:
        say(f"{'ok  ' if check.well else 'NOT '} {check.name:<16} {check.said}")
        if not check.well:
            say(f"     {'':<16} {check.advice}")
    if not all(check.well for check in checks):
        context.exit(os.EX_UNAVAILABLE)


def say(text: str) -> None:
    """Write ``text`` and a line end to standard output; a reader who left ends the run quietly.

    Raises:
        Exit: Nobody reads any more.
    """
    try:
        click.echo(text)
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # else the interpreter complains while it closes
        raise Exit(_BROKEN_PIPE) from None


class InOrder(click.Group):
    """A group that lists its commands in the order in which people need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As they were added."""
        return list(self.commands)


def teach(context: click.Context) -> None:
    """Where a command was named without what it should do, show what there is to do."""
    if context.invoked_subcommand is None:
        say(context.get_help())


def note(text: str) -> None:
    """Write ``text`` to standard error, for the person and not for the pipe."""
    click.echo(text, err=True)


def complain(text: str) -> None:
    """Say on standard error what went wrong, each line marked as ours."""
    for line in text.splitlines():
        click.echo(f"bedside: {visible(line)}", err=True)


def visible(text: str) -> str:
    """``text`` with characters that would steer a terminal written out."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), text)


@contextmanager
def progress(label: str, *, shown: bool) -> Iterator["Progress"]:
    """Show how far a long run has come, on standard error where that is a terminal.

    Args:
        label: What is being done.
        shown: False where the lines of the run itself go to the same terminal.
    """
    bar = Progress(label, shown=shown and sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.close()


class Progress:
    """A line that appears once a run has lasted ``PATIENCE_S``, and is cleared at its end."""

    def __init__(self, label: str, *, shown: bool) -> None:
        self._label = label
        self._next = time.monotonic() + PATIENCE_S if shown else float("inf")
        self._drawn = False

    def at(self, done: int, total: int) -> None:
        """``done`` of ``total`` is done; 0 for a total that nobody knows."""
        if (now := time.monotonic()) >= self._next:
            self._next = now + 0.1
            self._drawn = True
            share = min(1.0, done / total) if total else 0
            far = f"[{'#' * round(30 * share):<30}] {share:.0%}" if total else f"{done:,}"
            sys.stderr.write(f"\r{self._label} {far}\x1b[K")
            sys.stderr.flush()

    def close(self) -> None:
        """Clear the line."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def size_of(source: BinaryIO) -> int:
    """The bytes of a file; 0 for a pipe, whose end nobody knows."""
    try:
        status = os.fstat(source.fileno())
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0
