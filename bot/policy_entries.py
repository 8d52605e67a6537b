"""Lists of a pack whose entries have an id and are changed field by field: what is wrong with them.

A new list is one line in ``ENTRIES``, its name in ``bot.policy.LISTS`` (which starts without a validation
library), and one field of ``PackData`` and ``PackFile``.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from bot.content_schema import ContentData, NeedData, OccasionData, PillarData
from bot.errors import unknown_name
from bot.place_schema import GroupData, HashtagData, SignalData, odd_suits
from bot.policy_messages import Path, said_of
from bot.presence_schema import AccountData, CheckStepData, EngineData, Entry, RequestData
from bot.profile_schema import ProfileData
from bot.signals import SHAPES

ENTRIES: Mapping[str, type[Entry]] = {
    "engines": EngineData,
    "presence": CheckStepData,
    "requests": RequestData,
    "accounts": AccountData,
    "profiles": ProfileData,
    "signals": SignalData,
    "hashtags": HashtagData,
    "groups": GroupData,
    "needs": NeedData,
    "content": ContentData,
    "pillars": PillarData,
    "calendar": OccasionData,
}
"""The lists, and what an entry of each holds once all layers lie on top of each other."""

_NOUNS = {"presence": "step", "content": "content type", "calendar": "occasion"}

Place = Callable[[str, Path], str]


def origin_of(kind: str, name: str) -> str:
    """Under which name the places of an entry's values are kept; ids of different lists may be alike."""
    return f"{kind}/{name}" if kind in ENTRIES else name


def noun(kind: str) -> str:
    """What one entry of a list is called."""
    return _NOUNS.get(kind, kind[:-1])


def partial_errors(error: ValidationError) -> list[Any]:
    """What is wrong with an entry of one layer: another layer may have what is missing here."""
    return [item for item in error.errors() if item["type"] != "missing" or item["loc"] == ("id",)]


def check_entries(data: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Every problem of every list, its entries' own examples included."""
    plain = {kind: dict(data[kind]) for kind in ENTRIES}
    for kind, model in ENTRIES.items():
        for name, item in data[kind].items():
            try:
                entry = model.model_validate(item)
            except ValidationError as error:
                yield from (_told(kind, name, found, place, model) for found in error.errors())
                continue
            for said in (*_unknown_guideline(entry, data["guidelines"]), *entry.problems(plain)):
                where = place(origin_of(kind, name), (said.partition(":")[0],))
                yield f"{where}, {noun(kind)} {name}: {said}"
    for outlet, name in odd_suits(data["outlets"], data["signals"]):
        yield f"outlets.{outlet}.suits: {unknown_name('signal', name, {*SHAPES, *data['signals']})}"


def _told(kind: str, name: str, found: Any, place: Place, model: type[Entry]) -> str:
    field = str(found["loc"][0]) if found["loc"] else ""
    said = said_of(found, model)
    where = place(origin_of(kind, name), (field,))
    return f"{where}, {noun(kind)} {name}: {f'{field}: {said}' if field else said}"


def _unknown_guideline(entry: Entry, guidelines: Mapping[str, Any]) -> Iterator[str]:
    named = getattr(entry, "guideline", None)
    if named is not None and named not in guidelines:
        yield f"guideline: {unknown_name('guideline', named, guidelines)}"
