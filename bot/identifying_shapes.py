"""Shapes that may point to somebody: days, numbers, ages, places, ways to reach a person; in words, too.

They are looked for in folded small letters.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from bot.identifying_names import is_word


class Type(StrEnum):
    """What kind of identifier stands somewhere; the word on its placeholder."""

    PERSON = "PERSON"
    NAME = "NAME"
    DATE = "DATE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    LINK = "LINK"
    HANDLE = "HANDLE"
    ADDRESS = "ADDRESS"
    NUMBER = "NUMBER"
    AGE = "AGE"
    PLACE = "PLACE"


Shape = tuple[int, int, Type]
"""Where it begins and ends, and what it is."""

_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_WORDED = rf"(?:{_TENS}(?:[- ]{_ONES})?|{_TEENS}|{_ONES})"
"""A number in words, up to 99."""

_SPOKEN = r"(?:zero|oh|double|triple|one|two|three|four|five|six|seven|eight|nine)"
"""A figure as it is read out."""

_FIRSTS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_ORDINAL = (
    rf"(?:(?:twenty|thirty)[- ]{_FIRSTS}|{_FIRSTS}|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"(?:mon|tues?|wed|thurs?|fri|sat)\.?(?= (?:at|the|night|\d)))"
)
_FEAST = (
    r"(?:christmas|thanksgiving|easter|halloween|new year's|valentine's|mother's|father's|memorial|labor|"
    r"independence)(?: (?:eve|day|sunday|night|morning|weekend))*"
)
_SPAN = r"(?:day|night|week|weekend|month|year|spring|summer|fall|autumn|winter)"
_DOMAIN = r"com|org|net|edu|gov|io|co|info|us|uk|health|care|hospital|clinic"
_ROAD = r"street|road|lane|avenue|boulevard|drive|court"
_STREET = rf"{_ROAD}|st|ln|rd|ave|dr|ct|way|place|terrace|blvd|circle|trail|hill|highway|hwy"
_RECORD = (
    r"m\.?r\.?n\.?s?|medical record|record|ssn|social security|medicare|medicaid|member|chart|rx|account|"
    r"acct|claim|policy|invoice|serial|plate|case|specimen|license|passport"
)
_COUNTED = r"patient|hospital|file|encounter|visit|reference|ref|badge|ticket|id"
_ID = r"(?:[a-z]{1,3} )?[a-z-]*\d[a-z0-9-]*(?:[ ./-][a-z]?\d[a-z0-9-]*)*"
_LOCAL, _PART, _REST = r"[\w.+'-]{1,64}", r"[\w-]{1,63}", r"[a-z0-9-]{0,62}"
"""Parts of addresses, of the length they may have: an endless word would be read from each of its places."""

_AT, _DOT = r"[(\[{<] ?(?:at|@) ?[)\]}>]", r"(?:[(\[{<] ?(?:dot|\.) ?[)\]}>]|\bdot\b|\.)"

_SHAPES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Type.EMAIL, rf"{_LOCAL}@{_PART}(?:\.{_PART}){{1,8}}"),
        (
            Type.EMAIL,
            rf"{_LOCAL} ?(?:@|{_AT}) ?{_PART}(?: ?{_DOT} ?{_PART}){{0,8}}? ?{_DOT} ?(?:{_DOMAIN})\b",
        ),
        (Type.EMAIL, rf"{_LOCAL} ?{_AT} ?{_PART}(?: ?{_DOT} ?{_PART}){{1,8}}"),
        (Type.EMAIL, rf"{_LOCAL} at {_PART}(?: dot {_PART}){{1,8}}"),
        (Type.LINK, rf"https?://\S+|\bwww\.\S+|\b[a-z0-9]{_REST}(?:\.{_REST}){{0,8}}\.[a-z]{{2,8}}/\S*"),
        (Type.LINK, rf"\b[a-z0-9]{_REST}\.(?:{_DOMAIN})\b"),
        (Type.LINK, rf"\b[a-z0-9]{_REST}(?:\.{_REST}){{0,8}}\.[a-z]{{2,24}}\b"),
        (Type.HANDLE, r"(?<![\w.])@\w[\w.]*"),
        (Type.NUMBER, r"\b\d{3}-\d{2}-\d{4}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b"),
        (Type.PHONE, r"(?:\+\d{1,3}[-. ]?)?(?:\(\d{3}\) ?|\b\d{3}[-. ])?\b\d{3}[-. ]\d{4}\b"),
        (
            Type.PHONE,
            r"(?<![\w.,$])(?!(?:19|20)\d\d ?[-/ ] ?(?:19|20)\d\d\b)[+(]?\d(?:[ .()/·-]{0,3}\d){6,}(?!\w)",
        ),
        (Type.PHONE, r"\b(?:cell|phone|number) ending (?:in )?\d{2,4}\b"),
        (Type.NUMBER, rf"\b{_SPOKEN}(?:[ ,-]{{1,2}}{_SPOKEN}){{3,}}\b"),
        (
            Type.DATE,
            r"\b\d{1,4} ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}\b|\b\d{1,2}/\d{1,2}\b(?!/)|\bon \d{1,2}-\d{1,2}\b",
        ),
        (Type.DATE, rf"\b{_MONTH}\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,? (?:19|20)\d\d\b)?"),
        (Type.DATE, rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?:,? (?:19|20)\d\d\b)?"),
        (Type.DATE, rf"\b(?!may ){_MONTH} (?:the )?{_ORDINAL}\b|\bmay (?:the )?{_ORDINAL}(?=[.,;:!?\n]|$)"),
        (Type.DATE, rf"\b(?:the )?{_ORDINAL} (?:day )?of {_MONTH}\b"),
        (Type.DATE, rf"\b{_MONTH} (?:19|20)\d\d\b|\bthe \d{{1,2}}(?:st|nd|rd|th)\b"),
        (Type.DATE, rf"\bon the {_ORDINAL}(?=[.,;:!?\n]|$)"),
        (Type.DATE, rf"\b{_DAY}\b(?: (?:morning|afternoon|evening|night)s?)?"),
        (
            Type.DATE,
            rf"\byesterday\b|\b(?:last|next|this past) {_SPAN}\b|\b\d{{1,2}}(?::\d{{2}})? ?[ap]\.?m\b",
        ),
        (Type.DATE, rf"\b(?:an?|a few|several|\d+|{_WORDED}) {_SPAN}s? (?:ago|earlier|later)\b"),
        (Type.DATE, rf"\b(?:on|since|before|after|until|over|last) {_FEAST}\b"),
        (Type.AGE, rf"\b(?:\d{{1,3}}|{_WORDED})[- ]?(?:year|yr|month|week|day)s?[- ]?old\b"),
        (Type.AGE, rf"\b(?:\d{{1,3}}|{_WORDED}) years? of age\b|\b\d{{1,3}} ?y\.?/?o\b"),
        (Type.AGE, rf"\b(?:aged?|turn(?:s|ed)) (?:\d{{1,3}}|{_WORDED})\b"),
        (Type.AGE, r"\bin (?:his|her|their) (?:early |mid |late )?(?:\d0s|teens|[a-z]{3,5}ties)\b"),
        (Type.ADDRESS, rf"\b\d{{1,5}}[a-z]? (?:[a-z0-9'.-]+ ){{1,3}}(?:{_STREET})\b\.?"),
        (Type.ADDRESS, rf"\b{_WORDED} (?:[a-z0-9'.-]+ ){{1,2}}(?:{_ROAD})\b|\bp\.? ?o\.? box \w+"),
        (Type.PLACE, rf"\b(?:room|bed|bay|suite|unit|apt|apartment) (?:#?\d+[a-z]?|{_WORDED})\b"),
        (
            Type.NUMBER,
            rf"\b(?:{_RECORD})(?!\w)[ :(#]*(?:(?:number|no|nr|id|is|was|ending|in)\b[. :(#]*)*{_ID}",
        ),
        (Type.NUMBER, rf"\b(?:{_COUNTED})s?(?: (?:number|no|nr|id)\b[. :#]*|\.? ?[:#] ?){_ID}"),
        (
            Type.NUMBER,
            rf"\b(?:{_RECORD}|{_COUNTED})(?: (?:number|no|nr|id))?[ .:#]+{_WORDED}(?:[ ,]+{_WORDED})+\b",
        ),
        (
            Type.NUMBER,
            r"#\d{2,}|\b\d{5,}\b|\b(?=[a-z-]{0,40}\d)(?=[\d-]{0,40}[a-z])[a-z\d]{1,80}(?:-[a-z\d]{1,40}){0,8}\b",
        ),
        (Type.NUMBER, r"(?<![\d,.$])\b(?!(?:19|20)\d\d\b)\d{4}\b(?!,\d)"),
    )
)
_EVERYDAY_CODE = re.compile(
    r"^(?:covid-?\d+|sars-cov-2|n-?95|b-?12|h\dn\d|a1c|\d+[-.]?(?:st|nd|rd|th|s|k|m|bn|mg|ml|x|d|h)|\d+-[a-z-]+|"
    r"[a-z]+-\d{1,2}|type-\d|\d{4}s)$"
)
"""Names of illnesses, amounts and compounds such as ``24-hour``: they hold a figure and point to nobody."""


def shapes(text: str) -> Iterator[Shape]:
    """Every shape in ``text``, some of them more than once."""
    for kind, pattern in _SHAPES:
        for match in pattern.finditer(text):
            if not _is_everyday(kind, match[0]):
                yield *match.span(), kind


def _is_everyday(kind: Type, words: str) -> bool:
    """A code that everybody uses, or two sentences without a blank between them: ``so rude.never again``."""
    if kind is Type.NUMBER:
        return _EVERYDAY_CODE.match(words) is not None
    return kind is Type.LINK and all(map(is_word, words.split("."))) and words.rpartition(".")[2] not in _TLDS


_TLDS = frozenset(_DOMAIN.split("|"))
