"""What follows from a model's part in an answer: the buttons and the praise of a verdict that rose. Pure."""

from dataclasses import replace

from bot.cards import Card, ReviewCard
from bot.desk_cards import outcome_buttons
from bot.model import Verdict
from bot.reply_cards import RespondCard


def settled(before: Card, after: Card) -> Card:
    """``after`` with the buttons of its own verdict; nothing is praised that should be revised."""
    if not isinstance(before, ReviewCard) or not isinstance(after, ReviewCard):
        return after
    if after.review.verdict is before.review.verdict or after.decision_id is None:
        return after
    buttons = outcome_buttons(after.decision_id, after.review.verdict) if after.buttons else ()
    return replace(after, buttons=buttons, good=after.good if after.review.verdict is Verdict.OK else None)


def advised_under(card: Card) -> str | None:
    """The policy version by which ``card`` answers."""
    if isinstance(card, ReviewCard):
        return card.review.policy_version
    return card.triage.policy_version if isinstance(card, RespondCard) else None
