"""What an author writes in a pack about people's professional profiles."""

from typing import Annotated, Literal

from pydantic import Field

from bot.model import Outlet
from bot.presence_schema import Entry, Words
from bot.profile_parts import Part

Days = Annotated[int, Field(ge=7, le=1_000)]


class ProfileData(Entry):
    """A profile that people keep public and current, and what to look at there."""

    guideline: str
    name: Words
    outlet: Outlet = Field(description="By whose rules its text is judged.")
    looks: list[Words] = Field(min_length=1, description="What to look at there that no text shows.")
    limits: dict[Part, Annotated[int, Field(ge=1, le=100_000)]] = Field(
        default_factory=dict, description="Characters that a part may have."
    )
    review_days: Days = Field(
        180, description="Days after which it is looked at again, if its owner says nothing."
    )
    status: Literal["active", "off"] = "active"
