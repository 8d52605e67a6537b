"""Somebody in care: the sentence that tells of one, and in it the name, the day, the place and the ties."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.detectors.evidence import Evidence, Weighed, weigh
from bot.detectors.evidence_weights import WEIGHTS
from bot.detectors.sensitive import SENSITIVE
from bot.model import Kind, Severity
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

LEAST = -2.5
"""No rule asks for less than this: an authorization on file takes about as much away."""

LABELS = {
    "the_person": "somebody singled out",
    "man": "somebody singled out",
    "person_near_care": "somebody beside care",
    "calling": "an occupation",
    "kin": "a relative",
    "kin_of_calling": "a relative of somebody known",
    "age": "an age",
    "he": "he or she",
    "his": "he or she",
    "their_body": "a part of their body or care",
    "owned": "somebody's",
    "condition": "a condition",
    "procedure": "a procedure",
    "treated": "a treatment",
    "newborn": "a birth",
    "mishap": "an accident",
    "bed_number": "a bed or room",
    "in_unit": "a unit",
    "our_unit": "your own unit",
    "he_is_in": "where they lie",
    "came_to": "coming in or leaving",
    "place": "a place",
    "small_place": "a small place",
    "place_person": "a person of a place",
    "clock": "a time of day",
    "day": "a day",
    "fame": "something people know or saw",
    "from_the_event": "an event in the news",
    "only": "first, last or only",
    "from": "where they are from",
    "lost_person": "a loss",
    "who": "what sets them apart",
    "file:none": "no authorization on file",
    "file:lapsed": "an authorization that ran out",
    "file:narrow": "an authorization that covers less",
}


def _in_care(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Places of the kind ``part`` in drafts whose best sentence reaches ``block`` or ``revise``."""
    if page.draft.kind is Kind.REPLY:
        return
    evidence = weigh(page)
    best = evidence.best
    if best < LEAST:
        return
    severity = _severity(evidence, options)
    if severity is None:
        return
    scene = [
        item
        for item in evidence.sentences
        if item.score >= best - options.get("scene", 2.0) and item.score > -2.5
    ]
    for item in scene:
        for first, last in PARTS[options["part"]](evidence, item):
            spans = _spans(page, evidence)
            yield Found(
                spans[first][0],
                spans[last - 1][1],
                {"parts": _parts(item, evidence.stands)},
                severity=severity,
            )


def _spans(page: Page, evidence: Evidence) -> list[tuple[int, int]]:
    known = page.notes.get("spans")
    if not isinstance(known, list):
        known = page.notes["spans"] = evidence.tagged.spans()
    return known


def _severity(evidence: Evidence, options: Mapping[str, Any]) -> Severity | None:
    """What the evidence calls for; with an authorization in force only a check that it covers this."""
    best = evidence.best
    if evidence.stands == "holds":
        held = best - WEIGHTS.get("file:holds", 0.0)
        return Severity.ADVISE if held >= options["block"] else None
    if best >= options["block"]:
        return Severity.BLOCK
    return Severity.REVISE if best >= options.get("revise", options["block"]) else None


def _parts(item: Weighed, stands: str) -> str:
    """What together points to somebody, heaviest first (of equals, as listed), in plain labels."""
    signs = {*item.signs, "file:" + stands}
    found = sorted((name for name in LABELS if name in signs), key=lambda name: -WEIGHTS.get(name, 0.0))
    return ", ".join(list(dict.fromkeys(LABELS[name] for name in found))[:5]) or "the whole of it"


_TELLING = re.compile(r"[KMOPNUHhrs'q@#CXBVRWGE].*[KMOPNUHhrs'CXBVRWGEJTZk\u00b0]")
_NAMES = re.compile(
    r"(?<![DSU])(?:H,?[UN]{1,3}|N[NU]{0,2}|(?<![eg>d])UU{1,2}(?!k))(?!,?[.oda]?S)'?|"
    r"(?<![eg>d])'(?=[KCXB])|@|#"
)
_DAYS = re.compile(r"[elg]?(?:[\u00b0Z]{0,2}T)+[\u00b0Z]?|[el]?\u00b0")
_PLACES = re.compile(
    r"[e>g]?[do]?(?:W[Z%*=U]|ZW)|[eg>]o[.1U]?[WF]|e[do]?[.]?W|[eg]d?U{1,3}k?|[eg]d?[.]{0,2}kk?"
)
_TIES = re.compile(
    r"[eg>z]o[.1UNB]{0,3}[WFCRS]|zw|>w|Ae?>[od]|ou|[hN][bvn.]{0,2}[VAE]|b[.]?V|[srj'][.1]?[BXCRK]|u[om]"
)
_A_DAY = frozenset(
    "today tonight yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday "
    "mondays tuesdays wednesdays thursdays fridays "
    "saturdays sundays morning afternoon evening night noon midnight weekend january february march "
    "april may june july august september october "
    "november december christmas easter thanksgiving halloween spring summer autumn winter fall week "
    "am pm ago tue wed thu fri sat sun".split()
)


def _story(evidence: Evidence, item: Weighed) -> Iterator[tuple[int, int]]:
    size = item.last - item.first
    found = _TELLING.search(item.letters[:size])
    if found:
        yield item.first + found.start(), item.first + found.end()
    else:
        yield item.first, item.last


def _matching(pattern: re.Pattern[str]) -> Any:
    def places(evidence: Evidence, item: Weighed) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(item.letters[: item.last - item.first]):
            yield item.first + match.start(), item.first + match.end()

    return places


def _days(evidence: Evidence, item: Weighed) -> Iterator[tuple[int, int]]:
    words = evidence.tagged.words
    for first, last in _matching(_DAYS)(evidence, item):
        if any(word.lower().removesuffix("'s") in _A_DAY or ":" in word for word in words[first:last]):
            yield first, last


def _sensitive(evidence: Evidence, item: Weighed) -> Iterator[tuple[int, int]]:
    words = [word.lower() for word in evidence.tagged.words[item.first : item.last]]
    for at, word in enumerate(words):
        if word in SENSITIVE or (word.isdigit() and int(word) < 18 and item.letters[at + 1 : at + 2] == "0"):
            yield item.first + at, item.first + at + 1
            return


PARTS = {
    "story": _story,
    "name": _matching(_NAMES),
    "day": _days,
    "place": _matching(_PLACES),
    "tie": _matching(_TIES),
    "sensitive": _sensitive,
}

DETECTORS = (
    Detector(
        "somebody_in_care",
        "one person, not staff, told of as being in care",
        _in_care,
        {"part": str, "block": (int, float), "revise": (int, float), "scene": (int, float)},
    ),
)
