"""What Bedside says of a person's own presence, as an Adaptive Card. Pure and total."""

from adapters.teams.elements import (
    Element,
    adaptive_card,
    aside,
    buttons,
    choices,
    execute,
    labelled,
    paragraph,
    run,
    unfolding,
    writing,
)
from adapters.teams.pressable import LONGEST_PASTED, PASTED, UPDATE, Place, bar, pasting
from adapters.teams.text import inert, short
from bot.outlet_names import OUTLETS
from bot.outlet_names import choices as named
from bot.personal_cards import BEGIN, YOUR_OWN, GuideCard
from bot.presence_links import Link

SUMMARY = "Bedside answered you, for you alone."
LONG = 2000
"""Characters of one sentence that are shown."""


def guide(card: GuideCard) -> Element:
    """One thing to look at, where to look, and what can be said of it; what it is for stands first.

    A text that was shown already is first said to be right, and can be shown again below.
    """
    body = [aside(short(card.told, LONG))] if card.told else []
    body += [aside(card.place)] if card.place else []
    body.append(paragraph(run(short(card.title, LONG), weight="Bolder", size="Large")))
    body += [paragraph(run(short(text, LONG))) for text in card.lines]
    body += [labelled(label, short(value, LONG)) for label, value in card.facts]
    body += [paragraph(run(words), separator=True) for words in card.copies]
    body += [buttons(*(_link(link) for link in card.links))] if card.links else []
    body += [aside(YOUR_OWN)] if card.needs else []
    body += [buttons(_beginning(card))] if card.begins else []
    pastes = [buttons(*pasting([card.paste], Place("note")))] if card.paste else []
    shown = bar(card.buttons, Place("note"))
    body += [*shown, *pastes] if card.decision_id else [*pastes, *shown]
    return adaptive_card(body, fallback=SUMMARY)


def _beginning(card: GuideCard) -> Element:
    """The outline in a field, to be filled in and reviewed where it stands."""
    where = list(named(OUTLETS).items())
    fields = [
        writing(PASTED, "Your draft", value=short(inert("\n\n".join(card.copies)), LONGEST_PASTED)),
        choices("outlet", "Where will it appear?", where, error="Please pick one.", value=card.outlet.value),
    ]
    send = execute("Review it", "draft", Place("note").data())
    return unfolding(BEGIN, adaptive_card(fields, [send], fallback=UPDATE))


def _link(link: Link) -> Element:
    return {"type": "Action.OpenUrl", "title": link.label, "url": link.address}
