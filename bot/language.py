"""Is this English? The word rules are; a draft in another language must be told so."""

import re

from bot.page import Page

ENOUGH_WORDS = 6
NOT_ENGLISH = (
    "This does not look like English. Only the checks that need no language (numbers, addresses, limits) "
    "apply; please ask somebody who speaks the language."
)

_ONLY_ENGLISH = (" the ", " and ", " you ", " with ")
"""Any of these settles it; most drafts are answered here."""

_WORD = re.compile(r"[^\W\d_]+")
COMMON = frozenset(
    """a about after again all also am an and any are as at back be because been before best but by can
    care come could day did do does done don't down each even every few first for from get go good got
    great had has have he health help her here him his hospital how i if in into is it its it's just know
    last let like look lot make many me more most much must my need never new next no not now nurse of
    off on one only open or other our out over own patient patients people please proud read said same
    say see she should so some staff still take team than thank thanks that the their them then there
    these they thing this those through time to today too two u up us very want was way we week well were
    what when where which while who why will with work would year years yes yet you your""".split()
)


def notices_about(page: Page) -> tuple[str, ...]:
    """What the reader of a review must know about how the draft was checked."""
    return () if looks_english(page.text) else (NOT_ENGLISH,)


def looks_english(text: str) -> bool:
    """Say whether at least an eighth of the first words are everyday English; short texts pass."""
    if any(word in text for word in _ONLY_ENGLISH):
        return True
    words = _WORD.findall(text[:4_000])
    if len(words) < ENOUGH_WORDS:
        return not words or sum(word.isascii() for word in words) * 2 >= len(words)
    return sum(word in COMMON for word in words) * 8 >= len(words)
