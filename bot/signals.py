"""What a draft is like, as far as outlets care: long or short, with a picture, about an event. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from bot.detectors.outlets import LINK, weight
from bot.model import Draft
from bot.page import Page

LONG = 700
"""Characters from which a text is an argument that wants room."""
SHORT = 280
"""Characters, links counted as X counts them, up to which a text is a short one."""

SHAPES: Mapping[str, str] = {
    "long": "it is long enough to want room",
    "short": "it is short",
    "picture": "it comes with a picture",
    "video": "it comes with a video",
    "link": "it leads somewhere by a link",
}
"""What can be said of a draft without its words; a pack's ``signals`` say the rest."""

_VIDEO = re.compile(r"\b(?:videos?|reels?|clips?|footage)\b", re.I)


def signals_of(draft: Draft, signals: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What ``draft`` is like: the id of each signal that it gives, with its title in words."""
    found = {name: SHAPES[name] for name in _shapes(draft)}
    text = Page(draft).text
    for item in signals:
        if item.get("status", "active") == "active" and mentions(text, item["words"]):
            found[item["id"]] = item["title"]
    return found


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether ``text``, in small letters, has one of ``words``; ``*`` at a word's end lets it go on."""
    return _any_of(tuple(words)).search(text) is not None


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words only, each escaped: no author's pattern is ever compiled here."""
    folded = (re.escape(word.lower().rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(folded) or '(?!)'})(?!\w)")


def _shapes(draft: Draft) -> Iterable[str]:
    text = draft.text.strip()
    if len(text) >= LONG:
        yield "long"
    elif weight(text, link=23, wide=2) <= SHORT:
        yield "short"
    shown = draft.context.attachments if draft.context.has_media else None
    if shown is not None:
        yield "video" if _VIDEO.search(shown) else "picture"
    if LINK.search(text):
        yield "link"
