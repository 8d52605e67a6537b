"""What is the matter with a person's own answer to a public review.

The checks are those of composed replies, asked by meaning: an answer that a person wrote speaks of the
house as well, of its hours, its rules and what it does for everybody, and a sentence that confirms nobody
and singles out nobody may say so. What the local reader made of the answer counts, where it was asked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import partial

from bot.model import Complaint, Draft, Fault, Outlet, Review, Severity, Verdict
from bot.own_echoes import own_echoes, told
from bot.page import Page
from bot.policy import PolicyPack
from bot.policy_talk import offered_to_all, on_the_calendar, public_numbers
from bot.reply_checks import CHECKS, OWED
from bot.reply_faults import (
    EMERGENCY_NUMBERS,
    LINK,
    MARKUP,
    MOST_ON_X,
    MOST_WORDS,
    NO_OFFLINE,
    PLAIN,
    contact_details,
    draft_of,
    roles,
)
from bot.review import review

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_MOST_WORDS = 2 * MOST_WORDS
_TYPED = frozenset("¡¿…\r\ufe0f")
"""What keyboards put in: Spanish marks, an ellipsis, a line end of a form, the colour of an emoji."""

_EXCUSES: dict[str, re.Pattern[str]] = {
    code: re.compile(pattern, re.IGNORECASE)
    for code, pattern in {
        # Saying that nobody is ever confirmed confirms nobody; what somebody heard or saw is theirs to tell.
        "relationship": r"\b(?:not|neither|nor|never|unable to|without) (?:\w+ )?(?:confirm|deny|verify)\w*|"
        r"\b(?:confirm|deny|verify)\w* (?:or \w+ )?(?:whether|if any|that any|who|anything)\b|"
        r"\b(?:some|any)(?:one|body)(?: \w+)? told you\b|\bwho(?:ever)? told you\b|"
        r"\b(?:what|whatever|anything|everything|how) you (?:saw|had|received|asked for)\b|"
        r"\bthank(?:s| you) for (?:seeing|meeting|helping) them\b|"
        r"\b(?:can(?:no|')t|cannot|doesn't|don't|to|should|must|will) (?:always )?(?:meet|serve|see) them\b|"
        r"\b(?:your|any) (?:own )?(?:health information|health records?|medical records?)\b",
        # "Sorry for the wait; if you would like to say more, call" apologizes and invites.
        "conditional": r"\bif (?:you(?:'d|'re| are| would| want| wish| prefer| have a| have more| need| can|"
        r" ever)|there(?:'s| is) (?:more|anything|something)|any(?:one|body|thing))\b"
        r"(?! (?:was|were|felt|had)\b)"
        r"(?![^.!?]*\b(?:offen[ds]|upset|felt that|feel that|sorry)\b)",
        "promise": r"\b(?:no one|nobody|can(?:no|')t|can not|cannot|couldn't|never|don't|won't|not)\b"
        r"(?: [\w']+){0,4} (?:promise|guarantee)\w*|"
        r"(?<!we )(?<!i )(?<!we have )(?<!i have )(?<!we've )(?<!i've )\bpromised?\b(?! (?:you|that))|"
        r"\bpromise to (?:read|listen|hear|answer|call|reply)\b",
        "incentive": r"\bfeel free\b|\bfree to (?!you\b)|"
        r"\b(?:hour|afternoon|morning|minute|line|desk)s? free\b|"
        r"\b[\w]+-free\b|\bfree of (?:judg\w+|noise|smoke|clutter)|\bgift shop\b|\bcredit cards?\b|"
        r"\b(?:much|some|most|all|full) (?:of )?(?:the )?credit\b|\bcredit (?:goes|belongs|to|for the)\b|"
        r"\bnever offered\b[^.!?]*|\b(?:not|never) (?:\w+ ){0,3}(?:change|remove|delete|edit) "
        r"(?:a|your|this|the) (?:review|rating|comment)\b",
        "blame": r"\b(?:all|nothing|anything) you need to\b|"
        r"\byou should (?:not|never|always|expect|feel|be|get|hear|receive|know that we)\b|"
        r"\b(?:we|i)(?:'ve| have)? (?:\w+ )?read the\b|\bthe next time (?:is|we)\b|"
        r"\bread the (?:comment|review|whole|full)\b",
        "strike_back": r"(?:^|[.!?]\s+)(?:what happened|anything else|anything more|more to (?:say|tell|add)|"
        r"how so|what went wrong|why not|all right|still not)\?|\bhere (?:or|and) elsewhere\b|"
        r"\bfalse alarms?\b|\bprescriptions? elsewhere\b",
        # A day that was given, or brightened, is nobody's appointment.
        "date": r"\b(?:your|their) (?:satur|sun)days?(?=[.,;!]|$| and\b)|"
        r"\b(?:made|brighten\w*|find|read|thing|this|good start to) (?:on )?(?:our|my|the|a) (?:\w+ )?"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
        "legal": r"\b(?:food court|courtyard)\b|\bcourt(?= (?:street|avenue|road))",
        "asks": r"\b(?:no|not|don't|never|without|nor|need|leave out|rather than)\b[^.!?]{0,40}\b"
        r"(?:date of birth|full name|your name|account number|phone number|record number|email address)\b|"
        r"\b(?:our|the|this) (?:phone number|email address)\b",
    }.items()
}
"""What excuses a match that it overlaps, in a person's own answer."""

