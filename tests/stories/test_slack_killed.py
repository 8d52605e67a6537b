"""A real server that ends right after Slack heard that a draft arrived: one answer, one decision."""

import asyncio
import signal
import sqlite3
from pathlib import Path

import pytest

from bot.answering import WORKING
from tests.cli import CommandLine
from tests.slack import TEAM, TOKEN, a_dm
from tests.slack_process import send, serving
from tests.slack_server import Fault, SlackServer
from tests.waiting import until
from tests.web import SELFIE

AFTER_S = (0.0, 0.01, 0.03, 0.06, 0.12, 0.25)
"""How long after the acknowledgement each server ends; Slack takes some of that to answer a call."""

ONE = {"SLACK_BOT_TOKEN": TOKEN, "BEDSIDE_TENANT": TEAM}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_a_server_that_ends_after_the_acknowledgement_leaves_one_answer_and_one_decision(
    tmp_path: Path, how: signal.Signals
):
    line = CommandLine(tmp_path)
    drafts = [f"1700000000.{number:06d}" for number in range(len(AFTER_S))]
    async with SlackServer() as slack:
        slack.faults["chat.postMessage"] = Fault(seconds=0.05, times=1000)
        for ts, after in zip(drafts, AFTER_S, strict=True):
            async with serving(line, slack, ONE) as (process, url):
                assert await send(url, a_dm(SELFIE, ts=ts)) == 200
                await asyncio.sleep(after)
                process.send_signal(how)
                await process.wait()
        async with serving(line, slack, ONE):
            await until(lambda: len(final(slack)) >= len(drafts))
            await asyncio.sleep(0.5)  # whatever would come a second time has come

    assert sorted(final(slack)) == drafts
    assert len(slack.answers()) == len(drafts)
    with sqlite3.connect(line.data / "bedside.db") as database:
        (reviewed,) = database.execute("SELECT count(*) FROM decision WHERE event = 'reviewed'").fetchone()
    assert reviewed == len(drafts)


def final(slack: SlackServer) -> list[str]:
    """The threads of the answers that are no placeholder."""
    return [message["thread_ts"] for message in slack.answers() if message["text"] != WORKING.text]
