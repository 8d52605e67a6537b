"""A port for a server that cannot look for one itself."""

import random
import socket

_random = random.SystemRandom()


def free_port() -> int:
    """A loopback port that nobody listens on, and that the system gives to no outgoing line.

    One of those (32768 and up on Linux) may be taken before the server begins: by any of the lines that tests
    open all the time, even by one that tries whether the server is there yet.
    """
    for port in _random.sample(range(20_000, 32_000), 100):
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
