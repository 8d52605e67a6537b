"""Bedside shows Microsoft a secret, a certificate or a managed identity, whichever is set, and asks late."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1

from adapters.teams.clouds import CLOUDS
from adapters.teams.credentials import TokenUnavailable, by_certificate, by_managed_identity, by_secret
from tests.teams.channel import APP_ID, TENANT
from tests.teams.entra import a_pem


class FakeMsal:
    """Makes clients as Microsoft's library does, and is one: takes note of what it is asked."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        self.made: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self._answer = answer or {"access_token": "t"}

    def __call__(self, *args: Any, **more: Any) -> "FakeMsal":
        self.made.append((args, more))
        return self

    def acquire_token_for_client(self, **asked: Any) -> dict[str, Any]:
        self.made.append(((), asked))
        return self._answer


def test_nothing_is_asked_before_the_first_token_and_one_client_serves_all():
    msal = FakeMsal()
    tokens = by_secret(APP_ID, "s", TENANT, CLOUDS["gcchigh"], msal)
    assert msal.made == []

    assert (tokens(), tokens()) == ("t", "t")

    (args, more), *asks = msal.made
    assert args == (APP_ID,)
    assert more["client_credential"] == "s"
    assert more["authority"] == f"https://login.microsoftonline.us/{TENANT}"
    assert [ask for _, ask in asks] == [{"scopes": ["https://api.botframework.us/.default"]}] * 2


def test_a_certificate_is_shown_with_its_thumbprint():
    msal, (pem, certificate) = FakeMsal(), a_pem()

    by_certificate(APP_ID, pem, TENANT, CLOUDS["commercial"], msal)()

    credential = msal.made[0][1]["client_credential"]
    assert credential["thumbprint"] == certificate.fingerprint(SHA1()).hex()
    assert credential["private_key"] == credential["public_certificate"] == pem


def test_a_managed_identity_needs_no_secret():
    msal = FakeMsal()

    by_managed_identity(APP_ID, CLOUDS["commercial"], msal)()

    assert msal.made[0][0][0] == {"ManagedIdentityIdType": "ClientId", "Id": APP_ID}
    assert msal.made[1][1] == {"resource": "https://api.botframework.com"}


def test_an_error_on_the_way_is_told_by_its_name_only():
    msal = FakeMsal({"error": "invalid_client", "error_description": "with a secret"})

    with pytest.raises(TokenUnavailable, match=r"^invalid_client$"):
        by_secret(APP_ID, "s", TENANT, CLOUDS["commercial"], msal)()
