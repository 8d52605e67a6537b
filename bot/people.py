"""Who may do what: the people, roles, approval steps and owners that an organization's pack names."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.model import Actor


class Role(StrEnum):
    """What a person may do beside writing drafts, which everybody may."""

    AUTHOR = "author"
    COMMUNICATIONS = "communications"
    COMPLIANCE = "compliance"
    PRIVACY = "privacy"
    AUDITOR = "auditor"
    ADMIN = "admin"


DECIDERS = frozenset({Role.COMMUNICATIONS, Role.COMPLIANCE, Role.PRIVACY})
"""Roles that may be asked to decide on a draft, and so may read it."""

KEEPERS = DECIDERS | {Role.ADMIN}
"""Roles that say whether what Bedside sends on its own, the weekly digest, may go out."""

OFFICERS = frozenset({Role.PRIVACY, Role.COMPLIANCE})
"""Roles that delete a draft's text on request, or keep it for a lawyer."""

POLICY_OWNERS = OFFICERS | {Role.ADMIN}
"""Roles that own the policy: they settle appeals and propose changes of it."""

WATCHERS = POLICY_OWNERS | {Role.AUDITOR}
"""Roles that read the record: the log, the evidence pack, what was appealed."""

CATEGORIES = ("privacy", "legal", "patient safety", "crisis", "press", "hr")
"""What a draft or a complaint can be escalated for; a pack names who has it."""

MOST_STEPS = 4
SIGNED_IN = "person:"
"""How the account of somebody begins whom Bedside itself signed in: the person's own id follows."""

DAY_HOURS = 24
VOUCHED_FOR = timedelta(hours=12)
"""How long what a sign-in said of somebody is believed: a session lasts no longer."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody that the pack or a directory names.

    Attributes:
        id: One name for the person on every platform.
        accounts: As platforms know the person: ``slack:U024BE7LH``, ``oidc:ann@example.org``, ``cli:ann``.
        away: First and last day out of office; ``deputy`` decides meanwhile.
        vouched: Those of the roles that a directory alone vouches for.
        subject: The issuer and its name for the account, where the person signed in by one.
    """

    id: str
    name: str = ""
    roles: frozenset[Role] = frozenset()
    accounts: tuple[str, ...] = ()
    away: tuple[date, date] | None = None
    deputy: str | None = None
    vouched: frozenset[Role] = frozenset()
    subject: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The name that people read."""
        return self.name or self.id

    def is_away(self, on: date) -> bool:
        """Say whether the person is out of office that day."""
        return self.away is not None and self.away[0] <= on <= self.away[1]

    def may(self, *roles: Role) -> bool:
        """Say whether the person holds one of ``roles``."""
        return bool(self.roles & frozenset(roles))


@dataclass(frozen=True, slots=True)
class Step:
    """Who must agree: the holders of ``role`` and the ``people`` named; ``any`` of them, or ``all``."""

    role: str | None = None
    people: tuple[str, ...] = ()
    need: str = "any"
    hours: int = DAY_HOURS
    deputies: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Whom it waits for, in words."""
        return " and ".join([*((self.role,) if self.role else ()), *self.people])

    def told(self, named: Callable[[str], str]) -> str:
        """Who must agree, in words, with people by the name that ``named`` gives them."""
        every = self.need == "all"
        of_role = (f"{'everyone' if every else 'anyone'} in {self.role}",) if self.role else ()
        return (" and " if every else " or ").join([*of_role, *map(named, self.people)])


