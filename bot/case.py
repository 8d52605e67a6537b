"""A public review that was handed over: its states, and what is known of it. Never a word of the review.

Nothing is approved or published here. Somebody of the role that has it says what became of it, once; until
then it stays in the queue, also when its time has run out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.people import Step

PREFIX = "case-"
"""How the id of a case begins, so that a word about it is no word about a draft."""


class CaseState(StrEnum):
    """Where a case stands."""

    WAITING = "waiting"
    LAPSED = "lapsed"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({CaseState.WAITING, CaseState.LAPSED})
"""Somebody still has to do something. A serious review never leaves the queue because nobody looked."""


class Ending(StrEnum):
    """What became of it."""

    TAKEN_UP = "taken_up"
    ANSWERED = "answered"
    REPORTED = "reported"
    NO_ACTION = "no_action"

    @property
    def label(self) -> str:
        """The words a person picks it by."""
        return _ENDINGS[self]


_ENDINGS: Mapping[Ending, str] = {
    Ending.TAKEN_UP: "Taken up",
    Ending.ANSWERED: "Answered outside the public page",
    Ending.REPORTED: "Reported to the platform",
    Ending.NO_ACTION: "No action needed",
}


class EndingReason(StrEnum):
    """More on what became of it: codes, because free text could carry a name."""

    LOOKED_INTO = "looked_into"
    HELP_CALLED = "help_called"
    PUT_RIGHT = "put_right"
    AUTHORITY_TOLD = "authority_told"
    AS_THEY_WISHED = "as_they_wished"
    CONTACT_GIVEN = "contact_given"
    BY_COUNSEL = "by_counsel"
    FAKE = "fake"
    THREATENS = "threatens"
    NAMES_SOMEBODY = "names_somebody"
    OTHER_PLACE = "other_place"
    KNOWN_AND_SETTLED = "known_and_settled"
    FIGURE_OF_SPEECH = "figure_of_speech"
    NOTHING_IN_IT = "nothing_in_it"
    WITH_OTHERS = "with_others"

    @property
    def label(self) -> str:
        """The words a person picks it by."""
        return _REASONS[self]


_REASONS: Mapping[EndingReason, str] = {
    EndingReason.LOOKED_INTO: "It is being looked into",
    EndingReason.HELP_CALLED: "Those who can help were called",
    EndingReason.PUT_RIGHT: "What was wrong is put right",
    EndingReason.AUTHORITY_TOLD: "Whoever must be told by law was told",
    EndingReason.AS_THEY_WISHED: "By phone or letter, as they wished",
    EndingReason.CONTACT_GIVEN: "They have a private contact",
    EndingReason.BY_COUNSEL: "By counsel",
    EndingReason.FAKE: "It seems fake or paid",
    EndingReason.THREATENS: "It threatens or insults somebody",
    EndingReason.NAMES_SOMEBODY: "It names somebody",
    EndingReason.OTHER_PLACE: "It is about another place",
    EndingReason.KNOWN_AND_SETTLED: "It is known and settled",
    EndingReason.FIGURE_OF_SPEECH: "It is a figure of speech",
    EndingReason.NOTHING_IN_IT: "There is nothing in it to act on",
    EndingReason.WITH_OTHERS: "Others have it already",
}

REASONS: Mapping[Ending, tuple[EndingReason, ...]] = {
    Ending.TAKEN_UP: (
        EndingReason.LOOKED_INTO,
        EndingReason.HELP_CALLED,
        EndingReason.PUT_RIGHT,
        EndingReason.AUTHORITY_TOLD,
    ),
    Ending.ANSWERED: (EndingReason.AS_THEY_WISHED, EndingReason.CONTACT_GIVEN, EndingReason.BY_COUNSEL),
    Ending.REPORTED: (
        EndingReason.FAKE,
        EndingReason.THREATENS,
        EndingReason.NAMES_SOMEBODY,
        EndingReason.OTHER_PLACE,
    ),
    Ending.NO_ACTION: (
        EndingReason.KNOWN_AND_SETTLED,
        EndingReason.FIGURE_OF_SPEECH,
        EndingReason.NOTHING_IN_IT,
        EndingReason.WITH_OTHERS,
    ),
}
"""Which reasons go with which ending."""


@dataclass(frozen=True, slots=True)
class Given:
    """To whom it is given and until when.

    Attributes:
        role: The name in the organization's ``roles``, such as ``safety``.
        title: Who that is there, in words.
        step: Whose seats it is; its hours are for saying what became of it, once somebody has it.
        within: How fast somebody must have it, as the pack says it.
        due_at: The same as a moment.
    """

    role: str
    title: str
    step: Step
    within: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A public review that was handed over.

    Attributes:
        asker: Who asked about the review, by id.
        decision_id: The entry of the answer that handed it over.
        signs, themes: Codes of what the triage saw, most pressing first.
        given: To whom, and how fast.
        since: When the time that runs now began; it ends with ``due_at``.
        holder: Who said "I have it".
        deputized: Whether the step's deputies came in.
        warned: Whether those concerned were told that the time is nearly over.
        revision: Counts every change; whoever writes names the one that was read.
    """

    id: str
    tenant: str
    asker: str
    decision_id: str
    outlet: str
    given: Given
    asked_at: datetime
    since: datetime
    due_at: datetime
    signs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    state: CaseState = CaseState.WAITING
    holder: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    ending: Ending | None = None
    reason: EndingReason | None = None
    deputized: bool = False
    warned: bool = False
    conversation: Mapping[str, str] = field(default_factory=dict, repr=False)
    revision: int = 0

    @property
    def allowed(self) -> timedelta:
        """How much time there is in all, from ``since``, before the deputies come in."""
        return self.due_at - self.since
