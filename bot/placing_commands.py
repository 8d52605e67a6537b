"""Where should this go? What somebody may ask, and how typed words become that. Pure."""

import re
from dataclasses import dataclass, field

from bot.errors import CommandError
from bot.model import Draft, Outlet
from bot.outlet_names import OUTLETS

WORD = "where"
"""The word by which such a command begins."""

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class PlaceHelp:
    """How do I ask?"""


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """Review these words and say where they should go; with ``outlet``, how they would stand there."""

    draft: Draft = field(repr=False)
    outlet: Outlet | None = None


@dataclass(frozen=True, slots=True)
class PlaceReviewed:
    """Where should the draft go that was reviewed under this entry, and how would it stand on ``outlet``?"""

    decision_id: str
    outlet: Outlet | None = None


PlaceCommand = PlaceHelp | PlaceDraft | PlaceReviewed


def parse(words: str) -> PlaceCommand | None:
    """Understand ``where``, ``where REVIEW [OUTLET]`` and ``where`` with a draft behind it; else ``None``.

    Raises:
        CommandError: There is no such outlet for a draft.
    """
    first, rest = _parted(words)
    if first.lower() != WORD:
        return None
    name, more = _parted(rest)
    if not name:
        return PlaceHelp()
    if not more and _ID.fullmatch(name):
        return PlaceReviewed(name)
    if _ID.fullmatch(name) and more in set(Outlet):
        return PlaceReviewed(name, outlet_of(more))
    return PlaceDraft(Draft(rest))


def outlet_of(name: str) -> Outlet:
    """The outlet of that name, where drafts may appear.

    Raises:
        CommandError: There is none; the nearest one is named.
    """
    if name not in OUTLETS:
        raise CommandError.unknown("outlet", name[:40], (outlet.value for outlet in OUTLETS))
    return Outlet(name)


def _parted(words: str) -> tuple[str, str]:
    """The first word, and what follows as it was written."""
    found = re.match(r"\s*(\S*)\s*(.*)", words, re.DOTALL)
    return (found[1], found[2].rstrip()) if found else ("", "")
