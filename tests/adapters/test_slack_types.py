"""The shapes of messages, forms, tabs and the manifest, judged by the types that Slack publishes."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.slack import actions, home, stale
from adapters.slack.manifest import manifest
from adapters.slack.render import render
from tests.slack import (
    ANN,
    BOT,
    DM,
    TEAM,
    WARD,
    a_click,
    a_command,
    a_deletion,
    a_dm,
    a_shortcut,
    a_submission,
    an_edit,
)
from tests.slack_cards import at_home, every_card, windows
from tests.slack_emulator import ROOT, module
from tests.waiting import PATIENCE_S

# The keys of payloads, by part: docs.slack.dev, and the samples that Slack keeps for its SDK for Java
# (slackapi/java-slack-sdk, json-logs/samples/app-backend).
_WHO = "type token api_app_id enterprise team user trigger_id is_enterprise_install".split()
INTERACTION = {"user": set("id username name team_id enterprise_id".split()), "team": {"id", "domain"}}
CLICK = {
    "": {*_WHO, *"container channel message response_url view state actions".split()},
    "container": set("type message_ts channel_id view_id is_ephemeral thread_ts".split()),
    "channel": {"id", "name"},
    "actions": set("type action_id block_id text value action_ts selected_option placeholder".split()),
}
SHORTCUT = {
    "": {*_WHO, *"callback_id message_ts action_ts response_url message channel".split()},
    "message": set("type subtype team channel user username text blocks ts".split()),
}
SUBMISSION = {
    "": {*_WHO, *"view response_urls".split()},
    "view": set(
        "id team_id type title submit close blocks private_metadata callback_id external_id state hash "
        "bot_id clear_on_close notify_on_close root_view_id previous_view_id app_id".split()
    ),
}
COMMAND = {
    "": set(
        "token team_id team_domain enterprise_id enterprise_name channel_id channel_name user_id user_name "
        "command text api_app_id is_enterprise_install response_url trigger_id".split()
    )
}


def test_every_message_form_and_tab_has_the_shape_that_slack_publishes(tmp_path: Path):
    types = module("@slack/types")
    messages = [message.blocks for card in every_card() for message in render(card)]
    messages.append(stale.marked("x", messages[0], actions.Edit("1.1", "1.1", "2.2")).blocks)
    source = [
        f'import type {{ KnownBlock, ModalView, HomeView }} from "{types}";',
        *(f"export const m{n}: KnownBlock[] = {json.dumps(blocks)};" for n, blocks in enumerate(messages)),
        *(f"export const v{n}: ModalView = {json.dumps(view)};" for n, view in enumerate(windows())),
        f"export const h: HomeView = {json.dumps(home.home(at_home()))};",
    ]

    assert judged(tmp_path, source) == ("", 0)


def test_both_manifests_have_the_names_scopes_and_events_that_slack_publishes(tmp_path: Path):
    both = [manifest("https://bedside.example.org", socket=socket) for socket in (True, False)]

    assert judged(tmp_path, manifests(both)) == ("", 0)


def test_the_events_that_the_tests_send_have_the_shapes_that_slack_publishes(tmp_path: Path):
    types, draft = module("@slack/types"), {**a_dm("x"), "subtype": None}
    picture = {"id": "F1", "name": "x.png", "mimetype": "image/png", "filetype": "png"}
    here, opened = {"channel": WARD, "event_ts": "1.1"}, {"user": ANN, "channel": DM, "event_ts": "1.1"}
    joined = {"user": BOT, "channel_type": "C", "team": TEAM, **here}
    sent: list[tuple[str, dict[str, Any]]] = [
        ("GenericMessageEvent", draft),
        ("GenericMessageEvent", {**draft, "thread_ts": "1.1"}),
        ("MessageChangedEvent", an_edit(draft, "y")),
        ("MessageDeletedEvent", a_deletion(draft)),
        ("AppMentionEvent", {"type": "app_mention", "user": ANN, "text": "x", "ts": "1.1", **here}),
        ("AppHomeOpenedEvent", {"type": "app_home_opened", "tab": "home", **opened}),
        ("MemberJoinedChannelEvent", {"type": "member_joined_channel", "inviter": ANN, **joined}),
        ("MemberLeftChannelEvent", {"type": "member_left_channel", **joined}),
        ("ChannelArchiveEvent", {"type": "channel_archive", "user": ANN, **here}),
        ("ChannelUnarchiveEvent", {"type": "channel_unarchive", "user": ANN, **here}),
        ("TokensRevokedEvent", {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}}),
        ("AppUninstalledEvent", {"type": "app_uninstalled"}),
    ]
    source = [
        f'import type * as slack from "{types}";',
        *(f"export const e{n}: slack.{name} = {literal(event)};" for n, (name, event) in enumerate(sent)),
        f'export const f: Partial<NonNullable<slack.AppMentionEvent["files"]>[0]> = {literal(picture)};',
    ]

    assert judged(tmp_path, source) == ("", 0)


def test_an_event_that_slack_would_not_send_is_found_out(tmp_path: Path):
    types, draft = module("@slack/types"), {**a_dm("x"), "subtype": None}
    wrong = [draft | {"chanel": DM}, draft | {"ts": 7}, {n: v for n, v in draft.items() if n != "user"}]
    source = [f'import type * as slack from "{types}";']
    source += [f"export const e{n}: slack.GenericMessageEvent = {literal(e)};" for n, e in enumerate(wrong)]

    said, _ = judged(tmp_path, source)

    assert [line.partition("(")[2].partition(",")[0] for line in said.splitlines() if "error" in line] == [
        "2",
        "3",
        "4",
    ]


def literal(event: dict[str, Any]) -> str:
    """An event as TypeScript: a subtype that is not there has to be said in so many words."""
    return json.dumps(event).replace('"subtype": null', '"subtype": undefined')


@pytest.mark.parametrize(
    ("sent", "documented"),
    [
        (a_command("/bedside"), COMMAND),
        (a_click("why", "x"), INTERACTION | CLICK),
        (a_shortcut("x", "x"), INTERACTION | SHORTCUT),
        (a_submission("x", {}), INTERACTION | SUBMISSION),
    ],
)
def test_what_people_press_and_send_has_no_key_that_slack_does_not_document(
    sent: dict[str, Any], documented: dict[str, set[str]]
):
    for part, known in documented.items():
        held = sent if not part else sent[part]
        for one in held if isinstance(held, list) else [held]:
            assert set(one) - known == set(), part


def test_a_manifest_that_slack_would_refuse_is_found_out(tmp_path: Path):
    faults: list[tuple[str, dict[str, Any]]] = [
        ("settings", {"socket_mode": True}),
        ("oauth_config", {"scopes": {"bot": ["chat:shout"]}}),
        ("settings", {"event_subscriptions": {"bot_events": ["message.whispered"]}}),
        ("features", {"agent_view": {"description": "x"}}),
        ("display_information", {"name": 7}),
    ]
    made = manifest()

    said, _ = judged(tmp_path, manifests([{**made, part: made[part] | fault} for part, fault in faults]))

    assert [line.partition("(")[2].partition(",")[0] for line in said.splitlines() if "error" in line] == [
        str(number) for number in range(2, 2 + len(faults))
    ]


def manifests(made: Sequence[dict[str, Any]]) -> list[str]:
    """Manifests as a program whose types are Slack's, one a line, from the second line on."""
    slack = module("@slack/web-api") / "dist" / "types" / "request" / "manifest"
    return [
        f'import type {{ Manifest }} from "{slack}.js";',
        *(f"export const m{n}: Manifest = {json.dumps(one)};" for n, one in enumerate(made)),
    ]


def judged(folder: Path, source: list[str]) -> tuple[str, int]:
    """What the TypeScript compiler says, and its status."""
    compiler = module("typescript")
    (folder / "shapes.ts").write_text("\n".join(source), "utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext"]
    found = subprocess.run(
        ["node", str(compiler / "bin" / "tsc"), *options, str(folder / "shapes.ts")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    return found.stdout, found.returncode
