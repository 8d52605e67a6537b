"""A person's own desk: who answers which command, their page and their reminders."""

from dataclasses import replace
from datetime import date

from bot import accounts, presence, writing
from bot import personal_commands as ask
from bot.account_desk import AccountDesk
from bot.commands import Request
from bot.content_commands import ContentCommand, CountWriting
from bot.content_desk import ContentDesk
from bot.content_ports import PillarBook
from bot.delivery import Conversation
from bot.errors import CommandError
from bot.mine_cards import deleted_card, export_card, mine_card, sure_card
from bot.next_step import Asked
from bot.own_records import OwnRecords, zone_here
from bot.people import DeskPolicy
from bot.personal import Personal
from bot.personal_cards import GuideCard
from bot.personal_ports import PersonalBook, Record
from bot.policy import PolicyPack
from bot.ports import Clock, Fingerprinter
from bot.presence_desk import PresenceDesk
from bot.profile_commands import ProfileCommand
from bot.profile_desk import ProfileDesk
from bot.reminding import snoozed, with_told
from bot.todo_desk import Reviewer, TodoDesk
from bot.writing_record import WritingRecord
from bot.zones import zone_named


class PersonalDesk:
    """Answers one person about their own presence."""

    def __init__(
        self,
        pack: PolicyPack,
        people: DeskPolicy,
        book: PersonalBook,
        clock: Clock,
        *,
        reviewer: Reviewer,
        fingerprinter: Fingerprinter,
        pillars: PillarBook | None = None,
    ) -> None:
        self.steps = presence.steps_of(pack.lists)
        self._records = OwnRecords(people, book, clock)
        self.content = ContentDesk(pack)
        self._presence = PresenceDesk(self.steps, self._records)
        self._todos = TodoDesk(pack, self.steps, self._records, reviewer)
        kinds = accounts.kinds_of(pack.lists)
        self._accounts = AccountDesk(kinds, self._records)
        self._profiles = ProfileDesk(pack, self._records, reviewer, fingerprinter)
        self._asked = Asked(self.steps, kinds, self._profiles.kinds)
        self._writing = WritingRecord(self.content, self._records, pillars)

    async def handle(self, request: Request, where: Conversation | None = None) -> GuideCard:
        """Answer a command about a person's own presence.

        Raises:
            BookUnavailable: Nothing was read or changed.
            LogUnavailable: Nothing was changed: what cannot be recorded is not done.
            CommandError: Something in it is not known here.
        """
        match command := request.command:
            case (
                ask.BeginCheck() | ask.AnswerStep() | ask.ShowPresence() | ask.TooCommon() | ask.PastedLink()
            ):
                return await self._presence.handle(request, command, where)
            case ask.ShowTodos() | ask.ChangeTodo():
                return await self._todos.handle(request, command)
            case ask.ShowAccounts() | ask.SetAccount() | ask.NoAccounts() | ask.AccountsAgain():
                return await self._accounts.handle(request, command, where)
            case _ if isinstance(command, ProfileCommand):
                return await self._profiles.handle(request, command)
            case ask.ChangeReminders() | ask.SetZone():
                return await self._reminders(request, command, where)
            case ask.DeleteMine(sure):
                return await self._delete(request) if sure else sure_card()
            case ask.ExportMine() | ask.ShowMine():
                return await self._page(request, where)
            case _ if isinstance(command, ContentCommand):
                return await self._content(request, command, where)
        raise CommandError(ask.USAGE)

    async def wrote(self, request: Request, entry: str, where: Conversation | None = None) -> None:
        """Keep what a reviewed draft is about; see ``WritingRecord``."""
        await self._writing.wrote(request, entry, where)

    async def expecting(self, request: Request) -> GuideCard | None:
        """What is told to somebody who sends a link in the middle of a check; ``None`` outside of one."""
        check = (await self._records.mine(request)).check
        if check is None or check.ended is not None:
            return None
        return await self._presence.handle(request, ask.PastedLink())

    async def record(self, tenant: str, person: str) -> Record:
        """What is kept about a person."""
        return await self._records.read(tenant, person)

    async def offer(self, tenant: str, platform: str) -> int:
        """Have a check offered, each quarter, to people of the pack on ``platform`` of whom nothing is kept.

        Whoever does not want it says so once, and is not asked again; returns how many are new.
        """
        if not self.steps:
            return 0
        new = await self._records.unknown(tenant, platform)
        for person in new:
            await self._records.write(
                tenant, person, lambda kept, today: self._records.located(kept, None, today)
            )
        return len(new)

    async def told(self, tenant: str, person: str, keys: tuple[str, ...]) -> None:
        """These reminders went out, or none had to; when to look again is worked out anew."""
        if (await self.record(tenant, person)).revision:
            await self._records.write(
                tenant, person, lambda kept, today: with_told(kept, keys, today), always=True
            )

    async def _content(
        self, request: Request, command: ContentCommand, where: Conversation | None
    ) -> GuideCard:
        if isinstance(command, CountWriting):
            wanted = command.wanted
            kept = await self._records.change(
                request, lambda now, _: writing.counted(now, wanted=wanted), where
            )
        else:
            kept = await self._records.mine(request)
        return self.content.card(command, kept, self._records.day(kept))

    async def _reminders(
        self, request: Request, command: ask.ChangeReminders | ask.SetZone, where: Conversation | None
    ) -> GuideCard:
        zone = zone_named(command.zone) if isinstance(command, ask.SetZone) else ""

        def move(now: Personal, today: date) -> Personal:
            wanted = now.reminders
            match command:
                case ask.SetZone():
                    return replace(now, reminders=replace(wanted, zone=zone, kept=True))
                case ask.ChangeReminders(ask.RemindAction.LATER):
                    return replace(now, reminders=snoozed(wanted, today))
                case ask.ChangeReminders(action):
                    stopped = action is ask.RemindAction.STOP
                    return replace(now, reminders=replace(wanted, stopped=stopped, until=None))

        kept = await self._records.change(request, move, where)
        return self._mine(kept, "Noted.", where)

    async def _page(self, request: Request, where: Conversation | None) -> GuideCard:
        kept = await self._records.mine(request)
        if isinstance(request.command, ask.ExportMine):
            return export_card(kept)
        if kept == Personal():  # a look alone keeps nothing
            kept = self._records.located(kept, where, self._records.day(kept))
        else:
            kept = await self._records.change(request, lambda now, _: now, where)
        return self._mine(kept, where=where)

    def _mine(self, kept: Personal, told: str = "", where: Conversation | None = None) -> GuideCard:
        today = self._records.day(kept)
        card = mine_card(kept, self._asked, today, told, zone_here(where))
        return self.content.on_my_page(card, kept, today)

    async def _delete(self, request: Request) -> GuideCard:
        gone = await self._records.forget(request)
        return deleted_card(gone=gone, left=await self._records.mine(request))
