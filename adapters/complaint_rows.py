"""The rows of ``bedside respond --jsonl``: a row becomes a complaint, an answer a row."""

from collections.abc import Mapping
from typing import TypedDict

from adapters.rows import named, row_id, text_of
from bot.errors import DraftError
from bot.model import Complaint, Outlet
from bot.reply_cards import RespondCard


class ReplyRow(TypedDict):
    """One suggested reply."""

    tone: str
    text: str


class RespondRow(TypedDict):
    """What should happen with one review, and how it may be answered."""

    id: str | int | None
    outcome: str
    triage: list[str]
    escalate_to: str | None
    within: str | None
    themes: list[str]
    consider: list[str]
    replies: list[ReplyRow]
    why: str
    instructs: bool
    notices: list[str]


def complaint_from_row(row: Mapping[str, object]) -> Complaint:
    """Read the review in ``row``: ``platform``, ``text`` and, at will, ``rating``.

    Raises:
        DraftError: A field is missing or not what it should be. No word of the text is repeated.
    """
    if row.get("kind", "review") != "review":
        raise DraftError("Respond answers reviews. For a post or a reply of your own, use review.")
    if row.get("id") is not None and row_id(row) is None:
        raise DraftError("The field 'id' must be text or a whole number.")
    return Complaint(
        text_of(row, "text"), named(tuple(Outlet), row, "platform"), rating_of(row.get("rating"))
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


def respond_row(row_id: str | int | None, card: RespondCard) -> RespondRow:
    """Lay ``card`` out as the row that answers the review ``row_id``."""
    triage = card.triage
    return {
        "id": row_id,
        "outcome": card.outcome.value,
        "triage": [sign.category for sign in triage.signs],
        "escalate_to": triage.role if card.who else None,
        "within": triage.within if card.who else None,
        "themes": list(triage.themes),
        "consider": [f"{item.valid} {item.find_out} Owner: {item.owner}." for item in triage.consider],
        "replies": [{"tone": reply.tone.value, "text": reply.text} for reply in card.replies],
        "why": triage.why,
        "instructs": triage.instructs,
        "notices": list(card.notices),
    }
