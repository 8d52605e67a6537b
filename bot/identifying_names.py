"""Where names stand: behind a title, by a first name, or in capitals that no ordinary word has."""

import re
from collections.abc import Iterator

from bot.detectors.hashtag_words import WORDS
from bot.detectors.tagging import tag
from bot.detectors.words_care import CONDITIONS, DRUGS, PROCEDURES
from bot.detectors.words_frame import CLASS_OF
from bot.detectors.words_people import AMBIGUOUS_NAMES, FIRST_NAMES
from bot.echoes import LITTLE
from bot.known_words import ACRONYMS, KNOWN, RARE
from bot.language import COMMON
from bot.model import Outlet
from bot.page import Page

Name = tuple[int, int, bool]
"""Where it begins and ends, and whether it is a person's for sure."""

_WORD = re.compile(r"[^\W\d_](?:-\n(?=[a-z])|[^\W_]|['-])*")
_TITLES = (
    r"(?:mrs?|ms|mx|miss|dr|doctor|prof|professor|sr|sister|father|fr|rev|reverend|pastor|rabbi|imam|judge|"
    r"justice|officer|sergeant|sgt|captain|capt|lieutenant|lt|colonel|col|nurse|mayor|senator|governor|sheriff|"
    r"coach|madam|sir|lady|lord|aunt|auntie|uncle|grandma|grandpa|nana)"
)
_HONORIFIC = re.compile(rf"\b{_TITLES}\.? (?=[A-Z])", re.IGNORECASE)
_SOMEBODY = re.compile(
    rf"\b(?:{_TITLES}\.?|patient|resident|client|neighbor|named|called) ([a-z][a-z'-]{{2,}})"
)
"""In small letters: what stands behind it is a name unless it is a word."""

_ONE_LETTER = re.compile(r"\b(?i:patient|resident|client|student|witness|baby|mother) ([B-HJ-Z])\b(?!')")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\. ?)+[A-Z]\.(?!\w)")
_INITIALS_BEFORE = re.compile(r"(?:(?<![\w'])[A-Z]\.? ?)+$")
_SPELLED = re.compile(r"(?<!\w)[^\W\d_](?:[ ._*-]{1,2}[^\W\d_](?!\w)){2,40}")
"""One letter at a time: ``L o p e z``."""

_OTHER_SCRIPT = re.compile(r"[^\x00-\u02ff\u2000-\u2bff\ufe00-\ufe0f\ufffd\U0001f000-\U0010ffff]+")
"""Letters that are not Latin, and their marks: the word lists are English, so nobody knows what they say."""

_CAPITALS = re.compile(
    r"[A-Z][\w'-]*(?: (?:[A-Z]\. ?)?(?:(?:de|del|della|van|von|der|da|di|la|le|bin|al|st)\.? ){0,3}"
    r"[A-Z][\w'-]+){0,3}"
)
_TITLED = re.compile(r"[A-Z][\w'-]*\.?(?: (?:[A-Z]\. ?)?[A-Z][\w'-]+){0,2}")
_NEXT_WORD = re.compile(r" ([a-z][a-z'-]{2,})")
_NEXT_CAPITAL = re.compile(r" ([A-Z][a-z][\w'-]*)")
_TAG_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_TAG = re.compile(r"#\w+")
_ENDINGS = re.compile(r"(?:s|es|d|ed|r|er|est|ing|ly|ness|ful|less|able|ment)$")
"""What makes another word of a known one."""

_ENGLISH_END = re.compile(
    r"(?:tions?|sions?|ments?|ness|ships?|ity|ities|ology|ful|less|able|ible|ances?|ences?|isms?|ists?|ous|ive|i[sz]ed?)$"
)
"""No name ends like this, or hardly any."""

_WELL_KNOWN = frozenset(
    """i i'm i've i'd i'll english spanish america american americans us usa uk congress senate thanksgiving
    md phd mph mba dds dmd christmas easter linkedin instagram facebook threads bluesky youtube tiktok
    twitter google yelp healthgrades""".split()
) | {outlet.value for outlet in Outlet}


_LISTS = (CLASS_OF, WORDS, COMMON, LITTLE, KNOWN, CONDITIONS, DRUGS, PROCEDURES)


def named(page: Page) -> Iterator[Name]:
    """Every name on ``page``, some of them more than once."""
    yield from _titled(page)
    yield from _lettered(page)
    typed, letters = page.typed, _letters(page)
    for match in _WORD.finditer(typed):
        word = match[0].removesuffix("'s").removesuffix("'")
        start = match.start()
        if letters.get(start) == "N" or is_first_name(word):
            yield _with_initials(typed, start), _end_of_name(typed, start, len(word)), True
        elif not word.islower() and not _is_ordinary(word, page, start):
            capitals = _CAPITALS.match(typed, start)
            end = _without_owner(typed, max(match.end(), capitals.end() if capitals else 0))
            yield _with_initials(typed, start), end, False


