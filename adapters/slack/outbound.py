"""Speaks in Slack: posts, updates, answers one person alone, and tells what became of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.slack.api import Api
from adapters.slack.blocks import Message
from adapters.slack.limits import TEXT
from adapters.slack.outcomes import Failure
from adapters.slack.render import render
from bot.answering import PLACEHOLDERS
from bot.cards import Card, Part
from bot.delivery import (
    Conversation,
    Dead,
    Found,
    Missing,
    Opened,
    Pace,
    Paces,
    Posted,
    Refused,
    Sent,
    Throttled,
    Unknown,
    Updated,
)

ONLY = "only"
"""The key in a conversation's reference for the one person who sees the answer there."""
SEEN_ONCE = "ephemeral"
"""Stands for a message's id where Slack gives none that could be updated."""
MARK = "bedside_answer"
"""The kind of metadata by which a message is found again."""

_GONE_URL = frozenset({"expired_url", "used_url", "cannot_respond", "http_404", "http_410", "foreign_url"})


class SlackMessenger:
    """Implements ``bot.ports.Messenger``."""

    platform = "slack"
    # Slack promises one message a second in a conversation, and over a workspace "several hundred a minute".
    # Ours is above that, so that 20 drafts a second do not wait for us; beyond it Slack's own 429 is obeyed.
    paces = Paces(conversation=Pace(1.0, burst=4), tenant=Pace(40.0, burst=80))

    def __init__(self, api: Api) -> None:
        self._api = api
        self._direct: dict[tuple[str, str], str] = {}

    def parts(self, card: Card) -> int:
        """How many messages ``card`` takes."""
        return len(render(card))

    async def post(self, conversation: Conversation, card: Card | Part, key: str) -> Posted:
        """Post ``card``; to one person alone where the conversation says so."""
        person = conversation.reference.get(ONLY)
        if person is not None:
            if card in PLACEHOLDERS:  # the acknowledgement of the command said so already
                return Sent(SEEN_ONCE)
            return await self._whisper(conversation, person, _message(card))
        channel = await self._channel(conversation)
        if not isinstance(channel, str):
            return _posted(channel)
        return await self._post(conversation, channel, conversation.thread, _message(card), key)

    async def update(self, conversation: Conversation, message_id: str, card: Card | Part) -> Updated:
        """Put ``card`` in the message's place; what one person alone saw is followed by a new message."""
        message = _message(card)
        person = conversation.reference.get(ONLY)
        if person is not None:
            return await self._whisper(conversation, person, message)
        channel = await self._channel(conversation)
        if not isinstance(channel, str):
            return channel
        place = {"channel": channel, "ts": message_id}
        answer = await self._api.call(conversation, "chat.update", place | _said(message))
        return Sent(message_id) if isinstance(answer, Mapping) else answer

    async def find(self, conversation: Conversation, key: str) -> Found:
        """Look for a message with this mark."""
        if ONLY in conversation.reference:
            return Unknown("cannot_look")
        channel = await self._channel(conversation)
        if not isinstance(channel, str):
            return Unknown("cannot_look")
        method = "conversations.replies" if conversation.thread else "conversations.history"
        place = {"channel": channel, "limit": 200, "include_all_metadata": True}
        place |= {"ts": conversation.thread} if conversation.thread else {}
        answer = await self._api.call(conversation, method, place)
        if not isinstance(answer, Mapping):
            return Unknown("cannot_look")
        return next((Sent(str(said["ts"])) for said in answer["messages"] if _mark(said) == key), Missing())

    async def private(self, conversation: Conversation, person: str) -> Opened:
        """The same place, where only ``person`` sees the answer; a direct message is private already."""
        if conversation.id.startswith("D") and not conversation.ticket:
            return conversation
        return replace(conversation, reference={**conversation.reference, ONLY: person})

    async def direct(self, conversation: Conversation, person: str) -> Opened:
        """The direct message with ``person``."""
        channel = await self._open(conversation, person)
        if not isinstance(channel, str):
            failed = _posted(channel)
            return Unknown(failed.code) if isinstance(failed, Refused) else failed
        return Conversation(
            self.platform, conversation.tenant, channel, reference=_of_installation(conversation)
        )

    async def _post(
        self, conversation: Conversation, channel: str, thread: str, message: Message, key: str
    ) -> Posted:
        arguments = {
            "channel": channel,
            "unfurl_links": False,
            "unfurl_media": False,
            "mrkdwn": False,
            **_said(message),
        }
        arguments |= {"thread_ts": thread} if thread else {}
        arguments |= {"metadata": {"event_type": MARK, "event_payload": {"key": key}}} if key else {}
        answer = await self._api.call(conversation, "chat.postMessage", arguments)
        return Sent(str(answer["ts"])) if isinstance(answer, Mapping) else _posted(answer)

    async def _whisper(self, conversation: Conversation, person: str, message: Message) -> Posted:
        """Say it to ``person`` alone: by the ticket, else in place, else in a direct message."""
        if conversation.ticket:
            told = {"response_type": "ephemeral", "replace_original": False, **_said(message)}
            failure = await self._api.respond(conversation.ticket, told)
            if failure is None:
                return Sent(SEEN_ONCE)
            if not _is_gone(failure):
                return _posted(failure)
        else:
            place = {"channel": conversation.id, "user": person}
            place |= {"thread_ts": conversation.thread} if conversation.thread else {}
            answer = await self._api.call(conversation, "chat.postEphemeral", place | _said(message))
            if isinstance(answer, Mapping):
                return Sent(SEEN_ONCE)
            if not isinstance(answer, Dead) or answer.whole_tenant:
                return _posted(answer)
        channel = await self._open(conversation, person)
        if not isinstance(channel, str):
            return _posted(channel)
        return await self._post(conversation, channel, "", message, "")

    async def _channel(self, conversation: Conversation) -> str | Failure:
        """The channel's id; a person's id stands for the direct message with that person."""
        if conversation.id[:1] in {"U", "W"}:
            return await self._open(conversation, conversation.id)
        return conversation.id

    async def _open(self, conversation: Conversation, person: str) -> str | Failure:
        known = self._direct.get((conversation.tenant, person))
        if known is not None:
            return known
        answer = await self._api.call(conversation, "conversations.open", {"users": person})
        if not isinstance(answer, Mapping):
            return answer
        channel = str(answer["channel"]["id"])
        self._direct[conversation.tenant, person] = channel
        return channel


