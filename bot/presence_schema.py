"""What an author writes in a pack about people's own presence: engines, steps, requests."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.presence_links import FACTS, template, written

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A name without blanks: people and buttons say it."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_500)]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s#]+$", max_length=300)]
SearchAddress = Annotated[
    str, StringConstraints(pattern=r"^https://[^\s#{}]+\{query\}[^\s#{}]*$", max_length=300)
]

Finding = Literal["wrong", "remove", "not-me"]
"""What a person may find that leaves something to do."""


class Entry(BaseModel):
    """Something of a pack that has an id and upholds a guideline."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Name

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """What does not hold once the whole pack is known, such as an example; empty when all does."""
        return ()


class EngineData(Entry):
    """A search engine, and where it takes requests of its own."""

    name: Words
    web: SearchAddress
    images: SearchAddress
    news: SearchAddress
    removal: Address | None = Field(None, description="The engine's own form or help for removal.")


class ShownData(BaseModel):
    """An example: what somebody types, and the link that has to come of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: dict[str, Words]
    link: Words


class CheckStepData(Entry):
    """One step of the presence check: one search, one look."""

    guideline: str
    title: Words
    look: Words = Field(description="What to look for on the first page.")
    engine: Name
    sort: Literal["web", "images", "news"] = "web"
    query: Words = Field(
        description="What to search for; {name}, {employer}, {city}, {former} are filled in."
    )
    shows: list[ShownData] = Field(min_length=1, description="Examples that prove the link.")
    status: Literal["active", "off"] = "active"

    @model_validator(mode="after")
    def _asks_only_known_facts(self) -> Self:
        odd = sorted(set(written(self.query)) - set(FACTS))
        if odd:
            raise ValueError(f"'query' asks for {', '.join(odd)}; known: {', '.join(FACTS)}")
        return self

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """Each example whose link is another."""
        engine = data["engines"].get(self.engine)
        if engine is None:
            return (f"engine: there is no engine '{self.engine}'; known: {', '.join(data['engines'])}",)
        link = template(engine[self.sort], self.query)
        got = [(shown.link, link.filled(shown.facts)) for shown in self.shows]
        return [f"shows: made {made}, not {wanted}" for wanted, made in got if made != wanted]


class AccountData(Entry):
    """A platform on which people have personal accounts, and what to make private there."""

    guideline: str
    name: Words
    checks: list[Words] = Field(min_length=1)
    always: bool = Field(False, description="It concerns everybody; nobody is asked whether they have it.")
    verified: date | None = Field(None, description="When somebody of yours last found the settings so.")
    status: Literal["active", "off"] = "active"


class FormData(BaseModel):
    """A platform's own form, where there is one for each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Words
    link: Address


class RequestData(Entry):
    """A way to have something corrected or removed; ways are tried in the order in which they stand."""

    guideline: str
    title: Words
    answers: list[Finding] = Field(min_length=1, description="What was found.")
    steps: list[Name] = Field(default_factory=list, description="Only for these steps; left out, for all.")
    how: Words = Field(description="What to do, in a sentence or two.")
    text: Text | None = Field(None, description="A draft to send; [BRACKETS] are for the person to fill.")
    form: Literal["engine"] | None = Field(None, description="Link to the form of the step's engine.")
    link: Address | None = None
    forms: list[FormData] = Field(
        default_factory=list, description="Forms of several platforms, to pick from."
    )
    wait: int = Field(30, ge=1, le=120, description="Days until it is worth looking again.")
    status: Literal["active", "off"] = "active"

    def problems(self, data: Mapping[str, Any]) -> Collection[str]:
        """Steps that are not there."""
        return [f"steps: there is no step '{name}'" for name in self.steps if name not in data["presence"]]
