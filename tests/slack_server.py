"""Our stand-in for Slack: a Web API that remembers, a Socket Mode, files, and faults on demand.

It keeps what Slack is documented to keep and refuses what our limits table says Slack refuses. It is no
evidence of what Slack does; the emulator (tests/slack_emulator.py) is another opinion.
"""

import asyncio
import json
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from adapters.slack.limits import problems, view_problems
from tests.slack import APP, BOT, BOT_ID, TEAM, TOKEN
from tests.waiting import PATIENCE_S

Body = dict[str, Any]


@dataclass
class Fault:
    """What a method answers instead, so many times."""

    status: int = 200
    error: str = ""
    times: int = 1
    retry_after: str | None = None
    seconds: float = 0.0
    held: asyncio.Event | None = None
    """Until when it does not answer at all."""
    after: bool = False
    """Whether the call is carried out all the same, and only its answer is lost."""
    only: str = ""
    """The channel that it is about; empty for all."""


@dataclass
class SlackServer:
    """Slack on a loopback port."""

    tokens: set[str] = field(default_factory=lambda: {TOKEN, "xapp-bed"})
    messages: dict[tuple[str, str], Body] = field(default_factory=dict)
    whispers: list[Body] = field(default_factory=list)
    views: list[Body] = field(default_factory=list)
    homes: dict[str, Body] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    zones: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    spoken: set[tuple[str, str]] = field(default_factory=set)
    """With which token something was said in which channel."""
    faults: dict[str, Fault] = field(default_factory=dict)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    url: str = ""
    opened: int = 0
    _ts: int = 0
    _acks: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    async def __aenter__(self) -> "SlackServer":
        app = web.Application()
        app.router.add_post("/api/apps.connections.open", self._open_socket)
        app.router.add_post("/api/{method}", self._method)
        app.router.add_post("/hook/{name}", self._hook)
        app.router.add_get("/file/{name}", self._file)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in list(self.sockets):
            await socket.close()
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    def hook(self, name: str = "1") -> str:
        """A ``response_url``."""
        return f"{self.url}/hook/{name}"

    def file(self, name: str, body: bytes) -> str:
        """Somebody uploads a file."""
        self.files[name] = body
        return f"{self.url}/file/{name}"

    def said(self, channel: str | None = None) -> list[Body]:
        """What stands in a channel now, oldest first."""
        return [body for (place, _), body in self.messages.items() if channel in {None, place}]

    def typed(self, channel: str, ts: str, text: str, **more: Any) -> None:
        """A person wrote this, so that it can be read again."""
        self.messages[channel, ts] = {"type": "message", "user": "U0ANN", "text": text, "ts": ts, **more}

    def answers(self, channel: str | None = None) -> list[Body]:
        """What Bedside said there."""
        return [body for body in self.said(channel) if body.get("bot_id")]

    async def _method(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await self._body(request)
        self.calls[method] += 1
        fault = self.faults.get(method)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or body.get("token", "")
        if method.startswith("chat."):
            self.spoken.add((token, body.get("channel", "")))
        if fault is not None and fault.times > 0 and fault.only in {"", body.get("channel")}:
            fault.times -= 1
            if fault.after:
                await self._answer(method, body, token)
            if fault.held is not None:
                await fault.held.wait()
            if fault.seconds:
                await asyncio.sleep(fault.seconds)
            if fault.status != 200 or fault.error:
                headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
                return web.json_response(
                    {"ok": False, "error": fault.error or "fault"}, status=fault.status, headers=headers
                )
        return web.json_response(await self._answer(method, body, token))

    async def _answer(self, method: str, body: Body, token: str) -> Body:
        if token not in self.tokens:
            return {"ok": False, "error": "invalid_auth"}
        handler: Callable[[Body], Awaitable[Body]] | None = getattr(
            self, "_" + method.replace(".", "_"), None
        )
        if handler is None:
            return {"ok": False, "error": "unknown_method"}
        return await handler(body)

    async def _auth_test(self, _: Body) -> Body:
        return {"ok": True, "user_id": BOT, "bot_id": BOT_ID, "team_id": TEAM, "team": "Mercy", "url": "x"}

    async def _chat_postMessage(self, body: Body) -> Body:  # noqa: N802
        if problems(body.get("text", ""), body.get("blocks") or []):
            return {"ok": False, "error": "invalid_blocks"}
        ts = self._new_ts()
        kept = {k: body[k] for k in ("text", "blocks", "thread_ts", "metadata") if body.get(k)}
        self.messages[body["channel"], ts] = {
            "type": "message",
            "ts": ts,
            "bot_id": BOT_ID,
            "user": BOT,
        } | kept
        return {"ok": True, "channel": body["channel"], "ts": ts}

    async def _chat_update(self, body: Body) -> Body:
        if problems(body.get("text", ""), body.get("blocks") or []):
            return {"ok": False, "error": "invalid_blocks"}
        message = self.messages.get((body["channel"], body["ts"]))
        if message is None:
            return {"ok": False, "error": "message_not_found"}
        message |= {"text": body["text"], "blocks": body["blocks"]}
        return {"ok": True, "channel": body["channel"], "ts": body["ts"], "text": body["text"]}

    async def _chat_delete(self, body: Body) -> Body:
        found = self.messages.pop((body["channel"], body["ts"]), None)
        return {"ok": True, "ts": body["ts"]} if found else {"ok": False, "error": "message_not_found"}

    async def _chat_postEphemeral(self, body: Body) -> Body:  # noqa: N802
        self.whispers.append(body)
        return {"ok": True, "message_ts": self._new_ts()}

    async def _conversations_open(self, body: Body) -> Body:
        return {"ok": True, "channel": {"id": f"D{body['users'][1:]}"}}

    async def _conversations_replies(self, body: Body) -> Body:
        root, oldest, latest = body["ts"], body.get("oldest", ""), body.get("latest", "~")
        found = [
            message
            for message in self.said(body["channel"])
            if (message["ts"] == root or message.get("thread_ts") == root)
            and oldest <= message["ts"] <= latest
        ]
        return {"ok": True, "messages": found, "has_more": False}

    async def _conversations_history(self, body: Body) -> Body:
        return {"ok": True, "messages": self.said(body["channel"])[::-1]}

    async def _views_open(self, body: Body) -> Body:
        if view_problems(body["view"]) or not body.get("trigger_id"):
            return {"ok": False, "error": "invalid_arguments"}
        self.views.append(body["view"])
        return {"ok": True, "view": body["view"] | {"id": f"V{len(self.views)}"}}

    async def _views_push(self, body: Body) -> Body:
        return await self._views_open(body)

    async def _views_update(self, body: Body) -> Body:
        return await self._views_open(body | {"trigger_id": body["view_id"]})

    async def _users_info(self, body: Body) -> Body:
        zone = self.zones.get(body["user"])
        return {"ok": True, "user": {"id": body["user"], **({"tz": zone} if zone else {})}}

    async def _conversations_info(self, body: Body) -> Body:
        channel = body["channel"]
        return {"ok": True, "channel": {"id": channel, "is_member": channel in self.members}}

    async def _views_publish(self, body: Body) -> Body:
        if view_problems(body["view"]):
            return {"ok": False, "error": "invalid_arguments"}
        self.homes[body["user_id"]] = body["view"]
        return {"ok": True}

    async def _hook(self, request: web.Request) -> web.Response:
        self.calls["response_url"] += 1
        fault = self.faults.get("response_url")
        if fault is not None and fault.times > 0:
            fault.times -= 1
            return web.Response(status=fault.status, text=fault.error)
        self.whispers.append(await request.json())
        return web.Response(text="ok")

    async def _file(self, request: web.Request) -> web.Response:
        self.calls["file"] += 1
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(text="<html>sign in</html>", content_type="text/html")
        return web.Response(body=self.files[request.match_info["name"]])

    async def _open_socket(self, request: web.Request) -> web.Response:
        self.opened += 1
        if not request.headers.get("Authorization", "").startswith("Bearer xapp-"):
            return web.json_response({"ok": False, "error": "not_allowed_token_type"})
        return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "/link"})

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.sockets),
                "connection_info": {"app_id": APP},
                "debug_info": {"approximate_connection_time": 18060},
            }
        )
        async for message in socket:
            if message.type == aiohttp.WSMsgType.TEXT and message.data.startswith("{"):
                told = json.loads(message.data)
                waiting = self._acks.pop(told.get("envelope_id"), None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(told.get("payload"))
        self.sockets.remove(socket)
        return socket

    async def push(self, kind: str, payload: Body, *, retry: int = 0, seconds: float = PATIENCE_S) -> Any:
        """Send an envelope (``events_api``, ``slash_commands``, ``interactive``) and wait for its ack."""
        envelope = str(uuid.uuid4())
        waiting = self._acks[envelope] = asyncio.get_running_loop().create_future()
        await self.sockets[-1].send_json(
            {
                "type": kind,
                "envelope_id": envelope,
                "payload": payload,
                "accepts_response_payload": kind != "events_api",
                "retry_attempt": retry,
                "retry_reason": "",
            }
        )
        return await asyncio.wait_for(waiting, seconds)

    async def refresh(self) -> None:
        """Ask the client to connect anew, as Slack does every few hours."""
        await self.sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def drop(self) -> None:
        """Cut the line without a word."""
        transport = self.sockets[-1]._req.transport  # type: ignore[union-attr]
        assert transport is not None
        transport.abort()

    async def _body(self, request: web.Request) -> Body:
        if request.content_type == "application/json":
            return await request.json()  # type: ignore[no-any-return]
        return dict(await request.post()) | dict(request.query)

    def _new_ts(self) -> str:
        self._ts = max(self._ts + 1, int(time.time() * 1_000_000))  # as Slack counts, and never twice
        return f"{self._ts // 1_000_000}.{self._ts % 1_000_000:06d}"
