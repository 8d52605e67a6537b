"""The few elements of Adaptive Cards 1.5 that Bedside's cards are made of. Pure.

Words that are not ours (a draft, a policy's sentences) go into text runs only: no client reads Markdown,
mentions or links there. Text blocks hold sentences written in this package.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from adapters.teams.text import inert, runs_of

Element = dict[str, Any]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"


def adaptive_card(
    body: Sequence[Element], actions: Sequence[Element] = (), *, fallback: str, speak: str | None = None
) -> Element:
    """A whole card; ``fallback`` is what a client says that cannot show it."""
    card: Element = {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "fallbackText": fallback,
        "body": list(body),
    }
    if speak:
        card["speak"] = speak
    if actions:
        card["actions"] = list(actions)
    return card


def said(sentence: str, **style: Any) -> Element:
    """A sentence of ours."""
    return {"type": "TextBlock", "text": sentence, "wrap": True, **style}


def run(text: str, **style: Any) -> list[Element]:
    """Words of others, as they are."""
    return [{"type": "TextRun", "text": piece, **style} for piece in runs_of(inert(text))]


def paragraph(*runs: Sequence[Element], **style: Any) -> Element:
    """Runs in one block."""
    inlines = [piece for pieces in runs for piece in pieces]
    return {"type": "RichTextBlock", "inlines": inlines or [{"type": "TextRun", "text": " "}], **style}


def aside(text: str, **style: Any) -> Element:
    """Words of others that are beside the point; Teams looks for that at the words, not at their block."""
    return paragraph(run(text, isSubtle=True), **style)


def at_their_time(label: str, at: datetime) -> Element:
    """A word of ours, then a moment that each client shows as its reader's own time and day."""
    utc = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return said(f"**{label}:** {{{{TIME({utc})}}}}, {{{{DATE({utc}, SHORT)}}}}", spacing="Small")


def labelled(label: str, text: str) -> Element:
    """A word of ours in bold, then words of others."""
    return paragraph(run(f"{label}: ", weight="Bolder"), run(text), spacing="Small")


def container(items: Sequence[Element], **style: Any) -> Element:
    """A box of elements."""
    return {"type": "Container", "items": list(items), **style}


def buttons(*actions: Element) -> Element:
    """Buttons amid the body."""
    return {"type": "ActionSet", "actions": list(actions)}


def toggle(title: str, targets: Sequence[str]) -> Element:
    """A button that shows what is folded away, and folds it again."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": list(targets)}


def folded(name: str, title: str, items: Sequence[Element]) -> list[Element]:
    """``items`` folded away below a button that shows them; nothing where there are none."""
    if not items:
        return []
    return [buttons(toggle(title, [name])), container(items, id=name, isVisible=False, style="emphasis")]


def unfolding(title: str, card: Element) -> Element:
    """A button that opens a card of its own: a form, or further buttons."""
    return {"type": "Action.ShowCard", "title": title, "card": card}


def execute(title: str, verb: str, data: Mapping[str, Any], **style: Any) -> Element:
    """A button that asks Bedside; a client that does not know ``Action.Execute`` submits the same."""
    said_to_us = {**data, "verb": verb}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": verb,
        "data": said_to_us,
        **style,
        "fallback": {"type": "Action.Submit", "title": title, "data": said_to_us, **style},
    }


def choices(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    error: str = "",
    value: str = "",
    hint: str = "Please pick one",
) -> Element:
    """A list to pick one from; must be picked where there is an ``error``, which says that none was."""
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": label,
        **_required(error),
        "style": "compact",
        "value": options[0][0] if len(options) == 1 else value,
        "placeholder": hint,
        "choices": [{"title": title, "value": value} for value, title in options],
    }


def writing(
    name: str, label: str, *, value: str = "", most: int = 20_000, error: str = "Please write something."
) -> Element:
    """A field for several lines; may stay empty where there is no ``error``."""
    return {
        "type": "Input.Text",
        "id": name,
        "label": label,
        "isMultiline": True,
        **_required(error),
        "maxLength": most,
        "value": value,
    }


def day(name: str, label: str) -> Element:
    """A field for a day; may stay empty."""
    return {"type": "Input.Date", "id": name, "label": label}


def _required(error: str) -> dict[str, Any]:
    return {"isRequired": True, "errorMessage": error} if error else {}
