"""What a digest says, free of any platform; also as plain text."""

from dataclasses import dataclass, field
from datetime import date

from bot.desk_buttons import Button
from bot.digest_numbers import WeekNumbers
from bot.pillars import Pillar
from bot.tips import Tip

MINUTES = "In five minutes"
EXAMPLE = "For example"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, and the words for whoever does not see it. ``png`` holds the bytes of a PNG file."""

    png: bytes = field(repr=False)
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DigestCard:
    """The digest of one week.

    Attributes:
        day: A day of that week.
        guideline: The title of the guideline that the tip belongs to.
        source: Where that guideline comes from.
        link: The organization's own page about it.
        numbers: The week before in counts; ``None`` where there were too few people.
        often: The title of the guideline that findings were most often about.
        helps: The title of a tip that helps with it.
        resting: The pillar that nobody wrote about for a month.
        notices: What whoever previews it should know; empty when it is sent.
        buttons: What can be done with it where it is shown.
    """

    day: date
    tip: Tip
    guideline: str
    source: str
    link: str | None = None
    numbers: WeekNumbers | None = None
    often: str | None = None
    helps: str | None = None
    resting: Pillar | None = None
    image: Image | None = None
    notices: tuple[str, ...] = ()
    decision_id: str | None = None
    buttons: tuple[Button, ...] = ()

    @property
    def headline(self) -> str:
        """The first line."""
        return f"This week's tip: {self.tip.title}"

    @property
    def week(self) -> tuple[str, ...]:
        """The organization's own week, sentence by sentence."""
        return week_sentences(self.numbers, self.often, self.helps, self.resting)


def week_sentences(
    numbers: WeekNumbers | None, often: str | None, helps: str | None, resting: Pillar | None = None
) -> tuple[str, ...]:
    """The second part of a digest; empty where nothing may be told."""
    if numbers is None:
        return ()
    said = [f"Last week here: {_count(numbers.drafts, 'draft')} reviewed{_mixed(numbers)}."]
    if numbers.worked_on:
        said.append(
            f"Of {_count(numbers.worked_on, 'draft')} that needed work, "
            f"{numbers.improved} came back ready within a day."
        )
    if often:
        said.append(
            f"Most often it was about this: {often}." + (f" The tip that helps: {helps}." if helps else "")
        )
    if resting is not None:
        said.append(
            f"Nobody here wrote about this for a month: {resting.name}."
            + (f" A question to begin with: {resting.ideas[0]}" if resting.ideas else "")
        )
    return tuple(said)


def digest_text(card: DigestCard) -> str:
    """The card in plain text."""
    tip = card.tip
    lines = [card.headline, "", tip.text, "", f"{MINUTES}: {tip.do}", f"{EXAMPLE}: {tip.example}", ""]
    lines.append(f"It belongs to: {card.guideline}. Source: {card.source}.")
    if card.link:
        lines.append(card.link)
    for part in (card.week, card.notices):
        if part:
            lines += ["", *part]
    return "\n".join(lines)


def mix_alt(numbers: WeekNumbers) -> str:
    """The words for the picture of the verdict mix."""
    told = ", ".join(f"{share.drafts} {share.label}" for share in numbers.mix)
    return f"A bar of last week's {_count(numbers.drafts, 'draft')}: {told}."


def _mixed(numbers: WeekNumbers) -> str:
    if not numbers.mix:
        return ""
    return ": " + ", ".join(f"{share.drafts} {share.label}" for share in numbers.mix)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
