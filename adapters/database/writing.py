"""Group commit for SQLite: steps that wait at the same time share one transaction, and one sync to disk."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

MOST = 64
"""Steps that share a transaction at most, so that the first does not wait long for the last."""

Result = TypeVar("Result")
Step = Callable[[AsyncConnection], Awaitable[Result]]
"""What is done in a transaction. It may run twice: its first transaction may fail on another's step."""


class GroupCommit:
    """Runs steps one after another on the one connection that writes."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._waiting: deque[tuple[Step[Any], asyncio.Future[Any]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def write(self, step: Step[Result]) -> Result:
        """Run ``step``; returns when what it did is on the disk, or raises and nothing of it is."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((step, done))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work_off(), name="group commit")
        return await done

    async def _work_off(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            await self._commit(group)

    async def _commit(self, group: list[tuple[Step[Any], asyncio.Future[Any]]]) -> None:
        try:
            async with self._engine.begin() as connection:
                results = [await step(connection) for step, _ in group]
        except Exception as error:  # noqa: BLE001 - it goes to whoever waits for it
            if len(group) > 1:  # whose fault it was is found out one by one
                for one in group:
                    await self._commit([one])
            elif not group[0][1].done():
                group[0][1].set_exception(error)
            return
        for (_, done), result in zip(group, results, strict=True):
            if not done.done():  # its caller may have been cancelled
                done.set_result(result)
