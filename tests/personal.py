"""Somebody's own presence on fakes: a small check of three steps, and people who walk through it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.cards import Card, ReviewCard
from bot.commands import Request, ReviewDraft
from bot.delivery import Conversation
from bot.model import Actor, Decision
from bot.people import desk_of
from bot.personal import Personal, refusal
from bot.personal_cards import GuideCard
from bot.personal_commands import parse
from bot.personal_ports import Record
from bot.policy import PolicyPack
from bot.ports import DecisionLog, LogQuery
from bot.service import Service
from tests.builders import NOON, a_draft, a_pack, a_rule
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog

ENGINES = [
    {
        "id": "google",
        "name": "Google",
        "web": "https://search.example/web?q={query}",
        "images": "https://search.example/images?q={query}",
        "news": "https://search.example/news?q={query}",
        "removal": "https://search.example/removal",
    }
]
STEPS = [
    {"id": "name", "title": "Your name", "look": "Is it you?", "engine": "google", "query": '"{name}"'},
    {
        "id": "employer",
        "title": "With your employer",
        "look": "Is the title right?",
        "engine": "google",
        "query": '"{name}" "{employer}"',
    },
    {
        "id": "news",
        "title": "In the news",
        "look": "Is it true?",
        "engine": "google",
        "query": '"{name}"',
        "sort": "news",
    },
]
REQUESTS = [
    {
        "id": "site",
        "title": "Ask the site",
        "answers": ["wrong", "remove"],
        "how": "Write to its owner.",
        "text": "Hello, your page [ADDRESS] is out of date. Thank you. [your name]",
    },
    {"id": "report", "title": "Report it", "answers": ["not-me"], "how": "Use its menu.", "wait": 7},
    {
        "id": "engine",
        "title": "Ask the engine",
        "answers": ["wrong", "remove", "not-me"],
        "how": "Use its form.",
        "form": "engine",
    },
]
PEOPLE = [{"id": "ann", "name": "Ann", "roles": ["author"], "accounts": ["slack:U1", "teams:aad-1"]}]


class InMemoryPillarBook:
    """Implements ``bot.content_ports.PillarBook`` in a dict."""

    def __init__(self) -> None:
        self.days: dict[tuple[str, str], date] = {}

    async def saw(self, tenant: str, counted: Collection[str], touched: Collection[str], on: date) -> None:
        for name in counted:
            known = self.days.setdefault((tenant, name), on)
            if name in touched:
                self.days[tenant, name] = max(known, on)

    async def last(self, tenant: str) -> Mapping[str, date]:
        return {name: on for (whose, name), on in self.days.items() if whose == tenant}


class InMemoryPersonalBook:
    """Implements ``bot.personal_ports.PersonalBook`` in a dict. ``first`` lets somebody else write first."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self.records: dict[tuple[str, str], Record] = {}
        self.remind_at: dict[tuple[str, str], datetime | None] = {}
        self.first: list[Record] = []

    async def read(self, tenant: str, person: str) -> Record:
        return self.records.get((tenant, person), Record())

    async def known(self, tenant: str) -> frozenset[str]:
        return frozenset(person for of, person in self.records if of == tenant)

    async def write(
        self,
        tenant: str,
        person: str,
        after: Record,
        *,
        remind_at: datetime | None,
        made: Sequence[Decision] = (),
        once: str | None = None,
    ) -> bool:
        if self.first:
            self.records[tenant, person] = self.first.pop()
        if (await self.read(tenant, person)).revision != after.revision:
            return False
        for decision in made:
            await self._log.record(decision, once=once)
        self.records[tenant, person] = replace(after, revision=after.revision + 1)
        self.remind_at[tenant, person] = remind_at
        return True

    async def forget(self, tenant: str, person: str, made: Decision, *, once: str | None = None) -> bool:
        before = await self.read(tenant, person)
        left = refusal(before.personal)
        if (tenant, person) not in self.records or before.personal == left:
            return False
        await self._log.record(made, once=once)
        if left is None:
            del self.records[tenant, person]
        else:
            self.records[tenant, person] = Record(left, before.revision + 1)
        return True


def a_presence_pack(**lists: object) -> PolicyPack:
    """A pack whose check has three steps."""
    own = {"engines": ENGINES, "presence": STEPS, "requests": REQUESTS, **lists}
    organization = {"name": "Test", "desk": {"people": PEOPLE, "zone": "America/Chicago"}}
    return a_pack(a_rule({"phrases": ["gadget"]}), organization=organization, **own)


class OwnWorld:
    """A service with presence checks. Ann is known on Slack and Teams, and is ``person:ann`` on the web."""

    def __init__(self, pack: PolicyPack | None = None) -> None:
        self.clock = FixedClock(NOON)
        self.log = InMemoryDecisionLog()
        self.book = InMemoryPersonalBook(self.log)
        self.pillars = InMemoryPillarBook()
        self.use(pack or a_presence_pack())

    def use(self, pack: PolicyPack) -> None:
        """The pack changes under everybody's feet."""
        self.pack = pack
        self.people = desk_of(pack.organization)
        self.service = Service(
            pack, self.log, FakeFingerprinter(), self.clock, personal=self.book, pillars=self.pillars
        )

    async def ask(
        self,
        words: str,
        who: str = "person:ann",
        platform: str = "web",
        where: Conversation | None = None,
        key: str | None = None,
    ) -> Card:
        command = parse(words)
        assert command is not None, words
        return await self.service.handle(Request(Actor(who), platform, command, key), where)

    async def review(
        self, text: str, who: str = "person:ann", platform: str = "web", kind: str = "post", **more: Any
    ) -> ReviewCard:
        command = ReviewDraft(a_draft(text, kind), **more)
        card = await self.service.handle(Request(Actor(who), platform, command))
        assert isinstance(card, ReviewCard), card
        return card

    async def guide(self, words: str, **more: str) -> GuideCard:
        card = await self.ask(words, **more)  # type: ignore[arg-type]
        assert isinstance(card, GuideCard), card
        return card

    def kept(self, person: str = "ann") -> Personal:
        return self.book.records.get(("local", person), Record()).personal

    async def decisions(self) -> list[Decision]:
        found = await self.log.find("local", LogQuery(limit=1000, views=True))
        return [entry.decision for entry in reversed(found)]
