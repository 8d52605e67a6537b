"""What every fault is tried on: both databases, and a platform that outlives its workers."""

from collections.abc import AsyncIterator

import pytest

from tests.faults.platform import Platform


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{request.param}_url")  # type: ignore[no-any-return]


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    it = Platform()
    server = await it.serve()
    yield it
    server.close()
