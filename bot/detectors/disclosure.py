"""What should be there and is not."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_ROUTE = re.compile(
    r"\b\d{3}[-. ]\d{3,4}\b|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|[\w.+-]+@[\w-]+\.\w+|\b(?:dm|message|call|phone|email|e-mail|reach|contact|write to|ring)\b"
)
_PRAISE = re.compile(
    r"\b(?:five stars?|5 stars?|5/5|love[ds]?|wonderful|amazing|excellent|best|kind(?:est)?|great|fantastic|thank(?:s| you)|"
    r"lovely|awesome|saved|grateful|perfect|gentle|sweet(?:est)?|changed my life|recommend)\b"
)
_COMPLAINT = re.compile(
    r"\b(?:not|never|no|wait(?:ed|ing)?|hours?|rude|bill(?:ed|ing)?|worst|terrible|awful|wrong|lost|pain|hurt|ignored|"
    r"refus\w+|charg\w+|fraud|dirty|lied|mistake|error|collections?|1 star|one star|why|but|cold|died|missed)\b|n't\b"
)


def _no_private_route(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A reply to a complaint names no private way to go on; thanks for praise need none."""
    if _ROUTE.search(page.text):
        return
    complaint = (page.draft.context.answering or "").lower()
    if complaint and _PRAISE.search(complaint) and not _COMPLAINT.search(complaint):
        return
    yield Found()


DETECTORS = (Detector("no_private_route", "a reply without a private way to go on", _no_private_route),)
