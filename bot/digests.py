"""The use cases of the weekly digest: subscribe, preview, approve, hold, and what a week says."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, time, timedelta

from bot.cards import NoteCard
from bot.content_ports import PillarBook
from bot.delivery import Conversation
from bot.digest import Draw, compose, guidelines_of
from bot.digest_book import Sending, Standing, Subscription, SubscriptionBook, Week
from bot.digest_card import DigestCard
from bot.digest_commands import (
    ApproveDigests,
    DigestCommand,
    HoldDigests,
    PreviewDigest,
    ResumeDigests,
    ShowDigest,
    Subscribe,
    Unsubscribe,
)
from bot.digest_numbers import WeekNumbers, numbers_of
from bot.digest_words import (
    ALREADY_FREE,
    HELD,
    NO_TIPS,
    NOT_HELD,
    NOWHERE,
    NUMBERS_LATER,
    START,
    STOP,
    STOPPED,
    WHEN,
    approved,
    buttons,
    not_yours,
    resumed,
    stands,
    subscribed,
    unblocking,
)
from bot.digest_words import held as said_held
from bot.errors import CommandError
from bot.model import Actor, Decision
from bot.people import KEEPERS, desk_of
from bot.pillars import neglected, pillars_of
from bot.policy import PolicyPack
from bot.ports import Clock, DecisionLog, LogQuery
from bot.schedule import WEEK, Schedule, week_of
from bot.tips import Turn, Used, choose, rotation, upcoming
from bot.zones import zone_named

NINE = time(9)
_PAGE = 1_000
_MOST_PAGES = 100
"""A hundred thousand reviews a week are counted; what goes beyond is not."""
AT_THE_TERMINAL = "cli"
"""The platform of what is typed at a terminal."""
AHEAD = 8
"""Weeks that an overview looks ahead."""
MOST_AHEAD = 10 * 52
"""Weeks that a preview looks ahead at most."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a communications manager wants to see of an organization's digests."""

    standing: Standing
    preview: DigestCard | None
    turns: tuple[Turn, ...]
    ahead: tuple[Used, ...]
    subscriptions: tuple[Subscription, ...]
    keepers: tuple[str, ...]
    sendings: tuple[Sending, ...]


