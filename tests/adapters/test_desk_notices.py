"""A change at the desk and the news of it are one transaction, on both databases; the news then arrives."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from adapters.clock import SystemClock
from adapters.database.cases import SqlCaseBook
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox
from adapters.database.registers import SqlRegisterBook
from adapters.database.submissions import SqlSubmissionBook
from adapters.database.tables import inbox as table
from adapters.jobs.news import NOTICE
from adapters.jobs.payload import UnknownPayload
from adapters.keys import Ed25519Signer
from adapters.workshop import Workshop, equip
from bot.cards import as_text
from bot.case import Ending, EndingReason
from bot.case_commands import HandOver, SettleCase, TakeCase
from bot.commands import Request, ReviewDraft
from bot.desk import DeskBooks
from bot.desk_cards import SubmissionCard
from bot.desk_commands import Action, Decide, DeskCommand, Send
from bot.model import Actor, Decision
from bot.notices import Notice, Why
from bot.service import Service
from tests.adapters.workshops import CIPHER, SOON, at_work, engine_for, until_ended
from tests.approvals import DESK
from tests.builders import WARD, a_draft, a_pack
from tests.desks import OK, RULES
from tests.fakes import FakeFingerprinter, FakeMessenger
from tests.packs import shipped

PEOPLE = [
    {"id": "ann", "name": "Ann Author", "accounts": ["fake:U-ann"]},
    {"id": "dana", "name": "Dana Chief", "roles": ["communications"], "accounts": ["fake:U-dana"]},
    {"id": "pia", "name": "Pia Privacy", "roles": ["privacy"]},
    {"id": "cleo", "name": "Cleo Compliance", "roles": ["compliance"]},
]
SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


class Place:
    """A desk over a real database and a platform in memory."""

    def __init__(self, database: Database) -> None:
        clock = SystemClock()
        self.database = database
        self.log = SqlDecisionLog(database, Ed25519Signer(bytes(32)), clock)
        jobs = engine_for(database)
        inbox = SqlInbox(database, jobs, CIPHER, clock)
        books = DeskBooks(
            SqlSubmissionBook(database, self.log, inbox),
            SqlDraftShelf(database, self.log, CIPHER, clock),
            SqlRegisterBook(database, self.log, CIPHER),
            SqlCaseBook(database, self.log, inbox),
            lambda: "s1",
        )
        desk = {**DESK, "people": PEOPLE, "takers": {"safety": {"people": ["dana"], "hours": 2}}}
        triage = shipped("article").triage
        pack = replace(a_pack(*RULES, organization={"name": "Test", "desk": desk}), triage=triage)
        self.service = Service(pack, self.log, FakeFingerprinter(), clock, books=books)
        self.messenger = FakeMessenger()
        self.workshop: Workshop = equip(database, jobs, CIPHER, clock, self.service, retry=SOON, inbox=inbox)
        self.workshop.messengers["fake"] = self.messenger

    async def ask(self, name: str, command: DeskCommand | ReviewDraft) -> object:
        return await self.service.handle(Request(Actor(f"person:{name}"), "web", command))

    async def sent(self) -> SubmissionCard:
        card = await self.ask("ann", ReviewDraft(a_draft(OK)))
        sent = await self.ask("ann", Send(card.decision_id))  # type: ignore[attr-defined]
        assert isinstance(sent, SubmissionCard)
        return sent

    async def waiting(self) -> list[str]:
        async with self.database.reader.connect() as connection:
            return list((await connection.execute(select(table.c.event_key))).scalars())


@pytest.fixture(params=SQL)
def place(request: pytest.FixtureRequest) -> Place:
    return Place(request.getfixturevalue(request.param))


async def test_what_is_decided_while_nobody_works_is_told_once_somebody_does(place: Place):
    sent = await place.sent()
    await place.ask("dana", Decide("s1", Action.APPROVE, sent.submission.version.fingerprint))
    told = (Notice("local", "s1", 0, "dana", Why.ASKED), Notice("local", "s1", 1, "ann", Why.DECIDED))
    assert await place.waiting() == [notice.key for notice in told]

    await place.workshop.conversations.remember(WARD)
    async with at_work(place.workshop):
        await until_ended(place.workshop, 2)

    said = {where: as_text(card) for where, card in place.messenger.said}  # type: ignore[arg-type]
    assert list(said) == ["dm-U-ann"], "Dana decided meanwhile and needs no reminder"
    assert said["dm-U-ann"].startswith("Dana Chief approved your LinkedIn post.")


async def test_news_of_a_review_that_is_handed_over_reach_who_may_take_it_and_who_asked(
    place: Place,
):
    answer = Decision(
        "responded",
        Actor("person:ann"),
        SystemClock().now(),
        platform="web",
        kind="review",
        outlet="google",
        details={"outcome": "escalate", "signs": "triage.abuse"},
    )
    entry = await place.log.record(answer)
    await place.ask("ann", HandOver(entry.id))
    await place.workshop.conversations.remember(WARD)
    async with at_work(place.workshop):
        await until_ended(place.workshop, 1)
        await place.ask("dana", TakeCase("case-s1"))
        await until_ended(place.workshop, 2)
        await place.ask("dana", SettleCase("case-s1", Ending.TAKEN_UP, EndingReason.LOOKED_INTO))
        await until_ended(place.workshop, 3)

    said = [(where, as_text(card).split("\n")[0]) for where, card in place.messenger.said]  # type: ignore[arg-type]
    assert said == [
        ("dm-U-dana", "Ann Author hands you a public review. Please take it, or pass it on."),
        ("dm-U-ann", "Dana Chief has the public review that you handed over."),
        ("dm-U-ann", "The public review that you handed over: taken up, says Dana Chief."),
    ]


async def test_a_change_that_came_second_tells_nobody(place: Place):
    sent = (await place.sent()).submission
    notice = Notice("local", "s1", 7, "ann", Why.DECIDED)
    about = (await place.log.entry("local", sent.version.decision_id)).decision  # type: ignore[union-attr]

    assert place.service.desk is not None
    assert await place.service.desk.books.submissions.change(sent, about, tell=[notice]) is None

    assert notice.key not in await place.waiting()


def test_a_notice_of_another_version_is_not_guessed_at():
    with pytest.raises(UnknownPayload):
        NOTICE.read('{"why": "sung"}')
