"""How a text may begin: kinds of content, what each needs first, and outlines that hold no facts. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.model import Outlet

_BLANK = re.compile(r"\[([^\[\]\n]+)\]")

Lists = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Need:
    """Something to have before one writes."""

    title: str
    how: str


@dataclass(frozen=True, slots=True)
class Outline:
    """How a text may begin; ``filled`` is an example of what may stand in its brackets."""

    name: str
    text: str
    filled: Mapping[str, str] = field(default_factory=dict)

    @property
    def example(self) -> str:
        """The text with every bracket filled."""
        return _BLANK.sub(lambda found: self.filled.get(found[1], found[0]), self.text)


@dataclass(frozen=True, slots=True)
class Starter:
    """A kind of content."""

    id: str
    name: str
    good_for: str
    outlet: Outlet
    needs: tuple[Need, ...]
    ideas: tuple[str, ...]
    outlines: tuple[Outline, ...]


def blanks(text: str) -> tuple[str, ...]:
    """What stands in the brackets of ``text``, each once."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def outline_of(lists: Lists, said: str) -> tuple[str, Outlet] | None:
    """The text of an outline and where such a text goes, by its kind and number, as in ``spotlight 1``."""
    kind, _, number = said.partition(" ")
    starter = next((item for item in starters_of(lists) if item.id == kind), None)
    if starter is None or number not in {str(index) for index in range(1, len(starter.outlines) + 1)}:
        return None
    return starter.outlines[int(number) - 1].text, starter.outlet


def starters_of(lists: Lists) -> tuple[Starter, ...]:
    """The kinds of content of a pack that are switched on, each with those of its needs that are."""
    needs = {item["id"]: Need(item["title"], item["how"]) for item in _active(lists.get("needs", ()))}
    return tuple(
        Starter(
            item["id"],
            item["name"],
            item["good_for"],
            Outlet(item.get("outlet", Outlet.LINKEDIN)),
            tuple(needs[name] for name in item.get("needs", ()) if name in needs),
            tuple(item["ideas"]),
            tuple(Outline(one["name"], one["text"], one["filled"]) for one in item["outlines"]),
        )
        for item in _active(lists.get("content", ()))
    )


def _active(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [item for item in items if item.get("status", "active") == "active"]
