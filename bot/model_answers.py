"""What a model may say, as plain data: the schema it is given, and the reading that trusts nothing.

An endpoint's own checking proves nothing: every field, type, length and id is checked here again.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.model import Severity, Tone
from bot.model_calls import Unfit

MOST_FINDINGS, MOST_REPLIES, MOST_SIGNS = 8, 3, 3
LONGEST_QUOTE, LONGEST_REASON, LONGEST_REPLY, LONGEST_REWRITE = 400, 200, 900, 8_000
_KEPT = "\n\u200c\u200d"
Value = TypeVar("Value")
TONES = (Tone.BRIEF, Tone.WARM, Tone.OFFLINE)


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """A finding as the model words it, before anything of it is believed."""

    guideline: str = field(repr=False)
    quote: str = field(repr=False)
    reason: str = field(repr=False)
    severity: Severity = Severity.REVISE


@dataclass(frozen=True, slots=True)
class SaidReply:
    """A reply as the model words it."""

    tone: Tone
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SaidSign:
    """What the model thinks a complaint shows."""

    sign: str = field(repr=False)
    quote: str = field(repr=False)


def findings_schema(guidelines: Iterable[str]) -> dict[str, Any]:
    """The form of an answer that names findings."""
    item = {
        "guideline": {"type": "string", "enum": list(guidelines)},
        "quote": {"type": "string", "maxLength": LONGEST_QUOTE},
        "reason": {"type": "string", "maxLength": LONGEST_REASON},
        "severity": {"type": "string", "enum": ["advise", "revise"]},
    }
    return _object({"findings": _list(_object(item), MOST_FINDINGS)})


def rewrite_schema() -> dict[str, Any]:
    """The form of an answer that rewrites a draft."""
    return _object({"rewrite": {"type": "string", "maxLength": LONGEST_REWRITE}})


def replies_schema() -> dict[str, Any]:
    """The form of an answer that words replies."""
    item = {
        "tone": {"type": "string", "enum": [tone.value for tone in TONES]},
        "text": {"type": "string", "maxLength": LONGEST_REPLY},
    }
    return _object({"replies": _list(_object(item), MOST_REPLIES)})


def triage_schema(signs: Iterable[str]) -> dict[str, Any]:
    """The form of an answer that looks at a complaint."""
    item = {
        "sign": {"type": "string", "enum": list(signs)},
        "quote": {"type": "string", "maxLength": LONGEST_QUOTE},
    }
    return _object({"signs": _list(_object(item), MOST_SIGNS)})


def read_findings(told: object) -> tuple[SaidFinding, ...]:
    """What the model found.

    Raises:
        Unfit: It does not fit the schema; ``block`` is read as ``revise``, since no model blocks.
    """
    severities = {"advise": Severity.ADVISE, "revise": Severity.REVISE, "block": Severity.REVISE}
    return tuple(
        SaidFinding(
            _text(item, "guideline", 200),
            _text(item, "quote", LONGEST_QUOTE),
            _text(item, "reason", LONGEST_REASON),
            _one_of(item, "severity", severities),
        )
        for item in _items(told, "findings", ("guideline", "quote", "reason", "severity"), MOST_FINDINGS)
    )


def read_rewrite(told: object) -> str:
    """The rewritten draft; empty where the model has none.

    Raises:
        Unfit: It does not fit the schema.
    """
    return _text(_exactly(told, ("rewrite",)), "rewrite", LONGEST_REWRITE).strip()


def read_replies(told: object) -> tuple[SaidReply, ...]:
    """Replies by tone.

    Raises:
        Unfit: It does not fit the schema.
    """
    tones = {tone.value: tone for tone in TONES}
    return tuple(
        SaidReply(_one_of(item, "tone", tones), _text(item, "text", LONGEST_REPLY).strip())
        for item in _items(told, "replies", ("tone", "text"), MOST_REPLIES)
    )


def read_signs(told: object) -> tuple[SaidSign, ...]:
    """What the model thinks a complaint shows.

    Raises:
        Unfit: It does not fit the schema.
    """
    return tuple(
        SaidSign(_text(item, "sign", 200), _text(item, "quote", LONGEST_QUOTE))
        for item in _items(told, "signs", ("sign", "quote"), MOST_SIGNS)
    )


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Mapping[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": dict(items), "maxItems": most}


def _exactly(told: object, names: Sequence[str]) -> Mapping[str, object]:
    if not isinstance(told, dict):
        raise Unfit("not_an_object")
    if told.keys() != set(names):
        raise Unfit("extra_field" if told.keys() - set(names) else "missing_field")
    return told


def _items(told: object, name: str, names: Sequence[str], most: int) -> list[Mapping[str, object]]:
    items = _exactly(told, (name,))[name]
    if not isinstance(items, list):
        raise Unfit("not_a_list")
    if len(items) > most:
        raise Unfit("too_many")
    return [_exactly(item, names) for item in items]


def _text(told: Mapping[str, object], name: str, longest: int) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise Unfit("not_text")
    if len(value) > longest:
        raise Unfit("too_long_text")
    return as_shown(value)


def as_shown(text: str) -> str:
    """``text`` without what nobody sees: what is checked must be what a person then reads.

    Marks that turn the direction of writing show other words than were checked; those that join letters stay.
    """
    return "".join(
        c for c in text if c in _KEPT or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )


def _one_of(told: Mapping[str, object], name: str, known: Mapping[str, Value]) -> Value:
    value = told[name]
    if not isinstance(value, str) or value not in known:
        raise Unfit("unknown_value")
    return known[value]
