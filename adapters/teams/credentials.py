"""The token with which Bedside speaks: by secret, by certificate, or by a managed identity. Blocks."""

import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msal
import requests
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1

from adapters.teams.clouds import Cloud
from bot.errors import SettingsError

TIMEOUT_S = 10


class TokenUnavailable(Exception):  # told as an outcome by the messenger
    """No token could be had. ``code`` is Entra's short name of the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Tokens(Protocol):
    """Gives the token of the moment; called in a thread, so it may block."""

    def __call__(self) -> str:
        """The token.

        Raises:
            TokenUnavailable: There is none.
        """
        ...


def no_token() -> str:
    """For the playground, which asks for none."""
    return ""


class MsalTokens:
    """Tokens from Microsoft's own library, which keeps them until shortly before they end.

    Args:
        make: Makes the client; not before the first token is asked for, since that asks the network.
        ask: Asks the client.
    """

    def __init__(self, make: Callable[[], Any], ask: Callable[[Any], Mapping[str, Any]]) -> None:
        self._make, self._ask = make, ask
        self._client: Any = None
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """The token; one thread asks, the others wait for what it gets."""
        with self._lock:
            try:
                if self._client is None:
                    self._client = self._make()
                answer = self._ask(self._client)
            except Exception as error:
                raise TokenUnavailable(type(error).__name__) from error
        if "access_token" not in answer:
            raise TokenUnavailable(str(answer.get("error", "refused")))
        return str(answer["access_token"])


Client = Callable[..., Any]
"""Makes a client of Microsoft's library; another one in tests."""


def by_secret(
    app_id: str, secret: str, tenant: str, cloud: Cloud, client: Client = msal.ConfidentialClientApplication
) -> MsalTokens:
    """For ``SingleTenant`` with a client secret."""
    return _of_app(app_id, secret, tenant, cloud, client)


def by_certificate(
    app_id: str, pem: str, tenant: str, cloud: Cloud, client: Client = msal.ConfidentialClientApplication
) -> MsalTokens:
    """For ``SingleTenant`` with a certificate and its private key in one PEM.

    Raises:
        SettingsError: The PEM holds no certificate.
    """
    try:
        print_ = x509.load_pem_x509_certificate(pem.encode()).fingerprint(SHA1()).hex()  # noqa: S303 - a name
    except ValueError as error:
        raise SettingsError(
            "BEDSIDE_TEAMS_CERTIFICATE names a file that holds no certificate in PEM."
        ) from error
    credential = {"private_key": pem, "thumbprint": print_, "public_certificate": pem}
    return _of_app(app_id, credential, tenant, cloud, client)


def by_managed_identity(
    app_id: str, cloud: Cloud, client: Client = msal.ManagedIdentityClient, *, timeout_s: float = TIMEOUT_S
) -> MsalTokens:
    """For ``UserAssignedMSI``: the machine vouches for us, there is no secret."""
    identity = msal.UserAssignedManagedIdentity(client_id=app_id)
    return MsalTokens(
        lambda: client(identity, http_client=_Hasty(timeout_s)),
        lambda made: made.acquire_token_for_client(resource=cloud.scope),
    )


class _Hasty(requests.Session):
    """Gives up after ``timeout_s``; the library asks the machine without a deadline of its own."""

    def __init__(self, timeout_s: float) -> None:
        super().__init__()
        self._timeout_s = timeout_s

    def request(self, *args: Any, **more: Any) -> requests.Response:
        """The name is the library's."""
        return super().request(*args, **{"timeout": self._timeout_s, **more})


def _of_app(app_id: str, credential: Any, tenant: str, cloud: Cloud, client: Client) -> MsalTokens:
    return MsalTokens(
        lambda: client(
            app_id,
            client_credential=credential,
            authority=f"{cloud.login_url.rstrip('/')}/{tenant}",
            timeout=TIMEOUT_S,
            instance_discovery=False,  # else Microsoft is asked about an address that it does not list
        ),
        lambda made: made.acquire_token_for_client(scopes=[f"{cloud.scope}/.default"]),
    )
