"""People's words for Slack: shown as they are, without any power. Pure and total.

Words go into ``plain_text`` and ``rich_text`` objects, in which Slack looks for nothing; only a message's
``text``, which notifications show, is read for links and mentions, so it is escaped.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

from adapters.slack.limits import escaped, weight

_UNSEEN = (
    {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"}
    | {127: 0x2421, 13: None}
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)
_CUTS = ("\n\n", "\n", ". ", " ")
_JOINERS = {"\u200d", "\ufe0f", "\ufe0e"}
_MARKED = re.compile(r"<([^<>]*)>")


def visible(text: str) -> str:
    """``text`` with control characters as the signs that stand for them; half characters are replaced."""
    return text.translate(_UNSEEN)


def fallback(text: str) -> str:
    """``text`` for a message's own ``text``, where Slack would look for links and mentions."""
    return escaped(visible(text))


def shortened(words: str, most: int) -> str:
    """``words`` on one line, cut at ``most`` characters with a sign that something is missing."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def pieces(text: str, most: int) -> Iterator[str]:
    """Cut ``text`` where a paragraph, line, sentence or word ends; put together it is ``text`` again.

    Args:
        text: Anything.
        most: The greatest ``weight`` of a piece.
    """
    start = 0
    while start < len(text):
        end = _farthest(text, start, most)
        if end < len(text):
            end = _good_cut(text, start, end)
        yield text[start:end]
        start = end


def _farthest(text: str, start: int, most: int) -> int:
    """The end of the longest piece that fits; at least one character."""
    end = min(len(text), start + most)
    while (over := weight(text[start:end]) - most) > 0 and end > start + 1:
        end = max(start + 1, end - max(1, over // 5))  # "&amp;" is the costliest character
    return end


def _good_cut(text: str, start: int, end: int) -> int:
    for mark in _CUTS:
        at = text.rfind(mark, start + (end - start) // 2, end)
        if at >= 0:
            return at + len(mark)
    cut = end
    while cut > max(start + 1, end - 32) and _belongs_together(text, cut):
        cut -= 1
    return end if _belongs_together(text, cut) else cut


def _belongs_together(text: str, at: int) -> bool:
    """Whether a cut before ``at`` would tear an accent or a composed emoji."""
    return bool(
        unicodedata.combining(text[at])
        or text[at] in _JOINERS
        or text[at - 1] == "\u200d"
        or 0x1F3FB <= ord(text[at]) <= 0x1F3FF
    )


def typed(text: str) -> str:
    """What a person typed, from how Slack hands it on: links, mentions and three signs are coded there."""
    return html.unescape(_MARKED.sub(_as_typed, text)) if "&" in text or "<" in text else text


def _as_typed(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    match target[:1]:
        case "@" | "#":
            sign = target[0]
            return sign + (label or target[1:]).lstrip(sign)
        case "!":
            return label or "@" + target[1:].partition("^")[0]
        case _:
            return label or target.removeprefix("mailto:")
