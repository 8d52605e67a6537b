"""Bedside as a process of its own, connected to a Slack of our own, told by its environment as in earnest."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.cli import CommandLine
from tests.slack import JSON, SECRET, an_event, signed
from tests.slack_server import SlackServer
from tests.waiting import PATIENCE_S


@asynccontextmanager
async def serving(
    line: CommandLine, slack: SlackServer, settings: Mapping[str, str]
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The process, and its address."""
    environ = line.whole_environ(
        {
            "BEDSIDE_DATA": str(line.data),
            "SLACK_API_URL": slack.api,
            "SLACK_SIGNING_SECRET": SECRET.decode(),
            **settings,
        }
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.cli", "serve", "--port", "0"),
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process, await address_of(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def address_of(process: asyncio.subprocess.Process) -> str:
    """Where it says that it serves, once it does."""
    assert process.stdout
    greeting = (await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)).decode()
    return "http://127.0.0.1:" + greeting.split("http://127.0.0.1:")[1].split()[0]


async def send(url: str, event: Mapping[str, Any], **envelope: Any) -> int:
    """Slack hands ``event`` on; returns the status that it is answered."""
    body = json.dumps(an_event(event, **envelope)).encode()
    async with httpx.AsyncClient() as http:
        headers = {"content-type": JSON, **signed(SECRET, body)}
        return (await http.post(f"{url}/slack/events", content=body, headers=headers)).status_code
