"""Complaints and the shipped pack, for the tests of triage and replies."""

from datetime import date

from bot.model import Complaint, Outlet, Reading

WAIT = "Two hours in that lobby and nobody said a word. The clerk rolled her eyes when I asked."
PRAISE = "Thank you, everyone. Kind people, gentle hands, best morning I could have hoped for."
THREAT = "I know what time the manager leaves at night. Sleep well."


def a_complaint(
    text: str = WAIT, outlet: str = "google", rating: int | None = None, posted: date | None = None
) -> Complaint:
    """A complaint on a review site."""
    return Complaint(text, Outlet(outlet), rating, posted=posted)


def a_reading(block: float | None = None, **scores: float) -> Reading:
    """A reading of a complaint: ``triage_safety=0.8`` is ``triage.safety``; grave as its gravest sign."""
    categories = {name.replace("_", ".", 1): score for name, score in scores.items()}
    grave = max((score for name, score in categories.items() if name.startswith("triage.")), default=0.0)
    return Reading("w1", grave if block is None else block, grave, categories)
