"""What was pasted along with a review: an answer that stands already, or further reviews."""

import re

_ANSWERED = re.compile(
    r"^\W*(?:response|reply|replies|comment|answer) from (?:the )?"
    r"(?:owner|business|office|practice|management|provider)\b"
    r"|^\W*(?:(?:business )?owner|practice|provider|management|business)(?:'s)? "
    r"(?:response|reply|responded|replied)\b"
    r"|^\W*(?:the )?owner (?:responded|replied)\b|\(owner\)|\bresponded \d+ (?:days?|weeks?|months?) ago\b",
    re.IGNORECASE | re.MULTILINE,
)
_STARS = re.compile(
    r"^\W*(?:[★⭐]+[☆]*|(?:rated )?[1-5](?:\.0)?(?: ?/ ?5| ?stars?| out of 5)\b)", re.MULTILINE
)
_AGO = re.compile(
    r"\b(?:\d+|an?) (?:hour|day|week|month|year)s? ago\b[^\n]{0,20}$", re.IGNORECASE | re.MULTILINE
)
_HEADED = re.compile(r"^\W*(?:review|reviewer) ?#?\d+\b", re.IGNORECASE | re.MULTILINE)
_RULED = re.compile(r"\n\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*\n")
_LEAST = 20
"""Characters that a review between two lines must have to count as one."""


def already_answered(text: str) -> bool:
    """Say whether an answer of the organization was pasted along."""
    return _ANSWERED.search(text) is not None


def how_many(text: str) -> int:
    """How many reviews were pasted: by their stars, their dates, their numbers, or lines between them."""
    marks = max(len(pattern.findall(text)) for pattern in (_STARS, _AGO, _HEADED))
    if marks > 1 and already_answered(text) and marks == 2:
        return 1  # the second date belongs to the answer
    parts = [part for part in _RULED.split(text) if len(part.strip()) >= _LEAST]
    return max(marks if marks > 1 else 1, len(parts) or 1)
