"""Can a reader check it, and is it still true? Figures without a source, dates that have passed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_SOURCE = re.compile(
    r"https?://|\bwww\.|\bdoi\b|\b(?:source|sources|according to (?!a study i|some|experts|science)|"
    r"per (?:the|cdc|cms)|cdc|cms|nih|uspstf|ahrq|"
    r"fda|hrsa|samhsa|jama|nejm|lancet|bmj|annals|cochrane|pubmed|kff|pew|gallup|rand|census|leapfrog|"
    r"medpac|aamc|oecd|nhs england|"
    r"journal|published|registry|dataset|data set|annual report|our audit|audit|survey of|our survey|"
    r"our own|we counted|we surveyed|"
    r"report|page \d|p\. ?\d|table \d|figure \d|footnote|methods?|n ?= ?\d|state data|public data|"
    r"dashboard|scorecard|trial|cohort|"
    r"20\d\d|link(?:ed)? (?:in|below)|in the comments)\b"
)
_PEOPLE = (
    "people|patients|adults|americans|nurses|doctors|physicians|clinicians|surgeons|hospitals|women|men|"
    "kids|children|families|caregivers|"
    "seniors|elders|teens|visits|deaths|falls|readmissions|employees|executives|clients|members|residents|"
    "users|cases|customers|couples|parents|smokers|"
    "births|car crashes|crashes|surgery|surgeries|er visits|closures|pains|workers|team|staff|infections|"
    "strokes|heart attacks"
)
_NUMBER = (
    r"(?:\d[\d.,]*|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|ten|five|a hundred)"
)
_SHARE_OF = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|every ten)"
_FIGURES = (
    rf"\b{_NUMBER} ?(?:%|percent\b|per cent\b)(?: \w+){{0,2}}? of (?:the |all |our |my |your |these |those )?"
    rf"(?:[\w-]+ ){{0,3}}?(?:{_PEOPLE})\b",
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of|outta|of every|of) "
    rf"{_SHARE_OF}(?: \w+){{0,3}}? (?:{_PEOPLE}|[a-z]+s|would|will|never|can't)\b",
    r"\b(?:most|half|a third|two thirds|three quarters|over half|nearly half|more than half|a quarter) of "
    rf"(?:all |the )?(?:[\w-]+ ){{0,2}}(?:{_PEOPLE})\b",
    r"\b(?:twice|three times|\d+ times|\d+x) (?:as likely|more likely|less likely|the national|as often)\b",
    r"\b(?:cuts?|halves|halve|doubles?|lowers?|reduces?|slashes|raises?|boosts?|drops?|adds?)\b[^.!?]{0,40}"
    r"\b(?:in half|by half|\d+ ?%|\d+ percent|a third|a fifth|a quarter|years? to (?:your|a) life|mortality|"
    r"readmissions|heart attacks|falls)\b",
    r"\b(?:every|each) dollar (?:\w+ ){1,5}saves?\b",
    r"\b\d+ ?% (?:success|patient satisfaction|satisfaction)\b",
    r"\b(?:fell|dropped|down|plunged|plummeted|rose|up)\b (?:by )?(?:\d+ ?%|\d+ percent|half)\b[^.!?]{0,40}"
    r"\b(?:proves?|proof|since we (?:hired|brought|bought|switched|added)|thanks to)\b",
    r"\b(?:twice|\d+ times) as (?:safe|deadly|effective|likely|fast)\b",
    r"\blive \d+ (?:percent|%|years) longer\b",
    r"\b\d+ ?(?:%|percent) (?:lower|higher|fewer|less|more) (?:mortality|deaths?|likely|risk|turnover|"
    r"infections|than)\b",
)
_COUNTED_TIME = re.compile(
    rf"(?:in|of) {_SHARE_OF} (?:days|weeks|months|years|hours|minutes|shifts|am|pm|a\.m|p\.m|seconds|rounds|"
    r"miles|towns|counties)\b"
)
_OWN = re.compile(
    r"\b(?:we|i)(?:'ve| have|'d)? (?:saw|see|served|treated|hired|raised|walked|counted|logged|answered|"
    r"opened|filled|drove|delivered|gave|fixed|moved|closed|finished|found|heard|planted|collected|donated|"
    r"gathered|welcomed|"
    r"cut our|spent|surveyed|asked|measured|published|posted|tracked)\b|\b(?:vaccinated|donated|"
    r"volunteers?|voted|attended|signed up|miles|pairs|"
    r"dollars|budget|tax|vote|seats|attendance|response rate|respondents|answered|registered|applicants|"
    r"positions)\b"
)
_VAGUE = (
    r"\b(?:studies|research|science|the science|the data|data|experts|scientists|evidence|literature)"
    r"(?: \w+){0,2} (?:show|shows|showed|prove|proves|proved|say|says|tells? us|confirms?|is clear|agree|"
    r"suggests?)\b",
    r"\b(?:scientifically|clinically) proven\b",
    r"\b(?:science|research|evidence)-backed\b",
    r"\b(?:everybody|everyone) knows\b",
    r"\bproven fact\b|\baccording to a study\b|\bresearch is clear\b",
)
_MONTH = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
).split()
_DATED = re.compile(
    rf"\b(?:(?P<m1>{'|'.join(_MONTH)})\.? (?P<d1>\d{{1,2}})?(?:st|nd|rd|"
    rf"th)?(?: ?- ?\d{{1,2}})?,? ?(?P<y1>20\d\d|'\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{'|'.join(_MONTH)}),? (?P<y2>20\d\d)"
    rf"|(?P<m3>\d{{1,2}})/(?P<d3>\d{{1,2}})/(?P<y3>20\d\d)|(?:fall|spring|summer|winter|our|autumn|"
    rf"of the),? (?P<y4>20\d\d))\b"
)
_COMING = re.compile(
    r"\b(?:register|registration|rsvp|sign up|join us|join me|come (?:see|to|meet|and)|save (?:the|"
    r"your) (?:date|seat)|book (?:by|now|your)|must book|deadline|offer ends|ends|"
    r"ends friday|closes?|apply by|before|early.?bird|hurry|last call|open house|tickets|seats|spots|"
    r"reminder|required|in effect|effective|"
    r"still|mandate|rules start|start(?:s)? (?:monday|tuesday)|until its|until the end|reopening|see you|"
    r"now open|current|discount|will|from this|next month'?s?|compulsory|must|continues|"
    r"remember|speaking at|don't forget)\b"
)
_LOOKING_BACK = re.compile(
    r"\b(?:since|back in|was|were|had|used to|history|anniversary|ago|founded|built|opened in|recap|"
    r"throwback|tbt|looking back|"
    r"remember(?:ing)?|last updated|as of|data|through|report|replaced|retired|compared|down from|up from|"
    r"versus|vs|ended|expired|lifted|no longer)\b"
)


def _unsourced(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A figure about people or outcomes, with no source in its sentence or next to it."""
    last = -1
    for begin, stop in hits:
        start, end = page.sentence(begin)
        if begin < last or _COUNTED_TIME.search(page.text, begin, stop):
            continue
        if _is_sourced(page, start, end) or (
            options.get("ours", True) and _OWN.search(page.text, start, end)
        ):
            continue
        last = stop
        yield Found(begin, stop, {"words": page.typed[begin:stop]})


