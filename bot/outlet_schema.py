"""What an author writes in a pack about the outlets: what each allows, how it counts, what it is good at."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Count = Annotated[int, Field(ge=1, le=1_000_000)]


class OutletData(BaseModel):
    """One outlet. What is left out does not concern it; a later layer may change single fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Count | None = Field(None, description="The longest text it takes, as it counts.")
    counts: Literal["characters", "bytes", "weighted"] = Field(
        "characters",
        description="UTF-8 bytes, or X's weights: letters 1, links and wide signs as given here.",
    )
    link: Count | None = Field(None, description="What a link weighs, however long it is.")
    wide: Count | None = Field(None, description="What an emoji or a wide letter weighs.")
    fold: Count | None = Field(None, description="Characters that are shown before 'see more'.")
    hashtags: Count | None = Field(None, description="Hashtags beyond so many do harm.")
    short_news: bool = Field(False, description="Made for short news: an argument does better elsewhere.")
    caption: Count | None = Field(None, description="Made for pictures: few read a caption past this.")
    links_clickable: bool = Field(True, description="Whether a link in the text can be followed.")
    good_for: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)] | None
    ) = Field(
        None, description="What it is good for, as people read it; without it, no draft is placed there."
    )
    suits: list[str] = Field(
        default_factory=list,
        description="What of a draft speaks for it: ids of 'signals', or long, short, picture, video, link.",
    )
    needs: Literal["picture", "video"] | None = Field(None, description="What no post goes without there.")
    thread: Count | None = Field(None, description="A longer text may go out as so many posts at most.")
    tags: int = Field(0, ge=0, le=30, description="So many hashtags help to be found there.")

    @model_validator(mode="after")
    def _says_what_it_weighs(self) -> Self:
        if self.counts == "weighted" and (self.link is None or self.wide is None):
            raise ValueError("'counts: weighted' needs 'link' and 'wide': what a link and a wide sign weigh")
        return self
