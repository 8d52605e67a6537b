"""What Bedside says to one person about their own presence, free of any platform."""

from dataclasses import dataclass, field

from bot.desk_buttons import Button
from bot.model import Outlet
from bot.presence_links import Link

BEGIN = "Use this as my draft"
"""What the button says that takes an outline over."""
YOUR_OWN = "In the search, please put your own name and facts in the place of the capitals."


@dataclass(frozen=True, slots=True)
class GuideCard:
    """One thing to look at, and what to do about it, for one person alone.

    Attributes:
        told: What just happened, or why nothing did.
        place: Where this is, such as "Step 3 of 12".
        lines: Sentences, in reading order.
        facts: Labels and values.
        copies: Words to take along, such as a request to send, each on its own.
        begins: The kind of content whose outline is in ``copies``, and its number, as in ``spotlight 1``.
        outlet: Where such a text usually goes.
        links: Where to go; some ask for facts that only the person's own side fills in.
        paste: Where words may be put in: a button that asks for them.
        failed: Nothing was changed.
    """

    title: str
    told: str = ""
    place: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    copies: tuple[str, ...] = field(default=(), repr=False)
    begins: str = ""
    outlet: Outlet = Outlet.LINKEDIN
    links: tuple[Link, ...] = ()
    buttons: tuple[Button, ...] = ()
    paste: Button | None = None
    failed: bool = False
    decision_id: str | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that its links ask for."""
        return tuple(dict.fromkeys(name for link in self.links for name in link.needs))


def guide_text(card: GuideCard) -> str:
    """The card in plain text; links as they work for somebody of whom nothing is known."""
    head = f"{card.place}: {card.title}" if card.place else card.title
    parts = [
        [card.told] if card.told else [],
        [head, *card.lines],
        [f"  {label}: {value}" for label, value in card.facts],
        *([words] for words in card.copies),
        [*(f"{link.label}: {link.address}" for link in card.links), *([YOUR_OWN] if card.needs else [])],
        [f"  {button.label}: {_typed(button)}" for button in card.buttons],
        [f"  {card.paste.label}: {card.paste.words} {card.paste.asks.upper()}"] if card.paste else [],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _typed(button: Button) -> str:
    return f"{button.words} {'|'.join(code for code, _ in button.reasons)}".rstrip()
