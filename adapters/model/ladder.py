"""What an endpoint understands: the strictest form of answer, and which further fields it takes.

Nobody says so beforehand. One asks for the most, takes a step down at each refusal, and remembers where one
stands, by endpoint and model.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.model_calls import Question, Unfit

FORMS = ("json_schema", "json_object", "plain")
LIMITS = ("max_completion_tokens", "max_tokens")

_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```(?:json)?\s*(\{.*?\})\s*```", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Abilities:
    """Where one stands on the ladder.

    Attributes:
        form: How an answer's form is asked for, one of ``FORMS``.
        limit: The name of the field that limits an answer's length, or empty where none is taken.
        refused: Further fields that the endpoint did not accept.
    """

    form: str = FORMS[0]
    limit: str = LIMITS[0]
    refused: frozenset[str] = field(default_factory=frozenset)

    def lower(self, blames: Sequence[str]) -> "Abilities | None":
        """The next step down after a request that was refused for ``blames``; ``None`` when there is none."""
        if self.limit in blames:
            names = LIMITS[LIMITS.index(self.limit) + 1 :]
            return replace(self, limit=names[0] if names else "")
        if "response_format" in blames and self.form != FORMS[-1]:
            return replace(self, form=FORMS[FORMS.index(self.form) + 1])
        others = set(blames) - {"response_format", self.limit}
        return replace(self, refused=self.refused | others) if others - self.refused else None

    def written(self) -> str:
        """As it is kept between runs."""
        return json.dumps({"form": self.form, "limit": self.limit, "refused": sorted(self.refused)})

    @classmethod
    def read(cls, text: str) -> "Abilities":
        """What ``written`` gave; the top of the ladder for anything else."""
        try:
            told = json.loads(text)
            found = cls(told["form"], told["limit"], frozenset(told["refused"]))
        except (ValueError, KeyError, TypeError):
            return cls()
        known = found.form in FORMS and found.limit in {*LIMITS, ""}
        return found if known else cls()


def options(
    question: Question, abilities: Abilities, extras: Mapping[str, Any], most_tokens: int
) -> dict[str, Any]:
    """The further fields of a request's body."""
    found: dict[str, Any] = {"temperature": 0, "seed": 7, **extras}
    if abilities.form == "json_schema":
        schema = {"name": question.prompt.task.value, "strict": True, "schema": question.schema}
        found["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif abilities.form == "json_object":
        found["response_format"] = {"type": "json_object"}
    if abilities.limit:
        found[abilities.limit] = most_tokens
    return {name: value for name, value in found.items() if name not in abilities.refused}


def with_schema(
    messages: Sequence[Mapping[str, str]], question: Question, abilities: Abilities
) -> list[dict[str, str]]:
    """The messages, with the form in words where the endpoint does not take it as a field."""
    told = [dict(message) for message in messages]
    if abilities.form != "json_schema":
        told[0]["content"] += f"\n\nThe answer's JSON Schema: {json.dumps(question.schema)}"
    return told


def extracted(content: str) -> object:
    """The JSON of an answer, without thoughts and fences around it.

    Raises:
        Unfit: There is none.
    """
    bare = _THINKING.sub("", content).strip()
    fenced = _FENCE.search(bare)
    try:
        return json.loads(fenced[1] if fenced else bare)
    except (ValueError, RecursionError):
        raise Unfit("not_json") from None
