"""What no reply to a public review may hold, whatever wrote it: a template, a person, a model.

These checks stand in code and not in a pack: an organization may word its replies as it likes, and no setting
lets a reply confirm that somebody is a patient. The pack's own rules are asked as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.echoes import echoed
from bot.model import Complaint, Context, Draft, Fault, Kind, Outlet, Verdict
from bot.policy import PolicyPack
from bot.review import review

LEAST_WORDS, MOST_WORDS = 40, 80
MOST_SENTENCES = 4
MOST_ON_X = 280
EMERGENCY_NUMBERS = ("911", "988")
NO_OFFLINE = "reply.no_offline"
"""The category of the pack's rules about a missing contact."""

_RELATION = (
    r"visits?|appointments?|stay|admission|time (?:with us|here)|care|treatments?|surger(?:y|"
    r"ies)|procedures?|operations?|exams?|scans?|tests?|results?|labs?|diagnos[ei]s|condition|"
    r"symptoms?|injury|pain|wait|prescriptions?|medications?|refills?|records?|charts?|files?|"
    r"accounts?|bills?|balances?|claims?|insurance|copays?|payments?|doctors?|physicians?|"
    r"surgeons?|nurses?|dentists?|providers?|therapists?|care team|room|baby|child|children|"
    r"sons?|daughters?|mothers?|fathers?|mom|dad|husband|wife|parents?|loved ones?|"
    r"family members?|relatives?|recovery|health|history|referrals?|discharge|follow-?up"
)
_HARD: tuple[tuple[str, str], ...] = (
    ("relationship", rf"\byour (?:[a-z'-]+ ){{0,2}}(?:{_RELATION})\b"),
    (
        "relationship",
        r"\b(?:as|being|were|are|you're|became|remain|valued|former|current) (?:an? |our |"
        r"one of our )?(?:\w+ )?patients? (?:of ours|here|of this)|\bas (?:a|"
        r"our) (?:valued )?patient\b|\byou(?:'re| are| were) (?:a|our|not a|no) patient",
    ),
    (
        "relationship",
        r"\b(?:our|the|my) (?:records?|files?|charts?|schedules?|notes|system|logs?) (?:show|"
        r"indicate|say|confirm|do not|don't|have)",
    ),
    (
        "relationship",
        r"\b(?:no|any|find|found|have|locate) (?:\w+ )?records? (?:of|that|for|under)\b|"
        r"\baccording to (?:our|the) (?:records?|files?|chart)",
    ),
    (
        "relationship",
        r"\b(?:never|not|haven't|have not|hadn't|didn't) (?:been |ever )?(?:seen|treated|"
        r"a patient|met|saw|see|treat|visited) (?:you|here|with us|by us|our|us)?",
    ),
    (
        "relationship",
        r"\b(?:saw|seen|seeing|see|treat(?:ed|ing)?|serv(?:ed|ing)|helped|cared for|caring for|"
        r"looked after|examined|met|meet(?:ing)?|had|having|welcome[d]?|operated on|billed|told|"
        r"called|discharged|admitted|remember(?:s|ed)?) (?:you|him|her|them)\b",
    ),
    (
        "relationship",
        r"\byou (?:were|had|came|visited|saw|received|waited|signed|missed|arrived|left|asked for|"
        r"agreed|refused|spoke|called|chose|trusted|are (?:a|an|our|scheduled|registered|in our)|"
        r"have (?:a|an) (?:appointment|balance|account))\b",
    ),
    (
        "relationship",
        r"\b(?:trust(?:ing|ed)?|choos(?:e|ing)|chose|chosen|visit(?:ing|ed)?|com(?:e|ing) to|"
        r"came to) (?:us|our)\b",
    ),
    (
        "relationship",
        r"\b(?:your|the|at the|until the) next (?:visit|appointment|check-?up|session)\b|"
        r"\bsee you (?:at|in|on|next|again|soon)\b",
    ),
    (
        "relationship",
        r"\b(?:can|could|will|may|do) (?:not )?(?:confirm|deny|verify)\b|\bwe (?:confirm|"
        r"can confirm)\b",
    ),
    (
        "relationship",
        r"\b(?:during|at|after|before|from) (?:the|that|this|his|her|their) (?:visit|appointment|"
        r"stay|surgery|procedure|exam|admission)\b",
    ),
    (
        "admission",
        r"\b(?:our|my) (?:fault|mistakes?|errors?|failures?|negligence|oversight)\b|"
        r"\bwe (?:failed|messed up|dropped the ball|were wrong|were at fault|made (?:a|"
        r"an) (?:\w+ )?(?:mistake|error)|should(?:n't| not)? have|let (?:you|him|her|them) down|"
        r"mishandled|neglected)\b|\b(?:take|accept) (?:full |all )?(?:responsibility|blame)\b|"
        r"\b(?:was|were) (?:unacceptable|inexcusable)\b",
    ),
    (
        "conditional",
        r"\b(?:sorry|apologi[sz]e|apologies|regret)\b[^.!?]*\bif\b|\bif (?:you|anyone|anybody|"
        r"anything|we|this|there)\b[^.!?]*\b(?:sorry|apologi|regret|offend|upset)",
    ),
    (
        "promise",
        r"\b(?:guarantee|promise)[sd]?\b|\b(?:will|won't|shall) (?:never|not) happen\b|"
        r"\bnever happen again\b|\bwe(?:'ll| will) (?:fix|refund|reimburse|investigate|discipline|"
        r"retrain|fire|make (?:it|this|things) right|ensure|see to it|get to the bottom|correct)\b",
    ),
    (
        "incentive",
        r"\b(?:free|gift|discounts?|vouchers?|coupons?|refunds?|rewards?|complimentary|"
        r"waive[sd]?|(?<!take )(?<!taking )credit|raffle|compensat\w+|no charge|on the house)\b",
    ),
    (
        "incentive",
        r"\b(?:change|update|edit|remove|delete|revise|reconsider|take down) (?:your|this|the|"
        r"that) (?:review|post|rating|comment|stars?)\b|\b(?:take|taking) (?:this|that|it|them) down\b|"
        r"\b(?:dollars|percent) off\b",
    ),
    (
        "marketing",
        r"\b(?:award[- ]winning|state[- ]of[- ]the[- ]art|world[- ]class|industry[- ]leading|"
        r"number one|leading provider|best in|top[- ]rated|cutting[- ]edge|unmatched|"
        r"second to none|thousands of (?:happy|satisfied))\b|\bour (?:[\w-]+ ){1,4}(?:is|are) "
        r"(?:\w+ )?(?:the )?(?:shortest|best|fastest|finest|lowest|highest|cleanest|friendliest)\b",
    ),
    (
        "blame",
        r"\byou (?:should|must|ought|need to|failed|didn't|did not|never|refused|misunderst\w+|"
        r"forgot|seem|clearly|obviously)\b|\b(?:had you|as you (?:know|well know)|next time|"
        r"read the|calm(?:ed)? down|"
        r"your (?:own )?(?:attitude|behaviou?r|tone|fault|mistake|choice|problem))\b|"
        r"\bif you (?:had|hadn't|would have)\b|\bbefore you (?:trash|attack|judge|complain|post|write)\b",
    ),
    (
        "strike_back",
        r"\b(?:liars?|lying|lies|fake|false|untrue|dishonest|ridiculous|nonsense|troll|bitter|"
        r"pathetic|slander\w*|libel\w*|defam\w+|competitors?|rude person)\b",
    ),
    (
        "strike_back",  # not one ugly word in it, and meant to hurt all the same
        r"\b(?:funny|interesting|curious|amusing|odd|strange) (?:how|that)\b|"
        r"\b(?:some|certain) people (?:can(?:no|')t|cannot|just|never|will never|are never)\b|"
        r"\bpeople (?:who|that) (?:\w+ )?complain|\bgood luck\b|\belsewhere\b|"
        r"\bfind(?:ing)? (?:a|another|some other) (?:\w+ )?(?:place|practice|office|clinic|doctor)\b|"
        r"\bnot everyone (?:is|can|has|was)\b|\bglass houses\b|\byou know what they say\b|"
        r"\b(?:perhaps|maybe) (?:a|some|a little|more|less) (?:hobby|nap|manners|patience|kindness|"
        r"therapy|decaf|coffee|vacation|mirror|perspective)\b|"
        r"\bthis (?:is|was) (?:not|hardly) (?:that|feedback|honest|fair|helpful|true)\b",
    ),
    (
        "strike_back",  # disbelief: "Really? Two hours?", "Nobody waits that long here."
        r"(?:^|[.!?]\s+)(?!(?:any|have|questions?|concerns?|want|need|still|prefer|rather|thoughts)\b)"
        r"(?:[\w'-]+ ){0,2}[\w'-]+\?|"
        r"\b(?:nobody|no one) (?:else )?(?:ever )?(?:waits?|waited|pays?|paid|gets?|got|had|has ever)\b"
        r"[^.!?]{0,40}\bhere\b|"
        r"\b(?:nobody|no one) else (?:has |had )?(?:ever )?(?:complain|mind|object)\w*",
    ),
    ("legal", r"\b(?:attorneys?|lawyers?|lawsuits?|sue|suing|legal (?:action|team|counsel)|court)\b"),
    (
        "asks",
        r"\b(?:date of birth|full name|your name|social security|account number|record number|"
        r"member id|insurance (?:card|number)|phone number|email address)\b",
    ),
    (
        "date",
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march (?=\d)|"
        r"april|june|july|august|september|october|november|december)\b|\b(?:yesterday|"
        r"last (?:week|month|year|night))\b",
    ),
)
_RIGHTS = r"(?:interpret\w+|translat\w+|language (?:help|line)|captions?|itemi[sz]ed \w+|statements?)"
_FREE = r"(?:free(?: of charge)?|(?:at |for )?no (?:extra )?(?:charge|cost))"
_OWED = re.compile(rf"\b{_RIGHTS}\b[^.!?]*\b{_FREE}\b|\b{_FREE}\b[^.!?]*\b{_RIGHTS}\b", re.IGNORECASE)
"""What everybody gets without paying by law or custom: saying so offers nothing to anybody."""
_CHECKS = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _HARD)
_LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io|co|info|biz|ru|xyz|me|ly)\b|\S+@\S+", re.IGNORECASE
)
_MARKUP = re.compile(r"[<>\[\]{}*_#`|~\\^=]|&\w+;|(?m:^\s*[-+•]\s)")
_DIGITS = re.compile(r"\d")
_SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
_SPANISH = frozenset("¡¿")
_PLAIN = frozenset("\n‘’“”–—é")


