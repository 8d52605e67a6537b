"""The weekly tips, and which one's turn it is. Pure.

A year and more of tips is data in the policy packs. An organization hears every tip that is switched on
before it hears one again, in the order in which the pack publishes them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.schedule import WEEK, week_of

MOST_WORDS = 80
"""The words of a tip with what to do and its example: what is read on a phone while walking."""


@dataclass(frozen=True, slots=True)
class Tip:
    """One piece of advice.

    Attributes:
        do: One thing to do, in five minutes.
        example: How it looks when it is done well.
        guideline: The id of the guideline that it belongs to.
        pin: A day in the week in which it is to be sent, whatever else would be due.
    """

    id: str
    guideline: str
    title: str
    text: str
    do: str
    example: str
    off: bool = False
    pin: date | None = None

    @property
    def words(self) -> int:
        """How much there is to read."""
        return word_count(self.text, self.do, self.example)


@dataclass(frozen=True, slots=True)
class Used:
    """A tip was sent in the week that begins on the Monday ``week``."""

    week: date
    tip: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A tip's place in the rotation: ``off``, ``pinned``, ``used`` or ``waiting``, and the week of that."""

    tip: Tip
    state: str
    week: date | None = None


def word_count(*texts: str) -> int:
    """Words as a person counts them."""
    return sum(len(text.split()) for text in texts)


def tips_of(items: Iterable[Mapping[str, Any]], order: Sequence[str] = ()) -> tuple[Tip, ...]:
    """The tips of a pack's validated data; those named in ``order`` come first, in that order."""
    tips = {item["id"]: _tip(item) for item in items}
    first = [tips[name] for name in order]
    return (*first, *(tip for name, tip in tips.items() if name not in order))


def choose(tips: Sequence[Tip], used: Iterable[Used], day: date) -> Tip | None:
    """The tip for the week of ``day``; ``None`` when all are switched off.

    A tip pinned to this week goes first. Otherwise it is the first that was never used, or else the one
    whose last use is longest ago, so that none comes twice before all others came. A tip pinned to a
    later week waits for it.
    """
    week = week_of(day)
    active = [tip for tip in tips if not tip.off]
    pinned = [tip for tip in active if tip.pin is not None and week_of(tip.pin) == week]
    if pinned:
        return pinned[0]
    last = _last_use(used)
    free = [tip for tip in active if tip.pin is None or week_of(tip.pin) < week] or active
    return min(free, key=lambda tip: last.get(tip.id, date.min), default=None)


def upcoming(tips: Sequence[Tip], used: Iterable[Used], day: date, weeks: int) -> tuple[Used, ...]:
    """What the next weeks would bring, beginning with the week of ``day``."""
    known = list(used)
    found = []
    for number in range(weeks):
        week = week_of(day) + number * WEEK
        standing = next((item for item in known if item.week == week), None)
        tip = None if standing else choose(tips, known, week)
        item = standing or (Used(week, tip.id) if tip else None)
        if item is not None:
            found.append(item)
            known.append(item)
    return tuple(found)


def rotation(tips: Sequence[Tip], used: Iterable[Used], day: date) -> tuple[Turn, ...]:
    """Where every tip stands in the week of ``day``."""
    last = _last_use(used)
    return tuple(_turn(tip, last.get(tip.id), week_of(day)) for tip in tips)


def _turn(tip: Tip, last: date | None, week: date) -> Turn:
    if tip.off:
        return Turn(tip, "off", last)
    if tip.pin is not None and week_of(tip.pin) >= week and last != week:
        return Turn(tip, "pinned", week_of(tip.pin))
    return Turn(tip, "waiting" if last is None else "used", last)


def _last_use(used: Iterable[Used]) -> dict[str, date]:
    last: dict[str, date] = {}
    for item in used:
        last[item.tip] = max(item.week, last.get(item.tip, date.min))
    return last


def _tip(item: Mapping[str, Any]) -> Tip:
    pin = item.get("pin")
    return Tip(
        id=item["id"],
        guideline=item["guideline"],
        title=item["title"],
        text=item["text"],
        do=item["do"],
        example=item["example"],
        off=item.get("status", "active") == "off",
        pin=date.fromisoformat(pin) if isinstance(pin, str) else pin,
    )
