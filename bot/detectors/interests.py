"""Ties to companies: one that the register knows and the draft does not say; a disclosure nobody will see."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_NAME = re.compile(r"\b[A-Z][A-Za-z&]*[a-z][A-Za-z]*\b")
_EMPTY = re.compile(r"^(?:none|no entr|nothing|no record|not recorded|n/a|no interest)", re.IGNORECASE)
_NOT_NAMES = frozenset(
    """Author Entry Recusal Recorded Foundation Board Member Speaker Paid Unpaid Adviser Advisor Shares
    Stock Equity Options Grant Family Interest Wife Husband Brother Sister Relative Owner Employee
    Travel Honorarium Advisory Council Client Medical Health Hospital Labs Group Company Approved Blind
    Trust None Nothing January February March April May June July August September October November
    December The And Consulting Fee Spouse Daughter Son Conflict""".split()
)
_KIN = (
    r"(?:wife|husband|spouse|brother|sister|son|daughter|father|mother|cousin|partner|in-laws?|"
    r"[a-z]+-in-law|family)"
)
_SAID = re.compile(
    r"\b(?:disclos\w+|disclaimer|full transparency|for transparency|paid me|pays? me|they pay|declared|"
    r"i(?:'m| am| was) (?:an? )?(?:paid|their|unpaid|on their|on the board|adviser|advisor|investor|"
    r"shareholder|consultant|speaker)|"
    r"i (?:own|hold|have|bought|serve|sit|advise|consult|chair|used to sit|work for|invest)|"
    r"my (?:own )?(?:shares|stock|employer|stake)|recus\w+|out of the (?:room|vote|bid)|left the room|"
    rf"(?:my|our) {_KIN}(?:'s [a-z]+)? (?:owns?|works?|runs?|founded|holds?)|is my {_KIN}|stayed out of|"
    r"sponsored by|paid partnership|conflict register|gift log|open payments|gets? a \d+%|"
    r"paid (?:my|the|for my) (?:travel|flight|trip|hotel|way))"
    r"|#ad\b|#sponsored\b|\bsits? on (?:our|their|my) board\b|\bchairs our board\b"
)
"""Words that say a tie openly."""


def _tie_unsaid(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """The register names a tie, the draft speaks of that company and says nothing of the tie."""
    register = page.draft.context.disclosure
    if not register or _EMPTY.match(register) or _SAID.search(page.text):
        return
    for name in dict.fromkeys(_NAME.findall(register)):
        if name in _NOT_NAMES or len(name) < 4:
            continue
        at = page.text.find(name.lower())
        if at >= 0:
            yield Found(*page.sentence(at))
            return


def _buried(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """The only disclosure stands where readers rarely get: behind the fold, or in a row of hashtags."""
    fold = options.get("fold", 200)
    for start, end in hits:
        tags_before = page.text.count("#", max(0, start - 120), start)
        if (start > fold or tags_before >= 2) and not _SAID.search(page.text, 0, start):
            yield Found(start, end)


DETECTORS = (
    Detector("tie_unsaid", "a tie that the register knows and the draft does not say", _tie_unsaid),
    Detector(
        "buried_disclosure",
        "a disclosure behind the fold or among hashtags",
        _buried,
        {"fold": int},
        patterns=(r"#(?:ad|sponsored|paidpartnership|paid|paidpartner)\b",),
    ),
)
