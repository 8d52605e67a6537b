"""What an outlet allows: length as that outlet counts it, media, hashtags. Limits are pack data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.model import Draft, Outlet
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_LINK = re.compile(
    r"https?://\S+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|example)(?:/\S*)?", re.I
)
_HASHTAG = re.compile(r"(?<![\w&])#\w*[^\W\d]\w*")
LINK_WEIGHT = 23
"""X counts every link as this many characters (docs.x.com, counting characters)."""


def weight(text: str) -> int:
    """Length as X counts it: links 23, Latin 1, emoji and CJK 2; NFC first.

    Source: X's published configuration, version 3 of its text rules.
    """
    text = unicodedata.normalize("NFC", text)
    links = len(_LINK.findall(text))
    rest = _LINK.sub("", text)
    return links * LINK_WEIGHT + sum(_clusters(rest))


def _clusters(text: str) -> Iterable[int]:
    """The weight of each visible character; an emoji with its joiners and tones counts 2 once."""
    joined = False
    for character in text:
        code = ord(character)
        if code == 0x200D:
            joined = True
            continue
        if code in {0xFE0E, 0xFE0F} or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
            continue
        if joined:
            joined = False
            continue
        light = (
            code <= 0x10FF or 0x2000 <= code <= 0x200D or 0x2010 <= code <= 0x201F or 0x2032 <= code <= 0x2037
        )
        yield 1 if light else 2


def length(draft: Draft) -> int:
    """The length of ``draft`` as its outlet counts it; Google counts UTF-8 bytes."""
    if draft.outlet is Outlet.X:
        return weight(draft.text)
    if draft.outlet is Outlet.GOOGLE:
        return len(draft.text.encode("utf-8", "replace"))
    return len(draft.text)


def _too_long(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    limit = options["limits"].get(page.draft.outlet.value)
    if limit is None or len(page.draft.text) * 4 < limit:
        return
    count = length(page.draft)
    if count > limit:
        yield Found(details={"count": f"{count:,}", "limit": f"{limit:,}", "over": f"{count - limit:,}"})


def _no_media(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    if page.draft.context.has_media is False:
        yield Found()


def _many_hashtags(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    tags = [match.span() for match in _HASHTAG.finditer(page.typed)]
    most = options["most"]
    if len(tags) > most:
        yield Found(tags[most][0], tags[-1][1], {"count": str(len(tags)), "most": str(most)}, replacement="")


_SHORT = frozenset({Outlet.X, Outlet.BLUESKY, Outlet.THREADS})
_THREAD = re.compile(r"\b\d{1,2}/\d{1,2}\b|\bthread\b|🧵", re.I)
_GREETING = re.compile(
    r"(?:happy|good (?:morning|afternoon|evening)|hello|hi|hey|dear|greetings|tgif|hope (?:you|everyone)|"
    r"#\w+|@\w+|it's (?:monday|friday))\b"
)
_MEETS_THE_EYE = re.compile(
    r"\b(?:photos?|picture|swipe|video|reel|look at|see below|carousel|mural)\b", re.I
)


def _better_outlet(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A long argument on an outlet for short news; a link on one that hides links; pictures without one."""
    draft = page.draft
    limit = options["limits"].get(draft.outlet.value)
    if (
        draft.outlet in _SHORT
        and limit is not None
        and len(draft.text) > limit
        and not _THREAD.search(draft.text)
    ):
        yield Found(
            details={
                "better": "LinkedIn",
                "why": "LinkedIn gives an argument of this length room and readers.",
            }
        )
    elif (
        draft.outlet is Outlet.INSTAGRAM and len(draft.text) > 1_200 and not _MEETS_THE_EYE.search(draft.text)
    ):
        yield Found(
            details={"better": "LinkedIn", "why": "Instagram shows pictures; few read a long caption there."}
        )
    elif draft.outlet is Outlet.INSTAGRAM and _LINK.search(draft.text):
        yield Found(
            details={
                "better": "Facebook or LinkedIn",
                "why": "Links in an Instagram caption cannot be clicked.",
            }
        )


def _late_point(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A long text whose first ``fold`` characters are spent on greetings and tags."""
    if len(page.text) < options["from"]:
        return
    end = 0
    for begin in page.sentence_starts():
        if _GREETING.match(page.text, begin) is None:
            break
        end = page.sentence(begin)[1]
    if end >= options["fold"] // 3:
        yield Found(0, end, {"fold": str(options["fold"])})


DETECTORS = (
    Detector("too_long", "longer than the outlet allows", _too_long, {"limits": dict}),
    Detector("no_media", "nothing is attached, and the outlet needs a picture", _no_media),
    Detector(
        "many_hashtags",
        "more hashtags than the outlet takes",
        _many_hashtags,
        {"most": int},
        patterns=("#[a-z0-9_]",),
    ),
    Detector("better_outlet", "an outlet that would suit the draft better", _better_outlet, {"limits": dict}),
    Detector("late_point", "the first lines are spent on greetings", _late_point, {"fold": int, "from": int}),
)
