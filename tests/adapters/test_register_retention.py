"""What is on file goes once it was over for so many years, and leaves an entry each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.database.decision_log import SqlDecisionLog
from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database
from adapters.database.register_retention import RegisterRetention
from adapters.database.registers import SqlRegisterBook
from adapters.keys import Cipher
from bot.model import Actor, Decision
from bot.ports import LogQuery
from bot.registers import AuthorizationOnFile, Freeze, Interest, Item, Register, Spokesperson
from tests.builders import NOON, a_decision
from tests.conftest import SIGNER
from tests.fakes import FixedClock

SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
SEVEN_YEARS = timedelta(days=7 * 366)
OVER = NOON - SEVEN_YEARS
LATELY = NOON - timedelta(days=400)
PUT = Decision("filed", Actor("dana", tenant="local"), OVER)
OLD: tuple[Item, ...] = (
    AuthorizationOnFile("AUTH-1", "name", expires=OVER.date()),
    AuthorizationOnFile("AUTH-2", "name", expires=date(2099, 1, 1), revoked_at=OVER),
    Freeze("FRZ-1", "dana", "flood", until=OVER),
    Interest("COI-1", "ann", "Valvex", ended_at=OVER),
)
KEPT: tuple[Item, ...] = (
    AuthorizationOnFile("AUTH-3", "name"),
    AuthorizationOnFile("AUTH-4", "name", revoked_at=LATELY),
    Freeze("FRZ-2", "dana", "flood"),
    Spokesperson("SP-1", "dana", ended_at=LATELY),
)


@pytest.fixture(params=SQL)
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(request.param)
    return found


async def test_what_was_over_for_six_years_goes_with_an_entry_each_and_the_rest_stays(database: Database):
    log = SqlDecisionLog(database, SIGNER, FixedClock(NOON))
    book = SqlRegisterBook(database, log, Cipher([bytes(32)]))
    for item in (*OLD, *KEPT):
        await book.put("local", item, PUT)

    assert await RegisterRetention(book, FixedClock(NOON), 0).tidy() == 0
    assert await RegisterRetention(book, FixedClock(NOON), 6).tidy() == len(OLD)
    assert await RegisterRetention(book, FixedClock(NOON), 6).tidy() == 0

    assert set(await book.items("local")) == set(KEPT)
    entries = await log.find("local", LogQuery(event="unfiled"))
    assert {str(entry.decision.details["item"]) for entry in entries} == {item.id for item in OLD}
    assert {entry.decision.details["over"] for entry in entries} <= {
        f"{OVER:%Y-%m-%d}",
        f"{OVER + timedelta(days=1):%Y-%m-%d}",
    }
    assert (await log.verify("local")).whole


async def test_what_a_review_under_legal_hold_names_stays_until_the_hold_is_lifted(database: Database):
    log = SqlDecisionLog(database, SIGNER, FixedClock(NOON))
    cipher = Cipher([bytes(32)])
    book, shelf = (
        SqlRegisterBook(database, log, cipher),
        SqlDraftShelf(database, log, cipher, FixedClock(NOON)),
    )
    await book.put("local", OLD[0], PUT)
    named = replace(a_decision(actor=Actor("ann", tenant="local")), details={"authorizations": "AUTH-1"})
    entry = await log.record(named)
    await shelf.hold("local", entry.id, PUT, held=True)
    retention = RegisterRetention(book, FixedClock(NOON), 6)

    assert await retention.tidy() == 0
    assert await book.items("local", Register.AUTHORIZATIONS) == (OLD[0],)
    await shelf.hold("local", entry.id, PUT, held=False)
    assert await retention.tidy() == 1
