"""Digests for tests: a pack with three tips, a book in memory, and what stands on them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.delivery import Conversation
from bot.digest import Draw
from bot.digest_book import Sending, Standing, Subscription, Week
from bot.digests import Digests
from bot.errors import BookUnavailable
from bot.model import Actor
from bot.policy import PolicyPack
from bot.ports import Clock
from bot.schedule import Schedule, next_run, week_of
from bot.tips import Used
from tests.builders import a_pack, a_rule
from tests.fakes import FixedClock, InMemoryDecisionLog
from tests.personal import InMemoryPillarBook

THURSDAY = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
ANN = Actor("U-ann", "communications", tenant="mercy")
WARD = Conversation("fake", "T1", "C-ward", zone="America/Chicago")


def a_tip_entry(name: str, **more: object) -> dict[str, object]:
    """A tip as a pack's data has it."""
    return {
        "id": name,
        "guideline": "do.test",
        "title": f"Title of {name}",
        "text": "What it is about.",
        "do": "Do one thing.",
        "example": "Done well.",
        **more,
    }


def kept_by(*accounts: str) -> dict[str, object]:
    """What a pack says of its organization when the holders of these accounts look after communications."""
    people = [
        {
            "id": f"keeper-{number}",
            "name": f"Keeper {number}",
            "roles": ["communications"],
            "accounts": [account],
        }
        for number, account in enumerate(accounts, 1)
    ]
    return {"desk": {"people": people}}


def a_tip_pack(*tips: dict[str, object]) -> PolicyPack:
    """A pack with these tips, or with three."""
    entries = tips or tuple(a_tip_entry(name) for name in ("first", "second", "third"))
    return a_pack(a_rule({"phrases": ["gadget"]}, id="test.words.rule"), tips=entries)


class InMemorySubscriptionBook:
    """Implements ``bot.digest_book.SubscriptionBook`` in dicts. ``down = True`` makes it refuse."""

    def __init__(self, clock: Clock) -> None:
        self.down = False
        self._clock = clock
        self._subscriptions: dict[str, Subscription] = {}
        self._sendings: dict[tuple[str, date], tuple[str, Sending]] = {}
        self._weeks: dict[tuple[str, date], Week] = {}
        self._standings: dict[str, Standing] = {}

    async def subscribe(
        self, conversation: Conversation, organization: str, schedule: Schedule
    ) -> Subscription:
        self._refuse()
        taken = [
            week
            for (lock, week), (_, sending) in self._sendings.items()
            if lock == conversation.lock and sending.state != "skipped"
        ]
        run = next_run(schedule, self._clock.now(), conversation.lock, max(taken, default=None))
        place = Conversation(conversation.platform, conversation.tenant, conversation.id)
        self._subscriptions[conversation.lock] = Subscription(place, organization, schedule, run)
        return replace(self._subscriptions[conversation.lock], conversation=conversation)

    async def unsubscribe(self, conversation: Conversation) -> bool:
        self._refuse()
        return self._subscriptions.pop(conversation.lock, None) is not None

    async def subscription(self, conversation: Conversation) -> Subscription | None:
        self._refuse()
        return self._subscriptions.get(conversation.lock)

    async def subscriptions(self, organization: str, limit: int = 200) -> tuple[Subscription, ...]:
        ours = [item for item in self._subscriptions.values() if item.organization == organization]
        return tuple(sorted(ours, key=lambda item: (item.next.at, item.conversation.lock))[:limit])

    async def sendings(self, organization: str, limit: int = 20) -> tuple[Sending, ...]:
        ours = [sending for of, sending in self._sendings.values() if of == organization]
        return tuple(reversed(ours))[:limit]

    async def settle(self, conversation: Conversation, day: date, state: str, code: str = "") -> None:
        key = (conversation.lock, week_of(day))
        of, sending = self._sendings.get(key, ("", None))
        if sending is not None and sending.state != "sent" and sending.day == day:
            self._sendings[key] = (of, replace(sending, state=state, code=code))

    async def used(self, organization: str) -> tuple[Used, ...]:
        ours = [made for (of, _), made in self._weeks.items() if of == organization]
        return tuple(Used(made.week, made.tip) for made in sorted(ours, key=lambda made: made.week))

    async def week(self, organization: str, week: date) -> Week | None:
        return self._weeks.get((organization, week))

    async def keep_week(self, organization: str, made: Week) -> Week:
        return self._weeks.setdefault((organization, made.week), made)

    async def standing(self, organization: str) -> Standing:
        return self._standings.get(organization, Standing())

    async def approve(self, organization: str, by: str) -> None:
        standing = await self.standing(organization)
        now = self._clock.now()
        self._standings[organization] = replace(standing, approved_by=by, approved_at=now)

    async def hold(self, organization: str, by: str | None) -> None:
        standing = await self.standing(organization)
        since = None if by is None else self._clock.now()
        self._standings[organization] = replace(standing, held_by=by, held_since=since)

    def queue(self, conversation: Conversation, organization: str, day: date) -> None:
        """As a sweeper does."""
        sending = Sending(conversation, day, "queued")
        self._sendings[conversation.lock, week_of(day)] = (organization, sending)

    def _refuse(self) -> None:
        if self.down:
            raise BookUnavailable("The database is down.")


class Desk:
    """Digests on fakes, and what they stand on."""

    def __init__(self, pack: PolicyPack | None = None, draw: Draw | None = None) -> None:
        self.clock = FixedClock(THURSDAY)
        self.log = InMemoryDecisionLog()
        self.book = InMemorySubscriptionBook(self.clock)
        self.pack = pack or a_tip_pack()
        self.pillars = InMemoryPillarBook()
        self.digests = Digests(self.pack, self.log, self.book, self.clock, draw, pillars=self.pillars)
