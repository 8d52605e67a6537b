"""Does a reply treat the reviewer as someone it knows? Grammar tells, where no list of words could.

A reply that is safe speaks of everybody, in the present: "nobody should wait without a word". A reply that
gives someone away owns ("your claim"), says what they did ("you asked for"), what it did for them ("we
placed") or tells what happened ("he went through all sixty pages"). These detectors look for those shapes;
which words stay harmless is pack data.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_WORD = re.compile(r"[a-z][a-z'-]*")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_IRREGULAR = _set(
    "was were had did went came left got took made gave said told saw chose ate brought bought caught "
    "found fell forgot held hit hurt kept knew let lost met paid put ran rang sat sent slept spoke "
    "spent stood threw wore woke lay drove drank drew broke began became built taught thought "
    "understood grew hung swore tore wasn't weren't didn't hadn't couldn't drunk eaten given taken "
    "seen gone done been chosen written known grown fallen"
)
_NOT_PAST = _set(
    "need feed indeed speed exceed proceed succeed hundred sacred naked red bed shed weed seed wed "
    "bred kindred"
)
_BE = _set("was were wasn't weren't")
_AUXILIARY = _set("had have has did were been")
_ADVERB = _set("also already then just only never ever even both all once twice since not")
_BEFORE_NOUN = _set(
    "own new old next last first recent upcoming kind lovely other whole early elderly little poor dear"
)
_CONDITION = _set("if should could would unless whether though than may might")
_TELLING = _set("tell write say share raise speak post comment rate read wait")
_PRONOUNS = _set("he she they yours mom dad he'd she'd they'd")
_PEOPLE = _set("he she mom dad he'd she'd")
_LEADING = _set("the your this his her our dr mr mrs ms nurse one two three four five six both none")
_TITLES = _set("dr mr mrs ms")
_NO_SUBJECT = _set("it that this there we you whoever anything something nothing everything i it's that's")
_NOT_INSIDE = _set(
    "is are be being been will would can could may might should must as at on in for to a an and or "
    "of with by from that who which not was were has have had do does did if when where what how "
    "about out up so but than into more hasn't haven't isn't aren't i'm they're you've you're we've "
    "we're it's i've"
)
_ASKED = _set("how what whatever where who whom whose if whether as since than why which when until")
_AFTER_DID = _set("not all what our so it this everything that want hear read say ask try do")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a page with their places, and whether only a blank parts them from the word before."""

    text: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    joined: tuple[bool, ...]

    def back(self, index: int) -> Iterator[int]:
        """Words before ``index`` in the same breath, nearest first."""
        while index > 0 and self.joined[index]:
            index -= 1
            yield index

    def found(self, page: Page, first: int, last: int) -> Found:
        start, end = self.start[first], self.end[last]
        return Found(start, end, {"words": page.typed[start:end]})


def _words(page: Page) -> _Words:
    known = page.notes.get("words")
    if isinstance(known, _Words):
        return known
    found = [(m[0], m.start(), m.end()) for m in _WORD.finditer(page.text)]
    joined, before, title = [], -1, False
    for word, start, end in found:
        gap = page.text[before:start] if before >= 0 else "."
        joined.append(gap == " " or (title and gap == ". "))
        before, title = end, word in _TITLES
    words = _Words(
        tuple(f[0] for f in found), tuple(f[1] for f in found), tuple(f[2] for f in found), tuple(joined)
    )
    page.notes["words"] = words
    return words


def _is_past(word: str) -> bool:
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST)


def _near(words: _Words, index: int, known: frozenset[str], reach: int = 4) -> bool:
    return any(words.text[i] in known for i, _ in zip(words.back(index), range(reach), strict=False))


def _verb(words: _Words, index: int) -> int | None:
    """The past verb that follows the word at ``index``, auxiliaries and adverbs passed over."""
    size = len(words.text)
    best = None
    at = index + 1
    while at < size and words.joined[at]:
        word = words.text[at]
        if _is_past(word):
            best = at
            if word not in _AUXILIARY:
                return best
        elif word not in _ADVERB and word not in _AUXILIARY:
            return best
        at += 1
    return best


