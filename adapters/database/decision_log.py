"""The decision log in a database: one hash chain per tenant, appended in one transaction each."""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import func, insert, select

from adapters.database import chain, pages, tables, verifier
from adapters.database.chain import Checkpoint, Signer
from adapters.database.engine import Database
from adapters.database.errors import is_damage, translated
from adapters.database.search import LARGEST, conditions
from adapters.database.tables import checkpoint, decision
from adapters.database.verifier import EVERY, GENESIS, Walk
from adapters.database.writing import Transaction
from bot.errors import LogUnavailable
from bot.model import Decision
from bot.ports import ChainStatus, Clock, Entry, LogQuery

_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # without i, l, o and u: people type these ids
_ID_LENGTH = 12
_WAIT_MS = 10_000


def new_id() -> str:
    """An id that people can type and nobody can guess."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))


class SqlDecisionLog:
    """Implements ``bot.ports.DecisionLog`` on SQLite and PostgreSQL."""

    def __init__(
        self,
        database: Database,
        signer: Signer,
        clock: Clock,
        *,
        every: int = EVERY,
        older_keys: Sequence[str] = (),
        make_id: Callable[[], str] = new_id,
    ) -> None:
        """Stand on an open, migrated database.

        Args:
            database: Where the log is kept.
            signer: Signs checkpoints and exports.
            clock: Dates checkpoints and exports; entries bring their own time.
            every: A checkpoint is signed at least every so many entries.
            older_keys: Public keys of this installation that signed earlier checkpoints.
            make_id: Makes the id of an entry.
        """
        self._database = database
        self._signer = signer
        self._clock = clock
        self._every = every
        self._keys = tuple(dict.fromkeys((signer.public_key, *older_keys)))
        self._make_id = make_id

    async def record(self, decision: Decision, *, once: str | None = None) -> Entry:
        """Keep ``decision`` and return it with its number and hashes; see the port."""
        with translated():
            return await self._database.write(lambda connection: self.append(connection, decision, once=once))

    async def append(self, connection: Transaction, made: Decision, *, once: str | None = None) -> Entry:
        """Append in the caller's transaction, a step of the database's ``write``."""
        tenant = made.actor.tenant
        if not chain.storable(tenant) or not chain.storable(once or ""):
            raise LogUnavailable("The decision log cannot keep this entry: its tenant's name has no form.")
        await self.take_turn(connection, tenant)
        if once is not None and (standing := await _answer_to(connection, tenant, once)) is not None:
            return standing
        entry = await self._add(connection, made)
        if once is not None:
            at = chain.moment(self._clock.now())
            answers = insert(tables.once).values(tenant=tenant, event_key=once, decision_id=entry.id, at=at)
            await connection.execute(answers)
        return entry

    async def _add(self, connection: Transaction, made: Decision) -> Entry:
        tenant = made.actor.tenant
        seq, previous = await _head(connection, tenant)
        entry, body = chain.seal(made, self._make_id(), seq + 1, previous)
        columns = chain.columns_of(chain.read(body))
        await connection.execute(insert(decision).values(**columns, body=body, entry_hash=entry.entry_hash))
        if entry.seq % self._every == 0:
            await self._seal(connection, tenant, entry.seq, entry.entry_hash)
        return entry

    async def find(self, tenant: str, query: LogQuery) -> tuple[Entry, ...]:
        """Entries that fit ``query``, newest first; days are days in UTC, the last one included.

        A category also finds what lies below it: ``phi`` finds ``phi.image``.

        Raises:
            LogUnavailable: The database cannot be read.
            LogDamaged: An entry that fits can no longer be read.
        """
        words = (tenant, query.event, query.verdict, query.category, query.actor)
        if query.limit < 1 or not all(word is None or chain.storable(word) for word in words):
            return ()
        statement = (
            select(decision.c.body, decision.c.entry_hash)
            .where(*conditions(tenant, query))
            .order_by(decision.c.seq.desc())
            .limit(min(query.limit, LARGEST))
        )
        return tuple(chain.entry_of(row.body, row.entry_hash) for row in await self._read(statement))

    async def entry(self, tenant: str, entry_id: str) -> Entry | None:
        """One entry by its id, or ``None``."""
        if not chain.storable(tenant) or not chain.storable(entry_id):
            return None
        statement = select(decision.c.body, decision.c.entry_hash).where(
            decision.c.tenant == tenant, decision.c.id == entry_id
        )
        for row in await self._read(statement):
            return chain.entry_of(row.body, row.entry_hash)
        return None

    async def answer_to(self, tenant: str, once: str) -> Entry | None:
        """The entry that answers the event with this key; ``None`` for one that was not answered."""
        if not chain.storable(tenant) or not chain.storable(once):
            return None
        with translated():
            async with self._database.reader.connect() as connection:
                return await _answer_to(connection, tenant, once)

    async def verify(
        self,
        tenant: str,
        kept: Iterable[str] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> ChainStatus:
        """Walk the whole chain of ``tenant`` and its checkpoints; writes nothing.

        Args:
            tenant: Whose chain.
            kept: Checkpoint lines that were stored elsewhere; they show a tail that was cut off.
            progress: Told now and then how many entries of how many were walked.
        """
        walk = Walk(tenant, self._keys, self._every, kept)
        try:
            await self._check_file(walk)
            with translated():
                async with self._database.reader.connect() as connection:
                    bounds = await pages.bounds_of(connection, tenant)
            if bounds.beginning is not None:
                walk.beginning(bounds.beginning[0].encode(), bounds.beginning[1])
            async for rows, seals in pages.pages_of(self._database, tenant, bounds):
                await asyncio.to_thread(_walk_page, walk, rows, seals)
                if progress is not None:
                    progress(walk.entries, bounds.seq)
            walk.finish()
        except LogUnavailable as error:
            if not is_damage(error):
                raise
            walk.problem(f"After entry {walk.last} the log cannot be read. {error}")
        problems = tuple(walk.problems)
        return ChainStatus(walk.entries, problems, walk.checkpoints, walk.head, walk.begins_after)

    async def export(self, tenant: str) -> AsyncIterator[str]:
        """The chain as JSON lines, oldest first, each with its line end; the last line is a checkpoint.

        A checkpoint of the last entry is signed first; each one stands after the entry that it seals,
        so that a verifier needs no memory of what it has read.
        """

        async def step(connection: Transaction) -> pages.Bounds:
            await self._seal_head(connection, tenant)
            return await pages.bounds_of(connection, tenant)

        with translated():
            bounds = await self._database.write(step)
        header = chain.header_line(
            tenant,
            entries=bounds.seq,
            head=bounds.head,
            checkpoints=bounds.checkpoints,
            every=self._every,
            keys=self._keys,
            at=self._clock.now(),
            signer=self._signer,
        )
        yield header + "\n"
        if bounds.beginning is not None:
            yield verifier.join("beginning", bounds.beginning[0], "signature", bounds.beginning[1]) + "\n"
        async for rows, seals in pages.pages_of(self._database, tenant, bounds):
            for row, is_seal in pages.in_order(rows, seals):
                line = (
                    Checkpoint(row.seq, row.body, row.signature).line
                    if is_seal
                    else chain.entry_line(row.body, row.entry_hash)
                )
                yield line + "\n"

    async def checkpoint(self, tenant: str) -> Checkpoint | None:
        """Sign the last entry, unless that was done; returns ``None`` for an empty log.

        Its ``line``, kept where the database's administrator cannot write, proves later that nothing
        before it was cut off or rewritten.
        """
        with translated():
            return await self._database.write(lambda connection: self._seal_head(connection, tenant))

    async def checkpoint_all(self) -> tuple[Checkpoint, ...]:
        """Sign the last entry of every tenant; done when the process stops."""
        tenants = await self._read(select(decision.c.tenant).distinct())
        made = [await self.checkpoint(row.tenant) for row in tenants]
        return tuple(item for item in made if item is not None)

    async def _seal_head(self, connection: Transaction, tenant: str) -> Checkpoint | None:
        await self.take_turn(connection, tenant)
        seq, head = await _head(connection, tenant)
        return await self._seal(connection, tenant, seq, head) if seq else None

    async def _seal(self, connection: Transaction, tenant: str, seq: int, head: str) -> Checkpoint:
        standing = select(checkpoint).where(checkpoint.c.tenant == tenant, checkpoint.c.seq == seq)
        row = (await connection.execute(standing)).first()
        if row is not None:
            return Checkpoint(row.seq, row.body, row.signature)
        made = chain.checkpoint_of(tenant, seq, head, self._clock.now(), self._signer)
        await connection.execute(
            insert(checkpoint).values(tenant=tenant, seq=seq, body=made.body, signature=made.signature)
        )
        return made

    async def take_turn(self, connection: Transaction, tenant: str) -> None:
        """One writer per chain at a time. SQLite has only one anyway: its transaction began IMMEDIATE."""
        if self._database.on_sqlite:
            return
        key = int.from_bytes(hashlib.sha256(b"bedside log " + tenant.encode()).digest()[:8], signed=True)
        limits = [
            func.set_config(name, str(_WAIT_MS), True)
            for name in ("lock_timeout", "idle_in_transaction_session_timeout")
        ]
        await connection.execute(select(*limits, func.pg_advisory_xact_lock(key)))

    async def _check_file(self, walk: Walk) -> None:
        if not self._database.on_sqlite:
            return
        with translated():
            async with self._database.reader.connect() as connection:
                answer = await connection.exec_driver_sql("PRAGMA integrity_check(1)")
                if answer.scalar() != "ok":
                    walk.problem("The database file is damaged: its parts do not fit together.")

    async def _read(self, statement: Any) -> pages.Rows:
        with translated():
            async with self._database.reader.connect() as connection:
                return (await connection.execute(statement)).all()


async def _answer_to(connection: Transaction, tenant: str, event_key: str) -> Entry | None:
    """The decision that answers this event already; the caller holds the chain."""
    statement = (
        select(decision.c.body, decision.c.entry_hash)
        .join(tables.once, tables.once.c.decision_id == decision.c.id)
        .where(tables.once.c.tenant == tenant, tables.once.c.event_key == event_key)
    )
    row = (await connection.execute(statement)).first()
    return None if row is None else chain.entry_of(row.body, row.entry_hash)


async def _head(connection: Transaction, tenant: str) -> tuple[int, str]:
    statement = (
        select(decision.c.seq, decision.c.entry_hash)
        .where(decision.c.tenant == tenant)
        .order_by(decision.c.seq.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).first()
    return (row.seq, row.entry_hash) if row is not None else (0, GENESIS)


def _walk_page(walk: Walk, rows: pages.Rows, seals: pages.Rows) -> None:
    for row, is_seal in pages.in_order(rows, seals):
        body = row.body.encode("utf-8", "surrogatepass")
        told = None
        if is_seal:
            walk.checkpoint(body, row.signature)
        else:
            told = walk.entry(body, row.entry_hash)
        if told is not None:
            _compare(walk, row, told)


def _compare(walk: Walk, row: Any, told: dict[str, Any]) -> None:
    """The columns that are searched must say what the entry says."""
    try:
        truth = chain.columns_of(told)
    except (KeyError, TypeError, AttributeError):
        walk.problem(f"Entry {row.seq} has not the form in which Bedside writes.")
        return
    if tuple(truth.values()) != tuple(row[: len(truth)]):  # the table begins with these columns
        name = next(name for name, value in truth.items() if getattr(row, name) != value)
        walk.problem(f"Entry {told['seq']} was changed: its column '{name}' differs from what it says.")
