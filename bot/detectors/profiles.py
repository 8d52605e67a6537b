"""What goes stale in a profile, and what it leaves unsaid. Links are judged by shape, never followed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_LINK = re.compile(r"(?:https?:\/\/|www\.)[^\s<>\"']*", re.I)
_BROKEN = re.compile(
    r"\b(?:h?ttps?:/(?!/)|hh?t?tps?//|htt?ps?;//|htp{1,2}s?://|https?:\s*//\s)[^\s<>\"']*", re.I
)
_AFTER = ".,;:!?)]}…"
"""What may stand behind a link and does not belong to it."""
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}")
_NOWHERE = ("localhost", "example.com", "example.org", "example.net")
_NO_PUBLIC_END = (".local", ".localhost", ".internal", ".invalid", ".test", ".example", ".lan")
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?!\d)")


def _odd_link(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A link that by its shape alone leads nowhere, or hides where it leads."""
    typed = page.typed
    for match in _BROKEN.finditer(typed):
        end = match.start() + len(match[0].rstrip(_AFTER))
        yield Found(match.start(), end, {"why": "its beginning is misspelled, so nobody can follow it"})
    for match in _LINK.finditer(typed):
        link = match[0].rstrip(_AFTER)
        why = _odd(link, options.get("closed", ()), options.get("short", ()))
        if why is not None:
            yield Found(match.start(), match.start() + len(link), {"why": why})


def _odd(link: str, closed: Sequence[str], short: Sequence[str]) -> str | None:
    host = re.split(r"[/?#:]", link.lower().partition("://")[2] or link.lower(), maxsplit=1)[0]
    host = host.rpartition("@")[2].removeprefix("www.")
    if host.isascii() and (_DOMAIN.fullmatch(host) is None or host.endswith(_NO_PUBLIC_END)):
        return "there is no public address behind it"
    if _is(host, _NOWHERE):
        return "it is a placeholder"
    if _is(host, closed):
        return "the service behind it has closed"
    return "it hides where it leads, and may stop without notice" if _is(host, short) else None


def _is(host: str, names: Sequence[str]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _past_year(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A year, ``ago`` years back or more, after one of ``after`` or in a sentence with one of ``near``."""
    today = page.draft.context.as_of
    if today is None:
        return
    after, near = tuple(options.get("after", ())), tuple(options.get("near", ()))
    for start, end in hits:
        match = _YEAR.match(page.text, start, end)
        if match is None or int(match[0]) > today.year - options.get("ago", 1):
            continue
        before = page.text[max(0, start - 40) : start]
        if (after and re.search(rf"\b(?:{_any(after)})\s+(?:\w+\s+)?\Z", before)) or (
            near and re.search(rf"\b(?:{_any(near)})\b", page.text[slice(*page.sentence(start))])
        ):
            yield Found(start, end)


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


def _tie_not_named(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Somebody has a tie on file, as ``Company: wording``, and the profile does not name the company."""
    on_file = page.draft.context.disclosure or ""
    ties = (tie.partition(":") for tie in on_file.split(";"))
    names = [name.strip().lower() for name, colon, _ in ties if colon]
    missing = sum(name not in page.text for name in names)
    if missing:
        yield Found(details={"count": "one" if missing == 1 else str(missing)})


DETECTORS = (
    Detector(
        "odd_link",
        "a link that by its shape leads nowhere",
        _odd_link,
        {"closed": list, "short": list},
        patterns=(r"h?t{1,3}ps?[:;/]", r"www\."),
    ),
    Detector(
        "past_year",
        "a year long past, beside words that speak of now",
        _past_year,
        {"after": list, "near": list, "ago": int},
        patterns=(r"\b(?:19|20)\d\d\b",),
    ),
    Detector("tie_not_named", "a tie on file that the profile does not name", _tie_not_named),
)
