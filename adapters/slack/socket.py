"""Socket Mode: Bedside calls Slack, so that nothing of it needs to be reachable; the same listeners."""

import asyncio
import contextlib

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from adapters.slack.api import Api

WATCH_S = 10.0
"""How often it is looked whether the line still stands."""
LONGEST_WAIT_S = 60.0


class Socket:
    """Keeps a line to Slack open until it is told to stop."""

    def __init__(self, app: AsyncApp, api: Api, token: str, watch_s: float = WATCH_S) -> None:
        self._app = app
        self._api = api
        self._token = token
        self._watch_s = watch_s
        self._handler: AsyncSocketModeHandler | None = None
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Start to connect."""
        self._task = asyncio.create_task(self._stay(), name="slack socket")

    async def end(self) -> None:
        """Hang up."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._hang_up()

    async def connected(self) -> bool:
        """Whether the line stands."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def _stay(self) -> None:
        """Connect, and connect anew when the client's own reconnection gave up."""
        log = structlog.get_logger("bedside.slack")
        wait = 1.0
        while True:
            try:
                if not await self.connected():
                    await self._hang_up()
                    await self._dial()
                    log.info("slack_connected")
                wait = 1.0
                await asyncio.sleep(self._watch_s)
            except Exception as error:  # noqa: BLE001 - whatever it is, the line is dialled again
                log.warning("slack_disconnected", kind=type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(LONGEST_WAIT_S, wait * 2)

    async def _dial(self) -> None:
        self._handler = AsyncSocketModeHandler(
            self._app, self._token, web_client=self._api.client(self._token)
        )
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def _hang_up(self) -> None:
        if self._handler is not None:
            handler, self._handler = self._handler, None
            with contextlib.suppress(Exception):
                await handler.close_async()  # type: ignore[no-untyped-call]
