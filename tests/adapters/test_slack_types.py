"""The shapes of messages, forms, tabs and the manifest, judged by the types that Slack publishes."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from adapters.slack import actions, home, modals, stale
from adapters.slack.manifest import manifest
from adapters.slack.render import render
from tests.slack_cards import at_home, every_card, windows
from tests.slack_emulator import ROOT, module
from tests.web import the_pack


def test_every_message_form_and_tab_has_the_shape_that_slack_publishes(tmp_path: Path):
    types = module("@slack/types")
    messages = [message.blocks for card in every_card() for message in render(card)]
    messages.append(stale.marked("x", messages[0], actions.Edit("1.1", "1.1", "2.2")).blocks)
    views = [
        modals.review_form("x"),
        modals.respond_form(),
        modals.disagree_form(actions.About("d-1", "phi.image.selfie"), modals.Place("D1", "1.1")),
        modals.why_view("phi.image.selfie", the_pack()),
        *windows(),
    ]
    source = [
        f'import type {{ KnownBlock, ModalView, HomeView }} from "{types}";',
        *(f"export const m{n}: KnownBlock[] = {json.dumps(blocks)};" for n, blocks in enumerate(messages)),
        *(f"export const v{n}: ModalView = {json.dumps(view)};" for n, view in enumerate(views)),
        f"export const h: HomeView = {json.dumps(home.home(at_home()))};",
    ]

    assert judged(tmp_path, source) == ("", 0)


def test_both_manifests_have_the_names_scopes_and_events_that_slack_publishes(tmp_path: Path):
    both = [manifest("https://bedside.example.org", socket=socket) for socket in (True, False)]

    assert judged(tmp_path, manifests(both)) == ("", 0)


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
        timeout=120,
        check=False,
    )
    return found.stdout, found.returncode