class Digests:
    """What the service does about digests. It awaits its ports and does no other I/O."""

    def __init__(
        self,
        pack: PolicyPack,
        log: DecisionLog,
        book: SubscriptionBook,
        clock: Clock,
        draw: Draw | None = None,
        *,
        pillars: PillarBook | None = None,
    ) -> None:
        self._pack = pack
        self._people = desk_of(pack.organization)
        self._log = log
        self._book = book
        self._clock = clock
        self._draw = draw
        self._pillars = pillars

    async def answer(
        self,
        actor: Actor,
        command: DigestCommand,
        where: Conversation | None = None,
        *,
        platform: str = "web",
        once: str | None = None,
    ) -> NoteCard | DigestCard:
        """Do what ``command`` asks for.

        Args:
            actor: Who asks; the tenant is the organization.
            command: What for.
            where: The conversation that it is about.
            platform: Through which it was asked, for the record.
            once: The key of the event behind it, under which it is recorded once.

        Raises:
            BookUnavailable: Nothing was changed.
            LogUnavailable: Nothing was changed: what cannot be recorded is not done.
        """
        match command:
            case PreviewDigest():
                return await self._shown(actor.tenant)
            case ApproveDigests() | HoldDigests() | ResumeDigests():
                return await self._decide(actor, command, platform, once)
        if where is None:
            return NoteCard(NOWHERE, failed=True)
        match command:
            case Subscribe():
                return await self._subscribe(actor, command, where)
            case Unsubscribe():
                gone = await self._book.unsubscribe(where)
                return NoteCard(STOPPED if gone else ALREADY_FREE, buttons=(START,))
            case ShowDigest():
                standing = await self._book.standing(actor.tenant)
                here = await self._book.subscription(where)
                return NoteCard(
                    stands(here, standing), buttons=buttons(standing, subscribed=here is not None)
                )

    def may_decide(self, actor: Actor, platform: str) -> bool:
        """Say whether the person may approve, hold and let go.

        Whoever can run commands beside the database and its keys has all rights anyway.
        """
        return platform == AT_THE_TERMINAL or self._people.asking(platform, actor).may(*KEEPERS)

    async def card(self, organization: str, day: date) -> DigestCard | None:
        """The digest for the week of ``day``; from then on every conversation is told the same."""
        week = await self._book.week(organization, week_of(day))
        if week is None:
            tip = choose(self._pack.tips, await self._book.used(organization), day)
            if tip is None:
                return None
            made = await self._week(organization, week_of(day), tip.id, counted=True)
            week = await self._book.keep_week(organization, made)
        card = await self._composed(organization, week)
        return replace(card, buttons=(WHEN, STOP)) if card is not None else None

    async def preview(self, organization: str, day: date | None = None) -> DigestCard | None:
        """The next digest as it stands now, or that of the week of ``day``; looking at it fixes nothing.

        The numbers of a week that is not over are left out: two looks could be subtracted.

        Raises:
            CommandError: ``day`` is too far away to tell.
        """
        wanted = day or await self._next_day(organization)
        week = await self._book.week(organization, week_of(wanted))
        notices: tuple[str, ...] = ()
        if week is None:
            tip = await self._turn(organization, week_of(wanted))
            if tip is None:
                return None
            over = week_of(wanted) <= self._today()
            notices = () if over else (NUMBERS_LATER,)
            week = await self._week(organization, week_of(wanted), tip, counted=over)
        card = await self._composed(organization, week)
        return replace(card, notices=notices) if card is not None else None

    async def subscription(self, where: Conversation) -> Subscription | None:
        """The subscription of a conversation.

        Raises:
            BookUnavailable: It cannot be read.
        """
        return await self._book.subscription(where)

    async def standing(self, organization: str) -> Standing:
        """Whether digests of an organization may go out.

        Raises:
            BookUnavailable: It cannot be read.
        """
        return await self._book.standing(organization)

    async def overview(self, organization: str) -> Overview:
        """Tips, turns, subscriptions, what went out and what is in the way."""
        used, today = await self._book.used(organization), self._today()
        return Overview(
            standing=await self._book.standing(organization),
            preview=await self.preview(organization),
            turns=rotation(self._pack.tips, used, today),
            ahead=upcoming(self._pack.tips, used, await self._next_day(organization), AHEAD),
            subscriptions=await self._book.subscriptions(organization),
            keepers=self._people.holders(*KEEPERS),
            sendings=await self._book.sendings(organization),
        )

    async def _subscribe(self, actor: Actor, command: Subscribe, where: Conversation) -> NoteCard:
        before = await self._book.subscription(where)
        old = before.schedule if before is not None else None
        try:
            zone = command.zone or (old.zone if old else None) or _zone_of(where)
        except CommandError as error:
            return NoteCard(str(error), failed=True)
        schedule = Schedule(
            command.weekday if command.weekday is not None else old.weekday if old else 0,
            command.at or (old.at if old else NINE),
            zone,
        )
        made = await self._book.subscribe(where, actor.tenant, schedule)
        standing = await self._book.standing(actor.tenant)
        return NoteCard(subscribed(made, old, standing), buttons=buttons(standing, subscribed=True))

    async def _shown(self, organization: str) -> NoteCard | DigestCard:
        """The next one, and what is in its way."""
        card = await self.preview(organization)
        if card is None:
            return NoteCard(NO_TIPS, failed=True)
        standing = await self._book.standing(organization)
        return replace(card, buttons=(WHEN, *unblocking(standing)))

    async def _decide(
        self,
        actor: Actor,
        command: ApproveDigests | HoldDigests | ResumeDigests,
        platform: str,
        once: str | None,
    ) -> NoteCard:
        if not self.may_decide(actor, platform):
            return NoteCard(not_yours(self._people.holders(*KEEPERS), _WORDS[type(command)]), failed=True)
        standing = await self._book.standing(actor.tenant)
        match command:
            case ApproveDigests() if standing.approved_at is not None:
                return NoteCard(approved(standing))
            case HoldDigests() if standing.held_since is not None:
                return NoteCard(HELD)
            case ResumeDigests() if standing.held_since is None:
                return NoteCard(NOT_HELD)
        await self._log.record(
            Decision(_EVENTS[type(command)], actor, self._clock.now(), platform=platform), once=once
        )
        match command:
            case ApproveDigests():
                await self._book.approve(actor.tenant, actor.id)
                return NoteCard(approved(await self._book.standing(actor.tenant)))
            case HoldDigests():
                await self._book.hold(actor.tenant, actor.id)
                return NoteCard(said_held())
            case ResumeDigests():
                await self._book.hold(actor.tenant, None)
                return NoteCard(resumed(await self._book.standing(actor.tenant)))

    async def _week(self, organization: str, week: date, tip: str, *, counted: bool) -> Week:
        return Week(week, tip, await self._numbers(organization, week - WEEK) if counted else None)

    async def _turn(self, organization: str, week: date) -> str | None:
        """The tip whose turn it will be in ``week``: every digest until then takes one."""
        first = min(week_of(await self._next_day(organization)), week)
        weeks = (week - first) // WEEK
        if weeks > MOST_AHEAD:
            raise CommandError(f"Nobody knows yet what comes in more than {MOST_AHEAD // 52} years.")
        used = await self._book.used(organization)
        turns = upcoming(self._pack.tips, used, first, weeks + 1)
        return turns[-1].tip if turns else None

    async def _composed(self, organization: str, week: Week) -> DigestCard | None:
        card = compose(self._pack, week, self._draw)
        if card is not None:
            return card
        other = choose(self._pack.tips, await self._book.used(organization), week.week)
        return compose(self._pack, replace(week, tip=other.id), self._draw) if other is not None else None

    async def _numbers(self, organization: str, week: date) -> WeekNumbers | None:
        decisions = [decision async for decision in self._reviews(organization, week)]
        numbers = numbers_of(decisions, guidelines_of(self._pack))
        if numbers is None or self._pillars is None:
            return numbers
        last = await self._pillars.last(organization)
        return replace(numbers, neglected=neglected(pillars_of(self._pack.lists), last, week + WEEK))

    async def _reviews(self, organization: str, week: date) -> AsyncIterator[Decision]:
        query = LogQuery(event="reviewed", since=week, until=week + timedelta(days=6), limit=_PAGE)
        for _ in range(_MOST_PAGES):
            entries = await self._log.find(organization, query)
            for entry in entries:
                yield entry.decision
            if len(entries) < _PAGE:
                return
            query = replace(query, before=entries[-1].seq)

    async def _next_day(self, organization: str) -> date:
        """The local day of the organization's next digest; without a subscription, today."""
        first = await self._book.subscriptions(organization, limit=1)
        return first[0].next.day if first else self._today()

    def _today(self) -> date:
        return self._clock.now().astimezone(UTC).date()


_WORDS: dict[type, str] = {ApproveDigests: "approve", HoldDigests: "hold", ResumeDigests: "resume"}
_EVENTS: dict[type, str] = {
    ApproveDigests: "digests_approved",
    HoldDigests: "digests_held",
    ResumeDigests: "digests_resumed",
}


def _zone_of(where: Conversation) -> str:
    if where.zone is None:
        raise CommandError(
            "In which time zone do people here live? Please add it, like: "
            "subscribe monday 9:00 America/Chicago."
        )
    return zone_named(where.zone)
