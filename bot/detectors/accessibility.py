"""Can everybody read it? Hashtags, capitals, emoji, decorative letters, alt text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_HASHTAG = re.compile(r"(?<![\w&])#([A-Za-z0-9_]{2,})")
_TOKEN = re.compile(r"[^\s]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]")
_FANCY = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189]+")
_FANCY_RUN = re.compile(_FANCY.pattern + "(?:[^\\w\\n]{1,2}" + _FANCY.pattern + ")*")


def _hashtag_case(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Several words run together in one case: a screen reader says one long nonsense word."""
    least = options.get("least", 12)
    for match in _HASHTAG.finditer(page.typed):
        tag = match[1]
        letters = [c for c in tag if c.isalpha()]
        if len(tag) >= least and letters and (tag.islower() or (tag.isupper() and len(letters) >= least)):
            yield Found(match.start(), match.end())


def _all_caps(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Runs of at least ``words`` words in capitals, or one run of ``letters`` letters."""
    run: list[re.Match[str]] = []

    def ends() -> Iterable[Found]:
        letters = sum(len(word[0]) for word in run)
        longer = sum(len(word[0]) > 3 for word in run)
        if len(run) >= options.get("words", 3) and letters >= options.get("letters", 12) and longer >= 2:
            yield Found(run[0].start(), run[-1].end())
        run.clear()

    for word in _LETTERS.finditer(page.typed):
        if run and "\n" in page.typed[run[-1].end() : word.start()]:
            yield from ends()
        if word[0].isupper() and not (len(word[0]) == 1 and not run):
            run.append(word)
        else:
            yield from ends()
    yield from ends()


def _emoji_load(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """More emoji in the draft than ``most``, or ``in_a_row`` of them together."""
    if page.draft.text.isascii():
        return
    found = [match.start() for match in _EMOJI.finditer(page.typed)]
    row_start, row = 0, 0
    longest = (0, 0, 0)
    for index, at in enumerate(found):
        if index and page.typed[found[index - 1] + 1 : at].strip() == "":
            row += 1
        else:
            row_start, row = at, 1
        if row > longest[2]:
            longest = (row_start, at + 1, row)
    details = {"count": str(len(found))}
    if longest[2] >= options.get("in_a_row", 4):
        yield Found(longest[0], longest[1], details)
    elif len(found) > options.get("most", 6):
        yield Found(found[0], found[-1] + 1, details)


def _fancy_letters(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Letters from the mathematical or enclosed alphabets; the replacement is the plain word."""
    text = page.draft.text
    if text.isascii():
        return
    for match in _FANCY_RUN.finditer(text):
        start, end = match.span()
        plain = "".join(unicodedata.normalize("NFKC", c) for c in match[0])
        folded = _folded_range(page, start, end)
        if folded is not None and any(c.isalpha() for c in plain):
            yield Found(*folded, replacement=plain)


def _folded_range(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The folded range that stands for the draft's ``[start, end)``."""
    size = len(page.text)
    inside = [i for i in range(size) if start <= page.span(i, i + 1).start < end]
    return (inside[0], inside[-1] + 1) if inside else None


def _alt_text(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    if page.draft.context.alt_text is False:
        yield Found()


DETECTORS = (
    Detector(
        "hashtag_case",
        "words run together in a hashtag",
        _hashtag_case,
        {"least": int},
        patterns=("#[a-z0-9_]{2,}",),
    ),
    Detector("all_caps", "a run of words in capitals", _all_caps, {"words": int, "letters": int}),
    Detector("emoji_load", "too many emoji", _emoji_load, {"most": int, "in_a_row": int}),
    Detector("fancy_letters", "decorative letters that screen readers skip", _fancy_letters),
    Detector("alt_text_missing", "a picture without alt text", _alt_text),
)
