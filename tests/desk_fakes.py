"""The desk's ports in dicts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.approval import State, Submission
from bot.desk_ports import QueueQuery
from bot.model import Decision, Draft
from bot.notices import Notice
from bot.ports import Clock, DecisionLog, Entry
from bot.registers import Item, Register, references
from tests.revision_fakes import InMemoryRevisions, asked, page_of


class InMemorySubmissionBook(InMemoryRevisions[Submission, Notice]):
    """Submissions in a dict."""

    def __init__(self, log: DecisionLog) -> None:
        super().__init__(log)
        self._asked: dict[tuple[str, str, str], str] = {}

    async def open(
        self,
        submission: Submission,
        made: Decision,
        *,
        once: str | None = None,
        tell: Sequence[Notice] = (),
    ) -> tuple[Submission, Entry | None]:
        key = (submission.tenant, submission.version.decision_id, submission.purpose)
        if key in self._asked:
            return self.rows[submission.tenant, self._asked[key]], None
        entry = await self._put(submission, made, once, tell)
        self._asked[key] = submission.id
        return submission, entry

    async def of_review(self, tenant: str, decision_id: str) -> Submission | None:
        opened = {
            key for (of, review, _), key in self._asked.items() if (of, review) == (tenant, decision_id)
        }
        found = [
            row for row in self._of(tenant) if row.version.decision_id == decision_id or row.id in opened
        ]
        return max(found, key=asked, default=None)

    async def queue(self, tenant: str, query: QueueQuery) -> tuple[Submission, ...]:
        rows = [row for row in self._of(tenant) if row.state in query.states]
        rows = [row for row in rows if query.purposes is None or row.purpose in query.purposes]
        rows = [row for row in rows if query.author in {None, row.author}]
        return page_of(rows, query.after, query.limit, newest=query.newest)

    async def counts(self, tenant: str, author: str | None = None) -> Mapping[State, int]:
        return Counter(row.state for row in self._of(tenant) if author in {None, row.author})

    async def due(
        self, before: datetime, limit: int = 100, after: tuple[datetime, str] | None = None
    ) -> tuple[Submission, ...]:
        return self._overdue(State.WAITING, before, limit, after)


class InMemoryDraftShelf:
    """Drafts in a dict."""

    def __init__(self, clock: Clock, log: DecisionLog) -> None:
        self._clock = clock
        self._log = log
        self._held: set[tuple[str, str]] = set()
        self._rows: dict[tuple[str, str], tuple[Draft, datetime, bool]] = {}

    async def keep(self, tenant: str, decision_id: str, draft: Draft, until: datetime) -> None:
        kept, end, held = self._rows.get(
            (tenant, decision_id), (draft, until, (tenant, decision_id) in self._held)
        )
        self._rows[tenant, decision_id] = (kept, max(end, until), held)

    async def read(self, tenant: str, decision_id: str) -> Draft | None:
        found = self._rows.get((tenant, decision_id))
        return found[0] if found and (found[2] or found[1] > self._clock.now()) else None

    async def extend(self, tenant: str, decision_id: str, until: datetime) -> bool:
        found = self._rows.get((tenant, decision_id))
        if found is not None:
            self._rows[tenant, decision_id] = (found[0], max(found[1], until), found[2])
        return found is not None

    async def hold(
        self, tenant: str, decision_id: str, made: Decision, *, held: bool, once: str | None = None
    ) -> Entry:
        key = (tenant, decision_id)
        entry = await self._log.record(made, once=once)
        (self._held.add if held else self._held.discard)(key)
        if key in self._rows:
            self._rows[key] = (*self._rows[key][:2], held)
        return entry

    async def is_held(self, tenant: str, decision_id: str) -> bool:
        return (tenant, decision_id) in self._held

    async def forget(
        self, tenant: str, decision_ids: Sequence[str], made: Decision, *, once: str | None = None
    ) -> Entry | None:
        keys = {(tenant, decision_id) for decision_id in decision_ids}
        if keys & self._held:
            return None
        entry = await self._log.record(made, once=once)
        for key in keys:
            self._rows.pop(key, None)
        return entry

    async def tidy(self) -> int:
        now = self._clock.now()
        over = [key for key, (_, end, held) in self._rows.items() if not held and end <= now]
        for key in over:
            del self._rows[key]
        return len(over)


class InMemoryRegisterBook:
    """Registers in a dict."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self._rows: dict[tuple[str, Register, str], Item] = {}
        self._used: set[tuple[str, Register]] = set()
        self.held: set[str] = set()

    async def put(self, tenant: str, item: Item, made: Decision) -> Entry:
        entry = await self._log.record(made)
        self._rows[tenant, item.register, item.id] = item
        self._used.add((tenant, item.register))
        return entry

    async def items(self, tenant: str, *registers: Register) -> tuple[Item, ...]:
        wanted = registers or tuple(Register)
        keys = sorted(key for key in self._rows if key[0] == tenant and key[1] in wanted)
        return tuple(self._rows[key] for key in keys)

    async def was_used(self, tenant: str, register: Register) -> bool:
        return (tenant, register) in self._used

    async def remove(
        self, tenant: str, register: Register, item_id: str, made: Decision, *, once: str | None = None
    ) -> Entry | None:
        for held in self.held:
            entry = await self._log.entry(tenant, held)
            if entry is not None and (register.value, item_id) in references(entry.decision.details):
                return None
        entry = await self._log.record(made, once=once)
        self._rows.pop((tenant, register, item_id), None)
        return entry
