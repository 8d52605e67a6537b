"""A real server that ends right after Slack heard that a draft arrived: one answer, one decision."""

import asyncio
import contextlib
import json
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.answering import WORKING
from tests.cli import CommandLine
from tests.slack import JSON, SECRET, TEAM, TOKEN, a_dm, an_event, signed
from tests.slack_server import Fault, SlackServer
from tests.web import SELFIE

AFTER_S = (0.0, 0.01, 0.03, 0.06, 0.12, 0.25)
"""How long after the acknowledgement each server ends; Slack takes some of that to answer a call."""


@asynccontextmanager
async def serving(
    line: CommandLine, slack: SlackServer
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    environ = line.whole_environ(
        {
            "BEDSIDE_DATA": str(line.data),
            "BEDSIDE_TENANT": TEAM,
            "BEDSIDE_READER": "off",
            "SLACK_API_URL": slack.api,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET.decode(),
        }
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.cli", "serve", "--port", "0"),
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    try:
        greeting = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        yield process, "http://127.0.0.1:" + greeting.split("http://127.0.0.1:")[1].split()[0]
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def send(url: str, ts: str) -> int:
    body = json.dumps(an_event(a_dm(SELFIE, ts=ts))).encode()
    async with httpx.AsyncClient() as http:
        headers = {"content-type": JSON, **signed(SECRET, body)}
        return (await http.post(f"{url}/slack/events", content=body, headers=headers)).status_code


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_a_server_that_ends_after_the_acknowledgement_leaves_one_answer_and_one_decision(
    tmp_path: Path, how: signal.Signals
):
    line = CommandLine(tmp_path)
    drafts = [f"1700000000.{number:06d}" for number in range(len(AFTER_S))]
    async with SlackServer() as slack:
        slack.faults["chat.postMessage"] = Fault(seconds=0.05, times=1000)
        for ts, after in zip(drafts, AFTER_S, strict=True):
            async with serving(line, slack) as (process, url):
                assert await send(url, ts) == 200
                await asyncio.sleep(after)
                process.send_signal(how)
                await process.wait()
        async with serving(line, slack), asyncio.timeout(30):
            while len(answers := final(slack)) < len(drafts):
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.5)  # whatever would come a second time has come

    assert sorted(answers) == drafts
    assert len(slack.answers()) == len(drafts)
    with sqlite3.connect(line.data / "bedside.db") as database:
        (reviewed,) = database.execute("SELECT count(*) FROM decision WHERE event = 'reviewed'").fetchone()
    assert reviewed == len(drafts)


def final(slack: SlackServer) -> list[str]:
    """The threads of the answers that are no placeholder."""
    return [message["thread_ts"] for message in slack.answers() if message["text"] != WORKING.text]
