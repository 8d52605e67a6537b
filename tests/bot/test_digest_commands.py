"""Typed words about the digest become a command, or an error that teaches."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest_commands import (
    ApproveDigests,
    HoldDigests,
    PreviewDigest,
    ShowDigest,
    Subscribe,
    Unsubscribe,
    parse,
)
from bot.errors import CommandError


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("subscribe", Subscribe()),
        ("Subscribe monday 9:00", Subscribe(0, time(9))),
        ("subscribe every friday at 2:30 pm in New York", Subscribe(4, time(14, 30), "America/New_York")),
        ("subscribe 9am chicago friday", Subscribe(4, time(9), "America/Chicago")),
        ("subscribe friday", Subscribe(4)),
        ("digest subscribe mon, 8", Subscribe(0, time(8))),
        ("subscribe Europe/Berlin", Subscribe(zone="Europe/Berlin")),
        ("unsubscribe", Unsubscribe()),
        ("digest", ShowDigest()),
        ("digest show", ShowDigest()),
        ("DIGEST PREVIEW", PreviewDigest()),
        ("digest approve", ApproveDigests()),
        ("digest hold", HoldDigests()),
    ],
)
def test_words_are_understood(words, command):
    assert parse(words) == command


@pytest.mark.parametrize("words", ["", "hello", "subscription please", "Our team is great"])
def test_words_about_something_else_are_not_ours(words):
    assert parse(words) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("subscribe mondy", "Did you mean 'Monday'?"),
        ("subscribe monday 25:00", "no time of day"),
        ("subscribe monday 9:00 Amerika/Chicago", "Did you mean 'America/Chicago'?"),
        ("digest aprove", "Did you mean 'approve'?"),
        ("digest please", "You can write"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_do(words, said):
    with pytest.raises(CommandError, match=said.replace("?", r"\?")):
        parse(words)


@given(st.sampled_from(["subscribe ", "digest ", ""]), st.text(max_size=80))
def test_any_words_are_a_command_or_an_error_for_a_person(begin, words):
    with suppress(CommandError):
        parse(begin + words)
