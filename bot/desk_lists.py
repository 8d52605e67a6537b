"""What the desk lists, free of any platform: a register, one thing on file, appeals."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk_buttons import Button, button_lines
from bot.desk_commands import DISMISSED, UPHELD
from bot.outlet_names import outlet_name
from bot.register_words import WORDS, Facts, end_of, title_of
from bot.registers import Item, Register, over_since

AT_THE_DESK = "The rest is at the desk, on Bedside's page."
YOURS = "It is your own: somebody else settles it."


@dataclass(frozen=True, slots=True)
class PublishedUnder:
    """That something went out under an authorization: when, where, and the entry of its review."""

    at: datetime
    outlet: str
    review_id: str


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One thing on file, and for an authorization what was published under it.

    Attributes:
        facts: What is known of it, as labels and values.
        may_keep: Whether this person may end it.
        may_remove: Whether this person may remove it for good.
    """

    item: Item
    now: datetime
    may_keep: bool = False
    published: tuple[PublishedUnder, ...] = ()
    facts: Facts = ()
    may_remove: bool = False
    decision_id: str | None = None

    @property
    def in_force(self) -> bool:
        """Say whether it counts now."""
        return in_force(self.item, self.now)

    @property
    def title(self) -> str:
        """What it is, and whether it counts."""
        return f"{title_of(self.item)}: {'in force' if self.in_force else 'over'}"

    @property
    def look(self) -> Button:
        """What opens it from its register."""
        return Button("Look at it", f"item {self.item.register.value} {self.item.id}")

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What this person can do with it."""
        which = f"{self.item.register.value} {self.item.id}"
        end = Button(end_of(self.item), f"end {which}", grave=True)
        remove = Button("Remove it for good", f"unfile {which}", grave=True)
        ends, removes = self.may_keep and self.in_force, self.may_remove
        return (*((end,) if ends else ()), *((remove,) if removes else ()))


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """One register.

    Attributes:
        rows: What is in force first, then by id.
        may_keep: Whether this person may put something on file there, or end it.
    """

    register: Register
    rows: tuple[ItemCard, ...]
    may_keep: bool = False
    decision_id: str | None = None

    @property
    def title(self) -> str:
        """How the register is called, and how much of it counts."""
        count = sum(row.in_force for row in self.rows)
        held = f"{count} in force, {len(self.rows)} on file" if self.rows else "nothing is on file"
        return f"{WORDS[self.register].title}: {held}"


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
    """Appeals, those that wait first and the oldest of them first; ``own`` where it is one's own alone."""

    appeals: tuple[Appeal, ...]
    may_settle: bool = False
    own: bool = False
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
    end = over_since(item)
    return end is None or at < end


def waiting_words(count: int) -> str:
    """How many appeals wait."""
    if not count:
        return "No appeal waits."
    return "One appeal waits." if count == 1 else f"{count} appeals wait."


def settled_words(appeal: Appeal) -> str:
    """What became of an appeal, in one line."""
    return f"{'Upheld' if appeal.upheld else 'Dismissed'}: {appeal.rule}. {appeal.reason}."


def settled_elsewhere(card: AppealsCard, shown: int) -> str:
    """That more were settled than are shown here."""
    return f"{len(card.settled) - shown} more were settled earlier: the page Appeals at the desk lists them."


def list_text(card: ListCard) -> str:
    """The card in plain text."""
    if isinstance(card, RegisterCard):
        return "\n".join([f"{card.title}.", *map(row_text, card.rows)])
    if isinstance(card, ItemCard):
        lines = [card.title, *(f"  {label}: {value}" for label, value in card.facts)]
        return "\n".join([*lines, *_published(card), *button_lines(card.buttons)])
    lines = [waiting_words(len(card.waiting))]
    for appeal in card.waiting:
        lines.append(f"{appeal.rule}: {appeal.said}, review {appeal.review_id}")
        lines += button_lines(settling_buttons(appeal)) if card.may_settle and not appeal.yours else []
    return "\n".join(lines)


def row_text(card: ItemCard) -> str:
    """One thing on file, in one line."""
    known = "; ".join(f"{label}: {value.removesuffix('.')}" for label, value in card.facts)
    return f"{card.title}. {known}"


def under_words(card: ItemCard) -> tuple[str, ...]:
    """What went out under an authorization, a line each."""
    return tuple(
        f"{one.at:%Y-%m-%d} {outlet_name(one.outlet)}, review {one.review_id}" for one in card.published
    )


def _published(card: ItemCard) -> list[str]:
    under = [f"  {line}" for line in under_words(card)]
    return ["Published under it:", *under] if under else []
