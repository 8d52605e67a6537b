"""How fast Slack's events are acknowledged and answered, beside a bare Bolt app that only echoes.

``python -m benchmarks.slack [--quick] [--share]``. The server is a process of its own, as shipped: edge,
Bolt, inbox on SQLite with full syncs, review with the rules and the reader. Slack is a stand-in in this
process, which also sends the load.
"""

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from bot.answering import WORKING
from tests.slack import SECRET, TOKEN, a_dm, an_event, signed
from tests.slack_process import address_of
from tests.slack_server import Body, SlackServer

DRAFT = (
    "What a morning at the hospital! A selfie with a patient made my day. "
    + "Proud of the whole team here. " * 14
)
HERE = Path(__file__).parent
REDELIVERED = 3
"""Of ten events so many come twice."""


class WatchedSlack(SlackServer):
    """Notes when each thread got its last words."""

    def watch(self) -> None:
        self.answered: dict[str, float] = {}
        self.posted: dict[str, float] = {}
        self.verdicts: dict[str, int] = {}

    async def _chat_postMessage(self, body: Body) -> Body:  # noqa: N802
        self._note(body.get("thread_ts", ""), body["text"])
        return await super()._chat_postMessage(body)

    async def _chat_update(self, body: Body) -> Body:
        message = self.messages.get((body["channel"], body["ts"]), {})
        self._note(message.get("thread_ts", ""), body["text"])
        return await super()._chat_update(body)

    def _note(self, thread: str, text: str) -> None:
        if text == WORKING.text:
            self.posted.setdefault(thread, time.perf_counter())
        elif text.startswith(("■", "▲", "✓", "echo")):
            self.verdicts[thread] = self.verdicts.get(thread, 0) + 1
            self.answered.setdefault(thread, time.perf_counter())


class Load:
    """Sends signed events and notes how long their acknowledgement took."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url, self._http = f"{url}/slack/events", http
        self.sent: dict[str, float] = {}
        self.acks: list[float] = []
        self.refused = 0

    async def draft(self, number: int, *, copies: int = 1) -> None:
        ts = f"17{number:08d}.000100"
        event = a_dm(DRAFT, ts=ts, user=f"U{number % 500}", channel=f"D{number % 500}")
        body = json.dumps(an_event(event, event_id=f"Ev{number}")).encode()
        self.sent[ts] = time.perf_counter()
        await asyncio.gather(*(self._send(body) for _ in range(copies)))

    async def _send(self, body: bytes) -> None:
        headers = {"content-type": "application/json", **signed(SECRET, body)}
        begun = time.perf_counter()
        for _ in range(2):  # a line that the server just closed as idle is sent again, as Slack does
            with contextlib.suppress(aiohttp.ServerDisconnectedError):
                async with self._http.post(self._url, data=body, headers=headers) as answer:
                    await answer.read()
                    self.refused += answer.status != 200
                    break
        self.acks.append(time.perf_counter() - begun)


@dataclass(frozen=True)
class Site:
    """A server under load."""

    url: str
    slack: WatchedSlack
    http: aiohttp.ClientSession


async def steady(site: Site, per_s: int, seconds: int, base: int) -> str:
    """Events at a steady pace, some of them twice."""
    slack, load = site.slack, Load(site.url, site.http)
    slack.watch()
    begun, running = time.perf_counter(), []
    for number in range(per_s * seconds):
        await asyncio.sleep(max(0.0, begun + number / per_s - time.perf_counter()))
        copies = 2 if number % 10 < REDELIVERED else 1
        running.append(asyncio.create_task(load.draft(base + number, copies=copies)))
    await asyncio.gather(*running)
    await answered(slack, len(load.sent))
    delays = [slack.answered[ts] - at for ts, at in load.sent.items() if ts in slack.answered]
    lost, doubled = len(load.sent) - len(delays), sum(count > 1 for count in slack.verdicts.values())
    return (
        f"{per_s} drafts/s for {seconds} s, 30 % twice: acknowledged {ms(load.acks)}; "
        f"draft to answer {ms(delays)}; lost {lost}, doubled {doubled}, refused {load.refused}"
    )


async def burst(site: Site, count: int, base: int) -> str:
    """Many drafts in the same moment."""
    slack, load = site.slack, Load(site.url, site.http)
    slack.watch()
    begun = time.perf_counter()
    await asyncio.gather(*(load.draft(base + number) for number in range(count)))
    await answered(slack, count, 120)
    last = max(slack.answered.values(), default=begun) - begun
    told = f"{len(slack.answered)} answered, the last after {last:.1f} s"
    return f"{count} drafts at once: acknowledged {ms(load.acks)}; {told}"


async def flat_out(site: Site, count: int, base: int) -> float:
    """Events a second that are acknowledged when 32 wait at any time."""
    load = Load(site.url, site.http)
    site.slack.watch()
    numbers = iter(range(base, base + count))

    async def worker() -> None:
        for number in numbers:
            await load.draft(number)

    begun = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(32)))
    return count / (time.perf_counter() - begun)


async def answered(slack: WatchedSlack, count: int, seconds: float = 60) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while len(slack.answered) < count:
                await asyncio.sleep(0.05)


def ms(seconds: Sequence[float]) -> str:
    """Median, 99th of a hundred, and the worst."""
    if not seconds:
        return "never"
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    told = zip(("p50", "p99", "max"), (statistics.median(ordered), high, ordered[-1]), strict=True)
    return ", ".join(f"{name} {value * 1e3:.0f} ms" for name, value in told)


@asynccontextmanager
async def a_server(kind: str, slack: WatchedSlack) -> AsyncIterator[str]:
    """A process that serves, and its address."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "PATH": os.environ["PATH"],
            "SLACK_API_URL": slack.api,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET.decode(),
            "BEDSIDE_DATA": folder,
            "BEDSIDE_LOG_LEVEL": "error",
        }
        ours = ["-m", "adapters.cli", "serve", "--port", "0"]
        command = ours if kind == "bedside" else ["-m", "benchmarks.slack", "--bare"]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, env=environ, stdout=asyncio.subprocess.PIPE, cwd=HERE.parent
        )
        try:
            yield await address_of(process)
        finally:
            process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.communicate(), 30)


