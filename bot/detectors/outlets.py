"""What an outlet allows: length as that outlet counts it, media, hashtags.

What each allows and how it counts is pack data (``outlets:``, see ``bot.outlet_schema``) and comes with a
rule's options.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

LINK = re.compile(
    r"https?://\S+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|example)(?:/\S*)?", re.I
)
HASHTAG = re.compile(r"#(?<![\w&]#)\w*[^\W\d]\w*")


def weight(text: str, *, link: int, wide: int) -> int:
    """Length as X counts it: a link ``link``, Latin 1, emoji and CJK ``wide``; NFC first.

    Source: X's published configuration, version 3 of its text rules.
    """
    text = unicodedata.normalize("NFC", text)
    links = len(LINK.findall(text))
    rest = LINK.sub("", text)
    return links * link + sum(_clusters(rest, wide))


def _clusters(text: str, wide: int) -> Iterable[int]:
    """The weight of each visible character; an emoji with its joiners and tones counts once."""
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
        yield 1 if light else wide


def length(text: str, outlet: Mapping[str, Any]) -> int:
    """The length of ``text`` as ``outlet`` counts it: characters, UTF-8 bytes, or weighted."""
    counts = outlet.get("counts", "characters")
    if counts == "weighted":
        return weight(text, link=outlet["link"], wide=outlet["wide"])
    return len(text.encode("utf-8", "replace")) if counts == "bytes" else len(text)


def _outlet(page: Page, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the pack says of the draft's outlet."""
    known: Mapping[str, Any] = options.get("outlets", {}).get(page.draft.outlet.value, {})
    return known


def _too_long(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    outlet = _outlet(page, options)
    limit = outlet.get("limit")
    if limit is None or len(page.draft.text) * 4 < limit:
        return
    count = length(page.draft.text, outlet)
    if count > limit:
        yield Found(details={"count": f"{count:,}", "limit": f"{limit:,}", "over": f"{count - limit:,}"})


def _no_media(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    if page.draft.context.has_media is False:
        yield Found()


def _many_hashtags(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    most = options.get("most") or _outlet(page, options).get("hashtags")
    tags = [match.span() for match in HASHTAG.finditer(page.typed)]
    if most is not None and len(tags) > most:
        yield Found(tags[most][0], tags[-1][1], {"count": str(len(tags)), "most": str(most)}, replacement="")


_THREAD = re.compile(r"\b\d{1,2}/\d{1,2}\b|\bthread\b|🧵", re.I)
_GREETING = re.compile(
    r"(?:happy|good (?:morning|afternoon|evening)|hello|hi|hey|dear|greetings|tgif|hope (?:you|everyone)|"
    r"#\w+|@\w+|it's (?:monday|friday))\b"
)
_MEETS_THE_EYE = re.compile(
    r"\b(?:photos?|picture|swipe|video|reel|look at|see below|carousel|mural)\b", re.I
)


LINKEDIN = "LinkedIn"


def _better_outlet(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A long argument on an outlet for short news; a link on one that hides links; pictures without one."""
    outlet, text = _outlet(page, options), page.draft.text
    caption = outlet.get("caption")
    if outlet.get("short_news") and len(text) > outlet.get("limit", len(text)) and not _THREAD.search(text):
        yield _better(LINKEDIN, "LinkedIn gives an argument of this length room and readers.")
    elif caption is not None and len(text) > caption and not _MEETS_THE_EYE.search(text):
        yield _better(LINKEDIN, "People come here for pictures; few read a long caption.")
    elif not outlet.get("links_clickable", True) and LINK.search(text):
        yield _better(f"Facebook or {LINKEDIN}", "Links in a caption cannot be followed here.")


def _better(outlet: str, why: str) -> Found:
    return Found(details={"better": outlet, "why": why})


def _late_point(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A long text whose first ``fold`` characters are spent on greetings and tags."""
    fold = _outlet(page, options).get("fold")
    if fold is None or len(page.text) < options["from"]:
        return
    end = 0
    for begin in page.sentence_starts():
        if _GREETING.match(page.text, begin) is None:
            break
        end = page.sentence(begin)[1]
    if end >= fold // 3:
        yield Found(0, end, {"fold": str(fold)})


DETECTORS = (
    Detector("too_long", "longer than the outlet allows", _too_long, {"outlets": dict}),
    Detector("no_media", "nothing is attached, and the outlet needs a picture", _no_media),
    Detector(
        "many_hashtags",
        "more hashtags than the outlet takes",
        _many_hashtags,
        {"most": int, "outlets": dict},
        patterns=("#[a-z0-9_]",),
    ),
    Detector(
        "better_outlet", "an outlet that would suit the draft better", _better_outlet, {"outlets": dict}
    ),
    Detector(
        "late_point", "the first lines are spent on greetings", _late_point, {"outlets": dict, "from": int}
    ),
)
