"""Whether a detail in a person's own answer tells of one person, or is said of everybody.

"The biopsy came back", "on Tuesday you waited", "we would give you a free cleaning" are about one person.
"Results are given by phone", "open on Saturdays, 8 to 2", "estimates are free" hold for all who read it.
"""

import re

from bot.page import Page

_REACH = 400
"""Characters to either side of a word that are looked at; no sentence that a person reads is longer."""
_YOU = re.compile(r"\byou\b(?!r)(?! (?:need|like|prefer|can|may)\b)")
_YOURS = re.compile(r"\b(?:you(?:'(?:re|ve|d|ll))?|yours?)\b")
_SOMEBODYS = re.compile(r"\b(?:yours?|his|her|him)\b")
_ONE_PERSON = re.compile(r"\b(?:he|she|his|hers?|him)\b")
_HAPPENED = (
    r"was|were|wasn't|weren't|had|hadn't|did|didn't|came|went|got|gave|took|told|showed|sent|ran|said|left|"
    r"saw|made|found|began|brought|fell|felt|drew|chose|spoke|wrote|became|slept|sat|kept"
)
_PAST = re.compile(
    rf"\b(?:{_HAPPENED})\b|\b(?:has|have|'ve|'s) (?:\w+ )?(?:been|\w+ed|gone|come|sent|given|taken|drawn)\b|"
    r"\b(?:we|i|he|she|they|who|it|team|office|desk|doctor|nurse) (?:\w+ly )?\w+ed\b"
)
"""What happened once, and not what holds always."""

_ANYBODY = re.compile(
    r"\b(?:any|every|no|some)(?: ?one|body)\b|\b(?:people|families|patients|whoever|wherever|whichever|"
    r"those who|any|every|each)\b(?! of (?:you|them))"
)
"""Of whom a rule of the house speaks."""
_PLACES = frozenset(("lab", "rehab", "hospice", "dialysis", "wheelchair"))
"""Parts of the house: its own, whoever was there."""
_OFFICE = (
    r"desk|nurses?|doctors?|lead|line|manager|supervisor|director|coordinator|teams?|office|department|staff|"
    r"specialists?|advocates?|counsel?lors?|technicians?|techs?|fairs?|season|clinics?|shots?|polic(?:y|ies)|"
    r"questions?|concerns?|safety|portal|hours|fees?|costs?|prices?|bills?|billing|services?|center|unit|"
    r"program|processe?s?|requests?|slots?|times?|spaces?|users?|plans?|rules?|instructions|doors?|ramps?|"
    r"entrance|floor|rooms?|area|suite|wing|building|window|counter|garage|bays?|pool|gym|machines?|equipment|"
    r"supplies|parking|kiosks?|app|website|page|list|calendar|system|reminders?|calls?|texts?|queues?|waits?|"
    r"delays?|backlogs?|cancellations?|scheduling|shortages?|chairs?|helpline|privacy|labs?|"
    r"prevention|control|visits?|volunteers?"
)
_BEHIND = re.compile(rf" (?:{_OFFICE})\b")
_WITHIN = r"(?:(?!(?:for|of|to|about|with|on|in|and|or|from|after|before|until|than)\b)[a-z'-]+ ){0,2}"
_DEFINITE = re.compile(rf"\b(?:the|this|that|these|those|your|his|her|their|its|both) {_WITHIN}$")
_PREDICATE = re.compile(
    rf"(?: [a-z'-]+){{0,2}} "
    rf"(?:{_HAPPENED}|(?:has|have) (?:\w+ )?(?:been|\w+ed|come|gone)|shows?|says|looks?)\b"
)
_TO_ONE = (
    r"sent|gave|given|did|done|ran|saw|seen|told|drew|took|taken|showed|shown|called|ordered|checked|reviewed|"
    r"performed|scheduled|rescheduled|refilled|prescribed|mailed|faxed|released|explained|cancell?ed|billed|"
    r"charged|treated|examined|discussed|recommended|started|stopped|finished|completed|delivered|pulled|found|"
    r"looked|got|had|made|redid|repeated|lost|mislaid"
)
"""What is done for one person at a time."""
_DONE_TO = re.compile(
    rf"\b(?:we|i|he|she|they|who)(?:'ve| have| has| had)? (?:\w+ly |also |already )?(?:{_TO_ONE})"
    r"(?: [a-z'-]+){0,3} $"
)

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ALWAYS = re.compile(
    rf"\b{_WEEKDAY}s\b|\b{_WEEKDAY},? (?:through|to|thru|until|and) {_WEEKDAY}|"
    rf"\b{_WEEKDAY} (?:mornings?|afternoons?|evenings?|nights?|lunchtimes?|hours|slots?|huddle|meetings?)\b|"
    rf"\b(?:every|each|any|most|second|any day but|every day but) {_WEEKDAY}\b|\b(?:every|each) {_MONTH}\b|"
    rf"\b{_MONTH} and {_MONTH}\b"
)
"""A day that comes again."""
_ONCE = re.compile(
    rf"\b(?:next|on an?|on|by|until|till|from|through|starting) {_WEEKDAY}\b|"
    rf"\b(?:opens?|starts?|begins?|arrives?|comes?|lands?|runs?) (?:on )?{_WEEKDAY}\b|"
    rf"\b(?:in|by|until|through|from|starting) {_MONTH}\b|"
    rf"\b(?:meeting|forum|is) (?:the )?(?:\w+ )?{_WEEKDAY}\b"
)
"""A day of the house: an opening, a new floor."""
_ONE_DAY = re.compile(rf"\b(?:that|last|this past) {_WEEKDAY}|\b{_WEEKDAY}'s\b|\b(?:back in|come back)\b")
_DAY = re.compile(rf"\b(?:{_WEEKDAY}|{_MONTH})")

