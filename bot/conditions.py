"""What is known besides the words: the conditions that a rule's ``when`` may name."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.model import Context

RELEASED = (
    "posted by", "released by", "release approved", "approved by communications", "statement agreed",
    "statement released", "author is the", "holding line",
)  # fmt: skip
"""What the context says of a draft that the named spokesperson has let go."""

_LIVE = re.compile(r"\b(?:active|on|in force|since|live|ongoing|set)\b")
_OVER = re.compile(r"\b(?:lifted|ended|over|off|none|inactive|not (?:set|active|on))\b")

CONDITIONS: dict[str, Callable[[Context], bool | None]] = {
    "media": lambda c: c.has_media,
    "alt_text": lambda c: c.alt_text,
    "privacy_check": lambda c: c.privacy_check,
    "authorized": lambda c: c.authorized,
    "authorization_stated": lambda c: c.authorization_stated,
    "nonprofit": lambda c: _about(c.organization, ("501(c)", "nonprofit", "non-profit", "tax-exempt")),
    "listed": lambda c: _about(c.organization, ("publicly traded", "listed", "nasdaq", "nyse")),
    "freeze": lambda c: _frozen(c.freeze),
    "interest_registered": lambda c: _registered(c.disclosure),
    "released": lambda c: _about(c.text, RELEASED),
    "answering": lambda c: c.answering is not None,
}
"""Conditions a rule's ``when`` may name; each answers yes, no or unknown."""


def applies(when: Mapping[str, Sequence[str]], context: Context) -> bool:
    """Say whether what is known besides the words is among what ``when`` allows, by condition."""
    for name, allowed in when.items():
        state = CONDITIONS[name](context)
        word = "unknown" if state is None else "yes" if state else "no"
        if word not in allowed:
            return False
    return True


def _about(value: str | None, words: tuple[str, ...]) -> bool | None:
    if value is None:
        return None
    return any(word in value.lower() for word in words)


def _frozen(value: str | None) -> bool | None:
    """Say whether a freeze or a live incident is on; nothing known is not the same as lifted."""
    if value is None:
        return None
    lower = value.lower()
    return _LIVE.search(lower) is not None and _OVER.search(lower) is None


def _registered(entry: str | None) -> bool | None:
    """Say whether the disclosure register names a tie; nothing known is not the same as nothing recorded."""
    if entry is None:
        return None
    return not entry.lower().startswith(("none", "no ", "nothing", "not "))
