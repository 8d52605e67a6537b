"""Can everybody read it? Hashtags, capitals, emoji, decorative letters, alt text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.detectors.hashtag_words import WORDS, with_capitals
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_HASHTAG = re.compile(r"#(?<![\w&]#)([A-Za-z0-9_]{2,})")
_LETTERS = re.compile(r"[A-Z]+")
_NO_CAPITALS = str.maketrans("", "", ascii_uppercase)
_CAPITALS = re.compile(r"[A-Z]{2,}(?![a-z])(?:[^A-Za-z\n]+[A-Z]+(?![a-z]))+")
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\u2b1b\u2b1c\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]")
_JOINED = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff\u2640\u2642\u2695]+")
_BULLET = re.compile("(?m)^[ \t]*[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]")
_ENCLOSED = "\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
_SMALL = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
_FANCY = re.compile(
    rf"[\U0001d400-\U0001d7ff\u210a-\u2134\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9{_ENCLOSED}{''.join(_SMALL)}"
    rf"]"
)
_NO_CAPTIONS = re.compile(r"\b(?:captions? (?:missing|off)|no captions?|without captions?)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
_ABBREVIATIONS = frozenset(
    "ICU NICU PICU ER ED MRI CT PET CPR RN MD CEO CFO COO CMO CNO FDA CDC CMS HIV USA UK EHR AI IV I".split()
)


def _hashtag_case(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Several words run together in one case: a screen reader says one long nonsense word."""
    least = options.get("least", 15)
    for match in _HASHTAG.finditer(page.typed):
        tag = match[1]
        if not (tag.islower() or (tag.isupper() and len(tag) >= least)) or tag.lower() in WORDS:
            continue
        better = with_capitals(tag)
        if better is not None and len(tag) > 5:
            yield Found(match.start(), match.end(), replacement=f"#{better}")
        elif len(tag) >= least:
            yield Found(match.start(), match.end())


def _all_caps(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Runs of at least ``words`` words in capitals with ``letters`` letters; a heading is none."""
    typed = page.typed
    least = options.get("letters", 14)
    if len(typed) - len(typed.translate(_NO_CAPITALS)) < least:
        return
    for match in _CAPITALS.finditer(typed):
        words = _LETTERS.findall(match[0])
        letters = sum(map(len, words))
        longer = sum(len(word) > 4 for word in words)
        enough = len(words) >= options.get("words", 3) and letters >= least and longer >= 2
        if (
            enough
            and not typed[match.start() - 1 : match.start()].isalpha()
            and not _is_heading(typed, match.start(), match.end())
        ):
            yield Found(match.start(), match.end(), replacement=_sentence_case(typed, *match.span()))


def _sentence_case(text: str, start: int, end: int) -> str:
    """The same words said quietly: small letters, a capital where a sentence begins, abbreviations kept."""
    words = _LETTERS.sub(lambda m: m[0] if m[0] in _ABBREVIATIONS else m[0].lower(), text[start:end])
    before = text[:start].rstrip(" \"'(")
    begins = not before or before[-1] in ".!?\n"
    words = re.sub(r"([.!?]\s+)([a-z])", lambda m: m[1] + m[2].upper(), words)
    return words[:1].upper() + words[1:] if begins else words


def _is_heading(text: str, start: int, end: int) -> bool:
    """Say whether the capitals fill the first line of a longer text, or a press release's own line."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    alone = not any(c.isalpha() for c in text[begin:start])
    if stop < 0:  # the whole text, or a headline set before a full sentence
        return False
    return alone and not any(c.islower() for c in text[end:stop]) and len(text) > 2 * (stop - begin)


def _emoji_load(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """More emoji than ``most``, ``in_a_row`` of them together, or lines that begin with one."""
    if page.draft.text.isascii():
        return
    typed = page.typed
    found: list[int] = []
    for match in _EMOJI.finditer(typed):
        between = typed[found[-1] + 1 : match.start()] if found else " "
        if not (found and _JOINED.fullmatch(typed[match.start()] if between == "" else between or " ")):
            found.append(match.start())
    longest, begin = (0, 0, 0), 0
    for index, at in enumerate(found):
        if index and _words_between(typed, found[index - 1], at):
            begin = index
        if index - begin + 1 > longest[2]:
            longest = (found[begin], at + 1, index - begin + 1)
    details = {"count": str(len(found))}
    if longest[2] >= options.get("in_a_row", 4):
        yield Found(longest[0], longest[1], details)
    elif len(found) > options.get("most", 6) or len(_BULLET.findall(typed)) >= options.get("bullets", 3):
        yield Found(found[0], found[-1] + 1, details)


def _words_between(text: str, one: int, other: int) -> bool:
    return any(c.isalnum() for c in text[one + 1 : other])


def _fancy_letters(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Letters from the mathematical, enclosed or small-capital alphabets; offers the plain word."""
    text = page.draft.text
    if text.isascii() or not _FANCY.search(text):
        return
    for start, end in _fancy_runs(text):
        plain = "".join(_plain(c) for c in text[start:end])
        folded = _folded_range(page, start, end)
        if folded is not None and sum(c.isalpha() for c in plain) > 1:
            yield Found(*folded, replacement=plain)


def _fancy_runs(text: str) -> Iterator[tuple[int, int]]:
    """Words that are mostly decorative letters, neighbours joined, marks at the edges left out."""
    run: tuple[int, int] | None = None
    for token in _TOKEN.finditer(text):
        fancy = [m.start() for m in _FANCY.finditer(text, token.start(), token.end())]
        letters = sum(c.isalpha() for c in token[0]) or 1
        if not fancy or len(fancy) * 2 < letters:
            if run:
                yield run
            run = None
            continue
        last = max(i for i in range(token.start(), token.end()) if text[i].isalnum() or i == fancy[-1])
        joined = run is not None and text[run[1] : fancy[0]].strip(" '’,.") == ""
        if run and not joined:
            yield run
        run = (run[0] if run and joined else fancy[0], last + 1)
    if run:
        yield run


def _plain(character: str) -> str:
    code = ord(character)
    for base in (0x1F150, 0x1F170):
        if base <= code < base + 26:
            return chr(65 + code - base)
    return _SMALL.get(character) or unicodedata.normalize("NFKC", character)


def _folded_range(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The folded range that stands for the draft's ``[start, end)``."""
    size = len(page.text)
    inside = [i for i in range(size) if start <= page.span(i, i + 1).start < end]
    return (inside[0], inside[-1] + 1) if inside else None


def _alt_text(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    context = page.draft.context
    if context.alt_text is False or (context.text and _NO_CAPTIONS.search(context.text)):
        yield Found()


DETECTORS = (
    Detector(
        "hashtag_case",
        "words run together in a hashtag",
        _hashtag_case,
        {"least": int},
        patterns=("#[a-z0-9_]{5,}",),
    ),
    Detector("all_caps", "a run of words in capitals", _all_caps, {"words": int, "letters": int}),
    Detector("emoji_load", "too many emoji", _emoji_load, {"most": int, "in_a_row": int, "bullets": int}),
    Detector("fancy_letters", "decorative letters that screen readers skip", _fancy_letters),
    Detector("alt_text_missing", "a picture without alt text", _alt_text),
)
