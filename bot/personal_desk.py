"""The use cases of a person's own presence. It awaits its ports and does no other I/O."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot import account_cards, accounts, presence, presence_cards, todos, writing
from bot import personal_commands as ask
from bot.cards import ReviewCard, headline
from bot.commands import Request, ReviewDraft
from bot.content_commands import ContentCommand, CountWriting
from bot.content_desk import ContentDesk
from bot.content_ports import PillarBook
from bot.delivery import Conversation
from bot.errors import BookUnavailable, CommandError
from bot.mine_cards import deleted_card, export_card, mine_card, sure_card
from bot.model import Decision, Draft, Kind, Outlet
from bot.people import DeskPolicy
from bot.personal import Personal, Reminders, Todo, Written, states
from bot.personal_cards import GuideCard
from bot.personal_ports import PersonalBook, Record
from bot.policy import PolicyPack
from bot.ports import Clock, Fingerprinter
from bot.profile_commands import ProfileCommand
from bot.profile_desk import ProfileDesk
from bot.reminding import next_at, offered, snoozed, with_told
from bot.zones import zone_named

Reviewer = Callable[[Request], Awaitable[ReviewCard]]
Move = Callable[[Personal, date], Personal]

EVENT = "own_presence"
"""In the log: what is open and what is done, with days."""
DELETED_EVENT = "own_presence_deleted"
_TRIES = 20
"""Somebody who answers on two platforms at once meets themselves a few times at most."""


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
        self._pack = pack
        self._people = people
        self._book = book
        self._clock = clock
        self._reviewer = reviewer
        self._pillars = pillars
        self.content = ContentDesk(pack)
        self.steps = presence.steps_of(pack.lists)
        self.kinds = accounts.kinds_of(pack.lists)
        self._profiles = ProfileDesk(pack, self, reviewer, fingerprinter)

    def person(self, request: Request) -> str:
        """One id for whoever asks, on every platform where the pack knows the account."""
        return self._people.person_of(request.platform, request.actor).id

    async def handle(self, request: Request, where: Conversation | None = None) -> GuideCard:
        """Answer a command about a person's own presence.

        Raises:
            BookUnavailable: Nothing was read or changed.
            LogUnavailable: Nothing was changed: what cannot be recorded is not done.
            CommandError: Something in it is not known here.
        """
        match request.command:
            case ask.BeginCheck():
                return await self._begin(request, where)
            case ask.AnswerStep():
                return await self._answer(request, request.command, where)
            case ask.ShowPresence() | ask.TooCommon() | ask.PastedLink():
                return self._shown(await self.mine(request), request.command)
            case ask.ShowTodos(todo):
                return self._todos(await self.mine(request), todo)
            case ask.ChangeTodo():
                return await self._change_todo(request, request.command)
            case ask.ShowAccounts() | ask.SetAccount() | ask.NoAccounts() | ask.AccountsAgain():
                return await self._change_accounts(request, request.command, where)
            case _ if isinstance(request.command, ProfileCommand):
                return await self._profiles.handle(request, request.command)
            case ask.ChangeReminders() | ask.SetZone():
                return await self._reminders(request, request.command)
            case ask.DeleteMine(sure):
                return await self._delete(request) if sure else sure_card()
            case ask.ExportMine() | ask.ShowMine():
                return await self._page(request)
            case _ if isinstance(request.command, ContentCommand):
                return await self._content(request, request.command, where)
        raise CommandError(ask.USAGE)

    async def wrote(self, request: Request, entry: str, where: Conversation | None = None) -> None:
        """Keep what a reviewed draft is about: for its author alone, and one day for the organization.

        A database that is down costs that, and nothing else.

        Args:
            request: What was reviewed.
            entry: The entry of its review.
            where: The conversation in which it was asked.
        """
        command = request.command
        if not isinstance(command, ReviewDraft) or not self.content.counts:
            return
        draft = command.draft
        if draft.kind is not Kind.POST:
            return
        touched, person = self.content.touched(draft.text), self.person(request)

        def move(kept: Personal, today: date) -> Personal:
            about = Written(entry, today, draft.outlet.value, touched)
            located = self._located(kept, where, today)
            if person not in self._people.people:  # nobody is offered a check because they wrote a draft
                located = replace(located, offer_from=kept.offer_from)
            return writing.wrote(located, about, command.earlier, today)

        with suppress(BookUnavailable):
            await self._write(request.actor.tenant, person, move)
            if self._pillars is not None:
                today = self._clock.now().astimezone(UTC).date()
                await self._pillars.saw(request.actor.tenant, self.content.counted, touched, today)

    async def record(self, tenant: str, person: str) -> Record:
        """What is kept about a person."""
        return await self._book.read(tenant, person)

    async def offer(self, tenant: str, platform: str) -> int:
        """Have a check offered, each quarter, to people of the pack on ``platform`` of whom nothing is kept.

        Whoever does not want it says so once, and is not asked again; returns how many are new.
        """
        if not self.steps:
            return 0
        known = await self._book.known(tenant)
        new = [
            person.id
            for person in self._people.people.values()
            if person.id not in known and any(one.startswith(f"{platform}:") for one in person.accounts)
        ]
        for person in new:
            await self._write(tenant, person, lambda kept, today: self._located(kept, None, today))
        return len(new)

    async def told(self, tenant: str, person: str, keys: tuple[str, ...]) -> None:
        """These reminders went out, or none had to; when to look again is worked out anew."""
        if (await self._book.read(tenant, person)).revision:
            await self._write(tenant, person, lambda kept, today: with_told(kept, keys, today), always=True)

    def _standing(self, kept: Personal, step_id: str | None = None, told: str = "") -> GuideCard:
        if not self.steps:
            return GuideCard("There is no presence check here", presence_cards.NO_STEPS, failed=True)
        if kept.check is None:
            return presence_cards.invitation(self.steps)
        now = presence.standing(kept.check, self.steps)
        wanted = next((step for step in self.steps if step.id == step_id), None)
        if wanted is not None:
            answered = kept.check.answers.get(wanted.id)
            return presence_cards.step_card(wanted, now, told, answered.said if answered else None)
        if step_id is not None:
            told = presence_cards.GONE
        if now.step is None:
            return presence_cards.finished_card(kept, self.steps, told)
        return presence_cards.step_card(now.step, now, told)

    def _shown(self, kept: Personal, command: ask.ShowPresence | ask.TooCommon | ask.PastedLink) -> GuideCard:
        match command:
            case ask.ShowPresence(step):
                return self._standing(kept, step)
            case ask.TooCommon(step):
                return self._common(kept, step)
            case ask.PastedLink():
                return replace(self._standing(kept), told=presence_cards.LINK, failed=True)

    def _common(self, kept: Personal, step_id: str) -> GuideCard:
        card = self._standing(kept, step_id)
        return replace(card, told=card.told or presence_cards.COMMON)

    async def _begin(self, request: Request, where: Conversation | None) -> GuideCard:
        kept = await self.change(request, presence.begin, where)
        told = "Please open the link in a private window, signed out." if kept.check is not None else ""
        return self._standing(kept, told=told)

    async def _answer(
        self, request: Request, command: ask.AnswerStep, where: Conversation | None
    ) -> GuideCard:
        step = next((item for item in self.steps if item.id == command.step), None)
        if step is None:
            return replace(self._standing(await self.mine(request), command.step), failed=True)
        kept = await self.change(
            request, lambda now, day: presence.answer(now, self.steps, step, command.said, day), where
        )
        told = "It is on your list, with a day." if command.said.leaves_work else ""
        return self._standing(kept, told=told)

    def _todos(self, kept: Personal, todo_id: str | None = None, told: str = "") -> GuideCard:
        today = self.day(kept)
        if todo_id is None:
            return presence_cards.todos_card(kept, today, told)
        todo = kept.todo(todo_id)
        if todo is None:
            return replace(presence_cards.todos_card(kept, today, presence_cards.NO_TODO), failed=True)
        return presence_cards.todo_card(todo, self._way(todo), today, told)

    async def _change_todo(self, request: Request, command: ask.ChangeTodo) -> GuideCard:
        kept = await self.mine(request)
        todo = kept.todo(command.todo)
        if todo is None:
            return self._todos(kept, command.todo)
        if command.action is ask.TodoAction.REQUEST:
            return await self._request(request, kept, todo)
        kept = await self.change(request, lambda now, day: self._moved(now, command, day))
        return self._todos(kept, command.todo, "Noted.")

    def _moved(self, kept: Personal, command: ask.ChangeTodo, today: date) -> Personal:
        todo = kept.todo(command.todo)
        if todo is None:
            return kept
        match command.action:
            case ask.TodoAction.ASKED:
                return kept.with_todo(todos.asked(todo, self._way(todo), today))
            case ask.TodoAction.OWNER if command.owner is not None:
                return kept.with_todo(todos.given_to(todo, command.owner))
        return kept.with_todo(_MOVES[command.action](todo, today))

    async def _request(self, request: Request, kept: Personal, todo: Todo) -> GuideCard:
        """A request as a draft: reviewed like any other."""
        way = self._way(todo)
        if way is None or way.text is None:
            return self._todos(kept, todo.id)
        draft = Draft(way.text, outlet=Outlet.WEBSITE)
        key = f"{request.key}:review" if request.key is not None else None
        card = await self._reviewer(replace(request, command=ReviewDraft(draft), key=key))
        said = tuple(finding.message for finding in card.review.findings)
        return presence_cards.request_card(todo, way, headline(card.review), (*said, *card.notices))

    def _accounts(self, kept: Personal, account: str | None = None, *, listed: bool = False) -> GuideCard:
        kind = next((item for item in self.kinds if item.id == account), None)
        if listed or not self.kinds or (account is not None and kind is None):
            gone = account is not None and kind is None
            card = account_cards.overview(kept, self.kinds, account_cards.NOT_THERE if gone else "")
            return replace(card, failed=card.failed or gone)
        return account_cards.account_card(kept, self.kinds, kind)

    async def _change_accounts(
        self,
        request: Request,
        command: ask.AccountCommand,
        where: Conversation | None,
    ) -> GuideCard:
        if isinstance(command, ask.ShowAccounts):
            return self._accounts(await self.mine(request), command.account, listed=command.listed)
        name = command.account if isinstance(command, ask.SetAccount) else None
        kind = next((item for item in self.kinds if item.id == name), None)
        if name is not None and kind is None:
            return self._accounts(await self.mine(request), name)

        def move(now: Personal, today: date) -> Personal:
            match command:
                case ask.SetAccount(_, has) if kind is not None and has is not None:
                    return accounts.said(now, kind, has, today)
                case ask.SetAccount() if kind is not None:
                    return accounts.done(now, kind, today)
                case ask.AccountsAgain():
                    return accounts.again(now, today)
            return accounts.none_left(now, self.kinds, today)

        return self._accounts(await self.change(request, move, where))

    async def _content(
        self, request: Request, command: ContentCommand, where: Conversation | None
    ) -> GuideCard:
        if isinstance(command, CountWriting):
            wanted = command.wanted
            kept = await self.change(request, lambda now, _: writing.counted(now, wanted=wanted), where)
        else:
            kept = await self.mine(request)
        return self.content.card(command, kept, self.day(kept))

    def _way(self, todo: Todo) -> todos.Way | None:
        return todos.way_of(todo, todos.ways(todo, self._pack.lists.get("requests", ()), self.steps))

    async def _reminders(self, request: Request, command: ask.ChangeReminders | ask.SetZone) -> GuideCard:
        zone = zone_named(command.zone) if isinstance(command, ask.SetZone) else ""

        def move(now: Personal, today: date) -> Personal:
            wanted = now.reminders
            match command:
                case ask.SetZone():
                    return replace(now, reminders=replace(wanted, zone=zone))
                case ask.ChangeReminders(ask.RemindAction.LATER):
                    return replace(now, reminders=snoozed(wanted, today))
                case ask.ChangeReminders(action):
                    stopped = action is ask.RemindAction.STOP
                    return replace(now, reminders=replace(wanted, stopped=stopped, until=None))

        kept = await self.change(request, move)
        return mine_card(kept, self.steps, self.day(kept), "Noted.")

    async def _page(self, request: Request) -> GuideCard:
        kept = await self.mine(request)
        if isinstance(request.command, ask.ExportMine):
            return export_card(kept)
        kept_on = self.day(kept)
        return self.content.on_my_page(mine_card(kept, self.steps, kept_on), kept, kept_on)

    async def _delete(self, request: Request) -> GuideCard:
        made = Decision(DELETED_EVENT, request.actor, self._clock.now(), platform=request.platform)
        tenant, person = request.actor.tenant, self.person(request)
        gone = await self._book.forget(tenant, person, made, once=request.key)
        return deleted_card(gone=gone, left=await self.mine(request))

    async def mine(self, request: Request) -> Personal:
        """What is kept about whoever asks."""
        return (await self._book.read(request.actor.tenant, self.person(request))).personal

    async def change(self, request: Request, move: Move, where: Conversation | None = None) -> Personal:
        """Apply ``move`` to what is kept, whoever else changes it, and record what the log may know."""

        def moved(kept: Personal, today: date) -> Personal:
            return move(self._located(kept, where, today), today)

        return await self._write(request.actor.tenant, self.person(request), moved, request)

    async def _write(
        self, tenant: str, person: str, move: Move, request: Request | None = None, *, always: bool = False
    ) -> Personal:
        for _ in range(_TRIES):
            before = await self._book.read(tenant, person)
            kept, now = before.personal, self._clock.now()
            after = _without_old(move(kept, self.day(kept)), self.day(kept))
            if after == kept and not always:
                return kept
            if await self._book.write(
                tenant,
                person,
                Record(after, before.revision),
                remind_at=next_at(after, person, now),
                made=_made(kept, after, request, now),
                once=request.key if request is not None else None,
            ):
                return after
        raise BookUnavailable("Somebody else changes this at the same moment. Please try again.")

    def _located(self, kept: Personal, where: Conversation | None, today: date) -> Personal:
        """With the time zone of whoever asks for the first time, unless they said where they live."""
        if kept.reminders.zone not in {Reminders().zone, self._people.zone}:
            return kept
        zone = where.zone if where is not None and where.zone else self._people.zone
        try:
            return offered(kept, zone_named(zone), today)
        except CommandError:
            return kept

    def day(self, kept: Personal) -> date:
        """The day where the person lives."""
        return self._clock.now().astimezone(ZoneInfo(kept.reminders.zone)).date()


def _without_old(kept: Personal, today: date) -> Personal:
    return writing.without_old(todos.without_old(kept, today), today)


_MOVES: Mapping[ask.TodoAction, Callable[[Todo, date], Todo]] = {
    ask.TodoAction.STILL: todos.still_there,
    ask.TodoAction.DONE: todos.done,
    ask.TodoAction.LATER: todos.later,
    ask.TodoAction.REOPEN: todos.reopened,
}


def _made(before: Personal, after: Personal, request: Request | None, now: datetime) -> tuple[Decision, ...]:
    """The entry for what became open or done; none where the log has nothing new to learn."""
    was, is_ = states(before), states(after)
    news = {name: state for name, state in is_.items() if was.get(name) != state}
    if request is None or not news:
        return ()
    return (Decision(EVENT, request.actor, now, platform=request.platform, details=dict(news)),)
