"""The manifest: what Slack is told, and that the guide, the code and it say the same."""

import asyncio
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


def test_with_socket_mode_nobody_is_sent_to_an_address_that_is_not_theirs():
    assert "redirect_urls" not in manifest(socket=True)["oauth_config"]
    assert manifest("https://b.example", socket=True)["oauth_config"]["redirect_urls"]
    assert manifest()["oauth_config"]["redirect_urls"]


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


@pytest.mark.parametrize("socket", [True, False])
def test_what_slacks_schema_of_a_manifest_asks_for_is_kept(socket: bool):
    """Slack refuses a manifest with a name that it does not know, or with one that is too long."""
    made = manifest(socket=socket)
    display, features = made["display_information"], made["features"]

    assert set(made) == {"display_information", "features", "oauth_config", "settings"}
    assert set(features) <= {"agent_view", "app_home", "bot_user", "shortcuts", "slash_commands"}
    assert set(made["settings"]) == {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    }
    assert _within(display, name=35, description=140, long_description=4000, background_color=7)
    assert len(display["long_description"]) >= 175
    assert _within(features["agent_view"], agent_description=300)
    assert _within(features["bot_user"], display_name=80)
    assert all(_within(s, name=24, callback_id=255, description=150) for s in features["shortcuts"])
    commands = features["slash_commands"]
    assert all(_within(c, command=32, description=2000, usage_hint=1000) for c in commands)
    assert len(features["shortcuts"]) <= 10
    assert len(commands) <= 50
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert len(set(events)) == len(events) <= 100


def _within(part: dict[str, str], **most: int) -> bool:
    return all(1 <= len(part[name]) <= limit for name, limit in most.items())


def test_the_guide_gives_the_reason_of_every_scope():
    assert set(re.findall(r"^\| `([a-z_:]+)` \| ", GUIDE, re.MULTILINE)) >= set(SCOPES)
    assert all(f"| `{name}` | {why} |" in GUIDE for name, why in SCOPES.items())


def test_the_command_prints_the_manifest(tmp_path: Path):
    printed = CommandLine(tmp_path).run("slack", "manifest", "--url", "https://b.example").stdout

    assert json.loads(printed) == manifest("https://b.example")


def test_an_address_that_slack_would_refuse_is_refused_here_and_one_that_is_missing_is_told(tmp_path: Path):
    line = CommandLine(tmp_path)

    plain = line.process("slack", "manifest", "--url", "http://b.example")
    missing = line.process("slack", "manifest")
    socket = line.process("slack", "manifest", "--socket")

    assert (plain.returncode, missing.returncode, socket.returncode) == (64, 0, 0)
    assert b"only https://" in plain.stderr
    assert b"give your own with --url" in missing.stderr
    assert json.loads(missing.stdout) == manifest()
    assert socket.stderr == b""


def test_the_doctor_says_what_to_do_when_nothing_is_set(tmp_path: Path):
    told = CommandLine(tmp_path).process("doctor")

    assert told.returncode == 69
    assert b"Follow docs/slack.md" in told.stdout


async def test_the_doctor_asks_slack_and_judges_what_it_says(tmp_path: Path):
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
    assert b"does not take this token" in ill.stdout
    assert TOKEN.encode() not in well.stdout + ill.stdout


async def test_where_many_workspaces_install_the_doctor_looks_at_the_clock_and_the_secret(tmp_path: Path):
    line = CommandLine(tmp_path)
    async with SlackServer() as slack:
        line.environ |= {
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "x",
            "SLACK_API_URL": slack.api,
            "SLACK_SIGNING_SECRET": "0" * 32,
        }
        told = await asyncio.to_thread(line.process, "doctor")

    assert b"ok   clock" in told.stdout
    assert told.returncode == 0


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
