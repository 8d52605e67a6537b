"""What reaches a terminal: colours where they are wanted, and nothing that could steer it."""

import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.cli_terminal import visible
from tests.cli import SELFIE, CommandLine
from tests.waiting import PATIENCE_S


def on_a_terminal(bedside: CommandLine, **environ: str) -> bytes:
    """What a review writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "adapters.cli", "review"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, env=bedside.whole_environ(environ)
    ) as process:
        os.close(theirs)
        process.communicate(SELFIE.encode(), timeout=PATIENCE_S)
    written = os.read(ours, 65_536)
    os.close(ours)
    return written


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_a_terminal_gets_colours_and_hears_that_nothing_was_recorded(bedside: CommandLine):
    written = on_a_terminal(bedside)

    assert b"\x1b[31m" in written
    assert b"Not recorded." in written


def test_nobody_who_asks_for_no_colour_gets_any(bedside: CommandLine):
    assert b"\x1b" not in on_a_terminal(bedside, NO_COLOR="1")


@given(st.text(st.characters()))
def test_no_text_can_steer_a_terminal_and_what_is_harmless_stays(text: str):
    shown = visible(text)

    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]
    assert not [c for c in shown if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF"}]
    assert visible(shown) == shown
    assert visible("naïve 👩🏽‍⚕️\n\tשלום") == "naïve 👩🏽‍⚕️\n\tשלום"
