"""The service with a desk, digests and people's own records, all of it in one database."""

from adapters.clock import SystemClock
from adapters.database.cases import SqlCaseBook
from adapters.database.decision_log import SqlDecisionLog, new_id
from adapters.database.drafts import SqlDraftShelf
from adapters.database.engine import Database
from adapters.database.inbox import SqlInbox
from adapters.database.personal_book import SqlPersonalBook
from adapters.database.pillar_book import SqlPillarBook
from adapters.database.registers import SqlRegisterBook
from adapters.database.submissions import SqlSubmissionBook
from adapters.database.subscription_book import SqlSubscriptionBook
from adapters.keys import Cipher
from bot.desk import DeskBooks
from bot.digest import Draw
from bot.digests import Digests
from bot.policy import PolicyPack
from bot.ports import Reader
from bot.service import Service
from tests.fakes import FakeFingerprinter

CIPHER = Cipher([bytes(32)])


def a_service_over(
    database: Database,
    log: SqlDecisionLog,
    pack: PolicyPack,
    inbox: SqlInbox | None = None,
    reader: Reader | None = None,
    *,
    draw: Draw | None = None,
) -> Service:
    """The whole service, its books in ``database``; ``draw`` makes a digest's picture."""
    clock = SystemClock()
    return Service(
        pack,
        log,
        FakeFingerprinter(),
        clock,
        reader,
        digests=Digests(pack, log, SqlSubscriptionBook(database, clock), clock, draw),
        books=DeskBooks(
            SqlSubmissionBook(database, log, inbox),
            SqlDraftShelf(database, log, CIPHER, clock),
            SqlRegisterBook(database, log, CIPHER),
            SqlCaseBook(database, log, inbox),
            new_id,
        ),
        personal=SqlPersonalBook(database, log, CIPHER, clock),
        pillars=SqlPillarBook(database),
    )
