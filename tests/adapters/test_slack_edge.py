"""Only what Slack signed just now comes in, whatever else is sent."""

import json
import time

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import http
from adapters.slack.api import Api
from adapters.slack.app import NOT_KEPT, build
from adapters.slack.edge import MOST_BYTES, Edge, Refusal, sign
from adapters.slack.installations import NOT_INSTALLED, OneWorkspace
from bot.errors import NotAccepted
from tests.slack import FORM, SECRET, SignedClient, a_command, a_dm

NOW = 1_700_000_000
BODY = b'{"type":"event_callback"}'


class Door:
    """An app that notes what came in, and fails as it is told to."""

    def __init__(self, secrets: tuple[bytes, ...] = (SECRET,), *, installed: bool = True) -> None:
        self.seen: list[str] = []
        self.error: Exception | None = None
        installations = OneWorkspace("xoxb-1")
        if not installed:
            installations.knows(bot_user="U1", team="T0OTHER", scopes=())
        app = build(Api(installations, "http://127.0.0.1:9/api/"), installations)
        app.event("message")(self._message)
        app.command("/review-draft")(self._command)
        self.app = FastAPI()
        self.app.include_router(http.routes(app, Edge(secrets, time.time)))
        self.slack = SignedClient(self.app)

    async def _message(self, event: dict[str, str]) -> None:
        self._fail()
        self.seen.append(event["text"])

    async def _command(self, ack) -> None:  # type: ignore[no-untyped-def]
        self._fail()
        self.seen.append("command")
        await ack()

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


@pytest.fixture
def door() -> Door:
    return Door()


async def test_what_slack_signed_just_now_comes_in(door: Door):
    answer = await door.slack.event(a_dm("hello"))

    assert (answer.status_code, door.seen) == (200, ["hello"])


@pytest.mark.parametrize(
    ("age_s", "headers"),
    [
        (301, {}),
        (-301, {}),
        (0, {"x-slack-signature": ""}),
        (0, {"x-slack-request-timestamp": ""}),
        (0, {"x-slack-request-timestamp": "soon"}),
        (0, {"x-slack-signature": "v0=" + "0" * 64}),
    ],
)
async def test_anything_else_is_answered_401_and_nothing_runs(
    door: Door, age_s: int, headers: dict[str, str]
):
    sent = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    answer = await door.slack.raw(json.dumps(a_dm("hello")).encode(), age_s=age_s, **sent)

    assert (answer.status_code, door.seen) == (401, [])


async def test_a_request_signed_with_another_secret_is_refused(door: Door):
    door.slack.secret = b"another"

    assert (await door.slack.event(a_dm("hello"))).status_code == 401


async def test_two_secrets_count_while_one_is_being_replaced():
    door = Door((b"new", SECRET))

    statuses = []
    for secret in (b"new", SECRET, b"older"):
        door.slack.secret = secret
        statuses.append((await door.slack.event(a_dm("hello"))).status_code)

    assert statuses == [200, 200, 401]


async def test_a_body_that_is_too_large_is_refused_whether_or_not_it_says_so(door: Door):
    async def drip():  # type: ignore[no-untyped-def]
        for _ in range(MOST_BYTES // 1000 + 2):
            yield b"x" * 1000

    announced = await door.slack.raw(b"x" * (MOST_BYTES + 1))
    dripped = await door.slack._http.post("/slack/events", content=drip())

    assert (announced.status_code, dripped.status_code) == (413, 413)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b"\xff\xfe",
        b'"x"',
        b"payload=1",
        b"payload={",
        b'{"event":1}',
        b"[" * 100_000,
    ],
)
async def test_what_slack_signed_never_gets_an_error_even_when_it_is_junk(door: Door, body: bytes):
    statuses = [
        (await door.slack.raw(body, kind)).status_code for kind in ("application/json", FORM, "text/x")
    ]

    assert statuses == [200, 200, 200]


async def test_an_event_that_nobody_listens_to_is_acknowledged(door: Door):
    assert (await door.slack.event({"type": "team_rename", "name": "x"})).status_code == 200


async def test_slack_is_answered_when_it_checks_the_address(door: Door):
    asked = {"type": "url_verification", "challenge": "3eZbrw", "token": "x"}

    answer = await door.slack.raw(json.dumps(asked).encode())

    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZbrw"})


async def test_an_event_that_could_not_be_kept_is_sent_again_by_slack_and_one_that_fails_is_not(door: Door):
    door.error = NotAccepted("The inbox is down.")
    kept_nothing = await door.slack.event(a_dm("hello"))
    door.error = ZeroDivisionError()
    failed = await door.slack.event(a_dm("hello"))

    assert (kept_nothing.status_code, failed.status_code) == (503, 200)


async def test_a_command_that_could_not_be_kept_tells_the_person_since_slack_never_sends_it_again(door: Door):
    door.error = NotAccepted("The inbox is down.")

    answer = await door.slack.command(a_command("/review-draft"))

    assert answer.status_code == 200
    assert answer.json()["response_type"] == "ephemeral"
    assert answer.json()["text"].startswith(NOT_KEPT.partition("Reference")[0])


async def test_a_workspace_without_an_installation_is_told_so():
    answer = await Door(installed=False).slack.command(a_command("/review-draft"))

    assert answer.status_code == 200
    assert answer.json() == {"response_type": "ephemeral", "text": NOT_INSTALLED}


@given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=80))
def test_the_edge_never_fails_and_never_lets_strangers_in(body: bytes, timestamp: str, signature: str):
    assert Edge((SECRET,), lambda: NOW).refusal(body, timestamp, signature) is not None


def test_the_window_is_five_minutes_on_both_sides():
    edge = Edge((SECRET,), lambda: NOW)

    refusals = [
        edge.refusal(BODY, str(at), sign(SECRET, str(at), BODY))
        for at in (NOW - 301, NOW - 300, NOW + 300, NOW + 301)
    ]

    assert refusals == [Refusal.STALE, None, None, Refusal.STALE]


def test_no_secret_shows_in_a_repr():
    assert SECRET.decode() not in repr(Edge((SECRET,), time.time))
