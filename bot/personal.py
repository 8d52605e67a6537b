"""What Bedside keeps about one person's own presence: answers, to-dos, reminders. Theirs alone. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Said(StrEnum):
    """What a person found at a step of the check."""

    FINE = "fine"
    WRONG = "wrong"
    REMOVE = "remove"
    NOT_ME = "not-me"
    SKIPPED = "skip"

    @property
    def label(self) -> str:
        """As a button says it."""
        return _LABELS[self]

    @property
    def leaves_work(self) -> bool:
        """Whether there is something to do about it."""
        return self in {Said.WRONG, Said.REMOVE, Said.NOT_ME}


_LABELS = {
    Said.FINE: "All fine",
    Said.WRONG: "Something is wrong",
    Said.REMOVE: "Something should go",
    Said.NOT_ME: "Somebody poses as me",
    Said.SKIPPED: "Not for me",
}


class Owner(StrEnum):
    """Who sees to it: a note for oneself, nobody is told."""

    ME = "me"
    ASSISTANT = "assistant"
    COMMUNICATIONS = "communications"
    LEGAL = "legal"
    FAMILY = "family"

    @property
    def label(self) -> str:
        """As people read it."""
        return "Myself" if self is Owner.ME else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at one step, and when."""

    said: Said
    on: date


@dataclass(frozen=True, slots=True)
class Check:
    """One walk through the steps, answers by step. Where somebody stands follows from the answers."""

    begun: date
    answers: Mapping[str, Answer] = field(default_factory=dict)
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to have corrected or removed.

    Attributes:
        step: Where it was found.
        title: The step's title then, since steps may go from the pack.
        tried: How many ways were tried in vain; the next one is offered.
        asked: When the last request went out.
        due: When to send the next one or, after ``asked``, when to look whether it helped.
    """

    id: str
    step: str
    title: str
    what: Said
    opened: date
    due: date
    owner: Owner = Owner.ME
    tried: int = 0
    asked: date | None = None
    done: date | None = None

    @property
    def waits(self) -> bool:
        """Whether a request is out and it is to be looked at again."""
        return self.done is None and self.asked is not None


class Has(StrEnum):
    """Whether somebody has a personal account on a platform."""

    NOW = "have"
    ONCE = "had"
    NEVER = "never"

    @property
    def label(self) -> str:
        """As people read it."""
        return {Has.NOW: "I have one", Has.ONCE: "I had one", Has.NEVER: "Never"}[self]


@dataclass(frozen=True, slots=True)
class Account:
    """What a person said of one platform: ``private`` is the day on which they said that all is done."""

    has: Has
    on: date
    private: date | None = None

    @property
    def waits(self) -> bool:
        """Whether the person still has to make it private."""
        return self.has is not Has.NEVER and self.private is None


@dataclass(frozen=True, slots=True)
class Shown:
    """A profile's text as it was shown: its verdict, and a keyed fingerprint of each of its sentences."""

    on: date
    marks: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept about one professional profile; never its text.

    Attributes:
        approved: The text that its owner said stands there; ``shown`` is one that waits for that word.
        looked: When its owner last said that it is still right.
        every: After how many days its owner wants to look again, where they said so.
    """

    approved: Shown | None = None
    shown: Shown | None = None
    looked: date | None = None
    review_by: date | None = None
    every: int | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """How a person wants to be reminded.

    Attributes:
        zone: An IANA name.
        kept: They said that this is where they live; until then it follows the platform on which they ask.
        until: No reminder before this day.
        told: Which reasons were told, with the day; each is told once.
    """

    zone: str = "UTC"
    kept: bool = False
    stopped: bool = False
    until: date | None = None
    told: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What one draft was about.

    Attributes:
        entry: The entry of its review, by which a later version finds it.
        outlet: Where it was meant to be published.
        pillars: The ids of the pillars that it is about.
    """

    entry: str
    on: date
    outlet: str
    pillars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Personal:
    """Everything that is kept about one person.

    Attributes:
        offer_from: From which day on a presence check is offered to somebody who never began one.
        uncounted: Whether they want nothing kept of what their drafts are about.
    """

    check: Check | None = None
    earlier: Check | None = None
    todos: tuple[Todo, ...] = ()
    accounts: Mapping[str, Account] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    reminders: Reminders = field(default_factory=Reminders)
    offer_from: date | None = None
    written: tuple[Written, ...] = ()
    uncounted: bool = False

    @property
    def open(self) -> tuple[Todo, ...]:
        """What is left to do, the most urgent first."""
        return tuple(sorted((t for t in self.todos if t.done is None), key=lambda t: (t.due, t.id)))

    def todo(self, todo_id: str) -> Todo | None:
        """The to-do of that id."""
        return next((item for item in self.todos if item.id == todo_id), None)

    def with_todo(self, changed: Todo) -> "Personal":
        """The same with one to-do changed, or added at the end."""
        rest = tuple(changed if item.id == changed.id else item for item in self.todos)
        return replace(self, todos=rest if changed in rest else (*self.todos, changed))


def refusal(personal: Personal) -> Personal | None:
    """What outlives the rest of a record: what its person said no to; ``None`` where that is nothing."""
    left = Personal(reminders=Reminders(stopped=personal.reminders.stopped), uncounted=personal.uncounted)
    return left if left != Personal() else None


def states(personal: Personal) -> dict[str, str]:
    """All that the decision log may know: what is open and what is done, and since when."""
    found: dict[str, str] = {}
    if (check := personal.check) is not None:
        found["presence"] = f"done {check.ended}" if check.ended else f"open {check.begun}"
    if personal.todos:
        last = max(item.done or item.opened for item in personal.todos)
        found["todos"] = f"open {min(t.opened for t in personal.open)}" if personal.open else f"done {last}"
    if personal.accounts:
        left = [item.on for item in personal.accounts.values() if item.waits]
        days = [item.private or item.on for item in personal.accounts.values()]
        found["accounts"] = f"open {min(left)}" if left else f"done {max(days)}"
    waiting = [item.shown.on for item in personal.profiles.values() if item.shown is not None]
    said = [
        item.looked or item.approved.on for item in personal.profiles.values() if item.approved is not None
    ]
    if waiting or said:
        found["profiles"] = f"open {min(waiting)}" if waiting else f"done {max(said)}"
    return found
