"""Endpoints that speak OpenAI's protocol on loopback: well, badly, late, or not at all."""

import asyncio
import email.utils
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Writer = asyncio.StreamWriter
Behaviour = Callable[["Endpoint", dict[str, Any], Writer], Awaitable[None]]


@dataclass(slots=True)
class Endpoint:
    """A server, what it does, and what it was sent. ``behaviours`` are used in turn, the last one stays."""

    behaviours: list[Behaviour]
    journal: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    under_way: int = 0
    most_at_once: int = 0

    @property
    def sent(self) -> str:
        """Everything that it was ever sent, as one text."""
        return json.dumps(self.journal, ensure_ascii=False)

    def next(self) -> Behaviour:
        """What to do with this request."""
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


def completion(content: str | None, finish: str | None = "stop", **more: Any) -> dict[str, Any]:
    """The body of an answer."""
    refusal, usage = more.pop("refusal", None), more.pop("usage", True)
    told: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "system_fingerprint": "fp_1",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, "refusal": refusal},
            }
        ],
    }
    if usage:
        told["usage"] = {"prompt_tokens": 812, "completion_tokens": 41, "total_tokens": 853}
    return told | more


async def respond(
    writer: Writer,
    status: int,
    body: object,
    headers: Mapping[str, str] | None = None,
    kind: str = "application/json",
) -> None:
    """Send one whole response."""
    raw = (body if isinstance(body, str) else json.dumps(body)).encode()
    told = {
        "content-type": kind,
        "content-length": str(len(raw)),
        "x-request-id": "req_42",
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    writer.write(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + raw)
    await writer.drain()


def says(content: object, **more: Any) -> Behaviour:
    """Answers with ``content``, as JSON unless it is text."""

    async def behave(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
        text = content if isinstance(content, str | None) else json.dumps(content)
        await respond(writer, 200, completion(text, **more))

    return behave


def answers(reply: Callable[[dict[str, Any], dict[str, Any]], object]) -> Behaviour:
    """Answers with what ``reply`` makes of the body and of the data in the user's message."""

    async def behave(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
        data = json.loads(asked["messages"][-1]["content"])
        await respond(writer, 200, completion(json.dumps(reply(asked, data))))

    return behave


def fails(status: int, code: str = "", param: str = "", words: str = "no", **headers: str) -> Behaviour:
    """Answers with an error; ``retry_after="7"`` becomes a header."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}

    async def behave(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
        error = {"error": {"message": words, "type": code, "code": code, "param": param}}
        await respond(writer, status, error, told)

    return behave


def page(status: int) -> Behaviour:
    """Answers with a web page, as a gateway does."""

    async def behave(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
        await respond(writer, status, "<html>Sign in</html>", kind="text/html")

    return behave


def body(told: object) -> Behaviour:
    """Answers 200 with just this."""

    async def behave(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
        await respond(writer, 200, told)

    return behave


def date_in(seconds: float) -> str:
    """A date as Retry-After has it."""
    return email.utils.formatdate(time.time() + seconds, usegmt=True)


async def hangs(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
    """Says nothing for an hour."""
    await asyncio.sleep(3600)


def after(seconds: float, then: Behaviour) -> Behaviour:
    """Does ``then`` a while later."""

    async def behave(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
        await asyncio.sleep(seconds)
        await then(endpoint, asked, writer)

    return behave


def held(until: asyncio.Event, then: Behaviour) -> Behaviour:
    """Does ``then`` once it may."""

    async def behave(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
        await until.wait()
        await then(endpoint, asked, writer)

    return behave


async def drips(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
    """Sends a good answer, a few bytes at a time."""
    raw = json.dumps(completion('{"findings": []}')).encode()
    writer.write(
        f"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: {len(raw)}\r\n\r\n".encode()
    )
    for at in range(0, len(raw), 8):
        writer.write(raw[at : at + 8])
        await writer.drain()
        await asyncio.sleep(0.3)


async def floods(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
    """Sends blanks without end."""
    writer.write(b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"4000\r\n" + b" " * 0x4000 + b"\r\n")
        await writer.drain()


async def cuts(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
    """Hangs up in the middle of an answer."""
    raw = json.dumps(completion('{"findings": []}')).encode()
    writer.write(
        f"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: {len(raw)}\r\n\r\n".encode()
    )
    writer.write(raw[:60])
    await writer.drain()
    writer.close()


async def hangs_up(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
    """Hangs up without a word."""
    writer.close()


async def redirects(endpoint: Endpoint, asked: dict[str, Any], writer: Writer) -> None:
    """Points to another name of the same machine."""
    elsewhere = endpoint.url.replace("127.0.0.1", "localhost") + "/chat/completions"
    await respond(writer, 307, "", {"location": elsewhere})


@asynccontextmanager
async def an_endpoint(*behaviours: Behaviour) -> AsyncIterator[Endpoint]:
    """A server on a free port of loopback."""
    endpoint = Endpoint(list(behaviours) or [hangs])
    tasks: set[asyncio.Task[Any]] = set()

    async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                await _one(endpoint, reader, writer)
        writer.close()
        tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    endpoint.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield endpoint
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _one(endpoint: Endpoint, reader: asyncio.StreamReader, writer: Writer) -> None:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    asked = json.loads(await reader.readexactly(int(headers.get("content-length") or 0)))
    endpoint.journal.append(asked)
    endpoint.headers.append(headers)
    endpoint.under_way += 1
    endpoint.most_at_once = max(endpoint.most_at_once, endpoint.under_way)
    watch = asyncio.create_task(_gone(reader))
    try:
        work = asyncio.ensure_future(endpoint.next()(endpoint, asked, writer))
        await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            work.cancel()
            raise ConnectionError
        await work
    finally:
        endpoint.under_way -= 1
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


async def _gone(reader: asyncio.StreamReader) -> None:
    """Ends when the caller hangs up; what it sends meanwhile is not read."""
    while not reader.at_eof():
        await asyncio.sleep(0.02)
