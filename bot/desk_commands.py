"""What a person asks of the desk, after the review."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.approval import APPROVAL, WaiverReason
from bot.case_commands import CaseCommand
from bot.model import Draft
from bot.outcomes import Outcome
from bot.registers import Register


class Action(StrEnum):
    """What can be done with a submission by one click; see ``bot.moves``."""

    APPROVE = "approve"
    RETURN = "return"
    BLOCK = "block"
    RELEASE = "release"
    TAKE = "take"
    WITHDRAW = "withdraw"


class AppealReason(StrEnum):
    """Why an appeal is upheld or not."""

    RULE_TOO_BROAD = "rule_too_broad"
    CONTEXT_MISSED = "context_missed"
    EXCEPTION_FITS = "exception_fits"
    RULE_STANDS = "rule_stands"
    LAW_REQUIRES_IT = "law_requires_it"
    NOT_ENOUGH_KNOWN = "not_enough_known"

    @property
    def label(self) -> str:
        """The words a person picks it by."""
        return self.value.replace("_", " ").capitalize()


UPHELD = (AppealReason.RULE_TOO_BROAD, AppealReason.CONTEXT_MISSED, AppealReason.EXCEPTION_FITS)
DISMISSED = (AppealReason.RULE_STANDS, AppealReason.LAW_REQUIRES_IT, AppealReason.NOT_ENOUGH_KNOWN)


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """This is what became of the draft of that review."""

    decision_id: str
    outcome: Outcome
    waiver: WaiverReason | None = None


@dataclass(frozen=True, slots=True)
class CheckPosted:
    """This was posted: is it what was reviewed?"""

    decision_id: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Send:
    """Please decide on it: communications, or whoever has the category that ``purpose`` names.

    ``draft`` where the text is no longer kept.
    """

    decision_id: str
    purpose: str = APPROVAL
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Decide:
    """One click on a submission.

    ``fingerprint`` is that of the text that was seen, or its first eight digits and more; ``draft`` is
    what the approver made of it.
    """

    submission_id: str
    action: Action
    fingerprint: str = ""
    reason: str | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Resubmit:
    """Here is another version; a submission's approval is void with it."""

    submission_id: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class ReviewAgain:
    """Review the words of a submission again, as they are, by the rules in use.

    An approval is void with it.
    """

    submission_id: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """The text of that review is the submission's next version."""

    submission_id: str
    decision_id: str


@dataclass(frozen=True, slots=True)
class ShowSubmission:
    """Show me one submission, with its text where I may read it. Looking becomes an entry.

    Without ``text`` it only says where it stands, and no entry is made.
    """

    submission_id: str
    text: bool = True


@dataclass(frozen=True, slots=True)
class ShowQueue:
    """What waits, oldest deadline first?

    ``after`` pages: the deadline and id of the last one seen. ``mine`` asks for one's own drafts, the last
    sent first, also those that were decided on and are not out yet; ``after`` then holds when it was sent.
    """

    limit: int = 20
    after: tuple[datetime, str] | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Adjudicate:
    """An appeal, which is the entry of a disagreement, is upheld or dismissed."""

    appeal_id: str
    upheld: bool
    reason: AppealReason


@dataclass(frozen=True, slots=True)
class PutOnFile:
    """Keep this in a register: its fields by name, dates as ``2027-03-01``."""

    register: Register
    item_id: str
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class EndItem:
    """An authorization is revoked, a freeze lifted, an interest or a spokesperson ended."""

    register: Register
    item_id: str


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """This must not be on file at all: remove it for good."""

    register: Register
    item_id: str


@dataclass(frozen=True, slots=True)
class ShowRegister:
    """What is on file in one register?"""

    register: Register


@dataclass(frozen=True, slots=True)
class ShowItem:
    """One thing on file, and what was published under it."""

    register: Register
    item_id: str


@dataclass(frozen=True, slots=True)
class ShowAppeals:
    """Which appeals wait, and what became of earlier ones?"""


@dataclass(frozen=True, slots=True)
class Keep:
    """A draft that is kept: ``forget`` it now, or put it under legal ``hold``, or ``unhold`` it.

    ``deleted`` says that its author deleted the message it came in: it is forgotten, unless people were
    asked to decide on it and have not ended that.
    """

    decision_id: str
    what: str


DeskCommand = (
    RecordOutcome
    | CheckPosted
    | Send
    | Decide
    | Resubmit
    | ReviewAgain
    | HandIn
    | ShowSubmission
    | ShowQueue
    | Adjudicate
    | PutOnFile
    | EndItem
    | RemoveItem
    | ShowRegister
    | ShowItem
    | ShowAppeals
    | Keep
    | CaseCommand
)
