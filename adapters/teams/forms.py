"""The dialogs of the message extension: what they ask, and what somebody filled in. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from adapters.teams.elements import Element, adaptive_card, choices, day, writing
from adapters.teams.pressable import UPDATE
from adapters.teams.text import inert, short
from bot.commands import CheckReply, Command, RespondToReview, ReviewDraft
from bot.model import Complaint, Draft, Outlet
from bot.outlet_names import COMPLAINED_AT, OUTLETS
from bot.outlet_names import choices as named

LONGEST = 20_000
"""Characters of a text in a dialog."""
LONGEST_OWN = 4000
STARS = tuple((str(count), "1 star" if count == 1 else f"{count} stars") for count in range(1, 6))


class What(StrEnum):
    """Which dialog, by the id of its command in the app package."""

    REVIEW = "review"
    RESPOND = "respond"

    @property
    def heading(self) -> str:
        """What stands above it and on its button."""
        return "Review this message" if self is What.REVIEW else "Suggest a reply"


def _absent(value: Any) -> Any:
    """Teams writes an empty string for a field that nobody filled in."""
    return None if value == "" else value


class Filled(BaseModel):
    """What somebody sent; ``ask`` is the dialog it was sent from."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    what: What
    ask: str = Field(pattern=r"^[A-Za-z0-9]{1,64}$")
    text: str = Field("", repr=False)
    outlet: Annotated[Outlet | None, BeforeValidator(_absent)] = None
    rating: Annotated[int | None, BeforeValidator(_absent)] = Field(None, ge=1, le=5)
    posted: Annotated[date | None, BeforeValidator(_absent)] = None
    own: str = Field("", repr=False)

    @property
    def command(self) -> Command:
        """What it asks for."""
        text, own = self.text.strip(), self.own.strip()
        if self.what is What.REVIEW:
            return ReviewDraft(Draft(text, outlet=self.outlet or Outlet.LINKEDIN))
        complaint = Complaint(text, self.outlet or Outlet.GOOGLE, self.rating, posted=self.posted)
        return CheckReply(complaint, own) if own else RespondToReview(complaint)


def dialog(what: What, text: str, ask: str) -> Element:
    """Asks for the words, of which ``text`` are there already, and for what is known besides."""
    fields = _review(text) if what is What.REVIEW else _respond(text)
    send = {"type": "Action.Submit", "title": what.heading, "data": {"ask": ask, "what": what.value}}
    return adaptive_card(fields, [send], fallback=UPDATE)


def filled(data: Mapping[str, Any]) -> Filled | None:
    """What was sent; ``None`` where it is no form of ours."""
    try:
        return Filled.model_validate(data)
    except ValidationError:
        return None


def _review(text: str) -> list[Element]:
    where = list(named(OUTLETS).items())
    return [
        writing("text", "The words to review", value=short(inert(text), LONGEST), most=LONGEST),
        choices("outlet", "Where will it appear?", where, error="Please pick one.", value="linkedin"),
    ]


def _respond(text: str) -> list[Element]:
    where = list(named(COMPLAINED_AT).items())
    own = "Your own reply, if you want it checked; leave it empty for suggestions"
    return [
        writing("text", "The public review", value=short(inert(text), LONGEST), most=LONGEST),
        choices("outlet", "Where does it stand?", where, error="Please pick one.", value="google"),
        choices("rating", "How many stars?", STARS, hint="Not said"),
        day("posted", "When did it appear?"),
        writing("own", own, most=LONGEST_OWN, error=""),
    ]
