"""Microsoft's Agents Playground without a screen: spoken to over HTTP, listened to on a WebSocket.

It listens on every interface and calls its maker unless told otherwise: ``loopback_only.cjs`` pins it to this
machine, and its telemetry is off. It carries no tokens; ``Channel``'s shim adds them.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import aiohttp

from tests.ports import free_port
from tests.teams import node
from tests.waiting import PATIENCE_S, until

PRELOAD = Path(__file__).parent / "loopback_only.cjs"


class Playground:
    """Use as ``async with Playground(endpoint) as playground``."""

    def __init__(self, endpoint: str) -> None:
        self._cli = node.module("@microsoft/m365agentsplayground") / "cli.js"
        self._endpoint = endpoint
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.events: list[dict[str, Any]] = []

    async def __aenter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="playground-")
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        quiet = {
            "TEAMSAPPTESTER_BROWSER": "none",
            "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
            "NODE_OPTIONS": "",
        }
        self._errors = (Path(self._folder.name) / "err").open("wb")
        self._process = await asyncio.create_subprocess_exec(
            "node", "--require", str(PRELOAD), str(self._cli), "start", "--disable-telemetry",
            "-e", self._endpoint, "-c", "msteams", "-p", str(self.port),
            cwd=self._folder.name, env={**kept, **quiet}, stdout=asyncio.subprocess.PIPE, stderr=self._errors,
        )  # fmt: skip
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 2 * PATIENCE_S)
        assert f"Listening on {self.port}".encode() in line, line
        self._http = aiohttp.ClientSession()
        config = (await self.get("/_internal/v1/config"))["config"]
        self.bot, self.me = config["bot"], config["currentUser"]["id"]
        self.chat: str = config["personalChat"]["id"]
        self.general: str = config["teams"][0]["channels"][0]["id"]
        self.group: str = config["groupChats"][0]["id"]
        stream = await self._http.ws_connect(f"{self.url}/_ws_conversation/v1/conversations/stream")
        self._pump = asyncio.create_task(self._listen(stream))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._pump.cancel()
        await asyncio.gather(self._pump, return_exceptions=True)
        await self._http.close()
        if self._process.returncode is None:
            self._process.terminate()
        await self._process.communicate()
        self._errors.close()
        self._folder.cleanup()

    async def _listen(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        async for message in stream:
            if message.type == aiohttp.WSMsgType.TEXT:
                self.events.append(message.json())

    @property
    def refused(self) -> str:
        """What it tried to reach beyond this machine."""
        return (Path(self._folder.name) / "err").read_text(errors="replace")

    async def get(self, path: str, **query: str) -> Any:
        """Ask the playground."""
        async with self._http.get(self.url + path, params=query) as answer:
            return await answer.json()

    async def post(self, path: str, body: Any) -> Any:
        """Tell the playground."""
        async with self._http.post(self.url + path, json=body) as answer:
            text = await answer.text()
            assert answer.status < 400, f"{path} {answer.status} {text[:300]}"
            return await answer.json() if text else None

    async def say(self, text: str, chat: str | None = None, *, mention: bool = False) -> None:
        """Send a message as the playground's person."""
        body: dict[str, Any] = {"from": {"id": self.me}, "text": text, "textFormat": "plain"}
        if mention:
            tag = f"<at>{self.bot['name']}</at>"
            mentions = [{"mentioned": {"id": self.bot["id"]}, "text": tag}]
            body |= {"text": f"{tag} {text}", "textFormat": "xml", "mentions": mentions}
        await self.post(f"/_conversation/v1/conversations/{chat or self.chat}/messages", body)

    async def invoke(self, name: str, value: Any, reply_to: str | None = None) -> Any:
        """Press a button, or open a dialog."""
        body = {"name": name, "value": value, "from": {"id": self.me}, "conversation": {"id": self.chat}}
        return await self.post(
            "/_conversation/v1/invoke", {**body, **({"replyToId": reply_to} if reply_to else {})}
        )

    async def install(self) -> None:
        """Add the bot to the private chat."""
        await self.post(f"/_debug/conversation/{self.chat}/installation", {})

    async def until(self, true: Callable[[dict[str, Any]], object], since: int = 0) -> dict[str, Any]:
        """The first event for which something is so."""
        return await until(lambda: next((event for event in self.events[since:] if true(event)), {}))
