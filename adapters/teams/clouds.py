"""Where Microsoft's clouds listen, sign and take sign-ins: commercial, GCC, GCC High, DoD. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Cloud:
    """One of Microsoft's clouds.

    Attributes:
        openid_url: Where the keys are named that sign what Teams sends.
        issuer: Who must have signed it.
        login_url: Where Bedside gets a token for what it sends, before the tenant.
        scope: What that token is for.
        hosts: The only hosts that are ever sent anything.
        download_hosts: The ends of the only hosts that files are fetched from.
    """

    openid_url: str
    issuer: str
    login_url: str
    scope: str
    hosts: frozenset[str]
    download_hosts: tuple[str, ...]


_PUBLIC = (
    "https://login.botframework.com/v1/.well-known/openidconfiguration",
    "https://api.botframework.com",
)
_GOVERNMENT = (
    "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    "https://api.botframework.us",
)

CLOUDS = {
    "commercial": Cloud(
        *_PUBLIC,
        "https://login.microsoftonline.com",
        _PUBLIC[1],
        frozenset({"smba.trafficmanager.net"}),
        (".sharepoint.com",),
    ),
    "gcc": Cloud(
        *_PUBLIC,
        "https://login.microsoftonline.com",
        _PUBLIC[1],
        frozenset({"smba.infra.gcc.teams.microsoft.com"}),
        (".sharepoint.com",),
    ),
    "gcchigh": Cloud(
        *_GOVERNMENT,
        "https://login.microsoftonline.us",
        _GOVERNMENT[1],
        frozenset({"smba.infra.gov.teams.microsoft.us"}),
        (".sharepoint.us",),
    ),
    "dod": Cloud(
        *_GOVERNMENT,
        "https://login.microsoftonline.us",
        _GOVERNMENT[1],
        frozenset({"smba.infra.dod.teams.microsoft.us"}),
        (".dps.mil", ".sharepoint-mil.us"),
    ),
}


def may_be_sent_to(url: str, hosts: Collection[str]) -> bool:
    """Say whether something may be sent to ``url``: https, a host of the list, nothing clever in between.

    Plain http is for a host of the list that is this machine: the playground and the tests.
    """
    host = _host(url, plain=hosts)
    return host is not None and host in hosts


def may_be_fetched(url: str, ends: Collection[str]) -> bool:
    """Say whether a file may be fetched from ``url``: https, and its host ends like one of ``ends``."""
    host = _host(url, plain=ends)
    return host is not None and any(host == end or (end[:1] == "." and host.endswith(end)) for end in ends)


def _host(url: str, *, plain: Collection[str]) -> str | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if host is None or parts.username is not None or "\\" in url or any(c.isspace() for c in url):
        return None
    here = host in LOOPBACK and host in plain
    if parts.scheme == "http":
        return host if here else None
    return host if parts.scheme == "https" and (here or port in {None, 443}) else None