@dataclass(frozen=True, slots=True)
class DeskPolicy:
    """Everything of a pack that says who decides.

    Attributes:
        channels: Where everything that people decide on has its card: ``slack:T024BE7LH:C024BE91L``, which
            is a platform, an installation and a conversation there.
        version: The pack's.
        rules_version: That of its part for which an approval holds; see ``bot.rules_version``.
        guests: Those of the people whom the pack does not name; see ``including``.
        owners: Who has what a draft is escalated for, by category.
        takers: Who takes a public review that is handed over, by the triage's role; else ``owners`` say.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    steps: tuple[Step, ...] = (Step(role=Role.COMMUNICATIONS.value),)
    owners: Mapping[str, Step] = field(default_factory=dict)
    takers: Mapping[str, Step] = field(default_factory=dict)
    release: Role = Role.COMPLIANCE
    noise_budget: float = 0.3
    zone: str = "UTC"
    evening: tuple[int, int] = (21, 7)
    version: str = ""
    rules_version: str = ""
    guests: frozenset[str] = frozenset()

    def person_of(self, platform: str, actor: Actor) -> Person:
        """The person behind an account; somebody whom the pack does not name may write drafts."""
        if actor.id.startswith(SIGNED_IN):
            name = actor.id.removeprefix(SIGNED_IN)
            return self.people.get(name) or Person(name, name)
        account = actor.id if actor.id.startswith(f"{platform}:") else f"{platform}:{actor.id}"
        for person in self.people.values():
            if account in person.accounts:
                return person
        return Person(account, actor.id)

    def asking(self, platform: str, actor: Actor) -> Person:
        """The same; a role that the sign-in vouched for counts beside the pack's."""
        person = self.person_of(platform, actor)
        vouched = frozenset(Role(name) for name in actor.role.split() if name in set(Role))
        return replace(
            person,
            roles=person.roles | vouched,
            vouched=vouched - person.roles,
            subject=actor.subject,
        )

    def holders(self, *roles: Role) -> tuple[str, ...]:
        """The names of those in the pack who hold one of ``roles``."""
        return tuple(sorted(person.shown for person in self.people.values() if person.may(*roles)))

    def including(self, person: Person) -> "DeskPolicy":
        """The same with somebody whose roles a directory vouched for just now."""
        if self.people.get(person.id) == person or not person.roles:
            return self
        guests = self.guests if person.id in self.people else self.guests | {person.id}
        return replace(self, people={**self.people, person.id: person}, guests=guests)

    def names(self, person_id: str) -> bool:
        """Say whether the pack itself names the person."""
        return person_id in self.people and person_id not in self.guests

    def named(self, person_id: str) -> str:
        """The name people read for an id."""
        return self.people[person_id].shown if person_id in self.people else person_id

    def seats(
        self, step: Step, author: str, on: date, *, deputized: bool = False
    ) -> tuple[frozenset[str], ...]:
        """Each seat is filled by one agreement of anybody in it; never by the author's.

        Out of office, the deputy sits beside. Once a deadline has passed, the step's deputies do, too.
        """
        holders = [person.id for person in self.people.values() if step.role and step.role in person.roles]
        holders += [name for name in step.people if name in self.people]
        more = frozenset(step.deputies) & frozenset(self.people) if deputized else frozenset()
        seats = [(self._seat(holder, on) | more) - {author} for holder in dict.fromkeys(holders)]
        seats = [seat for seat in seats if seat] or ([more - {author}] if more - {author} else [])
        return tuple(seats) if step.need == "all" else (frozenset[str]().union(*seats),) if seats else ()

    def _seat(self, holder: str, on: date) -> frozenset[str]:
        person = self.people[holder]
        if person.is_away(on) and person.deputy in self.people:
            return frozenset({holder, str(person.deputy)})
        return frozenset({holder})

    def steps_for(self, category: str) -> tuple[Step, ...]:
        """Who must agree to what is escalated for ``category``; to any other draft, the steps of all."""
        if category not in CATEGORIES:
            return self.steps
        return (self.owners.get(category, Step(role=Role.COMMUNICATIONS.value)),)

    def waits_for(self, step: Step, author: str, at: datetime, *, deputized: bool = False) -> tuple[str, ...]:
        """The names of those who may agree now."""
        seats = self.seats(step, author, at.astimezone(UTC).date(), deputized=deputized)
        return tuple(sorted({self.named(name) for seat in seats for name in seat}))


def desk_of(organization: Mapping[str, Any] | None) -> DeskPolicy:
    """Read what a validated pack says of its desk."""
    desk: Mapping[str, Any] = (organization or {}).get("desk") or {}
    people = {item["id"]: _person(item) for item in desk.get("people", ())}
    usual = DeskPolicy()
    return DeskPolicy(
        people=people,
        groups={name: _roles(roles) for name, roles in desk.get("groups", {}).items()},
        steps=tuple(_step(item) for item in desk.get("approval", ())) or usual.steps,
        owners={name: _step(item) for name, item in desk.get("owners", {}).items()},
        takers={name: _step(item) for name, item in desk.get("takers", {}).items()},
        channels=tuple(desk.get("channels", ())),
        release=Role(desk.get("release", usual.release)),
        noise_budget=desk.get("noise_budget", usual.noise_budget),
        zone=desk.get("zone", usual.zone),
        evening=tuple(desk.get("evening", usual.evening)),
    )


def nameless(*told: str) -> str:
    """What stands for a person in the keys of jobs, which operators see: always the same, and no name."""
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def missing(policy: DeskPolicy) -> tuple[str, ...]:
    """What nobody could decide under this pack, in sentences for its owner."""
    told = [
        f"Nobody is named for '{name}': what is escalated for it goes to communications."
        for name in CATEGORIES
        if not policy.seats(policy.owners.get(name, Step()), "", date.min)
    ]
    told += [
        f"Approval step {number} ({step.label}) has nobody who holds it."
        for number, step in enumerate(policy.steps, start=1)
        if not policy.seats(step, "", date.min)
    ]
    if len([p for p in policy.people.values() if p.may(policy.release)]) < 1:
        told.append(f"Nobody holds the role '{policy.release}' that may release a block.")
    if len(policy.steps) > MOST_STEPS:
        told.append(
            f"{len(policy.steps)} approval steps: more than {MOST_STEPS} take days, and people stop asking."
        )
    return tuple(told)


def _person(item: Mapping[str, Any]) -> Person:
    away = item.get("away")
    return Person(
        item["id"],
        item.get("name", ""),
        _roles(item.get("roles", ())),
        tuple(item.get("accounts", ())),
        (_day(away["since"]), _day(away["until"])) if away else None,
        item.get("deputy"),
    )


def _roles(names: Iterable[str]) -> frozenset[Role]:
    return frozenset(Role(name) for name in names)


def _step(item: Mapping[str, Any]) -> Step:
    return Step(
        item.get("role"),
        tuple(item.get("people", ())),
        item.get("need", "any"),
        int(item.get("hours", DAY_HOURS)),
        tuple(item.get("deputies", ())),
    )


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
