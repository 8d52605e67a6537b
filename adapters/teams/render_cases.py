"""A public review that was handed over, as a card for Teams. Pure and total."""

from adapters.teams.elements import (
    Element,
    adaptive_card,
    aside,
    container,
    folded,
    labelled,
    paragraph,
    run,
    said,
)
from adapters.teams.pressable import Place, bar, refreshing
from adapters.teams.text import short
from bot.case import CaseState
from bot.case_cards import CaseCard, until
from bot.desk_buttons import Button

SUMMARY = "A public review was handed over."
"""What a notification says: nothing of the review, nor of what it is about."""

STYLES = {
    CaseState.WAITING: "accent",
    CaseState.LAPSED: "attention",
    CaseState.SETTLED: "good",
    CaseState.WITHDRAWN: "emphasis",
}
SIGNS = {
    CaseState.WAITING: "◷",
    CaseState.LAPSED: "■",
    CaseState.SETTLED: "✓",
    CaseState.WITHDRAWN: "–",
}
WORDS = {CaseState.WAITING: "Handed over", CaseState.LAPSED: "Overdue"}
LONG, LONGEST_NOTE = 600, 4000
BACK = Button("Back to the queue", "queue")


def case(card: CaseCard) -> Element:
    """One case, with the note for whoever takes it."""
    now = card.case
    place = Place("case", now.id, str(now.revision))
    body = [_head(card), *_facts(card), *(aside(short(note, LONG)) for note in card.notices)]
    if card.note:
        note = [paragraph(run(short(line, LONG))) for line in card.note[:LONGEST_NOTE].split("\n")]
        body += folded("note", "The note: what to do, what to find out", note)
    at_once = [button for button in card.buttons if not button.reasons]
    asking = [button for button in card.buttons if button.reasons]
    body += [*bar(at_once, place), *bar(asking, place, "asking"), *bar([BACK], place, "back")]
    return refreshing(adaptive_card(body, fallback=SUMMARY), place)


def row(card: CaseCard) -> tuple[str, str]:
    """What it is, and where it stands, for a line of the queue."""
    holder = f". {card.holder} has it" if card.holder else ""
    return f"{SIGNS[card.case.state]} {card.what}", f"{card.purpose}, {until(card.case)}{holder}"


def _head(card: CaseCard) -> Element:
    state = card.case.state
    title = f"{SIGNS[state]} {WORDS.get(state, state.value.capitalize())}"
    items = [said(title, weight="Bolder", size="Large", style="heading")]
    if card.told:
        items.append(paragraph(run(card.told, weight="Bolder"), spacing="Small"))
    items.append(paragraph(run(short(card.headline, LONG)), spacing="Small"))
    return container(items, style=STYLES[state], bleed=True)


def _facts(card: CaseCard) -> list[Element]:
    facts = [("What", card.what), ("For", card.purpose.removeprefix("To "))]
    facts += [("Signs", "; ".join(card.signs))] if card.signs else []
    return [labelled(label, short(value, LONG)) for label, value in facts]
