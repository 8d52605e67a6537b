"""The rows of ``bedside respond --jsonl``: a row becomes a complaint, an answer a row."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from adapters.rows import named, row_id, text_of
from bot.errors import DraftError
from bot.model import Complaint, Outlet
from bot.reply_cards import RespondCard

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class ReplyRow(TypedDict):
    """One suggested reply."""

    tone: str
    text: str


class RespondRow(TypedDict):
    """What should happen with one review, and how it may be answered.

    ``triage`` names every sign; those that are only ``possible`` decide nothing, and a person rules them out.
    """

    id: str | int | None
    outcome: str
    triage: list[str]
    escalate_to: str | None
    within: str | None
    themes: list[str]
    consider: list[str]
    replies: list[ReplyRow]
    why: str
    possible: list[str]
    instructs: bool
    notices: list[str]


def complaint_from_row(row: Mapping[str, object]) -> Complaint:
    """Read the review in ``row``: ``platform``, ``text`` and, at will, ``rating`` and ``posted``.

    Raises:
        DraftError: A field is missing or not what it should be. No word of the text is repeated.
    """
    if row.get("kind", "review") != "review":
        raise DraftError("Respond answers reviews. For a post or a reply of your own, use review.")
    if row.get("id") is not None and row_id(row) is None:
        raise DraftError("The field 'id' must be text or a whole number.")
    return Complaint(
        text_of(row, "text"),
        named(tuple(Outlet), row, "platform"),
        rating_of(row.get("rating")),
        posted=day_of(row.get("posted")),
    )


def rating_of(got: object) -> int | None:
    """Stars as a whole number from 1 to 5, or ``None``.

    Raises:
        DraftError: Something else.
    """
    if got is None or got == "":
        return None
    if isinstance(got, bool) or not isinstance(got, int | float | str):
        raise DraftError("The field 'rating' must be a number from 1 to 5.")
    try:
        stars = float(got)
    except ValueError:
        stars = 0.0
    if not 1 <= stars <= 5:
        raise DraftError("The field 'rating' must be a number from 1 to 5.")
    return round(stars)


def day_of(got: object) -> date | None:
    """The day on which a review appeared, written 2026-11-24, or ``None``.

    Raises:
        DraftError: Something else.
    """
    if got is None or got == "":
        return None
    try:
        if isinstance(got, str) and _DAY.fullmatch(got):
            return date.fromisoformat(got)
    except ValueError:
        pass  # a day that no calendar has
    raise DraftError("The day of the review must be a day that exists, written like 2026-11-24.")


def respond_row(row_id: str | int | None, card: RespondCard) -> RespondRow:
    """Lay ``card`` out as the row that answers the review ``row_id``."""
    triage = card.triage
    return {
        "id": row_id,
        "outcome": card.outcome.value,
        "triage": [sign.category for sign in (*triage.signs, *triage.possible)],
        "escalate_to": "; ".join(taker.role for taker in card.takers) or None,
        "within": "; ".join(taker.within for taker in card.takers if taker.within) or None,
        "themes": list(triage.themes),
        "consider": [f"{item.valid} {item.find_out} Owner: {item.owner}." for item in triage.consider],
        "replies": [{"tone": reply.tone.value, "text": reply.text} for reply in card.replies],
        "why": card.why,
        "possible": [sign.category for sign in triage.possible],
        "instructs": triage.instructs,
        "notices": list(card.notices),
    }
