"""An event goes into the inbox and comes out the same, whatever it holds; and only with the key."""

import json
from pathlib import Path

import pytest

from adapters.jobs import payload
from adapters.keys import ENCRYPTION_FILE, Cipher, UnreadablePayload, load_cipher
from bot.commands import Disagree, DisagreeReason, Request, ReviewDraft
from bot.delivery import Conversation, Event
from bot.errors import SettingsError
from bot.model import Actor
from tests.builders import a_draft, an_event

ROOM = Conversation(
    "teams", "t1", "19:a", thread="7", reference={"service_url": "https://x"}, zone="Europe/Rome"
)


@pytest.mark.parametrize(
    "command",
    [
        ReviewDraft(a_draft("Grüße 👩🏽‍⚕️ \u202e und \x00", "reply", "google", "authorization on file")),
        Disagree("abc", "phi.name.title", DisagreeReason.MATTER_OF_TASTE),
    ],
)
def test_an_event_comes_out_as_it_went_in(command: ReviewDraft | Disagree):
    request = Request(Actor("U1", "manager", "mercy"), "teams", command, "k")
    event = Event("k", request, ROOM, privately="U1", quietly=True)

    assert payload.read(payload.write(event)) == event


def test_a_field_of_a_newer_version_is_let_be():
    told = {**json.loads(payload.write(an_event())), "from_the_future": 1}

    assert payload.read(json.dumps(told)).key == "fake:event:1"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"key": 1}', '{"command": "NoSuch"}'])
def test_what_nobody_wrote_is_refused_without_its_words(text: str):
    with pytest.raises(payload.UnknownPayload, match="cannot be read by this version"):
        payload.read(text)


def test_what_is_encrypted_shows_nothing_and_comes_back():
    cipher = Cipher([bytes(32)])

    token = cipher.encrypt("the zebra \ud800 quartet")

    assert "zebra" not in token
    assert cipher.decrypt(token) == "the zebra \ud800 quartet"


def test_a_new_key_in_front_still_reads_what_the_old_one_wrote():
    old, new = bytes(32), bytes(range(32))
    token = Cipher([old]).encrypt("x")

    assert Cipher([new, old]).decrypt(token) == "x"
    with pytest.raises(UnreadablePayload, match="BEDSIDE_ENCRYPTION_KEYS"):
        Cipher([new]).decrypt(token)


def test_keys_come_from_the_setting_or_from_a_file_that_is_made_once(tmp_path: Path):
    given, nothing = load_cipher(tmp_path, f"{'ab' * 32},{'cd' * 32}")
    assert nothing == ()
    assert list(tmp_path.iterdir()) == []

    first, made = load_cipher(tmp_path)
    second, again = load_cipher(tmp_path)

    assert made == (tmp_path / ENCRYPTION_FILE,)
    assert again == ()
    assert second.decrypt(first.encrypt("x")) == "x"
    assert given.decrypt(given.encrypt("x")) == "x"


def test_a_setting_that_is_no_key_is_told_and_not_shown(tmp_path: Path):
    with pytest.raises(SettingsError, match="Each of BEDSIDE_ENCRYPTION_KEYS must be exactly 32") as caught:
        load_cipher(tmp_path, "hunter2")
    assert "hunter2" not in str(caught.value)
