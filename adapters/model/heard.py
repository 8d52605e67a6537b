"""What became of one request: the reading of an answer or a refusal, which trusts nothing of its shape.

Of an endpoint's own words only codes and counts get any further.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.model.retry_after import seconds_asked_for
from bot.model_calls import Ending


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one request. ``content`` is there when the ending is ``OK``.

    Attributes:
        blames: Names of fields that the endpoint did not accept, of those that were sent.
        retry_after: Seconds that it asked to be left alone.
        tokens: Read, written, and of those read how many it had kept; ``None`` where it did not say.
    """

    ending: Ending
    content: str | None = field(default=None, repr=False)
    blames: tuple[str, ...] = ()
    retry_after: float | None = None
    tokens: tuple[int, int, int] | None = None
    request_id: str | None = None
    fingerprint: str | None = None


def read(body: bytes, request_id: str | None) -> Heard:
    """Take what we need out of a 200, trusting nothing of its shape."""
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        message, finish = choice["message"], choice["finish_reason"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return Heard(Ending.BAD_RESPONSE, request_id=_code(request_id))
    more: dict[str, Any] = {
        "tokens": _tokens(told.get("usage")),
        "request_id": _code(request_id),
        "fingerprint": _code(told.get("system_fingerprint")),
    }
    if refusal:
        return Heard(Ending.REFUSED, **more)
    if finish != "stop":
        return Heard(_ENDING_OF_FINISH.get(str(finish), Ending.BAD_RESPONSE), **more)
    return Heard(Ending.OK, content if isinstance(content, str) else "", **more)


_ENDING_OF_FINISH = {"length": Ending.TRUNCATED, "content_filter": Ending.FILTERED, "None": Ending.TRUNCATED}


def _tokens(usage: object) -> tuple[int, int, int] | None:
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    kept = details.get("cached_tokens") if isinstance(details, dict) else 0
    found = [usage.get("prompt_tokens"), usage.get("completion_tokens"), kept or 0]
    counts = [one for one in found if isinstance(one, int) and 0 <= one < 10**8]
    return (counts[0], counts[1], counts[2]) if len(counts) == len(found) else None


def _code(value: object) -> str | None:
    """An endpoint's id for something, if it looks like one: what it sends may be anything."""
    if isinstance(value, str) and 0 < len(value) <= 80 and value.isascii():
        return value if all(c.isalnum() or c in "-_.:" for c in value) else None
    return None


_ENDING_OF_STATUS: Mapping[int, Ending] = {
    401: Ending.AUTH,
    402: Ending.QUOTA,
    403: Ending.AUTH,
    408: Ending.TIMEOUT,
    413: Ending.TOO_LONG,
}


_TOO_LONG = ("context_length", "context length", "context_size", "context size", "too long")
"""How OpenAI, vLLM and llama.cpp say that a question has no room in the model."""


def refused(error: Any, sent: Mapping[str, Any]) -> Heard:
    """What a status other than 200 means; of the endpoint's words only whether they name what was sent."""
    status, words = int(error.status_code), _words_of(error)
    more: dict[str, Any] = {"request_id": _code(error.response.headers.get("x-request-id"))}
    if 300 <= status < 400:
        return Heard(Ending.REDIRECTED, **more)
    if status == 429:
        wait = seconds_asked_for(error.response.headers)
        quota = "insufficient_quota" in words
        return Heard(Ending.QUOTA if quota else Ending.RATE_LIMITED, retry_after=wait, **more)
    if status in _ENDING_OF_STATUS:
        return Heard(_ENDING_OF_STATUS[status], **more)
    if status >= 500:
        return Heard(Ending.SERVER_ERROR, **more)
    if any(sign in words for sign in _TOO_LONG):  # first: it may name the limit of an answer, too
        return Heard(Ending.TOO_LONG, **more)
    blames = tuple(name for name in sent if _names(name, words))
    return Heard(Ending.BAD_REQUEST, blames=blames, **more)


def _words_of(error: Any) -> str:
    parts = (getattr(error, name, "") for name in ("code", "type", "param", "message"))
    return " ".join(map(str, parts)).lower()


def _names(field_name: str, words: str) -> bool:
    also = {"response_format": ("json_schema", "json_object", "structured output", "grammar")}
    return any(name in words for name in (field_name, *also.get(field_name, ())))
