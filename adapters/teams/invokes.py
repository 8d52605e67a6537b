"""Teams waits five seconds for an answer to these: it comes from the database, never from a model."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from adapters.teams.actions import Actions, data_of
from adapters.teams.activity import Activity
from adapters.teams.endpoint import Reply
from adapters.teams.forms import What, dialog, filled
from adapters.teams.inbound import Inbound
from adapters.teams.pressable import addressed
from adapters.teams.reference import PLATFORM, References
from adapters.teams.wording import AS_IT_WAS, NO_WORDS, ON_ITS_WAY
from adapters.teams.words import words_of
from bot.commands import Request
from bot.delivery import Event
from bot.ports import Inbox

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"

RATINGS = {"like": True, "dislike": False}


class Invokes:
    """Answers presses of buttons, and the dialogs of the message extension."""

    def __init__(
        self,
        inbound: Inbound,
        actions: Actions,
        inbox: Inbox,
        references: References,
    ) -> None:
        self._inbound = inbound
        self._actions = actions
        self._inbox = inbox
        self._references = references

    async def take(self, activity: Activity) -> Reply:
        """Answer an invoke; 501 for one that Bedside does not know."""
        match activity.name:
            case "adaptiveCard/action":
                return await self._pressed(activity)
            case "composeExtension/fetchTask":
                return self._dialog(activity)
            case "composeExtension/submitAction":
                return await self._submitted(activity)
            case "message/submitAction":
                return await self._rated(activity)
        return Reply(501)

    async def _pressed(self, activity: Activity) -> Reply:
        data = data_of(activity)
        if data is None:
            return Reply(400)
        card, sentence = await self._inbound.press(activity, data)
        if card is None:
            return Reply(200, {"statusCode": 200, "type": MESSAGE, "value": sentence or AS_IT_WAS})
        person = activity.sender.id if activity.personal else ""
        return Reply(200, {"statusCode": 200, "type": CARD, "value": addressed(card, person)})

    def _dialog(self, activity: Activity) -> Reply:
        """Ask for the words; those of the message, where it was opened on one, are there already."""
        value = _mapping(activity.value)
        try:
            what = What(value.get("commandId") or "")
        except ValueError:
            return Reply(400)
        body = _mapping(_mapping(value.get("messagePayload")).get("body"))
        words = words_of(str(body.get("content") or ""))
        card = dialog(what, words, secrets.token_hex(8))
        info = {
            "title": what.heading,
            "height": "medium" if what is What.REVIEW else "large",
            "width": "medium",
            "card": {"contentType": CARD, "content": card},
        }
        return Reply(200, {"task": {"type": "continue", "value": info}})

    async def _submitted(self, activity: Activity) -> Reply:
        """Keep it, ask nobody; the answer comes in the private chat, nothing is said where it was asked."""
        sent = filled(_mapping(_mapping(activity.value).get("data")))
        if sent is None:
            return Reply(400)
        if not sent.text.strip():
            return _told(NO_WORDS)
        actor = self._inbound.actor(activity)
        await self._inbox.accept(
            Event(
                f"{PLATFORM}:ask:{activity.tenant}:{actor.id}:{sent.ask}",
                Request(actor, PLATFORM, sent.command),
                self._references.conversation(activity),
                privately=activity.sender.id,
                quietly=True,
            )
        )
        return _told(ON_ITS_WAY)

    async def _rated(self, activity: Activity) -> Reply:
        """Thumbs up or down; what else was written may name somebody, so it is not kept."""
        rating = _mapping(_mapping(activity.value).get("actionValue")).get("reaction")
        if isinstance(rating, str) and rating in RATINGS:
            press = self._inbound.pressed(activity, None)
            await self._actions.rate(press, useful=RATINGS[rating])
        return Reply(200, {})


def _told(sentence: str) -> Reply:
    return Reply(200, {"task": {"type": "message", "value": sentence}})


def _mapping(value: Any) -> Mapping[str, Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}
