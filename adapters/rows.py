"""The rows that the command line and the JSON API share: a row becomes a draft, a review a row.

Rows say ``platform`` for outlet and ``review`` for complaint, as the labelled drafts do; the words
are translated here and nowhere else.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypedDict, TypeVar

from bot import context
from bot.errors import DraftError, unknown_name
from bot.model import DRAFT_KINDS, Draft, Finding, Outlet, Review, SaferVersion

_Name = TypeVar("_Name", bound=StrEnum)
_WORD = re.compile(r"[\w.-]{1,24}")


class FindingRow(TypedDict):
    """One finding; ``start`` and ``end`` count characters of the text as given, or are ``None``."""

    rule: str
    category: str
    severity: str
    start: int | None
    end: int | None
    message: str
    why: str
    source: str
    suggestion: str | None


class ReviewRow(TypedDict):
    """One review; ``decide`` says what a person must settle where no safer version is honest."""

    id: str | int | None
    verdict: str
    policy_version: str
    findings: list[FindingRow]
    safer: str | None
    decide: list[str]


def draft_from_row(row: Mapping[str, object], as_of: date) -> Draft:
    """Read the draft in ``row``: ``kind``, ``platform``, ``text`` and, at will, ``context``.

    Args:
        row: Fields besides these are let be.
        as_of: The day on which an authorization must be in force.

    Raises:
        DraftError: A field is missing or not what it should be. No word of the text is repeated.
    """
    if row.get("kind") == "review":
        raise DraftError(
            "A review is a complaint to be answered, not a draft. For replies to it, use respond."
        )
    if row.get("id") is not None and row_id(row) is None:
        raise DraftError("The field 'id' must be text or a whole number.")
    return Draft(
        text=text_of(row, "text"),
        kind=named(DRAFT_KINDS, row, "kind"),
        outlet=named(tuple(Outlet), row, "platform"),
        context=context.parse(text_of(row, "context", missing=""), as_of),
    )


def row_id(row: Mapping[str, object]) -> str | int | None:
    """The sender's own name for ``row``, handed back as it came; anything odd counts as none."""
    got = row.get("id")
    return got if isinstance(got, str | int) and not isinstance(got, bool) else None


def review_row(row_id: str | int | None, review: Review, safer: SaferVersion) -> ReviewRow:
    """Lay ``review`` out as the row that answers the draft ``row_id``."""
    return {
        "id": row_id,
        "verdict": review.verdict.value,
        "policy_version": review.policy_version,
        "findings": [_finding_row(finding) for finding in review.findings],
        "safer": safer.text,
        "decide": list(safer.decide),
    }


def _finding_row(finding: Finding) -> FindingRow:
    span = finding.span
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.word,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "message": finding.message,
        "why": finding.why,
        "source": finding.source,
        "suggestion": finding.suggestion,
    }


def text_of(row: Mapping[str, object], field: str, missing: str | None = None) -> str:
    """The text in ``field`` of ``row``.

    Raises:
        DraftError: There is none.
    """
    got = row.get(field, missing)
    if got is None and missing is not None:
        return missing
    if got is None:
        raise DraftError(f"The field '{field}' is missing; it must be text.")
    if not isinstance(got, str):
        raise DraftError(f"The field '{field}' must be text, not {_shape(got)}.")
    return got


def named(names: Sequence[_Name], row: Mapping[str, object], field: str) -> _Name:
    """The one of ``names`` that ``field`` of ``row`` holds.

    Raises:
        DraftError: None of them; the nearest one is told.
    """
    got = text_of(row, field)
    known = [name.value for name in names]
    if got in known:
        return names[known.index(got)]
    if _WORD.fullmatch(got) is None:  # longer than any name: it may be the draft in the wrong field
        raise DraftError(f"The field '{field}' holds no known name. Known: {', '.join(known)}.")
    hint = unknown_name(field, got, known)
    if "Known:" not in hint:
        hint = f"{hint} Known: {', '.join(known)}."
    raise DraftError(hint[0].upper() + hint[1:])


def _shape(got: object) -> str:
    if isinstance(got, bool):
        return "true or false"
    if isinstance(got, int | float):
        return "a number"
    return "a list" if isinstance(got, list) else "an object"