def faults(
    text: str,
    complaint: Complaint,
    pack: PolicyPack,
    *,
    needs_contact: bool,
    own: bool = False,
    crisis: bool = False,
) -> tuple[Fault, ...]:
    """Everything that keeps ``text`` from being offered as a reply to ``complaint``; empty when it may be.

    Args:
        text: The reply as it would be posted.
        complaint: What it answers.
        pack: Whose contacts it may name, and whose rules it must pass.
        needs_contact: The outcome calls for a private route.
        own: A person's own words: any length up to the outlet's, no least number of words, letters of any
            language, and emergency numbers.
        crisis: The holding line: emergency numbers are allowed, and it is short.
    """
    contacts = contact_details(pack)
    found = [
        *_shape(text, complaint.outlet, own=own, crisis=crisis),
        *_reach(text, contacts, needs_contact, emergency=crisis or own),
    ]
    offered = _OWED.sub(" ", text)
    found += (
        Fault(code, match[0])
        for code, check in _CHECKS
        if (match := check.search(offered if code == "incentive" else text))
    )
    bare = _without(text, (*contacts, *roles(pack)))
    found += (Fault("echo", word) for word in echoed(bare, complaint.text))
    if found:
        return tuple(found)
    return tuple(_by_rules(text, complaint, pack, crisis=crisis))


