"""Reads one chain from the database in order, page by page, each checkpoint after the entry it seals.

Every page is its own short transaction: the log only grows, so that nothing below the bound can
change in between, and a long verification holds nobody up.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from adapters.database.engine import Database
from adapters.database.errors import translated
from adapters.database.tables import beginning, checkpoint, decision, written
from adapters.database.verifier import GENESIS
from adapters.database.writing import Transaction

PAGE = 1000

Rows = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a chain begins and ends at one moment: its last entry, how many checkpoints there are.

    ``beginning`` is the signed statement that it begins after entry ``begins_after``, and its signature.
    """

    seq: int
    head: str
    checkpoints: int
    sealed: int
    begins_after: int = 0
    beginning: tuple[str, str] | None = None


async def bounds_of(connection: Transaction, tenant: str) -> Bounds:
    """Where the chain of ``tenant`` ends now; one statement, so that all of it is one moment's truth."""
    of_tenant = decision.c.tenant == tenant
    latest = select(beginning).where(beginning.c.tenant == tenant).order_by(beginning.c.seq.desc()).limit(1)
    start = latest.with_only_columns(beginning.c.seq).scalar_subquery()
    seals = (checkpoint.c.tenant == tenant) & (checkpoint.c.seq > func.coalesce(start, 0))
    last = select(decision.c.entry_hash).where(of_tenant).order_by(decision.c.seq.desc()).limit(1)
    statement = select(
        select(func.max(decision.c.seq)).where(of_tenant).scalar_subquery(),
        last.scalar_subquery(),
        select(func.count()).select_from(checkpoint).where(seals).scalar_subquery(),
        select(func.max(checkpoint.c.seq)).where(seals).scalar_subquery(),
        start,
        latest.with_only_columns(beginning.c.body).scalar_subquery(),
        latest.with_only_columns(beginning.c.signature).scalar_subquery(),
    )
    row: Any = (await connection.execute(statement)).one()
    seq, head, checkpoints, sealed, begins_after, body, signature = row
    signed = (body, signature) if begins_after else None
    return Bounds(seq or 0, head or GENESIS, checkpoints, sealed or 0, begins_after or 0, signed)


async def pages_of(database: Database, tenant: str, bounds: Bounds) -> AsyncIterator[tuple[Rows, Rows]]:
    """Entries up to the bounds, with the checkpoints up to there; the last page may hold only these."""
    after = bounds.begins_after or None
    until = max(bounds.seq, bounds.sealed)
    while True:
        entries = _between(decision, tenant, after, until).limit(PAGE)
        with translated():
            async with database.reader.connect() as connection:
                rows = (await connection.execute(entries)).all()
                is_last = len(rows) < PAGE
                upto = until if is_last else rows[-1].seq
                seals = (await connection.execute(_between(checkpoint, tenant, after, upto))).all()
        yield rows, seals
        if is_last:
            return
        after = upto


def in_order(rows: Rows, seals: Rows) -> Iterator[tuple[Row[Any], bool]]:
    """Both in the order of an export; True marks a checkpoint."""
    waiting = list(reversed(seals))
    for row in rows:
        while waiting and waiting[-1].seq < row.seq:
            yield waiting.pop(), True
        yield row, False
    while waiting:
        yield waiting.pop(), True


def _between(table: Any, tenant: str, after: int | None, upto: int) -> Any:
    of_tenant = select(*written(table)).where(table.c.tenant == tenant)
    statement = of_tenant.where(table.c.seq <= upto).order_by(table.c.seq)
    return statement if after is None else statement.where(table.c.seq > after)
