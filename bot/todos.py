"""What is done about a finding: ask the site, then the engine, then one's own people; look again. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.personal import Owner, Personal, Todo
from bot.presence import DUE, Step
from bot.presence_links import Link

AGAIN = timedelta(days=7)
"""How soon the next way should be tried once one did not help; also how far a to-do is put off."""
KEPT = timedelta(days=400)
"""How long a to-do that is done stays in the list."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to have something corrected or removed.

    Attributes:
        text: A draft to send; ``None`` where a form is filled in or somebody is spoken to.
        links: The form, or the site's own page; several where each platform has one.
        wait: How long until it is worth looking again.
    """

    title: str
    how: str
    text: str | None
    links: tuple[Link, ...]
    wait: timedelta


def ways(todo: Todo, requests: Sequence[Mapping[str, Any]], steps: Sequence[Step]) -> tuple[Way, ...]:
    """All ways for this to-do, in the order in which they are tried."""
    step = next((item for item in steps if item.id == todo.step), None)
    return tuple(
        _way(item, step)
        for item in requests
        if item.get("status", "active") == "active"
        and todo.what in item["answers"]
        and (not item.get("steps") or todo.step in item["steps"])
    )


def way_of(todo: Todo, found: Sequence[Way]) -> Way | None:
    """The way to try now; the last one stays when all were tried."""
    return found[min(todo.tried, len(found) - 1)] if found else None


def asked(todo: Todo, way: Way | None, today: date) -> Todo:
    """The request went out: look again once it had time."""
    return replace(todo, asked=today, due=today + (way.wait if way is not None else timedelta(days=30)))


def still_there(todo: Todo, today: date) -> Todo:
    """It did not help: the next way. Said twice, it counts once."""
    return todo if todo.asked is None else replace(todo, tried=todo.tried + 1, asked=None, due=today + AGAIN)


def done(todo: Todo, today: date) -> Todo:
    """It is settled."""
    return replace(todo, done=todo.done or today)


def later(todo: Todo, today: date) -> Todo:
    """Not before a week from now."""
    return replace(todo, due=max(todo.due, today + AGAIN))


def reopened(todo: Todo, today: date) -> Todo:
    """It came back."""
    return replace(todo, done=None, asked=None, due=today + DUE[todo.what])


def given_to(todo: Todo, owner: Owner) -> Todo:
    """Somebody else sees to it."""
    return replace(todo, owner=owner)


def without_old(personal: Personal, today: date) -> Personal:
    """Forget what was done long ago."""
    kept = tuple(item for item in personal.todos if item.done is None or today - item.done <= KEPT)
    return personal if kept == personal.todos else replace(personal, todos=kept)


def _way(item: Mapping[str, Any], step: Step | None) -> Way:
    address = item.get("link") or (step.removal if step is not None and item.get("form") else None)
    return Way(
        item["title"],
        item["how"],
        item.get("text"),
        (
            *((Link("Open the form", address),) if address else ()),
            *(Link(form["name"], form["link"]) for form in item.get("forms", ())),
        ),
        timedelta(days=item.get("wait", 30)),
    )
