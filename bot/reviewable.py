"""What can be reviewed, or answered, at all."""

from bot.errors import DraftError
from bot.model import Complaint, Draft, Kind

MAX_CHARACTERS = 200_000
"""The longest draft that is reviewed: a book chapter; more is a mistake or an attack."""


def check(draft: Draft) -> None:
    """Refuse what nobody could review.

    Raises:
        DraftError: The draft is empty or longer than ``MAX_CHARACTERS``.
    """
    if not draft.text.strip():
        raise DraftError("The draft is empty. Nothing was recorded. Please paste the words to review.")
    if len(draft.text) > MAX_CHARACTERS:
        raise DraftError(
            f"The draft has {len(draft.text):,} characters; at most {MAX_CHARACTERS:,} are reviewed. "
            "Nothing was recorded. Please send it in parts."
        )


def check_complaint(complaint: Complaint) -> None:
    """Refuse what nobody could answer.

    Raises:
        DraftError: The review is empty, too long, or several were pasted together.
    """
    if complaint.text.strip():
        check(Draft(complaint.text, Kind.REVIEW))
    from bot import triage  # noqa: PLC0415 - a draft needs nothing of it

    triage.check(complaint)
