"""What Bedside says of a person's own presence, as an Adaptive Card. Pure and total."""

from adapters.teams.elements import (
    Element,
    adaptive_card,
    buttons,
    labelled,
    paragraph,
    run,
)
from adapters.teams.pressable import Place, bar, pasting
from adapters.teams.text import short
from bot.personal_cards import YOUR_OWN, GuideCard
from bot.presence_links import Link

SUMMARY = "Bedside answered you, for you alone."
LONG = 2000
"""Characters of one sentence that are shown."""


def guide(card: GuideCard) -> Element:
    """One thing to look at, where to look, and what can be said of it."""
    body = [paragraph(run(short(card.told, LONG)), isSubtle=True)] if card.told else []
    body += [paragraph(run(card.place), isSubtle=True)] if card.place else []
    body.append(paragraph(run(short(card.title, LONG), weight="Bolder", size="Large")))
    body += [paragraph(run(short(text, LONG))) for text in card.lines]
    body += [labelled(label, short(value, LONG)) for label, value in card.facts]
    body += [paragraph(run(words), separator=True) for words in card.copies]
    body += [buttons(*(_link(link) for link in card.links))] if card.links else []
    body += [paragraph(run(YOUR_OWN), isSubtle=True)] if card.needs else []
    body += bar(card.buttons, Place("note"))
    body += [buttons(*pasting([card.paste], Place("note")))] if card.paste else []
    return adaptive_card(body, fallback=SUMMARY)


def _link(link: Link) -> Element:
    return {"type": "Action.OpenUrl", "title": link.label, "url": link.address}
