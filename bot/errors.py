"""Errors a person can act on, as one tree: what happened, what was kept, what to do."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Self


class BedsideError(Exception):
    """Anything Bedside tells a person about. Its message never holds words of a draft."""


class DraftError(BedsideError):
    """A draft cannot be reviewed as it is: empty, too long, not text."""


class CommandError(BedsideError):
    """What was typed is no command; the message says what would be."""

    @classmethod
    def unknown(cls, what: str, got: str, known: Iterable[str]) -> Self:
        """A word that nothing here answers to, with the nearest one that does."""
        said = unknown_name(what, got, known)
        return cls(said[0].upper() + said[1:])


class PolicyError(BedsideError):
    """A policy pack cannot be used: where it went wrong, what stands there, and what would do.

    ``problems`` holds one line each; all problems of a pack come at once.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems

    @classmethod
    def unknown(cls, what: str, got: str, known: Iterable[str], where: str) -> Self:
        """A name that nothing here answers to, with the nearest one that does."""
        return cls(f"{where}: {unknown_name(what, got, known)}")


class LogUnavailable(BedsideError):
    """The decision log kept nothing; the person must be told so."""


class LogDamaged(BedsideError):
    """The decision log does not verify: which entry, and what is wrong with it."""


class NotAccepted(BedsideError):
    """The inbox kept nothing; the platform must not be told that the event arrived."""


class BookUnavailable(BedsideError):
    """The database cannot be asked or told what was received and sent; nothing was changed."""


class DeliveryError(BedsideError):
    """A message did not get through. Its text is a code, never words of a message."""


class TryLater(DeliveryError):
    """Nothing is wrong: the platform or our own pace asks to wait. Not counted as a failed attempt."""

    def __init__(self, code: str, after: float) -> None:
        super().__init__(code)
        self.after = after


class Overtaken(DeliveryError):
    """Another worker goes on with this message; whoever sees this has nothing left to do."""


class Undeliverable(DeliveryError):
    """No further attempt can help: nobody is there to be told."""


class SettingsError(BedsideError):
    """A setting is missing or wrong; all of them are told at once."""


class StartError(BedsideError):
    """Bedside cannot start: what is in the way and what would help."""


def unknown_name(what: str, got: str, known: Iterable[str]) -> str:
    """Say that ``got`` is not a known ``what``, and which one may have been meant."""
    names = sorted(known)
    near = get_close_matches(got, names, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(names)}."
    return f"unknown {what} '{got}'. {hint}"
