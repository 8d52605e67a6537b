"""Teams waits five seconds for an answer to these: it comes from the database, never from a model."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from adapters.teams.actions import Actions, data_of
from adapters.teams.activity import Activity
from adapters.teams.endpoint import Reply
from adapters.teams.inbound import Inbound
from adapters.teams.pressable import addressed
from adapters.teams.reference import PLATFORM, References
from adapters.teams.render import asking
from adapters.teams.wording import AS_IT_WAS, NO_WORDS, ON_ITS_WAY
from adapters.teams.words import words_of
from bot.commands import Command, Request, ReviewDraft
from bot.delivery import Event
from bot.model import Draft
from bot.ports import Inbox

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"

RATINGS = {"like": True, "dislike": False}
REVIEW, RESPOND = "review", "respond"
TITLES = {REVIEW: "Review this message", RESPOND: "Suggest a reply"}
LABELS = {REVIEW: "The words to review", RESPOND: "The public review to answer"}


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
        card, sentence = await self._actions.press(self._inbound.pressed(activity, data))
        if card is None:
            return Reply(200, {"statusCode": 200, "type": MESSAGE, "value": sentence or AS_IT_WAS})
        person = activity.sender.id if activity.personal else ""
        return Reply(200, {"statusCode": 200, "type": CARD, "value": addressed(card, person)})

    def _dialog(self, activity: Activity) -> Reply:
        """Ask for the words; those of the message, where it was opened on one, are there already."""
        value = _mapping(activity.value)
        what = value.get("commandId")
        if what not in TITLES:
            return Reply(400)
        body = _mapping(_mapping(value.get("messagePayload")).get("body"))
        words = words_of(str(body.get("content") or ""))
        card = asking(TITLES[what], LABELS[what], words, {"ask": secrets.token_hex(8), "what": what})
        info = {
            "title": TITLES[what],
            "height": "medium",
            "width": "medium",
            "card": {"contentType": CARD, "content": card},
        }
        return Reply(200, {"task": {"type": "continue", "value": info}})

    async def _submitted(self, activity: Activity) -> Reply:
        """Keep it, ask nobody; the answer comes in the private chat, nothing is said where it was asked."""
        data = _mapping(_mapping(activity.value).get("data"))
        what, ask, text = data.get("what"), data.get("ask"), data.get("text")
        if what not in TITLES or not isinstance(ask, str) or not ask.isalnum() or len(ask) > 64:
            return Reply(400)
        if not isinstance(text, str) or not text.strip():
            return _told(NO_WORDS)
        command, refusal = self._command(str(what), text.strip())
        actor = self._inbound.actor(activity)
        await self._inbox.accept(
            Event(
                f"{PLATFORM}:ask:{activity.tenant}:{actor.id}:{ask}",
                Request(actor, PLATFORM, command),
                self._references.conversation(activity),
                privately=activity.sender.id,
                refusal=refusal,
                quietly=True,
            )
        )
        return _told(ON_ITS_WAY)

    def _command(self, what: str, text: str) -> tuple[Command, str | None]:
        return self._inbound.replies(text) if what == RESPOND else (ReviewDraft(Draft(text)), None)

    async def _rated(self, activity: Activity) -> Reply:
        """Thumbs up or down; what else was written may name somebody, so it is not kept."""
        rating = _mapping(_mapping(activity.value).get("actionValue")).get("reaction")
        if rating in RATINGS:
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
