"""The form of the page for replies becomes a request of the core, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher

from adapters.complaint_rows import day_of, rating_of
from bot.another_set import MOST_SETS
from bot.commands import CheckReply, ChooseReply, Overrule, OverruleReason, RespondToReview
from bot.errors import DraftError
from bot.model import Complaint, Outcome, Outlet, Tone

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields of the page's forms, as typed."""

    review: str = field(default="", repr=False)
    outlet: str = Outlet.GOOGLE.value
    rating: str = ""
    posted: str = ""
    another: str = "0"
    outcome: str = ""
    reason: str = ""
    own: str = field(default="", repr=False)
    decision: str = ""
    tone: str = ""
    text: str = field(default="", repr=False)
    offered: str = field(default="", repr=False)

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Asked":
        """Take the known fields of ``form``; browsers send line breaks as two characters."""
        names = {item.name for item in fields(cls)}
        return cls(**{k: v.replace("\r\n", "\n") for k, v in form.items() if k in names})

    def complaint(self) -> Complaint:
        """The review that is asked about.

        Raises:
            DraftError: A choice that the form does not offer.
        """
        try:
            outlet = Outlet(self.outlet)
        except ValueError as error:
            raise DraftError("Please pick the site from the list. Nothing was recorded.") from error
        return Complaint(self.review, outlet, rating_of(self.rating), posted=day_of(self.posted))

    def command(self) -> RespondToReview:
        """What the person asks for.

        Raises:
            DraftError: As ``complaint``.
        """
        another = int(self.another) if self.another.isdecimal() and len(self.another) < 5 else 0
        return RespondToReview(self.complaint(), min(another, MOST_SETS), self._overrule())

    def check(self) -> CheckReply:
        """The person's own answer, or an edited reply, to be checked."""
        return CheckReply(self.complaint(), self.own or self.text)

    def choice(self) -> ChooseReply:
        """The reply that will be used, and how many of its words were changed.

        Raises:
            DraftError: No tone of the list.
        """
        try:
            return ChooseReply(self.decision, Tone(self.tone), edits(self.offered, self.text))
        except ValueError as error:
            raise DraftError("That reply is not known here. Nothing was recorded.") from error

    def _overrule(self) -> Overrule | None:
        if not self.outcome and not self.reason:
            return None
        try:
            return Overrule(Outcome(self.outcome), OverruleReason(self.reason))
        except ValueError as error:
            raise DraftError(
                "To decide otherwise, please pick both what should happen and why. Nothing was recorded."
            ) from error


def edits(before: str, after: str) -> int:
    """How many words were changed, added or taken out."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > 2_000:
        return max(len(old), len(new))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in steps if tag != "equal")