def strangers(page: Page) -> Iterator[tuple[int, int]]:
    """Words in small letters that nobody knows: where somebody is told of, one may be their name."""
    for match in _WORD.finditer(page.typed):
        if match[0].islower() and not is_plain(match[0]):
            yield match.span()


def _titled(page: Page) -> Iterator[Name]:
    """Behind a title, or behind a word for a person; in a hashtag."""
    typed = page.typed
    for match in _HONORIFIC.finditer(typed):
        if name := _TITLED.match(typed, match.end()):
            yield name.start(), _without_owner(typed, name.end()), True
    for match in _SOMEBODY.finditer(page.text):
        if not is_plain(match[1]):
            yield *match.span(1), True
    for match in _ONE_LETTER.finditer(typed):
        yield *match.span(1), True
    for match in _TAG.finditer(typed):
        if any(is_first_name(part) for part in _TAG_PART.findall(match[0])):
            yield *match.span(), True


def _lettered(page: Page) -> Iterator[Name]:
    """By its letters: initials, a word that is spelled out, another script."""
    for match in _INITIALS.finditer(page.typed):
        if not _is_short_form("".join(filter(str.isalpha, match[0].lower()))):
            yield *match.span(), False
    for match in _SPELLED.finditer(page.typed):
        yield *match.span(), False
    end = 0
    for match in _OTHER_SCRIPT.finditer(page.typed):
        if match.start() >= end:
            start, end = _whole(page.typed, *match.span())
            yield start, end, False


def _whole(typed: str, start: int, end: int) -> tuple[int, int]:
    """The words that ``[start, end)`` is part of: other letters are mixed into them as well."""
    while start > 0 and (typed[start - 1].isalnum() or typed[start - 1] == "_"):
        start -= 1
    while end < len(typed) and (typed[end].isalnum() or typed[end] == "_"):
        end += 1
    return start, end


def is_first_name(word: str) -> bool:
    """Say whether ``word`` is a first name and nothing else."""
    low = word.lower()
    return low in FIRST_NAMES and low not in AMBIGUOUS_NAMES


def is_word(low: str) -> bool:
    """Say whether ``low``, in small letters, is a word that people use of anything."""
    return any(low in words or low.removesuffix("s") in words for words in _LISTS)


def is_plain(word: str) -> bool:
    """Say whether every part of ``word`` is a word, or made of one as ``kindest`` is of ``kind``."""
    parts = [part for part in re.split(r"['-]\n?", word.lower()) if len(part) > 2]
    return all(is_word(part) or part in RARE or _is_made_of_a_word(part) for part in parts)


def _is_made_of_a_word(low: str) -> bool:
    if _is_short_form(low) or _ENGLISH_END.search(low):
        return True
    stem = _ENDINGS.sub("", low)
    return stem != low and any(
        is_word(one) for one in (stem, stem + "e", stem[:-1], stem.removesuffix("i") + "y")
    )


def _is_short_form(low: str) -> bool:
    return low in ACRONYMS or low.removesuffix("s") in ACRONYMS or low in _WELL_KNOWN


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
        if not is_plain(last):
            return after.start(1) + len(last)
    return end


def _with_initials(typed: str, start: int) -> int:
    """Where a name begins with the initials before it: ``J. Smith``."""
    before = _INITIALS_BEFORE.search(typed, max(0, start - 12), start)
    return before.start() if before is not None else start


def _without_owner(typed: str, end: int) -> int:
    return end - 2 if typed[end - 2 : end] == "'s" else end


def _is_ordinary(word: str, page: Page, start: int) -> bool:
    """Say whether a capital makes no name: the word is known, and no strange one stands behind it."""
    low = word.lower()
    if len(word) == 1 or _is_short_form(low):
        return True
    if not all(is_word(part) or len(part) == 1 for part in re.split(r"['-]\n?", low)):
        return False
    after = page.typed[start + len(word) : start + len(word) + 40]
    begins = page.sentence(start)[0] == start or page.typed[:start].rstrip(" \"'(*•-")[-1:] in {"", "\n"}
    return begins or not _strange_capital_follows(after)


def _strange_capital_follows(after: str) -> bool:
    """A known word in the middle of a sentence with a strange one behind it: ``Baker Kowalczyk``."""
    following = _NEXT_CAPITAL.match(after)
    return following is not None and not is_word(following[1].lower().removesuffix("'s"))
