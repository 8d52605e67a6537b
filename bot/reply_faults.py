"""What no reply to a public review may hold, whatever wrote it: a template, a person, a model.

These checks stand in code and not in a pack: an organization may word its replies as it likes, and no setting
lets a reply confirm that somebody is a patient. The pack's own rules are asked as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.echoes import echoed
from bot.model import Complaint, Context, Draft, Fault, Kind, Outlet, Verdict
from bot.policy import PolicyPack
from bot.reply_checks import CHECKS, OWED
from bot.review import review

LEAST_WORDS, MOST_WORDS = 40, 80
MOST_SENTENCES = 4
MOST_ON_X = 280
EMERGENCY_NUMBERS = ("911", "988")
NO_OFFLINE = "reply.no_offline"
"""The category of the pack's rules about a missing contact."""

LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io|co|info|biz|ru|xyz|me|ly)\b|[^\s@]{1,64}@\S{1,255}",
    re.IGNORECASE,
)
MARKUP = re.compile(r"[<>\[\]{}*_#`|~\\^=]|&\w+;|(?m:^\s*[-+•]\s)")
_DIGITS = re.compile(r"\d")
_SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
PLAIN = frozenset("\n‘’“”–—é")


def faults(
    text: str,
    complaint: Complaint,
    pack: PolicyPack,
    *,
    needs_contact: bool,
    short: bool = False,
    crisis: bool = False,
) -> tuple[Fault, ...]:
    """Everything that keeps ``text`` from being offered as a reply to ``complaint``; empty when it may be.

    Args:
        text: The reply as it would be posted.
        complaint: What it answers.
        pack: Whose contacts it may name, and whose rules it must pass.
        needs_contact: The outcome calls for a private route.
        short: One line, which needs no least number of words.
        crisis: The holding line: emergency numbers are allowed, and it is short.
    """
    contacts = contact_details(pack)
    found = [
        *_shape(text, complaint.outlet, short=short, crisis=crisis),
        *reach(text, contacts, needs_contact, emergency=crisis),
    ]
    offered = OWED.sub(" ", text)
    found += (
        Fault(code, match[0])
        for code, check in CHECKS
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


def _shape(text: str, outlet: Outlet, *, short: bool, crisis: bool) -> Iterator[Fault]:
    """Length, and characters that have no place in a plain answer."""
    words, count = len(text.split()), sentences(text)
    if odd := next((c for c in text if not _plain(c)), None):
        yield Fault("markup", repr(odd))
    if markup := MARKUP.search(text):
        yield Fault("markup", markup[0])
    if outlet is Outlet.X:
        if len(text) > MOST_ON_X or (count > 1 and not crisis):
            yield Fault("length", f"{len(text)} characters in {count} sentences")
    elif words > MOST_WORDS:
        yield Fault("length", f"{words} words")
    elif not crisis and not short and (words < LEAST_WORDS or not 2 <= count <= MOST_SENTENCES):
        yield Fault("length", f"{words} words in {count} sentences")


def _plain(character: str) -> bool:
    """Whether a composed reply may hold it: plain English, and nothing that is not seen."""
    return character in PLAIN or (character.isascii() and character.isprintable())


def reach(text: str, contacts: Sequence[str], needed: bool, *, emergency: bool) -> Iterator[Fault]:
    """Only the organization's own contacts, and one of them where the outcome calls for it."""
    if needed and not any(contact in text for contact in contacts):
        yield Fault("no_contact")
    rest = _without(text, (*contacts, *(EMERGENCY_NUMBERS if emergency else ())))
    if link := LINK.search(rest):
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