def _vague(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """``Studies show`` without a study."""
    for begin, stop in hits:
        if not _is_sourced(page, *page.sentence(begin)):
            yield Found(begin, stop, {"words": page.typed[begin:stop]})


def _is_sourced(page: Page, start: int, end: int) -> bool:
    return _SOURCE.search(page.text, max(0, start - 80), min(len(page.text), end + 120)) is not None


def _stale(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A day that has passed, spoken of as if it were to come."""
    today = page.draft.context.as_of
    if today is None:
        return
    for begin, stop in hits:  # a year; what stands before it makes the day
        match = _DATED.search(page.text, max(0, begin - 24), stop)
        if match is None:
            continue
        start, end = page.sentence(match.start())
        if not _past(match, today) or not _COMING.search(page.text, start, end):
            continue
        if _LOOKING_BACK.search(page.text, start, end):
            continue
        yield Found(match.start(), match.end(), {"words": page.typed[match.start() : match.end()]})


def _past(match: re.Match[str], today: date) -> bool:
    year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    number = int(year.lstrip("'")) + (2000 if year.startswith("'") else 0)
    if number != today.year:
        return number < today.year
    name = match["m1"] or match["m2"]
    month = _MONTH.index(name) % 12 + 1 if name in _MONTH[:12] else None
    day = match["d1"] or match["d2"]
    if month is None:
        return False
    return (month, int(day) if day else 31) < (today.month, today.day)


DETECTORS = (
    Detector(
        "unsourced_figure",
        "a figure about people or outcomes without a source",
        _unsourced,
        {"ours": bool},
        patterns=_FIGURES,
    ),
    Detector("studies_show", "studies, experts or science without a study", _vague, patterns=_VAGUE),
    Detector(
        "passed_date", "a day that has passed, spoken of as if to come", _stale, patterns=(r"20\d\d|'2\d",)
    ),
)
