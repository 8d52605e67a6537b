"""The shapes of messages, forms and tabs, judged by the types that Slack publishes."""

import json
import subprocess
from pathlib import Path

from adapters.slack import actions, home, modals, stale
from adapters.slack.render import render
from tests.slack_cards import at_home, every_card, windows
from tests.slack_emulator import ROOT, module
from tests.web import the_pack


def test_every_message_form_and_tab_has_the_shape_that_slack_publishes(tmp_path: Path):
    types, compiler = module("@slack/types"), module("typescript")
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
    (tmp_path / "shapes.ts").write_text("\n".join(source), "utf-8")

    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext"]
    found = subprocess.run(
        ["node", str(compiler / "bin" / "tsc"), *options, str(tmp_path / "shapes.ts")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (found.stdout, found.returncode) == ("", 0)
