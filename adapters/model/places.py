"""How many questions are under way at a time: so many of a process, and fewer of each workspace."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Places:
    """The places of one process; those of an event loop that is gone are forgotten with it."""

    def __init__(self, all_together: int, each: int) -> None:
        self._all_together, self._each = all_together, each
        self._loop: asyncio.AbstractEventLoop | None = None
        self.taken = 0
        """How many are taken just now."""

    @asynccontextmanager
    async def one(self, tenant: str) -> AsyncIterator[None]:
        """Wait for a place and hold it.

        One of the workspace comes first, so that a workspace that has none left holds none of the process.
        """
        self._belong_to(asyncio.get_running_loop())
        async with self._own[tenant], self._everybody:
            self.taken += 1
            try:
                yield
            finally:
                self.taken -= 1

    def _belong_to(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._loop is loop:
            return
        self._loop, self.taken = loop, 0
        self._everybody = asyncio.Semaphore(self._all_together)
        self._own: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(self._each))
