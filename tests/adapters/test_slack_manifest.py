"""The manifest: what Slack is told, and that the guide, the code and it say the same."""

import inspect
import json
import re
from pathlib import Path

import pytest

from adapters.slack import actions, inbound
from adapters.slack.doctor import check_clock, check_scopes, check_secrets
from adapters.slack.manifest import BOT_EVENTS, SCOPES, manifest
from tests.adapters.test_slack_api import TOKEN
from tests.cli import CommandLine
from tests.slack_server import Fault, SlackServer

GUIDE = Path("docs/slack.md").read_text("utf-8")


@pytest.mark.parametrize("socket", [True, False])
def test_one_source_serves_both_ways_in(socket: bool):
    made = manifest("https://bedside.example.org/", socket=socket)

    urls = re.findall(r"https://[^\"]+/slack/events", json.dumps(made))
    assert made["settings"]["socket_mode_enabled"] is socket
    assert urls == ([] if socket else ["https://bedside.example.org/slack/events"] * 5)


def test_every_listener_is_announced_and_everything_announced_has_a_listener():
    source = inspect.getsource(inbound)
    made = manifest()
    heard = {event.replace("message.im", "message") for event in BOT_EVENTS}

    named = set(re.findall(r'app\.event\("(\w+)"\)', source)) | set(
        re.findall(r'"((?:channel|group)_\w+)"', source)
    )
    commands = {command["command"] for command in made["features"]["slash_commands"]}
    shortcuts = {shortcut["callback_id"] for shortcut in made["features"]["shortcuts"]}
    assert named == heard
    assert commands == set(re.findall(r'app\.command\("([^"]+)"\)', source))
    assert shortcuts == {actions.REVIEW_SHORTCUT, actions.RESPOND_SHORTCUT}


def test_slacks_own_limits_of_a_manifest_are_kept():
    made = manifest()
    display, features = made["display_information"], made["features"]

    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 174 <= len(display["long_description"]) <= 4000
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert all(len(command["description"]) <= 2000 for command in features["slash_commands"])
    assert len(features["shortcuts"]) <= 10


def test_the_guide_gives_the_reason_of_every_scope():
    assert set(re.findall(r"^\| `([a-z_:]+)` \| ", GUIDE, re.MULTILINE)) >= set(SCOPES)
    assert all(f"| `{name}` | {why} |" in GUIDE for name, why in SCOPES.items())


def test_the_command_prints_the_manifest(tmp_path: Path):
    printed = CommandLine(tmp_path).run("slack", "manifest", "--url", "https://b.example").stdout

    assert json.loads(printed) == manifest("https://b.example")


def test_the_doctor_says_what_to_do_when_nothing_is_set(tmp_path: Path):
    told = CommandLine(tmp_path).process("doctor")

    assert told.returncode == 69
    assert b"Follow docs/slack.md" in told.stdout


async def test_the_doctor_asks_slack_and_judges_what_it_says(tmp_path: Path):
    import asyncio

    line = CommandLine(tmp_path)
    async with SlackServer() as slack:
        line.environ |= {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_API_URL": slack.api,
            "SLACK_SIGNING_SECRET": "0" * 32,
        }
        well = await asyncio.to_thread(line.process, "doctor")
        slack.faults["auth.test"] = Fault(error="token_revoked")
        ill = await asyncio.to_thread(line.process, "doctor")

    assert (well.returncode, ill.returncode) == (0, 69)
    assert b"ok   token" in well.stdout
    assert b"does not take this token any more" in ill.stdout
    assert TOKEN.encode() not in well.stdout + ill.stdout


def test_scopes_that_are_missing_a_wrong_clock_and_a_wrong_secret_are_told():
    granted = ",".join(sorted(set(SCOPES) - {"files:read"}))

    assert "files:read" in check_scopes(granted).said
    assert check_scopes(",".join(SCOPES)).well
    assert check_clock("Thu, 01 Jan 1970 00:00:00 GMT", 400).said == "400 s fast"
    assert check_clock("Thu, 01 Jan 1970 00:00:00 GMT", 5).well
    assert check_clock("", 5).well
    assert not check_secrets(()).well
    assert not check_secrets((b"xoxb-not-a-secret",)).well
    assert check_secrets((b"0" * 32, b"f" * 32)).said == "2 of them count"
