"""A draft as it would stand on another outlet: cut at sentences or not at all, no word invented. Pure.

Only three things are done to a text: hashtags get capitals, surplus ones go, and those of the organization's
own list come at its end. Everything else that an outlet asks for is a sentence to its author.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.detectors.hashtag_words import with_capitals
from bot.detectors.outlets import HASHTAG, LINK, length
from bot.model import Draft, Outlet
from bot.outlet_names import OUTLET_NAMES
from bot.page import Page
from bot.signals import mentions
from bot.splitting import packed, sentences

_IN_A_ROW, _APART = " ", "\n\n"


@dataclass(frozen=True, slots=True)
class Version:
    """A draft for one outlet.

    Attributes:
        posts: As they go out, one after another; joined, they are ``text``. Empty where it does not fit.
        over: So much is too much, as the outlet counts, where it does not fit.
        changes: What was done to the text.
        prompts: What its author should still see to.
        seen_first: What readers see before they ask for more; empty where they see everything.
    """

    outlet: Outlet
    text: str = field(repr=False)
    posts: tuple[str, ...] = field(default=(), repr=False)
    over: int = 0
    changes: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    seen_first: str = field(default="", repr=False)

    @property
    def shown(self) -> tuple[str, ...]:
        """The posts without blanks at their ends."""
        return tuple(post.strip() for post in self.posts)


def adapted(
    draft: Draft, outlet: Outlet, data: Mapping[str, Any], hashtags: Sequence[Mapping[str, Any]]
) -> Version:
    """``draft`` for ``outlet``, of which the pack says ``data``; ``hashtags`` are the organization's own."""
    text, changes = _with_capitals(draft.text.strip(), hashtags)
    text, gone = _without_surplus(text, data.get("hashtags"))
    more = _more_tags(text, data.get("tags", 0), hashtags)
    posts = _posts(text, data)
    longer = _posts(_with_tags(text, more), data) if more and posts is not None else None
    if posts is not None and longer is not None and len(longer) == len(posts):
        text, posts = _with_tags(text, more), longer
        changes = (*changes, f"Added from your organization's list: {_tags(more)}.")
    return Version(
        outlet,
        text,
        posts or (),
        max(0, length(text, data) - data.get("limit", length(text, data))) if posts is None else 0,
        (*changes, *gone, *_cut(posts)),
        tuple(_prompts(draft, text, outlet, data)),
        _seen_first(text, data.get("fold")),
    )


def _posts(text: str, data: Mapping[str, Any]) -> tuple[str, ...] | None:
    limit = data.get("limit")

    def fits(post: str) -> bool:
        return limit is None or length(post, data) <= limit

    if fits(text):
        return (text,)
    posts = packed(sentences(text), fits) if data.get("thread") else None
    return posts if posts is not None and len(posts) <= data.get("thread", 1) else None


def _cut(posts: Sequence[str] | None) -> tuple[str, ...]:
    if posts is None or len(posts) < 2:
        return ()
    return (f"Cut into {len(posts)} posts, each at the end of a sentence.",)


def _with_capitals(text: str, hashtags: Sequence[Mapping[str, Any]]) -> tuple[str, tuple[str, ...]]:
    """Each hashtag with a capital for each of its words, as the organization writes it where it has it."""
    own = {item["tag"].lower(): item["tag"] for item in hashtags}
    changed: list[str] = []

    def better(match: re.Match[str]) -> str:
        tag = match[0][1:]
        wanted = own.get(tag.lower()) or (with_capitals(tag) if tag == tag.lower() else None) or tag
        if wanted != tag:
            changed.append(wanted)
        return f"#{wanted}"

    text = HASHTAG.sub(better, text)
    return text, (f"Gave a capital to each word of {_tags(dict.fromkeys(changed))}.",) if changed else ()


def _without_surplus(text: str, most: int | None) -> tuple[str, tuple[str, ...]]:
    """Hashtags beyond ``most``: at the end they go; within a sentence their word stays, without the sign."""
    found = list(HASHTAG.finditer(text))
    if most is None or len(found) <= most:
        return text, ()
    last = _end_row(text, found)
    gone = [match[0][1:] for match in found[most:]]
    for match in reversed(found[most:]):
        if match.start() >= last:
            text = text[: match.start()].rstrip() + text[match.end() :]
        else:
            text = text[: match.start()] + text[match.start() + 1 :]
    return text.rstrip(), (f"Left out beyond {most} hashtags: {_tags(gone)}.",)


def _end_row(text: str, found: Sequence[re.Match[str]]) -> int:
    """Where the row of hashtags at the end of ``text`` begins; its length where there is none."""
    begin = len(text)
    for match in reversed(found):
        if text[match.end() : begin].strip():
            break
        begin = match.start()
    return begin


def _more_tags(text: str, wanted: int, hashtags: Sequence[Mapping[str, Any]]) -> list[str]:
    """Tags of the organization's list that go with the text, as far as there is room."""
    there = [match[0][1:].lower() for match in HASHTAG.finditer(text)]
    words = Page(Draft(text)).text
    fitting = [
        item["tag"]
        for item in hashtags
        if item.get("status", "active") == "active"
        and item["tag"].lower() not in there
        and mentions(words, item["when"])
    ]
    return fitting[: max(0, wanted - len(there))]


def _with_tags(text: str, tags: Sequence[str]) -> str:
    row = _IN_A_ROW.join(f"#{tag}" for tag in tags)
    in_a_row = _end_row(text, list(HASHTAG.finditer(text))) < len(text)
    return f"{text}{_IN_A_ROW if in_a_row else _APART}{row}"


def _prompts(draft: Draft, text: str, outlet: Outlet, data: Mapping[str, Any]) -> list[str]:
    """What the outlet asks for that nobody but the author can give."""
    name, known, found = OUTLET_NAMES[outlet], draft.context, []
    needs = data.get("needs")
    if needs is not None and not known.has_media:
        found.append(f"{name} needs a {needs}: one that shows no patient, screen or badge.")
    if (needs == "picture" or known.has_media) and known.alt_text is not True:
        found.append("Write alt text: what the picture shows, and why it is there, in a sentence or two.")
    if needs == "video" or "video" in (known.attachments or "").lower():
        found.append("Give the video captions; many watch without sound, and some cannot hear.")
    if LINK.search(text):
        if not data.get("links_clickable", True):
            found.append("A link cannot be followed there: put it into your profile, and say so.")
        elif data.get("link"):
            found.append(f"A link counts {data['link']} there, however long it is.")
    if data.get("caption") and len(text) > data["caption"]:
        found.append(f"Few read past {data['caption']:,} characters there: put your point first.")
    fold = data.get("fold")
    if fold is not None and len(text) > fold and len(sentences(text)[0].strip()) > fold:
        found.append(f"Readers see {fold} characters before “see more”, and your first sentence is longer.")
    return found


def _seen_first(text: str, fold: int | None) -> str:
    if fold is None or len(text) <= fold:
        return ""
    whole_words = text[: fold + 1].rpartition(" ")[0]
    return f"{whole_words or text[:fold]}…"


def _tags(tags: Sequence[str] | Mapping[str, None]) -> str:
    return ", ".join(f"#{tag}" for tag in tags)
