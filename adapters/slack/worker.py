"""Runs errands: asks Slack for a file or a message, shows a tab, marks a review as out of date."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.jobs.errand import Errand, reviewing
from adapters.slack import actions, documents, files, home, media, stale, thread
from adapters.slack.api import Api
from adapters.slack.errands import Kind
from adapters.slack.origin import PLATFORM
from adapters.slack.outcomes import Failure
from adapters.slack.pictures import says_where
from adapters.slack.wording import typed
from bot.answering import WORKING, Answering
from bot.cards import NoteCard, as_text
from bot.commands import Request
from bot.delivery import Conversation, Dead, Event, Missing, Refused, Throttled, Unknown
from bot.desk import decides
from bot.desk_cards import QueueCard
from bot.desk_commands import ShowQueue
from bot.digest_commands import ShowDigest
from bot.errors import DeliveryError, TryLater, Undeliverable
from bot.ports import ConversationBook, Entry, LogQuery, OutboundBook
from bot.sending import Sender
from bot.service import Service

LATEST = 5
QUEUE = 10
"""Drafts listed on the home tab; all of them are on the desk page."""
THREAD = 200
"""Messages of a thread among which the version before is looked for."""
GONE = "I cannot see that draft any more: it was deleted, or is out of my reach. Please send it again."

WAITED_FOR = frozenset({Kind.READ_FILES, Kind.NEW_VERSION, Kind.REVIEW_AGAIN, Kind.TELL_STATUS})
"""Errands at whose end somebody expects an answer."""


@dataclass(frozen=True, slots=True)
class Errands:
    """Does errands; every one may run again at any point."""

    api: Api
    answering: Answering
    sender: Sender
    outbound: OutboundBook
    conversations: ConversationBook
    service: Service

    async def do(self, key: str, work: str) -> None:
        """Do the errand.

        Raises:
            TryLater: Slack asks to wait.
            Undeliverable: Nobody can be told.
            BedsideError: It did not work this time; run it again.
        """
        errand = Errand.read(work, Kind)
        match errand.kind:
            case Kind.READ_FILES:
                await self._read_files(errand)
            case Kind.NEW_VERSION:
                await self._new_version(errand)
            case Kind.REVIEW_AGAIN:
                await self._review_again(errand)
            case Kind.MARK_STALE:
                await self._mark_stale(errand)
            case Kind.SHOW_HOME:
                await self._show_home(errand)
            case Kind.WELCOME:
                await self._welcome(errand)
            case Kind.TELL_STATUS:
                await self._tell_status(errand)

    async def give_up(self, key: str, work: str) -> None:
        """Tell whoever waits for an answer."""
        errand = Errand.read(work, Kind)
        if errand.kind in WAITED_FOR:
            await self.answering.apologize(errand.event)

    async def _read_files(self, errand: Errand) -> None:
        event = errand.event
        await self.sender.announce(event.key, event.conversation, WORKING)
        texts, pictures, unread = await self._fetched(event.conversation, errand.detail["files"])
        draft = errand.draft
        words = "\n\n".join(part for part in (draft.text, *texts) if part.strip())
        if words:
            await self.answering.answer(reviewing(event, replace(draft, text=words)))
            if any(pictures):
                await self.sender.finish(f"{event.key}:place", event.conversation, NoteCard(media.LOCATED))
            if unread:
                await self.sender.finish(f"{event.key}:files", event.conversation, NoteCard(media.UNREADABLE))
        else:
            said = media.checklist(any(pictures)) if pictures else media.UNREADABLE
            await self.sender.finish(event.key, event.conversation, NoteCard(said, failed=not pictures))

    async def _fetched(
        self, conversation: Conversation, references: Sequence[Mapping[str, str]]
    ) -> tuple[list[str], list[bool], int]:
        """The texts, whether each picture says where it was taken, and how many files could not be read."""
        texts: list[str] = []
        pictures: list[bool] = []
        unread = 0 if references else 1
        for reference in references:
            body = await self.api.download(conversation, reference["url"], files.MOST_BYTES)
            if not isinstance(body, bytes):
                _raise_unless_refused(body)
                unread += 1
            elif reference["kind"] == "picture":
                pictures.append(await asyncio.to_thread(says_where, body))
            else:
                try:
                    texts.append(await asyncio.to_thread(documents.words, reference["kind"], body))
                except documents.Unreadable:
                    unread += 1
        return texts, pictures, unread

    async def _review_again(self, errand: Errand) -> None:
        where = errand.event.conversation
        said = await self._message(where, errand.detail["ts"])
        if said is None:
            await self.sender.finish(errand.key, where, NoteCard(GONE, failed=True))
            return
        attached = said.get("files") or ()
        draft = replace(errand.draft, text=typed(str(said.get("text") or "")))
        again = Errand(Kind.READ_FILES, reviewing(errand.event, draft), {"files": files.references(attached)})
        if files.readable(attached):
            await self._read_files(again)
        else:
            await self.answering.answer(again.event)

    async def _new_version(self, errand: Errand) -> None:
        """A reply in the thread of a draft: reviewed beside what its author wrote there before."""
        event = errand.event
        await self.sender.announce(event.key, event.conversation, WORKING)
        before = thread.before(await self._said_before(event, errand.detail["ts"]), event.request.actor.id)
        await self.answering.answer(reviewing(event, errand.draft, before))

    async def _said_before(self, event: Event, ts: str) -> Sequence[Mapping[str, Any]]:
        """The thread before ``ts``, where Slack shows it."""
        where = event.conversation
        found = await self._replies(where, {"ts": where.thread, "latest": ts, "limit": THREAD})
        return [said for said in found if str(said.get("ts")) < ts]

    async def _mark_stale(self, errand: Errand) -> None:
        where = errand.event.conversation
        standing = await self.outbound.standing(errand.detail["draft"])
        if standing is None or standing.message_id is None:
            return  # it was never answered: nothing there that could be out of date
        said = await self._message(where, standing.message_id)
        if said is None:
            return
        edit = actions.Edit.read(errand.detail["edit"])
        message = stale.marked(str(said.get("text") or ""), said.get("blocks") or (), edit)
        arguments = {
            "channel": where.id,
            "ts": standing.message_id,
            "text": message.text,
            "blocks": list(message.blocks),
        }
        _raise_unless_refused(await self.api.call(where, "chat.update", arguments))
        # Nothing is added any more: what a language model may still say is about the earlier wording.
        await self.outbound.settle(standing, "settled", message_id=standing.message_id)

    async def _message(self, where: Conversation, ts: str) -> Mapping[str, Any] | None:
        """One message of a thread; ``None`` when it is gone."""
        only = {"oldest": ts, "latest": ts, "inclusive": True, "limit": 10}
        found = await self._replies(where, {"ts": where.thread or ts, **only})
        return next((said for said in found if said.get("ts") == ts), None)

    async def _replies(self, where: Conversation, which: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """Messages of a thread; none where Slack does not show it."""
        answer = await self.api.call(where, "conversations.replies", {"channel": where.id, **which})
        if not isinstance(answer, Mapping):
            _raise_unless_refused(answer)
            return ()
        found: Sequence[Mapping[str, Any]] = answer.get("messages") or ()
        return found

    async def _show_home(self, errand: Errand) -> None:
        where, actor = errand.event.conversation, errand.event.request.actor
        view = home.home(await self._shown_at_home(errand))
        answer = await self.api.call(where, "views.publish", {"user_id": actor.id, "view": view})
        _raise_unless_refused(answer)

    async def _shown_at_home(self, errand: Errand) -> home.Shown:
        request, direct = errand.event.request, str(errand.detail.get("direct") or "")
        mine, queue = await self._queue(request, mine=True), None
        if self.service.desk is not None and decides(self.service.desk.person(request)):
            queue = await self._queue(request)
        place = replace(errand.event.conversation, id=direct or request.actor.id)
        tips = await self.service.handle(replace(request, command=ShowDigest()), place)
        return home.Shown(await self._latest(errand), mine, queue, as_text(tips), direct)

    async def _queue(self, request: Request, *, mine: bool = False) -> QueueCard | None:
        card = await self.service.handle(replace(request, command=ShowQueue(limit=QUEUE, mine=mine)))
        return card if isinstance(card, QueueCard) else None

    async def _welcome(self, errand: Errand) -> None:
        """Once per person: afterwards the conversation is known."""
        where = errand.event.conversation
        if await self.conversations.recall(where.platform, where.tenant, where.id) is None:
            key = f"slack:welcome:{where.tenant}:{where.id}"
            await self.sender.finish(key, where, NoteCard(home.WELCOME))
            await self.conversations.remember(where)

    async def _tell_status(self, errand: Errand) -> None:
        event = errand.event
        where = await self.sender.private(event.conversation, event.request.actor.id)
        await self.sender.finish(event.key, where, NoteCard(home.status(await self._latest(errand))))

    async def _latest(self, errand: Errand) -> tuple[Entry, ...]:
        actor = errand.event.request.actor
        query = LogQuery(event="reviewed", actor=actor.id, limit=LATEST)
        return (await self.service.entries(actor, query, PLATFORM)).entries


def _raise_unless_refused(answer: Mapping[str, Any] | Failure) -> None:
    """Turn a failure that more attempts, or nobody, can mend into its error.

    Raises:
        TryLater: Slack asks to wait.
        Undeliverable: The installation or the conversation is gone.
        DeliveryError: Nobody knows; run it again.
    """
    match answer:
        case Throttled(after):
            raise TryLater("throttled", after)
        case Dead(reason):
            raise Undeliverable(reason)
        case Unknown(code):
            raise DeliveryError(code)
        case Refused() | Missing() | Mapping():
            return