INVITES = re.compile(
    r"\b(?P<verb>(?:please )?(?:call|phone|ring|text|email|e-mail|message|contact|reach out to|reach|"
    r"get in touch with|talk to|speak (?:to|with)|write to|connect with))"
    r" (?:us|me|(?:our|the) (?:office|team|staff|clinic|practice|front desk|hospital|line|manager|"
    r"office manager))\b",
    re.IGNORECASE,
)
"""An invitation that names nobody in particular."""
_BY_MESSAGE = re.compile(r"\b(?:messages?|messenger|inbox|dms?)\b", re.IGNORECASE)
"""Where the review stands, a message reaches the organization without a number."""
_OF_ANSWERS = frozenset({"phi", "reply", "prof", "coi", "crisis"})
"""Families of trouble that an answer to a review can make."""
_ALL = re.compile(r"(?:free|no charge|refunds?|waive[sd]?|complimentary|credit)", re.IGNORECASE)
"""What may be everybody's without paying; a voucher or a raffle never is."""


def own_faults(
    text: str, complaint: Complaint, pack: PolicyPack, *, needs_contact: bool, result: Review | None = None
) -> tuple[Fault, ...]:
    """Everything that keeps ``text``, a person's own answer or a part of it, from being left alone.

    Args:
        text: The answer as it would be posted.
        complaint: What it answers.
        pack: Whose contacts it may name, and whose rules it must pass.
        needs_contact: It must show a private way to go on.
        result: What was found in ``text`` already, by rules and reader; without it, the rules are asked.
    """
    contacts = contact_details(pack)
    page = Page(Draft(text))
    reachable = Page(Draft(_masked(text, (*contacts, *EMERGENCY_NUMBERS))))
    bare = Page(Draft(_masked(text, (*contacts, *roles(pack)))))
    if result is None:
        result = review(draft_of(text, complaint), pack)
    return (
        *_shape(text, complaint.outlet),
        *_reach(reachable, complaint, result, needed=needs_contact and not _names(text, contacts)),
        *_words(page, complaint.text.lower()),
        *(
            Fault("echo", word, page.span(start, end))
            for word, start, end in own_echoes(bare, complaint.text)
        ),
        *(Fault("told", word, page.span(start, end)) for word, start, end in told(bare, complaint.text)),
        *_findings(text, result, pack.read),
    )


