"""Does a reply say again a name that the complaint said? A staff member's name is not repeated in public."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_NAMED = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Nurse)\.? |(?<![.!?] )(?<!^)(?<!\w))([A-Z][a-z]{2,})\b")
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays "
    "saturdays sundays january february march april may june july august september october november "
    "december google yelp facebook medicare medicaid english spanish god christmas the and but hospital "
    "clinic doctor nurse emergency mri icu nicu black deaf love stars five one street this they you your she "
    "why can not".split()
)


def _echoes(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Names of the complaint that come back in the reply."""
    complaint = page.draft.context.answering
    if complaint is None:
        return
    known = {m[1].lower() for m in _NAMED.finditer(complaint)} - _NOT_NAMES
    for match in _NAMED.finditer(page.typed):
        if match[1].lower() in known:
            yield Found(match.start(1), match.end(1), {"words": match[1]})


DETECTORS = (Detector("echoes_name", "a name of the complaint that comes back in the reply", _echoes),)
