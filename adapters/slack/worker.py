"""Runs errands: asks Slack for a file or a message, shows a tab, marks a review as out of date."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from adapters import documents
from adapters.jobs.errand import Errand, reviewing
from adapters.slack import files, media, thread
from adapters.slack.api import Api
from adapters.slack.errands import Kind
from adapters.slack.messages import Messages
from adapters.slack.outcomes import raise_unless_final
from adapters.slack.pictures import says_where
from adapters.slack.places import Places
from adapters.slack.reviews import THREAD, Reviews
from adapters.slack.whereabouts import Whereabouts
from adapters.slack.wording import typed
from bot import profile_commands
from bot.answering import WORKING, Answering
from bot.cards import NoteCard
from bot.delivery import Conversation, Event
from bot.sending import Sender

GONE = "I cannot see that draft any more: it was deleted, or is out of my reach. Please send it again."

WAITED_FOR = frozenset(Kind) - {Kind.MARK_STALE, Kind.SHOW_HOME, Kind.WELCOME, Kind.TAKE_BACK}
"""Errands at whose end somebody expects an answer."""


@dataclass(frozen=True, slots=True)
class Errands:
    """Does errands; every one may run again at any point."""

    api: Api
    messages: Messages
    answering: Answering
    sender: Sender
    reviews: Reviews
    places: Places
    whereabouts: Whereabouts

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
                await self.reviews.mark_stale(errand)
            case Kind.SHOW_HOME:
                await self.places.show_home(errand)
            case Kind.WELCOME:
                await self.places.welcome(errand)
            case Kind.TELL_STATUS:
                await self.places.tell_status(errand)
            case Kind.PRESSED:
                await self.reviews.pressed(errand)
            case Kind.TAKE_BACK:
                await self.reviews.take_back(errand)
            case Kind.ASK_ZONE:
                await self._ask_zone(errand.event)

    async def give_up(self, key: str, work: str) -> None:
        """Tell whoever waits for an answer."""
        errand = Errand.read(work, Kind)
        if errand.kind in WAITED_FOR:
            await self.answering.apologize(errand.event)

    async def _ask_zone(self, event: Event) -> None:
        """Answer somebody about their own presence, whose reminders go by the clock where they live."""
        zone = await self.whereabouts.zone(event.conversation, event.request.actor.id)
        place = replace(event.conversation, zone=zone)
        await self.answering.answer(replace(event, conversation=place))

    async def _read_files(self, errand: Errand) -> None:
        event = errand.event
        await self.sender.announce(event.key, event.conversation, WORKING)
        texts, pictures, unread = await self._fetched(event.conversation, errand.detail["files"])
        unread += int(errand.detail.get("left") or 0)  # errands of earlier versions do not say
        words = "\n\n".join(part for part in (errand.draft.text, *texts) if part.strip())
        if words:
            await self.answering.answer(_with_words(errand, words, texts))
        else:
            said = media.checklist(any(pictures)) if pictures else media.UNREADABLE
            await self.sender.finish(event.key, event.conversation, NoteCard(said, failed=not pictures))
        if words and any(pictures):
            await self.sender.finish(f"{event.key}:place", event.conversation, NoteCard(media.LOCATED))
        if unread and (words or pictures):
            left = NoteCard(media.LEFT_OUT if words else media.UNREADABLE)
            await self.sender.finish(f"{event.key}:files", event.conversation, left)

    async def _fetched(
        self, conversation: Conversation, references: Sequence[Mapping[str, str]]
    ) -> tuple[list[str], list[bool], int]:
        """The texts, whether each picture says where it was taken, and how many files could not be read."""
        texts: list[str] = []
        pictures: list[bool] = []
        unread = 0
        for reference in references:
            body = await self.api.download(conversation, reference["url"], documents.MOST_BYTES)
            if not isinstance(body, bytes):
                raise_unless_final(body)
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
        said = await self.messages.one(where, errand.detail["ts"])
        if said is None:
            await self.sender.finish(errand.key, where, NoteCard(GONE, failed=True))
            return
        attached = said.get("files") or ()
        draft = replace(errand.draft, text=typed(str(said.get("text") or "")))
        again = Errand(Kind.READ_FILES, reviewing(errand.event, draft), files.to_read(attached))
        if files.has_more_to_say(attached):
            await self._read_files(again)
        else:
            await self.answering.answer(again.event)

    async def _new_version(self, errand: Errand) -> None:
        """A reply in the thread of a draft: reviewed beside what its author wrote there before."""
        event = errand.event
        await self.sender.announce(event.key, event.conversation, WORKING)
        said = await self.messages.of_thread(event.conversation, latest=errand.detail["ts"], limit=THREAD)
        earlier = [one for one in said if str(one.get("ts")) < errand.detail["ts"]]
        before = thread.before(earlier, event.request.actor.id)
        await self.answering.answer(reviewing(event, errand.draft, before))


def _with_words(errand: Errand, words: str, texts: Sequence[str]) -> Event:
    """The event with the words of files: a profile's where the message named one, else a draft's."""
    event, profile = errand.event, profile_commands.named(errand.draft.text)
    if profile is None or not texts:
        return reviewing(event, replace(errand.draft, text=words))
    command = profile_commands.CheckProfile(profile, "\n\n".join(texts))
    return replace(event, request=replace(event.request, command=command))
