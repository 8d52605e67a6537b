"""A fresh machine: the server starts, a draft is reviewed and recorded, what is in the way is one line."""

import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli import SELFIE, CommandLine
from tests.waiting import PATIENCE_S

ADDRESS = re.compile(rb"Bedside is at (http://127\.0\.0\.1:\d+)")


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@contextmanager
def serving(bedside: CommandLine) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A server on a free port; killed at the end if the story did not stop it."""
    command = [sys.executable, "-m", "adapters.cli", "serve", "--port", "0", "--data", str(bedside.data)]
    with (
        (bedside.folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=bedside.whole_environ()) as process,
    ):
        assert process.stdout
        try:
            greeting = ADDRESS.match(process.stdout.readline())
            assert greeting, (bedside.folder / "log").read_text()
            yield process, greeting[1].decode()
        finally:
            process.kill()


def ask(address: str, path: str, row: dict[str, Any] | None = None) -> dict[str, Any]:
    body = json.dumps(row).encode() if row is not None else None
    request = urllib.request.Request(address + path, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
        answer: dict[str, Any] = json.load(response)
    return answer


def test_a_draft_is_reviewed_on_the_record_and_the_record_is_whole_after_the_stop(bedside: CommandLine):
    draft = {"id": "1", "kind": "post", "platform": "linkedin", "text": SELFIE}
    with serving(bedside) as (process, address):
        answer = ask(address, "/api/v1/reviews", draft)
        ready = ask(address, "/readyz")
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE_S)
    shown = bedside.run("log", "show", "--data", str(bedside.data)).stdout
    proven = bedside.run("log", "verify", "--data", str(bedside.data)).stdout

    assert answer["verdict"] == "block"
    assert ready["status"] == "ok"
    assert code == 0
    assert answer["decision"] in shown
    assert proven.startswith("WHOLE. 1 entries and 1 checkpoints")


def test_a_second_server_is_told_what_is_in_the_way_and_the_first_goes_on(bedside: CommandLine):
    with serving(bedside) as (process, address):
        port = address.rpartition(":")[2]
        same_file = bedside.process("serve", "--port", "0", "--data", str(bedside.data))
        same_port = bedside.process("serve", "--port", port, "--data", str(bedside.folder / "other"))
        alive = ask(address, "/healthz")

    assert same_file.returncode == same_port.returncode == 69
    assert same_file.stderr.decode() == (
        f"bedside: The database {bedside.data / 'bedside.db'} is in use by process {process.pid}. "
        "Stop that one first, or give this one another DATABASE_URL.\n"
    )
    assert f"cannot listen on 127.0.0.1, port {port}: Address already in use." in same_port.stderr.decode()
    assert same_port.stderr.count(b"\n") == 1
    assert alive == {"status": "ok"}


def test_a_folder_that_cannot_be_written_is_one_line(bedside: CommandLine):
    (bedside.folder / "file").write_text("in the way")

    refused = bedside.process("serve", "--port", "0", "--data", str(bedside.folder / "file" / "data"))

    assert refused.returncode == 73
    assert refused.stderr.startswith(b"bedside: Bedside cannot write to the folder")
    assert refused.stderr.count(b"\n") == 1


def test_other_machines_are_not_let_in_without_a_token(bedside: CommandLine):
    refused = bedside.process("serve", "--host", "0.0.0.0", "--port", "0")

    assert refused.returncode == 69
    assert b"BEDSIDE_API_TOKEN is not set" in refused.stderr


def test_no_word_of_a_draft_is_in_the_logs_of_a_server(bedside: CommandLine):
    draft = {"id": "1", "kind": "post", "platform": "linkedin", "text": SELFIE}
    with serving(bedside) as (process, address):
        ask(address, "/api/v1/reviews", draft)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_S)

    lines = [json.loads(line) for line in (bedside.folder / "log").read_text().splitlines()]
    assert [line["event"] for line in lines] == ["serving", "stopped"]
    assert "selfie" not in str(lines)


def test_a_plain_review_loads_neither_database_nor_web_framework(bedside: CommandLine):
    code = (
        "import sys; from adapters.cli import bedside\n"
        "try: bedside(['review', '-'])\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'fastapi', 'uvicorn', 'pydantic', 'typer', 'asyncio', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    bedside.process("review", stdin=SELFIE.encode())  # fills the cache of packs

    told = subprocess.run(
        [sys.executable, "-c", code],
        input=SELFIE.encode(),
        capture_output=True,
        env=bedside.whole_environ(),
        timeout=PATIENCE_S,
        check=True,
    )

    assert told.stderr == b"[]\n"


def test_where_no_model_is_asked_nothing_that_hides_words_from_one_is_loaded():
    code = (
        "import sys, adapters.connect_slack, adapters.connect_teams\n"
        "print(sorted({'bot.redaction', 'bot.known_words', 'bot.advising'} & set(sys.modules)))"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=PATIENCE_S, check=True)

    assert told.stdout == b"[]\n"