def draft_of(text: str, complaint: Complaint) -> Draft:
    """``text`` as an answer to ``complaint``, as it is reviewed."""
    return Draft(text, Kind.REPLY, complaint.outlet, Context(answering=complaint.text))


def contact_details(pack: PolicyPack) -> tuple[str, ...]:
    """Every phone and address that a reply may hold, longest first."""
    organization = pack.organization
    known = {organization.get("phone"), *organization.get("approved_numbers", ())}
    for contact in organization.get("contacts", ()):
        known |= {contact.get("phone"), contact.get("email")}
    return tuple(sorted((one for one in known if one), key=len, reverse=True))


def roles(pack: PolicyPack) -> tuple[str, ...]:
    """The names of the organization's contacts, longest first; they are no echo of anything."""
    named = {contact["role"] for contact in pack.organization.get("contacts", ())}
    return tuple(sorted({*named, pack.organization.get("name", "")} - {""}, key=len, reverse=True))


def sentences(text: str) -> int:
    """How many sentences ``text`` has."""
    return len(_SENTENCE.findall(text))


def _shape(text: str, outlet: Outlet, *, own: bool, crisis: bool) -> Iterator[Fault]:
    """Length, and characters that have no place in a plain answer."""
    words, count = len(text.split()), sentences(text)
    if odd := next((c for c in text if not _plain(c, own=own)), None):
        yield Fault("markup", repr(odd))
    if markup := _MARKUP.search(text):
        yield Fault("markup", markup[0])
    if outlet is Outlet.X:
        if len(text) > MOST_ON_X or (count > 1 and not own and not crisis):
            yield Fault("length", f"{len(text)} characters in {count} sentences")
    elif words > (MOST_WORDS if not own else 2 * MOST_WORDS):
        yield Fault("length", f"{words} words")
    elif not own and not crisis and (words < LEAST_WORDS or not 2 <= count <= MOST_SENTENCES):
        yield Fault("length", f"{words} words in {count} sentences")


