"""What can point to one person: numbers and addresses, tied to somebody or of a shape that is personal."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]


_AGE_PATTERNS = (
    r"\b(9\d|1[01]\d)[- ]?(?:years?|yrs?|yr)[- ]old\b",
    r"\b(9\d|1[01]\d)[- ]?y/?o\b",
    r"\b(?:aged?|turn(?:s|ed|ing)?|at|is|was|just) (9\d|1[01]\d)\b",
    r"\b(9\d|1[01]\d)(?:st|nd|rd|th) birthday\b",
    r"\b(?:ninety|one hundred|a hundred)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?[- ]years?[- ]old\b",
    r"\b(?:turn(?:s|ed|ing)?|aged?) (?:ninety|one hundred|a hundred)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?\b",
    r"\b(?:ninety|hundred)(?:th|-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))[- ]birthday\b",
    r"\b(?:non|super)?(?:nonagenarian|centenarian)s?\b",
)
_PERSON_BORN = re.compile(r"\bborn (?:in |on )?(?:[a-z]+ )?(?:\d{1,2},? )?(1[89]\d\d)\b")


def _age_over_89(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Ages of 90 and more, in figures, words, birthdays or birth years up to ``born_before``."""
    for start, end in _joined(hits):
        yield Found(start, end)
    for match in _PERSON_BORN.finditer(page.text):
        if int(match[1]) <= options.get("born_before", 1936):
            yield Found(match.start(), match.end())


def _joined(hits: Hits) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in hits:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


DETECTORS = (
    Detector(
        "age_over_89",
        "an age over 89 in any wording",
        _age_over_89,
        {"born_before": int},
        patterns=(*_AGE_PATTERNS, r"\bborn (?:in |on )?(?:[a-z]+ )?(?:\d{1,2},? )?1[89]\d\d\b"),
    ),
)
