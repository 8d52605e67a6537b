"""A service with a desk, on fakes, and people who ask it things."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from bot.cards import Card, ReviewCard
from bot.commands import Command, Request, ReviewDraft
from bot.desk import DeskBooks
from bot.desk_cards import SubmissionCard
from bot.desk_commands import Send
from bot.model import Actor, Draft
from bot.people import desk_of
from bot.policy import PolicyPack, compile_pack
from bot.service import Service
from tests.approvals import DESK
from tests.builders import NOON, a_draft, a_rule, pack_data
from tests.case_fakes import InMemoryCaseBook
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


def _pack(rules: Iterable[Mapping[str, Any]], desk: Mapping[str, object]) -> PolicyPack:
    data = pack_data(*rules, organization={"name": "Test", "desk": {**DESK, **desk}})
    return compile_pack(data, f"test@{hashlib.sha256(repr(data).encode()).hexdigest()[:6]}")


class DeskWorld:
    """Ann writes, Dana and Carl are communications, Cleo and Cyd compliance, Pia privacy, Otto audits."""

    def __init__(self, pack: PolicyPack | None = None, **changes: object) -> None:
        self.clock = FixedClock(NOON)
        self.log = InMemoryDecisionLog()
        self.submissions = InMemorySubmissionBook(self.log)
        self.drafts = InMemoryDraftShelf(self.clock, self.log)
        self.registers = InMemoryRegisterBook(self.log)
        numbers = count(1)
        self.cases = InMemoryCaseBook(self.log)
        self.books = DeskBooks(
            self.submissions, self.drafts, self.registers, self.cases, lambda: f"s{next(numbers)}"
        )
        pack = pack or _pack(RULES, changes)
        self.service = Service(pack, self.log, FakeFingerprinter(), self.clock, books=self.books)

    def change_pack(self, *more: Mapping[str, Any], **changes: object) -> None:
        """Go on under another pack: with ``more`` rules, with ``changes`` among the people of the desk."""
        pack, desk = _pack((*RULES, *more), changes), self.service.desk
        assert desk is not None
        people = desk_of(pack.organization)
        self.service.pack = desk.pack = pack
        desk.policy = replace(people, version=pack.version, rules_version=pack.rules_version)

    async def ask(self, name: str, command: Command, platform: str = "web") -> Card:
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
