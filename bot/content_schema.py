"""What an author writes in a pack about content: kinds, needs, outlines, pillars, a calendar."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.errors import unknown_name
from bot.model import Outlet
from bot.pillars import Pillars, pillars_of
from bot.presence_schema import Entry, Name, Text, Words
from bot.starters import blanks

Phrase = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100, pattern=r"^[^{}]*$")
]
_DIGIT = re.compile(r"\d")
Status = Literal["active", "off"]


class NeedData(Entry):
    """Something to have before one writes, such as a colleague's consent."""

    guideline: str
    title: Words
    how: Words = Field(description="What to get or to look at, in a sentence or two.")
    status: Status = "active"


class OutlineData(BaseModel):
    """How a text may begin: words without any fact, with [brackets] for the author to fill."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Words
    text: Text
    filled: dict[str, Words] = Field(description="An example: what may stand in the place of each bracket.")

    @model_validator(mode="after")
    def _holds_no_facts(self) -> Self:
        asked = set(blanks(self.text))
        if not asked:
            raise ValueError("'text' has no [bracket] for the author to fill")
        if asked != self.filled.keys():
            odd = ", ".join(sorted(asked ^ self.filled.keys()))
            raise ValueError(f"'filled' and the brackets of 'text' are not the same: {odd}")
        if _DIGIT.search(self.text):
            raise ValueError("'text' holds a number; an outline holds no facts that could be wrong")
        return self


class ContentData(Entry):
    """A kind of content: what it is good for, what it needs first, how it may begin."""

    guideline: str
    name: Words
    good_for: Words
    outlet: Outlet = Field(Outlet.LINKEDIN, description="Where it is usually published.")
    needs: list[Name] = Field(default_factory=list, description="Ids of 'needs'.")
    ideas: list[Words] = Field(min_length=1, description="Questions that lead to something to write.")
    outlines: list[OutlineData] = Field(min_length=1)
    status: Status = "active"

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """Needs that are not there."""
        return [
            f"needs: {unknown_name('need', name, data['needs'])}"
            for name in self.needs
            if name not in data["needs"]
        ]


class PillarData(Entry):
    """A subject that the organization wants to be heard on."""

    guideline: str = "do.align-with-strategy"
    name: Words
    words: list[Phrase] = Field(
        default_factory=list, description="Words by which a draft is about it; '*' lets a word go on."
    )
    ideas: list[Words] = Field(default_factory=list, description="Questions that lead to something to write.")
    touches: list[Words] = Field(default_factory=list, description="Examples that are about it.")
    passes: list[Words] = Field(default_factory=list, description="Examples that are not.")
    status: Status = "active"

    @model_validator(mode="after")
    def _proves_its_words(self) -> Self:
        if self.words and not (self.touches and self.passes):
            raise ValueError("'words' need an example that 'touches' the pillar and one that 'passes'")
        return self

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """Each example that does not hold."""
        alone = Pillars(pillars_of({"pillars": [self.model_dump(exclude={"status"})]}))
        return [
            *(f"touches: is not about it: {text!r}" for text in self.touches if not alone.touched(text)),
            *(f"passes: is about it: {text!r}" for text in self.passes if alone.touched(text)),
        ]


class OccasionData(Entry):
    """A day or some days of the organization's own calendar on which there is something to say."""

    title: Words
    on: date
    until: date | None = Field(None, description="The last day, where it takes more than one.")
    every_year: bool = False
    pillar: Name | None = None
    start: Name | None = Field(None, description="The id of a kind of content that suits it.")
    note: Words | None = None
    status: Status = "active"

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until is not None and self.until < self.on:
            raise ValueError("'until' lies before 'on'")
        return self

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """A pillar or a kind of content that is not there."""
        named = (("pillar", self.pillar, "pillars"), ("start", self.start, "content"))
        return [
            f"{field}: {unknown_name('pillar' if field == 'pillar' else 'content type', name, data[kind])}"
            for field, name, kind in named
            if name is not None and name not in data[kind]
        ]
