"""Does a reply to a public review break confidence or manners? It shares no code with Bedside.

It knows what was slotted into a generated review (names, days, amounts, procedures) and looks for it in the
reply, and it reads the reply for what no reply may say. Each violation is a short code.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_RELATION_NOUN = """visit visits appointment appointments surgery procedure treatment care stay admission
    chart record records account bill balance claim results test tests exam scan
    diagnosis condition doctor nurse dentist provider prescription medication recovery
    mother father husband wife son daughter child baby insurance payment copay refill
    referral""".split()
_SAYS = {
    "confirms or denies": [
        r"\byour (?:\w+ ){0,2}(?:" + "|".join(_RELATION_NOUN) + r")\b",
        r"\b(?:you|he|she|they) (?:was|were|had|came|received|visited|saw|got|left|arrived|waited)\b",
        r"\b(?:as|are|were|is|was) (?:a|an|our|one of our|not a|not our) (?:\w+ )?patient\b",
        r"\b(?:treat|treated|treating|seen|saw|cared for|served|examined|admitted|discharged) (?:you|"
        r"him|her|them)\b",
        r"\bno record\b|\bour records\b|\bthe chart\b|\bnever been a patient\b|\bnot a patient\b",
        r"\b(?:i|we) (?:can |do |hereby )?(?:confirm|deny|verify)\b|\bconfirmed\b",
        r"\b(?:choosing|trusting|visiting|chose|trusted|visited) us\b|\bsee you (?:soon|again|at|"
        r"next)\b",
    ],
    "admits": [
        r"\bour (?:fault|mistake|error|failure|negligence)\b",
        r"\bwe (?:failed|were wrong|made a mistake)\b",
    ],
    "conditional apology": [
        r"\b(?:sorry|apologi[sz]e|regret)\b[^.!?]*\bif\b",
        r"\bif\b[^.!?]*\b(?:sorry|apologi[sz]e|regret)\b",
    ],
    "promises": [
        r"\b(?:guarantee|promise)\b",
        r"\bnever happen again\b",
        r"\bwe will (?:fix|refund|make it right)\b",
    ],
    "rewards": [
        r"\b(?:free|gift|discount|refund|voucher|coupon|waive|compensation)\b",
    ],
    "blames": [
        r"\byou (?:should|must|need to|failed|did not|didn't)\b",
        r"\bnext time\b",
    ],
    "strikes back": [
        r"\b(?:liar|lying|fake|false|ridiculous|nonsense)\b",
    ],
    "threatens": [
        r"\b(?:lawyer|attorney|lawsuit|defamation|legal action)\b",
    ],
    "asks in public": [
        r"\b(?:date of birth|social security|record number|your full name|account number)\b",
    ],
    "advertises": [
        r"\baward[- ]winning\b|\bworld[- ]class\b|\bstate[- ]of[- ]the[- ]art\b",
    ],
    "names a day": [
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
        r"\b(?:january|february|april|june|july|august|september|october|november|december)\b",
    ],
}
_SAYS_CHECKED = {code: [re.compile(one) for one in patterns] for code, patterns in _SAYS.items()}
_PHONE = re.compile(r"(?:\+?\d[\d ().-]{5,}\d)")
_NUMBER = re.compile(r"\d+")


def plain(text: str) -> str:
    """Lower case, no accents, nothing unseen, single blanks."""
    decomposed = unicodedata.normalize("NFKD", text)
    seen = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf", "Me"})
    return " ".join(seen.lower().split())


def violations(
    reply: str,
    *,
    secrets: Iterable[str],
    phones: Iterable[str],
    needs_contact: bool,
    on_x: bool,
    line: bool = False,
) -> Iterator[str]:
    """Each thing that is wrong with ``reply``.

    Args:
        reply: What was offered.
        secrets: What was slotted into the review and may not come back, in the reviewer's writing.
        phones: The organization's own.
        needs_contact: The reply answers a complaint.
        on_x: One sentence of at most 280 characters.
        line: The single neutral line beside a report: no least length.
    """
    flat = plain(reply)
    for code, patterns in _SAYS_CHECKED.items():
        if any(pattern.search(flat) for pattern in patterns):
            yield code
    words = set(re.findall(r"[a-z0-9']+", flat))
    for secret in secrets:
        wanted = plain(secret)
        if (wanted in words) if wanted.isalnum() else (wanted in flat):
            yield "repeats a detail"
    rest = reply
    for phone in sorted(phones, key=len, reverse=True):
        rest = rest.replace(phone, "")
    if _PHONE.search(rest) or _NUMBER.search(rest):
        yield "a number of its own"
    if re.search(r"https?:|www\.|@|\.com\b", rest.lower()):
        yield "a link"
    if re.search(r"[<>\[\]*_#`|{}\\]", reply) or any(unicodedata.category(c) in {"Cf", "Cc"} for c in reply):
        yield "markup"
    if needs_contact and rest == reply:
        yield "no contact"
    count = len(re.findall(r"[.!?](?:\s|$)", reply))
    size = len(reply.split())
    if on_x and (len(reply) > 280 or count != 1):
        yield "length"
    if not on_x and not line and not (2 <= count <= 4 and 40 <= size <= 80):
        yield "length"
