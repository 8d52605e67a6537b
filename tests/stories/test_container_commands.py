"""What the image would hold and run, without an engine: the Dockerfile's own lines, carried out here.

The build stage's ``COPY`` and ``RUN`` make an environment of their own in a folder that stands for
``/opt``; what the final stage and ``compose.yaml`` start is started from there, as a user without rights.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ports import free_port
from tests.waiting import PATIENCE_S

ROOT = Path(__file__).parents[2]
LINES = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
BUILD, FINAL = (part.splitlines() for part in LINES.split("\nFROM ")[1:])
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
USER = 10001


def said(lines: list[str], instruction: str) -> list[str]:
    """What follows an instruction, each time it is used."""
    return [line.removeprefix(instruction).strip() for line in lines if line.startswith(f"{instruction} ")]


def environ_of(lines: list[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for line in said(lines, "ENV") for pair in shlex.split(line))


def health_check() -> list[str]:
    (line,) = said(FINAL, "HEALTHCHECK")
    return json.loads(line[line.index("CMD") + 3 :])  # type: ignore[no-any-return]


@dataclass
class Image:
    """What would be in the image, and a way to run it as the image's user."""

    folder: Path
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def build(self) -> None:
        """Carry out the build stage; ``/opt`` lies in a folder of ours."""
        source = self.folder / "build"
        source.mkdir()
        for line in said(BUILD, "COPY"):
            *names, _ = line.split()
            for name in names:
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / name, source)
        _, sync = said(BUILD, "RUN")
        told = {name: self.inside(value) for name, value in environ_of(BUILD).items()}
        if os.geteuid() == 0:  # one that everybody may run, as in the image
            told["UV_PYTHON"] = "/usr/bin/python3"
        path = f"{ROOT / '.venv/bin'}:{os.environ['PATH']}"
        kept = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
        subprocess.run(
            ["sh", "-c", sync],
            cwd=source,
            env={**kept, **told, "PATH": path},
            check=True,
            capture_output=True,
        )
        shutil.rmtree(source)  # nothing of it is in the final stage

    def inside(self, path: str) -> str:
        """A path of the image, here."""
        return path.replace("/opt/", f"{self.folder}/opt/").replace("/data", f"{self.folder}/data")

    def environ(self, port: int, **more: str) -> dict[str, str]:
        told = {name: self.inside(value) for name, value in environ_of(FINAL).items()}
        told["PATH"] = told["PATH"].replace("$PATH", "/usr/local/bin:/usr/bin:/bin")
        # The network of a container is its own; here only this machine may get in.
        return {**told, "BEDSIDE_HOST": "127.0.0.1", "BEDSIDE_PORT": str(port), **more}

    def run(self, command: list[str], environ: dict[str, str]) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            command, env=environ, timeout=PATIENCE_S, check=False, capture_output=True, **self._as()
        )

    def start(self, command: list[str], environ: dict[str, str]) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._as()
        )
        self.processes.append(process)
        return process

    def healthy(self, environ: dict[str, str], seconds: float = 2 * PATIENCE_S) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.run(health_check(), environ).returncode == 0:
                return True
            time.sleep(0.3)
        return False

    def _as(self) -> dict[str, Any]:
        """Root becomes the image's user, who can write nowhere but in ``/data``."""
        who = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        return {"cwd": "/", **who}


@pytest.fixture(scope="module")
def built() -> Iterator[Image]:
    if shutil.which("uv", path=str(ROOT / ".venv/bin")) is None:
        pytest.skip("no uv in .venv: make install-dev")
    folder = Path(tempfile.mkdtemp(prefix="bedside-image-"))  # pytest's own folders let no other user in
    try:
        folder.chmod(0o755)
        image = Image(folder)
        image.build()
        yield image
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def image(built: Image) -> Iterator[Image]:
    data = built.folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(data, USER, USER)
    yield built
    for process in built.processes:
        process.kill()
        process.wait()
    built.processes.clear()
    shutil.rmtree(data)


def test_the_image_starts_without_rights_is_healthy_and_stops_in_order(image: Image):
    environ = image.environ(free_port())
    assert image.run(health_check(), environ).returncode != 0
    server = image.start(json.loads(said(FINAL, "CMD")[-1]), environ)

    assert image.healthy(environ)
    server.send_signal(getattr(signal, said(FINAL, "STOPSIGNAL")[0]))
    assert server.wait(PATIENCE_S) == 0
    assert {file.suffix for file in (image.folder / "data").iterdir()} >= {".db", ".key"}


def test_nothing_in_the_image_builds_or_tests(image: Image):
    site = next((image.folder / "opt").glob("bedside/lib/python3*/site-packages"))
    names = {file.name.lower() for file in site.iterdir()}

    assert {"bot", "adapters", "policies"} <= names
    assert not names & {"pip", "uv", "pytest", "mypy", "ruff", "hypothesis", "playwright"}


@pytest.mark.postgres
def test_what_compose_starts_runs_with_its_secrets_as_files(image: Image, empty_postgresql_url: str):
    secrets = image.folder / "data" / "secrets"
    secrets.mkdir(mode=0o755)
    given = dict.fromkeys(COMPOSE["services"]["web"]["secrets"], "5a" * 32)
    for name, value in {**given, "DATABASE_URL": empty_postgresql_url}.items():
        (secrets / name).write_text(value)
    settings = {**COMPOSE["x-bedside"]["environment"], "BEDSIDE_SECRETS": str(secrets)}
    roles = {name: image.environ(free_port(), **settings) for name in ("migrate", "web", "worker")}
    commands = {name: COMPOSE["services"][name]["command"] for name in roles}

    migrated = image.run(commands["migrate"], roles["migrate"])
    servers = [image.start(commands[name], roles[name]) for name in ("web", "worker")]

    assert migrated.returncode == 0, migrated.stderr
    assert image.healthy(roles["web"])
    assert image.healthy(roles["worker"])
    for server in servers:
        server.terminate()
    assert [server.wait(PATIENCE_S) for server in servers] == [0, 0]
    assert sorted(file.name for file in (image.folder / "data").iterdir()) in (
        ["cache", "secrets"],
        ["secrets"],
    )
