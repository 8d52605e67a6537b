"""Answers that a language model may still add to: for minutes, each taken once by whoever asked.

They lie in the database, encrypted: the page's second request may meet another process than the first.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from adapters.jobs import payload
from adapters.offers import Offers
from bot.cards import Card, NoteCard, ReviewCard
from bot.commands import Request
from bot.errors import BedsideError
from bot.model import Actor
from bot.reply_cards import RespondCard

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

KEEP = timedelta(minutes=10)
ASK_AGAIN = NoteCard("This answer is not at hand any more. Please ask again.", failed=True)

_CARD: TypeAdapter[ReviewCard | RespondCard] = TypeAdapter(ReviewCard | RespondCard)
_FORM: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer, what was asked, and the fields of the form that it was asked with."""

    asked: Request = field(repr=False)
    card: ReviewCard | RespondCard = field(repr=False)
    form: Mapping[str, str] = field(repr=False)


class PendingAnswers:
    """What the page's two requests about one answer share."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    async def keep(self, asked: Request, card: Card, form: "DataclassInstance") -> str | None:
        """Keep it; returns the word by which it is taken, or ``None`` where nothing could be kept."""
        if not isinstance(card, ReviewCard | RespondCard):
            return None
        try:
            what = {
                "asked": payload.written_request(asked),
                "card": _CARD.dump_json(card).decode(),
                "form": _FORM.dump_json(asdict(form)).decode(),
            }
            return await self._offers.offer(what, KEEP)
        except (BedsideError, ValueError):  # a broken character, or no database: the rules' answer stands
            return None

    async def take(self, word: str, actor: Actor) -> Pending | None:
        """What was kept under ``word`` for this person, once and not too late."""
        try:
            what = await self._offers.take(word)
            pending = None if what is None else _read(what)
        except BedsideError:  # as good as gone: the page says to ask again
            return None
        if pending is None:
            return None
        who = pending.asked.actor
        return pending if (who.id, who.tenant) == (actor.id, actor.tenant) else None


def _read(what: Mapping[str, Any]) -> Pending:
    try:
        return Pending(
            payload.read_request(what["asked"]),
            _CARD.validate_json(what["card"]),
            _FORM.validate_json(what["form"]),
        )
    except (KeyError, ValidationError):
        raise payload.UnknownPayload("An answer that was kept cannot be read by this version.") from None
