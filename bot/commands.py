"""What a person asks of Bedside, and what it was understood as."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Actor, Draft


class DisagreeReason(StrEnum):
    """Why a person disagrees with a finding: codes, because free text could carry a name."""

    NOT_ABOUT_A_PERSON = "not_about_a_person"
    PERMISSION_ON_FILE = "permission_on_file"
    QUOTED_OR_REPORTED = "quoted_or_reported"
    ALREADY_PUBLIC = "already_public"
    SOURCE_EXISTS = "source_exists"
    MATTER_OF_TASTE = "matter_of_taste"
    MISUNDERSTOOD = "misunderstood"

    @property
    def label(self) -> str:
        """The words a person picks it by."""
        return _LABELS[self]


_LABELS = {
    DisagreeReason.NOT_ABOUT_A_PERSON: "It is not about a real person",
    DisagreeReason.PERMISSION_ON_FILE: "Permission is on file",
    DisagreeReason.QUOTED_OR_REPORTED: "I quote or report it, I do not say it",
    DisagreeReason.ALREADY_PUBLIC: "It is public already",
    DisagreeReason.SOURCE_EXISTS: "There is a source for it",
    DisagreeReason.MATTER_OF_TASTE: "It is a matter of taste",
    DisagreeReason.MISUNDERSTOOD: "Bedside misunderstood the sentence",
}


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """Please review this draft."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Disagree:
    """I disagree with one finding of an earlier decision."""

    decision_id: str
    rule: str
    reason: DisagreeReason


Command = ReviewDraft | Disagree


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, where, and what."""

    actor: Actor
    platform: str
    command: Command
