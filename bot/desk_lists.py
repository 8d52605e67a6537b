"""What the desk lists, free of any platform: a register, one thing on file, appeals."""

from dataclasses import dataclass, fields
from datetime import datetime

from bot.desk_cards import Button
from bot.desk_commands import DISMISSED, UPHELD
from bot.registers import AuthorizationOnFile, Freeze, Item, Register


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """One register.

    Attributes:
        items: What is in force first, then by id.
        may_keep: Whether this person may put something on file there, or end it.
    """

    register: Register
    items: tuple[Item, ...]
    now: datetime
    may_keep: bool = False
    decision_id: str | None = None

    def in_force(self, item: Item) -> bool:
        """Say whether an item counts now."""
        return in_force(item, self.now)


@dataclass(frozen=True, slots=True)
class PublishedUnder:
    """That something went out under an authorization: when, where, and the entry of its review."""

    at: datetime
    outlet: str
    review_id: str


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One thing on file, and for an authorization what was published under it."""

    item: Item
    now: datetime
    may_keep: bool = False
    published: tuple[PublishedUnder, ...] = ()
    decision_id: str | None = None

    @property
    def in_force(self) -> bool:
        """Say whether it counts now."""
        return in_force(self.item, self.now)


@dataclass(frozen=True, slots=True)
class Appeal:
    """Somebody disagreed with a finding. Who it was is in the log and not here: it is about the rule.

    Attributes:
        id: Its entry.
        review_id: The entry of the review.
        said: Why the finding is thought wrong, as picked from a list.
        upheld: ``None`` while nobody has settled it; ``reason`` and ``settled_at`` go with it.
        yours: Whether it is this person's own, which somebody else has to settle.
    """

    id: str
    rule: str
    review_id: str
    at: datetime
    said: str
    yours: bool = False
    upheld: bool | None = None
    reason: str | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AppealsCard:
    """Appeals, those that wait first and the oldest of them first."""

    appeals: tuple[Appeal, ...]
    may_settle: bool = False
    decision_id: str | None = None

    @property
    def waiting(self) -> tuple[Appeal, ...]:
        """Those that nobody settled."""
        return tuple(appeal for appeal in self.appeals if appeal.upheld is None)

    @property
    def settled(self) -> tuple[Appeal, ...]:
        """Those that somebody did, newest first."""
        return tuple(appeal for appeal in self.appeals if appeal.upheld is not None)


def settling_buttons(appeal: Appeal) -> tuple[Button, ...]:
    """What its owner can do with an appeal that waits."""
    settle = (("Uphold", "uphold", UPHELD), ("Dismiss", "dismiss", DISMISSED))
    return tuple(
        Button(label, f"{verb} {appeal.id}", tuple((reason.value, reason.label) for reason in reasons))
        for label, verb, reasons in settle
    )


ListCard = RegisterCard | ItemCard | AppealsCard


def in_force(item: Item, at: datetime) -> bool:
    """Say whether something on file counts at a moment."""
    if isinstance(item, AuthorizationOnFile):
        return item.revoked_at is None and (item.expires is None or item.expires >= at.date())
    if isinstance(item, Freeze):
        return item.holds(at)
    return item.ended_at is None


def waiting_words(count: int) -> str:
    """How many appeals wait."""
    if not count:
        return "No appeal waits."
    return "One appeal waits." if count == 1 else f"{count} appeals wait."


def list_text(card: ListCard) -> str:
    """The card in plain text."""
    if isinstance(card, RegisterCard):
        return "\n".join(map(item_text, card.items)) or f"Nothing is on file: {card.register.value}."
    if isinstance(card, ItemCard):
        under = [f"  {p.at:%Y-%m-%d} {p.outlet}, review {p.review_id}" for p in card.published]
        return "\n".join([item_text(card.item), *(["Published under it:", *under] if under else [])])
    lines = [waiting_words(len(card.waiting))]
    lines += [
        f"{appeal.id}  {appeal.rule}: {appeal.said}, review {appeal.review_id}" for appeal in card.waiting
    ]
    return "\n".join(lines)


def item_text(item: Item) -> str:
    """One thing on file, in one line."""
    known = ((field.name, getattr(item, field.name)) for field in fields(item))
    words = (f"{value}" if name == "id" else f"{name} {value}" for name, value in known if value)
    return f"{item.register.value:<14} {', '.join(words)}"
