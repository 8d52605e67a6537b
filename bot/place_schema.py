"""What an author writes in a pack about where a draft may go: signals, hashtags, groups."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from bot.detectors.hashtag_words import with_capitals
from bot.model import Draft, Outlet
from bot.page import Page
from bot.presence_schema import Address, Entry, Words
from bot.signals import SHAPES, mentions

Term = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60, pattern=r"[^*\s]")
]
Sample = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class SignalData(Entry):
    """Something that a draft may be about and that outlets suit more or less, known by its words."""

    guideline: str
    title: Words = Field(description="As a reason reads: 'it thanks people by name or team'.")
    words: list[Term] = Field(min_length=1, description="Words; '*' at the end lets a word go on.")
    flags: list[Sample] = Field(min_length=1, description="Drafts that give this signal.")
    passes: list[Sample] = Field(min_length=1, description="Drafts that do not.")
    status: Literal["active", "off"] = "active"

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """Examples that do not hold."""
        if self.id in SHAPES:
            return (f"id: '{self.id}' is what Bedside itself says of a draft; please take another word",)
        told = {"flags": (self.flags, True), "passes": (self.passes, False)}
        return [
            f"{name}: example {number} {'gives no' if wanted else 'gives the'} signal"
            for name, (samples, wanted) in told.items()
            for number, sample in enumerate(samples, start=1)
            if mentions(Page(Draft(sample)).text, self.words) is not wanted
        ]


class HashtagData(Entry):
    """A hashtag of the organization's own, and which drafts it goes with."""

    guideline: str
    tag: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*$", max_length=60)] = (
        Field(description="Without '#', a capital for each word.")
    )
    when: list[Term] = Field(min_length=1, description="It goes with a draft that has one of these words.")
    status: Literal["active", "off"] = "active"

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """A tag that a screen reader would read as one long word."""
        better = with_capitals(self.tag) if self.tag == self.tag.lower() else None
        return [f"tag: write it '{better}', so that a screen reader reads its words"] if better else []


class GroupData(Entry):
    """A group or professional body that the organization recommends. Only it can know these."""

    guideline: str
    name: Words
    what: Words = Field(description="What is talked about there, and by whom.")
    when: list[Term] = Field(default_factory=list, description="Left out, it goes with every draft.")
    outlet: Outlet | None = Field(None, description="On which outlet it is, if on one.")
    link: Address | None = None
    status: Literal["active", "off"] = "active"


def odd_suits(outlets: Mapping[str, Mapping[str, Any]], signals: Collection[str]) -> list[tuple[str, str]]:
    """Each outlet that is said to suit something that nobody knows, and that word."""
    known = {*SHAPES, *signals}
    return [
        (outlet, name)
        for outlet, item in outlets.items()
        for name in item.get("suits") or ()
        if name not in known
    ]