def _plain(character: str, *, own: bool) -> bool:
    """Whether a reply may hold it: nothing that is not seen, and in a composed one only plain English."""
    if character in _PLAIN or (character.isascii() and character.isprintable()):
        return True
    return own and (character.isalpha() or character in _SPANISH)


def _reach(text: str, contacts: Sequence[str], needed: bool, *, emergency: bool) -> Iterator[Fault]:
    """Only the organization's own contacts, and one of them where the outcome calls for it."""
    if needed and not any(contact in text for contact in contacts):
        yield Fault("no_contact")
    rest = _without(text, (*contacts, *(EMERGENCY_NUMBERS if emergency else ())))
    if link := _LINK.search(rest):
        yield Fault("link", link[0])
    if _DIGITS.search(rest):
        yield Fault("number", "".join(_DIGITS.findall(rest)))


def _without(text: str, known: Iterable[str]) -> str:
    for one in known:
        text = re.sub(re.escape(one), " ", text, flags=re.IGNORECASE)
    return text


def _by_rules(text: str, complaint: Complaint, pack: PolicyPack, *, crisis: bool) -> Iterator[Fault]:
    """What the pack's own rules for replies say; a crisis line may name emergency numbers."""
    result = review(draft_of(text, complaint), pack)
    if result.verdict is Verdict.OK:
        return
    for finding in result.findings:
        if finding.category == NO_OFFLINE:
            continue  # whether a private contact is called for is known here, and was asked for above
        if finding.severity > 0 and not (crisis and finding.category in {"phi.contact", "phi.mrn"}):
            yield Fault(finding.rule, finding.span.of(text) if finding.span else "")
