"""What in a text may point to somebody, by type: names, days, numbers, ways to reach a person.

Wider on purpose than the rules that judge: a rule that alarms too often is switched off, but a word that is
hidden from a model too often costs only a little of what the model understands. No pack can turn any of this
off. What an organization says of itself in its pack is no identifier.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.detectors.tagging import CARING_TAG
from bot.identifying_names import is_word, named, strangers
from bot.identifying_shapes import Type, shapes
from bot.model import Finding, Kind
from bot.page import Page


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """Characters ``[start, end)`` of a folded page that may point to somebody."""

    start: int
    end: int
    type: Type


Zone = tuple[int, int]

OPAQUE = re.compile(rf"\[(?:{'|'.join(kind.value for kind in Type)})_\d+[A-Z]*\]")
"""Something that looks like one of our own placeholders says nothing about anybody."""

_OF_CATEGORY = {
    "phi.name": Type.PERSON,
    "phi.date": Type.DATE,
    "phi.contact": Type.PHONE,
    "phi.mrn": Type.NUMBER,
    "phi.age90": Type.AGE,
    "phi.location": Type.PLACE,
}
"""Findings whose words are identifiers themselves; the other families point at stories."""

_TAG = re.compile(r"#\w+")


def identifiers(
    page: Page, findings: Iterable[Finding] = (), own: Sequence[str] = ()
) -> tuple[Identifier, ...]:
    """Everything on ``page`` that may point to somebody, apart from each other, in reading order.

    Args:
        page: The text, folded.
        findings: What the deterministic review found in it, with spans of the text as typed.
        own: What the organization says of itself: its name, its roles, its contacts.
    """
    findings = tuple(findings)
    ours = [*(match.span() for match in OPAQUE.finditer(page.typed)), *_places(own, page.text)]
    found = [
        *_shapes(page),
        *(Identifier(start, end, Type.PERSON if sure else Type.NAME) for start, end, sure in named(page)),
        *_judged(page, findings),
    ]
    if _tells_of_somebody(page, found, findings):
        found += [Identifier(start, end, Type.NAME) for start, end in strangers(page)]
    first = _apart(_outside(found, ours))
    again = _outside(_again(page, first), ours)
    return tuple(_apart([*first, *again]))


def _shapes(page: Page) -> Iterator[Identifier]:
    text = page.text
    for start, end, kind in shapes(text):
        yield Identifier(start, _without_end_mark(text, start, end), kind)
    for match in _TAG.finditer(text):
        if CARING_TAG.fullmatch(match[0]):
            yield Identifier(*match.span(), Type.HANDLE)


def _without_end_mark(text: str, start: int, end: int) -> int:
    while end - 1 > start and text[end - 1] in ".,;:!?)'\"":
        end -= 1
    return end


def _judged(page: Page, findings: Iterable[Finding]) -> Iterator[Identifier]:
    """What the review holds to be an identifier, wherever it learned of it."""
    for finding in findings:
        kind = _OF_CATEGORY.get(finding.category)
        if kind is not None and finding.span is not None:
            start, end = page.place(finding.span)
            if start < end:
                yield Identifier(start, end, kind)


def _tells_of_somebody(page: Page, found: Sequence[Identifier], findings: Sequence[Finding]) -> bool:
    """Say whether a word that nobody knows may well be a name here, whatever its letters."""
    named_one = any(item.type is Type.PERSON for item in found)
    return page.draft.kind is Kind.REVIEW or named_one or any(f.rule.startswith("phi.") for f in findings)


def _places(words: Sequence[str], text: str) -> Iterator[Zone]:
    """Where ``words`` stand, as whole words."""
    for one in words:
        if folded := " ".join(one.lower().split()):
            for match in re.finditer(rf"(?<!\w){re.escape(folded)}(?!\w)", text):
                yield match.span()


def _again(page: Page, found: Sequence[Identifier]) -> Iterator[Identifier]:
    """Other places of a name that was found: ``Lopez`` alone, or in small letters."""
    names = {
        (word, item.type)
        for item in found
        if item.type in {Type.PERSON, Type.NAME}
        for word in re.findall(r"[^\W\d_][\w'-]{2,}", page.typed[item.start : item.end])
        if word[0].isupper()
    }
    for word, kind in sorted(names):
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", page.typed):
            yield Identifier(*match.span(), kind)
        low = word.lower()
        if kind is Type.PERSON and not is_word(low):
            for match in re.finditer(rf"(?<!\w){re.escape(low)}(?!\w)", page.text):
                yield Identifier(*match.span(), kind)


def _outside(found: Iterable[Identifier], zones: Sequence[Zone]) -> list[Identifier]:
    """``found`` without what touches a zone; a name that goes on beyond one's own words is cut there."""
    return [
        piece
        for item in found
        for piece in _cut(item, [zone for zone in zones if item.start < zone[1] and zone[0] < item.end])
    ]


def _cut(item: Identifier, zones: Sequence[Zone]) -> Iterator[Identifier]:
    at = item.start
    for start, end in (*sorted(zones), (item.end, item.end)):
        if at < min(start, item.end):
            yield Identifier(at, min(start, item.end), item.type)
        at = max(at, end)


def _apart(found: Sequence[Identifier]) -> list[Identifier]:
    """What overlaps becomes one, of the type of its longest part, so that nothing of either is left over."""
    merged: list[Identifier] = []
    longest = 0
    for item in sorted(found, key=lambda one: (one.start, -one.end)):
        size = item.end - item.start
        if merged and item.start < merged[-1].end:
            last = merged[-1]
            kind = (
                item.type if size > longest or (size == longest and item.type is Type.PERSON) else last.type
            )
            merged[-1] = Identifier(last.start, max(last.end, item.end), kind)
            longest = max(longest, size)
        else:
            merged.append(item)
            longest = size
    return merged
