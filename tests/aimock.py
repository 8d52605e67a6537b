"""An independent server of OpenAI's protocol, from npm: ``@copilotkit/aimock``, with fixtures of ours."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port
from tests.waiting import PATIENCE_S

BINARY = Path(__file__).parent.parent / "node_modules" / ".bin" / "llmock"


@contextmanager
def aimock(fixtures: list[dict[str, Any]], folder: Path) -> Iterator[str]:
    """Serve ``fixtures`` on a free port of loopback; the address to ask."""
    node = shutil.which("node")
    if node is None or not BINARY.exists():
        pytest.skip("node or aimock is not here: npm ci --prefix .ci, then copy node_modules")
    file = folder / "fixtures.json"
    file.write_text(json.dumps({"fixtures": fixtures}), "utf-8")
    port = free_port()
    command = [node, str(BINARY.resolve()), "-h", "127.0.0.1", "-p", str(port), "-f", str(file), "--strict"]
    quiet = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()
            server.wait(PATIENCE_S)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("aimock did not start")
