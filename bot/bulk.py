"""What may be cleared in one go: drafts that Bedside has nothing against but advice."""

from collections.abc import Sequence

from bot.approval import State
from bot.case_cards import CaseCard
from bot.desk_cards import SubmissionCard
from bot.model import Verdict


def clearable(cards: Sequence[SubmissionCard | CaseCard]) -> tuple[SubmissionCard, ...]:
    """Those that wait for this person and need no second thought: the verdict is ok and nobody holds them."""
    return tuple(
        card
        for card in cards
        if isinstance(card, SubmissionCard)
        and card.submission.state is State.WAITING
        and card.submission.version.verdict == Verdict.OK
        and any(button.words.startswith("approve ") for button in card.buttons)
    )
