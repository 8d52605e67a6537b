"""Several processes over one database: web takes requests, workers do what came in."""

import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli import CommandLine
from tests.waiting import PATIENCE_S

ADDRESS = re.compile(
    rb"(?:Bedside is|A worker of Bedside; its /readyz and /metrics are) at (http://127\.0\.0\.1:\d+)"
)


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@contextmanager
def serving(bedside: CommandLine, role: str, url: str) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    command = [sys.executable, "-m", "adapters.cli", "serve", "--port", "0", "--role", role]
    environ = bedside.whole_environ({"DATABASE_URL": url, "BEDSIDE_DATA": str(bedside.data)})
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ) as process:
        assert process.stdout
        try:
            greeting = ADDRESS.match(process.stdout.readline())
            assert greeting
            yield process, greeting[1].decode()
        finally:
            process.kill()


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def readiness(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}/readyz", timeout=PATIENCE_S) as response:
        return json.load(response)  # type: ignore[no-any-return]


def stop(process: "subprocess.Popen[bytes]") -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE_S)


@pytest.mark.parametrize("role", ["web", "worker"])
def test_an_sqlite_file_is_served_by_one_process_that_does_everything(bedside: CommandLine, role: str):
    refused = bedside.process("serve", "--port", "0", "--role", role, "--data", str(bedside.data))

    assert refused.returncode == 69
    assert f"BEDSIDE_ROLE is {role}, but the database is an SQLite file" in refused.stderr.decode()


def test_a_role_that_there_is_none_of_is_told(bedside: CommandLine):
    refused = bedside.process("serve", "--role", "wroker")
    named = bedside.process("serve", BEDSIDE_ROLE="wroker", BEDSIDE_DATA=str(bedside.data))

    assert named.returncode == 78
    assert b"BEDSIDE_ROLE (it is 'wroker') must be 'all', 'web' or 'worker'" in named.stderr
    assert refused.returncode == 64
    assert b"'wroker' is not one of 'all', 'web', 'worker'" in refused.stderr


@pytest.mark.postgres
def test_on_postgresql_one_web_and_two_workers_run_side_by_side(
    bedside: CommandLine, empty_postgresql_url: str
):
    url = empty_postgresql_url
    with (
        serving(bedside, "web", url) as (web, door),
        serving(bedside, "worker", url) as (one, watched),
        serving(bedside, "worker", url) as (two, _),
    ):
        pages = (status_of(f"{door}/"), status_of(f"{watched}/"))
        ready = [readiness(at) for at in (door, watched)]
        one.kill()
        still = status_of(f"{door}/readyz")
        codes = (stop(two), stop(web))

    assert pages == (200, 404)
    assert [told["status"] for told in ready] == ["ok", "ok"]
    assert ready[1]["checks"]["worker"] == "ok"
    assert still == 200
    assert codes == (0, 0)
