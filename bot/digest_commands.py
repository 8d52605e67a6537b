"""What a person may ask about the weekly digest, and how typed words become that."""

import re
from dataclasses import dataclass
from datetime import time

from bot.errors import CommandError, unknown_name
from bot.zones import nearly_weekday, time_named, weekday_named, weekday_of, zone_named


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Send the weekly digest here; what is ``None`` stays as it was, or takes its default."""

    weekday: int | None = None
    at: time | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Send no more digests here."""


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """When does the digest come here, and is anything in its way?"""


@dataclass(frozen=True, slots=True)
class PreviewDigest:
    """Show me the next digest as everybody will see it."""


@dataclass(frozen=True, slots=True)
class ApproveDigests:
    """The digests of this organization may go out."""


@dataclass(frozen=True, slots=True)
class HoldDigests:
    """Hold all digests of this organization, as in a crisis."""


@dataclass(frozen=True, slots=True)
class ResumeDigests:
    """Let held digests go out again."""


DigestCommand = (
    Subscribe | Unsubscribe | ShowDigest | PreviewDigest | ApproveDigests | HoldDigests | ResumeDigests
)

_PLAIN: dict[str, DigestCommand] = {
    "show": ShowDigest(),
    "preview": PreviewDigest(),
    "approve": ApproveDigests(),
    "hold": HoldDigests(),
    "resume": ResumeDigests(),
    "unsubscribe": Unsubscribe(),
}
_USAGE = (
    "subscribe [monday] [9:00] [America/Chicago]",
    "unsubscribe",
    "digest show",
    "digest preview",
    "digest approve",
    "digest hold",
    "digest resume",
)
USAGE = "You can write: " + "; ".join(_USAGE) + "."
_FILLER = frozenset({"on", "at", "in", "every", "each", "weekly", "the", "to", "digest", "digests"})
_HALF = re.compile(r"(?i)(\d)\s+([ap])\.?m\b\.?")


def parse(words: str) -> DigestCommand | None:
    """Understand ``words``; ``None`` when they are not about the digest at all.

    Raises:
        CommandError: They are, and something in them cannot be understood.
    """
    first, *rest = words.split() or [""]
    match first.lower():
        case "subscribe":
            return _subscribe(rest)
        case "unsubscribe":
            return Unsubscribe()
        case "digest" | "digests":
            return _digest(rest)
    return None


def _digest(words: list[str]) -> DigestCommand:
    if not words:
        return ShowDigest()
    name = words[0].lower()
    if name == "subscribe":
        return _subscribe(words[1:])
    if name in _PLAIN:
        return _PLAIN[name]
    said = unknown_name("word", name[:40], (*_PLAIN, "subscribe"))
    raise CommandError(f"{said[0].upper()}{said[1:]} {USAGE}")


def _subscribe(words: list[str]) -> Subscribe:
    """A weekday, a time, and whatever is left must be a zone, which may have more than one word."""
    weekday: int | None = None
    at: time | None = None
    zone: list[str] = []
    for word in _HALF.sub(r"\1\2m", " ".join(words)).replace(",", " ").split():
        if word.lower() in _FILLER and not zone:
            continue
        if weekday is None and not zone and (weekday_of(word) is not None or nearly_weekday(word)):
            weekday = weekday_named(word)
        elif at is None and not zone and (word[0].isdigit() or word.lower() in {"noon", "midday"}):
            at = time_named(word)
        else:
            zone.append(word)
    if weekday is None and zone and (found := weekday_of(zone[-1])) is not None:
        weekday = found
        zone.pop()
    return Subscribe(weekday, at, zone_named(" ".join(zone)) if zone else None)
