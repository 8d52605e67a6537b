"""Answers that a language model may still add to: in memory, for minutes, each taken once by who asked."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.cards import Card, NoteCard
from bot.commands import Request
from bot.model import Actor

KEEP_S = 600.0
MOST = 500
ASK_AGAIN = NoteCard("This answer is not at hand any more. Please ask again.", failed=True)


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer, what was asked, and the form it was asked with."""

    asked: Request = field(repr=False)
    card: Card = field(repr=False)
    form: Any = field(repr=False)


class PendingAnswers:
    """The answers of one process. After a restart, or in another process, the page is told to ask again."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[str, tuple[float, Pending]] = OrderedDict()

    def keep(self, pending: Pending) -> str:
        """Keep it; returns the word by which it is taken."""
        word = secrets.token_urlsafe(18)
        self._kept[word] = (self._now(), pending)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return word

    def take(self, word: str, actor: Actor) -> Pending | None:
        """What was kept under ``word`` for this person, once and not too late."""
        kept = self._kept.pop(word, None)
        if kept is None or self._now() - kept[0] > KEEP_S:
            return None
        who = kept[1].asked.actor
        return kept[1] if (who.id, who.tenant) == (actor.id, actor.tenant) else None
