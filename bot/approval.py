"""A draft that was sent to people to decide on: its states and what is known of it.

An approval holds for one text under one version of the rules. Whatever changes either makes it void, and the
draft has to be reviewed again. Nobody decides on a draft of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bot.people import DeskPolicy, Step

APPROVAL = "approval"
"""The purpose of a draft sent to communications; any other purpose is the category it is escalated for."""


class State(StrEnum):
    """Where a draft stands that people were asked about."""

    WAITING = "waiting"
    RETURNED = "returned"
    BLOCKED = "blocked"
    APPROVED = "approved"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"


OPEN = frozenset({State.WAITING})
OVER = frozenset({State.WITHDRAWN, State.PUBLISHED})
UNFINISHED = tuple(state for state in State if state not in OVER)
"""Where its author still has something to expect or to do."""


class ReturnReason(StrEnum):
    """Why a draft goes back to its author, or may not go out: codes, because free text could carry a name."""

    IDENTIFIES_SOMEONE = "identifies_someone"
    NEEDS_AUTHORIZATION = "needs_authorization"
    NEEDS_SOURCE = "needs_source"
    NEEDS_DISCLOSURE = "needs_disclosure"
    TONE = "tone"
    NOT_NOW = "not_now"
    WRONG_OUTLET = "wrong_outlet"
    OFF_STRATEGY = "off_strategy"
    TALK_TO_ME = "talk_to_me"

    @property
    def label(self) -> str:
        """The words a person picks it by."""
        return _RETURN_LABELS[self]


_RETURN_LABELS: Mapping[ReturnReason, str] = {
    ReturnReason.IDENTIFIES_SOMEONE: "Somebody could be recognised",
    ReturnReason.NEEDS_AUTHORIZATION: "An authorization is needed first",
    ReturnReason.NEEDS_SOURCE: "A claim needs its source",
    ReturnReason.NEEDS_DISCLOSURE: "An interest must be disclosed",
    ReturnReason.TONE: "The tone",
    ReturnReason.NOT_NOW: "Not at this time",
    ReturnReason.WRONG_OUTLET: "Not for this outlet",
    ReturnReason.OFF_STRATEGY: "Not one of our subjects",
    ReturnReason.TALK_TO_ME: "Please talk to me about it",
}


class WaiverReason(StrEnum):
    """Why somebody goes ahead against a verdict."""

    AUTHORIZATION_ON_FILE = "authorization_on_file"
    SOURCE_ON_FILE = "source_on_file"
    DISCLOSED_ELSEWHERE = "disclosed_elsewhere"
    NOT_ABOUT_A_PERSON = "not_about_a_person"
    LEADERSHIP_DECISION = "leadership_decision"
    PUBLIC_INTEREST = "public_interest"
    RULE_DOES_NOT_FIT = "rule_does_not_fit"
    OUT_BEFORE_CHANGE = "out_before_change"

    @property
    def label(self) -> str:
        """The words a person picks it by."""
        return _WAIVER_LABELS[self]


_WAIVER_LABELS: Mapping[WaiverReason, str] = {
    WaiverReason.AUTHORIZATION_ON_FILE: "A written authorization is on file",
    WaiverReason.SOURCE_ON_FILE: "The source is on file",
    WaiverReason.DISCLOSED_ELSEWHERE: "It is disclosed where readers see it",
    WaiverReason.NOT_ABOUT_A_PERSON: "It is not about a real person",
    WaiverReason.LEADERSHIP_DECISION: "Leadership decided so",
    WaiverReason.PUBLIC_INTEREST: "People need to know it now",
    WaiverReason.RULE_DOES_NOT_FIT: "The rule does not fit this case",
    WaiverReason.OUT_BEFORE_CHANGE: "It went out before that changed",
}


GOING_AHEAD = tuple(reason for reason in WaiverReason if reason is not WaiverReason.OUT_BEFORE_CHANGE)
"""Reasons for letting something out against a verdict."""

OUT_ALREADY = (
    WaiverReason.OUT_BEFORE_CHANGE,
    WaiverReason.LEADERSHIP_DECISION,
    WaiverReason.PUBLIC_INTEREST,
)
"""Reasons why something is out under an approval that no longer holds."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text as it was reviewed: the entry of its review, its fingerprint, the policy, the verdict.

    ``rules_version`` is that of what judged it, of all that ``policy_version`` names; empty where its review
    is older than that was kept.
    """

    decision_id: str
    fingerprint: str
    policy_version: str
    verdict: str
    rules_version: str = ""

    def is_outdated(self, policy: DeskPolicy) -> bool:
        """Say whether other rules judge by now than those that judged this."""
        if not self.rules_version:
            return self.policy_version != policy.version
        return self.rules_version != policy.rules_version


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody agreed in a step."""

    person: str
    step: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody answers with their name for going ahead against a verdict."""

    person: str
    reason: WaiverReason


@dataclass(frozen=True, slots=True)
class Released:
    """Somebody of the pack's role would release a block; see ``bot.releasing``.

    ``vouched`` says that a directory alone gave them that role.
    """

    person: str
    at: datetime
    vouched: bool = False
    subject: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """A draft that people were asked about.

    Attributes:
        purpose: ``approval``, or the category it is escalated for.
        version: The text that counts; ``earlier`` names the reviews of the texts before it.
        step: The number of the step that waits, from 0.
        due_at: When the step that waits should be decided; deputies come in after that, once.
        holder: Who said "I have it".
        released: Who of the pack's role released a block and waits for the second person.
        warned: Whether the author was told that the deadline is near.
        revision: Counts every change; whoever writes names the one that was read.
    """

    id: str
    tenant: str
    author: str
    purpose: str
    steps: tuple[Step, ...]
    version: Version
    asked_at: datetime
    due_at: datetime
    kind: str = "post"
    outlet: str = "linkedin"
    earlier: tuple[str, ...] = ()
    state: State = State.WAITING
    step: int = 0
    signatures: tuple[Signature, ...] = ()
    holder: str | None = None
    waiver: Waiver | None = None
    released: Released | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    deputized: bool = False
    warned: bool = False
    conversation: Mapping[str, str] = field(default_factory=dict, repr=False)
    revision: int = 0

    @property
    def waits_in(self) -> Step:
        """The step that waits, or the last one."""
        return self.steps[min(self.step, len(self.steps) - 1)]

    @property
    def released_by(self) -> str | None:
        """Who released a block and waits for the second person, by id."""
        return self.released.person if self.released is not None else None

    def is_void(self, policy: DeskPolicy) -> bool:
        """Say whether it was approved under rules that were changed since. Worked out, never stored."""
        return self.state is State.APPROVED and self.version.is_outdated(policy)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was changed, and why: a code for programs, a sentence for the person."""

    code: str
    sentence: str


def clock(at: datetime) -> str:
    """A moment for people who may sit in different zones."""
    return f"{at.astimezone(UTC):%H:%M} UTC on {at.astimezone(UTC):%-d %B %Y}"
