"""How fast Teams is answered, with the shipped pack and reader, by a stand-in that signs as Microsoft does.

``python -m benchmarks.teams [--quick]``. Everything runs in this process: the stand-in for Teams, the server
and whoever measures share its cores, so the figures are worse than with Teams elsewhere.
"""

import argparse
import asyncio
import contextlib
import random
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
import uvicorn
from fastapi import FastAPI

from adapters.bootstrap import in_a_thread
from adapters.clock import SystemClock
from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import open_database
from adapters.database.migrate import migrate
from adapters.local_reader import LocalReader
from adapters.policy_files import load
from adapters.teams import http
from bot.cards import NoteCard
from bot.delivery import Sent
from bot.service import Service
from tests.adapters.test_teams_endpoint import bad_headers
from tests.fakes import FakeFingerprinter
from tests.teams.channel import Channel
from tests.teams.desk import Bench, a_bench, a_place

DRAFT = (
    "What a week on the ward. Our team opened the new heart center, and I could not be prouder of everyone "
    "who made it happen. We are the best hospital in the state, and nobody leaves here without a smile. "
)
PER_S, AGAIN = 20, 0.3


@asynccontextmanager
async def a_server() -> AsyncIterator[tuple[Bench, str]]:
    """The platform behind a real port."""
    pack, reader = load(None, "organization", None), LocalReader()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bedside.db"
        migrate(url)
        database = open_database(url)

        def judging(log: SqlDecisionLog) -> Service:
            return Service(pack, log, FakeFingerprinter(), SystemClock(), reader, elsewhere=in_a_thread)

        async with Channel() as channel, a_bench(database, channel, judging=judging) as bench:
            app = FastAPI()
            app.include_router(http.routes(bench.teams.endpoint))
            with socket.create_server(("127.0.0.1", 0)) as listener:
                server = uvicorn.Server(
                    uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
                )
                server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
                serving = asyncio.create_task(server.serve(sockets=[listener]))
                yield bench, f"http://127.0.0.1:{listener.getsockname()[1]}{http.PATH}"
                server.should_exit = True
                await serving
        await database.close()


async def steady(bench: Bench, url: str, seconds: int) -> None:
    """Drafts and copies of them at a steady pace; how long Teams waits, and how long people do."""
    channel, answers, sent = bench.channel, [], {}
    chance = random.Random(8)
    async with aiohttp.ClientSession() as session:

        async def one(activity: dict[str, Any]) -> None:
            begun = time.perf_counter()
            async with session.post(url, json=activity, headers=channel.headers(token)) as answer:
                await answer.read()
                assert answer.status == 200, answer.status
            answers.append(time.perf_counter() - begun)

        token = channel.token()
        await one(channel.activity("help", conversation=_room("warm")))
        answers.clear()
        tasks, begun, cpu = [], time.perf_counter(), time.process_time()
        for number in range(PER_S * seconds):
            await asyncio.sleep(max(0.0, begun + number / PER_S - time.perf_counter()))
            activity = channel.activity(f"{DRAFT}{number}", conversation=_room(str(number)))
            sent[f"a:{number}"] = time.monotonic()
            copies = 1 + (chance.random() < AGAIN)
            tasks += [asyncio.create_task(one(activity)) for _ in range(copies)]
        await asyncio.gather(*tasks)
        await channel.until(lambda: len(channel.called("PUT")) >= len(sent), 60)
    shown = {call["path"].split("/")[-3]: call["at"] for call in channel.called("PUT")}
    waits = [shown[room] - at for room, at in sent.items()]
    entries = await bench.log.verify("local")
    assert entries.entries == len(sent), (entries.entries, len(sent))
    print(f"HTTP answer at {PER_S}/s with {AGAIN:.0%} copies, {len(answers)} requests: {_told(answers)}")
    print(f"draft to card, {len(waits)} drafts of {len(DRAFT)} characters: {_told(waits)}")
    each = 1000 * (time.process_time() - cpu) / len(waits)
    print(f"none lost, none doubled; {each:.0f} ms of CPU a draft, stand-in and caller included")


async def slow_connector(bench: Bench) -> None:
    """Sixty sends to a connector that takes a second, and how long the loop was held up meanwhile."""
    bench.channel.delay_s = 1.0
    place, begun = a_place(bench.channel), time.perf_counter()
    sends = asyncio.gather(
        *(bench.teams.messenger.post(place, NoteCard("Hello."), f"k{n}") for n in range(60))
    )
    longest, last = 0.0, time.perf_counter()
    while not sends.done():
        await asyncio.sleep(0.005)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert all(isinstance(sent, Sent) for sent in await sends)
    took = time.perf_counter() - begun
    print(f"60 sends to a connector that takes 1 s: {took:.1f} s; loop held up {longest:.3f} s at most")
    bench.channel.delay_s = 0.0


async def bad_tokens(bench: Bench, url: str) -> None:
    """What strangers are answered."""
    cases = bad_headers(bench.channel)
    before, asked = len(bench.channel.calls), bench.channel.metadata_hits
    async with aiohttp.ClientSession() as session:
        statuses = []
        for header in cases.values():
            headers = {"Content-Type": "application/json"} | ({"Authorization": header} if header else {})
            async with session.post(url, json=bench.channel.activity(), headers=headers) as answer:
                statuses.append(answer.status)
    calls = len(bench.channel.calls) - before
    print(
        f"{len(cases)} bad tokens: {statuses.count(401)} answered 401, {calls} outgoing calls, "
        f"{bench.channel.metadata_hits - asked} fetches of keys"
    )


def _room(name: str) -> dict[str, str]:
    return {"id": f"a:{name}", "conversationType": "personal"}


def _told(seconds: Sequence[float]) -> str:
    ranked = sorted(seconds)
    p50, p99 = ranked[len(ranked) // 2], ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
    return f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, most {ranked[-1] * 1000:.0f} ms"


async def main(*, quick: bool) -> None:
    async with a_server() as (bench, url):
        await steady(bench, url, 3 if quick else 15)
        await slow_connector(bench)
        await bad_tokens(bench, url)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds only")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    asyncio.run(main(quick=parser.parse_args().quick))
