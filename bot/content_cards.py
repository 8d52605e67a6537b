"""What Bedside says to somebody who is about to write. Pure; plain, kind and short."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.desk_buttons import Button
from bot.occasions import Occasion
from bot.personal import Personal
from bot.personal_cards import GuideCard
from bot.pillars import Pillar
from bot.presence_cards import MINE, day
from bot.starters import Starter
from bot.writing import Share, Shares, shares

START = Button("Pick what to write", "start")
IDEAS = Button("What could I write about?", "ideas")
WRITING = Button("What I wrote about", "pillars")
STOP = Button("Do not count my drafts", "pillars stop")
COUNT = Button("Count my drafts", "pillars start")

FILL = (
    "Fill in what stands in brackets, then send it to me like any draft. The outline holds no facts; "
    "yours are checked."
)
NO_STARTERS = "The policy pack names no kinds of content."
NOT_THERE = "That kind is not on the list. Nothing was lost."
NO_PILLAR = "Your organization has no subject of that name."
NO_PILLARS = "Your organization has named no subjects of its own yet."
ORDER = "What you wrote about least stands first. Only you see this."
ALONE = (
    "Only you see this: it is encrypted, kept for half a year, and no word of a draft is in it. "
    "Several versions of a draft count once."
)
UNCOUNTED = "Nothing of what your drafts are about is kept about you."


@dataclass(frozen=True, slots=True)
class Strategy:
    """What the organization's pack says of what to write, and for whom."""

    starters: tuple[Starter, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    audience: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()

    def starter(self, kind: str | None) -> Starter | None:
        """The kind of content of that id."""
        return next((item for item in self.starters if item.id == kind), None)

    def pillar(self, name: str | None) -> Pillar | None:
        """The pillar of that id."""
        return next((item for item in self.pillars if item.id == name), None)

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """For whom to write and how, where the organization says so."""
        both = (("You write for", self.audience), ("We sound like this", self.voice))
        return tuple((label, f"{'. '.join(said)}.") for label, said in both if said)


def starters_card(strategy: Strategy, told: str = "") -> GuideCard:
    """All kinds of content, to pick one."""
    if not strategy.starters:
        return GuideCard("What would you like to write?", NO_STARTERS, failed=True)
    return GuideCard(
        "What would you like to write?",
        told,
        lines=("Pick a kind. I say what it needs first, and how it may begin.",),
        facts=tuple((item.name, item.good_for) for item in strategy.starters),
        buttons=(*(_begin(item) for item in strategy.starters), IDEAS),
    )


def starter_card(strategy: Strategy, starter: Starter, number: int) -> GuideCard:
    """One kind of content: what it needs first, and an outline to take along.

    Args:
        strategy: For whom to write and how.
        starter: The kind.
        number: Which outline, from 1; past the last one it begins again.
    """
    index = (number - 1) % len(starter.outlines)
    more = Button("Another outline", f"start {starter.id} {index + 2}")
    return GuideCard(
        starter.name,
        place="What it needs first" if starter.needs else "",
        lines=(starter.good_for,),
        facts=(
            *((need.title, need.how) for need in starter.needs),
            ("Ask yourself", " ".join(starter.ideas)),
            *strategy.told,
            (f"Outline: {starter.outlines[index].name}", FILL),
        ),
        copies=(starter.outlines[index].text,),
        begins=f"{starter.id} {index + 1}",
        outlet=starter.outlet,
        buttons=(*((more,) if len(starter.outlines) > 1 else ()), Button("Other kinds", "start"), IDEAS),
    )


def ideas_card(strategy: Strategy, personal: Personal, today: date, told: str = "") -> GuideCard:
    """What could be written: what comes up, and a question for each pillar or kind of content."""
    coming = tuple(_coming(item) for item in strategy.occasions)
    title = "What could you write about?"
    if not strategy.pillars:
        asked = tuple((item.name, _turn(item.ideas, today)) for item in strategy.starters)
        return GuideCard(title, told, lines=(NO_PILLARS,), facts=(*coming, *asked), buttons=(START, MINE))
    known = shares(personal, strategy.pillars, today)
    ordered = _ordered(strategy.pillars, known)
    return GuideCard(
        title,
        told,
        lines=(ORDER,) if known.drafts else (),
        facts=(*coming, *((item.name, _turn(item.ideas, today)) for item in ordered if item.ideas)),
        buttons=(*(Button(item.name, f"ideas {item.id}") for item in ordered), START, WRITING),
    )


def pillar_card(strategy: Strategy, pillar: Pillar, today: date) -> GuideCard:
    """One pillar: its own questions, what comes up, and a question for each kind of content."""
    coming = tuple(_coming(item) for item in strategy.occasions if item.pillar == pillar.id)
    return GuideCard(
        pillar.name,
        place="Ideas",
        lines=pillar.ideas,
        facts=(*coming, *((item.name, _turn(item.ideas, today)) for item in strategy.starters)),
        buttons=(*(_begin(item) for item in strategy.starters), IDEAS),
    )


def writing_card(strategy: Strategy, personal: Personal, today: date, told: str = "") -> GuideCard:
    """What an author's drafts of the last half year were about."""
    title = "What you wrote about"
    if personal.uncounted:
        return GuideCard(title, told, lines=(UNCOUNTED,), buttons=(COUNT, IDEAS, MINE))
    known = shares(personal, strategy.pillars, today)
    if not known.by_pillar:
        return GuideCard(title, told, lines=(NO_PILLARS,), buttons=(START, MINE))
    step = small_step(known, today)
    return GuideCard(
        title,
        told,
        lines=(ALONE,),
        facts=(
            ("Drafts in the last half year", str(known.drafts)),
            *((share.pillar.name, _counted(share, known.drafts)) for share in known.by_pillar),
            *((("None of these", str(known.other)),) if known.other else ()),
            ("Next small step", step),
        ),
        buttons=(IDEAS, START, STOP, MINE),
    )


def on_my_page(card: GuideCard, strategy: Strategy, personal: Personal, today: date) -> GuideCard:
    """A person's own page, with what they wrote about and a next small step."""
    known = shares(personal, strategy.pillars, today)
    facts: tuple[tuple[str, str], ...] = ()
    if known.by_pillar and personal.uncounted:
        facts = (("Your subjects", "not counted"),)
    elif known.by_pillar:
        facts = (("Your subjects", _summed(known)), ("To write about", small_step(known, today)))
    first, *rest = card.buttons
    more = (IDEAS, *((WRITING,) if known.by_pillar else ()))
    return replace(card, facts=(*card.facts, *facts), buttons=(first, *more, *rest))


def small_step(known: Shares, today: date) -> str:
    """One thing to do next, about the pillar that was written about least."""
    share = known.rarest
    if share is None:
        return ""
    since = f"last on {day(share.last)}" if share.last is not None else "no draft yet"
    question = _turn(share.pillar.ideas, today) if share.pillar.ideas else "What could you say about it?"
    return f"{share.pillar.name} ({since}): {question}"


def _ordered(pillars: Sequence[Pillar], known: Shares) -> list[Pillar]:
    """The pillar of the fewest drafts first; where nothing is known, as in the pack."""
    drafts = {share.pillar.id: share.drafts for share in known.by_pillar}
    return sorted(pillars, key=lambda pillar: drafts.get(pillar.id, 0))


def _begin(starter: Starter) -> Button:
    return Button(starter.name, f"start {starter.id}")


def _turn(ideas: Sequence[str], today: date) -> str:
    """Another question every week, the same one all week."""
    return ideas[today.isocalendar().week % len(ideas)]


def _coming(item: Occasion) -> tuple[str, str]:
    when = day(item.on) if item.on == item.until else f"{day(item.on)} to {day(item.until)}"
    return when, f"{item.title}. {item.note}" if item.note else item.title


def _counted(share: Share, drafts: int) -> str:
    if share.last is None:
        return "not yet"
    return f"{share.drafts} of {drafts}, last on {day(share.last)}"


def _summed(known: Shares) -> str:
    if not known.drafts:
        return "no draft yet in the last half year"
    most = max(known.by_pillar, key=lambda share: share.drafts)
    drafts = f"{known.drafts} draft{'s' if known.drafts != 1 else ''} in the last half year"
    return f"{drafts}, most often about: {most.pillar.name}" if most.drafts else drafts
