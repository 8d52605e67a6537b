"""A managed identity: the machine is asked as Microsoft's library asks it, on loopback, with a deadline."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.teams.clouds import CLOUDS
from adapters.teams.credentials import TokenUnavailable, by_managed_identity
from tests.teams.channel import APP_ID
from tests.waiting import PATIENCE_S


class Machine(http.server.BaseHTTPRequestHandler):
    """The part of a machine in Azure that vouches for what runs on it."""

    asked: list[tuple[dict[str, list[str]], str | None]]
    status = 200
    may_answer = threading.Event()

    def do_GET(self) -> None:
        """Give a token."""
        self.may_answer.wait(PATIENCE_S)
        type(self).asked.append((parse_qs(urlsplit(self.path).query), self.headers.get("X-IDENTITY-HEADER")))
        body = {"access_token": "a-token", "expires_on": str(int(time.time()) + 3600), "token_type": "Bearer"}
        answer = json.dumps(body if self.status == 200 else {"statusCode": 400, "message": "no"}).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Machine]]:
    """Azure says by two variables where it is; Microsoft's library reads nothing else."""
    Machine.asked, Machine.status = [], 200
    Machine.may_answer.set()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Machine) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{server.server_port}/msi/token")
        monkeypatch.setenv("IDENTITY_HEADER", "the-machine")
        yield Machine
        Machine.may_answer.set()
        server.shutdown()


def test_the_machine_is_asked_for_the_app_and_the_cloud_once_for_many_messages(machine: type[Machine]):
    tokens = by_managed_identity(APP_ID, CLOUDS["gcchigh"])

    assert [tokens() for _ in range(3)] == ["a-token"] * 3

    ((query, header),) = machine.asked
    assert query["client_id"] == [APP_ID]
    assert query["resource"] == ["https://api.botframework.us"]
    assert header == "the-machine"


def test_a_machine_that_refuses_is_told_by_a_code(machine: type[Machine]):
    machine.status = 400

    with pytest.raises(TokenUnavailable) as refused:
        by_managed_identity(APP_ID, CLOUDS["commercial"])()

    assert refused.value.code


def test_a_machine_that_does_not_answer_holds_nobody_up_for_long(machine: type[Machine]):
    machine.may_answer.clear()

    with pytest.raises(TokenUnavailable):
        by_managed_identity(APP_ID, CLOUDS["commercial"], timeout_s=0.2)()

    assert not machine.may_answer.is_set()
