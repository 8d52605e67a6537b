"""What a person did after the review: whether it went out, and whether it was what was reviewed. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import Review
from bot.people import DeskPolicy


class Outcome(StrEnum):
    """What became of a draft. A later one stands beside an earlier one; the last counts."""

    PUBLISHED = "published"
    PUBLISHED_CHANGED = "published_changed"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    HELD = "held"

    @property
    def label(self) -> str:
        """The words on its button."""
        return _LABELS[self]

    @property
    def went_out(self) -> bool:
        """Whether readers saw something."""
        return self in {Outcome.PUBLISHED, Outcome.PUBLISHED_CHANGED}


_LABELS: Mapping[Outcome, str] = {
    Outcome.PUBLISHED: "Published as reviewed",
    Outcome.PUBLISHED_CHANGED: "Published with changes",
    Outcome.REVISED: "I will revise it",
    Outcome.WITHDRAWN: "Not publishing it",
    Outcome.HELD: "Hold until morning",
}


def outcome_label(code: str) -> str:
    """The words for an outcome as the log has it; one that this version does not know stays its code."""
    return Outcome(code).label if code in set(Outcome) else code


HEATED = (
    "strategy.tone",
    "reply.strike_back",
    "reply.blame",
    "reply.sarcasm",
    "reply.defensive",
    "reply.legal_threat",
    "prof.offensive",
    "prof.profanity",
)
"""Categories in which people write what they regret in the morning."""


def is_heated(review: Review) -> bool:
    """Say whether the draft reads as if it was written in anger."""
    return any(finding.category in HEATED for finding in review.findings)


def is_evening(at: datetime, desk: DeskPolicy, zone: str | None = None) -> bool:
    """Say whether it is late where the author lives, or where the organization does."""
    first, last = desk.evening
    hour = _there(at, zone or desk.zone).hour
    return first <= hour < last if first <= last else hour >= first or hour < last


def morning(at: datetime, desk: DeskPolicy, zone: str | None = None) -> datetime:
    """The next moment at which the evening is over."""
    here = _there(at, zone or desk.zone)
    day = here if here.hour < desk.evening[1] else here + timedelta(days=1)
    return day.replace(hour=desk.evening[1], minute=0, second=0, microsecond=0)


def is_same(posted: str, fingerprint: str, known_as: Callable[[str], str]) -> bool:
    """Say whether ``posted`` is what was reviewed; blanks around it and the kind of line end do not count.

    The reviewed text itself is not needed: its keyed fingerprint is.
    """
    lines = posted.replace("\r\n", "\n").replace("\r", "\n")
    ways = {posted, lines, lines.strip(), lines.strip() + "\n", lines.rstrip()}
    ways |= {way.replace("\n", "\r\n") for way in ways}
    return any(known_as(way) == fingerprint for way in ways)


def _there(at: datetime, zone: str) -> datetime:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - it costs a review on the command line its time

    return at.astimezone(ZoneInfo(zone))
