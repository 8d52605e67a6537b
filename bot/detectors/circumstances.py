"""What depends on the hour and not on a word: a draft while communications has set a freeze."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_HELPS = re.compile(
    r"\b(?:next update|updates? (?:only|from)|status page|holding line|only (?:source|wording)|family line|"
    r"the line is|hotline|reunification|entrance|avoid the|stay away from|is closed to|are offline|walk-ins|"
    r"ambulances? (?:are|is) going|blood (?:center|centre|bank|drive)|give blood|counsel+ing|counselors|"
    r"peer line|chapel|chaplain|press office|refer (?:all|any|every)|"
    r"please don't (?:call|share|post|speculate)|(?:won't|not going to|will not) (?:guess|speculate|add))\b"
)
_GRIEVES = re.compile(
    r"\b(?:grie(?:f|ve|ving)|mourn\w*|condolences?|sympath\w+|heartbroken|"
    r"heart(?:'s| is|s are)? (?:in bits|broken|breaks?)|(?:our|my) (?:thoughts|prayers)|praying for|"
    r"rest in peace|thinking of|he taught|she taught|we will miss|i'll miss)\b"
)


def _not_released(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A draft that neither grieves nor tells where help is: it waits for the named spokesperson."""
    if _HELPS.search(page.text) or _GRIEVES.search(page.text):
        return
    yield Found()


DETECTORS = (
    Detector("not_released", "a draft that is neither a farewell nor a way to get help", _not_released),
)
