"""Buttons: what they say, what lies behind them, and how many of them stand side by side. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.teams.elements import (
    Element,
    adaptive_card,
    buttons,
    choices,
    container,
    execute,
    unfolding,
    writing,
)
from adapters.teams.text import short
from bot.desk_buttons import Button

SHAPE = 1
"""The shape of the data behind our buttons; a press from a card of another shape gets a kind answer."""

MOST, ABREAST = 4, 2
"""Buttons at once, and in a row: clients that do not wrap a row cut off what is too wide for it."""

ABREAST_LABEL, LONGEST_LABEL = 25, 36
"""Characters on a button that stands beside another one, and on any: a phone shows no more."""

BAR = "next"
"""The name of the rows of buttons, by which they are found again in a card that stands."""

TEAMS_ID, DIRECTORY_ID = "29:", "8:orgid:"
"""How Teams tells its own ids of people from those of the directory."""

UPDATE = "Please update Teams."

PASTED = "pasted"
"""The field of a text that somebody pastes."""

LONGEST_PASTED = 12_000
"""Its characters, as of any text that is written on a card."""


@dataclass(frozen=True, slots=True)
class Place:
    """The card that a button stands on.

    Attributes:
        on: ``review``, ``complaint``, ``submission``, ``case``, ``queue``, ``register``, ``item``,
            ``appeals``, ``digest``, ``note``.
        about: The id of what the card is about.
        seen: The version of the card: a press of a card that changed meanwhile is told so.
    """

    on: str
    about: str = ""
    seen: str = ""

    def data(self, **more: Any) -> dict[str, Any]:
        """What every button on it carries."""
        return {"bedside": SHAPE, "on": self.on, "about": self.about, "seen": self.seen, **more}


def bar(shown: Sequence[Button], place: Place, name: str = BAR) -> list[Element]:
    """Rows of ``shown``; what would be too much at once is one tap further away. See also ``pasting``."""
    shown = [button for button in shown if not button.asks]
    if not shown:
        return []
    first = _at_once(shown)
    actions = [_action(button, place, f"{name}{number}") for number, button in enumerate(first)]
    rest = [button for button in shown if button not in first]
    if rest:
        more = [_action(button, place, f"{name}-more{number}") for number, button in enumerate(rest)]
        actions.append(unfolding("More", adaptive_card(_rows(more), fallback=UPDATE)))
    return [container(_rows(actions), id=name)]


def refreshing(card: Element, place: Place, **more: Any) -> Element:
    """``card`` that asks how it stands whenever somebody opens the conversation."""
    action = {
        "type": "Action.Execute",
        "title": "Refresh",
        "verb": "look",
        "data": place.data(verb="look", **more),
    }
    return {**card, "refresh": {"action": action}}


def addressed(card: Element, person: str) -> Element:
    """``card`` for one person's eyes: nobody else's client may ask how it stands.

    Args:
        card: As it was drawn.
        person: Who reads the private conversation that it stands in, as Teams or as the directory knows
            them; empty for any other place.
    """
    if "refresh" not in card:
        return card
    if not person:
        return {name: value for name, value in card.items() if name != "refresh"}
    known = person if person.startswith(TEAMS_ID) else f"{DIRECTORY_ID}{person}"
    return {**card, "refresh": {**card["refresh"], "userIds": [known]}}


def asked_with(card: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a client sends along that asks how ``card`` stands; nothing where none does."""
    data: Mapping[str, Any] = card.get("refresh", {}).get("action", {}).get("data", {})
    return data


def place_of(card: Mapping[str, Any]) -> Place:
    """What ``refreshing`` was told of the card."""
    data = asked_with(card)
    return Place(*(str(data.get(name) or "") for name in ("on", "about", "seen")))


def _rows(actions: Sequence[Element]) -> list[Element]:
    """``actions`` side by side: Teams leaves out those beyond the sixth of a card, never a row."""
    rows: list[list[Element]] = []
    for action in actions:
        short_enough = len(action["title"]) <= ABREAST_LABEL
        if rows and short_enough and len(rows[-1]) < ABREAST and len(rows[-1][0]["title"]) <= ABREAST_LABEL:
            rows[-1].append(action)
        else:
            rows.append([action])
    return [{**buttons(*row), **({"spacing": "Small"} if at else {})} for at, row in enumerate(rows)]


def _at_once(shown: Sequence[Button]) -> list[Button]:
    """Those that ask for a reason open a form, which must not lie inside another one; then the first ones."""
    if len(shown) <= MOST:
        return [*shown]
    asking = [button for button in shown if button.reasons]
    others = [button for button in shown if not button.reasons][: max(0, MOST - 1 - len(asking))]
    return [button for button in shown if button in asking or button in others]


def _action(button: Button, place: Place, name: str) -> Element:
    style = {"style": "destructive"} if button.grave else {}
    data = place.data(words=button.words)
    label = short(button.label, LONGEST_LABEL)
    style |= {"tooltip": button.label} if label != button.label else {}
    if not button.reasons:
        return execute(label, "do", data, **style)
    pick = choices(name, f"{button.label}: which?", button.reasons, error="Please pick one.")
    send = execute(button.label, "do", {**data, "pick": name})
    return {**unfolding(label, adaptive_card([pick], [send], fallback=UPDATE)), **style}


def pasting(shown: Sequence[Button], place: Place) -> list[Element]:
    """What opens a form for a text that somebody pastes, to stand below a card."""
    return [_pasting(button, place) for button in shown if button.asks]


def _pasting(button: Button, place: Place) -> Element:
    words = writing(PASTED, f"{button.asks}. {button.hint}".removesuffix(". "), most=LONGEST_PASTED)
    send = execute(button.sending, "paste", place.data(words=button.words))
    return unfolding(button.label, adaptive_card([words], [send], fallback=UPDATE))