def bare() -> None:
    """Bolt as its documentation begins: no inbox, no edge, the event is echoed."""
    client = AsyncWebClient(token=TOKEN, base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, token=TOKEN, signing_secret=SECRET.decode())

    @app.event("message")
    async def echo(event: dict[str, Any]) -> None:
        await client.chat_postMessage(channel=event["channel"], text="echo", thread_ts=event["ts"])

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Any:
        return await handler.handle(request)

    routes = [Route("/slack/events", events, methods=["POST"])]
    config = uvicorn.Config(Starlette(routes=routes), port=0, log_config=None, access_log=False)
    socket = config.bind_socket()
    socket.listen(2048)
    print(f"at http://127.0.0.1:{socket.getsockname()[1]} ", flush=True)
    asyncio.run(uvicorn.Server(config).serve(sockets=[socket]))


async def measure(*, quick: bool, share: bool = False) -> list[str]:
    """Every figure, one a line."""
    lines = []
    seconds, many, rounds = (5, 200, 2) if quick else (30, 600, 9)
    connector = aiohttp.TCPConnector(limit=0)
    async with (
        WatchedSlack() as slack,
        aiohttp.ClientSession(connector=connector) as http,
        a_server("bare", slack) as plain_url,
        a_server("bedside", slack) as url,
    ):
        site, plain = Site(url, slack, http), Site(plain_url, slack, http)
        await burst(site, 20, 10_000)  # the first drafts load the reader
        if not share:
            lines.append(await steady(site, 10, seconds, 20_000))
            lines.append(await steady(site, 20, seconds, 30_000))
            lines.append(await burst(site, 200, 40_000))
        lines.append(await side_by_side(site, plain, many, rounds))
    return lines


async def side_by_side(site: Site, plain: Site, many: int, rounds: int) -> str:
    """Both in turn, since a shared machine is not as fast from one minute to the next.

    Neither begins before the other has answered all that it accepted, and each goes first every other turn.
    """
    ours, theirs, lasted, unanswered = [], [], [], 0
    for turn in range(rounds):
        for which in (plain, site) if turn % 2 else (site, plain):
            pace = await flat_out(which, many, (1 + (which is site)) * 100_000 + turn * many)
            begun = time.perf_counter()
            await answered(which.slack, many, 120)
            if which is plain:
                theirs.append(pace)
            else:
                ours.append(pace)
                lasted.append(time.perf_counter() - begun)
                unanswered += max(0, many - len(which.slack.answered))
    shares = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    told = ", ".join(f"{share:.0%}" for share in shares)
    return (
        f"accepted flat out, {rounds} turns of {many}: {statistics.median(ours):.0f} events/s; bare Bolt "
        f"{statistics.median(theirs):.0f}; share {statistics.median(shares):.0%} ({told}; bar 60 %); "
        f"all answered {statistics.median(lasted):.1f} s later, {unanswered} unanswered"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--share", action="store_true", help="only the comparison with a bare Bolt app")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.bare:
        bare()
        return
    for line in asyncio.run(measure(quick=chosen.quick, share=chosen.share)):
        print(f"- {line}")


if __name__ == "__main__":
    main()
