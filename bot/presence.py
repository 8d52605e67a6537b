"""The presence check: where a person stands, what the next step is, what an answer leads to. Pure.

Nothing says where somebody stands but the answers: a step that goes from the pack is simply not asked any
more, and a check that goes on elsewhere goes on at the same step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.personal import Answer, Check, Personal, Said, Todo
from bot.presence_links import Link, template

QUARTER = timedelta(days=91)
DUE = {Said.WRONG: timedelta(days=14), Said.REMOVE: timedelta(days=14), Said.NOT_ME: timedelta(days=2)}
"""How soon something should be done about it; somebody who poses as a leader does harm every day."""


@dataclass(frozen=True, slots=True)
class Step:
    """One search, one look."""

    id: str
    title: str
    look: str
    link: Link
    removal: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands: the next step, ``None`` when all are answered, and how many are."""

    step: Step | None
    answered: int
    total: int


def steps_of(lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Step, ...]:
    """The steps of a pack that are switched on."""
    engines = {item["id"]: item for item in lists.get("engines", ())}
    return tuple(
        _step(item, engines[item["engine"]])
        for item in lists.get("presence", ())
        if item.get("status", "active") == "active"
    )


def standing(check: Check, steps: Sequence[Step]) -> Standing:
    """Where a check stands under today's steps."""
    open_ = [step for step in steps if step.id not in check.answers]
    return Standing(open_[0] if open_ else None, len(steps) - len(open_), len(steps))


def before(step: Step, check: Check, steps: Sequence[Step]) -> Step | None:
    """The last step before ``step`` that has an answer: where somebody goes back to."""
    earlier = steps[: steps.index(step)]
    return next((item for item in reversed(earlier) if item.id in check.answers), None)


def begin(personal: Personal, today: date) -> Personal:
    """Start a check, or go on with the one that was begun."""
    if personal.check is not None and personal.check.ended is None:
        return personal
    return replace(personal, check=Check(today), earlier=personal.check or personal.earlier)


def answer(personal: Personal, steps: Sequence[Step], step: Step, said: Said, today: date) -> Personal:
    """Write down what was found at ``step``; an answer may be changed, and so may what it led to."""
    personal = personal if personal.check is not None else begin(personal, today)
    check = personal.check or Check(today)
    check = replace(check, answers={**check.answers, step.id: Answer(said, today)})
    if check.ended is None and standing(check, steps).step is None:
        check = replace(check, ended=today)
    return _with_work(replace(personal, check=check), step, said, today)


def _with_work(personal: Personal, step: Step, said: Said, today: date) -> Personal:
    """Open a to-do, turn the open one into what it is now, or close one that a new answer settles."""
    standing_ = next((item for item in personal.open if item.step == step.id), None)
    if not said.leaves_work:
        settled = standing_ is not None and said is Said.FINE
        return personal.with_todo(replace(standing_, done=today)) if standing_ and settled else personal
    if standing_ is not None:
        if standing_.what is said:
            return personal
        fresh = replace(standing_, what=said, tried=0, asked=None, due=today + DUE[said])
        return personal.with_todo(fresh)
    name = _free_name(f"{step.id}-{today:%y%m%d}", {item.id for item in personal.todos})
    return personal.with_todo(Todo(name, step.id, step.title, said, today, today + DUE[said]))


def _free_name(wanted: str, taken: Iterable[str]) -> str:
    known, number, name = set(taken), 1, wanted
    while name in known:
        number += 1
        name = f"{wanted}-{number}"
    return name


def changes(now: Check, before: Check | None, steps: Sequence[Step]) -> tuple[tuple[str, Said, Said], ...]:
    """What is different from the check before: the step's title, what was said then, what is said now."""
    earlier = before.answers if before is not None else {}
    return tuple(
        (step.title, earlier[step.id].said, now.answers[step.id].said)
        for step in steps
        if step.id in now.answers
        and step.id in earlier
        and now.answers[step.id].said is not earlier[step.id].said
    )


def _step(item: Mapping[str, Any], engine: Mapping[str, Any]) -> Step:
    link = template(engine[item.get("sort", "web")], item["query"], f"Search {engine['name']}")
    return Step(item["id"], item["title"], item["look"], link, engine.get("removal"))