def _owns(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """``your`` before a noun that is not about the review itself: ``your claim``, ``your next visit``."""
    words, allowed = _words(page), frozenset(options.get("allow", ()))
    for index, word in enumerate(words.text):
        if word != "your" or _near(words, index, frozenset({"or"}), 1):
            continue
        at = index + 1
        while at < len(words.text) and words.joined[at] and words.text[at] in _BEFORE_NOUN:
            at += 1
        if at < len(words.text) and words.joined[at] and words.text[at].removesuffix("'s") not in allowed:
            yield words.found(page, index, at)


def _did(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """``you`` with a past verb that is not about writing or feeling: ``you asked for``, ``you signed``."""
    words, allowed = _words(page), frozenset(options.get("allow", ()))
    for index, word in enumerate(words.text):
        if word not in {"you", "you'd", "you've"}:
            continue
        verb = _verb(words, index)
        if verb is None or words.text[verb] in allowed or _near(words, index, _CONDITION):
            continue
        following = words.text[verb + 1 : verb + 3]
        if following and (following[0] in _TELLING or (following[0] == "to" and following[-1] in _TELLING)):
            continue
        yield words.found(page, index, verb)


def _we_did(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """``we`` with a past verb that is not about handling the comment: ``we placed``, ``we did see``."""
    words, allowed = _words(page), frozenset(options.get("allow", ()))
    for index, word in enumerate(words.text):
        if word not in {"we", "we've", "we'd", "i", "i've", "i'd"}:
            continue
        verb = _verb(words, index)
        if verb is None or _near(words, index, _ASKED):
            continue
        if words.text[verb] == "did" and verb + 1 < len(words.text) and words.joined[verb + 1]:
            if words.text[verb + 1] not in _AFTER_DID:
                yield words.found(page, index, verb + 1)
        elif words.text[verb] not in allowed:
            yield words.found(page, index, verb)


def _told(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """What one person did or what was done, in the past: ``he waved it off``, ``the form was signed``."""
    words = _words(page)
    verbs, topics = frozenset(options.get("allow", ())), frozenset(options.get("topics", ()))
    for index, verb in enumerate(words.text):
        if not _is_past(verb) or verb == "been":
            continue
        first = _subject(words, index)
        if first is None or _near(words, first, _ASKED):
            continue
        subject = words.text[first:index]
        if "been" in subject and ("has" in subject or "have" in subject):  # mostly the state of a place
            continue
        if (verb in verbs and subject[0] not in _PEOPLE) or not topics.isdisjoint(subject):
            continue
        yield words.found(page, first, index)


def _subject(words: _Words, verb: int) -> int | None:
    """Where the one who did it, or the thing it was done to, begins."""
    nouns: list[int] = []
    for at in words.back(verb):
        word = words.text[at]
        if not nouns and (word in _ADVERB or word in _AUXILIARY):
            continue
        if not nouns and word in _PRONOUNS:
            return at
        if nouns and word in _LEADING:
            return at
        if word in _NOT_INSIDE or len(nouns) == 3 or (not nouns and "'" in word):
            break
        nouns.append(at)
    if words.text[verb] in _BE and nouns and nouns[0] == verb - 1 and words.text[nouns[0]] not in _NO_SUBJECT:
        return nouns[0]
    return None


DETECTORS = (
    Detector("owns_care", "your claim, your next visit: not your comment", _owns, {"allow": list}),
    Detector("did_something", "you asked for, you were offered: not you wrote", _did, {"allow": list}),
    Detector("we_did_something", "we placed, we did see: not we shared this", _we_did, {"allow": list}),
    Detector(
        "tells_what_happened",
        "he waved it off, the form was signed",
        _told,
        {"allow": list, "topics": list},
    ),
)
