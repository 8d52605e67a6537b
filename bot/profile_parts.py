"""The parts of a profile as somebody pastes it: a label at the beginning of a line, or one text. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model import Span


class Part(StrEnum):
    """What a profile is made of."""

    HEADLINE = "headline"
    BIO = "bio"
    PINNED = "pinned"
    CAPTION = "caption"

    @property
    def label(self) -> str:
        """As people read and write it."""
        return {Part.PINNED: "Pinned post", Part.CAPTION: "Photo caption"}.get(self, self.value.capitalize())


_LABEL = re.compile(
    r"(?im)^[ \t]*(headline|bio|about|summary|pinned(?: post)?|(?:photo )?caption)[ \t]*:[ \t]*"
)
_MEANT = {"about": Part.BIO, "summary": Part.BIO, "photo caption": Part.CAPTION, "pinned post": Part.PINNED}
HINT = "Headline: …\nBio: …\nPinned post: …\nPhoto caption: …"
"""How somebody may write the parts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part, and where its words stand in what was pasted."""

    part: Part
    span: Span
    text: str = field(repr=False)


def pieces(text: str) -> tuple[Piece, ...]:
    """The parts of ``text``; what comes before the first label, or has none, is a bio."""
    found = list(_LABEL.finditer(text))
    begins = [(Part.BIO, 0, 0), *((_part(match[1]), match.start(), match.end()) for match in found)]
    ends = [*(start for _, start, _ in begins[1:]), len(text)]
    made = (_piece(text, part, begin, end) for (part, _, begin), end in zip(begins, ends, strict=True))
    return tuple(piece for piece in made if piece.text)


def part_of(found: Sequence[Piece], span: Span | None) -> Part | None:
    """The part in which ``span`` begins."""
    if span is None or len(found) < 2:
        return None
    return next((one.part for one in found if one.span.start <= span.start < one.span.end), None)


def _piece(text: str, part: Part, begin: int, end: int) -> Piece:
    words = text[begin:end]
    start = begin + len(words) - len(words.lstrip())
    stripped = words.strip()
    return Piece(part, Span(start, start + len(stripped)), stripped)


def _part(label: str) -> Part:
    name = " ".join(label.lower().split())
    return _MEANT.get(name) or Part(name)
