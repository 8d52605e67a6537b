"""The organization's pillars: the subjects it wants to be heard on, and which of them a draft is about. Pure.

A draft is about a pillar where words of the pillar stand in it, found as a rule finds words. A pillar
without words is shown, and never counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.matching import Matcher
from bot.model import Draft
from bot.page import Page
from bot.policy import fold

MONTH = timedelta(days=30)
"""How long a pillar rests before somebody says so."""


@dataclass(frozen=True, slots=True)
class Pillar:
    """One subject, the words by which it is known, and questions that lead to something to write."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()


def pillars_of(lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Pillar, ...]:
    """The pillars of a pack that are switched on."""
    return tuple(
        Pillar(item["id"], item["name"], tuple(item.get("words", ())), tuple(item.get("ideas", ())))
        for item in lists.get("pillars", ())
        if item.get("status", "active") == "active"
    )


def neglected(pillars: Sequence[Pillar], last: Mapping[str, date], today: date) -> str | None:
    """The id of the pillar that nobody wrote about for a month or more, the longest ago; ``None`` for none.

    Args:
        pillars: Those of the pack; only those with words can be recognised.
        last: When each was last written about, or first counted.
        today: The day from which to look back.
    """
    quiet = [(last[pillar.id], pillar.id) for pillar in pillars if pillar.words and pillar.id in last]
    day, name = min(quiet, default=(today, None))
    return name if day <= today - MONTH else None


class Pillars:
    """Says which pillars a text is about; made once for a pack."""

    def __init__(self, pillars: Sequence[Pillar]) -> None:
        self._matcher = Matcher()
        self._probes = [
            (self._matcher.words(map(fold, pillar.words)), pillar.id) for pillar in pillars if pillar.words
        ]
        self._matcher.build()

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the pillars that have words."""
        return tuple(name for _, name in self._probes)

    def touched(self, text: str) -> tuple[str, ...]:
        """The ids of the pillars that ``text`` is about, in the order of the pack."""
        if not self._probes:
            return ()
        page = Page(Draft(text))
        found = self._matcher.scan(page.text, page.typed)
        return tuple(name for probe, name in self._probes if found.of(probe))
