"""What stands in the place of a review whose draft was changed or deleted. Pure."""

from collections.abc import Iterable

from bot.cards import Card, NoteCard
from bot.filing import ASKED_ABOUT, UNDER_HOLD

EDITED = NoteCard("You changed the draft, so this review no longer counts. The new one stands below.")
DELETED = "You deleted the draft, so its review was taken away, too."
NOT_KEPT = "Its words are not kept."


def deleted(answers: Iterable[Card]) -> NoteCard:
    """What is said where a draft was deleted: truly that its words are gone, or why they are not.

    ``answers`` are what the desk said to ``Keep(..., "deleted")`` of each review of it.
    """
    stays = dict.fromkeys(card.text for card in answers if card in (ASKED_ABOUT, UNDER_HOLD))
    return NoteCard(" ".join([DELETED, *(stays or [NOT_KEPT])]))
