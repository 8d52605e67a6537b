"""What a detector is: a pure function from a page to places.

It names the words or patterns without which it has nothing to say, so that it costs nothing on a draft
that has none of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.model import Severity
from bot.page import Page


@dataclass(frozen=True, slots=True)
class Found:
    """A place in folded characters, or a lack (both ends ``None``).

    Attributes:
        details: Fills ``{name}`` in the rule's sentences; counts and plain labels, never a person's words.
        replacement: An honest wording for the place, where the detector knows one.
        severity: Overrides the rule's severity where the detector knows better.
    """

    start: int | None = None
    end: int | None = None
    details: dict[str, str] = field(default_factory=dict)
    replacement: str | None = field(default=None, repr=False)
    severity: Severity | None = None


READING = "reading"
"""The name of the detector that is the local reader: its places come with the reading, not from a page."""

Find = Callable[[Page, tuple[tuple[int, int], ...], Mapping[str, Any]], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Detector:
    """A named check. ``find`` gets the page, the hits of its words and patterns, and the rule's options."""

    name: str
    summary: str
    find: Find
    options: Mapping[str, type | tuple[type, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


def around(hits: Iterable[tuple[int, int]], reach: int) -> Iterator[tuple[int, int]]:
    """The ranges within ``reach`` characters of ``hits`` (in reading order), those that touch joined.

    A shape that is read in full only where its least was met spares the rest of the page. The last range may
    end past the page.
    """
    begin = end = -1
    for start, stop in hits:
        if end < 0 or start - reach > end:
            if end >= 0:
                yield begin, end
            begin, end = max(0, start - reach), stop + reach
        end = max(end, stop + reach)
    if end >= 0:
        yield begin, end
