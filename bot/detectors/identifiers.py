"""What points to one person by itself: record numbers, serials, plates, and ways to reach somebody."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found, around
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_CODE = (
    r"(?:[ :(]{0,2}(?:#|no\.?|number|nr|id|card|ends?|ending|starts?|starting|in|with|is|was on "
    r"camera))*[ :(#]{0,2}"
)
_VALUE = r"(?:[a-z]{2,4} (?=\d))?(?=[a-z0-9-]*\d)[a-z0-9](?:[a-z0-9-]| (?=\d{2,})){1,24}"
_ALWAYS = (
    "mrns?|medical record|record number|ssn|social security|social|medicare|medicaid|member|"
    "subscriber|patient id|chart|rx"
)
_TIED = (
    "serial|s/n|sn|plate|tag|account|acct|invoice|claim|policy|order|case|prescription|ticket|last "
    "four|last 4|"
    "device|implant|pacemaker|passport|vin|license|licence|confirmation|specimen"
)
RECORD_PATTERNS = (
    rf"\b(?:{_ALWAYS})\b{_CODE}[a-z0-9-]*\d",
    r"\b\d{3}-\d{2}-\d{4}\b",
    r"\b[1-9][a-z][a-z0-9]\d-?[a-z][a-z0-9]\d-?[a-z]{2}\d\d\b",
    r"\b\d{4}\b[^\n]{0,60}\b(?:of|end of) (?:the|his|her|a) social\b",
)
TIED_PATTERNS = (
    rf"\b(?:{_TIED})\b{_CODE}(?:[a-z]{{2,4}} )?[a-z0-9-]*\d",
    r"\b(?:[a-z]{2,3} [a-z]{3}|[a-z]{2}-[a-z]{3,6}) plate\b",
    r"\bplate [a-z]{2}-[a-z]{3,6}\b",
    r"\b[a-z]{0,4}\d+-[a-z\d-]*\d[a-z\d-]*\b|\b\d{6,}\b|\b\d[a-z]{2,4}\d{3,}\b",
)
_RECORD = re.compile(
    rf"\b(?:{_ALWAYS})\b(?! (?:pays?|paid|covers?|rates?|cuts?|in|for|since|of))({_CODE})({_VALUE})"
)
_OTHER_RECORD = re.compile(
    r"\b\d{3}-\d{2}-\d{4}\b|\b[1-9][a-z][a-z0-9]\d-?[a-z][a-z0-9]\d-?[a-z]{2}\d\d\b|"
    r"\b\d{4}\b(?=[^\n]{0,60}\b(?:of|end of) (?:the|his|her|a) social\b)"
)
_TIED_NUMBER = re.compile(
    rf"\b(?:{_TIED})\b(?! (?:means|of|in|on|for|to|was|that|from) )(?!s? (?:of|in|for) "
    rf"\d){_CODE}({_VALUE})|\b(?:[a-z]{{2,3}} [a-z]{{3}}|[a-z]{{2}}-[a-z]{{3,6}}) plate\b|\bplate "
    rf"[a-z]{{2,3}}-?[a-z]{{3,6}}\b"
)
_BARE_CODE = re.compile(
    r"(?<![\w$.,/:@#+-])(?:[a-z]{0,4}-?\d[a-z\d]*(?:-[a-z\d]+)+|\d{6,}|"
    r"\d[a-z]{2,4}\d{3,})(?![\w%/@.]*\.[a-z])(?![\w%/@-])"
)
_KNOWN_CODE = re.compile(
    r"covid|sars|^n-?95|^b-?12|^[a-z]{2}-\d{1,3}$|^(?:555|800|833|844|855|866|877|888|1-8\d\d|1)-|"
    r"-(?:year|month|week|day|hour|minute|bed|mile|foot|inch|pound|"
    r"person|page|point|percent|step|story|state|county|old|time|unit|room|gram|car|seat|item|"
    r"question|man|woman|member|million|billion|th|pm|am|cr|ct|"
    r"to|and|in|out|for|hr|wk|mo|yr|digit|part|way|day)s?(?:-|$)|^(?:19|20)\d\d-|"
    r"^\d{1,2}-\d{1,2}(?:-\d{1,4})?$|^\d{3}-\d{4}$|^\d{1,4}-\d{1,4}$|^\d{3}-\d{3}-\d{4}$"
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|him|her|his|hers|he's|she's|you|your|you're|ur|u|who|whose|guy|lady|woman|man|"
    r"gentleman|fella|fellow|dude|wife|husband|dad|"
    r"mom|mother|father|son|daughter|patients?|patient's|someone|somebody|whoever|person|mr|mrs|ms|"
    r"widow|client|resident|member|trucker|"
    r"driver|judge|kid|boy|girl|donor|neighbor|neighbour|owner|owns|balance|implanted|explant|"
    r"deductible|belongs to)\b"
)
_OF_CARE = re.compile(
    r"\b(?:patient|chart|his|her|their|record|file|the lady|the man|the guy|pacemaker|implant|recall|"
    r"device|serial|claim|denied|denial|bill|paid)\b"
)
_TRIAL = re.compile(r"\b(?:training|demo|sample|fake|example|made[- ]up|invented|simulated)\b")
_A_THING = re.compile(
    r"\b(?:our own|our fleet|fleet|company|vendor|supplier|contractor|linen company|warehouse|cage|"
    r"locked|training|demo|"
    r"example|fake|lot number|purchase|work order|page|mine|building|boiler|elevator|forklift|van we|"
    r"our van|our truck)\b"
)


WHOLE = 120
"""Characters: no record, number, address or phone goes on for so long."""


def _near(shape: re.Pattern[str], text: str, hits: Hits) -> Iterator[re.Match[str]]:
    """Where ``shape`` stands whole, beside the least of it that was met."""
    for start, end in around(hits, WHOLE):
        yield from shape.finditer(text, start, end)


def _record_number(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Record, insurance and social security numbers, or parts of them: nobody else has such a number."""
    for pattern in (_RECORD, _OTHER_RECORD):
        for match in pattern.finditer(page.text):
            if pattern is _OTHER_RECORD or (
                _real(match[2]) and not _TRIAL.search(page.text, max(0, match.start() - 70), match.end() + 40)
            ):
                yield Found(match.start(), match.end())


