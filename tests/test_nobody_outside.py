"""The tests themselves keep to this machine."""

import socket

import pytest


@pytest.mark.parametrize("address", [("93.184.216.34", 443), ("10.0.0.7", 443), ("api.openai.com", 443)])
def test_no_test_can_reach_beyond_this_machine(address: tuple[str, int]):
    with socket.socket() as outward, pytest.raises(OSError, match="beyond this machine"):
        outward.connect(address)
