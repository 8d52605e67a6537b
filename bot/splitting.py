"""Cuts a text into posts at its sentences; not a character is lost or added. Pure."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.model import Draft
from bot.page import Page


def sentences(text: str) -> tuple[str, ...]:
    """``text`` cut where its sentences begin; joined, the pieces are ``text`` again."""
    if not text:
        return ()
    page = Page(Draft(text))
    begins = {page.span(start, start + 1).start for start in page.sentence_starts()[1:]}
    cuts = [0, *sorted(begins - {0}), len(text)]
    return tuple(text[start:end] for start, end in pairwise(cuts))


def packed(pieces: Sequence[str], fits: Callable[[str], bool]) -> tuple[str, ...] | None:
    """``pieces`` joined into as few posts as they fit into; ``None`` where one alone is too much.

    ``fits`` says whether a post may go out; blanks at a post's ends do not count.
    """
    posts: list[str] = []
    for piece in pieces:
        if posts and fits((posts[-1] + piece).strip()):
            posts[-1] += piece
        elif fits(piece.strip()):
            posts.append(piece)
        else:
            return None
    return tuple(posts)
