"""Ages of ninety and more, in every wording: figures, words, birthdays, candles, birth years, old events."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_FIGURE = r"(?:9\d|1[01]\d)"
_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_WORD = rf"(?:ninety(?:[- ](?:{_UNIT}))?|(?:one|a) hundred(?:(?: and)?[- ](?:{_UNIT}|ten|eleven|twelve))?)"
_BIRTHDAY = (
    r"(?:9\dth|9[123](?:st|nd|rd)|1[01]\d(?:st|nd|rd|th)|ninetieth|ninety-\w+|hundredth|(?:one "
    r")?hundred(?: and)?[- ]\w+)"
)
_AGE = re.compile(
    rf"\b(?P<old>(?:{_FIGURE}|{_WORD})[- ]?(?:years?|yrs?|yr)[- ](?:old|young)\b|{_FIGURE} ?y/?o\b|"
    rf"{_FIGURE}[mf]\b)"
    rf"|\b(?P<turns>(?:turn(?:s|ed|ing)?|aged?|reach(?:es|ed|ing)?|hits?) (?:{_FIGURE}|{_WORD})\b(?! "
    rf"(?:percent|people|beds|miles|minutes|days)|%))"
    rf"|\b(?P<is>(?:he|she)(?:'s| is| was)(?: now| already| just)? (?:{_FIGURE}|{_WORD})\b(?! "
    rf"(?:percent|minutes|miles|days|feet|pounds)|%))"
    rf"|\b(?P<at>at (?:{_FIGURE}|{_WORD}) (?:he|she)\b)|\b(?P<half>{_FIGURE} and a half\b)"
    rf"|\b(?P<birthday>{_BIRTHDAY}[- ]birthday\b|marks (?:his|her) (?:{_BIRTHDAY})\b|(?:{_FIGURE}|"
    rf"{_WORD}) candles\b)"
    r"|\b(?P<noun>(?:non|super)?(?:nonagenarian|centenarian)s?\b|great[- ]great[- ]grand(?:ma|mother|"
    r"pa|father)\b)"
    r"|\b(?P<born>born (?:in |on |back in )?(?:[a-z]+ )?(?:\d{1,2}(?:st|nd|rd|th)?,? "
    r")?(?:19(?:[012]\d|3[0-6])|'(?:[12]\d|3[0-6]))\b)"
    r"|\b(?P<event>born (?:in )?(?:the|that|same)? ?(?:same )?(?:year|yr|week|summer|winter) (?:of |"
    r"as |that )?(?:the )?(?:wall st\w* crash|titanic|amelia earhart|"
    r"(?:great )?depression|lindbergh|armistice|stock market crash|prohibition|first world war|"
    r"spanish flu)[^.!?]{0,30}|since before (?:ww ?(?:2|ii)|the war)\b)"
    rf"|\b(?P<more>(?:{_FIGURE} (?:years of age|and counting|years on this earth)|age of {_FIGURE}|"
    rf"(?:her|his) {_BIRTHDAY}(?: year)?|triple digits|just shy of (?:100|a hundred)|nearly (?:100|a "
    rf"hundred) years old|a century (?:old|young)|"
    r"born (?:before|during) (?:the )?(?:first world war|world war (?:i|one)|great war|depression|"
    r"prohibition|women could vote|sliced bread|penicillin))\b)"
    rf"|(?P<apposed>(?<=[a-z'], ){_FIGURE}(?=, (?:who|she|he|has|and|still|our|a|the|from|of)\b))"
)
PATTERNS = (
    rf"\b{_FIGURE}(?:[- ]?(?:years?|yrs?|yr|yo|y/o)\b|[mf]\b| and a half\b| candles\b|, (?:who|she|he|"
    rf"has|and|still|our|a|the|from|of)\b)",
    rf"\b(?:turn|turns|turned|turning|aged?|reach|reaches|reached|hits?|he's|she's|he is|she is|he "
    rf"was|she was|at) (?:now |already |just )?(?:{_FIGURE}|ninety|one hundred|a hundred)\b",
    r"\b(?:ninety|hundred)[- a-z]{0,14}(?:years?|yrs?|candles)\b|\b(?:nonagenarian|centenarian|"
    r"supercentenarian)s?\b|great[- ]great[- ]grand",
    r"\b(?:9\d|1[01]\d)(?:st|nd|rd|th)\b|hundredth|ninetieth|\bborn (?:in |on |back in )?[a-z']* "
    r"?\d{0,2}[a-z,]* ?'?\d\d|\bborn (?:in |the |that |same )|since before (?:ww|the war)|triple "
    r"digits|just shy of|a century (?:old|young)|\bborn (?:before|during) |nearly a hundred years",
)
_THING = re.compile(
    r"\b(?:hospital|building|boiler|elevator|library|clinic|wing|school|church|chapel|town|county|"
    r"practice|organization|foundation|nurs(?:e|ing) school|"
    r"bridge|ledger|tree|oak|ambulance|auxiliary|station|house turns|society|program|company|firm|"
    r"league|machine|desk|piano|bell|century|pharmacy|"
    r"closed in|percent|tower|hall turns|unit turns|department|system|institution|newspaper|paper)\b"
)
_THING_AGED = re.compile(
    _THING.pattern + r"(?:'s)?,?(?: (?:now|just|officially|itself|will|is|was|has|on|\w+day))*,? ?$"
)
_CAREER = re.compile(
    r"\b(?:who founded|founded our|retired in|published notice|obituary|trained half|our first chief|"
    r"emeritus)\b"
)
_NOT_IN_CARE = re.compile(
    r"\b(?:volunteer(?:s|ed|ing)?|dr|doctor|retired surgeon|former chief|our founder|nightingale|"
    r"nurse emeritus|emeritus|donor wall|reads? ekgs|"
    r"my (?:own )?(?:grand|great|mother|father|aunt|uncle|nan|gran))"
)
_LONG_AGO = re.compile(r"\b1[5-8]\d\d\b|\b19[0-5]\d\b")
_CARE = re.compile(
    r"\b(?:patients?|resident|unit|ward|rehab|rounds|hip|knee|surgery|oxygen|clinic|room|waiting room|"
    r"infusion|hospice|cardiology|admitted|donor turned)\b"
)


def _over_89(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """An age of 90 or more of somebody who may be in care; not of buildings, of staff or of history."""
    for match in _AGE.finditer(page.text):
        start, end = page.sentence(match.start())
        sentence = page.text[start:end]
        if _aged_thing(page, match, start, end) or (_CAREER.search(page.text) and not _CARE.search(sentence)):
            continue
        if match.lastgroup == "apposed" and not _CARE.search(page.text):
            continue
        if _NOT_IN_CARE.search(sentence) and not _CARE.search(sentence):
            continue
        if match.lastgroup not in {"born", "event", "more"} and _LONG_AGO.search(sentence):
            continue
        yield Found(match.start(), match.end())


def _aged_thing(page: Page, match: re.Match[str], start: int, end: int) -> bool:
    """A building, a boiler or a society is that old."""
    sentence = page.text[start:end]
    if _THING_AGED.search(page.text[start : match.start()]):
        return True
    if match.lastgroup == "born":
        after = page.text[match.end() : match.end() + 45]
        return _THING.search(after) is not None or not (
            _PERSON.search(sentence) or _PERSON.search(page.text[end : end + 60])
        )
    return _THING.search(sentence) is not None and _PERSON.search(sentence) is None


_PERSON = re.compile(
    r"\b(?:he|she|his|her|him|he's|she's|lady|man|woman|gentleman|resident|patient|grandma|grandpa|"
    r"grandmother|grandfather|mother|father|mom|dad|"
    r"sweetheart|fella|papa|nana|donor|twins|mrs?|ms|miss|sister|buddy|spotlight|vet|veteran|who)\b"
)

_BARE = re.compile(
    r"(?<![\w$#./:,'-])(?:9\d|1[01]\d)(?=[,.;!?)]|$| (?:and|with|but|who|this|today|tomorrow|"
    r"yesterday|on|when|years|she|he|still|candles)\b)"
)
_NOT_AGE = re.compile(
    r"\b(?:page|room|bed|route|day|hb|sb|bill|no|highway|of|in|about|than|only|for|over|under|at "
    r"least|nearly|almost|another|chair|unit|section|part|episode|number|ward|floor|street|by|to|from|"
    r"i-|area|ext|extension|channel|degrees?) ?#?$"
)


def _bare_age(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A bare number from 90 to 119 in a sentence about somebody in care."""
    for match in _BARE.finditer(page.text):
        start, end = page.sentence(match.start())
        sentence = page.text[start:end]
        if _NOT_AGE.search(page.text[start : match.start()].rstrip()) or _aged_thing(page, match, start, end):
            continue
        if (
            _PERSON.search(sentence)
            and _CARE.search(sentence)
            and not _NOT_IN_CARE.search(sentence)
            and not _COUNTED.search(sentence)
        ):
            yield Found(match.start(), match.end())


_COUNTED = re.compile(
    r"%|\bpercent\b|\b(?:surveyed|audits?|visits|cases|beds|copies|pages|votes|degrees|pressure|pulse|"
    r"glucose|sats?|bp|heart rate|miles|dollars)\b"
)

DETECTORS = (
    Detector(
        "bare_age",
        "a bare number that may be an age over 89, beside somebody in care",
        _bare_age,
        patterns=(r"\b(?:9\d|1[01]\d)\b",),
    ),
    Detector("age_over_89", "an age of ninety or more, in any wording", _over_89, patterns=PATTERNS),
)
