"""Finds the words that a model quotes: exactly, or where only case, blanks and kinds of marks differ.

A paraphrase is not found. ``Redacted.span`` leads from there to the text as typed.
"""

from bot.model import Draft
from bot.page import Page
from bot.redaction import Redacted

LEAST = 3
"""Letters and figures a quote must have: less could be anywhere."""

_AROUND = " \t\n\"'.,;:!?…*"


class Quotable:
    """A redacted text in which quotes are looked for."""

    def __init__(self, redacted: Redacted) -> None:
        self._text = _flat(redacted.text)

    def find(self, quote: str) -> tuple[int, int] | None:
        """Where ``quote`` stands in the redacted text, as whole words; ``None`` where it does not."""
        wanted = _flat(Page(Draft(quote)).typed).strip(_AROUND)
        if sum(c.isalnum() for c in wanted) < LEAST:
            return None
        at = self._text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if self._is_whole(at, end):
                return at, end
            at = self._text.find(wanted, at + 1)
        return None

    def _is_whole(self, start: int, end: int) -> bool:
        text = self._text
        return not (
            (text[start].isalnum() and text[start - 1 : start].isalnum())
            or (text[end - 1].isalnum() and text[end : end + 1].isalnum())
        )


def _flat(text: str) -> str:
    """Small letters and blanks, one for one, so that offsets stay what they are."""
    lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lower.replace("\n", " ")
