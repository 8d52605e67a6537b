"""Databases for the tests: an SQLite file already migrated, and a PostgreSQL server of our own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database, open_database
from adapters.database.migrate import migrate
from adapters.keys import Ed25519Signer
from tests.fakes import FixedClock

SIGNER = Ed25519Signer(bytes(range(32)))
EVERY = 5


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema, to be copied."""
    file = tmp_path_factory.mktemp("template") / "bedside.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path) -> Iterator[str]:
    """A copy in memory where the system has a folder there: every entry is synced to its disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield f"sqlite:///{shutil.copy(migrated_file, Path(folder) / 'bedside.db')}"


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    database = open_database(sqlite_url, busy_timeout_s=2)
    yield database
    await database.close()


@pytest.fixture
def sqlite_log(sqlite: Database) -> SqlDecisionLog:
    return SqlDecisionLog(sqlite, SIGNER, FixedClock(), every=EVERY)


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A private server on a free loopback port; its URL without a database's name."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs initdb and postgres are not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="bedside-pg-"))
    user = _user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    as_user = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data, port = folder / "data", _free_port()
    initdb = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "bedside",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    made = subprocess.run(initdb, check=False, capture_output=True, cwd=folder, **as_user)
    if made.returncode:
        pytest.skip("PostgreSQL's initdb does not work on this machine")
    server = [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-F"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(server, stdout=log, stderr=log, cwd=folder, **as_user) as process,
    ):
        url = f"postgresql://bedside@127.0.0.1:{port}"
        try:
            _wait_for(url, process)
            yield url
        finally:
            process.send_signal(2)  # SIGINT: a fast shutdown
            process.wait(20)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def _numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def empty_postgresql_url(postgresql_server: str, _numbers: Iterator[int]) -> str:
    """A database without tables."""
    return _new_database(postgresql_server, f"empty{next(_numbers)}", "template1")


@pytest.fixture(scope="session")
def _migrated_postgresql(postgresql_server: str) -> str:
    migrate(_new_database(postgresql_server, "migrated", "template1"))
    return "migrated"


@pytest.fixture
def postgresql_url(postgresql_server: str, _migrated_postgresql: str, _numbers: Iterator[int]) -> str:
    return _new_database(postgresql_server, f"test{next(_numbers)}", _migrated_postgresql)


@pytest.fixture
async def postgresql(postgresql_url: str) -> AsyncIterator[Database]:
    database = open_database(postgresql_url, busy_timeout_s=5)
    yield database
    await database.close()


@pytest.fixture
def postgresql_log(postgresql: Database) -> SqlDecisionLog:
    return SqlDecisionLog(postgresql, SIGNER, FixedClock(), every=EVERY)


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
    pytest.skip("PostgreSQL does not run as root and there is no other user here")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(f"{url}/postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    pytest.skip("PostgreSQL does not start on this machine")


def _new_database(server: str, name: str, template: str) -> str:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{server}/{name}"
