"""What an author writes in a pack about the desk: people, roles, approval steps, owners of categories."""

from datetime import date
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from bot.errors import unknown_name

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class _Desk(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Roles = list[Literal["author", "communications", "compliance", "privacy", "auditor", "admin"]]
Channel = Annotated[str, StringConstraints(pattern=r"^(?:slack|teams):[^:\s]+:\S+$", max_length=300)]
Hours = Annotated[int, Field(ge=1, le=24 * 30)]


class AwayData(_Desk):
    """Out of office: the first and the last day."""

    since: date
    until: date


class PersonData(_Desk):
    """Somebody with a role at the desk."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
    name: _Name
    roles: Roles = Field(default_factory=list)
    accounts: list[str] = Field(
        default_factory=list,
        description="As platforms know the person: slack:U024BE7LH, oidc:ann@example.org.",
    )
    away: AwayData | None = None
    deputy: str | None = Field(None, description="Who decides while the person is away, by id.")


class StepData(_Desk):
    """Who must agree, within how many hours, and who comes in after that."""

    role: Literal["communications", "compliance", "privacy"] | None = None
    people: list[str] = Field(default_factory=list, description="By id.")
    need: Literal["any", "all"] = "any"
    hours: Hours = 24
    deputies: list[str] = Field(
        default_factory=list, description="By id; they come in once the time is over."
    )


class DeskData(_Desk):
    """Who decides on drafts, and who may see what."""

    people: list[PersonData] = Field(default_factory=list)
    groups: dict[str, Roles] = Field(default_factory=dict, description="Roles by directory group.")
    approval: Annotated[list[StepData], Field(max_length=12)] = Field(default_factory=list)
    owners: dict[Literal["privacy", "legal", "patient safety", "crisis", "press", "hr"], StepData] = Field(
        default_factory=dict, description="Who has what is escalated, by category."
    )
    takers: dict[_Name, StepData] = Field(
        default_factory=dict,
        description="Who takes public reviews that are handed over, by the name in 'roles'; else 'owners'.",
    )
    channels: Annotated[list[Channel], Field(max_length=5)] = Field(
        default_factory=list,
        description="Where each draft that waits has its card: slack:T024BE7LH:C024BE91L.",
    )
    release: Literal["communications", "compliance", "privacy"] = Field(
        "compliance", description="Who may release a block, with a second person."
    )
    noise_budget: Annotated[float, Field(ge=0, le=1)] = Field(
        0.3, description="The share of a rule's findings that people may overrule before it is called noisy."
    )
    zone: str = Field("UTC", description="Where the evening is, as an IANA name.")
    evening: tuple[int, int] = Field((21, 7), description="From which hour to which an angry draft may wait.")

    @model_validator(mode="after")
    def _known_people(self) -> Self:
        known = {person.id for person in self.people}
        steps = [*self.approval, *self.owners.values(), *self.takers.values()]
        named = [name for step in steps for name in (*step.people, *step.deputies)]
        for name in (*named, *(person.deputy for person in self.people if person.deputy)):
            if name not in known:
                raise ValueError(unknown_name("person", name, known))
        if len(known) < len(self.people):
            raise ValueError("two people have the same id")
        return self

    @field_validator("zone")
    @classmethod
    def _real_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError):
            raise ValueError(
                f"'{value}' is no time zone; write an IANA name such as America/Chicago"
            ) from None
        return value