def _masked(text: str, known: Iterable[str]) -> str:
    """``text`` with every one of ``known`` covered, so that what stands beside it keeps its place."""
    for one in known:
        text = re.sub(re.escape(one), lambda match: "_" * len(match[0]), text, flags=re.IGNORECASE)
    return text


def _names(text: str, contacts: Iterable[str]) -> bool:
    return any(contact in text for contact in contacts)


def _shape(text: str, outlet: Outlet) -> Iterator[Fault]:
    """Any length up to the outlet's, letters of any language, emoji; nothing that is not seen."""
    if odd := next((c for c in text if not _visible(c)), None):
        yield Fault("markup", repr(odd))
    if markup := MARKUP.search(text):
        yield Fault("markup", markup[0])
    if outlet is Outlet.X and len(text) > MOST_ON_X:
        yield Fault("length", f"{len(text)} characters")
    elif len(text.split()) > _MOST_WORDS:
        yield Fault("length", f"{len(text.split())} words")


def _visible(character: str) -> bool:
    if character in PLAIN or character in _TYPED or (character.isascii() and character.isprintable()):
        return True
    return character.isalpha() or 0x2600 <= ord(character) <= 0x27BF or 0x1F300 <= ord(character) <= 0x1FAFF


def _reach(page: Page, complaint: Complaint, result: Review, *, needed: bool) -> Iterator[Fault]:
    """A private way to go on where one is called for; no way that is not the organization's."""
    if needed and (_missing_route(result) or _calls_nobody(page.typed)):
        yield Fault("no_contact")
    if link := LINK.search(page.typed):
        yield Fault("link", link[0], page.span(*link.span()))
    public = public_numbers(page, complaint.text)
    for match in _DIGITS.finditer(page.text):
        if not any(start <= match.start() < end for start, end in public):
            yield Fault("number", match[0], page.span(*match.span()))


def _missing_route(result: Review) -> bool:
    return any(finding.category == NO_OFFLINE for finding in result.findings)


def _calls_nobody(text: str) -> bool:
    """Whether ``text`` asks for a call and gives no number."""
    return INVITES.search(text) is not None and not _BY_MESSAGE.search(text)


def _words(page: Page, complaint: str) -> Iterator[Fault]:
    """What the checks of all replies find, unless it is excused here."""
    said_of_all: dict[str, Callable[[int, int], bool]] = {
        "date": partial(on_the_calendar, page, complaint=complaint),
        "incentive": partial(_everybodys, page),
    }
    owed = [match.span() for match in OWED.finditer(page.text)]
    for code, check in CHECKS:
        excuse = _EXCUSES.get(code)
        spared = [match.span() for match in excuse.finditer(page.text)] if excuse else []
        if code == "incentive":
            spared += owed
        for match in check.finditer(page.text):
            start, end = match.span()
            if any(first < end and start < last for first, last in spared):
                continue
            if code in said_of_all and said_of_all[code](start, end):
                continue
            yield Fault(code, match[0], page.span(start, end))
            break


def _everybodys(page: Page, start: int, end: int) -> bool:
    return _ALL.fullmatch(page.text[start:end]) is not None and offered_to_all(page, start, end)


def _findings(text: str, result: Review, read: Set[str]) -> Iterator[Fault]:
    """What the pack's rules say, and the reader where it is about answers; advice is none of it."""
    for finding in result.findings:
        if finding.severity is Severity.ADVISE or finding.category == NO_OFFLINE:
            continue
        if finding.rule in read and not _about_answers(finding.category, result):
            continue
        yield Fault(finding.rule, finding.span.of(text) if finding.span else "", finding.span)


def _about_answers(category: str, result: Review) -> bool:
    """Whether the reader's word alone counts: it was trained on posts, too, and sees their faults in answers.

    What an answer can do wrong always counts; the tone, where the answer as a whole is to be blocked.
    """
    family = category.split(".", 1)[0]
    return family in _OF_ANSWERS or (family == "strategy" and result.verdict is Verdict.BLOCK)
