"""An organization's own week in a few counts, never about fewer than five people. Pure.

The week is a whole one, Monday to Sunday in UTC, the same for every conversation: windows that slide
by a day could be subtracted from each other until they tell of one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.model import Decision

FEWEST = 5
"""People that any number must be about."""
SOON = timedelta(days=1)
"""A draft that needed work counts as improved when the same person has one of its kind ready within a day."""

READY, IMPROVE, HOLD, CHANGE = "ready", "to improve", "not to publish", "to improve or not to publish"
_LABELS = {"ok": READY, "revise": IMPROVE, "block": HOLD}


@dataclass(frozen=True, slots=True)
class Share:
    """Drafts under one label of the verdict mix."""

    label: str
    drafts: int


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """What may be told of a week.

    Attributes:
        drafts: How many were reviewed, by at least ``FEWEST`` people.
        mix: How they were judged; coarser, or empty, where a label would be about fewer people.
        worked_on: Of how many drafts that needed work it can be told; 0 where those that came back ready, or
            those that did not, are of too few people.
        improved: How many of those came back ready.
        guideline: The id of the guideline that findings were most often about.
        neglected: The id of the pillar that nobody of the organization wrote about for a month.
    """

    drafts: int
    mix: tuple[Share, ...] = ()
    worked_on: int = 0
    improved: int = 0
    guideline: str | None = None
    neglected: str | None = None


def numbers_of(decisions: Iterable[Decision], guidelines: Mapping[str, str]) -> WeekNumbers | None:
    """Count a week's reviews; ``None`` when fewer than five people asked for any.

    Args:
        decisions: Of one week; other events than reviews are let be.
        guidelines: The guideline of each rule.
    """
    reviews = [d for d in decisions if d.event == "reviewed" and d.verdict in _LABELS]
    if _people(reviews) < FEWEST:
        return None
    improved = _improved(reviews)
    enough = all(_tellable([d for d, done in improved if done is which]) for which in (True, False))
    return WeekNumbers(
        drafts=len(reviews),
        mix=_mix(reviews),
        worked_on=len(improved) if enough else 0,
        improved=sum(done for _, done in improved) if enough else 0,
        guideline=_most_frequent(reviews, guidelines),
    )


def as_data(numbers: WeekNumbers | None) -> dict[str, Any] | None:
    """Plain data, to be kept."""
    return None if numbers is None else asdict(numbers)


def from_data(data: Mapping[str, Any] | None) -> WeekNumbers | None:
    """What ``as_data`` was given."""
    if data is None:
        return None
    return WeekNumbers(**{**data, "mix": tuple(Share(**share) for share in data["mix"])})


def _mix(reviews: list[Decision]) -> tuple[Share, ...]:
    """The finest mix of which no label is about one to four people."""
    for labels in (_LABELS, {**_LABELS, "revise": CHANGE, "block": CHANGE}):
        groups: dict[str, list[Decision]] = {label: [] for label in labels.values()}
        for review in reviews:
            groups[labels[review.verdict or ""]].append(review)
        if all(_tellable(group) for group in groups.values()):
            return tuple(Share(label, len(group)) for label, group in groups.items())
    return ()


def _improved(reviews: list[Decision]) -> list[tuple[Decision, bool]]:
    """Each draft that needed work, and whether one of its kind was ready soon after.

    Tries of the same person for the same outlet that follow each other are one draft, and one that is
    ready ends it.
    """
    mine: dict[tuple[str, str | None, str | None], list[Decision]] = defaultdict(list)
    for review in sorted(reviews, key=lambda d: d.at):
        mine[review.actor.id, review.kind, review.outlet].append(review)
    found = []
    for tries in mine.values():
        begun: Decision | None = None
        last: datetime | None = None
        for review in tries:
            if begun is not None and last is not None and review.at - last > SOON:
                found.append((begun, False))
                begun = None
            if review.verdict != "ok":
                begun = begun or review
            elif begun is not None:
                found.append((begun, True))
                begun = None
            last = review.at
        if begun is not None:
            found.append((begun, False))
    return found


def _most_frequent(reviews: list[Decision], guidelines: Mapping[str, str]) -> str | None:
    met: dict[str, list[Decision]] = defaultdict(list)
    for review in reviews:
        for guideline in {guidelines[f.rule] for f in review.findings if f.rule in guidelines}:
            met[guideline].append(review)
    told = {name: len(group) for name, group in sorted(met.items()) if _people(group) >= FEWEST}
    return max(told, key=told.__getitem__, default=None)


def _tellable(group: list[Decision]) -> bool:
    return not group or _people(group) >= FEWEST


def _people(reviews: Iterable[Decision]) -> int:
    return len({(review.platform, review.actor.id) for review in reviews})
