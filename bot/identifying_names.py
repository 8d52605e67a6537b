"""Where names stand: behind a title, by a first name, or in capitals that no ordinary word has."""

import re
from collections.abc import Iterator

from bot.detectors.hashtag_words import WORDS
from bot.detectors.tagging import tag
from bot.detectors.words_frame import CLASS_OF
from bot.detectors.words_people import AMBIGUOUS_NAMES, FIRST_NAMES
from bot.echoes import LITTLE
from bot.language import COMMON
from bot.model import Outlet
from bot.page import Page

Name = tuple[int, int, bool]
"""Where it begins and ends, and whether it is a person's for sure."""

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_HONORIFIC = re.compile(
    r"\b(?:mrs?|ms|mx|miss|dr|doctor|prof|professor|sr|sister|father|fr|rev|reverend|pastor|rabbi|imam|judge|"
    r"justice|officer|sergeant|sgt|captain|capt|lieutenant|lt|colonel|col|nurse|mayor|senator|governor|sheriff|"
    r"coach|madam|sir|lady|lord|aunt|auntie|uncle|grandma|grandpa|nana)\.? (?=[A-Z])",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"[A-Z][\w'-]*(?: (?:[A-Z]\. ?)?(?:(?:de|del|della|van|von|der|da|di|la|le|bin|al|st)\.? ){0,3}"
    r"[A-Z][\w'-]+){0,3}"
)
_TITLED = re.compile(r"[A-Z][\w'-]*\.?(?: (?:[A-Z]\. ?)?[A-Z][\w'-]+){0,2}")
_NEXT_WORD = re.compile(r" ([a-z][a-z'-]{2,})")
_NEXT_CAPITAL = re.compile(r" ([A-Z][a-z][\w'-]*)")
_TAG_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_TAG = re.compile(r"#\w+")
_ORDINARY_END = re.compile(
    r"(?:ing|ly|tions?|sions?|ments?|ness|ships?|ity|ities|ed|ology|ful|less|able|ible|ances?|ences?|isms?|ists?|"
    r"ous|ive|ics?|al|ors?|est|i[sz]e)$"
)
_DOES_SOMETHING = re.compile(
    r" (?:was|is|had|has|came|went|will|did|said|told|lost|died|passed|got|needs?|loves?|who)\b|'s\b| [A-Z]"
)
_WELL_KNOWN = frozenset(
    """i i'm i've i'd i'll english spanish america american americans us usa uk congress senate thanksgiving
    christmas easter linkedin instagram facebook threads bluesky youtube tiktok twitter google yelp
    healthgrades""".split()
) | {outlet.value for outlet in Outlet}


def named(page: Page) -> Iterator[Name]:
    """Every name on ``page``, some of them more than once."""
    typed = page.typed
    for match in _HONORIFIC.finditer(typed):
        if name := _TITLED.match(typed, match.end()):
            yield name.start(), _without_owner(typed, name.end()), True
    for match in _TAG.finditer(typed):
        if any(is_first_name(part) for part in _TAG_PART.findall(match[0])):
            yield *match.span(), True
    letters = _letters(page)
    for match in _WORD.finditer(typed):
        word = match[0].removesuffix("'s").removesuffix("'")
        if letters.get(match.start()) == "N" or is_first_name(word):
            yield match.start(), _end_of_name(typed, match.start(), len(word)), True
        elif word[0].isupper() and not _is_ordinary(word, page, match.start()):
            capitals = _CAPITALS.match(typed, match.start())
            yield match.start(), _without_owner(typed, capitals.end() if capitals else match.end()), False


def is_first_name(word: str) -> bool:
    """Say whether ``word`` is a first name and nothing else."""
    low = word.lower()
    return low in FIRST_NAMES and low not in AMBIGUOUS_NAMES


def is_word(low: str) -> bool:
    """Say whether ``low``, in small letters, is a word that people use of anything."""
    return any(low in words or low.removesuffix("s") in words for words in (CLASS_OF, WORDS, COMMON, LITTLE))


def _letters(page: Page) -> dict[int, str]:
    """The tagger's class of every word, by where the word begins."""
    tagged = tag(page)
    return {start: letter for (start, _), letter in zip(tagged.spans(), tagged.letters, strict=True)}


def _end_of_name(typed: str, start: int, length: int) -> int:
    """Where a name that begins with a first name ends: behind more capitals, or one unknown word."""
    end = start + length
    capitals = _CAPITALS.match(typed, start)
    if capitals is not None and capitals.end() > end:
        return _without_owner(typed, capitals.end())
    if typed[start].islower() and (after := _NEXT_WORD.match(typed, end)):
        last = after[1].removesuffix("'s")
        if not is_word(last) and not _ORDINARY_END.search(last):
            return after.start(1) + len(last)
    return end


def _without_owner(typed: str, end: int) -> int:
    return end - 2 if typed[end - 2 : end] == "'s" else end


def _is_ordinary(word: str, page: Page, start: int) -> bool:
    """Say whether a capital makes no name: the word is known, or it only begins a sentence."""
    low = word.lower()
    if low in _WELL_KNOWN or (word.isupper() and len(word) <= 5):
        return True
    after = page.typed[start + len(word) : start + len(word) + 40]
    begins = page.sentence(start)[0] == start or page.typed[:start].rstrip(" \"'(*•-")[-1:] in {"", "\n"}
    if all(is_word(part) for part in low.split("-")):
        return begins or not _strange_capital_follows(after)
    following = _NEXT_CAPITAL.match(after)
    if begins and following is not None and is_first_name(following[1].removesuffix("'s")):
        return True
    return begins and (_ORDINARY_END.search(low) is not None or not _DOES_SOMETHING.match(after))


def _strange_capital_follows(after: str) -> bool:
    """A known word in the middle of a sentence with a strange one behind it: ``Baker Kowalczyk``."""
    following = _NEXT_CAPITAL.match(after)
    return following is not None and not is_word(following[1].lower().removesuffix("'s"))
