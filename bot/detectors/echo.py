"""Does a reply say again what the complaint said, or add what only the practice could know?

A number, a day or a name that comes back in the reply confirms it. What is general comes back harmlessly:
"waiting" and "the front desk" are themes, "Tuesday" and "the biopsy" are facts.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.matching import compile_pattern
from bot.model import Severity
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_CARE = compile_pattern(
    r"\b(?:visit|appointment|procedure|surgery|operation|biopsy|scan|mri|x-ray|ultrasound|exam|tests?|"
    r"results?|labs?|panel|"
    r"cultures?|dos(?:e|es|age)|prescription|refills?|medications?|meds|medicine|pills?|shots?|injections?|"
    r"vaccine|infusion|"
    r"transfusion|chemo|dialysis|therapy|sessions?|treatments?|diagnosis|referral|consult(?:ation)?|"
    r"admission|discharge|stay|"
    r"epidural|iv|catheter|stitches|cast|brace|boot|crowns?|fillings?|implants?|veneers|braces|retainer|"
    r"cleaning|extraction|"
    r"root canal|hip|knee|shoulder|spine|lungs?|kidney|liver|thyroid|foot|leg|arm|wrist|ankle|tumor|"
    r"cancer|rash|infection|fever|fracture|wound|sores|stroke|seizure|pregnancy|birth|delivery|labor|"
    r"transfer|embryo|cycles?|"
    r"claim|copay|deductible|balance|invoice|account|charts?|consent|paperwork|insurance|plan|gown|monitor|"
    r"specimen|sample|"
    r"bottle|drops|glasses|lenses|dentures|plate|filler|botox|laser|swab)\b"
)
_INVITES = compile_pattern(
    r"\b(?:would|'d) (?:\w+ )?(?:like|value|welcome|love|be glad|gladly|rather|appreciate|prefer|want)|"
    r"\bwants? to (?:hear|know)|"
    r"\bplease (?:call|ring|phone|reach|ask|tell|write|message)|\bwelcome\b|\bhear more|\blisten"
)
_ROUTE = compile_pattern(r"\b\d{3}[-. ]\d{4}\b|@|\bdms?\b|\bmessages?\b")
_RESERVED = compile_pattern(
    r"\b(?:can't|cannot|won't|don't|not able|aren't able|unable|do not|will not|aren't permitted|"
    r"not permitted)\b[^.!?]{0,20}"
    r"\b(?:discuss|talk|say|speak|confirm|look|go into|comment|get into)"
)
_FIGURE = re.compile(r"(?<![-\d.@/])\b\d{1,4}\b(?!-?\d|[-@])")
_YOU = re.compile(r"\byou\b")
_HE = re.compile(r"\b(?:he|she|his|her|him)\b")
_TO_YOU = compile_pattern(
    r"\b(?:\w+ed|told|gave|sent|see|help|get|have|keep|call|tell|give|take|treat|bring|fit|squeeze|"
    r"show) (?:you|him|her|them|your)\b"
)
_DAY = compile_pattern(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"september|october|november|"
    r"december|spring|winter|summer|fall|week|month|day|night)s?\b"
)
_DATES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|january|february|april|june|july|august|"
    r"september|october|"
    r"november|december|\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\d{1,2}/\d{1,2}|\d{1,2}(?:st|nd|rd|th))"
)
_NAMED = re.compile(r"(?<![.!?] )(?<!^)\b(?:Dr|Mr|Mrs|Ms)?\.? ?([A-Z][a-z]{2,})\b")
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september "
    "october november december google yelp facebook medicare medicaid medicaid english spanish god "
    "christmas the and but hospital "
    "clinic doctor nurse emergency mri icu nicu black deaf love stars five one street this they you your she "
    "why can not".split()
)


def _single_person(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Weak signs that add up: care the complaint did not name, "you" again and again, figures, no invitation.

    Weights were fitted on replies by several writers and tested on others; the sum decides, not one sign.
    """
    complaint = page.draft.context.answering
    if complaint is None:
        return
    complaint, text = complaint.lower(), page.text
    new = next((m for m in _CARE.finditer(text) if m[0] not in complaint), None)
    if new is None:
        return
    signs = (
        (10, True, "care that the complaint does not name"),
        (9, _INVITES.search(text) is None, "no invitation to talk"),
        (8, _ROUTE.search(text) is None, "no private contact"),
        (9, "!" in text, "an exclamation"),
        (9, len(_YOU.findall(text)) > 1, "“you” more than once"),
        (9, any(m[0] not in complaint for m in _FIGURE.finditer(text)), "a figure of your own"),
        (7, _HE.search(text) is not None, "“he” or “she”"),
        (6, _RESERVED.search(text) is None, "no word that you cannot discuss anyone"),
        (6, _TO_YOU.search(text) is not None, "something done for the writer"),
        (5, _DAY.search(text) is not None, "a day or season"),
    )
    score = sum(weight for weight, met, _ in signs if met)
    if score < options["least"]:
        return
    parts = "; ".join(label for _, met, label in signs if met)
    severity = Severity.BLOCK if score >= options["sure"] else Severity.REVISE
    yield Found(*page.sentence(new.start()), {"parts": parts}, severity=severity)


def _echoes(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Names, dates or figures of the complaint that come back in the reply; ``of`` says which."""
    complaint = page.draft.context.answering
    if complaint is None:
        return
    kind = options["of"]
    lower = complaint.lower()
    if kind == "names":
        known = {m[1].lower() for m in _NAMED.finditer(complaint)} - _NOT_NAMES
        found = [m.span(1) for m in _NAMED.finditer(page.typed) if m[1].lower() in known]
    elif kind == "dates":
        said = {m[0] for m in _DATES.finditer(lower)}
        found = [m.span() for m in _DATES.finditer(page.text) if m[0] in said]
    else:
        said = {m[0] for m in _FIGURE.finditer(lower)}
        found = [m.span() for m in _FIGURE.finditer(page.text) if m[0] in said]
    for start, end in found[:3]:
        yield Found(start, end, {"words": page.typed[start:end]})


DETECTORS = (
    Detector(
        "speaks_of_one_person",
        "weak signs that add up to one person",
        _single_person,
        {"least": int, "sure": int},
    ),
    Detector("echoes_complaint", "names, dates or figures of the complaint", _echoes, {"of": str}),
)
