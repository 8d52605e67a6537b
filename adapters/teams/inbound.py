"""What Teams says becomes an event in the inbox; then Teams is told that it arrived."""

import hashlib
from dataclasses import replace
from typing import Any

from adapters.jobs.errand import Errand
from adapters.kept import Chores
from adapters.teams.actions import Actions, Press
from adapters.teams.activity import Activity
from adapters.teams.asking import NOTHING, command_of, known
from adapters.teams.elements import Element
from adapters.teams.endpoint import Reply
from adapters.teams.errands import WORK, Kind
from adapters.teams.files import Files
from adapters.teams.reference import PLATFORM, References, short_key
from adapters.teams.withdrawing import WITHDRAW, Why, payload, told
from adapters.teams.wording import CANNOT_READ, HELP, WELCOME, WELCOME_GROUP
from adapters.teams.words import files, is_open, said, spoken_to, with_picture
from bot.commands import Command, Request, ReviewDraft
from bot.delivery import Event
from bot.model import Actor, Draft
from bot.ports import ConversationBook, Inbox


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
    ) -> None:
        self._inbox = inbox
        self._conversations = conversations
        self._references = references
        self._actions = actions
        self._files = files
        self._chores = chores
        self._tenant = tenant

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

    async def press(self, activity: Activity, data: Any) -> tuple[Element | None, str]:
        """Do what a button says; its conversation is reached from now on as it was just now."""
        press = self.pressed(activity, data)
        await self._conversations.remember(press.conversation)
        return await self._actions.press(press)

    def pressed(self, activity: Activity, data: Any) -> Press:
        """A press with what is behind the button, and where it was made."""
        return Press(
            data,
            self.actor(activity),
            self._references.conversation(activity),
            activity.reply_to_id or "",
            activity.id,
        )

    async def _message(self, activity: Activity) -> Reply:
        if not activity.id:
            return Reply(400)
        if activity.value is not None and not activity.text.strip():
            await self._submitted(activity)
        elif spoken_to(activity):
            await self._accept(activity, key_of(activity))
        return Reply()

    async def _submitted(self, activity: Activity) -> None:
        """A client that submits a button as a message, which mentions nobody, shows no answer of its own."""
        card, sentence = await self.press(activity, activity.value)
        if card is None and sentence:
            request = Request(self.actor(activity), PLATFORM, NOTHING)
            alone = None if activity.personal else activity.sender.id
            where = self._references.conversation(activity)
            event = Event(key_of(activity), request, where, alone, refusal=sentence, quietly=True)
            await self._inbox.accept(event)

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
        command, refusal, sent = self._asked(activity)
        event = Event(
            key,
            Request(self.actor(activity), PLATFORM, command),
            self._references.conversation(activity),
            privately=None if activity.personal or is_open(command) else activity.sender.id,
            refusal=refusal,
        )
        errand = Errand(Kind.READ, event, {**detail, **sent})
        if errand.detail:
            await self._chores.add(key, WORK, errand.lock, errand.written(), event.conversation)
        else:
            await self._inbox.accept(event)

    def _asked(self, activity: Activity) -> tuple[Command, str | None, dict[str, Any]]:
        """What is asked for, or a sentence to say instead; and where files lie whose words go along."""
        text, picture, sent = said(activity), with_picture(activity), files(activity)
        readable = self._files.readable(sent)
        if sent and (text or readable):
            typed = ReviewDraft(Draft(text, context=known(picture=picture)))
            return typed, None, {"files": readable, "unread": len(readable) < len(sent)}
        if text:
            return *command_of(text, picture=picture), {}
        return NOTHING, CANNOT_READ if activity.attachments else HELP, {}

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
                short_key(f"{PLATFORM}:{conversation.tenant}:{conversation.id}:welcome"),
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
    return short_key(f"{PLATFORM}:{activity.tenant}:{place}:{activity.id}")
