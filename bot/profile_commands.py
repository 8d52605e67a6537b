"""What a person may ask about their professional profiles, and how typed words become that. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

WORDS = frozenset({"profile", "profiles"})
"""The words by which such a command begins."""


@dataclass(frozen=True, slots=True)
class ShowProfiles:
    """How do my profiles stand, or this one?"""

    profile: str | None = None


@dataclass(frozen=True, slots=True)
class CheckProfile:
    """This is what stands there, or should."""

    profile: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApproveProfile:
    """What I showed last is what stands there now."""

    profile: str


@dataclass(frozen=True, slots=True)
class StillRight:
    """I looked at it, and what I approved is still right."""

    profile: str


@dataclass(frozen=True, slots=True)
class ReviewBy:
    """Let me look at it again by then: ``quarter``, ``half``, ``year``, or a day as typed."""

    profile: str
    when: str


@dataclass(frozen=True, slots=True)
class ForgetProfile:
    """I have no such profile any more."""

    profile: str


ProfileCommand = ShowProfiles | CheckProfile | ApproveProfile | StillRight | ReviewBy | ForgetProfile
_DEEDS: Mapping[str, Callable[[str], ProfileCommand]] = {
    "approve": ApproveProfile,
    "still": StillRight,
    "forget": ForgetProfile,
}


def read(rest: str) -> ProfileCommand:
    """Understand what stands behind ``profile``: a name, then a word or the profile's own text."""
    name, text = _parted(rest)
    if not text:
        return ShowProfiles(name.lower() or None)
    word, more = _parted(text)
    if word.lower() in _DEEDS and not more:
        return _DEEDS[word.lower()](name.lower())
    if word.lower() == "by" and more and len(more.split()) == 1:
        return ReviewBy(name.lower(), more)
    return CheckProfile(name.lower(), text)


def named(text: str) -> str | None:
    """The profile that ``text`` names, and nothing else: what is sent along is then its text."""
    command, *rest = text.split() or [""]
    return rest[0].lower() if command.lower() in WORDS and len(rest) == 1 else None


def _parted(words: str) -> tuple[str, str]:
    """The first word without a colon at its end, and what follows as it was written."""
    first, rest = re.fullmatch(r"\s*(\S*)\s*(.*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    return first.removesuffix(":"), rest.rstrip()
