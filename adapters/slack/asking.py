"""Where a question of Slack came from, and where its answer goes. Pure."""

from adapters.slack import modals, origin
from adapters.slack.origin import Origin, Payload
from bot.commands import Command, ReviewDraft
from bot.delivery import Event
from bot.model import Draft

NOTHING = ReviewDraft(Draft(""))
"""Stands in an event where a sentence is said instead of an answer, or Slack is asked first."""


def place_of(body: Payload) -> modals.Place:
    """Where the message with a button stands; one that only one person sees has no place to answer in."""
    container = body.get("container") or {}
    if container.get("is_ephemeral") or not container.get("channel_id"):
        return modals.Place()
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    return modals.Place(str(container["channel_id"]), str(thread or container.get("message_ts") or ""))


def from_form(
    body: Payload,
    command: Command,
    tenant: str | None,
    place: modals.Place | None = None,
    *,
    refusal: str | None = None,
) -> Event:
    """What a form asks; answered in ``place``, by default in the direct message."""
    who, view = origin.of_interaction(body), body["view"]
    key = f"slack:view:{who.team}:{view['id']}:{view.get('hash', '')}"
    return answered_at(who, key, command, tenant, place or modals.Place(), refusal=refusal)


def answered_at(
    who: Origin,
    key: str,
    command: Command,
    tenant: str | None,
    place: modals.Place,
    *,
    refusal: str | None = None,
) -> Event:
    """What ``who`` asks; in a channel only that person sees the answer."""
    there = who.place(place.channel or who.user, place.thread)
    return who.event(key, command, there, tenant, privately=_among_others(there.id), refusal=refusal)


def whispered(
    who: Origin,
    body: Payload,
    key: str,
    command: Command,
    tenant: str | None,
    *,
    refusal: str | None = None,
) -> Event:
    """Asked among others, answered to one: by the ``response_url`` that came along."""
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or who.user
    place = who.place(str(channel), ticket=str(body.get("response_url") or ""))
    key = f"slack:{who.team}:{key}"
    return who.event(key, command, place, tenant, privately=True, refusal=refusal)


def message_key(who: Origin, channel: str, ts: str) -> str:
    """The key of a message that a person wrote."""
    return f"slack:message:{who.team}:{channel}:{ts}"


def _among_others(channel: str) -> bool:
    """Whether others read there: a direct message and a person are one's own."""
    return channel[:1] not in {"D", "U", "W"}
