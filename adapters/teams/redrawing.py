"""A card that stands is changed by what somebody pressed: said on top, marked below, words kept. Pure."""

from collections.abc import Sequence

from adapters.teams.elements import Element, container, paragraph, run
from adapters.teams.pressable import BAR, Place, asked_with, bar, place_of, refreshing
from bot.desk_buttons import Button

DONE = "✓ "


def on_record(
    card: Element, topic: str, sentence: str, more: Sequence[Button] = (), sign: str = DONE
) -> Element:
    """``card`` with a line on top; a later line of the same ``topic`` takes the place of the earlier one."""
    name = f"line-{topic}"
    told = paragraph(run(f"{sign.strip()} ", weight="Bolder"), run(sentence))
    line = container([told, *bar(more, place_of(card), f"{name}-next")], id=name)
    return {**card, "body": [line, *(part for part in card.get("body", ()) if part.get("id") != name)]}


def marked(card: Element, words: str, seen: str, submission: str = "") -> Element:
    """``card`` in which the button with ``words`` was pressed last, and which is a version of its own.

    Args:
        card: As it stands.
        words: What lies behind the button; another one of its kind is no longer marked.
        seen: The version that it is from now on.
        submission: What is to be asked about from now on, besides the card itself; by default as before.
    """
    place = place_of(card)
    sent = submission or asked_with(card).get("submission")
    more = {"submission": sent} if sent else {}
    body = [_marked(part, words, seen) if part.get("id") == BAR else part for part in card.get("body", ())]
    return refreshing({**card, "body": body}, Place(place.on, place.about, seen), **more)


def with_bar(card: Element, shown: Sequence[Button], place: Place) -> Element:
    """``card`` with other buttons in its rows, or none."""
    body = [part for part in card.get("body", ()) if part.get("id") != BAR]
    return {**card, "body": [*body, *bar(shown, place)]}


def part_of(card: Element | None, name: str) -> Element | None:
    """The part of ``card`` with this name."""
    body = (card or {}).get("body", ())
    return next((part for part in body if part.get("id") == name), None)


def _marked(bar_: Element, words: str, seen: str) -> Element:
    return {**bar_, "items": _rows(bar_["items"], words, seen)}


def _rows(rows: Sequence[Element], words: str, seen: str) -> list[Element]:
    return [{**row, "actions": [_mark(action, words, seen) for action in row["actions"]]} for row in rows]


def _mark(action: Element, words: str, seen: str) -> Element:
    """Of outcomes the last one counts; whoever was asked stays asked."""
    card = action.get("card")
    if card is not None and "actions" not in card:  # further buttons, not a form
        return {**action, "card": {**card, "body": _rows(card["body"], words, seen)}}
    inside = card["actions"][0] if card is not None else action
    own = str(inside["data"]["words"])
    title = str(action["title"]).removeprefix(DONE)
    stays = _kind(own) != _kind(words) and action.get("isEnabled") is False
    pressed = own == words or stays
    made = {**action, "title": f"{DONE}{title}" if pressed else title, "isEnabled": not pressed}
    if card is None:
        return _seen(made, seen)
    return {**made, "card": {**card, "actions": [_seen(inside, seen)]}}


def _seen(action: Element, seen: str) -> Element:
    made = {**action, "data": {**action["data"], "seen": seen}}
    told = {name: made[name] for name in ("title", "data", "isEnabled") if name in made}
    return {**made, "fallback": {**action["fallback"], **told}}


def _kind(words: str) -> str:
    return words.partition(" ")[0]
