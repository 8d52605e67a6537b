"""Forms and their fields, and what somebody filled in. Pure."""

from collections.abc import Mapping
from typing import Any

from adapters.slack.blocks import plain
from adapters.slack.limits import LABEL
from adapters.slack.wording import shortened

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
    return {"type": "input", "block_id": block, "label": plain(label), "element": element}


def clocked(values: Mapping[str, Any], block: str) -> str | None:
    """The time of day that somebody chose, as ``09:00``."""
    at = (values.get(block) or {}).get(_FIELD, {}).get("selected_time")
    return str(at) if at else None


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
    return {"type": "input", "block_id": block, "label": plain(label), "element": element}


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
    return {
        "type": "input",
        "block_id": block,
        "optional": optional,
        "label": plain(label),
        "element": element,
    }


def choice(
    block: str, label: str, choices: Mapping[str, str], initial: str | None, *, optional: bool = True
) -> View:
    """One of ``choices``: what it stands for, and how it is shown."""
    options = {
        value: {"text": plain(shortened(name, LABEL)), "value": value} for value, name in choices.items()
    }
    element: View = {"type": "static_select", "action_id": _FIELD, "options": list(options.values())}
    if initial is not None:
        element["initial_option"] = options[initial]
    return {
        "type": "input",
        "block_id": block,
        "optional": optional,
        "label": plain(label),
        "element": element,
    }


def typed(values: Mapping[str, Any], block: str) -> str:
    """What somebody wrote into a field."""
    return str((values.get(block) or {}).get(_FIELD, {}).get("value") or "")


def picked(values: Mapping[str, Any], block: str) -> str | None:
    """What somebody chose."""
    option = (values.get(block) or {}).get(_FIELD, {}).get("selected_option") or {}
    return option.get("value")
