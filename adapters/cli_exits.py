"""How a run of the command ends: one exit code, and for a failure one plain line."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from adapters.cli_terminal import complain, say, visible
from bot.errors import (
    BedsideError,
    BookUnavailable,
    CommandError,
    DraftError,
    LogDamaged,
    LogUnavailable,
    NotAccepted,
    PolicyError,
    SettingsError,
    StartError,
)
from bot.model import Verdict

if TYPE_CHECKING:  # most commands have no card
    from bot.cards import Card


class ExitCode(IntEnum):
    """What a script can tell from ``$?``; from 64 on the meanings of sysexits.h."""

    OK = 0
    REVISE = 1
    BLOCK = 2
    USAGE = 64
    BAD_DATA = 65
    NO_INPUT = 66
    UNAVAILABLE = 69
    SOFTWARE = 70
    CANNOT_WRITE = 73
    CONFIGURATION = 78
    INTERRUPTED = 130


VERDICTS = {
    Verdict.OK: ExitCode.OK,
    Verdict.REVISE: ExitCode.REVISE,
    Verdict.BLOCK: ExitCode.BLOCK,
}

CODES: dict[type[BedsideError], ExitCode] = {
    CommandError: ExitCode.USAGE,
    DraftError: ExitCode.BAD_DATA,
    PolicyError: ExitCode.BAD_DATA,
    LogDamaged: ExitCode.BAD_DATA,
    LogUnavailable: ExitCode.UNAVAILABLE,
    StartError: ExitCode.UNAVAILABLE,
    BookUnavailable: ExitCode.UNAVAILABLE,
    NotAccepted: ExitCode.UNAVAILABLE,
    SettingsError: ExitCode.CONFIGURATION,
    BedsideError: ExitCode.SOFTWARE,
}


class NoInput(BedsideError):
    """A file to read is not there or cannot be opened."""

    exit_code = ExitCode.NO_INPUT


class NoOutput(BedsideError):
    """A file or folder cannot be written."""

    exit_code = ExitCode.CANNOT_WRITE


def told(card: "Card") -> ExitCode:
    """Say what a card says, as a complaint where nothing was done, and say how to exit."""
    from bot.cards import as_text

    failed = bool(getattr(card, "failed", False))
    for line in as_text(card).split("\n"):
        (complain if failed else say)(visible(line))
    return ExitCode.BAD_DATA if failed else ExitCode.OK


def run(command: Callable[[], object]) -> int:
    """Run ``command``, tell what went wrong if something did, and say how to exit."""
    try:
        ended = command()
    except click.ClickException as error:  # what a person typed is not a command
        where = getattr(getattr(error, "ctx", None), "command_path", "bedside")
        complain(f"{error.format_message()}\nTry '{where} --help'.")
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except BedsideError as error:
        complain(str(error))
        return code_of(error)
    except Exception as error:  # noqa: BLE001 - the last door: nobody is shown a stack trace
        complain(unexpected(error))
        return ExitCode.SOFTWARE
    return ended if isinstance(ended, int) else ExitCode.OK


def code_of(error: BedsideError) -> int:
    """The exit code of ``error``: its own, else that of its nearest kind."""
    own = getattr(error, "exit_code", None)
    if isinstance(own, int):
        return own
    return next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)


def unexpected(error: Exception) -> str:
    """Name a mistake of ours without its message, which may quote what somebody typed."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
    return (
        f"This is a mistake in Bedside: {type(error).__name__} at {place}. "
        "Please report it; BEDSIDE_DEBUG=1 shows the way it took."
    )


@contextmanager
def traced() -> Iterator[None]:
    """Write the way an error took to standard error, and none of its words."""
    try:
        yield
    except Exit:
        raise
    except Exception as error:
        for frame in traceback.extract_tb(error.__traceback__):
            complain(f"{frame.filename}:{frame.lineno} in {frame.name}")
        raise
