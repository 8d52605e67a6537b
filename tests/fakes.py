"""Small classes that keep a port's promise without a disk, a network or a clock on the wall."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from adapters.database import chain
from adapters.database.chain import Checkpoint
from adapters.database.verifier import EVERY, GENESIS, Walk
from adapters.keys import Ed25519Signer
from bot.errors import LogUnavailable
from bot.model import VIEWED, Decision
from bot.ports import ChainStatus, Entry, LogQuery


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = datetime(2025, 11, 24, 22, 0, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def move(self, by: timedelta) -> None:
        self._at += by


class FakeFingerprinter:
    """The same text is known again; without a key."""

    def fingerprint(self, text: str) -> str:
        return hashlib.sha256(b"fake" + text.encode("utf-8", "surrogatepass")).hexdigest()


class InMemoryDecisionLog:
    """The decision log in two lists per tenant. ``down = True`` makes it refuse to keep anything."""

    def __init__(self, every: int = EVERY) -> None:
        self.down = False
        self._every = every
        self._signer = Ed25519Signer(bytes(32))
        self._clock = FixedClock()
        self._entries: dict[str, list[tuple[Entry, str]]] = {}
        self._once: dict[tuple[str, str], Entry] = {}
        self._checkpoints: dict[str, dict[int, Checkpoint]] = {}

    async def record(self, decision: Decision, *, once: str | None = None) -> Entry:
        standing = self._once.get((decision.actor.tenant, once or ""))
        if standing is not None and not self.down:
            return standing
        entry = await self._add(decision)
        if once is not None:
            self._once[decision.actor.tenant, once] = entry
        return entry

    async def _add(self, decision: Decision) -> Entry:
        if self.down:
            raise LogUnavailable("The decision log is down.")
        tenant = decision.actor.tenant
        if not chain.storable(tenant):
            raise LogUnavailable("The decision log cannot keep this entry.")
        entries = self._entries.get(tenant, [])
        count = sum(len(entries) for entries in self._entries.values())
        head = entries[-1][0].entry_hash if entries else GENESIS
        entry, body = chain.seal(decision, f"entry{count + 1}", len(entries) + 1, head)
        self._entries[tenant] = [*entries, (entry, body)]
        if entry.seq % self._every == 0:
            await self.checkpoint(tenant)
        return entry

    async def find(self, tenant: str, query: LogQuery) -> tuple[Entry, ...]:
        newest_first = [entry for entry, _ in reversed(self._entries.get(tenant, []))]
        return tuple(entry for entry in newest_first if _fits(entry, query))[: max(0, query.limit)]

    async def entry(self, tenant: str, entry_id: str) -> Entry | None:
        return next((entry for entry, _ in self._entries.get(tenant, []) if entry.id == entry_id), None)

    async def verify(self, tenant: str) -> ChainStatus:
        walk = Walk(tenant, {self._signer.public_key}, self._every)
        checkpoints = self._checkpoints.get(tenant, {})
        for entry, body in self._entries.get(tenant, []):
            walk.entry(body.encode(), entry.entry_hash)
            if (sealed := checkpoints.get(entry.seq)) is not None:
                walk.checkpoint(sealed.body.encode(), sealed.signature)
        walk.finish()
        return ChainStatus(walk.entries, tuple(walk.problems), walk.checkpoints, walk.head)

    async def export(self, tenant: str) -> AsyncIterator[str]:
        await self.checkpoint(tenant)
        entries, checkpoints = self._entries.get(tenant, []), self._checkpoints.get(tenant, {})
        header = chain.header_line(
            tenant,
            entries=len(entries),
            head=entries[-1][0].entry_hash if entries else GENESIS,
            checkpoints=len(checkpoints),
            every=self._every,
            keys=[self._signer.public_key],
            at=self._clock.now(),
            signer=self._signer,
        )
        yield header + "\n"
        for entry, body in entries:
            yield chain.entry_line(body, entry.entry_hash) + "\n"
            if entry.seq in checkpoints:
                yield checkpoints[entry.seq].line + "\n"

    async def checkpoint(self, tenant: str) -> Checkpoint | None:
        entries = self._entries.get(tenant)
        if not entries:
            return None
        last = entries[-1][0]
        made = chain.checkpoint_of(tenant, last.seq, last.entry_hash, self._clock.now(), self._signer)
        return self._checkpoints.setdefault(tenant, {}).setdefault(last.seq, made)


def _fits(entry: Entry, query: LogQuery) -> bool:
    decision = entry.decision
    day = decision.at.astimezone(UTC).date()
    categories = {finding.category for finding in decision.findings}
    wanted = (query.category or "").lower()
    return (
        (query.event == decision.event if query.event else query.views or decision.event != VIEWED)
        and query.verdict in {None, decision.verdict}
        and query.actor in {None, decision.actor.id}
        and (query.since is None or day >= query.since)
        and (query.until is None or day <= query.until)
        and (query.before is None or entry.seq < query.before)
        and (not wanted or any(f"{name}.".startswith(f"{wanted}.") for name in categories))
    )
