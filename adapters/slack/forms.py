"""Forms and their fields, and what somebody filled in. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from adapters.slack.blocks import option, plain

View = dict[str, Any]
MOST_TYPED = 3000
"""The most that Slack lets somebody type into one field."""

_FIELD = "field"


def form(callback_id: str, title: str, submit: str, *blocks: View) -> View:
    """A form that can be sent."""
    return view(title, list(blocks)) | {
        "callback_id": callback_id,
        "submit": plain(submit),
        "close": plain("Cancel"),
    }


def view(title: str, blocks: list[View]) -> View:
    """A window that is only read."""
    return {"type": "modal", "title": plain(title), "close": plain("Close"), "blocks": blocks}


def refused(errors: Mapping[str, str]) -> dict[str, Any]:
    """The answer to a form that cannot be taken as it is: a sentence by field."""
    return {"response_action": "errors", "errors": dict(errors)}


def replaced(shown: View) -> dict[str, Any]:
    """The answer to a form that shows something else in its place."""
    return {"response_action": "update", "view": shown}


def time_field(block: str, label: str, initial: str) -> View:
    """A time of day, as ``09:00``."""
    element = {"type": "timepicker", "action_id": _FIELD, "initial_time": initial}
    return _field(block, label, element)


def clocked(values: Mapping[str, Any], block: str) -> str | None:
    """The time of day that somebody chose, as ``09:00``."""
    at = _filled(values, block).get("selected_time")
    return str(at) if at else None


def day_field(block: str, label: str) -> View:
    """A day, which may stay open."""
    return _field(block, label, {"type": "datepicker", "action_id": _FIELD}) | {"optional": True}


def dated(values: Mapping[str, Any], block: str) -> date | None:
    """The day that somebody chose."""
    day = _filled(values, block).get("selected_date")
    return date.fromisoformat(str(day)) if day else None


def text_field(block: str, label: str, hint: str, initial: str) -> View:
    """Words of several lines."""
    element = {
        "type": "plain_text_input",
        "action_id": _FIELD,
        "multiline": True,
        "max_length": MOST_TYPED,
        "placeholder": plain(hint),
    }
    if initial.strip():
        element["initial_value"] = initial[:MOST_TYPED]
    return _field(block, label, element)


def line_field(block: str, label: str, hint: str, initial: str = "", *, optional: bool = True) -> View:
    """One line, which may stay empty."""
    element: View = {
        "type": "plain_text_input",
        "action_id": _FIELD,
        "max_length": 100,
        "placeholder": plain(hint),
    }
    if initial:
        element["initial_value"] = initial[:100]
    return _field(block, label, element) | {"optional": optional}


def choice(
    block: str, label: str, choices: Mapping[str, str], initial: str | None, *, optional: bool = True
) -> View:
    """One of ``choices``: what it stands for, and how it is shown."""
    options = {value: option(name, value) for value, name in choices.items()}
    element: View = {"type": "static_select", "action_id": _FIELD, "options": list(options.values())}
    if initial is not None:
        element["initial_option"] = options[initial]
    return _field(block, label, element) | {"optional": optional}


def typed(values: Mapping[str, Any], block: str) -> str:
    """What somebody wrote into a field."""
    return str(_filled(values, block).get("value") or "")


def picked(values: Mapping[str, Any], block: str) -> str | None:
    """What somebody chose."""
    chosen = _filled(values, block).get("selected_option") or {}
    return chosen.get("value")


def _field(block: str, label: str, element: View) -> View:
    return {"type": "input", "block_id": block, "label": plain(label), "element": element}


def _filled(values: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    """The state of a field; of one that the form does not have, nothing."""
    found: Mapping[str, Any] = (values.get(block) or {}).get(_FIELD, {})
    return found
