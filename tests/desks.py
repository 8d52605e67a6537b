"""A service with a desk, on fakes, and people who ask it things."""

from itertools import count

from bot.cards import Card, ReviewCard
from bot.commands import Request, ReviewDraft
from bot.desk import DeskBooks
from bot.desk_cards import SubmissionCard
from bot.desk_commands import DeskCommand, Send
from bot.model import Actor, Draft
from bot.service import Service
from tests.approvals import DESK
from tests.builders import NOON, a_draft, a_pack, a_rule
from tests.desk_fakes import InMemoryDraftShelf, InMemoryRegisterBook, InMemorySubmissionBook
from tests.fakes import FakeFingerprinter, FixedClock, InMemoryDecisionLog

OK, ASK, NO = "A quiet day on the ward.", "A widget for all.", "A gadget and a widget."
RULES = (
    a_rule({"phrases": ["gadget"]}, id="phi.image.gadget"),
    a_rule(
        {"phrases": ["widget"]},
        id="claim.source.widget",
        severity={"default": "revise"},
        flags=[{"text": "A [[widget]] for all."}],
    ),
    a_rule({"phrases": ["idiots"]}, id="strategy.tone.heat", severity={"default": "revise"}),
)


class DeskWorld:
    """Ann writes, Dana and Carl are communications, Cleo and Cyd compliance, Pia privacy, Otto audits."""

    def __init__(self, **changes: object) -> None:
        self.clock = FixedClock(NOON)
        self.log = InMemoryDecisionLog()
        self.submissions = InMemorySubmissionBook(self.log)
        self.drafts = InMemoryDraftShelf(self.clock, self.log)
        self.registers = InMemoryRegisterBook(self.log)
        numbers = count(1)
        self.books = DeskBooks(self.submissions, self.drafts, self.registers, lambda: f"s{next(numbers)}")
        pack = a_pack(*RULES, organization={"name": "Test", "desk": {**DESK, **changes}})
        self.service = Service(pack, self.log, FakeFingerprinter(), self.clock, books=self.books)

    async def ask(self, name: str, command: DeskCommand | ReviewDraft, platform: str = "web") -> Card:
        return await self.service.handle(Request(Actor(f"person:{name}"), platform, command))

    async def review(self, name: str = "ann", text: str = OK) -> ReviewCard:
        card = await self.ask(name, ReviewDraft(a_draft(text)))
        assert isinstance(card, ReviewCard)
        return card

    async def sent(self, text: str = OK, name: str = "ann", purpose: str = "approval") -> SubmissionCard:
        card = await self.review(name, text)
        sent = await self.ask(name, Send(card.decision_id or "", purpose))
        assert isinstance(sent, SubmissionCard), sent
        return sent

    async def events(self) -> list[str]:
        from bot.ports import LogQuery

        found = await self.log.find("local", LogQuery(limit=1000, views=True))
        return [entry.decision.event for entry in reversed(found)]

    def draft(self, text: str) -> Draft:
        return a_draft(text)