def _tied_number(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Serials, plates, accounts, invoices and claims beside somebody they belong to."""
    for match in _near(_TIED_NUMBER, page.text, hits):
        if match[1] is not None and not _real(match[1]):
            continue
        nearby = page.text[max(0, match.start() - 110) : match.end() + options.get("reach", 160)]
        if _SOMEBODY.search(nearby.replace(match[0], " ")) and not _of_a_thing(page, match):
            yield Found(match.start(), match.end())
    for match in _near(_BARE_CODE, page.text, hits):
        near = page.text[max(0, match.start() - 40) : match.end() + 60]
        if not _KNOWN_CODE.search(match[0]) and _OF_CARE.search(near) and not _of_a_thing(page, match):
            yield Found(match.start(), match.end())


def _real(value: str) -> bool:
    """A year, a page or a small count is no identifier."""
    digits = sum(c.isdigit() for c in value)
    return (
        len(value) >= 3
        and digits >= 1
        and not (value.isdigit() and (len(value) < 4 or 1900 <= int(value) <= 2035))
    )


def _of_a_thing(page: Page, match: re.Match[str]) -> bool:
    return _A_THING.search(page.text, max(0, match.start() - 60), match.end() + 90) is not None


_PHONE = r"(?:\(?\d{3}\)?[-. ])?\d{3}[-. ]\d{4}\b"
CONTACT_PATTERNS = (
    r"\b\d{3}[-. ]\d{4}\b",
    r"\b\d{1,5} [a-z]+ (?:street|st|lane|ln|road|rd|avenue|ave|drive|court|ct|spur|ridge|way|place|"
    r"terrace|boulevard|blvd|circle|trail|hill)\b",
    r"\.\d{1,3}\.\d{1,3}\b",
    r"@[\w-]+\.[a-z]+",
    r"\.[a-z]{2,8}/[a-z-]+",
    r"\b(?:cell|phone|number) ending (?:in )?\d{2,4}\b",
)
"""The least of each shape; ``_CONTACT`` reads the whole."""
_CONTACT = re.compile(
    rf"(?P<phone>{_PHONE})|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+\.[a-z]+(?:\.[a-z]+)*)|"
    rf"(?P<ip>\b\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}\b)|"
    r"(?P<page>\b[a-z][\w-]*\.[a-z]{2,8}/[a-z][\w/-]+)|(?P<cell>\b(?:cell|phone|number) ending (?:in "
    r")?\d{2,4}\b)|"
    r"(?P<street>\b\d{1,5} (?:[a-z]+ ){1,2}?(?:street|st|lane|ln|road|rd|avenue|ave|drive|court|ct|"
    r"spur|ridge|way|place|terrace|boulevard|blvd|"
    r"circle|trail|hill)\b)"
)
_KIN = (
    r"(?:ex-)?(?:wife|husband|mom|mum|mother|mama|dad|father|son|daughter|sister|brother|niece|nephew|"
    r"aunt|uncle|cousin|grandson|granddaughter|"
    r"grandmother|grandfather|grandma|grandpa|widow|girlfriend|boyfriend|family|folks)"
)
_OWNER = re.compile(
    rf"\b(?:his|her|their|the|'s|s') (?:\w+ )?{_KIN}(?: of)?\b|'s {_KIN}\b|\b{_KIN}(?:'s| of a "
    rf"patient| of the (?:man|lady|woman|guy|patient))\b|\b(?:his|her) (?:cell|number|phone|line|home|"
    rf"door)\b|"
    r"\b(?:reach|find|call|text|write|ring|tell|contact|send|email|thank)(?: to)? (?:him|her|this "
    r"(?:guy|lady|man|woman))\b|'s (?:cell|number|phone)\b|"
    r"\b(?:cell|number|address) (?:we|i)(?: have|'ve| had|'ve got)|\bold number\b|\bnumber for the\b|"
    r"\bgentleman who\b|\bif you know [a-z]+, that's|"
    r"\b(?:just|keeps?|keep) ring|\brings out\b|\bour discharges\b|\bto a customer\b|\bcouple we\b|"
    r"\bwe sent home\b|\bthat's the patient\b|\ba patient's\b|"
    r"\bshe's (?:in|at|on|home|still)\b|\bhe's (?:in|at|on|home|still)\b|\bshe loves\b|\bhe loves\b|"
    r"\bfamily that lives\b"
)
_AT_HOME = re.compile(
    r"\b(?:insulin|oxygen|prescription|medication|pills|home visit|house call|wheelchair|hospice bed|"
    r"dressing|bypass|after his|after her)\b"
)
_DESK = re.compile(
    r"\b(?:media|press|line|lines|desk|office|switchboard|questions|appointments?|book|schedule|"
    r"crisis|hotline|our team|foundation|department|director|"
    r"coordinator|volunteers?|security|compliance|scheduling|spokesperson|front door|extension|"
    r"relations|lost property|dispatch|clinic|pharmacy|"
    r"register|rsvp|apply|donate|tickets|donors?|info|billing|main|nurse line|counselors?|peer|"
    r"staffed|any hour|advocates?)\b"
)
_ROLE_BOX = re.compile(
    r"^(?:press|media|info|contact|access|care|help|hello|office|news|events|give|donate|hr|jobs|"
    r"careers|volunteers?|billing|privacy|compliance|"
    r"boardliaison|liaison|feedback|ask\w*|pr|cafe|kitchen|relations|communications|marketing|admin|"
    r"foundation|support|team|records|patient\w*)@"
)
_SOMEBODYS_PAGE = re.compile(
    r"/(?:help|save|pray|support|team|heal|for|bring|stand)-?[a-z]|gofund|[a-z](?:strong|fund|walk|"
    r"fight)\b|help-"
)


def _personal_contact(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A phone, address, mail or page of somebody in care or theirs; not the facility's own."""
    text = page.text
    own = [number.lower() for number in options.get("own", ())]
    for match in _near(_CONTACT, text, hits):
        if match[0] in own:
            continue
        before = text[max(0, match.start() - 95) : match.start()]
        around_it = before + " " + text[match.end() : match.end() + options.get("reach", 90)]
        if _of_somebody(match, before, around_it, text):
            yield Found(match.start(), match.end())


def _of_somebody(match: re.Match[str], before: str, around_it: str, text: str) -> bool:
    """Say whether a phone, address, mail or page belongs to somebody, and to no desk or campaign."""
    kind, shape = match.lastgroup, match[0]
    if kind == "cell":
        return True
    if kind == "page":
        return _SOMEBODYS_PAGE.search(shape) is not None and (
            _OWNER.search(around_it) is not None or _NEED.search(text) is not None
        )
    if kind == "mail":
        return _ROLE_BOX.match(shape) is None and _OWNER.search(around_it) is not None
    if _DESK.search(before[-45:]):
        return False
    return _OWNER.search(around_it) is not None or (
        kind == "street" and _AT_HOME.search(around_it) is not None
    )


_NEED = re.compile(
    r"\b(?:he|she|him|her|his|them|they|unit|patient|fighter|kid|still on|is in|are in|family|wife|husband)\b"
)

DETECTORS = (
    Detector(
        "record_number",
        "a record, insurance or social security number, or part of one",
        _record_number,
        patterns=RECORD_PATTERNS,
    ),
    Detector(
        "tied_number",
        "a serial, plate, account or claim beside its owner",
        _tied_number,
        {"reach": int},
        patterns=TIED_PATTERNS,
    ),
    Detector(
        "personal_contact",
        "a way to reach somebody in care",
        _personal_contact,
        {"own": list, "reach": int},
        patterns=CONTACT_PATTERNS,
    ),
)
