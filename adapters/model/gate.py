"""Whether a text may go to an endpoint at all: the privacy switch, held against the endpoint's address."""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from bot.model_calls import Mode

OPENAI = "https://api.openai.com/v1"

Address = IPv4Address | IPv6Address

NEAR = tuple(
    map(ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)
"""This machine and private networks (RFC 1918, RFC 4193). Python's ``is_private`` has more, such as
198.18.0.0/15, which some proxies give out in the place of any address in the world."""


class Gate:
    """The address of one endpoint. A name is looked up anew each time: it may point elsewhere tomorrow."""

    def __init__(self, base_url: str | None) -> None:
        parts = urlsplit(base_url or OPENAI)
        self._scheme, self._host, self._port = parts.scheme, parts.hostname or "", parts.port

    @property
    def encrypts(self) -> bool:
        """Whether what is sent there cannot be read on the way."""
        return self._scheme == "https"

    async def lets_through(self, mode: Mode) -> bool:
        """Say whether texts of a workspace whose switch stands at ``mode`` may go there.

        ``local`` lets them to this machine or a private network; ``baa`` also further, but only encrypted.
        """
        if mode is Mode.OFF:
            return False
        if mode is Mode.BAA and self.encrypts:
            return True
        return await self.is_private()

    async def is_private(self) -> bool:
        """Say whether every address of the host is this machine's or a private network's."""
        try:
            return _is_near(ip_address(self._host))
        except ValueError:
            pass
        try:
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(self._host, self._port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return False
        addresses = [str(item[4][0]).partition("%")[0] for item in found]
        return bool(addresses) and all(_is_near(ip_address(address)) for address in addresses)


def _is_near(address: Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    near: Address = mapped or address
    return any(near in network for network in NEAR)
