"""What is wrong with a pack's tips, once all layers lie on top of each other."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from bot.errors import unknown_name
from bot.policy_messages import Path, said_of
from bot.policy_schema import TipData
from bot.schedule import week_of

Place = Callable[[str, Path], str]
"""``file:line`` of a tip's value."""


def check_tips(
    tips: Mapping[str, Mapping[str, Any]],
    order: Sequence[str],
    *,
    guidelines: Collection[str],
    place: Place,
) -> list[str]:
    """Every problem of the tips and their order."""
    whole: list[TipData] = []
    problems = []
    for tip_id, tip in tips.items():
        try:
            whole.append(TipData.model_validate(tip))
        except ValidationError as error:
            problems += [_told(tip_id, item, place) for item in error.errors()]
    problems += _without_guideline(whole, guidelines, place)
    problems += _same_week(whole, place)
    problems += _odd_order(order, tips)
    return problems


def _told(tip_id: str, item: Any, place: Place) -> str:
    name = str(item["loc"][0]) if item["loc"] else "text"
    said = said_of(item, TipData)
    return f"{place(tip_id, (name,))}, tip {tip_id}: {f'{name}: {said}' if item['loc'] else said}"


def _without_guideline(tips: Iterable[TipData], guidelines: Collection[str], place: Place) -> Iterator[str]:
    for tip in tips:
        if tip.guideline not in guidelines:
            said = unknown_name("guideline", tip.guideline, guidelines)
            yield f"{place(tip.id, ('guideline',))}, tip {tip.id}: {said}"


def _same_week(tips: Iterable[TipData], place: Place) -> Iterator[str]:
    pinned: dict[date, str] = {}
    for tip in tips:
        if tip.pin is None or tip.status == "off":
            continue
        other = pinned.setdefault(week_of(tip.pin), tip.id)
        if other != tip.id:
            yield f"{place(tip.id, ('pin',))}, tip {tip.id}: pin: tip {other} is pinned to the same week"


def _odd_order(order: Sequence[str], tips: Collection[str]) -> Iterator[str]:
    for name in dict.fromkeys(order):
        if name not in tips:
            yield f"tip_order: {unknown_name('tip', name, tips)}"
        if order.count(name) > 1:
            yield f"tip_order: '{name}' stands twice"
