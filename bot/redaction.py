"""``redact(page) -> Redacted``: the one way to make text that may leave this machine.

Every identifier that was found becomes a typed placeholder such as ``[PERSON_1]``; the map back stays here,
in memory, for one request. This lowers exposure; it is no de-identification: what nobody found leaves. That
is why the privacy switch of a workspace stands apart from it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.identifying import OPAQUE, Identifier, identifiers
from bot.identifying_shapes import Type
from bot.model import Finding, Span
from bot.page import Page

AUTHORS_OWN = frozenset({Type.DATE, Type.PHONE, Type.LINK, Type.NUMBER, Type.ADDRESS, Type.PLACE})
"""Types that may come back into a text that is published, where the draft tells of nobody: an event's day and
place, a page, a number to call. A person's name never does."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOOKS_LIKE_ONE = re.compile(rf"\b(?:{'|'.join(kind.value for kind in Type)})[_ -]?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text that may leave, and the way back to the text as typed. Printing it shows no word of either.

    Attributes:
        text: Folded, with a placeholder in the place of every identifier.
        hidden: The author's words by placeholder; never sent, logged or kept.
        restorable: Placeholders that may become the author's words again in a text that is published.
    """

    text: str = field(repr=False)
    hidden: Mapping[str, str] = field(repr=False)
    restorable: frozenset[str] = field(default=frozenset(), repr=False)
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _ends: tuple[int, ...] = field(default=(), repr=False)

    def span(self, start: int, end: int) -> Span:
        """The characters of the text as typed that ``[start, end)`` of the redacted one stands for."""
        return Span(self._starts[start], max(self._ends[start:end]))

    @property
    def counts(self) -> dict[str, int]:
        """How many placeholders there are of each type."""
        kinds = [token[1:].rpartition("_")[0] for token in self.hidden]
        return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def redact(page: Page, findings: Iterable[Finding] = (), own: Sequence[str] = ()) -> Redacted:
    """Hide what may point to somebody on ``page``.

    Args:
        page: The text, folded.
        findings: What the deterministic review found in it: its identifiers are hidden whoever found them.
        own: What the organization says of itself, which stays readable.
    """
    found = tuple(findings)
    hidden: dict[str, str] = {}
    names: dict[tuple[Type, str], str] = {}
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    suffix = _sentinel(page.typed)
    tells_of_somebody = any(finding.rule.startswith("phi.") for finding in found)
    restorable: set[str] = set()
    for start, end, item in _pieces(page, identifiers(page, found, own)):
        if item is None:
            pieces.append(page.typed[start:end])
            for at in range(start, end):
                span = page.span(at, at + 1)
                starts.append(span.start)
                ends.append(span.end)
            continue
        words = page.typed[start:end]
        token = names.setdefault((item.type, words.lower()), f"[{item.type.value}_{len(names) + 1}{suffix}]")
        span = page.span(start, end)
        hidden.setdefault(token, span.of(page.draft.text))
        if item.type in AUTHORS_OWN and not tells_of_somebody:
            restorable.add(token)
        pieces.append(token)
        starts += [span.start] * len(token)
        ends += [span.end] * len(token)
    return Redacted("".join(pieces), hidden, frozenset(restorable), tuple(starts), tuple(ends))


def restored(text: str, redacted: Redacted) -> str | None:
    """``text`` with the author's own words in the place of placeholders that allow it.

    ``None`` where it holds any other, or something that only looks like one: nobody publishes such a text.
    """
    for token in sorted(redacted.restorable, key=len, reverse=True):
        text = text.replace(token, redacted.hidden[token])
    return None if holds_placeholder(text) else text


def holds_placeholder(text: str) -> bool:
    """Say whether ``text`` holds something that looks like a placeholder, whoever wrote it."""
    return _LOOKS_LIKE_ONE.search(text) is not None


def _sentinel(text: str) -> str:
    """An ending that no placeholder-like word of ``text`` has, so that ours are known from the author's."""
    taken = {
        token.rstrip("]").lstrip("[").rpartition("_")[2].lstrip("0123456789")
        for token in OPAQUE.findall(text)
    }
    return next(ending for ending in _endings() if ending not in taken)


def _endings() -> Iterator[str]:
    yield ""
    for length in count(1):
        yield from (letter * length for letter in _LETTERS)


def _pieces(page: Page, found: Sequence[Identifier]) -> Iterator[tuple[int, int, Identifier | None]]:
    at = 0
    for item in found:
        if at < item.start:
            yield at, item.start, None
        yield item.start, item.end, item
        at = item.end
    if at < len(page.typed):
        yield at, len(page.typed), None
