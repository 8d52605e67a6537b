"""One line about what is good in a clean draft: people learn from that, too."""

import re

from bot.model import Draft, Kind, Review, Verdict
from bot.policy import PolicyPack

_SOURCE = re.compile(r"https?://|\b(?:source|according to|published in|data from|report)\b", re.IGNORECASE)
_DISCLOSED = re.compile(
    r"\b(?:disclosure|i (?:serve|sit) on|paid me|i (?:own|hold)|sponsored by)\b", re.IGNORECASE
)
_CONTACT = re.compile(r"\b\d{3}-\d{4}\b")
_THANKS = re.compile(r"\b(?:thank(?:s| you)|grateful|congratulations|proud of)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?\s*$")


def praise(draft: Draft, result: Review, pack: PolicyPack) -> str | None:
    """Say what a draft without trouble does well; ``None`` where there is trouble."""
    if result.verdict is not Verdict.OK:
        return None
    text = draft.text
    if draft.kind is Kind.REPLY:
        if _CONTACT.search(text):
            return "Calm and general, and it offers a private way to talk."
        return "Calm and general: it cannot confirm who is a patient."
    for pattern, line in (
        (_DISCLOSED, "You say openly what ties you have: readers can judge for themselves."),
        (_SOURCE, "You give a source that people can check."),
        (_CONTACT, "You tell people exactly where to turn."),
        (_THANKS, "You give credit, and nobody's privacy pays for it."),
        (_QUESTION, "You end with a question: that invites a conversation."),
    ):
        if pattern.search(text):
            return line
    if draft.context.alt_text:
        return "Your picture has alt text, so everyone gets the point."
    if len(text.split()) <= 40:
        return "Short and clear: it can be read on a phone in one breath."
    return "Clear, and nobody in it can be singled out."
