"""An event as it lies in the inbox: JSON, to be encrypted."""

import json
from dataclasses import replace
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from bot.commands import Command, Request, ReviewDraft
from bot.delivery import Conversation, Event
from bot.errors import BedsideError
from bot.model import Actor, Draft

MOST_BYTES = 2_000_000
"""The largest event that is kept: the longest draft that is reviewed, four times over."""

TOO_LARGE = (
    "That is too long to be reviewed: at most 200,000 characters. Nothing was recorded. "
    "Please send it in parts."
)
UNREADABLE = (
    "Your message holds characters that cannot be read. Nothing was recorded. Please send it as text."
)

_COMMANDS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(Command)}
_ACTOR = TypeAdapter(Actor)
_CONVERSATION = TypeAdapter(Conversation)


class UnknownPayload(BedsideError):
    """An event of the inbox was written by a version that knows more, or by nobody."""


def write(event: Event) -> str:
    """``event`` as text; one that is too large keeps who asked where, and is refused instead of answered."""
    try:
        text = _written(event)
    except (PydanticSerializationError, UnicodeError):
        return _written(_refused(event, UNREADABLE))
    return text if len(text.encode()) <= MOST_BYTES else _written(_refused(event, TOO_LARGE))


def read(text: str) -> Event:
    """The event that ``write`` was given.

    Raises:
        UnknownPayload: It was written by a newer version, or by nobody; no word of it is repeated.
    """
    try:
        told = json.loads(text)
        request = _request(told)
        conversation = _CONVERSATION.validate_python(told["conversation"])
        quietly = bool(told.get("quietly"))  # events of earlier versions do not say
        return Event(told["key"], request, conversation, told["privately"], told["refusal"], quietly)
    except (ValueError, KeyError, TypeError, ValidationError):
        raise UnknownPayload("An event in the inbox cannot be read by this version of Bedside.") from None


def written_request(request: Request) -> str:
    """A request alone as text; ``read_request`` reads it."""
    return _as_text(_told(request))


def read_request(text: str) -> Request:
    """The request that ``written_request`` was given.

    Raises:
        UnknownPayload: As ``read``.
    """
    try:
        return _request(json.loads(text))
    except (ValueError, KeyError, TypeError, ValidationError):
        raise UnknownPayload("A request that was kept cannot be read by this version of Bedside.") from None


def _told(request: Request) -> dict[str, Any]:
    command = type(request.command).__name__
    return {
        "key": request.key,
        "actor": _ACTOR.dump_python(request.actor, mode="json"),
        "platform": request.platform,
        "command": command,
        "asks": _COMMANDS[command].dump_python(request.command, mode="json"),
    }


def _request(told: dict[str, Any]) -> Request:
    return Request(
        _ACTOR.validate_python(told["actor"]),
        told["platform"],
        _COMMANDS[told["command"]].validate_python(told["asks"]),
        told["key"],
    )


def _written(event: Event) -> str:
    told = {
        **_told(event.request),
        "key": event.key,
        "conversation": _CONVERSATION.dump_python(event.conversation, mode="json"),
        "privately": event.privately,
        "refusal": event.refusal,
        "quietly": event.quietly,
    }
    return _as_text(told)


def _as_text(told: dict[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    text.encode()  # half a character is refused here, where the person can be told
    return text


def _refused(event: Event, why: str) -> Event:
    return replace(event, request=replace(event.request, command=ReviewDraft(Draft(""))), refusal=why)