def _message(card: Card | Part) -> Message:
    """The one message that says ``card``."""
    if isinstance(card, Part):
        message = render(card.card)[card.number]
        return Message(message.text) if card.in_words else message
    messages = render(card)
    if len(messages) == 1:
        return messages[0]
    return Message("\n".join(message.text for message in messages)[: TEXT // 2])


def _said(message: Message) -> dict[str, Any]:
    """``blocks`` is always given, so that an update in words alone takes the earlier ones away."""
    return {"text": message.text, "blocks": list(message.blocks)}


def _posted(failure: Failure) -> Throttled | Unknown | Refused | Dead:
    """A failed post; the conversation outlives a thread that is gone."""
    return Refused("thread_not_found") if isinstance(failure, Missing) else failure


def _of_installation(conversation: Conversation) -> dict[str, str]:
    """What names the installation, without what belongs to this one conversation."""
    return {name: value for name, value in conversation.reference.items() if name != ONLY}


def _is_gone(failure: Failure) -> bool:
    return isinstance(failure, Missing | Dead) or (isinstance(failure, Refused) and failure.code in _GONE_URL)


def _mark(said: Mapping[str, Any]) -> str | None:
    metadata = said.get("metadata") or {}
    if metadata.get("event_type") != MARK:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return str(key) if key is not None else None