_HOUR = r"\d{1,2}(?::\d\d)?(?: ?(?:a\.?m\.?|p\.?m\.?))?"
_HOURS = re.compile(
    rf"\b{_HOUR} ?(?:to|-|and|until|till|through) ?{_HOUR}(?![\d%])|\b24 ?/ ?7\b|"
    rf"\b(?:from|until|till|til|by|at|after|before|opens?|closes?|early as|past|around) {_HOUR}(?! ?[%/\d])|"
    r"\b(?:press|option|extension|ext\.?|page|form|route|door|entrance|line|suite) \d{1,4}\b"
)
"""When somebody answers, and behind which key or door."""
_RULES = re.compile(
    r"\b\d{1,3}[ -](?:hours?|minutes?|days?|business days?|weeks?|months?)\b|\$ ?\d[\d,]*(?:\.\d\d)?|"
    r"\b\d{1,3} (?:languages|spaces|spots|chairs|beds|plans|stars?|volunteers|people)\b|"
    r"\b(?:the )?\d{1,2}(?:st|nd|rd|th) and (?:the )?\d{1,2}(?:st|nd|rd|th)\b|\b(?:19|20)\d\d\b"
)
"""Deadlines, prices, sizes, years of the house."""
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_CAME = re.compile(
    r"(?<!how it )(?<!how that )(?<!how this )(?<!what )"
    r"\b(?:was|were|came|arrived|left|went|got|waited|called|rang|asked|signed|checked)\b"
)
"""What happened at an hour."""

_BARGAIN = re.compile(
    r"\b(?:reviews?|ratings?|stars?|posts?|comments?|removed?|taken? down|comes? down|make (?:it|this) up|"
    r"in return|in exchange)\b"
)
_OFFERS = re.compile(
    r"\b(?:offer(?:ing)?|give|giving|send|treat|enjoy|swing by|stop by|come (?:by|back|in|again)|"
    r"like to|love to|happy to|glad to|will|'ll|would|'d|can|could)\b"
)


def of_everybody(page: Page, start: int, end: int) -> bool:
    """Say whether a word of care in ``[start, end)`` is meant of everybody's, and not of one person's."""
    begin, stop = page.sentence(start)
    before, behind = page.text[max(begin, start - _REACH) : start], page.text[end : min(stop, end + _REACH)]
    if page.text[start:end] in _PLACES or _BEHIND.match(behind):
        return not _YOURS.search(before[-24:])
    if _ANYBODY.search(before) and not _YOURS.search(before):
        return True
    return not (_DEFINITE.search(before) or _PREDICATE.match(behind) or _DONE_TO.search(before))


def on_the_calendar(page: Page, start: int, end: int, complaint: str) -> bool:
    """Say whether a day or a month is one of everybody's calendar: opening hours, a meeting, a new floor."""
    day = page.text[start:end]
    sentence = _sentence(page, start)
    if day in complaint or not _DAY.match(day) or _ONE_DAY.search(sentence) or _SOMEBODYS.search(sentence):
        return False
    if _ALWAYS.search(sentence):
        return True
    told = _YOU.search(sentence) or _ONE_PERSON.search(sentence) or _PAST.search(sentence)
    return _ONCE.search(sentence) is not None and not told


def public_numbers(page: Page, complaint: str) -> list[tuple[int, int]]:
    """Where figures stand that hold for everybody: hours, a menu's keys, a price, a deadline."""
    theirs = frozenset(_FIGURE.findall(complaint))
    return [
        match.span()
        for shape, telling in ((_HOURS, (_CAME,)), (_RULES, (_PAST, _YOURS)))
        for match in shape.finditer(page.text)
        if theirs.isdisjoint(_FIGURE.findall(match[0]))
        and not any(pattern.search(_sentence(page, match.start())) for pattern in telling)
    ]


def _sentence(page: Page, position: int) -> str:
    begin, end = page.sentence(position)
    return page.text[max(begin, position - _REACH) : min(end, position + _REACH)]


def offered_to_all(page: Page, start: int, end: int) -> bool:
    """Say whether what costs nothing costs nobody anything: no favour to the writer, no bargain."""
    sentence = _sentence(page, start)
    if _BARGAIN.search(sentence):
        return False
    return not (_YOURS.search(sentence) and _OFFERS.search(sentence))
