"""What a person asks of Bedside, and what it was understood as."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.desk_commands import DeskCommand
from bot.digest_commands import DigestCommand
from bot.model import Actor, Complaint, Draft, Outcome, Tone
from bot.personal_commands import PersonalCommand
from bot.placing_commands import PlaceCommand


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
    """Please review this draft.

    Attributes:
        before: The words of the version before it, where there is one.
        earlier: The entries of the reviews of earlier versions, the latest first.
        author: Whose draft it is, by the pack's id, where somebody else has it reviewed.
    """

    draft: Draft
    before: str | None = field(default=None, repr=False)
    earlier: tuple[str, ...] = ()
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Disagree:
    """I disagree with one finding of an earlier decision."""

    decision_id: str
    rule: str
    reason: DisagreeReason


class OverruleReason(StrEnum):
    """Why a person decides otherwise than the triage proposes: codes, for the same reason."""

    TEAM_HAS_ACCEPTED = "team_has_accepted"
    FIGURE_OF_SPEECH = "figure_of_speech"
    KNOWN_AND_SETTLED = "known_and_settled"
    MISREAD = "misread"
    MORE_SERIOUS = "more_serious"
    NOT_WORTH_ANSWERING = "not_worth_answering"

    @property
    def label(self) -> str:
        """The words a person picks it by."""
        return _OVERRULE_LABELS[self]


_OVERRULE_LABELS = {
    OverruleReason.TEAM_HAS_ACCEPTED: "The team in charge has taken it and approves an answer",
    OverruleReason.FIGURE_OF_SPEECH: "It is a figure of speech",
    OverruleReason.KNOWN_AND_SETTLED: "It is known and settled",
    OverruleReason.MISREAD: "Bedside misread it",
    OverruleReason.MORE_SERIOUS: "It is more serious than it looks",
    OverruleReason.NOT_WORTH_ANSWERING: "An answer would do no good",
}


@dataclass(frozen=True, slots=True)
class Overrule:
    """A person's own outcome, and why."""

    outcome: Outcome
    reason: OverruleReason


@dataclass(frozen=True, slots=True)
class RespondToReview:
    """What should happen with this public review, and how may we answer?

    ``another`` counts the sets of replies that were asked for before this one.
    """

    complaint: Complaint
    another: int = 0
    overrule: Overrule | None = None


@dataclass(frozen=True, slots=True)
class AnotherSet:
    """Other replies to the public review that was answered under this entry, please."""

    decision_id: str


@dataclass(frozen=True, slots=True)
class CheckReply:
    """Please check my own answer to this public review."""

    complaint: Complaint
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChooseReply:
    """We take the reply of this tone; so many words of it were changed."""

    decision_id: str
    tone: Tone
    edits: int = 0


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """What a language model wrote in that answer was of use, or not."""

    decision_id: str
    useful: bool


Command = (
    ReviewDraft
    | Disagree
    | RespondToReview
    | AnotherSet
    | CheckReply
    | ChooseReply
    | RateAnswer
    | DigestCommand
    | DeskCommand
    | PersonalCommand
    | PlaceCommand
)


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, where, and what.

    ``key`` is the key of the event behind it, where there is one: handled again under the same key,
    it is recorded once, and a log that is down is raised instead of told, since it will be tried again.
    """

    actor: Actor
    platform: str
    command: Command
    key: str | None = None
