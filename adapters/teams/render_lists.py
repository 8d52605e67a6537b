"""What the desk lists, as cards for Teams: a register, one thing on file, appeals. Pure and total."""

from collections.abc import Sequence

from adapters.teams.elements import (
    Element,
    adaptive_card,
    aside,
    buttons,
    container,
    execute,
    labelled,
    paragraph,
    run,
    said,
)
from adapters.teams.pressable import Place, bar, refreshing
from adapters.teams.render_desk import LONG, Explain
from adapters.teams.text import MOST_BYTES, short, size
from bot.approval import clock
from bot.desk_lists import (
    AT_THE_DESK,
    YOURS,
    Appeal,
    AppealsCard,
    ItemCard,
    RegisterCard,
    row_text,
    settled_elsewhere,
    settled_words,
    settling_buttons,
    under_words,
    waiting_words,
)
from bot.register_words import WORDS

SUMMARY = "What is on file."
"""What a notification says: never a reference, nor whom it is about."""
APPEALS_SUMMARY = "Appeals."
ROOMS = (10, 5, 2)
"""Rows that are tried, until the card is small enough."""
MOST_SETTLED = 3


def register(card: RegisterCard) -> Element:
    """One register, what is in force first: as many rows as fit."""
    for most in ROOMS:
        drawn = _register(card, card.rows[:most])
        if size(drawn) <= MOST_BYTES:
            break
    return drawn


def item(card: ItemCard) -> Element:
    """One thing on file, and what was published under it."""
    under = under_words(card)
    body = [_heading(card.title), *(labelled(label, short(value, LONG)) for label, value in card.facts)]
    body += [said("Published under it", weight="Bolder", separator=True)] if under else []
    body += [said(told, spacing="Small") for told in under[: ROOMS[0]]]
    body += [said(AT_THE_DESK, isSubtle=True)] if len(under) > ROOMS[0] else []
    return adaptive_card([*body, *bar(card.buttons, Place("item"))], fallback=SUMMARY)


def appeals(card: AppealsCard, explain: Explain) -> Element:
    """The appeals that wait, the oldest first, each with what can be done; then those settled last."""
    for most in ROOMS:
        drawn = _appeals(card, card.waiting[:most], explain)
        if size(drawn) <= MOST_BYTES:
            break
    return drawn


def _register(card: RegisterCard, rows: Sequence[ItemCard]) -> Element:
    place = Place("register", card.register.value)
    body = [_heading(card.title), said(WORDS[card.register].told, isSubtle=True, spacing="Small")]
    body += [_row(row, place) for row in rows]
    body += [said(AT_THE_DESK, isSubtle=True)] if len(card.rows) > len(rows) else []
    return refreshing(adaptive_card(body, fallback=SUMMARY), place)


def _row(card: ItemCard, place: Place) -> Element:
    show = execute(card.look.label, "do", place.data(words=card.look.words))
    return container([paragraph(run(short(row_text(card), LONG))), buttons(show)], separator=True)


def _appeals(card: AppealsCard, waiting: Sequence[Appeal], explain: Explain) -> Element:
    place = Place("appeals")
    body = [_heading(waiting_words(len(card.waiting)))]
    body += [_appeal(card, appeal, place, explain) for appeal in waiting]
    body += [said(AT_THE_DESK, isSubtle=True)] if len(card.waiting) > len(waiting) else []
    body += [said(settled_words(one), isSubtle=True) for one in card.settled[:MOST_SETTLED]]
    if len(card.settled) > MOST_SETTLED:
        body.append(said(settled_elsewhere(card, MOST_SETTLED), isSubtle=True))
    return refreshing(adaptive_card(body, fallback=APPEALS_SUMMARY), place)


def _appeal(card: AppealsCard, appeal: Appeal, place: Place, explain: Explain) -> Element:
    told = [
        paragraph(run(short(explain(appeal.rule), LONG), weight="Bolder")),
        paragraph(run(f"{appeal.said}. {clock(appeal.at)}"), spacing="None"),
        aside(appeal.rule, spacing="None"),
    ]
    if appeal.yours:
        told.append(said(YOURS, isSubtle=True))
    elif card.may_settle:
        told += bar(settling_buttons(appeal), place, f"appeal-{appeal.id}")
    return container(told, separator=True)


def _heading(title: str) -> Element:
    return said(title, weight="Bolder", size="Large", style="heading")
