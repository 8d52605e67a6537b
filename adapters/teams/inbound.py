"""What Teams says becomes an event in the inbox; then Teams is told that it arrived."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from adapters.jobs.errand import Errand
from adapters.kept import Chores
from adapters.teams.actions import Actions, Press
from adapters.teams.activity import Activity
from adapters.teams.endpoint import Reply
from adapters.teams.errands import WORK, Kind
from adapters.teams.files import Files
from adapters.teams.reference import PLATFORM, References
from adapters.teams.withdrawing import WITHDRAW, Why, payload, told
from adapters.teams.wording import CANNOT_READ, NO_REPLIES, WELCOME, WELCOME_GROUP, help_text
from adapters.teams.words import (
    AskedCommand,
    AskedHelp,
    AskedReplies,
    AskedReview,
    AskedWrongly,
    asked,
    files,
    is_open,
    said,
    spoken_to,
    with_picture,
)
from bot import context
from bot.commands import Command, Request, ReviewDraft
from bot.delivery import Event
from bot.errors import DraftError
from bot.model import Actor, Context, Draft
from bot.ports import ConversationBook, Inbox

LONGEST_KEY = 400

NOTHING = ReviewDraft(Draft(""))
"""Stands in an event where a sentence is said instead of an answer."""

Responder = Callable[[str], Command]
"""Makes the command that asks for replies to a public review."""


class Inbound:
    """Takes what passed the endpoint, except invokes.

    Args:
        inbox: Keeps events.
        conversations: Where Bedside may speak.
        references: Make conversations of activities.
        actions: What buttons do, for clients that submit them as messages.
        files: Knows which files can be read.
        chores: Work that waits its turn in a conversation.
        tenant: The organization in whose log decisions are kept.
        responder: Where this version can suggest replies.
    """

    def __init__(
        self,
        inbox: Inbox,
        conversations: ConversationBook,
        references: References,
        actions: Actions,
        *,
        files: Files,
        chores: Chores,
        tenant: str,
        responder: Responder | None = None,
    ) -> None:
        self._inbox = inbox
        self._conversations = conversations
        self._references = references
        self._actions = actions
        self._files = files
        self._chores = chores
        self._tenant = tenant
        self._responder = responder

    async def take(self, activity: Activity) -> Reply:
        """Keep it; a kind that means nothing to Bedside is acknowledged and forgotten."""
        match activity.type, activity.channel_data.event_type:
            case "message", _:
                return await self._message(activity)
            case "messageUpdate", "editMessage" | "undeleteMessage":
                return await self._edited(activity)
            case "messageDelete", _:
                return await self._deleted(activity)
            case "installationUpdate", _:
                await self._installed(activity)
            case "conversationUpdate", _:
                await self._changed(activity)
        return Reply()

    def actor(self, activity: Activity) -> Actor:
        """Who wrote, as the log knows people: by the directory's id, where there is one."""
        person = activity.sender
        return Actor(person.aad_object_id or person.id or "unknown", tenant=self._tenant)

    def pressed(self, activity: Activity, data: Any) -> Press:
        """A press with what is behind the button, and where it was made."""
        return Press(
            data,
            self.actor(activity),
            self._references.conversation(activity),
            activity.reply_to_id or "",
            activity.id,
        )

    def command(self, text: str, *, picture: bool = False) -> tuple[Command, str | None]:
        """What ``text`` asks for, or a sentence to say instead."""
        match asked(text):
            case AskedHelp():
                return NOTHING, self._help
            case AskedReplies(complaint):
                return self.replies(complaint)
            case AskedWrongly(sentence):
                return NOTHING, sentence
            case AskedCommand(command):
                return command, None
            case AskedReview(words, outlet):
                known = Context(attachments="photo") if picture else Context()
                known = replace(known, text=context.told(known))
                return ReviewDraft(Draft(words, outlet=outlet, context=known)), None

    def replies(self, complaint: str) -> tuple[Command, str | None]:
        """Ask for replies to a public review, or a sentence to say instead."""
        return (NOTHING, NO_REPLIES) if self._responder is None else (self._responder(complaint), None)

    @property
    def _help(self) -> str:
        return help_text(replies=self._responder is not None)

    async def _message(self, activity: Activity) -> Reply:
        if not activity.id or not spoken_to(activity):
            return Reply() if activity.id else Reply(400)
        if activity.value is not None and not activity.text.strip():
            await self._actions.press(self.pressed(activity, activity.value))
            return Reply()
        await self._accept(activity, key_of(activity))
        return Reply()

    async def _edited(self, activity: Activity) -> Reply:
        """First what was said about the old words is taken away, then the new ones are read."""
        if not activity.id or not spoken_to(activity):
            return Reply() if activity.id else Reply(400)
        version = hashlib.sha256(f"{activity.timestamp}\0{activity.text}".encode()).hexdigest()[:16]
        key, where = key_of(activity), self._references.conversation(activity)
        changed = told(where, self.actor(activity), key, version, Why.EDITED)
        await self._accept(activity, f"{key}:edit:{version}", changed=changed)
        return Reply()

    async def _deleted(self, activity: Activity) -> Reply:
        if not activity.id:
            return Reply(400)
        conversation, key = self._references.conversation(activity), key_of(activity)
        work = payload(conversation, self.actor(activity), key, "deleted", Why.DELETED)
        await self._chores.add(f"{key}:withdraw:deleted", WITHDRAW, conversation.lock, work)
        return Reply()

    async def _accept(self, activity: Activity, key: str, **detail: Any) -> None:
        """Keep it; what needs more than the words that came along is done when its turn comes."""
        command, refusal, file = self._asked(activity)
        event = Event(
            key,
            Request(self.actor(activity), PLATFORM, command),
            self._references.conversation(activity),
            privately=None if activity.personal or is_open(command) else activity.sender.id,
            refusal=refusal,
        )
        errand = Errand(Kind.READ, event, {**detail, **({"file": file} if file else {})})
        if errand.detail:
            await self._chores.add(key, WORK, errand.lock, errand.written(), event.conversation)
        else:
            await self._inbox.accept(event)

    def _asked(self, activity: Activity) -> tuple[Command, str | None, str]:
        """What is asked for, or a sentence to say instead; and where a file lies that has the words."""
        text = said(activity)
        if text:
            return *self.command(text, picture=with_picture(activity)), ""
        sent = files(activity)
        if not sent:
            return NOTHING, CANNOT_READ if activity.attachments else self._help, ""
        try:
            return NOTHING, None, self._files.address(sent[0])
        except DraftError as error:
            return NOTHING, str(error), ""

    async def _installed(self, activity: Activity) -> None:
        """A welcome, once; whoever installs again can be reached again."""
        conversation = self._references.conversation(activity)
        if (activity.action or "").startswith("remove"):
            await self._conversations.mark_dead(conversation, "uninstalled")
            return
        await self._conversations.remember(conversation)
        if activity.action != "add":
            return
        await self._inbox.accept(
            Event(
                _short(f"{PLATFORM}:{conversation.tenant}:{conversation.id}:welcome"),
                Request(self.actor(activity), PLATFORM, NOTHING),
                replace(conversation, thread=""),
                refusal=WELCOME if activity.personal else WELCOME_GROUP,
            )
        )

    async def _changed(self, activity: Activity) -> None:
        conversation, us = self._references.conversation(activity), activity.recipient.id
        if us and any(member.id == us for member in activity.members_removed):
            await self._conversations.mark_dead(conversation, "removed")
        elif us and any(member.id == us for member in activity.members_added):
            await self._conversations.remember(conversation)


def key_of(activity: Activity) -> str:
    """The same for every copy that Teams sends of a message, and for its edits."""
    place = activity.conversation.id.partition(";messageid=")[0]
    return _short(f"{PLATFORM}:{activity.tenant}:{place}:{activity.id}")


def _short(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    return f"{PLATFORM}:sha256:{hashlib.sha256(key.encode()).hexdigest()}"
