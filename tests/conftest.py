"""Databases for the tests: an SQLite file already migrated, and a PostgreSQL server of our own."""

import os
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from adapters.database.decision_log import SqlDecisionLog
from adapters.database.engine import Database, open_database
from adapters.database.migrate import migrate
from adapters.keys import Ed25519Signer
from tests.fakes import FixedClock
from tests.postgresql import NotHere, Server, private_server
from tests.waiting import PATIENCE_S

_REACHED_FOR: list[object] = []


hypothesis.settings.register_profile("ours", deadline=None)  # how busy a machine is, is no fault of the code
hypothesis.settings.load_profile("ours")


@pytest.fixture(scope="session", autouse=True)
def _nobody_outside() -> Iterator[None]:
    """No test reaches beyond this machine, whatever a library would like to."""
    connect = socket.socket.connect
    connect_ex = socket.socket.connect_ex
    look_up = socket.getaddrinfo

    def near(address: object) -> bool:
        if not isinstance(address, tuple):  # a socket in the file system
            return True
        try:
            return ip_address(str(address[0]).partition("%")[0]).is_loopback
        except ValueError:
            return address[0] == "localhost"

    def refuse(address: object) -> None:
        _REACHED_FOR.append(address)
        raise OSError(f"A test tried to reach beyond this machine: {address!r}")

    def guarded(way: Callable[..., Any]) -> Callable[..., Any]:
        def connecting(self: socket.socket, address: object) -> Any:
            if not near(address):
                refuse(address)
            return way(self, address)

        return connecting

    def looking_up(host: Any, *more: Any, **named: Any) -> Any:
        if host and isinstance(host, str) and not near((host,)) and any(c.isalpha() for c in host):
            _REACHED_FOR.append(host)  # who asks for a name means to reach it; most likely nobody answers
        return look_up(host, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket, "getaddrinfo", looking_up)
        yield


@pytest.fixture
def reached_for() -> list[object]:
    """What this test tried to reach beyond this machine, whatever became of the error."""
    _REACHED_FOR.clear()
    return _REACHED_FOR


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
    database = open_database(sqlite_url, busy_timeout_s=PATIENCE_S)
    yield database
    await database.close()


@pytest.fixture
def sqlite_log(sqlite: Database) -> SqlDecisionLog:
    return SqlDecisionLog(sqlite, SIGNER, FixedClock(), every=EVERY)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A private server on a free loopback port."""
    try:
        with private_server() as server:
            yield server
    except NotHere as reason:
        pytest.skip(str(reason))


@pytest.fixture
def empty_postgresql_url(postgresql_server: Server) -> str:
    """A database without tables."""
    return postgresql_server.database()


@pytest.fixture(scope="session")
def _migrated_postgresql(postgresql_server: Server) -> str:
    migrate(postgresql_server.database(name="migrated"))
    return "migrated"


@pytest.fixture
def postgresql_url(postgresql_server: Server, _migrated_postgresql: str) -> str:
    return postgresql_server.database(_migrated_postgresql)


@pytest.fixture
async def postgresql(postgresql_url: str) -> AsyncIterator[Database]:
    database = open_database(postgresql_url, busy_timeout_s=PATIENCE_S)
    yield database
    await database.close()


@pytest.fixture
def postgresql_log(postgresql: Database) -> SqlDecisionLog:
    return SqlDecisionLog(postgresql, SIGNER, FixedClock(), every=EVERY)
