"""A private PostgreSQL server on a free loopback port, run as another user where we are root."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.ports import free_port
from tests.waiting import PATIENCE_S


class NotHere(Exception):
    """PostgreSQL cannot be run on this machine, and why."""


class Server:
    """A cluster in a folder of its own; ``url`` is its address without a database's name."""

    def __init__(self, folder: Path, *, synced: bool = False) -> None:
        programs = _programs()
        if programs is None:
            raise NotHere("PostgreSQL's programs initdb and postgres are not on this machine")
        user = _user()
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        self._as_user: dict[str, Any] = (
            {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        )
        self._programs, self._folder, self._data, self._synced = programs, folder, folder / "data", synced
        self.port = free_port()
        self.url = f"postgresql://bedside@127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        options = ["-U", "bedside", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        initdb = [programs / "initdb", "-D", self._data, *options]
        made = subprocess.run(initdb, check=False, capture_output=True, cwd=folder, **self._as_user)
        if made.returncode:
            raise NotHere("PostgreSQL's initdb does not work on this machine")

    def start(self) -> None:
        """Start and wait until it answers."""
        where = ["-p", str(self.port), "-h", "127.0.0.1", "-k", self._folder]
        server = [self._programs / "postgres", "-D", self._data, *where, *([] if self._synced else ["-F"])]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                server, stdout=log, stderr=log, cwd=self._folder, **self._as_user
            )
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                psycopg.connect(f"{self.url}/postgres").close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise NotHere("PostgreSQL does not start on this machine")

    def stop(self, *, crash: bool = False) -> None:
        """Stop it: orderly, or as if it had crashed."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGQUIT if crash else signal.SIGINT)
        try:
            self._process.wait(60)  # one that crashes waits for what its children write
        except subprocess.TimeoutExpired:  # it was still recovering from the crash before
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(20)
        self._process = None

    def database(self, template: str = "template1", name: str | None = None) -> str:
        """The URL of a new database."""
        self._made += 1
        name = name or f"test{self._made}"
        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{self.url}/{name}"


@contextmanager
def private_server(*, synced: bool = False, within: Path | None = None) -> Iterator[Server]:
    """A running server, gone afterwards.

    Args:
        synced: Whether commits reach the disk, as they must in earnest; tests are faster without.
        within: Where its folder is made; a small file system fills up.

    Raises:
        NotHere: It cannot be run on this machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="bedside-pg-", dir=within))
    try:
        server = Server(folder, synced=synced)
        try:
            server.start()
            yield server
        finally:
            server.stop(crash=True)  # what it holds is thrown away; to write it down would take a while
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """The folder that holds both programs, the newest version's first."""
    found = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in [*([Path(found).resolve().parent] if found else []), *folders]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def _user() -> pwd.struct_passwd | None:
    """Whom to become when we are root, under whom PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NotHere("PostgreSQL does not run as root and there is no other user here")
