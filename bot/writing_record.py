"""Keeps what a reviewed draft is about: for its author alone, and one day for the organization."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date

from bot import writing
from bot.commands import Request, ReviewDraft
from bot.content_desk import ContentDesk
from bot.content_ports import PillarBook
from bot.delivery import Conversation
from bot.errors import BookUnavailable
from bot.model import Kind
from bot.own_records import OwnRecords
from bot.personal import Personal, Written


class WritingRecord:
    """Looks at each post after its review; a redelivered one changes nothing."""

    def __init__(self, content: ContentDesk, records: OwnRecords, pillars: PillarBook | None) -> None:
        self._content = content
        self._records = records
        self._pillars = pillars

    async def wrote(self, request: Request, entry: str, where: Conversation | None = None) -> None:
        """Keep what a reviewed draft is about: for its author alone, and one day for the organization.

        A database that is down costs that, and nothing else.

        Args:
            request: What was reviewed.
            entry: The entry of its review.
            where: The conversation in which it was asked.
        """
        command = request.command
        if not isinstance(command, ReviewDraft) or not self._content.counts:
            return
        draft = command.draft
        if draft.kind is not Kind.POST:
            return
        touched, person = self._content.touched(draft.text), self._records.person(request)

        def move(kept: Personal, today: date) -> Personal:
            about = Written(entry, today, draft.outlet.value, touched)
            located = self._records.located(kept, where, today)
            if not self._records.named(person):  # nobody is offered a check because they wrote a draft
                located = replace(located, offer_from=kept.offer_from)
            return writing.wrote(located, about, command.earlier, today)

        with suppress(BookUnavailable):
            await self._records.write(request.actor.tenant, person, move)
            if self._pillars is not None:
                today = self._records.clock.now().astimezone(UTC).date()
                await self._pillars.saw(request.actor.tenant, self._content.counted, touched, today)
