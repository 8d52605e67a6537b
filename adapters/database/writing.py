"""Group commit for SQLite: steps that wait at the same time share one transaction, and one sync to disk.

The connection that writes has a thread of its own, and a whole group runs there in one go. To hand every
statement to a thread and its rows back costs several times what SQLite does, and where other work has the
cores each of those hand-overs waits for its turn.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, CursorResult, Engine
from sqlalchemy.sql import Executable

MOST = 64
"""Steps that share a transaction at most, so that the first does not wait long for the last."""

Result = TypeVar("Result")


class Transaction(Protocol):
    """What a step may use of its transaction; SQLAlchemy's ``AsyncConnection`` is one."""

    def execute(
        self, statement: Executable, parameters: Any = None, /
    ) -> Coroutine[Any, Any, CursorResult[Any]]:
        """Run one statement. Its rows must be read before the step ends."""
        ...


Step = Callable[[Transaction], Awaitable[Result]]
"""What is done in a transaction. It awaits nothing else, since on SQLite no event loop runs where it does.

It may run twice: its first transaction may fail on another's step.
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    step: Step[Any]
    durable: bool
    done: "asyncio.Future[Any]"


class GroupCommit:
    """Runs steps one after another on the one connection that writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = _a_thread()
        self._waiting: deque[_Asked] = deque()
        self._task: asyncio.Task[None] | None = None

    async def write(self, step: Step[Result], *, durable: bool = True) -> Result:
        """Run ``step``; see ``Database.write``."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Asked(step, durable, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work_off(), name="group commit")
        return await done

    async def close(self) -> None:
        """Let the group that is written end, and give the connection back; a later step opens another."""
        thread, self._thread = self._thread, _a_thread()
        thread.submit(self._engine.dispose)
        await asyncio.to_thread(thread.shutdown)

    async def _work_off(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            outcomes = await loop.run_in_executor(self._thread, self._commit, group)
            for asked, outcome in zip(group, outcomes, strict=True):
                _tell(asked.done, outcome)

    def _commit(self, group: Sequence[_Asked]) -> list[Any]:
        """What each step returned or raised."""
        try:
            return self._together(group)
        except Exception as error:  # noqa: BLE001 - it goes to whoever waits for it
            if len(group) == 1:
                return [error]
            return [self._commit([one])[0] for one in group]  # whose fault it was is found out one by one

    def _together(self, group: Sequence[_Asked]) -> list[Any]:
        with self._engine.connect() as connection:
            _sync_next(connection, any(asked.durable for asked in group))
            with connection.begin():
                transaction = _Here(connection)
                return [_run(asked.step, transaction) for asked in group]


def _a_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "sqlite-writer")


class _Here:
    """A transaction on this very thread: nothing that is awaited of it ever waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Any = None, /) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)


def _run(step: Step[Result], transaction: Transaction) -> Result:
    waiting = step(transaction).__await__()
    try:
        next(waiting)
    except StopIteration as ended:
        return ended.value  # type: ignore[no-any-return]
    raise RuntimeError("A step awaited something else than its transaction.")


def _sync_next(connection: Connection, durable: bool) -> None:
    """Say whether the next commit is synced; one that is, syncs all before it, too."""
    pooled = connection.connection
    if pooled.info.get("durable", True) != durable:
        raw: Any = pooled.driver_connection
        raw.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        pooled.info["durable"] = durable


def _tell(done: "asyncio.Future[Any]", outcome: Any) -> None:
    if done.done():  # its caller was cancelled
        return
    if isinstance(outcome, Exception):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)
