"""What every fault is tried on: both databases, and a platform that outlives its workers."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.faults.platform import Platform
from tests.postgresql import NotHere, Server, private_server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{request.param}_url")  # type: ignore[no-any-return]


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    it = Platform()
    server = await it.serve()
    yield it
    server.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own, that may be stopped; its commits reach the disk."""
    try:
        with private_server(synced=True) as it:
            yield it
    except NotHere as reason:
        pytest.skip(str(reason))
