"""Small classes that keep a port's promise without a disk, a network or a clock on the wall."""

import hashlib
import secrets
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

from adapters.database import chain
from adapters.database.chain import Checkpoint
from adapters.database.verifier import EVERY, GENESIS, Walk
from adapters.keys import Ed25519Signer
from bot.cards import Card, Part
from bot.delivery import (
    Conversation,
    Dead,
    Found,
    Missing,
    Opened,
    Outbound,
    Pace,
    Paces,
    Posted,
    Refused,
    Sent,
    Throttled,
    Unknown,
    Updated,
)
from bot.errors import BookUnavailable, LogUnavailable, Overtaken
from bot.model import VIEWED, Decision
from bot.ports import ChainStatus, Clock, Entry, LogQuery


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

    async def answer_to(self, tenant: str, once: str) -> Entry | None:
        return self._once.get((tenant, once))

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


class FakeMessenger:
    """A platform in a list: what stands where. ``outcomes`` are given first, one a call; ``None`` works.

    An ``Unknown`` among them may have reached the platform all the same: ``reaches = True`` makes it so.
    """

    platform = "fake"

    def __init__(self, *outcomes: Throttled | Unknown | Missing | Refused | Dead | None) -> None:
        self.paces = Paces(Pace(1000, 1000), Pace(1000, 1000))
        self.outcomes = list(outcomes)
        self.reaches = False
        self.can_look = True
        self.calls: list[str] = []
        self.messages: dict[str, tuple[str, str, Card | Part]] = {}
        self.divides = 1
        self.strangers: set[str] = set()

    def parts(self, card: Card) -> int:
        return self.divides

    async def post(self, conversation: Conversation, card: Card | Part, key: str) -> Posted:
        self.calls.append(f"post {key}")
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is None or (isinstance(outcome, Unknown) and self.reaches):
            message_id = f"m{len(self.messages) + 1}"
            self.messages[message_id] = (conversation.id, key, card)
            return outcome or Sent(message_id)
        assert not isinstance(outcome, Missing)
        return outcome

    async def update(self, conversation: Conversation, message_id: str, card: Card | Part) -> Updated:
        self.calls.append(f"update {message_id}")
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            return outcome
        if message_id not in self.messages:
            return Missing()
        self.messages[message_id] = (conversation.id, self.messages[message_id][1], card)
        return Sent(message_id)

    async def find(self, conversation: Conversation, key: str) -> Found:
        self.calls.append(f"find {key}")
        if not self.can_look:
            return Unknown("cannot_look")
        found = (number for number, (_, of, _) in self.messages.items() if of == key)
        return next((Sent(number) for number in found), Missing())

    async def private(self, conversation: Conversation, person: str) -> Opened:
        return Conversation(conversation.platform, conversation.tenant, f"dm-{person}")

    async def direct(self, conversation: Conversation, person: str) -> Opened:
        if person in self.strangers:
            return Dead("user_not_found")
        return await self.private(conversation, person)

    @property
    def said(self) -> list[tuple[str, Card | Part]]:
        """Where what stands now."""
        return [(where, card) for where, _, card in self.messages.values()]


class InMemoryOutboundBook:
    """The rows in a dict; it is always our turn to speak, unless ``waits`` holds an error to raise."""

    def __init__(self) -> None:
        self.rows: dict[str, Outbound] = {}
        self.waits: list[Exception] = []

    async def standing(self, key: str) -> Outbound | None:
        return self.rows.get(key)

    async def intend(
        self, key: str, conversation: Conversation, paces: Paces, after: Outbound | None = None
    ) -> Outbound:
        if self.waits:
            raise self.waits.pop(0)
        standing = self.rows.get(key)
        if (standing and standing.attempts) != (after and after.attempts):
            raise Overtaken("overtaken")
        self.rows[key] = Outbound(key, "intended", None, 1 if after is None else after.attempts + 1)
        return self.rows[key]

    async def settle(
        self, message: Outbound, state: str, *, message_id: str | None = None, code: str | None = None
    ) -> Outbound:
        if self.rows[message.key].attempts != message.attempts:
            raise Overtaken("overtaken")
        self.rows[message.key] = Outbound(message.key, state, message_id, message.attempts)
        return self.rows[message.key]


class InMemoryConversationBook:
    """The conversations in a dict."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.known: dict[str, Conversation] = {}
        self.dead: dict[str, tuple[str, datetime]] = {}
        self.clock: Clock = clock or FixedClock()

    async def remember(self, conversation: Conversation) -> None:
        self.known[conversation.lock] = conversation
        self.dead.pop(conversation.lock, None)

    async def recall(self, platform: str, tenant: str, conversation_id: str) -> Conversation | None:
        return self.known.get(Conversation(platform, tenant, conversation_id).lock)

    async def installations(self, platform: str) -> tuple[Conversation, ...]:
        alive = [seen for seen in self.known.values() if seen.platform == platform]
        latest = {seen.tenant: seen for seen in alive if await self.dead_reason(seen) is None}
        return tuple(reversed(latest.values()))

    async def mark_dead(self, conversation: Conversation, reason: str, *, whole_tenant: bool = False) -> None:
        lock = _tenant(conversation) if whole_tenant else conversation.lock
        self.dead[lock] = reason, self.clock.now()

    async def dead_reason(self, conversation: Conversation) -> str | None:
        found = self.dead.get(conversation.lock) or self.dead.get(_tenant(conversation))
        return found[0] if found else None

    async def revive_tenant(self, platform: str, tenant: str, before: datetime | None = None) -> int:
        prefix = f"{platform}:{tenant}:"
        dead = [
            lock
            for lock, (_, at) in self.dead.items()
            if lock.startswith(prefix) and (before is None or at < before)
        ]
        for lock in dead:
            del self.dead[lock]
        return sum(not lock.endswith(":*") for lock in dead)


def _tenant(conversation: Conversation) -> str:
    return Conversation(conversation.platform, conversation.tenant, "*").lock


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
        and (query.about is None or (decision.subject == query.about.id and entry.seq > query.about.seq))
        and (not wanted or any(f"{name}.".startswith(f"{wanted}.") for name in categories))
    )


class InMemoryOffers:
    """Keeps the promise of ``adapters.offers.Offers`` in a dict."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.offers: dict[str, tuple[dict[str, str], datetime]] = {}
        self.down = False

    async def offer(self, what: Mapping[str, str], within: timedelta) -> str:
        if self.down:
            raise BookUnavailable("The database does not answer.")
        key = secrets.token_urlsafe(16)
        self.offers[key] = (dict(what), self._clock.now() + within)
        return key

    async def take(self, key: str) -> dict[str, str] | None:
        if self.down:
            raise BookUnavailable("The database does not answer.")
        what, end = self.offers.pop(key, (None, None))
        return what if end is not None and self._clock.now() < end else None
